package render

import (
	"bytes"
	"html/template"
	"testing"
)

// TestSpaced: a template is left as it is where white space counts in it, whatever attributes the element has.
func TestSpaced(t *testing.T) {
	for text, want := range map[string]bool{
		`<pre>a</pre>`: true, `<pre class="x">a</pre>`: true, "<textarea\n name=\"t\">": true, `<STYLE media="print">`: true,
		`<script>a</script>`: true, `<script nonce="{{.Nonce}}">a</script>`: true, `<script type="module">a</script>`: true,
		`<script src="/a.js"></script>`: false, `<script type="module" src="/a.js"></script>`: false,
		`<script type="application/ld+json">{{.}}</script>`: false, `<p>pre</p>`: false, `<present>`: false,
	} {
		if got := spaced([]byte(text)); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

// TestSqueeze: line ends beside blocks go, those between words stay, also in branches and where an action stands in a tag.
func TestSqueeze(t *testing.T) {
	set := template.New("parts")
	const text = "<div>\n<p class=\"a\">One\ntwo <b>three</b>\n<i>four</i>\n</p>\n{{if .}}\n<ul>\n{{range .}}\n<li{{if .}} id=\"{{.}}\"{{end}}>\n<a>{{.}}</a>\n</li>\n{{end}}\n</ul>\n{{else}}\n<p\n  lang=\"en\">none</p>\n{{end}}</div>\n"
	if _, err := set.New("part.html").Parse(text); err != nil {
		t.Fatal(err)
	}
	squeeze(set, "part.html")
	for _, test := range []struct {
		data []string
		want string
	}{
		{[]string{"x"}, "<div><p class=\"a\">One\ntwo <b>three</b>\n<i>four</i></p><ul><li id=\"x\">\n<a>x</a></li></ul></div>"},
		{nil, "<div><p class=\"a\">One\ntwo <b>three</b>\n<i>four</i></p><p lang=\"en\">none</p></div>"},
	} {
		var b bytes.Buffer
		if err := set.ExecuteTemplate(&b, "part.html", test.data); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("%q\nnot\n%q", b.String(), test.want)
		}
	}
}
