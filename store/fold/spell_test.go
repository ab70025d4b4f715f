package fold

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"pgregory.net/rapid"
)

func spelled(name string) (all []string) {
	Spellings(name, func(_ Way, token []byte) { all = append(all, string(token)) })
	return all
}

func TestSpellings(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"", ""},
		{"Madonna", ""},
		{"Nguyễn Thị Ánh", "nta"},
		{"Zoë Weiß-O’Connor", "zwo"},
		{"François d’Aubigné", "fd"},
		{"Jean-Pierre Béranger", "jpb"},
		{"Иван Петров", "ип"},
		{"김 철수", "김철"},
		{"สมชาย ใจดี", "สใ"},
		{"Shop 24 Giờ", "sg"},
		{"王小明", "wangxiaoming wxm xiaoming xm ming"},
		{"王 小明", "wangxiaoming wxm xiaoming xm ming"},
		{"欧阳·娜娜", "ouyangnana ouyangnanuo ouyangnuona ouyangnuonuo oynn yangnana yangnanuo yangnuona yangnuonuo ynn nana nanuo nuona nuonuo nn na nuo"},
		{"沈从文", "shencongwen scw congwen cw wen"},
		{"单雄信", "shanxiongxin danxiongxin sxx dxx xiongxin xx xin"},
		{"單雄信", "shanxiongxin danxiongxin sxx dxx xiongxin xx xin"},
		{"曾国藩", "zengguofan cengguofan zgf cgf guofan gf fan"},
		{"解缙", "xiejin jiejin xj jj jin"},
		{"仇英", "qiuying chouying qy cy ying"},
		{"区大任", "oudaren qudaren odr qdr daren dr ren"},
		{"查良镛", "zhaliangyong chaliangyong zly cly liangyong ly yong"},
		{"尉迟恭", "yuchigong weichigong ycg wcg chigong cg gong"},
		{"万俟卨", "moqixie wanqixie mqx wqx qixie qx xie"},
		{"吕布", "lvbu lubu lyubu lb bu"},
		{"李长乐", "lichangle lichangyue lizhangle lizhangyue lcl lcy lzl lzy changle changyue zhangle zhangyue cl cy zl zy le yue"},
		{"小明 (Tony Lee)", "xiaoming xm ming tl"},
		{"佐々木", "zuozuomu zzm zuomu zm mu"},
		{"曾", "zeng ceng"},
		{"ヤマダ タロー", "yamadatarou tarou yt"},
		{"さくら", "sakura"},
		{"ｵｵﾉ ﾕｳｺ", "oonoyuuko onoyuko yuuko yuko oy"},
		{"なんば けんいち", "nanbakenichi nambakenichi kenichi nk"},
		{"ハットリ マッチャ チョウ", "hattorimatchachou matchachou chou hmc"},
		{"ジョン フェイ ウィリー", "jonfeiwirii feiwirii wirii jfw"},
		{"佐藤 さくら", "zuoteng zt teng sakura"},
		{"ー", ""},
	} {
		if got := strings.Join(spelled(tt.name), " "); got != tt.want {
			t.Errorf("%s is spelled %q, want %q", tt.name, got, tt.want)
		}
		if got := string(SpellText(nil, tt.name)); got != tt.want {
			t.Errorf("%s as text: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := string(SpellText([]byte("x"), "A B")); got != "x ab" {
		t.Errorf("appended: %q", got)
	}
}

// TestHanReadings holds the table against the dictionary that it is made of, for
// every character of Unicode.
func TestHanReadings(t *testing.T) {
	args := pinyin.NewArgs()
	known := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		want := ""
		if all := pinyin.SinglePinyin(r, args); len(all) > 0 {
			want = all[0]
		}
		got := hanReading(r)
		switch {
		case got == want:
			if got != "" {
				known++
			}
		case got == "" && (r >= 0xe000 && r < 0x10000 || r >= 0x2f800 && r < 0x30000 || r == 0x3007):
			// Private use, and compatibility ideographs, which folding makes
			// others of; 〇 is a digit in names.
		default:
			t.Errorf("%c %U is read %q, judge %q", r, r, got, want)
		}
	}
	if t.Logf("%d characters are read as the judge does", known); known < 41_000 {
		t.Errorf("only %d characters are known", known)
	}
	if n := len(hanBlocks) + len(hanReadings) + len(syllables); n > 120<<10 {
		t.Errorf("the tables take %d bytes", n)
	}
}

