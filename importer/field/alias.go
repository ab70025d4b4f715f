package field

// alias says what files call a field. Names are separated by "|" and stand as
// people write them; fold.Key makes them comparable.
type alias struct {
	id    ID
	label string
	names string
}

// aliases is the table. Of two fields with the same name the first one has it.
// English, Vietnamese, Chinese and Japanese come from header rows of real
// programs (Google, Outlook, HubSpot, Salesforce, Dynamics, Zoho, Pipedrive,
// Mailchimp, Thunderbird, Eight, LinkedIn); the other languages are the plain words.
func aliases() []alias {
	return []alias{
		{Name, "", "name|full name|display name|contact name|contact|person|customer|customer name|client|client name|file as|họ tên|họ và tên|họ & tên|tên đầy đủ|tên khách hàng|tên kh|khách hàng|tên liên hệ|người liên hệ|tên người liên hệ|姓名|名字|客户姓名|联系人|联系人姓名|联络人|客户|聯絡人|聯繫人|氏名|お名前|名前|姓名漢字|担当者名|ФИО|Имя и фамилия|الاسم|اسم|الاسم الكامل|ชื่อ|ชื่อ-นามสกุล|ชื่อ นามสกุล|Όνομα|Ονοματεπώνυμο|Nom complet|Nom et prénom|Nombre completo|Nombre y apellidos|Vollständiger Name|Nome completo|이름|성명|שם|שם מלא"},
		{Given, "", "given name|first name|first|firstname|fname|forename|given|firs name|firsname|tên gọi|mei|Prénom|Vorname|Имя|Nombre de pila"},
		{Family, "", "family name|last name|last|lastname|lname|surname|family|họ|họ đệm|sei|姓氏|Nom de famille|Nachname|Familienname|Apellido|Apellidos|Фамилия|Cognome|Sobrenome|姓"},
		{Given, "", "名"},
		{Additional, "", "additional name|middle name|middle|tên đệm|tên lót|chữ lót|Отчество"},
		{Nickname, "", "nickname|nick name|nick|biệt danh|昵称|ニックネーム|Spitzname"},
		{Phonetic, "", "phonetic|phonetic name|yomi name|フリガナ|ふりがな|カナ|氏名カナ|氏名（カタカナ）|氏名フリガナ|姓名かな|pinyin|拼音"},
		{PhonGiven, "", "phonetic first name|given name yomi|given yomi|名かな|名フリガナ|メイ"},
		{PhonFamily, "", "phonetic last name|family name yomi|surname yomi|姓かな|姓フリガナ|セイ"},
		{Company, "", "company|company name|organization|organisation|organization name|organization 1 - name|account name|account|employer|business name|associated company|công ty|tên công ty|tên công ty/shop|doanh nghiệp|tên doanh nghiệp|đơn vị|tổ chức|cơ quan|công ty/cửa hàng|公司|公司名称|公司名|单位|单位名称|企业名称|工作单位|会社名|会社|勤務先|企業名|貴社名|公司名稱|Компания|Организация|الشركة|บริษัท|Εταιρεία|Entreprise|Société|Firma|Unternehmen|Empresa|Azienda|회사|회사명"},
		{Title, "", "job title|title|position|role|job|occupation|organization title|organization 1 - title|chức vụ|chức danh|vị trí|nghề nghiệp|职位|职务|职称|役職|役職名|肩書|職稱|Должность|Poste|Fonction|Cargo|Puesto|المسمى الوظيفي|ตำแหน่ง|직함|직책"},
		{Department, "", "department|dept|division|organization department|organization 1 - department|phòng ban|bộ phận|phòng|部门|部署|部署名|部署名1|部門|Abteilung|Отдел|Département|Departamento"},
		{Relation, "", "relation|relation to us"},
		{Life, "", "life|life cycle group|life group"},
		{Source, "", "source|lead source|original source|nguồn|nguồn khách hàng|nguồn khách|nguồn lead|来源|客户来源|来源渠道|Источник|Quelle|Fuente"},
		{Prefers, "", "prefers|preferred channel|preferred contact method|kênh ưa thích|kênh liên hệ ưa thích"},
		{Rating, "", "rating|lead rating"},
		{Language, "", "language|preferred language|ngôn ngữ|语言|言語|Sprache|Langue|Idioma"},
		{Birthday, "", "birthday|birth date|birthdate|birth day|birth|date of birth|dob|bday|born|born on|ngày sinh|sinh|năm sinh|sinh ngày|sinh nhật|ngày tháng năm sinh|生日|生日期|出生|出生日期|出生年月|出生年月日|誕生日|生年月日|Дата рождения|День рождения|Geburtstag|Geburtsdatum|Date de naissance|Anniversaire|Fecha de nacimiento|Cumpleaños|생일|생년월일|تاريخ الميلاد|วันเกิด|Ημερομηνία γέννησης"},
		{Interests, "", "interests|hobby|hobbies|sở thích|兴趣|爱好|趣味"},
		{Needs, "", "needs|nhu cầu|需求|客户需求|ニーズ"},
		{Note, "", "note|notes|comment|comments|remark|remarks|description|memo|ghi chú|mô tả|chú thích|备注|备考|说明|备注信息|メモ|メモ1|備考|備考1|備註|Примечание|Примечания|Комментарий|Bemerkung|Notiz|Notizen|Remarque|Remarques|Commentaire|Notas|Observaciones|메모|비고|ملاحظات|หมายเหตุ|Σημειώσεις"},
		{Star, "", "star|starred|favorite|favourite"},

		{Email, "", "email|e-mail|mail|email address|e-mail address|primary email|e-mail 1 - value|email id|thư điện tử|địa chỉ email|hộp thư|email liên hệ|邮箱|电子邮件|电子邮箱|邮件|邮箱地址|電子郵件|電郵|信箱|メール|メールアドレス|電子メール|Эл. почта|Электронная почта|Почта|البريد|البريد الإلكتروني|ايميل|อีเมล|อีเมล์|Ηλεκτρονικό ταχυδρομείο|Courriel|Adresse e-mail|Adresse électronique|Correo|Correo electrónico|E-Mail-Adresse|Posta elettronica|이메일|전자우편|דוא״ל|אימייל"},
		{Email, "work", "会社E-mail|会社メール"},
		{Email, "home", "自宅E-mail"},
		{EmailLabel, "", "email label|email type"},
		{EmailBounced, "", "email bounced"},
		{Phone, "", "phone|phone number|telephone|tel|tel number|contact number|phone no|telephone number|số điện thoại|điện thoại|sđt|đt|số đt|số phone|điện thoại liên hệ|sđt liên hệ|sdt khách hàng|hotline|电话|电话号码|联系电话|联系方式|電話|電話番号|TEL|聯絡電話|Телефон|الهاتف|هاتف|رقم الهاتف|โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|Τηλέφωνο|Téléphone|Telefon|Telefonnummer|Teléfono|Telefono|Telefone|Número de teléfono|전화|전화번호|연락처|טלפון"},
		{Phone, "mobile", "mobile|mobile phone|mobile number|cell|cell phone|cellphone|mobile no|di động|đtdđ|số di động|điện thoại di động|手机|手机号|手机号码|移动电话|手機|行動電話|携帯|携帯電話|携帯番号|Мобильный|Мобильный телефон|Handy|Mobil|Portable|Móvil|Celular|휴대폰|휴대전화|핸드폰|الجوال|มือถือ|Κινητό"},
		{Phone, "work", "work phone|business phone|office phone|office|company main phone|direct line|điện thoại cơ quan|điện thoại bàn|固话|座机|办公电话|TEL会社|TEL部門|TEL直通|会社電話|勤務先電話番号|公司電話"},
		{Phone, "home", "home phone|nhà riêng|điện thoại nhà|自宅電話|家庭电话"},
		{Phone, "fax", "fax|fax number|số fax|传真|ファックス|ファクス|傳真|Факс"},
		{Phone, "zalo", "zalo|số zalo|zalo phone"},
		{Phone, "whatsapp", "whatsapp|whatsapp number"},
		{Phone, "other", "primary phone|other phone|car phone|radio phone|callback"},
		{Phone, "pager", "pager|pager number"},
		{PhoneLabel, "", "phone label|phone type"},
		{PhoneWrong, "", "phone wrong"},
		{Street, "", "street|street address|address line|address line 1|street 1|address street|đường|số nhà|tên đường|街道|番地|Straße|Rue|Calle|Улица"},
		{City, "", "city|town|locality|address city|thành phố|tỉnh/thành phố|tỉnh thành|tỉnh/tp|tp|tỉnh|thành phố/tỉnh|城市|市|所在城市|市区町村|Город|المدينة|เมือง|Πόλη|Ville|Stadt|Ort|Ciudad|Città|Cidade|도시"},
		{Region, "", "state|region|province|state/province|county|address region|address state|quận/huyện|quận|huyện|phường/xã|phường|xã|khu vực|省|区|区域|省份|地区|都道府県|Область|Регион|Bundesland|Provincia|จังหวัด"},
		{Postcode, "", "postal code|zip|zip code|zipcode|zip/postal code|postcode|post code|p code|address postal code|mã bưu điện|mã bưu chính|邮编|邮政编码|郵便番号|〒|郵遞區號|Индекс|PLZ|Postleitzahl|Code postal|Código postal|우편번호|รหัสไปรษณีย์"},
		{Country, "", "country|country/region|address country|quốc gia|nước|国家|国家/地区|国|Страна|Pays|Land|País|البلد|ประเทศ|Χώρα"},
		{Formatted, "", "address|full address|address formatted|addr|địa chỉ|địa chỉ liên hệ|nơi ở|地址|联系地址|详细地址|住所|自宅住所1|自宅住所|Адрес|العنوان|ที่อยู่|Διεύθυνση|Adresse|Anschrift|Dirección|Indirizzo|Endereço|주소|כתובת"},
		{AddressLabel, "", "address label|address type"},
		{Link, "web", "link|website|web site|web page|webpage|web|url|homepage|home page|site|trang web|网站|网址|官网|ウェブサイト|ホームページ|Сайт|Site web|Webseite|Sitio web"},
		{Link, "linkedin", "linkedin|linkedin url|linkedin profile"},
		{Link, "facebook", "facebook|fb|facebook url|link facebook"},
		{Link, "wechat", "wechat|wechat id|微信|微信号"},
		{Link, "qq", "qq|qq号"},
		{Link, "line", "line id"},
		{Link, "skype", "skype|skype id"},
		{Link, "telegram", "telegram"},
		{LinkKind, "", "link kind"},
		{Tags, "", "tags|tag|labels|categories|group membership|groups|group|nhóm|nhóm khách hàng|loại khách hàng|phân loại|nhãn|thẻ|nhóm kh|loại kh|标签|分组|客户类型|客户等级|客户标签|タグ|グループ|標籤|Теги|Группа|Gruppe|Étiquettes|Etiquetas"},

		{UID, "", "id"},
		{External, "hubspot", "record id - contact"},
		{External, "salesforce", "contact id 18|salesforce id"},
		{External, "dynamics", "(do not modify) contact"},
		{External, "pipedrive", "person - id"},
		{Created, "", "created"},
		{Updated, "", "updated"},
		{Last, "", "last contact|last contacted|last contact date|last contact at|last interaction|last activity date|lần liên hệ cuối|liên hệ gần nhất|ngày liên hệ gần nhất|ngày liên hệ cuối|lần cuối liên hệ|最近沟通时间|最近跟进时间|最近联系时间|上次联系|最終連絡日|最終接触日|Letzter Kontakt|Dernier contact|Último contacto|Последний контакт"},
		{Last, "call", "last call|last call date|cuộc gọi cuối|lần gọi cuối|ngày gọi gần nhất"},
		{Last, "meeting", "last meeting|last meeting date|lần gặp cuối"},
		{Last, "email", "last email|last email date"},
		{Next, "", "next|next follow up|next follow-up date|next follow up date|follow up|follow-up date|follow up date|next contact|next contact date|next call|next step date|next activity date|ngày hẹn|lịch hẹn|ngày gọi lại|ngày hẹn gọi lại|hẹn gọi lại|ngày liên hệ tiếp theo|下次跟进时间|下次联系时间|下次跟进|次回連絡日|次回フォロー|Nächster Kontakt|Wiedervorlage|Prochain contact|Próximo contacto|Следующий контакт"},
		{Next, "appointment", "next appointment|next appointment date|appointment|next meeting|next meeting date"},

		{When, "", "when|date|time|datetime|date time|timestamp|date and time|activity date|ngày|thời gian|ngày giờ|日期|时间|日時|日付|Дата|Datum|Fecha"},
		{Kind, "", "kind|type|activity type|interaction type|channel|loại|hình thức|kênh|类型|方式|沟通方式|種別|種類"},
		{Direction, "", "direction|chiều|hướng|方向"},
		{Outcome, "", "outcome|result|kết quả|结果|跟进结果|結果"},
		{Subject, "", "subject|topic|tiêu đề|chủ đề|主题|标题|件名"},
		{Body, "", "body|content|message|messages|text|details|summary|nội dung|nội dung trao đổi|内容|沟通内容|跟进内容|詳細"},
		{Seconds, "", "duration|duration (seconds)|seconds|thời lượng|时长|通話時間"},

		{Skip, "", "#|no|no.|nr|index|row|row number|s/n|stt|số thứ tự|tt|序号|编号序|番号|№|row checksum|(do not modify) row checksum|(do not modify) modified on|photo|e-mail type"},
	}
}

