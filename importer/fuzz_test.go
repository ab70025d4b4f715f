package importer

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzClean throws text at the pipeline up to the book: it ends with an error
// that says what to do, or with a draft of every data row.
// (The book itself, a C program in Go, is too slow under the fuzzer's counters.)
func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"Name,Email,Phone\nAnn,ann@b.vn,0912345678\n", "Họ và tên;SĐT;Ngày sinh\nÁnh;0912 345 678;02/12/1986\n",
		"客户名称,联系人,手机\n公司,王小明,13800138000\n", "Date,Contact email,Type,Body\n2024-01-02,a@b.vn,call,x\n",
		"Ann Lee,ann@b.vn\nBob,bob@b.vn\n", "Name,Name,Name\n\"a\nb\",,\n", "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value\nA,B,* Work,a@b.vn ::: c@d.vn\n",
		"id,name,tags\nk7f3abcdefgh2345,Ann,\"a\"\"b\"\n", "Name,City\nAnn,Huế\nTotal,1\n", "Street 2,City 2,Address\na,b,c\n",
	} {
		f.Add(s)
	}
	path := filepath.Join(f.TempDir(), "in.csv")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := Open(t.Context(), path, Options{Now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Region: "VN"})
		if err != nil {
			if _, ok := errors.AsType[*ReadError](err); !ok {
				t.Fatalf("%v", err)
			}
			return
		}
		defer file.Close()
		batches := make(chan batch, 1)
		go file.produce(t.Context(), batches, true)
		rows := 0
		for b := range batches {
			if b.err != nil {
				t.Fatal(b.err)
			}
			rows += len(b.drafts)
			for _, d := range b.drafts {
				if c := d.c; d.reject == "" && c.Display() == "(no name)" && c.UID == "" && len(c.Links) == 0 {
					t.Errorf("line %d names nobody and is not rejected: %+v", d.line, c)
				}
			}
		}
		if rows != file.Rows() {
			t.Errorf("%d rows counted, %d read", file.Rows(), rows)
		}
	})
}
