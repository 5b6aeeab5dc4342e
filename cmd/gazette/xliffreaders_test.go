package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/xliff"
)

// spoken is what a reader finds in one segment.
type spoken struct{ ID, Source, Target string }

// handedOut exports a notice of the sample into four languages, in both versions: with clauses that are final,
// clauses that changed, matches, notes, terms, and codes.
func handedOut(t *testing.T) (files map[string][]string) {
	t.Helper()
	t.Setenv("NO_COLOR", "1")
	dir := filepath.Join(t.TempDir(), "site")
	gazette := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		if code := run(args, &out, &out); code != 0 {
			t.Fatalf("gazette %s: exit %d\n%s", strings.Join(args, " "), code, out.String())
		}
	}
	gazette("init", dir)
	text := filepath.Join(dir, "content/en/cookies.md")
	data, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	was, is := "effective: 2027-02-01", "effective: 2027-08-01"
	if !bytes.Contains(data, []byte(was)) {
		t.Fatalf("the sample's notice is not of %s", was)
	}
	new := strings.NewReplacer(was, is, "Write to us", "Do write to us").Replace(string(data)) +
		"\nNeither **we** nor [our processors](subprocessors.md) sell what we \"know\" & keep, be it 1 < 2. Ask us.\n"
	const terms = "en,de,ja,ar,zh-Hans\nconsent,Einwilligung,同意,موافقة,同意\n"
	for path, content := range map[string]string{text: new, filepath.Join(dir, "i18n/terms/a.csv"): terms} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files = map[string][]string{}
	for _, version := range []string{"2.1", "1.2"} {
		for _, l := range []string{"de", "ja", "ar", "zh-Hans"} {
			out := filepath.Join(dir, "out-"+version)
			gazette("-C", dir, "translate", "export", "cookies", "--to", l, "--xliff", version, "-o", out)
			files[version] = append(files[version], filepath.Join(out, l, "cookies.xlf"))
		}
	}
	return files
}

// ours is what a file says as gazette reads it.
func ours(t *testing.T, file string) *xliff.Document {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := xliff.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	final := 0
	for _, u := range d.Units {
		if u.Segments[0].State == xliff.Final {
			final++
		}
	}
	count := func(mark string) int { return bytes.Count(data, []byte(mark)) }
	matched, terms := count("match-quality")+count("<mtc:match "), count("gls:term>")+count(`from="term"`)
	if final < 10 || final == len(d.Units) || matched == 0 || terms == 0 {
		t.Fatalf("%s has %d units, %d final, %d matches, %d terms: too little to compare",
			file, len(d.Units), final, matched, terms)
	}
	return d
}

// agree compares what another reader found with what gazette reads.
func agree(t *testing.T, file string, got []byte, want []spoken) {
	t.Helper()
	var found []spoken
	if err := json.Unmarshal(got, &found); err != nil {
		t.Fatalf("%s: %v\n%s", file, err, got)
	}
	if len(found) != len(want) {
		t.Fatalf("%s: %d segments are found, want %d", file, len(found), len(want))
	}
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for i, f := range found {
		if w := want[i]; f.ID != w.ID || fold(f.Source) != fold(w.Source) || fold(f.Target) != fold(w.Target) {
			t.Errorf("%s: found %q\nwant %q", file, f, w)
		}
	}
}

// segments are those of a document, as their readers name them.
func segments(d *xliff.Document, name func(u xliff.Unit, i int) string) (out []spoken) {
	for _, u := range d.Units {
		for i, s := range u.Segments {
			if id := name(u, i); id != "" {
				out = append(out, spoken{id, xliff.Words(s.Source), xliff.Words(s.Target)})
			}
		}
	}
	return out
}

// sentence names a segment as 1.2 does.
func sentence(u xliff.Unit, i int) string {
	return u.ID + "-" + string(rune('0'+i/10)) + string(rune('0'+i%10))
}

const pythonReader = `
import json, sys
from translate.storage.xliff import xlifffile
print(json.dumps([{"ID": "%s-%02d" % tuple([u.getid().split("\x04")[-1].rsplit("-", 1)[0], int(u.getid().rsplit("-", 1)[1]) - 1]),
    "Source": u.source, "Target": u.target or ""} for u in xlifffile.parsefile(sys.argv[1]).units]))
`