// TestOwnReadings: each reading of our own is one that the dictionary has for the
// character, or that surnames alone have and is listed here.
func TestOwnReadings(t *testing.T) {
	args := pinyin.NewArgs()
	args.Heteronym = true
	surnamesOnly := map[string]bool{"黑he": true}
	n := 0
	for r := rune(hanFirst); r <= 0x9fff; r++ {
		known := pinyin.SinglePinyin(r, args)
		own := strings.Fields(listed(polyphones, string(r)) + " " + listed(surnameReadings, string(r)))
		for _, s := range own {
			n++
			if !slices.Contains(known, s) && !surnamesOnly[string(r)+s] {
				t.Errorf("%c is nowhere read %q: %q", r, s, known)
			}
		}
		for _, list := range []string{listed(polyphones, string(r)), listed(surnameReadings, string(r))} {
			if list != "" && list == hanReading(r) {
				t.Errorf("%c: %s is in the table already", r, list)
			}
		}
	}
	if n < 80 {
		t.Errorf("only %d readings", n)
	}
}

// TestPinyinAgrees compares what names are typed as with the dictionary: the
// spelling of its first readings is among ours, unless we read a surname.
func TestPinyinAgrees(t *testing.T) {
	args := pinyin.NewArgs()
	for _, name := range []string{
		"张伟", "李秀英", "陈志强", "赵婷婷", "诸葛亮", "司马光", "慕容雪", "黄河", "林徽因", "鄧麗君", "劉德華", "龍應台", "钱学森", "爱新觉罗启骧",
	} {
		full, first := "", ""
		for _, r := range name {
			s := pinyin.SinglePinyin(r, args)[0]
			full += s
			first += s[:1]
		}
		got := spelled(name)
		if !slices.Contains(got, full) || !slices.Contains(got, first) {
			t.Errorf("%s is spelled %q, without %q or %q", name, got, full, first)
		}
	}
}

// requireSpelled checks what the index relies on.
func requireSpelled(t interface{ Errorf(string, ...any) }, s string) {
	total := 0
	Spellings(s, func(way Way, token []byte) {
		total += len(token)
		if len(token) == 0 || !utf8.Valid(token) || way < ByInitials || way > ByRomaji {
			t.Errorf("%+q: %d %+q", s, way, token)
		}
		if way != ByInitials && bytes.Trim(token, "abcdefghijklmnopqrstuvwxyz") != nil {
			t.Errorf("%+q: %+q is not plain letters", s, token)
		}
		if again := Tokens(nil, string(token)); len(again) != 1 || again[0] != string(token) {
			t.Errorf("%+q: the token %+q is read as %+q", s, token, again)
		}
	})
	// A run of twelve characters has 12 × (8+4) spellings of 72 letters at most.
	if most := 1000 + 900*len(s); total > most {
		t.Errorf("%+q is spelled with %d letters", s, total)
	}
}

func TestSpelled(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"王", "单", "于", "々", "吕", "乐", "长", " ", "・", "·", "-", "’", "か", "ッ", "ー", "ゃ", "ン", "ア", "ゥ", "が", "\u3099", "\u309a",
			"Nguyễn", "đ", "И", "김", "น้ำ", "हि", "1", "①", "𠮷", "\xff", "〇", "ヷ", "ゝ", "\u0301", "\U0002f800",
		}),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		requireSpelled(t, strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), ""))
	})
}

func FuzzSpellings(f *testing.F) {
	for _, s := range []string{"王小明", "单于 乐长", "タナカ ジョー", "Nguyễn Thị Ánh", "ｶﾞッチャ", "々々", "ん゚ー", "김 철수 王", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { requireSpelled(t, s) })
}

// TestKanaIsOne: whichever kana and width a name is written in, search sees one.
func TestKanaIsOne(t *testing.T) {
	for _, group := range [][]string{
		{"たなか たろう", "タナカ タロウ", "タナカ タロー", "ﾀﾅｶ ﾀﾛｳ", "ﾀﾅｶ ﾀﾛｰ"},
		{"けいこ", "ケイコ", "ケーコ", "けーこ"},
		{"がぎ", "ガギ", "ｶﾞｷﾞ", "か\u3099き\u3099"},
		{"いすゞ", "イスヾ"},
	} {
		want := string(SearchText(nil, group[0]))
		for _, s := range group[1:] {
			if got := string(SearchText(nil, s)); got != want {
				t.Errorf("%s is %q, %s is %q", s, got, group[0], want)
			}
		}
	}
	if Text("タナカ") == Text("たなか") {
		t.Error("keys are the same, too")
	}
}

func TestSpellTextAllocatesLittle(t *testing.T) {
	dst := make([]byte, 0, 512)
	for _, name := range []string{"Nguyễn Thị Ánh", "王小明", "タナカ タロウ"} {
		if n := testing.AllocsPerRun(100, func() { SpellText(dst, name) }); n > 6 {
			t.Errorf("%s: %v times", name, n)
		}
	}
}

func BenchmarkSpellText(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"latin", "Nguyễn Thị Minh Khai"}, {"han", "王小明"}, {"kana", "タナカ タロウ"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			dst := make([]byte, 0, 512)
			b.ReportAllocs()
			for b.Loop() {
				SpellText(dst, bb.text)
			}
		})
	}
}
