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
	return append([]alias{
		{Name, "", "name|full name|display name|contact name|contact|person|customer|customer name|client|client name|file as|họ tên|họ và tên|họ & tên|tên đầy đủ|tên khách hàng|tên kh|khách hàng|tên liên hệ|người liên hệ|tên người liên hệ|姓名|名字|客户姓名|联系人|联系人姓名|联络人|客户|聯絡人|聯繫人|氏名|お名前|名前|姓名漢字|担当者名|ФИО|Имя и фамилия|الاسم|اسم|الاسم الكامل|ชื่อ|ชื่อ-นามสกุล|ชื่อ นามสกุล|Όνομα|Ονοματεπώνυμο|Nom complet|Nom et prénom|Nombre completo|Nombre y apellidos|Vollständiger Name|Nome completo|이름|성명|שם|שם מלא|名称|聯絡人姓名|顧客名|お客様名|họ tên khách hàng|họ và tên khách hàng|tên người nhận|tên học viên|họ tên học viên|tên bệnh nhân|customer full name|quý danh|attendee|attendee name|guest name|recipient name|tên khách|Imię i nazwisko|Ad Soyad|Nama|Nama Lengkap|contact person|deal contact person|associated contact|associated contacts"},
		{Given, "", "given name|first name|first|firstname|fname|forename|given|firs name|firsname|tên gọi|mei|Prénom|Vorname|Имя|Nombre de pila|名前（名）|Imię"},
		{Family, "", "family name|last name|last|lastname|lname|surname|family|họ|họ đệm|sei|姓氏|Nom de famille|Nachname|Familienname|Apellido|Apellidos|Фамилия|Cognome|Sobrenome|姓|Nazwisko"},
		{Given, "", "名"},
		{Additional, "", "additional name|middle name|middle|tên đệm|tên lót|chữ lót|Отчество"},
		{Nickname, "", "nickname|nick name|nick|biệt danh|昵称|ニックネーム|Spitzname"},
		{Phonetic, "", "phonetic|phonetic name|yomi name|フリガナ|ふりがな|カナ|氏名カナ|氏名（カタカナ）|氏名フリガナ|姓名かな|pinyin|拼音|よみ|読み|よみがな|読み仮名|氏名ふりがな|お名前（フリガナ）|姓名カナ"},
		{PhonGiven, "", "phonetic first name|given name yomi|given yomi|名かな|名フリガナ|メイ|名（カナ）|名（カタカナ）|名カナ|名ふりがな|名（ふりがな）|phonetic given name"},
		{PhonFamily, "", "phonetic last name|family name yomi|surname yomi|姓かな|姓フリガナ|セイ|姓（カナ）|姓（カタカナ）|姓カナ|姓ふりがな|姓（ふりがな）|phonetic family name"},
		{Company, "", "company|company name|organization|organisation|organization name|organization 1 - name|account name|account|employer|business name|associated company|công ty|tên công ty|tên công ty/shop|doanh nghiệp|tên doanh nghiệp|đơn vị|tổ chức|cơ quan|công ty/cửa hàng|公司|公司名称|公司名|单位|单位名称|企业名称|工作单位|会社名|会社|勤務先|企業名|貴社名|公司名稱|Компания|Организация|الشركة|บริษัท|Εταιρεία|Entreprise|Société|Firma|Unternehmen|Empresa|Azienda|회사|회사명|org|related company|company/account|parent customer|parent account|firm|tên đơn vị|tên tổ chức|tên cửa hàng|tên shop|shop|cửa hàng|nơi làm việc|nơi công tác|所在公司|企业|单位（公司）|客户公司|所属|法人名|取引先名|取引先企業名|Nombre de la empresa|Nombre de empresa|Nom de l’entreprise|Unternehmensname|Raison sociale|Ragione sociale|Nama Perusahaan|deal organization|associated companies"},
		{Title, "", "job title|title|position|role|job|occupation|organization title|organization 1 - title|chức vụ|chức danh|vị trí|nghề nghiệp|职位|职务|职称|役職|役職名|肩書|職稱|Должность|Poste|Fonction|Cargo|Puesto|المسمى الوظيفي|ตำแหน่ง|직함|직책|job position|designation|contact title|profession|organization 1 - job title|Funktion|Puesto de trabajo|Intitulé du poste|Berufsbezeichnung|Jabatan|cấp bậc|công việc"},
		{Department, "", "department|dept|division|organization department|organization 1 - department|phòng ban|bộ phận|phòng|部门|部署|部署名|部署名1|部門|Abteilung|Отдел|Département|Departamento|phòng ban/bộ phận|所属部署|所属部门"},
		{Relation, "", "relation|relation to us"},
		{Life, "", "life|life cycle group|life group|lifecycle stage|life cycle stage|customer lifecycle|Etapa del ciclo de vida|Phase du cycle de vie|Lifecycle-Phase|ライフサイクルステージ|生命周期阶段|giai đoạn vòng đời"},
		{Source, "", "source|lead source|original source|nguồn|nguồn khách hàng|nguồn khách|nguồn lead|来源|客户来源|来源渠道|Источник|Quelle|Fuente|original source type|how did you hear about us|how did you find us|Fuente original|Fuente del lead|Origen|Origen del lead|Source du lead|Leadquelle|nguồn đến|bạn biết đến chúng tôi qua đâu|客源|获客渠道|渠道来源|リードソース|流入経路|獲得経路|線索來源|潜在客户来源"},
		{Prefers, "", "prefers|preferred channel|preferred contact method|kênh ưa thích|kênh liên hệ ưa thích"},
		{Rating, "", "rating|lead rating"},
		{Language, "", "language|preferred language|ngôn ngữ|语言|言語|Sprache|Langue|Idioma|Idioma preferido|ngôn ngữ ưa thích"},
		{Birthday, "", "birthday|birth date|birthdate|birth day|birth|date of birth|dob|bday|born|born on|ngày sinh|sinh|năm sinh|sinh ngày|sinh nhật|ngày tháng năm sinh|生日|生日期|出生|出生日期|出生年月|出生年月日|誕生日|生年月日|Дата рождения|День рождения|Geburtstag|Geburtsdatum|Date de naissance|Anniversaire|Fecha de nacimiento|Cumpleaños|생일|생년월일|تاريخ الميلاد|วันเกิด|Ημερομηνία γέννησης|ngày tháng sinh|ngày sn|生年月日（西暦）|Doğum Tarihi|Tanggal Lahir|Data urodzenia"},
		{Interests, "", "interests|hobby|hobbies|sở thích|兴趣|爱好|趣味|興味|quan tâm"},
		{Needs, "", "needs|nhu cầu|需求|客户需求|ニーズ|nhu cầu khách hàng|yêu cầu|special requirements|ご要望"},
		{Note, "", "note|notes|comment|comments|remark|remarks|description|memo|ghi chú|mô tả|chú thích|备注|备考|说明|备注信息|メモ|メモ1|備考|備考1|備註|Примечание|Примечания|Комментарий|Bemerkung|Notiz|Notizen|Remarque|Remarques|Commentaire|Notas|Observaciones|메모|비고|ملاحظات|หมายเหตุ|Σημειώσεις|ghi chú khách hàng|lưu ý|additional notes|anything else|Descripción|Beschreibung|Anmerkungen|Kommentar|備考欄|Uwagi|Catatan|Keterangan"},
		{Star, "", "star|starred|favorite|favourite"},

		{Email, "", "email|e-mail|mail|email address|e-mail address|primary email|e-mail 1 - value|email id|thư điện tử|địa chỉ email|hộp thư|email liên hệ|邮箱|电子邮件|电子邮箱|邮件|邮箱地址|電子郵件|電郵|信箱|メール|メールアドレス|電子メール|Эл. почта|Электронная почта|Почта|البريد|البريد الإلكتروني|ايميل|อีเมล|อีเมล์|Ηλεκτρονικό ταχυδρομείο|Courriel|Adresse e-mail|Adresse électronique|Correo|Correo electrónico|E-Mail-Adresse|Posta elettronica|이메일|전자우편|דוא״ל|אימייל|emails|mail address|primary e-mail|gmail|mail id|địa chỉ mail|邮件地址|电子信箱|Email-Adresse|Mailadresse|Courrier électronique|Eposta|E-posta|Surel"},
		{Email, "work", "会社E-mail|会社メール"},
		{Email, "home", "自宅E-mail"},
		{EmailLabel, "", "email label|email type"},
		{EmailBounced, "", "email bounced"},
		{Phone, "", "phone|phone number|telephone|tel|tel number|contact number|phone no|telephone number|số điện thoại|điện thoại|sđt|đt|số đt|số phone|điện thoại liên hệ|sđt liên hệ|sdt khách hàng|hotline|电话|电话号码|联系电话|联系方式|電話|電話番号|TEL|聯絡電話|Телефон|الهاتف|هاتف|رقم الهاتف|โทรศัพท์|เบอร์โทร|เบอร์โทรศัพท์|Τηλέφωνο|Téléphone|Telefon|Telefonnummer|Teléfono|Telefono|Telefone|Número de teléfono|전화|전화번호|연락처|טלפון|phones|primary contact number|điện thoại/zalo|sđt/zalo|số liên hệ|số đt liên hệ|số máy|liên hệ|联络电话|联系号码|電話（代表）|連絡先|連絡先電話番号|电话/手机|手机/电话|聯絡方式|No. Telepon|No. HP|Numero di telefono|Numéro de téléphone|Telefonnr.|Rufnummer|Teléfono de contacto"},
		{Phone, "mobile", "mobile|mobile phone|mobile number|cell|cell phone|cellphone|mobile no|di động|đtdđ|số di động|điện thoại di động|手机|手机号|手机号码|移动电话|手機|行動電話|携帯|携帯電話|携帯番号|Мобильный|Мобильный телефон|Handy|Mobil|Portable|Móvil|Celular|휴대폰|휴대전화|핸드폰|الجوال|มือถือ|Κινητό|mobile phone number|mobiles|handphone|sđt di động|số điện thoại di động|携帯電話番号|Número de teléfono móvil|Teléfono móvil|Téléphone mobile|Téléphone portable|Mobiltelefon|Mobilnummer|Handynummer"},
		{Phone, "work", "work phone|business phone|office phone|office|company main phone|direct line|điện thoại cơ quan|điện thoại bàn|固话|座机|办公电话|TEL会社|TEL部門|TEL直通|会社電話|勤務先電話番号|公司電話|work number|company phone|office number|điện thoại công ty|sđt công ty|单位电话|公司电话|会社TEL|代表電話|Telefon geschäftlich|Téléphone professionnel|Teléfono del trabajo"},
		{Phone, "home", "home phone|nhà riêng|điện thoại nhà|自宅電話|家庭电话|home|residence phone|điện thoại nhà riêng|住宅电话|自宅TEL"},
		{Phone, "fax", "fax|fax number|số fax|传真|ファックス|ファクス|傳真|Факс|faxes|Telefax|FAX番号"},
		{Phone, "zalo", "zalo|số zalo|zalo phone"},
		{Phone, "whatsapp", "whatsapp|whatsapp number"},
		{Phone, "other", "primary phone|other phone|car phone|radio phone|callback"},
		{Phone, "pager", "pager|pager number"},
		{PhoneLabel, "", "phone label|phone type"},
		{PhoneWrong, "", "phone wrong"},
		{Street, "", "street|street address|address line|address line 1|street 1|address street|đường|số nhà|tên đường|街道|番地|Straße|Rue|Calle|Улица|street name|số nhà, đường|Dirección postal|Domicilio"},
		{City, "", "city|town|locality|address city|thành phố|tỉnh/thành phố|tỉnh thành|tỉnh/tp|tp|tỉnh|thành phố/tỉnh|城市|市|所在城市|市区町村|Город|المدينة|เมือง|Πόλη|Ville|Stadt|Ort|Ciudad|Città|Cidade|도시|cities|tỉnh/thành|Localidad|Localité|Miasto|Kota"},
		{Region, "", "state|region|province|state/province|county|address region|address state|quận/huyện|quận|huyện|phường/xã|phường|xã|khu vực|省|区|区域|省份|地区|都道府県|Область|Регион|Bundesland|Provincia|จังหวัด|district|ward|phường/xã/thị trấn|xã|Estado/región|Provincia/Estado|Région|所在地区|区県|区县|province code|state code"},
		{Postcode, "", "postal code|zip|zip code|zipcode|zip/postal code|postcode|post code|p code|address postal code|mã bưu điện|mã bưu chính|邮编|邮政编码|郵便番号|〒|郵遞區號|Индекс|PLZ|Postleitzahl|Code postal|Código postal|우편번호|รหัสไปรษณีย์|zip/postcode|zip text|CAP|CEP"},
		{Country, "", "country|country/region|address country|quốc gia|nước|国家|国家/地区|国|Страна|Pays|Land|País|البلد|ประเทศ|Χώρα|quốc gia/vùng|国家或地区|國家|País/región|Pays/région|Land/Region|Negara|Kraj|country code|country name"},
		{Formatted, "", "address|full address|address formatted|addr|địa chỉ|địa chỉ liên hệ|nơi ở|地址|联系地址|详细地址|住所|自宅住所1|自宅住所|Адрес|العنوان|ที่อยู่|Διεύθυνση|Adresse|Anschrift|Dirección|Indirizzo|Endereço|주소|כתובת|địa chỉ nhà|địa chỉ khách hàng|địa chỉ thường trú|nơi ở hiện tại|địa chỉ cụ thể|địa chỉ chi tiết|通讯地址|家庭地址|公司地址|收货地址|ご住所"},
		{AddressLabel, "", "address label|address type"},
		{Link, "web", "link|website|web site|web page|webpage|web|url|homepage|home page|site|trang web|网站|网址|官网|ウェブサイト|ホームページ|Сайт|Site web|Webseite|Sitio web|website url|company website|homepage url|URL del sitio web|Página web|Site internet"},
		{Link, "linkedin", "linkedin|linkedin url|linkedin profile"},
		{Link, "facebook", "facebook|fb|facebook url|link facebook|facebook link|fanpage|trang facebook"},
		{Link, "wechat", "wechat|wechat id|微信|微信号|weixin|微信id|微信账号"},
		{Link, "qq", "qq|qq号|qq号码"},
		{Link, "line", "line id"},
		{Link, "skype", "skype|skype id|im skype"},
		{Link, "telegram", "telegram"},
		{LinkKind, "", "link kind"},
		{Tags, "", "tags|tag|labels|categories|group membership|groups|group|nhóm|nhóm khách hàng|loại khách hàng|phân loại|nhãn|thẻ|nhóm kh|loại kh|标签|分组|客户类型|客户等级|客户标签|タグ|グループ|標籤|Теги|Группа|Gruppe|Étiquettes|Etiquetas|label|person - label|keywords|segments|segment|contact label|nhóm khách|hạng khách hàng|phân nhóm|phân loại khách hàng|tag khách hàng|分类|客户分类|客户分组|客户级别|级别|標記|ラベル|分類|グループ名|Etiqueta|Catégories|Kategorien|Kategorie|Categorías|loại khách"},

		{UID, "", "id"},
		{External, "hubspot", "record id - contact|contact vid|hs object id|ID de registro|ID de registro - Contacto"},
		{External, "salesforce", "contact id 18|salesforce id"},
		{External, "dynamics", "(do not modify) contact"},
		{External, "pipedrive", "person - id"},
		{External, "customer", "customer id|customer no|customer no.|customer number|customer code|client id|client code|mã kh|mã khách hàng|mã khách|客户编号|客户代码|客户id|顧客番号|顧客コード|顧客ID"},
		{Created, "", "created"},
		{Updated, "", "updated"},
		{Last, "", "last contact|last contacted|last contact date|last contact at|last interaction|last activity date|lần liên hệ cuối|liên hệ gần nhất|ngày liên hệ gần nhất|ngày liên hệ cuối|lần cuối liên hệ|最近沟通时间|最近跟进时间|最近联系时间|上次联系|最終連絡日|最終接触日|Letzter Kontakt|Dernier contact|Último contacto|Последний контакт|last contacted date|last contact time|ngày tương tác cuối|ngày tương tác gần nhất|ngày chăm sóc gần nhất|lần chăm sóc gần nhất|首次联系日期|最后联系时间|最后跟进时间|最后沟通时间|最近联系日期|最近跟进日期|最近跟进|Última actividad|Fecha de último contacto|Fecha de la última actividad|Date du dernier contact|Datum des letzten Kontakts"},
		{Last, "call", "last call|last call date|cuộc gọi cuối|lần gọi cuối|ngày gọi gần nhất"},
		{Last, "meeting", "last meeting|last meeting date|lần gặp cuối|名刺交換日|最終訪問日|最近拜访时间"},
		{Last, "email", "last email|last email date"},
		{Next, "", "next|next follow up|next follow-up date|next follow up date|follow up|follow-up date|follow up date|next contact|next contact date|next call|next step date|next activity date|ngày hẹn|lịch hẹn|ngày gọi lại|ngày hẹn gọi lại|hẹn gọi lại|ngày liên hệ tiếp theo|下次跟进时间|下次联系时间|下次跟进|次回連絡日|次回フォロー|Nächster Kontakt|Wiedervorlage|Prochain contact|Próximo contacto|Следующий контакт|next contact time|next action date|next activity|ngày hẹn liên hệ|ngày liên hệ lại|ngày chăm sóc tiếp theo|lịch chăm sóc|下次跟进日期|下次联系日期|下次回访时间|次回連絡予定日|次回アクション日|Fecha de la próxima actividad|Próxima actividad|Prochaine activité|Nächste Aktivität"},
		{Next, "appointment", "next appointment|next appointment date|appointment|next meeting|next meeting date"},

		{When, "", "when|date|time|datetime|date time|timestamp|date and time|activity date|ngày|thời gian|ngày giờ|日期|时间|日時|日付|Дата|Datum|Fecha"},
		{Kind, "", "kind|type|activity type|interaction type|channel|loại|hình thức|kênh|类型|方式|沟通方式|種別|種類"},
		{Direction, "", "direction|chiều|hướng|方向"},
		{Outcome, "", "outcome|result|kết quả|结果|跟进结果|結果"},
		{Subject, "", "subject|topic|tiêu đề|chủ đề|主题|标题|件名"},
		{Body, "", "body|content|message|messages|text|details|summary|nội dung|nội dung trao đổi|内容|沟通内容|跟进内容|詳細|last note|last conversation|nội dung liên hệ|nội dung chăm sóc|跟进记录|沟通记录|最近跟进内容|最近沟通内容|対応内容|商談内容"},
		{Seconds, "", "duration|duration (seconds)|seconds|thời lượng|时长|通話時間"},

		{Skip, "", "#|no|no.|nr|index|row|row number|s/n|stt|số thứ tự|tt|序号|编号序|番号|№|row checksum|(do not modify) row checksum|(do not modify) modified on|photo|e-mail type"},
	}, salesAliases()...)
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
		{"whatisyour", "", 0, false}, {"whatsyour", "", 0, false}, {"pleaseenteryour", "", 0, false}, {"enteryour", "", 0, false}, {"your", "", 0, false},
		{"vuilongnhap", "", 0, false}, {"vuilongcungcap", "", 0, false}, {"nhap", "", 0, false}, {"请输入您的", "", 0, false}, {"请输入", "", 0, false}, {"您的", "", 0, false}, {"あなたの", "", 0, false}, {"お客様の", "", 0, false},
		{"primarycontact", "", 0, false}, {"maincontact", "", 0, false},
		{"person", "", 0, false}, {"contact", "", 0, false}, {"customer", "", 0, false}, {"attendee", "", 0, false}, {"client", "", 0, false},
		{"lead", "", 0, false}, {"subscriber", "", 0, false}, {"khachhang", "", 0, false}, {"nguoilienhe", "", 0, false},
		{"客户", "", 0, false}, {"联系人", "", 0, false}, {"担当者", "", 0, false}, {"personal", "home", 0, true},
		{"defaultaddress", "", 0, false}, {"mailing", "mailing", 0, true}, {"billing", "billing", 0, true}, {"shipping", "shipping", 0, true}, {"delivery", "shipping", 0, true},
		{"business", "work", 0, true}, {"work", "work", 0, true}, {"office", "work", 0, true}, {"company", "work", 0, true}, {"congty", "work", 0, true},
		{"会社", "work", 0, true}, {"勤務先", "work", 0, true}, {"公司", "work", 0, true}, {"单位", "work", 0, true},
		{"home", "home", 0, true}, {"自宅", "home", 0, true}, {"家庭", "home", 0, true}, {"private", "home", 0, true}, {"nharieng", "home", 0, true},
		{"mobile", "mobile", 0, true}, {"cell", "mobile", 0, true}, {"other", "other", 0, true}, {"其他", "other", 0, true}, {"その他", "other", 0, true},
		{"primary", "", 1, true}, {"main", "", 1, true}, {"secondary", "", 2, true}, {"alternate", "", 2, true}, {"alternative", "", 2, true}, {"second", "", 2, true}, {"backup", "", 2, true},
		{"address", "", 0, true}, {"organization", "", 0, false}, {"account", "work", 0, true}, {"website", "", 0, true}, {"giaohang", "shipping", 0, true},
	}
}

func after() []qualifier {
	return []qualifier{
		{"cuaban", "", 0, false}, {"cuaanhchi", "", 0, false}, {"cuaquykhach", "", 0, false}, {"giaohang", "shipping", 0, true}, {"nhanhang", "shipping", 0, true},
		{"value", "", 0, true}, {"number", "", 0, true}, {"address", "", 0, true},
		{"primary", "", 1, true}, {"chinh", "", 1, true}, {"secondary", "", 2, true}, {"phu", "", 2, true},
		{"work", "work", 0, true}, {"business", "work", 0, true}, {"office", "work", 0, true}, {"congty", "work", 0, true}, {"coquan", "work", 0, true},
		{"home", "home", 0, true}, {"personal", "home", 0, true}, {"canhan", "home", 0, true}, {"nharieng", "home", 0, true},
		{"mobile", "mobile", 0, true}, {"other", "other", 0, true}, {"khac", "other", 0, true},
		{"homepage", "home", 0, true}, {"blog", "blog", 0, true}, {"profile", "profile", 0, true}, {"video", "other", 0, true},
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
