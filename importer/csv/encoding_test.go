package csv_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	"crm/importer/csv"
	"crm/importer/table"
)

const (
	sampleZh = "姓名,电话,公司,职位\n王小明,13800138000,北京华远科技有限公司,销售经理\n李丽,13911112222,上海浦东贸易公司,采购部主管\n欧阳静,,苏州工业园区,\n"
	sampleFr = "Prénom;Nom;Société\nFrançois;Lefèvre;Café de la Gare\nZoé;Müller;Hôtel « Élysée »\nPeña;José;O’Brien – 5 €\n"
	sampleTw = "姓名,電話,公司\n許功蓋,0912345678,台灣迪奧汽車\n王大文,0922333444,平鎮縣福安巷\n林美玲,0933222111,台北市政府\n"
	sampleJa = "氏名,フリガナ,会社名\n佐藤太郎,サトウタロウ,東京株式会社\n鈴木花子,スズキハナコ,大阪商事\n山田一郎,ヤマダイチロウ,京都製作所\n"
	sampleKo = "이름,전화,회사\n김철수,010-1234-5678,한국전자\n이영희,010-2222-3333,서울상사\n박지훈,010-4444-5555,부산무역\n"
	sampleRu = "ФИО;Компания\nИван Петров;Ромашка\nМария Иванова;Заря\n"
	sampleEl = "Όνομα;Πόλη\nΓιώργος;Αθήνα\nΔωροθέα;Χαλκίδα\n"
	sampleCs = "Jméno;Město\nJiří Dvořák;Plzeň\nLukáš Němec;Třebíč\nVěra Černá;Žižkov\n"
	samplePl = "Imię;Miasto\nPaweł Wiśniewski;Łódź\nMałgorzata Wójcik;Gdańsk\nJózef Dąbrowski;Kraków\n"
	sampleTr = "Ad;Şehir\nAyşe Yıldız;İzmir\nIşık Doğan;Muğla\nGökçe Şahin;Eskişehir\n"
	sampleVi = "Họ và tên,Thành phố\nNguyễn Thị Ánh,Đà Nẵng\nTrần Văn Đức,Hà Nội\nPhạm Quỳnh Hương,Cần Thơ\n"
)

// windows1258 encodes Vietnamese as Windows does: the circumflex, the breve and
// the horn belong to the letter, the tone is a mark of its own.
func windows1258(t *testing.T, s string) []byte {
	t.Helper()
	var out []byte
	enc := charmap.Windows1258.NewEncoder()
	for _, r := range s {
		b, err := enc.Bytes([]byte(string(r)))
		if err != nil {
			var base, tone []rune
			for _, m := range norm.NFD.String(string(r)) {
				if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", m) {
					tone = append(tone, m)
				} else {
					base = append(base, m)
				}
			}
			b, err = enc.Bytes([]byte(norm.NFC.String(string(base)) + string(tone)))
		}
		if err != nil {
			t.Fatalf("encode %q: %v", r, err)
		}
		out = append(out, b...)
	}
	return out
}

func encode(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t testing.TB, data []byte, opt csv.Options) (*csv.Reader, table.Info, error) {
	t.Helper()
	return csv.Open(bytes.NewReader(data), int64(len(data)), opt)
}

// text reads data and writes the cells back in one plain form.
func text(t testing.TB, data []byte, opt csv.Options) (string, []table.Problem, table.Info, error) {
	t.Helper()
	r, info, err := open(t, data, opt)
	if err != nil {
		return "", nil, info, err
	}
	rows, problems, err := readAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.Join(row, info.Delimiter) + "\n")
	}
	return b.String(), problems, info, nil
}

