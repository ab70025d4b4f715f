package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"testing"

	"crm/importer/csv"
	"crm/importer/table"
)

// benchText is a table of 100,000 contacts with 12 columns, about 12 MB.
func benchText(format string) []byte {
	var b bytes.Buffer
	b.WriteString("Name,Company,Title,Email,Phone,Street,City,Country,Birthday,Tags,Source,Notes\r\n")
	for i := range 100000 {
		fmt.Fprintf(&b, format, i, i%977, i, 100000+i, i%400, 1950+i%60)
	}
	return b.Bytes()
}

func plainText() []byte {
	return benchText("Ann Carlson %d,Cohen %d Inc,Sales manager,ann%d@example.com,(202) 555-%d,%d Victoria Pine,Austinshire,United States,%d-03-05,vip,fair,met at the fair\r\n")
}

func vietnameseText() []byte {
	return benchText("Nguyễn Thị Ánh %d,Công ty %d,Trưởng phòng,anh%d@example.vn,0912 %d,%d Lê Lợi,Đà Nẵng,Việt Nam,%d-03-05,khách quen,hội chợ,gặp ở hội chợ\r\n")
}

func quotedText() []byte {
	return benchText("\"Carlson, Ann %d\",\"Cohen %d Inc\",\"Sales manager\",\"ann%d@example.com\",\"(202) 555-%d\",\"%d Victoria Pine\",\"Austinshire\",\"United States\",\"%d-03-05\",\"vip\",\"fair\",\"met at \"\"the\"\" fair\"\r\n")
}

func benchmarkReader(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r, _, err := open(b, data, csv.Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		var row table.Row
		for err = r.Read(&row); err == nil; err = r.Read(&row) {
			rows++
		}
		if !errors.Is(err, io.EOF) || rows != 100001 {
			b.Fatal(rows, err)
		}
	}
}

// BenchmarkReader measures Open and Read, detection and normalisation included;
// BenchmarkEncodingCSV does the same work without them.
func BenchmarkReader(b *testing.B) {
	b.Run("plain", func(b *testing.B) { benchmarkReader(b, plainText()) })
	b.Run("vietnamese", func(b *testing.B) { benchmarkReader(b, vietnameseText()) })
	b.Run("quoted", func(b *testing.B) { benchmarkReader(b, quotedText()) })
}

func BenchmarkEncodingCSV(b *testing.B) {
	for name, data := range map[string][]byte{"plain": plainText(), "vietnamese": vietnameseText(), "quoted": quotedText()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				r := stdcsv.NewReader(bytes.NewReader(data))
				r.ReuseRecord = true
				rows := 0
				for {
					if _, err := r.Read(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						b.Fatal(err)
					}
					rows++
				}
				if rows != 100001 {
					b.Fatal(rows)
				}
			}
		})
	}
}

func BenchmarkWriter(b *testing.B) {
	cells := make([]table.Cell, 12)
	for i := range cells {
		cells[i].Text = "Nguyễn Thị Ánh"
	}
	cells[3].Text = "met at \"the\" fair, again"
	b.ReportAllocs()
	for b.Loop() {
		w, err := csv.NewWriter(io.Discard, csv.WriterOptions{BOM: true})
		if err != nil {
			b.Fatal(err)
		}
		for range 10000 {
			if err := w.Write(cells); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
