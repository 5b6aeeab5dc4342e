package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"gazette/internal/assemble"
	"gazette/internal/proof/bundle"
)

// readme explains a bundle in the language of its text, to somebody who knows the law and no programming.
func (t *proving) readme(files map[string][]byte) []byte {
	w := t.sources.Wording.For(t.edition.Locale, t.sources.Site.Config.DefaultLocale)
	say := func(key string) string { return w.Text("prove-" + key) }
	has := func(name string) bool { return files[name] != nil }
	config := t.sources.Site.Config
	name, _ := config.Organization.Name.In(t.edition.Locale, config.DefaultLocale)
	if name == "" {
		name = config.BaseURL.Hostname()
	}
	date := longDate(string(w.Lang()), t.edition.Effective.String())
	facts := []string{t.edition.Title, w.Text("history-effective") + ": " + date,
		w.Text("language") + ": " + t.edition.Locale.NameIn(w.Lang()),
		t.sources.Site.Abs(t.sources.Site.EditionOf(t.edition))}
	if at := t.sources.Site.Sealings(t.edition); len(at) > 0 && !at[len(at)-1].Day.IsZero() {
		facts = append(facts, w.Format("proof-sealed",
			map[string]any{"Date": longDate(string(w.Lang()), at[len(at)-1].Day.String())}))
	}
	proven, root := []string{say("proven-words"), say("proven-log")}, ""
	if stamped(files) {
		proven, root = append(proven, say("proven-time")), " --tsa-root ROOT.pem"
	} else {
		proven = append(proven, say("no-time"))
	}
	if has(bundle.ReceiptsFile) {
		proven = append(proven, say("proven-told"))
	}
	if has(bundle.AddressFile) {
		proven = append(proven, w.Format("prove-opened", map[string]any{"Address": t.flags.address}))
	}
	blocks := []assemble.Block{{Text: w.Format("prove-lead", map[string]any{"Name": name})}, {Items: facts},
		{Heading: say("proven")}, {Items: proven},
		{Heading: say("not")}, {Items: []string{say("not-read"), say("not-received"), say("not-shown"),
			say("not-key")}},
		{Heading: say("check")}, {Text: say("check-key")}, {Code: config.Evidence.PublicKey},
		{Text: say("check-with")}, {Code: "gazette verify " + filepath.Base(t.flags.out) + " --key KEY" + root},
		{Text: say("check-without")}, {Code: "python3 check.py KEY"}}
	if code := opensslLines(files); code != "" {
		blocks = append(blocks, assemble.Block{Text: say("check-time")}, assemble.Block{Code: code})
	}
	blocks = append(blocks, assemble.Block{Heading: say("files")}, assemble.Block{Items: fileList(files, say)})
	return assemble.Readme{Lang: string(w.Lang()), Dir: w.Lang().Dir(), Title: say("title"), Blocks: blocks}.HTML()
}

func stamped(files map[string][]byte) bool { return opensslLines(files) != "" }

// opensslLines are the commands by which the time stamps are checked.
func opensslLines(files map[string][]byte) string {
	var lines []string
	for _, n := range sortedNames(files) {
		if strings.HasSuffix(n, ".tsr") {
			lines = append(lines, fmt.Sprintf("openssl ts -verify -data %s/checkpoint -in %s -CAfile ROOT.pem",
				n[:strings.LastIndexByte(n, '/')], n))
		}
	}
	return strings.Join(lines, "\n")
}

// fileList says what each file of the bundle is.
func fileList(files map[string][]byte, say func(string) string) (out []string) {
	for _, f := range [][2]string{{bundle.TextFile, "file-text"}, {"text.pdf", "file-pdf"},
		{"redline.html", "file-redline"}, {bundle.ChangesFile, "file-changes"},
		{bundle.ReceiptsFile, "file-receipts"}, {bundle.ProofFile, "file-proof"}, {bundle.ScriptFile, "file-script"}} {
		if files[f[0]] != nil {
			out = append(out, f[0]+": "+say(f[1]))
		}
	}
	return out
}
