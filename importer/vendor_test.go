package importer_test

import (
	"fmt"
	"strings"
)

// region is where the people of a made-up file live.
func region(file string) string {
	for prefix, r := range map[string]string{"ja-": "JP", "zh-": "CN", "vi-": "VN", "google-form": "VN", "hubspot-es": "ES"} {
		if strings.HasPrefix(file, prefix) {
			return r
		}
	}
	return "US"
}

// vendorFile writes eight rows below the headers of a list.
func vendorFile(l list) string {
	var b strings.Builder
	line := func(cell func(i int) string) {
		for i := range l.columns {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell(i), `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	line(func(i int) string { return l.columns[i][0] })
	for n := range 8 {
		line(func(i int) string { return vendorCell(l.file, l.columns[i][0], l.columns[i][1], n) })
	}
	return b.String()
}

// people of the regions: family, given, whole, phonetic.
func someone(file string, n int) [4]string {
	switch region(file) {
	case "JP":
		f := []string{"佐川", "木戸", "田崎", "福沢", "藤巻", "垣内", "渡辺", "中村"}[n]
		g := []string{"恭子", "詩音", "利津子", "雫", "音羽", "達郎", "陽子", "明美"}[n]
		return [4]string{f, g, f + " " + g, "サガワ"}
	case "CN":
		f := []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄"}[n]
		g := []string{"小明", "静", "伟", "秀英", "娜", "磊", "洋", "艳"}[n]
		return [4]string{f, g, f + g, "wang"}
	case "VN":
		f := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"}[n]
		g := []string{"Thị Ánh", "Văn Đức", "Minh Khai", "Quốc Bảo", "Hồng Nhung", "Đình Nam", "Thu Hà", "Gia Hân"}[n]
		return [4]string{f, g, f + " " + g, "-"}
	}
	f := []string{"Carlson", "May", "Hall", "Ward", "Müller", "García", "Roche", "Kowalski"}[n]
	g := []string{"Caroline", "Ashley", "David", "Donald", "Jürgen", "Sofía", "Bastien", "Anna"}[n]
	return [4]string{f, g, g + " " + f, "karu"}
}

func phoneOf(file string, n, i int) string {
	switch region(file) {
	case "JP":
		return fmt.Sprintf("03-%04d-%04d", 3200+n, 1000+i*17+n)
	case "CN":
		return fmt.Sprintf("138%08d", 10000000+n*1000+i)
	case "VN":
		return fmt.Sprintf("09%08d", 12300000+n*1000+i)
	case "ES":
		return fmt.Sprintf("+34 6%08d", 12300000+n*1000+i)
	}
	return fmt.Sprintf("(202) 555-%04d", 100+n*9+i%9)
}

// vendorCell is a value for a column: what such programs write there.
func vendorCell(file, header, fields string, n int) string {
	who := someone(file, n)
	field, _, _ := strings.Cut(fields, "|")
	id, label, _ := strings.Cut(field, ":")
	if header == "STT" || header == "序号" {
		return fmt.Sprint(n + 1)
	}
	switch id {
	case "name":
		return who[2]
	case "given":
		return who[1]
	case "family":
		return who[0]
	case "additional":
		return []string{"", "J.", "Maria", "", "", "K.", "", ""}[n]
	case "phonetic", "phonetic-given", "phonetic-family":
		return who[3]
	case "nickname":
		return fmt.Sprintf("Nick%d", n)
	case "company":
		return []string{"Acme Inc", "Beta GmbH", "Công ty Gamma", "青田株式会社", "七喜有限公司", "Delta", "Epsilon Ltd", "Zeta & Sons"}[n]
	case "title":
		return []string{"Buyer", "Director", "Giám đốc", "部長", "Sales manager", "CEO", "Kế toán", "Owner"}[n]
	case "email":
		return fmt.Sprintf("p%d.%s@example.org", n, strings.Trim(label, ":"))
	case "phone":
		if strings.HasPrefix(file, "facebook") {
			return fmt.Sprintf("p:+8491230%04d", 4000+n)
		}
		return phoneOf(file, n, len(header)%9)
	case "email-label", "phone-label", "address-label", "link-kind":
		return []string{"* Work", "Home", "Other", "Work", "Home", "", "Work", "Home"}[n]
	case "birthday":
		if strings.HasPrefix(file, "outlook") && n == 3 {
			return "0/0/00"
		}
		if region(file) == "US" && strings.HasPrefix(file, "outlook") {
			return fmt.Sprintf("%d/%d/19%d", n+1, 20+n, 70+n)
		}
		return fmt.Sprintf("19%d-0%d-1%d", 70+n, n+1, n)
	case "tags":
		return []string{"VIP", "* myContacts ::: Navy", "lead;hot", "VIP", "", "partner", "lead", "hot"}[n]
	case "flag":
		return []string{"1", "", "", "1", "", "", "", "1"}[n]
	case "note":
		return fmt.Sprintf("Met at fair %d, call back", n)
	case "link":
		return fmt.Sprintf("https://www.example.com/%d", n)
	case "source":
		return []string{"Web", "Referral", "Fair", "Web", "fb", "ig", "Web", "Hội chợ"}[n]
	case "life":
		return []string{"Lead", "Customer", "Subscriber", "Lead", "Customer", "Lead", "Customer", "Lead"}[n]
	case "last":
		return fmt.Sprintf("2024-03-1%d", n)
	case "next":
		return fmt.Sprintf("2027-03-1%d", n)
	case "body":
		return fmt.Sprintf("talked about offer %d", n)
	case "purchase-date", "deal-closed", "expected":
		return fmt.Sprintf("2025-06-1%d", n)
	case "purchase-item":
		return fmt.Sprintf("Máy lọc %d", n)
	case "value", "purchase-amount":
		return fmt.Sprintf("%d000000", n+1)
	case "deal":
		return fmt.Sprintf("Renewal %d", n)
	case "stage":
		return []string{"Mới", "Báo giá", "Đàm phán", "Won", "Lost", "quote", "Mới", "Báo giá"}[n]
	case "consent":
		return []string{"subscribed", "unsubscribed", "subscribed", "yes", "no", "subscribed", "subscribed", "no"}[n]
	case "opt-out":
		return []string{"0", "1", "0", "0", "1", "0", "0", "0"}[n]
	case "external":
		return externalID(file, header, n)
	case "street", "address":
		return fmt.Sprintf("%d Long Street", n+1)
	case "city":
		return []string{"Huế", "Đà Nẵng", "Berlin", "Tokyo", "Austin", "Paris", "Hà Nội", "Oslo"}[n]
	case "region":
		return []string{"TX", "Uusimaa", "Quận 1", "CA", "NY", "WA", "Bayern", "Ba Đình"}[n]
	case "postcode":
		return fmt.Sprintf("0%d12%d", n+1, n)
	case "country":
		return []string{"Vietnam", "Germany", "United States", "France", "Japan", "Spain", "China", "Norway"}[n]
	case "department", "interests", "language", "needs":
		return []string{"Sales", "IT", "Core", "HR", "Ops", "Legal", "R&D", "Lab"}[n]
	}
	return customCell(file, header, n)
}

func externalID(file, header string, n int) string {
	switch {
	case strings.HasPrefix(file, "facebook"):
		return fmt.Sprintf("l:87654321%d", n)
	case strings.HasPrefix(file, "salesforce"):
		return fmt.Sprintf("0035g00000AbCd%dAAB", n)
	case strings.HasPrefix(file, "dynamics"):
		return fmt.Sprintf("%08d-1111-2222-3333-444444444444", n)
	case strings.HasPrefix(file, "zoho"):
		return fmt.Sprintf("zcrm_51234500000%d", n)
	}
	return fmt.Sprintf("ID%s%03d", strings.ToUpper(header[:1]), n)
}

// customCell is a value of a column that is nobody's field.
func customCell(file, header string, n int) string {
	h := strings.ToLower(header)
	switch {
	case strings.Contains(h, "checksum"):
		return fmt.Sprintf("rZ8x%d==", n)
	case header == "Title" || strings.Contains(h, "prefix") || header == "Salutation":
		return []string{"Mr.", "Ms.", "Mr.", "Dr.", "Mr.", "Ms.", "Ms.", "Mr."}[n]
	case strings.Contains(h, "owner") || strings.Contains(h, "name") || strings.Contains(header, "人"):
		return []string{"Boss One", "Boss Two"}[n%2]
	case strings.Contains(h, "date") || strings.Contains(h, "time") || strings.Contains(header, "时间") || header == "Connected On" || strings.Contains(h, "modified"):
		return fmt.Sprintf("1%d Mar 2024", n)
	case header == "E-mail Type" || strings.HasSuffix(h, " type") && strings.HasPrefix(file, "outlook"):
		return "SMTP"
	case strings.Contains(h, "phone"):
		return fmt.Sprintf("(303) 555-01%02d", n)
	case strings.HasSuffix(h, "id") || strings.Contains(h, "ids"):
		return fmt.Sprintf("%d;%d", 9000+n, 9100+n)
	case header == "IsDeleted" || header == "is_organic" || strings.HasPrefix(header, "Private"):
		return "false"
	case header == "Gender" || strings.HasPrefix(h, "giới") || header == "性別":
		return []string{"female", "male"}[n%2]
	}
	return fmt.Sprintf("thing %d", n)
}
