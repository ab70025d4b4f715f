package query_test

import (
	"fmt"
	"strings"
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

// The longest that is read: 64 terms, 4 KiB, groups inside one another.
func BenchmarkParseHostile(b *testing.B) {
	ctx := monday()
	for name, s := range map[string]string{
		"dates":  strings.Repeat("last:7d..30d ", 20) + strings.Repeat("due:2026-10-01..2026-10-15 ", 40),
		"stages": strings.Repeat("-stage:new..won ", 32) + strings.Repeat("stage:>=quote ", 32),
		"words":  strings.Repeat("-ánh ", 31) + strings.Repeat("lan ", 31),
		"values": "tag:" + strings.Repeat("ánh,", 62) + "lan",
		"groups": strings.Repeat("((a|b) ", 15) + "c" + strings.Repeat(")", 15),
		"nobody": strings.Repeat("tga:x", 800),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = query.Parse(s, ctx)
			}
		})
	}
	distinct := make([]string, query.MaxTerms)
	for i := range distinct {
		distinct[i] = fmt.Sprintf("last:>%dd", i+1)
	}
	s := strings.Join(distinct, " ")
	b.Run("distinct", func(b *testing.B) {
		for b.Loop() {
			if _, err := query.Parse(s, ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
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
