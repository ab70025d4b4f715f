package field

// salesAliases are what files call the fields of purchases, deals and consents,
// and the parts of a birthday. Words that do for either sale, or for neither
// ("amount", "date"), are in vague: the columns beside them decide.
func salesAliases() []alias {
	return []alias{
		{BirthYear, "", "birth year|year of birth"},
		{BirthMonth, "", "birth month|month of birth"},
		{BirthDay, "", "birth-day"},

		{Consent, "email", "consent status|email consent|marketing consent|email marketing consent|marketing status|marketing email subscription|email subscription status|accepts marketing|accepts email marketing|newsletter|has newsletter|newsletter opt-in|email opt-in|subscribed|subscription status|double opt-in|person - marketing status|person - double opt-in|nhận email|đồng ý nhận email|đồng ý nhận tin|メルマガ|メール配信|接收邮件"},
		{Consent, "sms", "accepts sms marketing|sms consent|sms opt-in|nhận sms|nhận tin nhắn"},
		{Consent, "call", "phone consent|call consent|phone opt-in"},
		{OptOut, "email", "hasoptedoutofemail|email opt out|opted out of email|email opted out|unsubscribed from all email|unsubscribed|do not email|do not allow emails|do not allow bulk emails|don't allow emails|no email|từ chối nhận email|配信停止|Cancelación de suscripción a todos los correos"},
		{OptOut, "call", "do not call|donotcall|do not allow phone calls|don't allow phone calls|do not phone|no call|không gọi|từ chối cuộc gọi|勿打电话|電話不可"},
		{OptOut, "sms", "sms opt out|do not sms|do not text|has opted out of sms"},
		{OptOut, "fax", "hasoptedoutoffax|fax opt out|do not fax|do not allow faxes|don't allow faxes"},
		{OptOut, "post", "do not mail|do not allow mails|don't allow mails|no mail|do not post"},

		{Bought, "", "purchase date|purchased on|date of purchase|order date|invoice date|sale date|sold on|last purchase|last purchase date|last order date|last order|date of payment|transaction date|ngày mua|ngày mua hàng|ngày mua gần nhất|lần mua gần nhất|lần mua cuối|ngày giao dịch cuối|ngày giao dịch gần nhất|ngày đặt hàng|ngày đơn hàng|ngày hóa đơn|ngày bán|购买日期|购买时间|下单时间|下单日期|订单日期|最近购买时间|最近购买日期|最近消费时间|成交日期|購入日|注文日|最終購入日|販売日|受注日|ngày mua cuối cùng|ngày mua cuối|lần mua cuối cùng|paid at|processed at"},
		{Item, "", "purchase item|item|items|item name|product|product name|products|purchased item|purchased product|lineitem name|line item|tên hàng|tên hàng đã mua|hàng đã mua|sản phẩm|tên sản phẩm|sản phẩm đã mua|mặt hàng|dịch vụ|gói dịch vụ|商品|商品名称|商品名|产品|产品名称|购买产品|购买商品|品名|購入商品|製品名"},
		{Item, "code", "sku|stock code|stockcode|mã hàng|mã hàng đã mua|mã sản phẩm|商品编码|商品コード"},
		{Spent, "", "purchase amount|order total|order amount|invoice total|invoice amount|sale amount|sales amount|amount paid|total paid|line total|ext price|extended price|total price|thành tiền|tổng tiền|tổng tiền hàng|số tiền mua|giá trị đơn hàng|tổng đơn hàng|khách đã trả|成交金额|订单金额|购买金额|消费金额|支付金额|实付金额|購入金額|注文金額|売上金額|合計金額"},
		{Price, "", "unit price|price per unit|price each|đơn giá|giá bán|单价|單價|単価"},
		{Quantity, "", "qty|quantity|số lượng|sl|数量|購入数"},
		{Invoice, "", "invoice|invoice no|invoice no.|invoice number|invoice id|order id|order number|order no|order no.|receipt number|transaction id|transaction no|mã đơn hàng|mã đơn|số đơn hàng|số hóa đơn|mã hóa đơn|hóa đơn|订单号|订单编号|发票号|注文番号|受注番号|伝票番号"},
		{BoughtNote, "", "order note|order notes|ghi chú đơn hàng"},

		{Deal, "", "deal|deal name|deal title|opportunity|opportunity name|cơ hội|tên cơ hội|签单项目|商机|商机名称|商談|商談名|案件|案件名"},
		{Stage, "", "stage|deal stage|pipeline stage|opportunity stage|sales stage|giai đoạn|giai đoạn bán hàng|bước bán hàng|销售阶段|商机阶段|阶段|商談フェーズ|フェーズ|案件ステータス|Etapa del negocio|Phase de la transaction|Deal-Phase"},
		{Value, "", "deal value|deal amount|expected value|estimated value|expected revenue|estimated revenue|est. revenue|opportunity amount|potential value|giá trị dự kiến|giá trị cơ hội|giá trị hợp đồng dự kiến|doanh thu dự kiến|doanh số dự kiến|ngân sách|ngân sách dự kiến|预计金额|预计成交金额|商机金额|预算|予算|見込金額|受注予定金額|商談金額|Valor del negocio|Importe del negocio"},
		{Value, "won", "签单金额|合同金额|signed amount"},
		{Expected, "", "expected close|expected close date|close date|closing date|expected closing date|estimated close date|est. close date|ngày dự kiến chốt|dự kiến chốt|ngày chốt dự kiến|ngày dự kiến ký|预计成交日期|预计签单日期|预计成交时间|受注予定日|完了予定日|Fecha de cierre|deal expected close date|expected close on"},
		{DealClosed, "won", "签单日期|签约日期|won date|won on|deal won on|won time|deal won time"},
		{DealClosed, "lost", "lost date|lost on|lost time|deal lost time"},
		{MoneyIn, "", "currency|currency code|deal currency|order currency|tiền tệ|loại tiền|币种|币别|通貨"},
	}
}

// Sort is which sort of field a header may mean that is vague by itself.
type Sort byte

// What a vague header may be, beside columns that tell.
const (
	NoSort Sort = iota
	AMoney      // an amount
	ADate       // a day
	AnItem      // a thing
)

// vague are headers that mean a purchase beside the columns of one, a deal beside
// those of one, and nothing of the kind alone.
func vague() map[Sort]string {
	return map[Sort]string{
		AMoney: "amount|value|total|price|total amount|revenue|số tiền|giá trị|giá trị hợp đồng|contract value|giá|doanh số|doanh thu|金额|总金额|总价|价格|金額|価格|Importe|Montant|Betrag|Monto|Сумма",
		ADate:  "date|ngày|日期|日付|created at|created|ngày tạo|创建时间|Fecha|Datum",
		AnItem: "description|mô tả|说明|diễn giải|plan|gói",
	}
}
