package entry

import "crm/store/fold"

// Lists are the book's words. They belong to the book and change with it, so
// every call is handed them.
type Lists struct {
	Kinds    []Kind
	Outcomes []Outcome
	Stages   []Stage // empty: any stage is taken as typed
}

// Kind is a kind of interaction.
type Kind struct {
	Key      string   // call
	Label    string   // Call
	Words    []string // what else people type for it
	Directed bool     // has a direction; without one it went out
}

// Outcome is how an interaction ended.
type Outcome struct {
	Key     string // na
	Label   string // no answer
	Words   []string
	Reached bool     // the person was spoken to
	Due     []string // delays of the follow-up after the 1st, 2nd … in a row
}

// Stage is a step of a deal.
type Stage struct {
	Key   string
	Label string
	Words []string
}

// Default is the lists of a new book.
func Default() Lists {
	return Lists{Kinds: defaultKinds(), Outcomes: defaultOutcomes(), Stages: defaultStages()}
}

func defaultKinds() []Kind {
	return []Kind{
		{"call", "Call", []string{"c", "gọi", "gọi điện", "电话", "打电话", "電話"}, true},
		{"email", "Email", []string{"mail", "e", "e-mail", "thư", "邮件", "郵件"}, true},
		{"meeting", "Meeting", []string{"meet", "gặp", "họp", "会面", "见面", "會面"}, false},
		{"visit", "Visit", []string{"thăm", "ghé thăm", "拜访", "拜訪"}, false},
		{"sms", "SMS", []string{"nhắn tin", "短信"}, true},
		{"zalo", "Zalo", nil, true},
		{"wechat", "WeChat", []string{"wx", "微信"}, true},
		{"whatsapp", "WhatsApp", []string{"wa"}, true},
		{"line", "LINE", nil, true},
		{"feedback", "Feedback", []string{"góp ý", "反馈"}, false},
		{"note", "Note", []string{"ghi", "ghi chú", "备注", "備註"}, false},
	}
}

func defaultOutcomes() []Outcome {
	return []Outcome{
		{"ok", "reached", []string{"reached", "gặp được", "nghe máy", "接通"}, true, nil},
		{"na", "no answer", []string{"no answer", "không nghe", "không nghe máy", "knm", "未接", "没接", "无人接听"}, false, []string{"+1d", "+3d", "+7d"}},
		{"vm", "voicemail", []string{"voicemail", "left message", "hộp thư thoại", "留言"}, false, []string{"+2d"}},
		{"busy", "busy", []string{"bận", "máy bận", "占线", "忙"}, false, []string{"+2h"}},
		{"wrong", "wrong number", []string{"wrong number", "sai số", "nhầm số", "错号", "空号"}, false, nil},
		{"no", "refused", []string{"refused", "not interested", "từ chối", "拒绝"}, true, nil},
		{"later", "later", []string{"lại sau", "hẹn lại", "稍后"}, true, nil},
		{"booked", "meeting booked", []string{"meeting booked", "đã hẹn", "chốt hẹn", "已约"}, true, nil},
	}
}

func defaultStages() []Stage {
	return []Stage{
		{"new", "New", []string{"mới", "新"}},
		{"contacted", "Contacted", []string{"đã liên hệ", "已联系"}},
		{"quote", "Quote", []string{"báo giá", "报价"}},
		{"negotiate", "Negotiate", []string{"đàm phán", "谈判"}},
		{"won", "Won", []string{"thắng", "成交"}},
		{"lost", "Lost", []string{"mất", "丢单"}},
	}
}

// Kind finds a kind by its key; an unknown key is shown as it is.
func (l Lists) Kind(key string) Kind {
	for _, k := range l.Kinds {
		if k.Key == key {
			return k
		}
	}
	return Kind{Key: key, Label: key}
}

// Outcome finds an outcome by its key; an unknown key is shown as it is.
func (l Lists) Outcome(key string) Outcome {
	for _, o := range l.Outcomes {
		if o.Key == key {
			return o
		}
	}
	return Outcome{Key: key, Label: key}
}

// Stage finds a stage by its key; an unknown key is shown as it is.
func (l Lists) Stage(key string) Stage {
	for _, s := range l.Stages {
		if s.Key == key {
			return s
		}
	}
	return Stage{Key: key, Label: key}
}

// stage reads a typed stage.
func (l Lists) stage(typed string) (string, bool) {
	if len(l.Stages) == 0 {
		return typed, true
	}
	key := fold.Key(typed)
	for _, s := range l.Stages {
		if key == fold.Key(s.Key) || key == fold.Key(s.Label) {
			return s.Key, true
		}
		for _, w := range s.Words {
			if key == fold.Key(w) {
				return s.Key, true
			}
		}
	}
	return "", false
}
