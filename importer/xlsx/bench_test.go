package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/importer/table"
)

// writeLarge writes a workbook of n contacts in 12 columns as Excel would:
// texts shared, numbers and dates in place.
func writeLarge(w io.Writer, n int) error {
	z := zip.NewWriter(w)
	small := workbookFile{}.styled("yyyy-mm-dd", "0000000000", `#,##0 "₫"`)
	small["_rels/.rels"] = rels(rel("rId1", "officeDocument", "xl/workbook.xml"))
	small["xl/workbook.xml"] = sheets(`<sheet name="Contacts" sheetId="1" r:id="rId1"/>`)
	small["xl/_rels/workbook.xml.rels"] = rels(rel("rId1", "worksheet", "worksheets/sheet1.xml"),
		rel("rId2", "styles", "styles.xml"), rel("rId3", "sharedStrings", "sharedStrings.xml"))
	part := func(name string, write func(*bufio.Writer)) error {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		buf := bufio.NewWriterSize(f, 1<<20)
		write(buf)
		return buf.Flush()
	}
	for name, text := range small {
		if err := part(name, func(w *bufio.Writer) { w.WriteString(text) }); err != nil {
			return err
		}
	}
	var texts []string
	if err := part(sheetPath, func(w *bufio.Writer) { texts = writeContacts(w, n) }); err != nil {
		return err
	}
	err := part("xl/sharedStrings.xml", func(w *bufio.Writer) {
		fmt.Fprintf(w, `<sst %s uniqueCount="%d">`, spreadsheetNS, len(texts))
		for _, s := range texts {
			fmt.Fprintf(w, "<si><t>%s</t></si>", strings.ReplaceAll(s, "&", "&amp;"))
		}
		w.WriteString("</sst>")
	})
	if err != nil {
		return err
	}
	return z.Close()
}

// writeContacts writes the sheet and returns its texts in the order of their numbers.
func writeContacts(w *bufio.Writer, n int) (texts []string) {
	rnd := rand.New(rand.NewPCG(1, 2))
	families := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Müller", "王", "佐藤", "Smith"}
	given := []string{"Văn Minh", "Thị Hồng", "Quốc Bảo", "小明", "太郎", "Anna", "John", "Khánh Linh"}
	cities := []string{"Hà Nội", "Đà Nẵng", "Huế", "Berlin", "東京", "上海", "London"}
	countries := []string{"VN", "DE", "JP", "CN"}
	index := map[string]int{}
	shared := func(s string) int {
		i, ok := index[s]
		if !ok {
			i = len(texts)
			index[s] = i
			texts = append(texts, s)
		}
		return i
	}
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><worksheet %s><dimension ref="A1:L%d"/><sheetData>`, spreadsheetNS, n)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(w, `<row r="%d" spans="1:12">`, i)
		for c, s := range []string{
			fmt.Sprintf("%s %s %d", families[rnd.IntN(8)], given[rnd.IntN(8)], rnd.IntN(n)),
			families[rnd.IntN(8)],
			given[rnd.IntN(8)],
			fmt.Sprintf("Company %d & Sons", rnd.IntN(5000)),
			fmt.Sprintf("user%d@example%d.com", rnd.IntN(n), i%90),
			cities[rnd.IntN(7)],
			countries[rnd.IntN(4)],
			fmt.Sprintf("called on %d, interested", rnd.IntN(400)),
		} {
			fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+c, i, shared(s))
		}
		fmt.Fprintf(w, `<c r="I%d" s="2"><v>%d</v></c>`, i, 901000000+rnd.IntN(99999999))
		fmt.Fprintf(w, `<c r="J%d" s="1"><v>%d</v></c>`, i, 20000+rnd.IntN(26000))
		fmt.Fprintf(w, `<c r="K%d" s="3"><v>%d</v></c>`, i, rnd.IntN(9000)*1000)
		fmt.Fprintf(w, `<c r="L%d"><v>%.2f</v></c></row>`, i, rnd.Float64()*100)
	}
	w.WriteString(`</sheetData></worksheet>`)
	return texts
}

// peakFile names, in the environment of the test binary, the file to read in a process
// of its own for its peak memory.
const peakFile = "XLSX_PEAK_FILE"

// TestPeak is the other process of peakMB.
func TestPeak(t *testing.T) {
	name := os.Getenv(peakFile)
	if name == "" || name == "write" || name == "hostile" {
		t.Skip("it is run by BenchmarkRead")
	}
	var row table.Row
	countRows(t, name, &row)
	printPeak(t)
}

// peakMB returns the greatest memory of a process that reads the file, the program
// and its libraries included; 0 where the system does not tell.
func peakMB(b *testing.B, name string) float64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestPeak$")
	cmd.Env = append(os.Environ(), peakFile+"="+name)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	return peakOf(string(out))
}

// BenchmarkRead reads 100,000 contacts of 12 columns, and reports how many times
// as long it took as "unzip -p" of the same file, if that is installed.
func BenchmarkRead(b *testing.B) {
	const n = 100_000
	name := filepath.Join(b.TempDir(), "large.xlsx")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := writeLarge(f, n); err != nil {
		b.Fatal(err)
	}
	unzip, _ := exec.LookPath("unzip")
	var theirs, ours time.Duration
	var row table.Row
	b.ReportAllocs()
	for b.Loop() {
		if unzip != "" {
			b.StopTimer()
			start := time.Now()
			if err := exec.Command(unzip, "-p", name).Run(); err != nil {
				b.Fatal(err)
			}
			theirs += time.Since(start)
			b.StartTimer()
		}
		start := time.Now()
		if got := countRows(b, name, &row); got != n {
			b.Fatalf("%d rows, want %d", got, n)
		}
		ours += time.Since(start)
	}
	b.ReportMetric(peakMB(b, name), "peak-MB")
	if theirs > 0 {
		b.ReportMetric(float64(ours)/float64(theirs), "unzips/op")
		b.ReportMetric(theirs.Seconds()*1000/float64(b.N), "unzip-ms/op")
	}
}

func countRows(t testing.TB, name string, row *table.Row) (n int) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	book, err := Open(f, info.Size(), Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, book)
	r, err := book.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	for {
		if err := r.Read(row); err == io.EOF {
			return n
		} else if err != nil {
			t.Fatal(err)
		}
		n++
	}
}
