package store_test

import (
	"testing"

	"crm/store/query"
)

// BenchmarkSuggest is what a Tab costs at 100,000 contacts: the goal is 20 ms, in a
// process of 30.
func BenchmarkSuggest(b *testing.B) {
	s := shared.open(b)
	qc := reading(b, s)
	for name, list := range map[string][]string{
		"all":    {"tag:", "city:", "company:", "title:", "source:", "life:", "stage:", "type:", "code:"},
		"typed":  {"tag:v", "city:ha", "company:ho", "source:f", "code:VN-0", "name:ng", "phone:091", "email:ng", "id:k"},
		"start":  {"", "h", "ha", "vi"},
		"within": {"tag:vip city:", "last:>30d tag:", "nguyen tag:", "-tag:vip city:ha", "is:overdue tag:", "city:hue is:star tag:"},
	} {
		b.Run(name, func(b *testing.B) {
			measured(b, list, func(text string) error {
				_, err := s.Suggest(ctx, query.Complete(text, len(text), qc), 50)
				return err
			})
		})
	}
}

// BenchmarkWhyNone is what is said of a query that found nobody.
func BenchmarkWhyNone(b *testing.B) {
	s := shared.open(b)
	measured(b, []string{"tag:vpi", `city:"Ha Nim"`, "company:hoabnih", "zzzzz", "name:ngunye"}, func(text string) error {
		_, err := s.WhyNone(ctx, parse(b, s, text))
		return err
	})
}