// qualifier is a word that says which of several, or whose.
type qualifier struct {
	word  string // as fold.Key has it
	label string // the label that it makes
	n     int
	only  bool // good for channels only
}

// before and after list the words that may stand around the name of a field,
// longer ones first where one begins like another.
func before() []qualifier {
	return []qualifier{
		{"primarycontact", "", 0, false}, {"maincontact", "", 0, false},
		{"person", "", 0, false}, {"contact", "", 0, false}, {"customer", "", 0, false}, {"client", "", 0, false},
		{"lead", "", 0, false}, {"subscriber", "", 0, false}, {"khachhang", "", 0, false}, {"nguoilienhe", "", 0, false},
		{"客户", "", 0, false}, {"联系人", "", 0, false}, {"担当者", "", 0, false}, {"personal", "home", 0, true},
		{"mailing", "mailing", 0, true}, {"billing", "billing", 0, true}, {"shipping", "shipping", 0, true}, {"delivery", "shipping", 0, true},
		{"business", "work", 0, true}, {"work", "work", 0, true}, {"office", "work", 0, true}, {"company", "work", 0, true}, {"congty", "work", 0, true},
		{"会社", "work", 0, true}, {"勤務先", "work", 0, true}, {"公司", "work", 0, true}, {"单位", "work", 0, true},
		{"home", "home", 0, true}, {"自宅", "home", 0, true}, {"家庭", "home", 0, true}, {"private", "home", 0, true}, {"nharieng", "home", 0, true},
		{"mobile", "mobile", 0, true}, {"cell", "mobile", 0, true}, {"other", "other", 0, true}, {"其他", "other", 0, true}, {"その他", "other", 0, true},
		{"primary", "", 1, true}, {"main", "", 1, true}, {"secondary", "", 2, true}, {"alternate", "", 2, true}, {"alternative", "", 2, true}, {"second", "", 2, true}, {"backup", "", 2, true},
		{"address", "", 0, true},
	}
}