func TestEncodings(t *testing.T) {
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(e, b) }
	for _, tt := range []struct {
		name   string
		data   []byte
		want   string // what comes out; empty: refused with ErrEncoding
		detect string
	}{
		{"utf-8", []byte(sampleVi), sampleVi, "utf-8"},
		{"utf-8 with mark", []byte("\xEF\xBB\xBF" + sampleVi), sampleVi, "utf-8"},
		{"utf-8 with two marks", []byte("\xEF\xBB\xBF\xEF\xBB\xBF" + sampleVi), sampleVi, "utf-8"},
		{"utf-8 decomposed", []byte(norm.NFD.String(sampleVi)), sampleVi, "utf-8"},
		{"korean decomposed", []byte(norm.NFD.String(sampleKo)), sampleKo, "utf-8"},
		{"utf-16le with mark", encode(t, utf16(unicode.LittleEndian, unicode.UseBOM), sampleVi), sampleVi, "utf-16le"},
		{"utf-16be with mark", encode(t, utf16(unicode.BigEndian, unicode.UseBOM), sampleZh), sampleZh, "utf-16be"},
		{"utf-16le", encode(t, utf16(unicode.LittleEndian, unicode.IgnoreBOM), sampleZh), sampleZh, "utf-16le"},
		{"utf-16be", encode(t, utf16(unicode.BigEndian, unicode.IgnoreBOM), sampleVi), sampleVi, "utf-16be"},
		{"gb18030", encode(t, simplifiedchinese.GB18030, sampleZh), sampleZh, "gb18030"},
		{"gbk", encode(t, simplifiedchinese.GBK, sampleZh), sampleZh, "gb18030"},
		{"gb18030 with mark", encode(t, simplifiedchinese.GB18030, "\uFEFF"+sampleZh), sampleZh, "gb18030"},
		{"windows-1252", encode(t, charmap.Windows1252, sampleFr), sampleFr, "windows-1252"},
		{"big5", encode(t, traditionalchinese.Big5, sampleTw), sampleTw, "big5"},
		{"shift_jis", encode(t, japanese.ShiftJIS, sampleJa), sampleJa, "shift_jis"},
		{"euc-jp", encode(t, japanese.EUCJP, sampleJa), sampleJa, "euc-jp"},
		{"euc-jp without kana", encode(t, japanese.EUCJP, "氏名,電話番号,会社名,住所\n佐藤太郎,010,東京商事株式会社,東京都港区\n鈴木花子,1,大阪製作所,大阪府大阪市北区\n"),
			"氏名,電話番号,会社名,住所\n佐藤太郎,010,東京商事株式会社,東京都港区\n鈴木花子,1,大阪製作所,大阪府大阪市北区\n", "euc-jp"},
		{"euc-kr, little of it", encode(t, korean.EUCKR, "이름,전화\n김철수,010\n"), "이름,전화\n김철수,010\n", "euc-kr"},
		{"gbk, little of it", encode(t, simplifiedchinese.GBK, "name,city\nAnn,Rome\n王芳,北京\n"), "name,city\nAnn,Rome\n王芳,北京\n", "gb18030"},
		{"windows-1252, little of it", []byte("name,city\nJos\xe9,Rome\n"), "name,city\nJosé,Rome\n", "windows-1252"},
		{"iso-2022-jp", encode(t, japanese.ISO2022JP, sampleJa), sampleJa, "iso-2022-jp"},
		{"euc-kr", encode(t, korean.EUCKR, sampleKo), sampleKo, "euc-kr"},
		{"windows-1251", encode(t, charmap.Windows1251, sampleRu), sampleRu, "windows-1251"},
		{"koi8-r", encode(t, charmap.KOI8R, sampleRu), sampleRu, "koi8-r"},
		{"windows-1253", encode(t, charmap.Windows1253, sampleEl), sampleEl, "windows-1253"},
		{"windows-1250 czech", encode(t, charmap.Windows1250, sampleCs), sampleCs, "windows-1250"},
		{"windows-1250 polish", encode(t, charmap.Windows1250, samplePl), samplePl, "windows-1250"},
		{"windows-1254", encode(t, charmap.Windows1254, sampleTr), sampleTr, "windows-1254"},
		{"macintosh", encode(t, charmap.Macintosh, strings.ReplaceAll(sampleFr, "\n", "\r")), sampleFr, "macintosh"},
		{"ibm850", encode(t, charmap.CodePage850, "Prénom;Société\nZoé;Hôtel\n"), "Prénom;Société\nZoé;Hôtel\n", "ibm850"},
		{"utf-32le", encode(t, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), sampleVi), sampleVi, "utf-32le"},
		{"utf-32be with mark", encode(t, utf32.UTF32(utf32.BigEndian, utf32.UseBOM), sampleZh), sampleZh, "utf-32be"},
		{"ibm037, which is no ASCII", encode(t, charmap.CodePage037, "Prénom;Société\nZoé;Hôtel de ville\nFrançois Lefèvre;Café de la Gare, rue des écoles\nThérèse Müller;Bibliothèque municipale\n"), "", ""},
		{"windows-1258", windows1258(t, sampleVi), sampleVi, "windows-1258"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems, info, err := text(t, tt.data, csv.Options{})
			if tt.want == "" {
				if !errors.Is(err, csv.ErrEncoding) || !strings.Contains(err.Error(), "--encoding") {
					t.Errorf("read as %s, error %v:\n%s", info.Encoding, err, got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want || info.Encoding != tt.detect || len(problems) > 0 {
				t.Errorf("as %s, problems %v:\n%s\nwant as %s:\n%s", info.Encoding, problems, got, tt.detect, tt.want)
			}
		})
	}
}

