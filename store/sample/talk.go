package sample

// talk is what is written down about people, in their language.
type talk struct {
	call    []string // what was said
	missed  []string // of calls without an answer
	mail    []string
	meet    []string
	chat    []string // over the messenger
	about   []string // the note on the person
	next    []string // follow-ups
	meeting []string // appointments
	renewal []string
	promise []string
}

func vietnamese() talk {
	return talk{
		call: []string{
			"Đã trao đổi báo giá, khách cần hỏi lại giám đốc", "Khách đồng ý mức giá, chờ hợp đồng", "Hỏi về thời gian giao hàng, cần trước Tết",
			"Khách phàn nàn giao chậm, đã xin lỗi và hẹn lại", "Tư vấn gói mới, khách quan tâm nhưng ngân sách sang năm mới có", "Nhắc công nợ tháng trước, khách hẹn cuối tuần chuyển",
		},
		missed:  []string{"", "", "Máy bận", "Không nghe máy, gọi lại sau"},
		mail:    []string{"Gửi báo giá bản 2", "Gửi hợp đồng mẫu và catalogue", "Gửi hóa đơn tháng này", "Trả lời câu hỏi về bảo hành"},
		meet:    []string{"Gặp tại xưởng, xem mẫu vải", "Họp với phòng mua hàng, chốt số lượng", "Cà phê với anh giám đốc, bàn kế hoạch quý sau"},
		chat:    []string{"Gửi hình mẫu qua Zalo", "Khách hỏi giá, đã trả lời", "Xác nhận lịch giao hàng"},
		about:   []string{"Thích trao đổi qua Zalo, không gọi giờ trưa.", "Khách kỹ tính, cần hóa đơn VAT đầy đủ.", "Có hai con nhỏ, hay đi Đà Lạt.\nQuyết định mua cùng kế toán trưởng.", "Đối thủ đang chào giá thấp hơn 5%."},
		next:    []string{"Gọi lại báo giá 500 áo", "Gọi hỏi khách đã xem hợp đồng chưa", "Gửi mẫu mới", "Hỏi thăm sau giao hàng", "Chốt đơn tháng tới"},
		meeting: []string{"Gặp tại văn phòng khách", "Demo sản phẩm", "Ký hợp đồng"},
		renewal: []string{"Bảo hiểm xe — gia hạn", "Gia hạn hợp đồng bảo trì", "Gia hạn phần mềm"},
		promise: []string{"Gửi bảng giá sỉ", "Khách hẹn chuyển cọc"},
	}
}

func chinese() talk {
	return talk{
		call:    []string{"讨论了报价，客户要和老板商量", "客户确认下周下单", "询问交货期，要求月底前到货", "介绍了新产品，客户有兴趣", "催款，客户说周五付"},
		missed:  []string{"", "", "占线", "没人接，下午再打"},
		mail:    []string{"发了第二版报价单", "寄了样品清单", "发送合同草案", "回复售后问题"},
		meet:    []string{"参观工厂，看了生产线", "和采购部开会，确定数量", "展会上见面，交换名片"},
		chat:    []string{"微信发了产品图片", "客户问价格，已回复", "确认送货时间"},
		about:   []string{"喜欢用微信联系，上午不要打电话。", "老板是广东人，喜欢喝茶。", "对价格敏感，注重质量。\n决定权在总经理。"},
		next:    []string{"确认演示时间", "跟进报价", "回访使用情况", "寄新样品", "确认订单数量"},
		meeting: []string{"来公司参观", "视频会议", "签合同"},
		renewal: []string{"软件续约", "保养合同续约", "年度框架协议续签"},
		promise: []string{"发价目表", "客户答应付定金"},
	}
}

func japanese() talk {
	return talk{
		call:    []string{"見積もりについて説明、社内で検討とのこと", "納期の確認、来月末で了承", "新製品の紹介、資料希望", "ご注文の数量を確認"},
		missed:  []string{"", "", "留守番電話", "会議中とのこと"},
		mail:    []string{"見積書を送付", "カタログを送付", "契約書案を送付", "お礼のメール"},
		meet:    []string{"工場見学、品質に満足", "打ち合わせ、仕様を決定", "展示会で名刺交換"},
		chat:    []string{"LINEで写真を送付", "価格の質問に回答"},
		about:   []string{"午前中の電話は避ける。", "決裁は部長。ゴルフが趣味。", "品質重視、価格交渉は少ない。"},
		next:    []string{"見積もりの返事を確認", "サンプル送付", "納品後のご様子を伺う", "来期の予定を聞く"},
		meeting: []string{"打ち合わせ（本社）", "オンライン会議", "契約"},
		renewal: []string{"保守契約の更新", "ライセンス更新"},
		promise: []string{"価格表を送る", "注文書をいただく"},
	}
}

