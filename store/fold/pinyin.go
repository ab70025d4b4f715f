package fold

import (
	"strings"
	"unicode/utf8"
)

// hanReading is the commonest reading of a Han character in Mandarin, without its
// tone and with v for ü, or "" when none is known.
func hanReading(r rune) string {
	if r < hanFirst || r > hanLast {
		return ""
	}
	n := int(r-hanFirst) / hanBlock * 2
	number := int(hanBlocks[n])<<8 | int(hanBlocks[n+1])
	if number == 0 {
		return ""
	}
	bit := int(r-hanFirst) % hanBlock * 9
	at := (number-1)*hanBlock*9/8 + bit/8
	v := (int(hanReadings[at]) | int(hanReadings[at+1])<<8) >> (bit % 8) & (1<<9 - 1)
	return strings.TrimRight(syllables[v*syllableWidth:(v+1)*syllableWidth], " ")
}

// polyphones are characters common in names of which more than one reading is
// heard there; the first is the usual one. The dictionary knows many more, of
// verse and of place names, that nobody types.
const polyphones = "乐樂 le yue;长長 chang zhang;重 zhong chong;行 xing hang;朝 chao zhao;盛 sheng cheng;" +
	"晟 sheng cheng;茜 qian xi;莘 xin shen;柏 bai bo;阿 a e;娜 na nuo;卜 bu bo;都 du dou;" +
	"传傳 chuan zhuan;调調 tiao diao;车車 che ju;参參 can shen;藏 cang zang;澄 cheng deng;" +
	"降 jiang xiang;角 jiao jue;劲勁 jin jing;隽雋 jun juan;浚 jun xun;楷 kai jie;厦 xia sha;" +
	"校 xiao jiao;伽 jia qie ga;筠 yun jun;种種 zhong chong;曾 zeng ceng;单單 dan shan;" +
	"宿 su xiu;荨蕁 xun qian;覃 qin tan;尉 wei yu;"

// surnameReadings are those of characters that are read another way when they are
// a surname; of some, families say the one or the other. (沈 is shen in the table,
// and few are called anything else.)
const surnameReadings = "单單 shan;曾 zeng;解 xie;仇 qiu;区區 ou;查 zha;盖蓋 ge gai;朴 piao;乐樂 yue le;翟 zhai di;" +
	"覃 qin tan;缪繆 miao mou;召 shao;洗 xian;员員 yun;祭 zhai;黑 he;秘祕 bi;牟 mu mou;乜 nie;" +
	"莘 shen xin;柏 bai bo;卜 bu;繁 po;折 she;种種 chong;都 du;隗 wei kui;郇 xun huan;郗 xi chi;" +
	"句 gou;适 kuo shi;六 lu;逢 pang feng;能 nai;长長 zhang chang;宓 mi fu;佴 nai;"

// compoundSurnames are those of two characters that are not read like them.
const compoundSurnames = "尉迟 尉遲 yu chi;万俟 萬俟 mo qi;单于 單于 chan yu;澹台 澹臺 tan tai;长孙 長孫 zhang sun;" +
	"乐正 樂正 yue zheng;子车 子車 zi ju;宰父 zai fu;令狐 ling hu;鲜于 鮮于 xian yu;"

// listed finds the readings of a character, or of two, in one of the lists above.
func listed(list, name string) string {
	i := strings.Index(list, name)
	if i < 0 {
		return ""
	}
	readings, _, _ := strings.Cut(list[i:], ";")
	return strings.TrimLeftFunc(readings, func(r rune) bool { return r >= utf8.RuneSelf || r == ' ' })
}

// A hanName is a run of Han characters of a name, each with the readings that it
// may have there, the likeliest first.
type hanName struct {
	n        int
	readings [hanRun][hanWays]string
}

const (
	hanRun    = 12 // characters of a run that are spelled together
	hanWays   = 4  // readings of one character
	hanFulls  = 8  // spellings of a whole run
	hanLetter = 4  // and of its initials
)

// read fills the readings of a run. first: the name begins with it.
func (h *hanName) read(run []byte, first bool) {
	*h = hanName{}
	var runes [hanRun]rune
	for len(run) > 0 && h.n < hanRun {
		r, size := utf8.DecodeRune(run)
		run = run[size:]
		if r == '々' && h.n > 0 { // the character before, again
			r = runes[h.n-1]
		}
		if hanReading(r) == "" {
			continue
		}
		runes[h.n] = r
		h.n++
	}
	if first && h.n > 1 {
		if a, b, ok := strings.Cut(listed(compoundSurnames, string(runes[:2])), " "); ok {
			h.add(0, a)
			h.add(1, b)
		}
		h.add(0, listed(surnameReadings, string(runes[0])))
	}
	for i, r := range runes[:h.n] {
		h.add(i, listed(polyphones, string(r)))
		if h.readings[i][0] == "" || first && i == 0 {
			h.add(i, hanReading(r))
		}
	}
}

// add adds readings, separated by spaces, to those of character i. One with ü is
// typed with v, and written with u or yu in passports.
func (h *hanName) add(i int, readings string) {
	for readings != "" {
		var s string
		s, readings, _ = strings.Cut(readings, " ")
		h.addOne(i, s)
		switch s {
		case "lv":
			h.addOne(i, "lu")
			h.addOne(i, "lyu")
		case "nv":
			h.addOne(i, "nu")
			h.addOne(i, "nyu")
		case "lve":
			h.addOne(i, "lue")
		case "nve":
			h.addOne(i, "nue")
		}
	}
}

func (h *hanName) addOne(i int, s string) {
	for k := range h.readings[i] {
		switch h.readings[i][k] {
		case s:
			return
		case "":
			h.readings[i][k] = s
			return
		}
	}
}

// spell yields what a run may be typed as from each of its characters on: in full,
// and its initials when there are two or more.
func (h *hanName) spell(yield func(Way, []byte)) {
	var buf [hanRun * syllableWidth]byte
	for i := range h.n {
		left := hanFulls
		h.full(buf[:0], i, &left, yield)
		if i < h.n-1 {
			left = hanLetter
			h.letters(buf[:0], i, &left, yield)
		}
	}
}

func (h *hanName) full(buf []byte, i int, left *int, yield func(Way, []byte)) {
	if i == h.n {
		yield(ByPinyin, buf)
		*left--
		return
	}
	for k, s := range h.readings[i] {
		if s == "" || k > 0 && *left <= 0 {
			return
		}
		h.full(append(buf, s...), i+1, left, yield)
	}
}

func (h *hanName) letters(buf []byte, i int, left *int, yield func(Way, []byte)) {
	if i == h.n {
		yield(ByPinyin, buf)
		*left--
		return
	}
	var seen [hanWays]byte
next:
	for k, s := range h.readings[i] {
		if s == "" || k > 0 && *left <= 0 {
			return
		}
		for _, c := range seen[:k] {
			if c == s[0] {
				continue next
			}
		}
		seen[k] = s[0]
		h.letters(append(buf, s[0]), i+1, left, yield)
	}
}
