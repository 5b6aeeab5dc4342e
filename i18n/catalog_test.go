package i18n

import (
	"fmt"
	"strings"
	"testing"
)

// form is what a message with the names of the categories says for n.
func (l Locale) form(n any) string { return categories[l.category(n)] }

func TestCategory(t *testing.T) {
	for _, test := range []struct {
		l    Locale
		want string
		of   []int
	}{
		{"en", "one", []int{1}}, {"en", "other", []int{0, 2, 11, 21, 101}},
		{"ru", "one", []int{1, 21, 101, 1001}}, {"ru", "few", []int{2, 3, 4, 22, 104}}, {"ru", "many", []int{0, 5, 11, 12, 14, 20, 111}},
		{"pl", "one", []int{1}}, {"pl", "few", []int{2, 4, 22, 104}}, {"pl", "many", []int{0, 5, 12, 21, 112}},
		{"ar", "zero", []int{0}}, {"ar", "one", []int{1}}, {"ar", "two", []int{2}}, {"ar", "few", []int{3, 10, 103}},
		{"ar", "many", []int{11, 99, 111}}, {"ar", "other", []int{100, 101, 102, 202}},
		{"he", "one", []int{1}}, {"he", "two", []int{2}}, {"he", "other", []int{0, 3, 10, 20, 100}},
		{"fr", "one", []int{0, 1}}, {"fr", "many", []int{1000000}}, {"fr", "other", []int{2, 1000}},
		{"pt-BR", "one", []int{0, 1}}, {"pt-PT", "one", []int{1}}, {"pt-PT", "other", []int{0, 2}},
		{"ja", "other", []int{0, 1, 2}}, {"zh-Hant-HK", "other", []int{1}}, {"sr-Latn", "few", []int{2}},
		{"tlh", "other", []int{1}},
	} {
		for _, n := range test.of {
			if got := test.l.form(n); got != test.want {
				t.Errorf("%s: %d is %q, want %q", test.l, n, got, test.want)
			}
		}
	}
}

// TestSamples shows that the samples reach what all small counts reach.
func TestSamples(t *testing.T) {
	for _, tag := range strings.Fields("en de es fr it hu nl ja ko pl pt pt-PT ru zh ar he cs sk sl lt lv ro ga gd cy br gv kw mt " +
		"da fil is mk si hsb dsb bs sr shi ksh lag iu se smn naq sma be uk tzm ceb af am fa hi hr iw lij sc dz") {
		l := Locale(tag)
		must, _ := l.plurals()
		for n := range 1200 {
			if c := l.category(n); !must[c] {
				t.Errorf("%s: %d is %s, which no sample shows", l, n, categories[c])
				break
			}
		}
	}
}

func TestCount(t *testing.T) {
	const russian = `
results:
  one: "{{.Count}} результат: {{.Name}}"
  few: "{{.Count}} результата: {{.Name}}"
  many: "{{ .Count }} результатов: {{.Name}}"
  other: "{{.Count}} результата: {{.Name}}"
`
	c := load(t, layer("en.yaml", testEnglish, "ru.yaml", russian, "ja.yaml", `results: "{{.Name}}：{{.Count}}件"`,
		"fr.yaml", `results: {one: "{{.Count}} a", other: "{{.Count}} b"}`))
	args := map[string]any{"Name": "A", "Count": "ignored"}
	for _, test := range []struct {
		l    Locale
		n    int
		want string
	}{
		{"ru", 1, "1 результат: A"}, {"ru", 3, "3 результата: A"}, {"ru", 12000, "12\u00a0000 результатов: A"},
		{"ja", 1234, "A：1,234件"}, {"fr", 1000000, "1\u202f000\u202f000 b"}, {"th", 1, "1 result in A"}, {"en-IN", 123456, "1,23,456 results in A"},
	} {
		if got := c.For(test.l, "").Count("results", test.n, args); got != test.want {
			t.Errorf("%s: %d gives %q, want %q", test.l, test.n, got, test.want)
		}
	}
	if args["Count"] != "ignored" {
		t.Error("Count changed its caller's arguments")
	}
}

func TestMistakesPanic(t *testing.T) {
	c := load(t, layer("en.yaml", testEnglish)).For("en", "")
	for want, do := range map[string]func(){
		`i18n: there is no message "none" that is plain text`:      func() { c.Text("none") },
		`i18n: there is no message "read" that is plain text`:      func() { c.Text("read") },
		`i18n: there is no message "results" without plural forms`: func() { c.Format("results", nil) },
		`i18n: there is no message "close" with plural forms`:      func() { c.Count("close", 1, nil) },
		`i18n: the message "read" needs a value for {{.Title}}`:    func() { c.Format("read", nil) },
		`i18n: the message "results" needs a value for {{.Name}}`:  func() { c.Count("results", 1, nil) },
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); got != want {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			do()
		}()
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		LoadLayers(Builtin())
	}
}

func BenchmarkChoose(b *testing.B) {
	c := load(b, Builtin())
	for b.Loop() {
		c.choose("es-MX", "de")
	}
}

func BenchmarkText(b *testing.B) {
	c := load(b, Builtin()).For("en", "")
	for b.Loop() {
		c.Text("close")
	}
}

func BenchmarkFormat(b *testing.B) {
	c := load(b, Builtin()).For("en", "")
	args := map[string]any{"Date": "23 November 2026"}
	for b.Loop() {
		c.Format("effective-starting", args)
	}
}

func BenchmarkCount(b *testing.B) {
	c := load(b, Builtin()).For("ru", "")
	for b.Loop() {
		c.Count("search-results", 1234, nil)
	}
}

func BenchmarkDate(b *testing.B) {
	for b.Loop() {
		Locale("zh-TW").Date(2026, 11, 23)
	}
}