func after() []qualifier {
	return []qualifier{
		{"value", "", 0, true}, {"number", "", 0, true}, {"address", "", 0, true},
		{"primary", "", 1, true}, {"chinh", "", 1, true}, {"secondary", "", 2, true}, {"phu", "", 2, true},
		{"work", "work", 0, true}, {"business", "work", 0, true}, {"office", "work", 0, true}, {"congty", "work", 0, true}, {"coquan", "work", 0, true},
		{"home", "home", 0, true}, {"personal", "home", 0, true}, {"canhan", "home", 0, true}, {"nharieng", "home", 0, true},
		{"mobile", "mobile", 0, true}, {"other", "other", 0, true}, {"khac", "other", 0, true},
		{"khachhang", "", 0, false}, {"lienhe", "", 0, false}, {"kh", "", 0, false},
	}
}

// others are words of headers whose values belong to somebody else than the
// contact of the row: an owner's email in every row would make them all one person.
func others() []string {
	return []string{
		"owner", "manager", "assistant", "salesrep", "rep", "agent", "referr", "spouse", "child", "children", "emergency", "secondarycontact",
		"associated", "createdby", "modifiedby", "updatedby", "assigned", "partnername", "nguoiphutrach", "phutrach", "nguoigioithieu", "nhanvien", "nguoitao", "vochong",
		"负责人", "归属人", "创建人", "推荐人", "業務員", "紹介者", "上司",
	}
}

// purchases are headers of lines of a sale.
func purchases() []string {
	return []string{
		"invoice", "invoice no", "invoice number", "invoiceno", "order id", "order number", "order no", "sku", "stock code", "qty", "quantity", "unit price", "line total",
		"mã đơn hàng", "số hóa đơn", "mã hàng", "số lượng", "đơn giá", "thành tiền", "订单号", "发票号", "数量", "单价", "注文番号", "数量", "単価",
	}
}
