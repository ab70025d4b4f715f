package store

import (
	"strings"
	"unicode/utf8"
)

// roleMailbox reports an address that a company has rather than a person: it is
// no evidence that two contacts are one.
func roleMailbox(key string) bool {
	local, _, _ := strings.Cut(key, "@")
	local = strings.TrimRight(strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == '_' {
			return -1
		}
		return r
	}, local), "0123456789")
	switch local {
	case "", "info", "contact", "contacts", "contactus", "sales", "sale", "office", "admin", "administrator", "support", "help", "helpdesk",
		"hello", "hi", "mail", "email", "post", "service", "services", "customerservice", "billing", "accounting", "accounts", "invoice",
		"hr", "jobs", "career", "careers", "marketing", "press", "webmaster", "postmaster", "noreply", "donotreply", "reception", "booking",
		"order", "orders", "shop", "team", "enquiries", "inquiry", "purchasing", "kontakt", "buero", "vertrieb", "einkauf", "rechnung",
		"kinhdoanh", "lienhe", "cskh", "ketoan", "nhansu", "hotro", "banhang", "tuyendung", "vanphong", "congty", "muahang", "dathang":
		return true
	}
	return false
}

// freeMail reports the domains where people of all companies have a mailbox.
func freeMail(domain string) bool {
	switch domain {
	case "gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com",
		"mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "freenet.de", "mail.ru", "yandex.ru", "yandex.com",
		"proton.me", "protonmail.com", "qq.com", "163.com", "126.com", "sina.com", "foxmail.com", "naver.com", "daum.net", "hanmail.net",
		"orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "libero.it", "zoho.com", "mail.com":
		return true
	}
	// yahoo.com.vn, hotmail.fr, outlook.de …
	first, _, _ := strings.Cut(domain, ".")
	return first == "yahoo" || first == "hotmail" || first == "outlook" || first == "live"
}

// mailbox is where the mail to a key ends up: what stands behind a plus is left
// out, and the dots that Gmail does not see.
func mailbox(key string) string {
	local, domain, _ := strings.Cut(key, "@")
	local, _, _ = strings.Cut(local, "+")
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	if domain == "gmail.com" {
		local = strings.ReplaceAll(local, ".", "")
	}
	return local + "@" + domain
}

// ownLocal is the part of an address before the @ if it says more than the words
// of the name, which whoever has that name may have before the @: lan.nguyen is
// nobody's, lan.nguyen88 may be one person's at two places.
func ownLocal(key string, tokens []string) string {
	local, _, _ := strings.Cut(mailbox(key), "@")
	if len(local) < 5 || roleMailbox(key) {
		return ""
	}
	left := local
	for _, t := range tokens {
		left = strings.ReplaceAll(left, t, "")
	}
	left = strings.Trim(left, ".-_")
	if len(left) < 2 || len(left) <= len(tokens) && strings.Trim(left, initialsOf(tokens)+".-_") == "" {
		return ""
	}
	return local
}

func initialsOf(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(t)
		b.WriteRune(r)
	}
	return b.String()
}

func domainOf(key string) string {
	_, domain, _ := strings.Cut(key, "@")
	return domain
}
