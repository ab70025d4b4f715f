package charset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// people is a contact list of a language: a header, family and given names.
type people struct {
	lang, header, family, given string
	familyFirst                 bool
	encodings                   []string
}

// lists are names that real lists have; few of them stand in lang/.
func lists() []people {
	latin := []string{"windows-1252", "macintosh", "ibm850", "iso-8859-15"}
	middle := []string{"windows-1250", "iso-8859-2", "ibm852"}
	cyrillic := []string{"windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"}
	return []people{
		{"vi", "STT,Họ tên,SĐT,Email,Tỉnh", "Nguyễn Trần Lê Phạm Bùi Võ Đặng Đỗ Mẫn Lữ Chử Giáp Đậu Bế Nông Sầm Âu Lỗ Thi Trà", "Văn_Thắm Thị_Bưởi Gia_Bách Khắc_Việt Mỹ_Tâm Tấn_Dũng Phú_Trọng Thị_Kim_Ngân Ngọc_Trường Hải_Đăng Bá_Khiêm Đắc_Tuyển Thế_Vĩ Cẩm_Ly Nhã_Phương Tố_Nga Hữu_Ước Đình_Chiểu Thiếu_Kỳ Khắc_Hiếu", true, []string{"windows-1258", "viscii", "tcvn", "vni"}},
		{"zh-Hans", "序号,姓名,手机,邮箱,国家", "王 李 张 刘 陈 诸葛 毕 柯 鲍 甄 佟 盛 桑 岑 裘 冼 阮 柏 屠 苗", "志远 丽萍 国栋 晓燕 文博 嘉欣 建军 雅静 思睿 梓涵 爱民 秋菊 振华 佩玲 兆丰 若曦 少聪 碧莹 炳坤 逸飞", true, []string{"gb18030"}},
		{"zh-Hant", "編號,姓名,手機,電子郵件,國家", "陳 林 黃 張 李 歐陽 司徒 鄺 甘 戚 臧 褚 竺 谷 俞 倪 賀 崔 麥 霍", "志豪 淑惠 家瑋 怡婷 俊賢 雅雯 建中 麗君 柏宇 詠晴 國棟 惠美 少華 佩珊 兆麟 若蘭 文軒 碧霞 炳輝 逸群", true, []string{"big5", "gb18030"}},
		{"ja", "番号,氏名,電話番号,メール,国", "佐藤 長谷川 五十嵐 遠山 真壁 大久保 柏木 磯部 白石 三浦 菅原 藤堂 桐生 榊原 矢口 目黒 鵜飼 綾瀬 塩見 古賀", "一真 さくら 健太郎 めぐみ 龍之介 千尋 光彦 ゆかり 拓真 遥 豪 詩織 慎吾 みなみ 哲平 忍 薫 義男 かおり 陸", true, []string{"shift_jis", "euc-jp"}},
		{"ko", "번호,이름,전화번호,이메일,국가", "김 이 박 최 정 강 조 윤 장 임 독고 제갈 빈 형 감 피 승 돈 두 좌", "민준 서연 도윤 하은 시우 지유 주원 수아 예준 채원 경숙 말자 갑수 복순 태현 나래 슬기 혁 빛나 용필", true, []string{"euc-kr"}},
		{"ru", "№,ФИО,Телефон,Email,Страна", "Щербаков Ёлкин Зыков Цыганов Юдин Хохлов Гаврилов Эйдельман Шапошников Быков Дьячков Фомин Кулешова Третьякова Меньшова Гущина Рыжова Чижова Прохорова Жданова", "Аркадий Всеволод Захар Игнат Лев Мирон Савелий Тихон Эрик Юлиан Аглая Варвара Глафира Есения Злата Кира Милана Софья Ульяна Эмма", true, cyrillic},
		{"uk", "Номер,Прізвище,Телефон,Email,Країна", "Щербина Гайдук Яремчук Євтушенко Їжак Жук Цимбалюк Хмара Філь Ярошенко Деркач Юрченко Нечипоренко Скляр Чубай", "Ярема Святослав Богдана Нестор Лілія Устим Діана Євгенія Злата Кіра Мирослава Орест Любомир Назар Ілля", false, []string{"windows-1251", "koi8-u"}},
		{"de", "Nr,Nachname,Telefon,E-Mail,Land", "Mühlhäuser Bößenecker Kößler Schön Grün Läufer Tröger Wölfl Füßl Hänsel Röder Nöth Schürmann Hörmann Dürr Lindemann Behrens Otte Vogt Ziegler", "Kläre Jürg Björn Bärbel Hans Petra Uwe Heiko Silke Jörn", false, latin},
		{"fr", "Numéro,Prénom,Téléphone,Courriel,Pays", "Bérénger Châtelain Dépardieu Fénelon Gaëtan Hénault Lacaze Mauriès Pâquet Thévenet Vézina Zélande Crépin D’Aubigné Lainé Bouchard Petit Roche", "Régis Édith Noëmie Cyprien Maïté Anémone Héloïse Côme Fanny Basile", false, latin},
		{"es", "Número,Nombre,Teléfono,Correo,País", "Bermúdez Cáceres Echeverría Núñez Ordoñez Peñaloza Güiraldes Sáenz Úbeda Villafañe Cortázar Bolaños Treviño Lara Prado", "Úrsula Estéfano Íngrid Noé Belén Araceli Rocío Iñigo Zoé Nerea", false, latin},
		{"pt", "Número,Nome,Telefone,E-mail,País", "Abrão Brandão Conceição Frazão Gusmão Inácio Lourenço Mourão Pestana Queirós Serrão Tristão Veríssimo Zamith Leal", "Aílton Cássia Eugênia Félix Hélio Ivã Lígia Noêmia Rômulo Zuleica", false, latin},
		{"sv", "Nr,Förnamn,Mobil,E-post,Land", "Ålund Björkqvist Åström Häggkvist Öhman Bäckman Lövgren Sjöholm Wallén Norén Hedén Fält Törnqvist", "Sölve Åsa Märit Örjan Hjördis Love Tilde Bo", false, latin},
		{"pl", "Lp.,Imię i nazwisko,Telefon,E-mail,Kraj", "Gąsior Kłos Śmigły Żyła Ćmielowski Łempicki Źródlany Pączek Kędzierski Ostrożny Chrząszcz Wąsik Bułhak Morąg Sęk Sokół Tokarz Bielak", "Mieczysław Świętopełk Żaneta Bożydar Lesław Gniewosz Kornelia Wacława Dobrosława Fabian", false, middle},
		{"cs", "Č.,Příjmení,Telefon,E-mail,Země", "Přibyl Žďárský Čapek Ptáček Řehák Šťovíček Kubíček Vítek Hlaváček Suchánek Mareš Tůma Žižka Kořínek Brož Pavlík", "Bořivoj Květoslav Ludmila Miloslav Radomír Vlastimil Zbyněk Blažena Drahomíra Jindřiška", false, middle},
		{"hu", "Sorszám,Név,Telefonszám,E-mail,Ország", "Szöllősi Bakó Csűrös Őri Pásztor Gönczi Tőkés Zsigmondy Kertész Ürményi Fűzfa Dömötör Bíró Rózsa", "Örs Etelka Győző Tünde Döme Benő Lőrinc Sára Bódog Vilmos", true, middle},
		{"ro", "Nr,Nume,Telefon,E-mail,Ţară", "Bărbulescu Ciucă Dobrogeanu Ţepeş Ştirbu Mândruţă Zăvoianu Crăciun Găină Pleşu Înţeleptu Sârbu", "Răducu Aniţa Şerban Costică Ionuţ Mircea Cosmin Zoe", false, []string{"windows-1250", "iso-8859-2"}},
		{"el", "Α/Α,Επώνυμο,Τηλέφωνο,Email,Χώρα", "Βενιζέλος Ρουμελιώτης Μπακογιάννης Δρακόπουλος Ζερβός Καζαντζάκης Ξυλούρης Πολίτης Θεοτόκης Ηλιόπουλος Ραγκούσης Μυλωνάς Χούλης Γκίκας", "Αριστείδης Ζαχαρίας Κλεάνθης Λουκάς Μελίνα Νεφέλη Περικλής Ραλλού Τάσος Υακίνθη", false, []string{"windows-1253", "iso-8859-7"}},
		{"tr", "Sıra,Adı Soyadı,Telefon,E-posta,Ülke", "Akgün Başaran Cığerci Dağdelen Eroğlu Gökçen Hızır İnce Kırmızı Öçal Pınar Sağlam Tütüncü Uğurlu Yağız Zeybek Karışık", "Aslıhan Bülent Ceylan Dilşat Ercüment Fatoş Gülşah Haşim Nilüfer Şebnem", false, []string{"windows-1254"}},
		{"he", "מספר,שם,טלפון,דואר אלקטרוני,מדינה", "אלמוג בוזגלו גרינברג דרור הלפרין וולף זכאי חורי טננבאום ירושלמי כרמי ליברמן מנדל נחום", "אבישי ברוריה גדעון דפנה זהבה יפה כרמית נחמה עופר צביה", false, []string{"windows-1255", "iso-8859-8"}},
		{"ar", "الرقم,الاسم,الهاتف,البريد,الدولة", "التميمي الجابري الرفاعي الصباح الطحان العجمي الغزالي الفرا القاضي الكواري الملا النعيمي", "إياد بهاء جابر حازم خلود ذكرى رغد زهراء سوسن ضياء", false, []string{"windows-1256", "iso-8859-6"}},
		{"th", "ลำดับ,ชื่อ,โทรศัพท์,อีเมล,ประเทศ", "ศรีอ่อน บุญช่วย พลอยแดง ชูเกียรติ หอมหวล ตันติวงศ์ ภู่ระหงษ์ นิลสุวรรณ ขำคม ทับทิม", "กฤษฎา ชนิดา ปวีณา วิทยา สุทัศน์ อัญชลี ธิดา เมธี ฉวีวรรณ", false, []string{"windows-874"}},
		{"it", "N.,Cognome,Telefono,E-mail,Paese", "Sanfrè Padovàn Mangiò Ferlà Monticò Bellucci Zunì Nobilì D’Alò Quarantotto Viganò Muraro", "Niccolò Desirè Tommasò Ilenia Ciro Salomè Mariù", false, latin},
		{"nl", "Nr,Achternaam,Telefoon,E-mail,Land", "Reünis Coenraëts Geërts Van_Daële Israëls Knoop Oudejans Coëlho Beëlaert Prinsen Raëven", "Mariëlle Joëlle Timoteüs Sanne Noëmi Ruben Aäron Esmée", false, latin},
		{"da", "Nr,Efternavn,Mobil,E-mail,Land", "Grønbæk Højbjerg Sælen Ågård Bærum Tøsse Kvæl Løwe Fjelstrup Ærø Nygaard Skjødt", "Åshild Kåre Mærsk Søs Tove Øivind", false, latin},
		{"fi", "Nro,Sukunimi,Puhelin,Sähköposti,Maa", "Hänninen Pöysti Äyräs Kääriäinen Lötjönen Räsänen Töyry Tikkanen Ylönen Väyrynen", "Jänis Hölmö Sämpy Marjatta Eeva Tähti Köpi", false, latin},
		{"is", "Nr,Nafn,Sími,Netfang,Land", "Þorláksson Briem Hannesdóttir Bjarnadóttir Eðvarðsson Hálfdánarson Gíslason Óskarsdóttir", "Þórunn Sölvi Aðalheiður Eyþór Hallgrímur Védís Úlfur", false, []string{"windows-1252", "iso-8859-15"}},
		{"ca", "Núm.,Cognom,Telèfon,Correu,País", "Capdevila Ballús Rovirà Brugué Grífol Alemany Torà Güell Cardús Peralbà", "Eulàlia Narcís Isaïes Remei Blai Ònia Cesc", false, []string{"windows-1252", "iso-8859-15"}},
		{"sk", "Č.,Priezvisko,Telefón,E-mail,Krajina", "Ďurišin Hrčka Štrba Ľubica Vlčko Kľačanský Šoltýs Ondrejčák Bôrik Haľko Žuffa", "Timotej Ľubor Kvetoslava Žaneta Slavomíra Vendelín Drahoslav", false, middle},
		{"hr", "Br.,Prezime,Telefon,E-mail,Država", "Šuker Čilić Vrdoljak Žigić Đapić Kljaić Mandžukić Brčić Škrtić Puljić Rukavina", "Živana Đurđica Šimica Vjeko Čedo Zrinka Dunja", false, middle},
		{"bg", "Номер,Фамилия,Телефон,Имейл,Държава", "Бъчваров Гърбев Щерев Юруков Дръндаров Пъдарев Цонев Жечев Хаджийски Ялъмов", "Асен Божана Вълчан Гинка Златка Щилиян Ралица Огнян", false, cyrillic},
		{"lv", "Nr,Uzvārds,Tālrunis,E-pasts,Valsts", "Ķēniņš Šķiņķis Žagariņš Ļaudams Ēķis Čakste Ūdris Ģēģeris Paegle", "Ieviņa Ņikita Žanete Māriņa Laimdota Ādams", false, []string{"windows-1257"}},
		{"et", "Nr,Perekonnanimi,Telefon,E-post,Riik", "Kõrvits Päts Õispuu Männik Süld Rõuk Türnpu Laaneots Žukov Hõbe", "Ööli Tõnn Säde Mõmmi Ülar Piret Väino", false, []string{"windows-1257", "windows-1252"}},
		{"lt", "Nr,Vardas,Telefonas,El. paštas,Šalis", "Gudžiūnas Šeškauskas Ąžuolaitis Bačkys Vėžys Žilionis Čepaitė Kručas", "Mindaugas Gintarė Ąžuolas Žydrūnas Viltė", false, []string{"windows-1257"}},
	}
}

