package xlsx

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"crm/importer/table"
)

// writeWide writes a workbook of n contacts in 30 columns.
func writeWide(out io.Writer, n int) error {
	w, err := NewWriter(out, []string{"Contacts"}, WriterOptions{})
	if err != nil {
		return err
	}
	columns := make([]Column, 30)
	for i := range columns {
		columns[i].Kind = table.Text
	}
	s, err := w.Sheet(columns, true)
	if err != nil {
		return err
	}
	cells := make([]table.Cell, len(columns))
	for i := range cells {
		cells[i] = table.Cell{Text: "column " + strconv.Itoa(i), Kind: table.Text}
	}
	for i := range n {
		if err := s.Write(cells); err != nil {
			return err
		}
		for j := range cells {
			switch j % 6 {
			case 0:
				cells[j] = table.Cell{Text: "Nguyễn Văn " + strconv.Itoa(i*j), Kind: table.Text}
			case 1:
				cells[j] = table.Cell{Text: "user" + strconv.Itoa(i+j) + "@may.vn", Kind: table.Text}
			case 2:
				cells[j] = table.Cell{Text: fmt.Sprintf("09%08d", i*7919%100_000_000), Kind: table.Text}
			case 3:
				cells[j] = table.Cell{Text: fmt.Sprintf("19%02d-%02d-%02d", 10+i%90, 1+i%12, 1+i%28), Kind: table.Date}
			case 4:
				cells[j] = table.Cell{Text: strconv.Itoa(i * 1000), Kind: table.Number}
			case 5:
				cells[j] = table.Cell{}
			}
		}
	}
	return w.Close()
}

// TestWritePeak is the other process of BenchmarkWrite.
func TestWritePeak(t *testing.T) {
	if os.Getenv(peakFile) != "write" {
		t.Skip("it is run by BenchmarkWrite")
	}
	if err := writeWide(io.Discard, 100_000); err != nil {
		t.Fatal(err)
	}
	printPeak(t)
}

// BenchmarkWrite writes 100,000 contacts of 30 columns.
func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	var size counter
	for b.Loop() {
		size = 0
		if err := writeWide(&size, 100_000); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)/1e6, "MB")
	cmd := exec.Command(os.Args[0], "-test.run=^TestWritePeak$")
	cmd.Env = append(os.Environ(), peakFile+"=write")
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(peakOf(string(out)), "peak-MB")
}

// counter counts bytes.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// peakOf reads what printPeak prints.
func peakOf(out string) float64 {
	_, after, _ := strings.Cut(out, "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.Atoi(kb)
	return float64(n) / 1024
}

// printPeak prints the greatest memory of this process, where the system tells.
func printPeak(t *testing.T) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			fmt.Print(line)
		}
	}
}
