package fold

import "fmt"

// PhoneProblem says in words why raw is no phone number, as a phrase for a
// report: "letter O in a phone number", "too short for a Vietnamese number".
// It is empty if [Phone] finds one.
func PhoneProblem(raw, region string) string {
	w := readPhone(raw)
	if w.problem != "" {
		return w.problem
	}
	home := regionByID(region)
	n := resolve(&w, home)
	switch n.length() {
	case fits:
		return ""
	case noPlan:
		switch {
		case w.plus:
			return "no country has this code"
		case home == nil:
			return "no country code, and no region to take it from"
		}
		return "no country has the code after the prefix for abroad"
	case tooLong:
		if len(w.digits) > maxE164 {
			return moreThanOne
		}
		return "too long for " + n.plan.described()
	case tooShort:
		return "too short for " + n.plan.described()
	}
	return fmt.Sprintf("%d digits do not make %s", len(n.national), n.plan.described())
}

// maxE164 is the most digits that any number has (E.164, 6.1). Twice as many
// are two numbers with nothing but spaces or dashes between them.
const maxE164 = 15

// described is the region as an adjective: "a Vietnamese number".
func (r *region) described() string {
	if word := adjective(r.id); word != "" {
		return word + " number"
	}
	return fmt.Sprintf("a number of +%d", r.code)
}

func adjective(id string) string {
	switch id {
	case "AU":
		return "an Australian"
	case "CN":
		return "a Chinese"
	case "DE":
		return "a German"
	case "ES":
		return "a Spanish"
	case "FR":
		return "a French"
	case "GB":
		return "a British"
	case "HK":
		return "a Hong Kong"
	case "ID":
		return "an Indonesian"
	case "IN":
		return "an Indian"
	case "IT":
		return "an Italian"
	case "JP":
		return "a Japanese"
	case "KH":
		return "a Cambodian"
	case "KR":
		return "a Korean"
	case "LA":
		return "a Lao"
	case "MY":
		return "a Malaysian"
	case "PH":
		return "a Philippine"
	case "RU":
		return "a Russian"
	case "SG":
		return "a Singapore"
	case "TH":
		return "a Thai"
	case "TW":
		return "a Taiwanese"
	case "US":
		return "a North American"
	case "VN":
		return "a Vietnamese"
	}
	return ""
}
