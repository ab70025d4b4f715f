package html_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"crm/importer/html"
	"crm/importer/table"
)

// read returns the rows as "line: cell|cell".
func read(t testing.TB, data []byte, opt html.Options) ([]string, table.Info, error) {
	t.Helper()
	r, info, err := html.Open(bytes.NewReader(data), int64(len(data)), opt)
	if err != nil {
		return nil, info, err
	}
	defer r.Close()
	var rows []string
	var row table.Row
	last := 0
	for {
		err := r.Read(&row)
		if errors.Is(err, io.EOF) {
			return rows, info, nil
		}
		if err != nil {
			return rows, info, err
		}
		if row.Line <= last || row.Blank() && row.Problem == nil {
			t.Fatalf("line %d after %d: %+v", row.Line, last, row)
		}
		last = row.Line
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
			if !utf8.ValidString(c.Text) || !norm.NFC.IsNormalString(c.Text) || (c.Kind == table.Empty) != (c.Text == "") {
				t.Fatalf("line %d: cell %+v", row.Line, c)
			}
		}
		s := fmt.Sprintf("%d: %s", row.Line, strings.Join(cells, "|"))
		if row.Problem != nil {
			s += " !" + row.Problem.Reason
		}
		rows = append(rows, s)
	}
}

func TestTables(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       []string
	}{
		{"plain", "<table><tr><th>Name</th><th>Tel</th></tr><tr><td>Ann</td><td>09</td></tr></table>", []string{"1: Name|Tel", "2: Ann|09"}},
		{"no end tags", "<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>", []string{"1: a|b", "2: c|d"}},
		{"cut off", "<table><tr><td>a<td>b<tr><td>c", []string{"1: a|b", "2: c"}},
		{"no rows", "<table><td>a<td>b</table>", []string{"1: a|b"}},
		{"entities", "<table><tr><td>M&uuml;ller &amp; S&#246;hne&nbsp;<td>&lt;a&gt;<td>&#x110;&#7913;c</table>", []string{"1: Müller & Söhne|<a>|Đức"}},
		{"white space", "<table>\n <tr>\n  <td>\n a   b\n\tc </td>\n</tr></table>", []string{"1: a b c"}},
		{"line ends", "<table><tr><td>a<br>b<br/><br>c<td><p>d</p><p>e</p><div>f</div></table>", []string{"1: a\nb\n\nc|d\ne\nf"}},
		{"blank rows count", "<table><tr><td>a<tr><td>&nbsp;<td> <tr><tr><td>b</table>", []string{"1: a", "4: b"}},
		{"comments and scripts", "<table><!-- <tr><td>no --><tr><td>a<script>if (x<1) '<td>'</script><style>td{}</style>b<![if !x]>c<![endif]></table>", []string{"1: abc"}},
		{"colspan", "<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", []string{"1: a||b", "2: c|d|e"}},
		{"rowspan repeats", "<table><tr><td rowspan=3>Acme<td>Ann<tr><td>Bob<tr><td>Cy<tr><td>Zed<td>Dan</table>",
			[]string{"1: Acme|Ann", "2: Acme|Bob", "3: Acme|Cy", "4: Zed|Dan"}},
		{"rowspan in the middle", "<table><tr><td>Ann<td rowspan=2>Acme<td>1<tr><td>Bob<td>2</table>", []string{"1: Ann|Acme|1", "2: Bob|Acme|2"}},
		{"two-row header", "<table><tr><td rowspan=2>Name<td colspan=2>Phone<tr><td>Home<td>Work<tr><td>Ann<td>1<td>2</table>",
			[]string{"1: Name|Phone", "2: |Home|Work", "3: Ann|1|2"}},
		{"header of th", "<table><tr><th rowspan=2>Name<th>Phone<tr><th>Work<tr><td>Ann<td>1</table>", []string{"1: Name|Phone", "2: |Work", "3: Ann|1"}},
		{"nested table", "<table><tr><td>a<td><table><tr><td>x<td>y</table><td>b<tr><td>c<td>d<td>e<tr><td>c<td>d<td>e</table>",
			[]string{"1: a|x y|b", "2: c|d|e", "3: c|d|e"}},
		{"layout around", "<table><tr><td><table><tr><td>Name<td>Tel<tr><td>Ann<td>1<tr><td>Bob<td>2</table></table>", []string{"1: Name|Tel", "2: Ann|1", "3: Bob|2"}},
		{"sections", "<table><caption>All</caption><thead><tr><th>a<tbody><tr><td>b<tfoot><tr><td>c</table>", []string{"1: a", "2: b", "3: c"}},
		{"exact values", "<table><tr><td x:str>0912<td x:str=\"0912 345 678\">912345678<td x:num=\"84912345678\">8.49E+10<td x:num=\"45356\">05/03/2024<td x:num=\"84912345678\">####</table>",
			[]string{"1: 0912|0912 345 678|84912345678|05/03/2024|84912345678"}},
		{"hidden rows", "<table><tr><td>a<tr style='display:none'><td>b</table>", []string{"1: a", "2: b"}},
		{"decomposed", "<table><tr><td>e\u0301</table>", []string{"1: é"}},
		{"the largest", "<table><tr><td>menu<td>home</table><table><tr><td>Name<td>Tel<tr><td>Ann<td>1</table><table><tr><td>footer</table>", []string{"1: Name|Tel", "2: Ann|1"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, _, err := read(t, []byte(tt.data), html.Options{}); err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%v\ngot  %q\nwant %q", err, got, tt.want)
			}
		})
	}
}