func encoderOf(name string) func(string) ([]byte, error) {
	tables := map[string]encoding.Encoding{
		"windows-1252": charmap.Windows1252, "macintosh": charmap.Macintosh, "ibm850": charmap.CodePage850, "iso-8859-15": charmap.ISO8859_15,
		"windows-1250": charmap.Windows1250, "iso-8859-2": charmap.ISO8859_2, "ibm852": charmap.CodePage852,
		"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "iso-8859-5": charmap.ISO8859_5, "ibm866": charmap.CodePage866, "x-mac-cyrillic": charmap.MacintoshCyrillic,
		"windows-1253": charmap.Windows1253, "iso-8859-7": charmap.ISO8859_7, "windows-1254": charmap.Windows1254,
		"windows-1255": charmap.Windows1255, "iso-8859-8": charmap.ISO8859_8, "windows-1256": charmap.Windows1256, "iso-8859-6": charmap.ISO8859_6,
		"windows-1257": charmap.Windows1257, "windows-874": charmap.Windows874,
		"gb18030": simplifiedchinese.GB18030, "big5": traditionalchinese.Big5, "shift_jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP, "euc-kr": korean.EUCKR,
	}
	switch name {
	case "windows-1258":
		return encode1258
	case "viscii", "tcvn", "vni":
		e, err := Find(name)
		if err != nil {
			panic(err)
		}
		codes := codesOf(e)
		return func(s string) ([]byte, error) { return encodeByTable(codes, s) }
	}
	enc := tables[name]
	return func(s string) ([]byte, error) { return enc.NewEncoder().Bytes([]byte(s)) }
}

