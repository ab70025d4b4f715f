package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
)

// corpus returns a folder of the corpus, or skips the test.
func corpus(t *testing.T, sub string) string {
	t.Helper()
	root := os.Getenv("CRM_CORPUS")
	if root == "" {
		t.Skip("CRM_CORPUS names no corpus of files")
	}
	return filepath.Join(root, sub)
}

// wanted is what a file of the corpus has to give: an error with some words in
// it, or counts and the first and last person.
type wanted struct {
	file                     string
	err                      string // words of the error; empty for a file that is read
	rows, added, rejected    int    // added -1: as many as rows
	first, last, email, tels string // of the first contact; tels is a key
}

// made is what the manifest of the corpus says, for the encodings and formats
// that are read.
var made = []wanted{
	{"csv/abook_csv.csv", "", 12, -1, 0, "Caroline Carlson", "Nicole Moore", "caroline.carlson0@example.net", ""},
	{"csv/amounts_stress_a.csv", "", 14, -1, 0, "Caroline Carlson", "Devin Lopez", "", ""},
	{"csv/ar_utf8.csv", "", 20, -1, 0, "مشرق بنو الحارث بن كعب", "خاطر البغدادي", "contact10@example.net", "+20200000110"},
	{"csv/big_8000.csv", "", 8000, -1, 0, "Jose Roberson", "Constance Martel", "jose.roberson1000@example.org", "+12025551100"},
	{"csv/blank_columns.csv", "", 6, -1, 0, "Caroline Carlson", "Johnny Mitchell", "caroline.carlson0@example.net", ""},
	{"csv/datablist_enterprise-customers-100.csv", "", 100, -1, 0, "Jennifer Edwards", "Corey Martin", "qpena@sanford.biz", ""},
	{"csv/datablist_leads-100.csv", "", 100, -1, 0, "Craig Cohen", "Cody Snyder", "jennifervaughn@smith.com", ""},
	{"csv/dates_stress_a.csv", "", 19, -1, 0, "Date case 01", "Date case 28", "", ""},
	{"csv/duplicate_headers.csv", "", 10, -1, 0, "Caroline Carlson", "Debra Brown", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/duplicates_a.csv", "", 80, 53, 0, "Pauline Lemaire", "", "pauline.lemaire503@example.com", ""},
	{"csv/emails_stress_a.csv", "", 18, -1, 0, "Email case 01", "Email case 26", "plain@example.com", ""},
	{"csv/header_only.csv", "", 0, 0, 0, "", "", "", ""},
	{"csv/interactions.csv", "", 200, 40, 0, "", "", "hoang.van.quynh5537@example.com", ""},
	{"csv/lo_gb18030.csv", "", 21, -1, 0, "艾柳", "㐂田䶮", "contact4@example.net", "+8613800000104"},
	{"csv/lo_utf8_semicolon.csv", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/master_utf16be_bom.csv", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/master_utf16le_tab.txt.csv", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/master_utf8.csv", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/master_utf8_bom_crlf.csv", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/names_stress_a.csv", "", 30, -1, 0, "Nguyễn Văn A", "한글 이름", "n1@example.com", ""},
	{"csv/phones_stress_a.csv", "", 34, -1, 0, "Phone case 01", "Phone case 50", "", "+84901234567"},
	{"csv/purchases_a.csv", "", 302, 39, 0, "Dwayne Higgins", "", "dwayne.higgins536@example.net", ""},
	{"csv/ragged.csv", "", 4, -1, 0, "Short One", "No Name", "", ""},
	{"csv/th_utf8.csv", "", 20, -1, 0, "คันธวงศ์ ธนูปกรณ์", "ณรงค์ ตะละภัฏ", "contact11@example.com", ""},
	{"csv/title_preamble_footer.csv", "", 12, -1, 0, "Caroline Carlson", "Nicole Moore", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/trailing_spaces_nbsp.csv", "", 8, -1, 0, "Caroline Carlson", "Devin Lopez", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/vi_utf8.csv", "", 20, -1, 0, "Phạm Văn Quỳnh", "Hoàng Thị Phượng", "pham.van.quynh1@example.net", "+84904035340"},
	{"csv/vi_utf8_nfd.csv", "", 20, -1, 0, "Phạm Văn Quỳnh", "Hoàng Thị Phượng", "pham.van.quynh1@example.net", "+84904035340"},
	{"csv/west_pipe.csv", "", 60, -1, 0, "Caroline Carlson", "Stéphane Clement", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/west_sep_line.csv", "", 60, -1, 0, "Caroline Carlson", "Stéphane Clement", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/west_tab_allquoted.tsv", "", 60, -1, 0, "Caroline Carlson", "Stéphane Clement", "caroline.carlson0@example.net", "+12025550100"},
	{"csv/zh_gb18030.csv", "", 21, -1, 0, "艾柳", "㐂田䶮", "contact4@example.net", "+8613800000104"},
	{"csv/zh_utf8_bom.csv", "", 21, -1, 0, "艾柳", "", "contact4@example.net", "+8613800000104"},

	{"csv/el_windows-1253.csv", "", 20, -1, 0, "Δωροθέα Βρακά", "", "", ""},
	{"csv/fr_macroman.csv", "", 15, -1, 0, "Diane Turpin", "", "", ""},
	{"csv/ja_iso-2022-jp.csv", "", 20, -1, 0, "中村 明美", "", "", ""},
	{"csv/lo_shift_jis.csv", "", 21, -1, 0, "中村 明美", "", "", ""},
	{"csv/ru_koi8-r.csv", "", 20, -1, 0, "Рюрик Пономарева", "", "", ""},
	{"csv/ru_windows-1251.csv", "", 20, -1, 0, "Рюрик Пономарева", "", "", ""},
	{"csv/th_tis-620.csv", "", 20, -1, 0, "คันธวงศ์ ธนูปกรณ์", "", "", ""},
	{"csv/tw_big5.csv", "", 21, -1, 0, "祖怡婷", "", "", ""},
	{"csv/vi_tcvn5712.csv", "", 20, -1, 0, "Phạm Văn Quỳnh", "", "", ""},
	{"csv/vi_viscii.csv", "", 20, -1, 0, "Phạm Văn Quỳnh", "", "", ""},

	{"xlsx/big_5000.xlsx", "", 5000, -1, 0, "Jose Roberson", "Aimée Dias", "jose.roberson1000@example.org", "+12025551100"},
	{"xlsx/date_formats.xlsx", "", 8, -1, 0, "Caroline Carlson", "Devin Lopez", "", ""},
	{"xlsx/dates_1904_xlsxwriter.xlsx", "", 8, -1, 0, "Caroline Carlson", "Devin Lopez", "", ""},
	{"xlsx/formulas_no_cache.xlsx", "", 10, -1, 0, "Caroline Carlson", "Debra Brown", "", ""},
	{"xlsx/gnumeric_typed.xlsx", "", 20, -1, 0, "Caroline Carlson", "Brian Wilson", "", "+84901234500"},
	{"xlsx/hyperlinks_comments.xlsx", "", 8, -1, 0, "Caroline Carlson", "Devin Lopez", "caroline.carlson0@example.net", ""},
	{"xlsx/lo_formulas_recalculated.xlsx", "", 10, -1, 0, "Caroline Carlson", "Debra Brown", "", "+12025550100"},
	{"xlsx/lo_master.xlsx", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"xlsx/master.xlsx", "", 60, -1, 0, "Caroline Carlson", "ธนพล บุณยะภาชน์", "caroline.carlson0@example.net", "+12025550100"},
	{"xlsx/multi_sheet_hidden.xlsx", "", 15, -1, 0, "Caroline Carlson", "Steven Lewis", "caroline.carlson0@example.net", "+12025550100"},
	{"xlsx/numeric_phones_formats.xlsx", "", 9, -1, 0, "Caroline Carlson", "Michael Navarro", "", "+84901234567"},
	{"xlsx/offset_sparse.xlsx", "", 7, -1, 0, "Caroline Carlson", "Sylvia Kelley", "caroline.carlson0@example.net", "+12025550100"},
	{"xlsx/rtl_longcell.xlsx", "", 20, -1, 0, "مشرق بنو الحارث بن كعب", "خاطر البغدادي", "contact10@example.net", ""},
	{"xlsx/typed.xlsx", "", 20, -1, 0, "Caroline Carlson", "Brian Wilson", "", "+84901234500"},
	{"xlsx/lo_master.fods", "OpenDocument", 0, 0, 0, "", "", "", ""},
	{"xlsx/lo_master.xls", ".xls", 0, 0, 0, "", "", "", ""},

	{"hostile/bitflips.xlsx", "damaged", 0, 0, 0, "", "", "", ""},
	{"hostile/columns_20000.csv", "4096", 0, 0, 0, "", "", "", ""},
	{"hostile/csv_named.xlsx", "", 5, -1, 0, "Caroline Carlson", "", "caroline.carlson0@example.net", ""},
	{"hostile/datablist_broken_missing-closing-quote.csv", "", 2, 1, 1, "Bob", "Bob", "", ""},
	{"hostile/datablist_broken_mixed-delimiters.csv", "", 3, -1, 0, "Alice", "", "alice@example.com", ""},
	{"hostile/datablist_broken_newline-inside-unquoted-field.csv", "", 3, 2, 1, "Alice", "Bob", "", ""},
	{"hostile/datablist_broken_wrong-delimiter-semicolon.csv", "", 2, -1, 0, "Alice", "Bob", "alice@example.com", ""},
	{"hostile/empty.zip.xlsx", "nothing in it", 0, 0, 0, "", "", "", ""},
	{"hostile/encrypted_secret.xlsx", "without a password", 0, 0, 0, "", "", "", ""},
	{"hostile/entries_12000.xlsx", "5000", 0, 0, 0, "", "", "", ""},
	{"hostile/formula_injection.csv", "", 12, -1, 0, "=1+1", "", "f1@example.com", ""},
	{"hostile/html_table_named.xls", "", 60, -1, 0, "Caroline Carlson", "", "caroline.carlson0@example.net", ""},
	{"hostile/huge_cell.csv", "", 2, 1, 1, "Bob", "Bob", "", ""},
	{"hostile/invalid_utf8.csv", "", 4, -1, 0, "José", "", "jose@example.com", ""},
	{"hostile/no_sheets.xlsx", "without a sheet", 0, 0, 0, "", "", "", ""},
	{"hostile/png_named.csv", "picture", 0, 0, 0, "", "", "", ""},
	{"hostile/spreadsheetml2003.xls", "", 1, -1, 0, "Ann", "Ann", "", ""},
	{"hostile/sst_index_out_of_range.xlsx", "", 1, 0, 1, "", "", "", ""},
	{"hostile/terminal_escapes.csv", "", 20, -1, 0, "", "", "t1@example.com", ""},
	{"hostile/truncated.xlsx", "cut short", 0, 0, 0, "", "", "", ""},
	{"hostile/unclosed_quote.csv", "", 5001, 5000, 1, "P0", "P4999", "p0@example.com", ""},
	{"hostile/vcf_named.csv", "", 1, -1, 0, "", "", "", ""},
	{"hostile/ics_named.vcf", "calendar", 0, 0, 0, "", "", "", ""},
	{"hostile/random.vcf", "not a text file", 0, 0, 0, "", "", "", ""},
	{"hostile/xls_renamed.xlsx", ".xls", 0, 0, 0, "", "", "", ""},
	{"hostile/zipbomb_1GiB_cell.xlsx", "limit", 0, 0, 0, "", "", "", ""},
	{"hostile/zipslip.xlsx", "", 1, -1, 0, "Ann Ok", "Ann Ok", "ann@example.com", ""},
}

func TestCorpus(t *testing.T) {
	dir := corpus(t, "made")
	for _, w := range made {
		t.Run(w.file, func(t *testing.T) {
			start := time.Now()
			tryFile(t, filepath.Join(dir, w.file), w)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}

func tryFile(t *testing.T, path string, w wanted) {
	f, err := importer.Open(t.Context(), path, options())
	if w.err != "" {
		if _, ok := errors.AsType[*importer.ReadError](err); !ok || !strings.Contains(err.Error(), w.err) {
			t.Fatalf("error %v, want one about %q", err, w.err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st := newBook(t)
	r, err := f.Apply(t.Context(), st, nil)
	if err != nil {
		t.Fatal(err)
	}
	accounted(t, r)
	if w.added < 0 {
		w.added = w.rows
	}
	if r.Rows != w.rows || r.Added != w.added || r.Rejected != w.rejected {
		t.Errorf("%d rows, %d added, %d rejected; want %d, %d, %d", r.Rows, r.Added, r.Rejected, w.rows, w.added, w.rejected)
	}
	sample(t, everybody(t, st), w)
	again, err := f.Apply(t.Context(), st, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again.Same != again.Rows-again.Rejected || again.Operation != "" {
		t.Errorf("the second time: %d of %d rows the same, operation %q", again.Same, again.Rows, again.Operation)
	}
	if r.Operation == "" {
		return
	}
	if _, err := st.Undo(t.Context(), store.Op{Who: "cli", What: "undo"}, "", false); err != nil {
		t.Fatal(err)
	}
	if n, err := st.Count(t.Context(), nil); err != nil || n != 0 {
		t.Errorf("after undo %d contacts are left: %v", n, err)
	}
}

func sample(t *testing.T, all []store.Contact, w wanted) {
	t.Helper()
	if len(all) == 0 {
		return
	}
	first, last := all[0], all[len(all)-1]
	if w.first != "" && first.Name != w.first {
		t.Errorf("the first is %q, want %q", first.Name, w.first)
	}
	if w.last != "" && last.Name != w.last {
		t.Errorf("the last is %q, want %q", last.Name, w.last)
	}
	if w.email != "" && (len(first.Emails) == 0 || first.Emails[0].Key != w.email) {
		t.Errorf("the first has the emails %v, want %q", first.Emails, w.email)
	}
	if w.tels != "" && (len(first.Phones) == 0 || first.Phones[0].Key != w.tels) {
		t.Errorf("the first has the phones %v, want %q", first.Phones, w.tels)
	}
}