// TestNamedEncodings: what is not recognised can be named, in any spelling.
func TestNamedEncodings(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"Big5", encode(t, traditionalchinese.Big5, sampleTw), sampleTw},
		{"Shift_JIS", encode(t, japanese.ShiftJIS, sampleJa), sampleJa},
		{"cp932", encode(t, japanese.ShiftJIS, sampleJa), sampleJa},
		{"EUC JP", encode(t, japanese.EUCJP, sampleJa), sampleJa},
		{"iso-2022-jp", encode(t, japanese.ISO2022JP, sampleJa), sampleJa},
		{"cp949", encode(t, korean.EUCKR, sampleKo), sampleKo},
		{"windows-1251", encode(t, charmap.Windows1251, sampleRu), sampleRu},
		{"WINDOWS1258", windows1258(t, sampleVi), sampleVi},
		{"utf-16", encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), sampleVi), sampleVi},
		{"utf-8", []byte("\xEF\xBB\xBF" + sampleVi), sampleVi},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems, _, err := text(t, tt.data, csv.Options{Encoding: tt.name})
			if err != nil || got != tt.want || len(problems) > 0 {
				t.Errorf("%v %v:\n%s\nwant\n%s", err, problems, got, tt.want)
			}
		})
	}
	if _, _, err := open(t, []byte("a,b\n"), csv.Options{Encoding: "klingon"}); err == nil || !strings.Contains(err.Error(), "gb18030") {
		t.Errorf("unknown name: %v, want the list of those that are known", err)
	}
}

// TestLateEncoding: the only letter that is not ASCII stands at the end of a long file.
func TestLateEncoding(t *testing.T) {
	plain := strings.Repeat("Ann,ann@example.com,Hanoi\n", 20000)
	zh := append([]byte(plain), encode(t, simplifiedchinese.GB18030, sampleZh)...)
	r, info, err := open(t, zh, csv.Options{})
	if err != nil || info.Encoding != "gb18030" {
		t.Fatalf("as %s, %v", info.Encoding, err)
	}
	rows, problems, err := readAll(r)
	if err != nil || len(problems) > 0 || len(rows) != 20004 || rows[20001][0] != "王小明" {
		t.Errorf("%d rows, %v, %v", len(rows), problems, err)
	}
}

