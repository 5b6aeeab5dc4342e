package address

import "testing"

func TestASCII(t *testing.T) {
	for in, want := range map[string]string{
		"bücher.example": "xn--bcher-kva.example", "BÜCHER.example:8080": "xn--bcher-kva.example:8080", "xn--bcher-kva.example": "xn--bcher-kva.example",
		"straße.example": "xn--strae-oqa.example", "例え.テスト": "xn--r8jz45g.xn--zckzah", "مثال.إختبار": "xn--mgbh0fb.xn--kgbechtv",
		"WWW.Example.com": "WWW.Example.com", "[::1]:80": "[::1]:80", "a_b.example": "a_b.example",
	} {
		if got, err := ASCIIHost(in); err != nil || got != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	for _, bad := range []string{"bü cher.example", "ü..example", "-ü.example"} {
		if got, err := ASCIIHost(bad); err == nil {
			t.Errorf("%s: %s", bad, got)
		}
	}
	for in, want := range map[string]string{
		"smtps://legal@bücher.example:465":  "smtps://legal@xn--bcher-kva.example:465",
		"https://bücher.example/u/{token}":  "https://xn--bcher-kva.example/u/{token}",
		"https://lists.example/ü/{token}?x": "https://lists.example/ü/{token}?x", "/ü/": "/ü/", "": "",
	} {
		if got := ASCII(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	for in, want := range map[string]string{
		"legal@bücher.example": "legal@xn--bcher-kva.example", "Bücher <legal@bücher.example>": "Bücher <legal@xn--bcher-kva.example>",
		`"a@ü" <legal@bücher.example>`: `"a@ü" <legal@xn--bcher-kva.example>`, "ü": "ü", "a@b.example": "a@b.example",
	} {
		if got := ASCIIMail(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}
