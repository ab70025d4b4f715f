package importer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/store/when"
)

// BenchmarkClean reads, maps and cleans 20,000 rows of 14 columns, without a book:
// what mapping and cleaning add to an import.
func BenchmarkClean(b *testing.B) {
	const rows = 20_000
	var text strings.Builder
	text.WriteString("Full name,Email,Phone,Company,Job title,Street,City,Postal code,Country,Birthday,Customer since,Notes,Amount,Tags\n")
	for i := range rows {
		fmt.Fprintf(&text, "Nguyễn Thị Ánh %d,person%d@example%d.vn,09%08d,Công ty %d,Giám đốc,%d Trần Phú,Huế,%05d,Việt Nam,19%02d-%02d-%02d,2024-0%d-15,Gọi lại sau Tết %d,\"1,%03d.50\",vip;lead\n",
			i, i, i%500, i, i%2000, i%900+1, i%99999, 50+i%50, i%12+1, i%28+1, i%9+1, i%1000, i%1000)
	}
	path := filepath.Join(b.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	opt := Options{Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Order: when.DMY, Region: "VN"}
	b.ReportAllocs()
	for b.Loop() {
		f, err := Open(b.Context(), path, opt)
		if err != nil {
			b.Fatal(err)
		}
		in, err := f.src.content.drafts(b.Context(), f, false)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for ; err == nil; n++ {
			_, _, err = in.next()
		}
		if !errors.Is(err, io.EOF) || n != rows+1 {
			b.Fatal(n, err)
		}
		in.close()
		f.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
}
