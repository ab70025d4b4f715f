package fold

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"folded", "nguyen van an", "nguyen van an"},
		{"ascii", "  Van  AN\t", "van an"},
		{"vietnamese", "Nguyễn Thị Ánh", "nguyen thi anh"},
		{"vietnamese, decomposed", norm.NFD.String("Nguyễn Thị Ánh"), "nguyen thi anh"},
		{"đ", "Đặng Văn Đức", "dang van duc"},
		{"horns", "Ừ ở Mười Hai", "u o muoi hai"},
		{"letters without marks", "Straße ŒUVRE Øl Łódź æther Þór ısı", "strasse oeuvre ol lodz aether thor isi"},
		{"ẞ", "GROẞ", "gross"},
		{"İ", "İstanbul", "istanbul"},
		{"ǆ", "Ǆemal", "dzemal"},
		{"ligature", "ﬁnance", "finance"},
		{"full width", "ＡＢＣ　１２３", "abc 123"},
		{"half-width kana", "ｶﾞｯｺｳ", "ガッコウ"},
		{"dakuten kept", "がぱガパ", "がぱガパ"},
		{"dakuten composed", "か\u3099", "が"},
		{"thai kept", "สมชาย", "สมชาย"},
		{"cyrillic", "Йорк ЁЛКА", "йорк ёлка"},
		{"greek", "ΌΣΟΣ όσος", "όσοσ όσοσ"},
		{"hangul", "김철수", "김철수"},
		{"hangul jamo", norm.NFD.String("김철수"), "김철수"},
		{"spaces", " \u00a0a\u3000\u2003b\r\n\tc ", "a b c"},
		{"zero width", "a\u200bb\ufeff \u200b c\u00ad", "ab c"},
		{"variation selector", "葛\U000e0100", "葛"},
		{"quotes and dashes", "O’Brien “x” Smith–Jones", `o'brien "x" smith-jones`},
		{"zalgo", "Z̷̧̛̙a̸l̷g̴o̶", "zalgo"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"a mark on nothing", "\u0301a \u0301b", "a b"},
		{"accent alone", "a´b", "a b"},
		{"control characters", "a\x00b\x7fc\u0085d", "a b c d"},
		{"superscript", "m²", "m2"},
		{"kelvin", "5\u212a", "5k"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Text(tt.in); got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestTextFastPath compares the tables with what package norm makes of every
// character, alone and between others.
func TestTextFastPath(t *testing.T) {
	for r := rune(0); r < utf8.MaxRune; r++ {
		for _, s := range []string{"a" + string(r) + "b", "か" + string(r) + "\u0301"} {
			fast, ok := foldCommon(nil, s)
			if slow := foldAny(s); ok && string(fast) != string(slow) {
				t.Errorf("%U in %q: %q fast, %q slow", r, s, fast, slow)
			}
		}
		if r == 0x3000 {
			r = 0x33ff
		}
		if r == 0x3500 {
			r = 0x9fef // unified ideographs are all alike
		}
		if r == 0xad00 {
			r = 0xd700 // so are Hangul syllables
		}
		if r == 0x20000 {
			r = 0xe0000 - 1
		}
		if r == 0xe1000 {
			break
		}
	}
}

func TestKey(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"E-mail Address", "emailaddress"},
		{"e_mail.address:", "emailaddress"},
		{"Số Điện Thoại (*)", "sodienthoai"},
		{"Tỉnh/Thành phố", "tinhthanhpho"},
		{"đt", "dt"},
		{"客户 姓名", "客户姓名"},
		{"会社名：", "会社名"},
		{"「氏名」", "氏名"},
		{"TEL会社", "tel会社"},
		{"C++", "c++"},
		{"C#", "c#"},
		{"***", ""},
		{"name", "name"},
		{"가 나", "가나"},
		{"ᄀ-ᅡ", "가"},
		{"a\u3002\u3099b", "ab"},
	} {
		if got := Key(tt.in); got != tt.want {
			t.Errorf("Key(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"—!?", ""},
		{"Nguyễn Văn Đức", "nguyen van duc"},
		{"王小明", "王 小 明"},
		{"山田 太郎（ヤマダ　タロー）", "山 田 太 郎 や ま だ た ろ う"},
		{"ｹｰｺ リー マーク ルー", "け い こ り い ま あ く る う"},
		{"ンー 王ー ー ヽヾ ヷ か\u309aー", "ん ー 王 ー ー ゝ ゞ ヷ か\u309a あ"},
		{"佐々木", "佐 々 木"},
		{"𠮷野家", "𠮷 野 家"},
		{"김철수 대리", "김철수 대리"},
		{"น้ำตาล", "น้ําตาล"},
		{"हिन्दी", "हिन्दी"},
		{"lan.anh+crm@Công-Ty.vn", "lan anh crm cong ty vn"},
		{"O’Brien", "o brien"},
		{"A组2024年", "a 组 2024 年"},
		{"ＡＢ１２", "ab12"},
		{"㈱山田", "株 山 田"},
		{"🙂 ok", "ok"},
		{"か\u309a", "か\u309a"},
	} {
		got := Tokens(nil, tt.in)
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("Tokens(%q) = %q, want %q", tt.in, s, tt.want)
		}
		if s := string(SearchText(nil, tt.in)); s != tt.want {
			t.Errorf("SearchText(%q) = %q, want %q", tt.in, s, tt.want)
		}
	}
	if got := string(SearchText([]byte("x"), " A,B ")); got != "x a b" {
		t.Errorf("appended: %q", got)
	}
	if got := Tokens([]string{"x"}, "A"); !slices.Equal(got, []string{"x", "a"}) {
		t.Errorf("appended: %q", got)
	}
}