// encode1258 encodes Vietnamese as Windows does: the circumflex, the breve and
// the horn belong to the letter, the tone is a mark of its own.
func encode1258(s string) ([]byte, error) {
	var out []byte
	enc := charmap.Windows1258.NewEncoder()
	for _, r := range norm.NFC.String(s) {
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
			return nil, err
		}
		out = append(out, b...)
	}
	return out, nil
}

// codesOf returns what one byte or two of an encoding stand for.
func codesOf(e Encoding) map[string]string {
	codes := make(map[string]string)
	for a := range 256 {
		one := norm.NFC.String(e.Decode([]byte{byte(a)}))
		if _, ok := codes[one]; !ok || a >= 0x80 {
			codes[one] = string([]byte{byte(a)})
		}
	}
	for a := range 256 {
		for b := 0x80; b < 0x100; b++ {
			two := norm.NFC.String(e.Decode([]byte{byte(a), byte(b)}))
			if _, ok := codes[two]; !ok && len([]rune(two)) == 1 {
				codes[two] = string([]byte{byte(a), byte(b)})
			}
		}
	}
	return codes
}

func encodeByTable(codes map[string]string, s string) ([]byte, error) {
	var out []byte
	for _, r := range norm.NFC.String(s) {
		code, ok := codes[string(r)]
		if !ok {
			return nil, fmt.Errorf("no code for %q", r)
		}
		out = append(out, code...)
	}
	return out, nil
}

