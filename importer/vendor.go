package importer

import (
	"strings"
	"unicode"

	"crm/importer/field"
	"crm/store/fold"
)

// vendor is a program that a file was exported by, as far as that decides what a
// header means: "Record ID" is Zoho's or HubSpot's, "id" is nobody's by itself.
type vendor string

// A vendor is known by headers that stand together in its exports only. Sources:
// the programs' own exports and import templates.
const (
	facebook    vendor = "facebook"
	salesforce  vendor = "salesforce"
	dynamics    vendor = "dynamics"
	zoho        vendor = "zoho"
	hubspot     vendor = "hubspot"
	pipedrive   vendor = "pipedrive"
	mailchimp   vendor = "mailchimp"
	outlook     vendor = "outlook"
	thunderbird vendor = "thunderbird"
	google      vendor = "google"
	googleForm  vendor = "google forms"
	eight       vendor = "eight"
)

// knownBy lists, by vendor, sets of folded headers; all of one set must be there.
func knownBy() []struct {
	vendor
	sets string
} {
	return []struct {
		vendor
		sets string
	}{
		{facebook, "createdtime adid|createdtime formid|createdtime campaignid|createdtime formname"},
		{mailchimp, "leid euid|memberrating optintime|euid lastchanged"},
		{salesforce, "isdeleted ownerid|masterrecordid accountid|accountid ownerid|hasoptedoutofemail lastname|contactid mailingstreet|contactid lastname accountname|leadid lastname"},
		{zoho, "recordid contactowner mailingcity|recordid accountnameid|recordid accountname mailingstreet|recordid leadowner leadstatus company|contactownerid"},
		{hubspot, "recordidcontact|idderegistro|recordid lifecyclestage|recordid createdate|recordid contactowner|recordid leadstatus|recordid associatedcompany|recordid lastmodifieddate|contactvid"},
		{pipedrive, "personname|personid"},
		{google, "groupmembership email1value|groupmembership phone1value|labels email1value|labels phone1value|email1label email1value|fileas organizationname|nameprefix familyname givenname"},
		{outlook, "businessstreet homestreet|emaildisplayname emailtype|businesscity mobilephone|assistantsphone emailaddress"},
		{thunderbird, "primaryemail screenname|primaryemail displayname|primaryemail secondaryemail"},
		{eight, "名刺交換日"},
		{googleForm, "timestamp|dauthoigian|时间戳记|タイムスタンプ|marcatemporal|horodateur|zeitstempel"},
	}
}

// means lists what headers mean in the exports of a vendor, overruling the aliases.
func (v vendor) means() map[string]string {
	switch v {
	case facebook:
		return map[string]string{"id": "external:facebook", "leadid": "external:facebook", "platform": "source", "createdtime": "custom", "adname": "custom", "adsetname": "custom", "formname": "custom", "campaignname": "custom"}
	case mailchimp:
		return map[string]string{"euid": "external:mailchimp", "leid": "custom", "region": "custom", "cc": "custom", "timezone": "custom"}
	case salesforce:
		return map[string]string{"id": "external:salesforce", "contactid": "external:salesforce", "leadid": "external:salesforce", "accountid": "custom", "casesafeid": "custom", "contactid18": "external:salesforce"}
	case zoho:
		return map[string]string{"recordid": "external:zoho", "contactid": "external:zoho", "leadid": "external:zoho", "accountnameid": "custom", "contactownerid": "custom"}
	case hubspot:
		return map[string]string{"recordid": "external:hubspot", "contactid": "external:hubspot", "nombre": "given", "prenom": "given", "nachname": "family"}
	case google:
		return map[string]string{"fileas": "custom"}
	case outlook:
		return map[string]string{"account": "custom", "emailtype": "skip", "email2type": "skip", "email3type": "skip", "title": "custom", "officelocation": "custom", "location": "custom", "profession": "custom", "keywords": "custom"}
	case googleForm:
		return map[string]string{"timestamp": "custom", "dauthoigian": "custom", "时间戳记": "custom", "タイムスタンプ": "custom"}
	}
	return nil
}