// requireFolded checks what the index and the comparisons rely on.
func requireFolded(t interface{ Errorf(string, ...any) }, s string) {
	text, key := Text(s), Key(s)
	if !utf8.ValidString(text) || !utf8.ValidString(key) {
		t.Errorf("%+q: not UTF-8: %+q, %+q", s, text, key)
	}
	if again := Text(text); again != text {
		t.Errorf("Text(%+q) = %+q, and of that %+q", s, text, again)
	}
	if again := Key(key); again != key {
		t.Errorf("Key(%+q) = %+q, and of that %+q", s, key, again)
	}
	if strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		t.Errorf("Text(%+q) = %+q has odd spaces", s, text)
	}
	if utf8.ValidString(s) {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if other := Text(form.String(s)); other != text {
				t.Errorf("%+q folds to %+q, in another normal form to %+q", s, text, other)
			}
		}
	}
	tokens := Tokens(nil, s)
	joined := strings.Join(tokens, " ")
	if got := string(SearchText(nil, s)); got != joined {
		t.Errorf("SearchText(%+q) = %+q, tokens %+q", s, got, tokens)
	}
	// A plain tokenizer must find the same tokens, and folding them again
	// must change nothing.
	if again := Tokens(nil, joined); !slices.Equal(again, tokens) {
		t.Errorf("tokens of %+q: %+q, and of those %+q", s, tokens, again)
	}
	for _, c := range []byte(joined) {
		if c < utf8.RuneSelf && c != ' ' && !isASCIIWord(c) {
			t.Errorf("tokens of %+q have %q in them", s, c)
		}
	}
}

func TestFolded(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"e", "E\u0302", "ễ", "đ", "İ", "ẞ", "か", "ｶ", "ﾞ", "\u3099", "\u0301", "\u0323", "ᄀ", "ᅡ", "ᆨ", "가", "น้ำ", "й",
			" ", "\u00a0", "\u200b", "\u200d", "\ufe0f", "-", "’", "。", "´", "ς", "Σ", "\xff", "王", "々", "ー", "1", "①", "½",
		}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		requireFolded(t, strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Nguyễn Thị Ánh", "ｶﾞ", "ᄀ-ᅡ", "น้ำ", "\u3099", "a\u200b\u0301", "İ", "ǅ ΐ", "王小明", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { requireFolded(t, s) })
}

func TestFoldedTextIsNotCopied(t *testing.T) {
	for _, s := range []string{"nguyen thi anh", "王小明", "김철수"} {
		if n := testing.AllocsPerRun(100, func() { Text(s) }); n != 0 {
			t.Errorf("Text(%q) allocates %v times", s, n)
		}
	}
	dst := make([]byte, 0, 64)
	if n := testing.AllocsPerRun(100, func() { SearchText(dst, "Nguyễn Thị Minh Khai 王小明") }); n != 0 {
		t.Errorf("SearchText allocates %v times", n)
	}
}

var benchmarkTexts = []struct{ name, text string }{
	{"folded", "nguyen thi minh khai"},
	{"ascii", "Hoa Binh Garment Co., Ltd."},
	{"vietnamese", "Nguyễn Thị Minh Khai"},
	{"decomposed", norm.NFD.String("Nguyễn Thị Minh Khai")},
	{"chinese", "王小明 北京市朝阳区"},
	{"thai", "สมชาย ใจดี"},
}

func BenchmarkText(b *testing.B) {
	for _, bb := range benchmarkTexts {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Text(bb.text)
			}
		})
	}
}

func BenchmarkSearchText(b *testing.B) {
	for _, bb := range benchmarkTexts {
		b.Run(bb.name, func(b *testing.B) {
			dst := make([]byte, 0, 256)
			b.ReportAllocs()
			for b.Loop() {
				SearchText(dst, bb.text)
			}
		})
	}
}
