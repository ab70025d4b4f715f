package query

// fieldTable is never written to. It is the order of help and completion. has
// and no come last: what they ask for is a value of another field.
//
// keys are the aliases as they compare, where that differs from how they are
// shown: folding them at every look-up would cost more than the rest of a parse.
var fieldTable = [...]Field{
	{Name: "name", Aliases: []string{"n", "tên", "姓名"}, keys: []string{"ten"}, Words: "name", Means: "name", Help: "name:lan"},
	{Name: "company", Aliases: []string{"co", "công-ty", "公司"}, keys: []string{"cong-ty"}, Words: "company", Means: "company", Help: `company:"hòa bình"`, Single: true},
	{Name: "title", Aliases: []string{"job", "chức-vụ", "职位"}, keys: []string{"chuc-vu"}, Words: "title", Means: "job title", Help: "title:director", Single: true},
	{Name: "email", Aliases: []string{"e-mail", "hộp-thư", "邮箱"}, keys: []string{"hop-thu"}, Words: "email", Means: "email address", Help: "email:none"},
	{Name: "phone", Aliases: []string{"sđt", "điện-thoại", "电话"}, keys: []string{"sdt", "dien-thoai"}, Words: "phone", Means: "phone number, by its digits", Help: "phone:0912"},
	{Name: "address", Aliases: []string{"địa-chỉ", "地址"}, keys: []string{"dia-chi"}, Words: "address", Means: "postal address", Help: `address:"lê lợi"`},
	{Name: "city", Aliases: []string{"tp", "thành-phố", "城市"}, keys: []string{"thanh-pho"}, Words: "city", Means: "city", Help: "city:ha-noi"},
	{Name: "country", Aliases: []string{"nước", "国家"}, keys: []string{"nuoc"}, Words: "country", Means: "country", Help: "country:vn"},
	{Name: "source", Aliases: []string{"nguồn", "来源"}, keys: []string{"nguon"}, Words: "source", Means: "where the contact came from", Help: "source:=facebook", Single: true},
	{Name: "lang", Aliases: []string{"language", "ngôn-ngữ", "语言"}, keys: []string{"ngon-ngu"}, Words: "language", Means: "language", Help: "lang:vi", Single: true},
	{Name: "tag", Aliases: []string{"tags", "nhãn", "标签"}, keys: []string{"nhan"}, Type: SetField, Words: "tagged", Means: "tag", Help: "tag:vip,hot"},
	{Name: "life", Aliases: []string{"nhóm", "客户状态"}, keys: []string{"nhom"}, Type: EnumField, Enum: []string{"potential", "current", "past", "cancelled"}, Words: "life group", Means: "life-cycle group of a customer", Help: "life:past", Single: true},
	{Name: "relation", Aliases: []string{"quan-hệ", "关系"}, keys: []string{"quan-he"}, Type: EnumField, Enum: []string{"customer", "partner", "supplier", "personal"}, Words: "relation", Means: "customer, partner, supplier or personal", Help: "relation:supplier", Single: true},
	{Name: "rating", Aliases: []string{"tiềm-năng", "等级"}, keys: []string{"tiem-nang"}, Type: EnumField, Enum: []string{"cold", "warm", "hot"}, Ordered: true, Words: "rating", Means: "hot, warm or cold", Help: "rating:hot", Single: true},
	{Name: "industry", Aliases: []string{"ngành", "行业"}, keys: []string{"nganh"}, Words: "industry", Means: "industry", Help: `industry:"bảo hiểm"`, Single: true},
	{Name: "interest", Aliases: []string{"quan-tâm", "兴趣"}, keys: []string{"quan-tam"}, Words: "interest", Means: "what interests them", Help: "interest:golf"},
	{Name: "need", Aliases: []string{"nhu-cầu", "需求"}, keys: []string{"nhu-cau"}, Words: "need", Means: "what they need", Help: `need:"bảo trì"`},
	{Name: "prefers", Aliases: []string{"kênh", "渠道"}, keys: []string{"kenh"}, Words: "preferred channel", Means: "channel they like", Help: "prefers:zalo", Single: true},
	{Name: "bought", Aliases: []string{"đã-mua", "mua", "购买"}, keys: []string{"da-mua"}, Dated: true, Words: "bought", Means: "item bought, or when", Help: "bought:máy"},
	{Name: "spent", Aliases: []string{"đã-chi", "chi-tiêu", "消费"}, keys: []string{"da-chi", "chi-tieu"}, Type: MoneyField, Words: "spent", Means: "sum of all purchases", Help: "spent:>10tr"},
	{Name: "orders", Aliases: []string{"số-đơn", "đơn-hàng", "订单"}, keys: []string{"so-don", "don-hang"}, Type: NumberField, Words: "orders", Means: "number of purchases", Help: "orders:>=3", Single: true},
	{Name: "stage", Aliases: []string{"trạng-thái", "阶段"}, keys: []string{"trang-thai"}, Type: EnumField, Ordered: true, Words: "stage", Means: "stage of the deal", Help: "stage:>=quote", Single: true},
	{Name: "value", Aliases: []string{"giá", "金额"}, keys: []string{"gia"}, Type: MoneyField, Words: "value", Means: "value of the deal", Help: "value:>15tr", Single: true},
	{Name: "last", Aliases: []string{"gần-nhất", "上次"}, keys: []string{"gan-nhat"}, Type: PastField, Words: "last contact", Means: "last contact of any kind", Help: "last:>30d", Single: true},
	{Name: "call", Aliases: []string{"gọi", "通话"}, keys: []string{"goi"}, Type: PastField, Words: "last call", Means: "last call", Help: "call:>30d", Single: true},
	{Name: "mail", Aliases: []string{"thư", "邮件"}, keys: []string{"thu"}, Type: PastField, Words: "last email", Means: "last email", Help: "mail:>30d", Single: true},
	{Name: "meet", Aliases: []string{"gặp", "会面"}, keys: []string{"gap"}, Type: PastField, Words: "last meeting", Means: "last meeting or visit", Help: "meet:>90d", Single: true},
	{Name: "created", Aliases: []string{"added", "ngày-tạo", "创建"}, keys: []string{"ngay-tao"}, Type: PastField, Words: "added", Means: "date added", Help: "created:<7d", Single: true},
	{Name: "updated", Aliases: []string{"changed", "cập-nhật", "更新"}, keys: []string{"cap-nhat"}, Type: PastField, Words: "changed", Means: "date of the last change", Help: "updated:<7d", Single: true},
	{Name: "since", Aliases: []string{"từ-khi", "停留"}, keys: []string{"tu-khi"}, Type: PastField, Words: "in their stage", Means: "when they came into their stage", Help: "since:>14d", Single: true},
	{Name: "due", Aliases: []string{"hẹn", "跟进"}, keys: []string{"hen"}, Type: FutureField, Words: "due", Means: "next step: follow-up, appointment, promise", Help: "due:<7d"},
	{Name: "renew", Aliases: []string{"gia-hạn", "续约"}, keys: []string{"gia-han"}, Type: FutureField, Words: "renewal", Means: "renewal date", Help: "renew:<60d"},
	{Name: "birthday", Aliases: []string{"bday", "sinh-nhật", "生日"}, keys: []string{"sinh-nhat"}, Type: FutureField, Yearly: true, Words: "birthday", Means: "next birthday", Help: "birthday:<7d", Single: true},
	{Name: "calls", Aliases: []string{"cuộc-gọi", "通话次数"}, keys: []string{"cuoc-goi"}, Type: NumberField, Words: "calls", Means: "number of calls", Help: "calls:>=3", Single: true},
	{Name: "mails", Aliases: []string{"lá-thư", "邮件次数"}, keys: []string{"la-thu"}, Type: NumberField, Words: "emails", Means: "number of emails", Help: "mails:>=3", Single: true},
	{Name: "meets", Aliases: []string{"lần-gặp", "会面次数"}, keys: []string{"lan-gap"}, Type: NumberField, Words: "meetings", Means: "number of meetings and visits", Help: "meets:>=1", Single: true},
	{Name: "logs", Aliases: []string{"tương-tác", "互动次数"}, keys: []string{"tuong-tac"}, Type: NumberField, Words: "interactions", Means: "number of interactions", Help: "logs:>=5", Single: true},
	{Name: "tries", Aliases: []string{"gọi-hụt", "未接次数"}, keys: []string{"goi-hut"}, Type: NumberField, Words: "unanswered calls", Means: "unanswered calls in a row", Help: "tries:>2", Single: true},
	{Name: "outcome", Aliases: []string{"kết-quả", "结果"}, keys: []string{"ket-qua"}, Type: EnumField, Words: "last outcome", Means: "outcome of the last interaction", Help: "outcome:na", Single: true},
	{Name: "type", Aliases: []string{"loại", "类型"}, keys: []string{"loai"}, Type: EnumField, Words: "last contact by", Means: "kind of the last interaction", Help: "type:zalo", Single: true},
	{Name: "log", Aliases: []string{"nhật-ký", "记录"}, keys: []string{"nhat-ky"}, Words: "log", Means: "text of the interactions", Help: `log:"báo giá"`},
	{Name: "note", Aliases: []string{"notes", "ghi-chú", "备注"}, keys: []string{"ghi-chu"}, Words: "note", Means: "text of the note", Help: "note:contract"},
	{Name: "is", Aliases: []string{"là", "是"}, keys: []string{"la"}, Type: FlagField, Means: "how they stand", Help: "is:overdue"},
	{Name: "seg", Aliases: []string{"segment", "phân-khúc", "细分"}, keys: []string{"phan-khuc"}, Type: ListField, Words: "in segment", Means: "in a saved segment", Help: "seg:vip-hn"},
	{Name: "in", Aliases: []string{"list", "danh-sách", "名单"}, keys: []string{"danh-sach"}, Type: ListField, Words: "in list", Means: "in a static list", Help: "in:hoi-cho-2026"},
	{Name: "id", Aliases: []string{"mã", "编号"}, keys: []string{"ma"}, Type: ListField, Words: "id", Means: "id, or the start of it", Help: "id:k7f3,m2p9", Single: true},
	{Name: "has", Aliases: []string{"có", "有"}, Type: PresenceField, Means: "has any of a field", Help: "has:phone"},
	{Name: "no", Aliases: []string{"không", "无"}, keys: []string{"khong"}, Type: PresenceField, Means: "has none of a field", Help: "no:email"},
}

// presenceFields are the rows at the end of the table that are no fields of
// their own.
const presenceFields = 2