const workbook = `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="Default"/><Style ss:ID="s1"><Font ss:Bold="1"/></Style></Styles>
 <Worksheet ss:Name="Empty"><Table/></Worksheet>
 <Worksheet ss:Name="Khách hàng"><Table ss:ExpandedColumnCount="4">
  <Column ss:Width="80"/>
  <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">Danh sách</Data></Cell></Row>
  <Row ss:Index="3">
   <Cell><Data ss:Type="String">Tên</Data><Comment ss:Author="x"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">no</ss:Data></Comment></Cell>
   <Cell ss:Index="3"><Data ss:Type="String">Số</Data></Cell><Cell/><Cell ss:StyleID="s1"><Data ss:Type="String">Ngày</Data></Cell></Row>
  <Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Ann</B> &amp; Bob&#10;Cy</ss:Data></Cell>
   <Cell ss:HRef="mailto:a@b.c"><Data ss:Type="Number">8.4912345678E10</Data></Cell>
   <Cell><Data ss:Type="Boolean">1</Data></Cell>
   <Cell><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell>
   <Cell><Data ss:Type="DateTime">2024-03-05T10:30:00.000</Data></Cell></Row>
 </Table></Worksheet></Workbook>`

func TestWorkbook(t *testing.T) {
	got, info, err := read(t, []byte(workbook), html.Options{})
	want := []string{"1: Danh sách", "3: Tên||Số||Ngày", "4: Ann & Bob\nCy|84912345678|TRUE|2024-03-05|2024-03-05T10:30:00"}
	if err != nil || !reflect.DeepEqual(got, want) || info.Format != "excel-xml" || info.Sheet != "Khách hàng" {
		t.Errorf("%v, %+v\ngot  %q\nwant %q", err, info, got, want)
	}
}

func TestEncodings(t *testing.T) {
	page := func(declared, text string) string {
		return "<html><head>" + declared + "</head><body><table><tr><td>" + text + "<td>1</table>"
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("客户姓名,王小明,电话号码")
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(e encoding.Encoding, s string) []byte {
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, tt := range []struct {
		name           string
		data           []byte
		opt            html.Options
		encoding, cell string
		notes          int
	}{
		{"declared utf-8", []byte(page("<meta charset=utf-8>", "Đức")), html.Options{}, "utf-8", "Đức", 0},
		{"declared gb2312", []byte(page(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, gbk)), html.Options{}, "gb18030", "客户姓名,王小明,电话号码", 0},
		{"declared falsely", []byte(page("<meta charset=utf-8>", gbk)), html.Options{}, "gb18030", "客户姓名,王小明,电话号码", 1},
		{"utf-8 declared as something else", []byte(page("<meta charset=windows-1252>", "Đức")), html.Options{}, "utf-8", "Đức", 1},
		{"not declared", []byte(page("", gbk)), html.Options{}, "gb18030", "客户姓名,王小明,电话号码", 1},
		{"named", []byte(page("<meta charset=gbk>", "M\xfcller")), html.Options{Encoding: "latin1"}, "windows-1252", "Müller", 0},
		{"shift_jis", encoded(japanese.ShiftJIS, page("<meta charset=x-sjis>", "山田表")), html.Options{}, "shift_jis", "山田表", 0},
		{"1258", encoded(charmap.Windows1258, page("<meta charset=windows-1258>", "Nguyê\u0303n")), html.Options{}, "windows-1258", "Nguyễn", 0},
		{"utf-16 with mark", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), page("<meta charset=utf-16>", "Đức")), html.Options{}, "utf-16le", "Đức", 0},
		{"utf-8 that says utf-16", []byte(page("<meta charset=utf-16>", "Đức")), html.Options{}, "utf-8", "Đức", 0},
	} {
		if !html.Sniff(tt.data) {
			t.Errorf("%s: not taken for a page", tt.name)
		}
		got, info, err := read(t, tt.data, tt.opt)
		if err != nil || len(got) != 1 || got[0] != "1: "+tt.cell+"|1" || info.Encoding != tt.encoding || len(info.Notes) != tt.notes {
			t.Errorf("%s: %v %q %+v", tt.name, err, got, info)
		}
	}
}

