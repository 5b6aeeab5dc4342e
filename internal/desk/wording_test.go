package desk

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"gazette/i18n"
	"gazette/internal/desk/action"
	"gazette/internal/desk/editor"
	"gazette/internal/desk/form"
	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
)

// TestWording: every message that the templates and the script ask for is there, in every language, and none is there
// for nothing.
func TestWording(t *testing.T) {
	c, ps := i18n.LoadLayers(i18n.Desk())
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	for _, l := range c.Locales() {
		if missing := c.For(l, "").Missing(); len(missing) > 0 {
			t.Errorf("%s lacks %s", l, strings.Join(missing, ", "))
		}
	}
	asked := map[string]bool{}
	for name := range action.All {
		asked["do-"+name], asked["do-"+name+"-text"] = true, true
		for _, f := range action.All[name].Fields {
			asked["field-"+f], asked["hint-"+f] = true, true
		}
	}
	for _, k := range form.FrontKeys {
		asked["key-"+k.Name] = true
	}
	for _, key := range slices.Concat(slices.Collect(maps.Keys(editor.Words(wording.English()))), kindsSaid, []string{"class-substantive", "class-required-by-law", "class-editorial", "field-file", "field-message", "format-docx", "format-odt", "format-html", "format-md", "format-xlf"}) {
		asked[key] = true
	}
	for _, name := range report.States {
		asked["state-"+name] = true
	}
	for _, name := range []string{"error", "warning", "note"} {
		asked["severity-"+name], asked["findings-"+name] = true, true
	}
	names, _ := fs.Glob(embedded, "*.html")
	for _, name := range names {
		data, _ := embedded.ReadFile(name)
		for _, m := range regexp.MustCompile(`\.(?:T|N|Listed) "([a-z_-]+)"`).FindAllStringSubmatch(string(data), -1) {
			asked[m[1]] = true
		}
	}
	english, _ := fs.ReadFile(i18n.Desk(), "en.yaml")
	said := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z_-]+):`).FindAllStringSubmatch(string(english), -1) {
		said[m[1]] = true
	}
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		if !said[key] && key != "hint-locale" && key != "hint-class" && key != "hint-file" { // a choice needs no hint
			t.Errorf("en.yaml lacks %s", key)
		}
	}
	code := goText(t)
	for _, key := range slices.Sorted(maps.Keys(said)) {
		if !asked[key] && !strings.Contains(code, `"`+key+`"`) {
			t.Errorf("nothing says %s", key)
		}
	}
}

// TestCause: an error of the disk is said in words, in each language of the desk.
func TestCause(t *testing.T) {
	for err, want := range map[error]string{
		&fs.PathError{Op: "write", Path: "a", Err: syscall.ENOSPC}: "disk-full",
		&fs.PathError{Op: "open", Path: "a", Err: syscall.EACCES}:  "disk-forbids",
		&fs.PathError{Op: "open", Path: "a", Err: syscall.EROFS}:   "disk-forbids",
		&fs.PathError{Op: "open", Path: "a", Err: syscall.EIO}:     "",
	} {
		if got := wording.Cause(err); got != want {
			t.Errorf("%v is %q, want %q", err, got, want)
		}
	}
}
