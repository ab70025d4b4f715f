package importer

import (
	"strings"

	"crm/store/fold"
)

// The words that programs and people have for what crm calls yes and no, the
// groups of a life cycle, the stages of a deal, how warm a lead is. All folded.

// yesNo reads a cell that is yes or no.
func yesNo(text string) (yes, ok bool) {
	switch fold.Text(text) {
	case "yes", "y", "true", "t", "1", "x", "on", "co", "dung", "是", "有", "はい", "si", "oui", "ja", "да", "✓", "✔", "☑", "○", "●":
		return true, true
	case "no", "n", "false", "f", "0", "off", "khong", "sai", "否", "无", "いいえ", "non", "nein", "нет", "☐", "×", "✗":
		return false, true
	}
	return false, false
}

// agrees reads whether somebody may be written to; ok is false for other words.
func agrees(text string) (yes, ok bool) {
	switch fold.Key(text) {
	case "subscribed", "optin", "optedin", "confirmed", "granted", "consented", "active", "allow", "allowed", "dongy", "同意", "marketingcontact", "doubleoptin", "希望する", "given", "accepted":
		return true, true
	case "unsubscribed", "optout", "optedout", "noconsent", "revoked", "denied", "refused", "donotallow", "notallowed", "tuchoi", "khongdongy", "拒绝", "不同意", "nonmarketingcontact", "希望しない", "withdrawn", "archived", "cleaned", "notgiven", "seekconsentoptout":
		return false, true
	}
	return yesNo(text)
}

// life is the life-cycle group that a word means, "" for another word. HubSpot's
// stages, Zoho's and Getfly's, and the plain words of four languages.
func life(text string) string {
	switch fold.Key(text) {
	case "potential", "potentialcustomer", "lead", "leadnew", "subscriber", "prospect", "marketingqualifiedlead", "salesqualifiedlead", "mql", "sql", "opportunity",
		"tiemnang", "khachtiemnang", "khachhangtiemnang", "潜在客户", "潜在", "意向客户", "准客户", "見込み", "見込み客", "見込客", "cohoi", "oportunidad", "clientepotencial", "suscriptor",
		"leadcualificadopormarketing", "leadcualificadoporventas", "interessent", "piste":
		return "potential"
	case "current", "customer", "client", "existingcustomer", "currentcustomer", "activecustomer", "evangelist", "paying",
		"khachhang", "khachhanghientai", "khachcu", "dangsudung", "damua", "khachhangcu", "khachhangthanthiet", "客户", "现有客户", "成交客户", "已成交", "老客户", "正式客户", "顧客", "既存顧客", "取引中", "cliente", "kunde", "clientactuel":
		return "current"
	case "past", "former", "formercustomer", "pastcustomer", "churned", "inactivecustomer", "lapsed", "exclient",
		"ngungmua", "ngungsudung", "roibo", "khachdaroibo", "流失客户", "流失", "已流失", "休眠客户", "休眠顧客", "離脱":
		return "past"
	case "cancelled", "canceled", "dahuy", "huy", "已取消", "取消", "解約", "解約済み", "cancelado":
		return "cancelled"
	}
	return ""
}

// rating is how warm a lead is, "" for another word.
func rating(text string) string {
	switch fold.Text(text) {
	case "hot", "nong":
		return "hot"
	case "warm", "am":
		return "warm"
	case "cold", "lanh":
		return "cold"
	}
	return ""
}

// greeting reports whether a text is what one puts before a name.
func greeting(text string) bool {
	switch strings.TrimSuffix(fold.Text(text), ".") {
	case "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "srta", "anh", "chi", "ong", "ba", "co", "chu", "em", "bac", "先生", "女士", "小姐", "様", "さん":
		return true
	}
	return false
}

// stageWord is the stage of a new book that a word means, "" for another word.
// Salesforce's, HubSpot's and Pipedrive's defaults, and plain words.
func stageWord(text string) string {
	switch fold.Key(text) {
	case "new", "newlead", "leadin", "open", "prospecting", "moi", "khachmoi", "leadmoi", "新建", "新线索", "新規", "初期", "待跟进", "neu", "nuevo", "nouveau":
		return "new"
	case "contacted", "contactmade", "connected", "attemptedtocontact", "inprogress", "appointmentscheduled", "dalienhe", "datiepcan", "tiepcan", "已联系", "初步沟通", "初步接触", "跟进中", "接触済み", "kontaktiert", "contactado":
		return "contacted"
	case "quote", "quoted", "proposal", "proposalsent", "proposalmade", "proposalpricequote", "presentationscheduled", "baogia", "dabaogia", "guibaogia", "报价", "已报价", "方案报价", "見積", "見積提出", "提案", "提案中", "angebot", "propuesta", "devis":
		return "quote"
	case "negotiate", "negotiation", "negotiating", "negotiationreview", "negotiationsstarted", "contractsent", "decisionmakerboughtin", "damphan", "thuongluong", "dangdamphan", "dangthuongluong", "谈判", "商务谈判", "洽谈", "交渉", "交渉中", "verhandlung", "negociacion":
		return "negotiate"
	case "won", "closedwon", "dealwon", "win", "thang", "chot", "dachot", "chotdon", "thanhcong", "kyhopdong", "dakyhopdong", "赢单", "成交", "已成交", "已签约", "签约", "受注", "成約", "gewonnen", "ganado", "gagne":
		return "won"
	case "lost", "closedlost", "deallost", "disqualified", "unqualified", "thua", "thatbai", "mat", "tuchoi", "huy", "输单", "失败", "丢单", "已流失", "失注", "verloren", "perdido", "perdu":
		return "lost"
	}
	return ""
}