// table makes a contact list of n rows. Countries come from CLDR.
func (p people) table(rnd *rand.Rand, n int, countries []string) string {
	var b strings.Builder
	b.WriteString(p.header + "\r\n")
	pick := func(s string) string {
		all := strings.Fields(s)
		return strings.ReplaceAll(all[rnd.IntN(len(all))], "_", " ")
	}
	for i := range n {
		name := pick(p.given) + " " + pick(p.family)
		if p.familyFirst {
			name = pick(p.family) + " " + pick(p.given)
		}
		if p.lang == "zh-Hans" || p.lang == "zh-Hant" || p.lang == "ko" {
			name = strings.ReplaceAll(name, " ", "")
		}
		country := ""
		if rnd.IntN(3) == 0 {
			country = countries[rnd.IntN(len(countries))]
		}
		fmt.Fprintf(&b, "%d,%s,09%08d,user%d@example.com,%s\r\n", i+1, name, rnd.IntN(1e8), i, country)
	}
	return b.String()
}

func countriesIn(lang string) []string {
	namer := display.Regions(language.MustParse(lang))
	var all []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err != nil || !region.IsCountry() {
				continue
			}
			if name := namer.Name(region); name != "" && !strings.ContainsAny(name, ",\"") {
				all = append(all, name)
			}
		}
	}
	return all
}