func english() talk {
	return talk{
		call:    []string{"Talked about renewal, wants a discount for two years", "Happy with the last delivery, will order again in spring", "Needs the revised quote before Friday", "Asked about support hours and a second licence", "Budget is frozen until the new quarter"},
		missed:  []string{"", "", "Voicemail", "In a meeting, try after lunch"},
		mail:    []string{"Sent revised quote v3", "Sent case study and price list", "Sent the contract for signature", "Answered questions on delivery"},
		meet:    []string{"Lunch with the purchasing team", "Demo on site, twelve people", "Met at the trade fair, promised samples"},
		chat:    []string{"Sent photos of the samples", "Confirmed Thursday on WhatsApp"},
		about:   []string{"Prefers email; never on Fridays.", "Decides together with the CFO.", "Met at the Leeds fair in 2024.\nTwo daughters, sails."},
		next:    []string{"Send revised quote v3", "Ask about the contract", "Check in after delivery", "Call about the spring order"},
		meeting: []string{"Demo call, Zoom link sent", "Visit their office", "Contract signing"},
		renewal: []string{"Licence renewal", "Maintenance contract renewal"},
		promise: []string{"Send the price list", "They send the purchase order"},
	}
}

func french() talk {
	return talk{
		call:    []string{"A parlé du devis, décision la semaine prochaine", "Très satisfaite de la dernière livraison", "Souhaite une remise pour l’année", "Budget bloqué jusqu’en janvier"},
		missed:  []string{"", "", "Messagerie", "En réunion"},
		mail:    []string{"Envoyé le devis modifié", "Envoyé le catalogue", "Envoyé le contrat"},
		meet:    []string{"Déjeuner avec le service achats", "Visite de l’atelier à Lyon"},
		chat:    []string{"Envoyé les photos des échantillons"},
		about:   []string{"Préfère le courriel, jamais le mercredi.", "Décide avec son associé."},
		next:    []string{"Relancer pour le devis", "Envoyer les échantillons", "Prendre des nouvelles après la livraison"},
		meeting: []string{"Rendez-vous au siège", "Visioconférence"},
		renewal: []string{"Renouvellement du contrat", "Renouvellement de l’assurance"},
		promise: []string{"Envoyer le tarif", "Attend le bon de commande"},
	}
}

func german() talk {
	return talk{
		call:    []string{"Angebot besprochen, Rückmeldung bis Freitag", "Mit der Lieferung zufrieden, bestellt im Frühjahr wieder", "Fragt nach längerer Gewährleistung", "Budget erst im neuen Jahr"},
		missed:  []string{"", "", "Mailbox", "Im Gespräch, nachmittags wieder"},
		mail:    []string{"Überarbeitetes Angebot geschickt", "Preisliste geschickt", "Vertrag zur Unterschrift geschickt"},
		meet:    []string{"Werksbesichtigung in Köln", "Messegespräch, Muster zugesagt"},
		chat:    []string{"Fotos der Muster geschickt"},
		about:   []string{"Lieber schriftlich, freitags nicht anrufen.", "Entscheidet mit der Geschäftsführung."},
		next:    []string{"Wegen Angebot nachfassen", "Muster schicken", "Nach der Lieferung anrufen"},
		meeting: []string{"Termin im Büro", "Videokonferenz"},
		renewal: []string{"Wartungsvertrag verlängern", "Versicherung verlängern"},
		promise: []string{"Preisliste schicken", "Bestellung kommt vom Kunden"},
	}
}

func spanish() talk {
	return talk{
		call:    []string{"Hablamos del presupuesto, decide el lunes", "Contento con la última entrega", "Pide descuento por volumen"},
		missed:  []string{"", "", "Buzón de voz"},
		mail:    []string{"Enviado el presupuesto revisado", "Enviado el catálogo"},
		meet:    []string{"Visita a la bodega", "Reunión con compras en Madrid"},
		chat:    []string{"Enviadas fotos de las muestras"},
		about:   []string{"Prefiere WhatsApp, no llamar a la hora de comer.", "Decide con su hermano."},
		next:    []string{"Llamar por el presupuesto", "Enviar muestras", "Preguntar tras la entrega"},
		meeting: []string{"Reunión en su oficina", "Videollamada"},
		renewal: []string{"Renovar el seguro", "Renovar el contrato de mantenimiento"},
		promise: []string{"Enviar la lista de precios", "Nos manda el pedido"},
	}
}

func polish() talk {
	return talk{
		call:    []string{"Omówiono ofertę, decyzja w przyszłym tygodniu", "Zadowolony z dostawy, zamówi ponownie"},
		missed:  []string{"", "Poczta głosowa"},
		mail:    []string{"Wysłano poprawioną ofertę", "Wysłano cennik"},
		meet:    []string{"Spotkanie na targach", "Wizyta w zakładzie"},
		chat:    []string{"Wysłano zdjęcia próbek"},
		about:   []string{"Woli e-mail.", "Decyduje razem z księgową."},
		next:    []string{"Zapytać o ofertę", "Wysłać próbki"},
		meeting: []string{"Spotkanie w biurze", "Wideokonferencja"},
		renewal: []string{"Przedłużenie umowy serwisowej"},
		promise: []string{"Wysłać cennik", "Klient wyśle zamówienie"},
	}
}
