package charset

import (
	"strings"
	"testing"
)

// BenchmarkDetect measures what a legacy file costs more than one in UTF-8,
// the making of the models included: once when it is opened.
func BenchmarkDetect(b *testing.B) {
	line, err := encoderOf("windows-1258")("Nguyễn Thị Ánh,Đà Nẵng\n")
	if err != nil {
		b.Fatal(err)
	}
	many := ""
	for _, p := range lists() {
		many += strings.Join(strings.Fields(p.family+" "+p.given), "\n") + "\n"
	}
	b.Run("one line", func(b *testing.B) {
		for b.Loop() {
			if _, err := Detect(line); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("all words", func(b *testing.B) {
		b.SetBytes(int64(len(many)))
		for b.Loop() {
			if _, err := Detect([]byte(many)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
