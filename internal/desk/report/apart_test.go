package report

import (
	"html/template"
	"testing"
)

// TestApart: ids and what refers to them get the prefix; nothing else changes.
func TestApart(t *testing.T) {
	for in, want := range map[string]string{
		`<h2 id="a">A &amp; B</h2>`:                      `<h2 id="r-a">A &amp; B</h2>`,
		`<a href="#a">A</a><a href="/x/#a">`:             `<a href="#r-a">A</a><a href="/x/#a">`,
		`<nav aria-labelledby="a b"><br/>`:               `<nav aria-labelledby="r-a r-b"><br/>`,
		`<input id="w" checked><label for="w">W</label>`: `<input id="r-w" checked=""><label for="r-w">W</label>`,
		`<p class="id">id="a" &lt;b id="c"></p>`:         `<p class="id">id="a" &lt;b id="c"></p>`,
	} {
		if got := string(apart(template.HTML(in), "r-")); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
