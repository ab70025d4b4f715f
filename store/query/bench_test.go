package query_test

import (
	"testing"

	"crm/store/query"
)

// A parse has to be done between two letters: 50 µs for any query of the design.
func BenchmarkParse(b *testing.B) {
	ctx := monday()
	for _, x := range examples {
		b.Run(x.canonical, func(b *testing.B) {
			for b.Loop() {
				if _, err := query.Parse(x.in, ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	ctx := monday()
	for name, s := range map[string]string{"field": "tag:vip ci", "empty": "", "value": "tag:vip (city:ha-noi OR last:>3"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				query.Complete(s, len(s), ctx)
			}
		})
	}
}
