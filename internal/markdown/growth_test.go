//go:build unix

package markdown

import (
	"testing"

	"gazette/internal/fixture"
)

// TestGrowth sets each heavy text: the time may grow with its length, not with its square.
func TestGrowth(t *testing.T) {
	for _, h := range heavy {
		fixture.Grows(t, h.name, 10_000, func(n int) func() {
			in := h.text(n)
			return func() {
				set(t, in, "", false)
				Refusing([]byte(in), "", func(to string) string { return to })
			}
		})
	}
}