func TestChoice(t *testing.T) {
	data := []byte("<table><tr><td>a</table><table></table><table><tr><td>b<td>c</table>")
	for number, want := range map[int]string{0: "1: b|c", 1: "1: a", 3: "1: b|c"} {
		got, info, err := read(t, data, html.Options{Table: number})
		if err != nil || len(got) != 1 || got[0] != want || (len(info.Notes) == 1) != (number == 0) {
			t.Errorf("table %d: %q, %v, %v", number, got, info.Notes, err)
		}
	}
	for _, tt := range []struct {
		data string
		opt  html.Options
		want error
	}{
		{string(data), html.Options{Table: 4}, html.ErrOption},
		{string(data), html.Options{Encoding: "klingon"}, html.ErrOption},
		{"<html><frameset><frame src=sheet001.htm></frameset></html>", html.Options{}, html.ErrNoTable},
		{"<table><tr><td></table>", html.Options{}, html.ErrNoTable},
	} {
		if _, _, err := read(t, []byte(tt.data), tt.opt); !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.data, err, tt.want)
		}
	}
}

func TestSniff(t *testing.T) {
	for s, want := range map[string]bool{
		"<!DOCTYPE html>\n<p>": true, "\uFEFF\r\n<Table>": true, workbook: true, "<div><table>": true,
		"name,tel\n<b>,1\n": false, "<Ann>,<table": true, "": false, "<?xml version=\"1.0\"?><rss/>": false,
	} {
		if got := html.Sniff([]byte(s)); got != want {
			t.Errorf("%.30q: %v", s, got)
		}
	}
}

func TestLimits(t *testing.T) {
	var limit *table.LimitError
	for name, data := range map[string]string{
		"many cells":    "<table><tr>" + strings.Repeat("<td>x", 5000),
		"wide spans":    "<table><tr>" + strings.Repeat("<td colspan=4000>x", 3),
		"a tag of 5 MB": "<table><tr><td title='" + strings.Repeat("x", 5<<20) + "'>a",
	} {
		if _, _, err := read(t, []byte(data), html.Options{}); !errors.As(err, &limit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := "<table><tr><td>a<td>b<tr><td>" + strings.Repeat("x ", 1<<20) + "<td>c<tr><td>d<td>e</table>"
	if got, _, err := read(t, []byte(long), html.Options{}); err != nil || len(got) != 3 || !strings.Contains(got[1], "!a cell is longer") || got[2] != "3: d|e" {
		t.Errorf("long cell: %d rows, %v", len(got), err)
	}
	tall := "<table><tr>" + strings.Repeat("<td rowspan=60000>x", 1000) + strings.Repeat("<tr>", 1000) + "</table>"
	if got, _, err := read(t, []byte(tall), html.Options{}); err != nil || len(got) != 1001 {
		t.Errorf("tall cells: %d rows, %v", len(got), err)
	}
	deep := strings.Repeat("<table><tr><td>x", 1000)
	if got, _, err := read(t, []byte(deep), html.Options{}); err != nil || len(got) == 0 {
		t.Errorf("deep tables: %d rows, %v", len(got), err)
	}
}

// TestCorpus reads the pages and XML workbooks of the corpus.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("CRM_CORPUS")
	if dir == "" {
		t.Skip("CRM_CORPUS is not set")
	}
	for name, want := range map[string]struct {
		rows  int
		first string
	}{
		"html_table_named.xls":  {61, "1: Full name|First name|Last name|Company|Job title|Email|Phone|"},
		"spreadsheetml2003.xls": {2, "1: Name"},
	} {
		data, err := os.ReadFile(filepath.Join(dir, "made", "hostile", name))
		if err != nil {
			t.Fatal(err)
		}
		got, info, err := read(t, data, html.Options{})
		if err != nil || !html.Sniff(data) || len(got) != want.rows || !strings.HasPrefix(got[0], want.first) || info.Encoding != "utf-8" {
			t.Errorf("%s: %d rows, %+v, %v", name, len(got), info, err)
		}
	}
}

// FuzzReader: no input makes the reader panic, hang or break its promises.
func FuzzReader(f *testing.F) {
	f.Add([]byte(workbook))
	for _, s := range []string{
		"<table><tr><td rowspan=2>a<td colspan=3>b<tr><td>c</table>", "<table><tr><td><table><tr><td>x</table>y</table>",
		"<table><tr><td>&#0;&#xD800;\xff<br><p>x", "<meta charset=gbk><table><tr><td>\xd6\xd0", "<table><tr><td><script><td></script>a",
		"<workbook xmlns=urn:schemas-microsoft-com:office:spreadsheet><table><row index=99999999><cell index=5000><data>x",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		html.Sniff(data)
		for _, opt := range []html.Options{{}, {Encoding: "gb18030", Table: 1}} {
			_, _, err := read(t, data, opt)
			var wrong *html.Error
			var limit *table.LimitError
			if err != nil && !errors.As(err, &wrong) && !errors.As(err, &limit) {
				t.Fatal(err)
			}
		}
	})
}