// TestMixed: lines of UTF-8 and of Windows-1252 in one file.
func TestMixed(t *testing.T) {
	data := "Tên,Email\nNguyễn Ánh,a@example.com\nTrần Đức,d@example.com\nJos\xe9,j@example.com\nOk,ok@example.com\n"
	r, info, err := open(t, []byte(data), csv.Options{})
	if err != nil || info.Encoding != "utf-8" || len(info.Notes) != 1 {
		t.Fatalf("%+v, %v", info, err)
	}
	var row table.Row
	for err = r.Read(&row); err == nil; err = r.Read(&row) {
		if damaged := row.Line == 4; damaged != (row.Problem != nil) {
			t.Errorf("line %d: problem %v", row.Line, row.Problem)
		} else if damaged && (row.Cells[0].Text != "José" || row.Cells[0].Note == "" || row.Problem.Rejected) {
			t.Errorf("line %d: %+v, %+v", row.Line, row.Cells[0], row.Problem)
		}
	}
	if !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestBrokenCharacters(t *testing.T) {
	zh := encode(t, simplifiedchinese.GB18030, strings.Repeat(sampleZh, 5))
	zh = append(zh, "\xD6,x\n"...) // half a character
	r, info, err := open(t, zh, csv.Options{})
	if err != nil || info.Encoding != "gb18030" {
		t.Fatal(info, err)
	}
	rows, problems, err := readAll(r)
	if err != nil || len(rows) != 21 || len(problems) != 1 || problems[0].Line != 21 || problems[0].Rejected {
		t.Errorf("%d rows, %v, %v", len(rows), problems, err)
	}
}

// misread returns s as a program saves it that took its UTF-8 for Windows-1252.
func misread(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		r := charmap.Windows1252.DecodeByte(c)
		if r == '\uFFFD' {
			r = rune(c) // as Windows does
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestMojibake(t *testing.T) {
	got, _, info, err := text(t, []byte(misread("\uFEFF"+sampleVi)), csv.Options{})
	if err != nil || got != sampleVi || len(info.Notes) != 1 {
		t.Errorf("%v, notes %v:\n%s", err, info.Notes, got)
	}
	for _, s := range []string{
		"Nom\n« CAFÉ»\n“CAFÉ”\n",            // ends of quotations
		"Tên\nÃ©\nÂ®\nGIÁ: 5 º\nÀ° Ö² ß®\n", // may be meant
		"SÃO PAULO\nMAÇÃ\n",
	} {
		if got, _, _, err := text(t, []byte(s), csv.Options{}); err != nil || got != s {
			t.Errorf("%q changed to %q, %v", s, got, err)
		}
	}
}

// TestDamagedCells: single cells of a correct file that were misread once or twice
// are repaired with a problem of their row, whatever the language.
func TestDamagedCells(t *testing.T) {
	for _, s := range []string{"Nguyễn Thị Ánh", "Müller", "王小明", "山田太郎", "Иван Петров", "Đặng Văn Đức", "김철수", "Γιώργος", "Łódź"} {
		for _, damaged := range []string{misread(s), misread(misread(s))} {
			data := "Tên,Ghi chú\nTrần Đức,ông chủ\n" + damaged + ",Hà Nội\n"
			got, problems, info, err := text(t, []byte(data), csv.Options{})
			if want := "Tên,Ghi chú\nTrần Đức,ông chủ\n" + s + ",Hà Nội\n"; err != nil || got != want || len(problems) != 1 {
				t.Errorf("%s as %q: %v, %v %v\n%s", s, damaged, err, info.Notes, problems, got)
			}
		}
	}
	all := misread(misread(sampleVi + sampleZh))
	if got, _, info, err := text(t, []byte(all), csv.Options{}); err != nil || got != sampleVi+sampleZh || len(info.Notes) != 1 {
		t.Errorf("all of it twice: %v, %v\n%s", err, info.Notes, got)
	}
}

// TestPastedLines: lines of a double-byte encoding in a file of UTF-8.
func TestPastedLines(t *testing.T) {
	data := strings.Repeat(sampleZh, 3) + string(encode(t, simplifiedchinese.GBK, "赵国栋,139,广州贸易有限公司,经理\n陈晓燕,138,深圳科技公司,会计\n"))
	r, info, err := open(t, []byte(data), csv.Options{})
	if err != nil || info.Encoding != "utf-8" {
		t.Fatal(info, err)
	}
	rows, problems, err := readAll(r)
	if err != nil || len(rows) != 14 || len(problems) != 2 || rows[12][0] != "赵国栋" || rows[13][2] != "深圳科技公司" {
		t.Errorf("%v\n%v\n%v", rows, problems, err)
	}
}

// TestDoubt: of two encodings that come close both are shown.
func TestDoubt(t *testing.T) {
	_, info, err := open(t, encode(t, charmap.Macintosh, "Namn;Ort\nÅsa;Rom\n"), csv.Options{})
	d := info.Doubt
	if err != nil || d == nil || d.Encoding == d.Other || d.Sample == d.OtherSample || !strings.Contains(d.Sample+d.OtherSample, "Åsa;Rom") {
		t.Fatalf("%+v, %v, %+v", info, err, d)
	}
	if n := info.Notes[0]; info.Encoding != d.Encoding || !strings.Contains(n.Reason, d.Other) || !strings.Contains(n.Fix, "--encoding") {
		t.Errorf("note %+v", n)
	}
	if _, info, err := open(t, encode(t, charmap.Macintosh, "Namn;Ort\nÅsa;Rom\n"), csv.Options{Encoding: "macroman"}); err != nil || info.Doubt != nil || len(info.Notes) > 0 {
		t.Errorf("a named encoding is doubted: %+v, %v", info, err)
	}
}