// TestXLIFFDebian: the translate toolkit of Debian reads 1.2 as gazette does, sentence by sentence, and makes a
// catalogue of it.
func TestXLIFFDebian(t *testing.T) {
	convert := needs(t, "xliff2po")
	for _, file := range handedOut(t)["1.2"] {
		d := ours(t, file)
		out, err := exec.Command("/usr/bin/python3", "-c", pythonReader, file).Output()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		agree(t, file, out, segments(d, sentence))
		po := file + ".po"
		if out, err := exec.Command(convert, "--progress=none", file, po).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", file, err, out)
		}
		data, err := os.ReadFile(po)
		if n := bytes.Count(data, []byte("\nmsgid ")); err != nil || n < len(d.Units) {
			t.Errorf("%s: the catalogue has %d messages of %d clauses, %v", file, n, len(d.Units), err)
		}
	}
}

const nodeReader = `
const [library, version, file] = process.argv.slice(1), xliff = require(library);
const words = v => v == null ? "" : typeof v === "string" ? v : Array.isArray(v) ? v.map(words).join("") :
	Object.values(v).map(e => e && e.contents !== undefined ? words(e.contents) : "").join("");
const text = require("fs").readFileSync(file, "utf8"), out = [];
const each = (units, name) => {
	for (const [id, u] of Object.entries(units))
		if (u.groupUnits) each(u.groupUnits, name);
		else if (u.source !== undefined) out.push({ID: name(id), Source: words(u.source), Target: words(u.target)});
};
const two = n => String(n).padStart(2, "0");
const old = version === "1.2", name = id => old ? id.replace(/-(\d+)$/, (_, n) => "-" + two(n - 1)) : id;
(old ? xliff.xliff12ToJs(text) : xliff.xliff2js(text)).then(d => {
	for (const file of Object.values(d.resources)) each(file, name);
	console.log(JSON.stringify(out));
});
`

// TestXLIFFNode: the reader of npm's xliff reads both versions as gazette does. Of a clause of several sentences in
// 2.1 it keeps the last.
func TestXLIFFNode(t *testing.T) {
	node, library := needs(t, "node"), needsFile(t, "GAZETTE_XLIFF")
	last := func(u xliff.Unit, i int) string {
		if i < len(u.Segments)-1 {
			return ""
		}
		return u.ID
	}
	for version, files := range handedOut(t) {
		name := sentence
		if version == "2.1" {
			name = last
		}
		for _, file := range files {
			var wrong bytes.Buffer
			cmd := exec.Command(node, "-e", nodeReader, library, version, file)
			cmd.Stderr = &wrong
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%s: %v\n%s", file, err, wrong.String())
			}
			agree(t, file, out, segments(ours(t, file), name))
		}
	}
}

// TestXLIFFSchemas: what is exported keeps to the schemas of OASIS: 1.2 (strict) and the core of 2.0, which 2.1 shares.
func TestXLIFFSchemas(t *testing.T) {
	xmllint, folder := needs(t, "xmllint"), needsFile(t, "GAZETTE_XLIFF_SCHEMAS")
	schemas := t.TempDir()
	for _, name := range []string{"xml.xsd", "xliff-core-1.2-strict.xsd", "xliff-core-2.0.xsd"} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		// Both name the schema of xml:space by an address that is not here.
		text := strings.NewReplacer("http://www.w3.org/2001/xml.xsd", "xml.xsd",
			"informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd").Replace(string(data))
		if err := os.WriteFile(filepath.Join(schemas, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	names := map[string]string{"2.1": "xliff-core-2.0.xsd", "1.2": "xliff-core-1.2-strict.xsd"}
	for version, files := range handedOut(t) {
		schema := filepath.Join(schemas, names[version])
		validate := func(file string) ([]byte, error) {
			return exec.Command(xmllint, "--nonet", "--noout", "--schema", schema, file).CombinedOutput()
		}
		for _, file := range files {
			if out, err := validate(file); err != nil {
				t.Errorf("%s: %v\n%s", file, err, out)
			}
		}
		broken := filepath.Join(t.TempDir(), "broken.xlf")
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.Replace(data, []byte("<source"), []byte("<sauce/><source"), 1)
		if err := os.WriteFile(broken, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := validate(broken); err == nil {
			t.Errorf("%s: a file that does not keep to the schema passes: %s", version, out)
		}
	}
}

// needsFile is where something stands that continuous integration fetches, named by a variable; without it a test is
// skipped.
func needsFile(t *testing.T, variable string) string {
	t.Helper()
	path := os.Getenv(variable)
	if _, err := os.Stat(path); err == nil && path != "" {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s names nothing: %q", variable, path)
	}
	t.Skipf("SKIPPED: %s is not set; .ci/run sets it", variable)
	return ""
}