// knowVendor recognises the program by the headers.
func (f *File) knowVendor() {
	keys := map[string]bool{}
	for i := range f.cols {
		if f.cols[i].named {
			keys[fold.Key(f.cols[i].name)] = true
		}
	}
	for _, k := range knownBy() {
		for set := range strings.SplitSeq(k.sets, "|") {
			all := true
			for key := range strings.FieldsSeq(set) {
				all = all && keys[key]
			}
			if all {
				f.vendor = k.vendor
				return
			}
		}
	}
	if f.guarded() > 0 {
		f.vendor = dynamics
	}
}

// guarded counts the columns that begin a Dynamics export, three hidden ones that
// nobody is to touch: the record's GUID, a checksum, when it was changed. In the
// sheets of all languages their headers begin with the same words in brackets.
func (f *File) guarded() int {
	if len(f.cols) < 4 || !f.cols[0].named {
		return 0
	}
	open, _, ok := strings.Cut(f.cols[0].name, ")")
	if !ok || !strings.HasPrefix(open, "(") {
		if open, _, ok = strings.Cut(f.cols[0].name, "）"); !ok || !strings.HasPrefix(open, "（") {
			return 0
		}
	}
	for i := range 3 {
		if !strings.HasPrefix(f.cols[i].name, open) {
			return 0
		}
	}
	return 3
}

// byVendor maps the columns that mean something of their own in a vendor's files.
func (f *File) byVendor(finder *field.Finder) {
	means := f.vendor.means()
	for i := range f.cols {
		c := &f.cols[i]
		if s, ok := means[fold.Key(c.name)]; ok && c.named {
			if t, err := finder.Parse(s); err == nil {
				c.target, c.confidence, c.sure = t, field.Exact, true
			}
		}
	}
	switch f.vendor {
	case dynamics:
		for i := range f.guarded() {
			f.cols[i].set(field.Skip, field.Exact)
			f.cols[i].sure = true
		}
		if f.guarded() > 0 {
			f.cols[0].target = field.Target{ID: field.External, Label: "dynamics"}
		}
	case mailchimp:
		f.audience()
	}
	if f.column(field.Deal) != nil { // the ids of an export of deals are theirs
		for i := range f.cols {
			if c := &f.cols[i]; fold.Key(c.name) == "recordid" && f.column(field.Given) == nil && f.column(field.Email) == nil {
				c.set(field.Custom, field.Exact)
			}
		}
	}
	f.birthdayParts()
}

// audience reads from the name of a Mailchimp file what its people have agreed
// to: the export says it nowhere else.
func (f *File) audience() {
	switch name := strings.ToLower(f.opt.Name); {
	case strings.HasPrefix(name, "unsubscribed"):
		f.consent = "no"
	case strings.HasPrefix(name, "subscribed"):
		f.consent = "yes"
	case strings.HasPrefix(name, "cleaned"):
		f.bounced = true
	}
}

// birthdayParts tells the day of a birthday from the whole of it.
func (f *File) birthdayParts() {
	if f.column(field.BirthYear) == nil || f.column(field.BirthMonth) == nil {
		return
	}
	if c := f.byHeader("birth day"); c != nil {
		c.set(field.BirthDay, field.Exact)
	}
}

// flags maps the columns of tags: one for each, with a mark in the rows that have
// it. Eight exports them so; in other files a mark that is no number tells.
func (f *File) flags() {
	ones := 0
	for i := range f.cols {
		if c := &f.cols[i]; c.flagLike() && c.seen.marks < c.seen.filled {
			ones++
		}
	}
	for i := range f.cols {
		c := &f.cols[i]
		if c.flagLike() && (c.seen.marks == c.seen.filled || f.vendor == eight || ones > 1) && c.seen.filled < f.total {
			c.set(field.Flag, byLikeness)
		}
	}
}

// flagLike reports whether a column without a meaning holds nothing but marks.
func (c *column) flagLike() bool {
	return c.target.ID == "" && !c.forced && c.named && c.seen.filled > 0 &&
		c.seen.marks+c.seen.ones == c.seen.filled && strings.IndexFunc(c.name, unicode.IsLetter) >= 0
}

// mark reports whether a cell holds a tick: x, ✓, ○ …, and whether it is a 1.
func mark(text string) (tick, one bool) {
	switch text {
	case "1":
		return false, true
	case "x", "X", "✓", "✔", "☑", "√", "○", "◯", "●", "◎":
		return true, false
	}
	return false, false
}
