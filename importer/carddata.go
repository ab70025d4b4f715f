package importer

import (
	"strings"

	"crm/importer/vcard"
)

// Binary values stand in 2.1 and 3.0 as base64 with ENCODING=b and a TYPE, in 4.0
// as data: URIs (RFC 6350, 5.2; RFC 2397). The book keeps the first form.

// mediaOf is the first half of the media type of a binary property.
func mediaOf(name string) string {
	switch name {
	case "PHOTO", "LOGO":
		return "image/"
	case "SOUND":
		return "audio/"
	case "KEY":
		return "application/"
	}
	return ""
}

// fromData makes base64 of a data: URI.
func fromData(p *vcard.Property) {
	media, ok := strings.CutPrefix(p.Value, "data:"+mediaOf(p.Name))
	kind, data, found := strings.Cut(strings.ReplaceAll(media, `\\,`, ","), ";base64,")
	if mediaOf(p.Name) == "" || !ok || !found || strings.ContainsAny(kind, ";,") {
		return
	}
	p.Value = data
	p.Params = append([]vcard.Param{{Name: "ENCODING", Value: "b"}, {Name: "TYPE", Value: strings.ToUpper(kind)}}, unlike(p.Params)...)
}

// toData makes a data: URI of base64.
func toData(p *vcard.Property) {
	media, encoding := mediaOf(p.Name), strings.ToLower(p.Param("ENCODING"))
	if media == "" || encoding != "b" && encoding != "base64" {
		return
	}
	kind := strings.ToLower(p.Param("TYPE"))
	if kind == "" {
		kind = "octet-stream"
	}
	p.Value = "data:" + media + kind + ";base64," + p.Value
	p.Params = unlike(p.Params)
}

// unlike are parameters without those that only one of the forms has.
func unlike(params []vcard.Param) []vcard.Param {
	var out []vcard.Param
	for _, q := range params {
		switch q.Name {
		case "ENCODING", "TYPE", "VALUE", "MEDIATYPE":
		default:
			out = append(out, q)
		}
	}
	return out
}