// score is how a number of lists were read.
type score struct{ lists, right, close, silent int }

func (s score) String() string {
	return fmt.Sprintf("%4d%% right %4d%% asked", s.right*100/max(1, s.lists), s.close*100/max(1, s.lists))
}

// measure reads lists of n rows. A list without a character beyond ASCII does not count.
func measure(t *testing.T, j *judge, p people, name string, n, trials int) score {
	t.Helper()
	encode := encoderOf(name)
	e, err := Find(name)
	if err != nil {
		t.Fatal(err)
	}
	poorer := strings.NewReplacer("№", "N", "Ţ", "T", "ţ", "t", "’", "'")
	var countries []string
	for _, c := range countriesIn(p.lang) {
		if _, err := encode(c); err == nil {
			countries = append(countries, c)
		}
	}
	var s score
	for trial := range trials {
		rnd := rand.New(rand.NewPCG(uint64(trial), uint64(n)))
		text := p.table(rnd, n, countries)
		raw, err := encode(text)
		if err != nil {
			raw, err = encode(poorer.Replace(text))
		}
		if err != nil {
			t.Fatalf("%s in %s: %v", p.lang, name, err)
		}
		if len(cutPieces(raw)) == 0 {
			continue
		}
		s.lists++
		g, err := j.detect(raw)
		got, _ := Find(g.Name)
		switch {
		case err != nil: // refused, which is not silent
			t.Logf("%s in %s, %d rows: refused", p.lang, name, n)
		case norm.NFC.String(got.Decode(raw)) == norm.NFC.String(e.Decode(raw)):
			s.right++
		case !g.Close:
			s.silent++
			t.Logf("%s in %s, %d rows: read as %s", p.lang, name, n, g.Name)
		}
		if g.Close {
			s.close++
		}
	}
	return s
}

// TestDetection prints how often lists in each encoding are read right,
// and how often the reading is doubted. Short lists of a few letters may be read
// wrong, but nearly always with a doubt; longer ones may not.
func TestDetection(t *testing.T) {
	sizes := []struct{ rows, trials int }{{1, 30}, {3, 30}, {20, 10}, {200, 1}}
	if testing.Short() {
		for i := range sizes {
			sizes[i].trials = min(sizes[i].trials, 4)
		}
	}
	j := newJudge()
	sums := make([]score, len(sizes))
	for _, p := range lists() {
		for _, name := range p.encodings {
			line := fmt.Sprintf("%-8s%-16s", p.lang, name)
			for i, size := range sizes {
				s := measure(t, j, p, name, size.rows, size.trials)
				line += fmt.Sprintf("| %3d rows:%s ", size.rows, s)
				sums[i].lists += s.lists
				sums[i].right += s.right
				sums[i].close += s.close
				sums[i].silent += s.silent
			}
			t.Log(line)
		}
	}
	for i, size := range sizes {
		t.Logf("%3d rows: %d of %d right, %d asked, %d wrong in silence", size.rows, sums[i].right, sums[i].lists, sums[i].close, sums[i].silent)
		least := map[int]float64{1: 0.9, 3: 0.95, 20: 0.99, 200: 1}[size.rows]
		if float64(sums[i].right) < least*float64(sums[i].lists) || sums[i].silent*100 > sums[i].lists {
			t.Errorf("too few are right, or too many wrong in silence")
		}
	}
}
