package gazette_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the first line of go.mod: whoever publishes the project changes it.
var module = func() string {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		panic(err)
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(mod), "module "), "\n")
	return line
}()

// row is one package: what of this module it may import, and why it stands
// where it does. A package may only import what stands above it here.
type row struct {
	pkg  string
	may  string
	pure bool // no disk, no network, no clock: what comes in is what goes out
	why  string
}

var layers = []row{
	// 0: the edges, ignorant of notices.
	{"internal/rule", "", true, "what check looks for, each rule once: every package that finds something names one"},
	{"internal/spelling", "", true, "what was meant by what was typed; knows no names"},
	{"internal/source", "internal/rule internal/spelling", false, "files, places in them and problems: the words in which all others complain"},
	{"internal/conflict", "internal/rule internal/source", true, "what a merge left in a file; knows no meaning of the file"},
	{"internal/leftover", "", true, "files that systems and editors leave in folders, by their names"},
	{"internal/project", "", true, "where Gazette is published: one place for all that name it"},
	{"internal/address", "internal/spelling", true, "which addresses may be published: asked by all who write one"},
	{"internal/text", "", true, "what a reader reads of HTML: hash and redline look at nothing else"},
	{"i18n/language", "", true, "what is known of each language beside its wording; one file each"},
	{"i18n", "i18n/language internal/conflict internal/rule internal/source internal/spelling", true, "wording and locales; a catalogue's problems have places too"},
	{"internal/document", "", true, "a text as word processors know it; knows no file and no notice"},
	{"internal/document/markup", "internal/document", true, "reads HTML into blocks; knows no Markdown and no notice"},
	{"internal/markdown/dialect", "internal/rule", true, "which marks a text may have and what they mean; knows no page and no address"},
	{"internal/markdown/lint", "internal/markdown/dialect internal/rule", true, "what an author meant and Markdown did not; knows the tree alone"},
	{"internal/markdown/rawhtml", "internal/address internal/markdown/dialect", true, "what of raw HTML may stand in a page; knows Markdown by its nodes alone"},
	{"internal/markdown/blocks", "internal/document internal/document/markup internal/markdown/dialect internal/markdown/rawhtml", true, "a tree as blocks of a document, with their places; knows no locale and no file"},
	{"internal/markdown", "internal/address internal/document internal/markdown/blocks internal/markdown/dialect internal/markdown/lint internal/markdown/rawhtml internal/rule internal/source", true, "one text into HTML; it knows no notice, so links are resolved by others"},
	{"internal/words", "", true, "cuts text into words, as readers of its script do; knows no markup"},
	{"internal/redline", "internal/text internal/words", true, "compares two texts as their readers see them; knows no dates"},
	{"internal/subsequence", "", true, "what two lists have in common: lines of a text, pieces of a manuscript; knows neither"},
	{"internal/collation", "internal/document internal/subsequence internal/words", true, "an edited manuscript back into its Markdown; knows no notice"},
	{"internal/word", "internal/document/markup", true, "what files of word processors hold; knows no notice"},
	{"internal/pandoc", "", false, "runs pandoc, within bounds; knows no notice"},
	{"internal/xliff", "", true, "what translators get and give back; knows no notice"},
	{"internal/durable", "", false, "files replaced in one step, names that last, folders for a moment; knows no meaning of them"},
	{"internal/office", "internal/durable", false, "runs LibreOffice; knows no notice"},
	{"internal/notify/ledger/ledgertest", "", false, "tests: a file on a disk that fills up"},
	{"internal/notify/ledger", "internal/durable", false, "receipts, each a line of one file; knows no channel and no message"},
	{"internal/notify", "internal/notify/ledger", false, "hands messages to channels and keeps the receipts; knows no change"},
	{"internal/hosting", "", true, "what web servers are told, in each one's words; knows addresses, no notices"},
	{"internal/publish", "", false, "puts bytes into a folder at once; knows no pages"},
	{"internal/fingerprint", "", true, "what a result was made of, as a key: the one builder of them"},
	{"internal/cache", "internal/durable", false, "answers of earlier runs, by key; knows no meaning of them"},
	{"internal/printable", "", true, "what a terminal or a CI log would obey; whatever is said goes through it"},
	{"internal/manual", "", true, "the documentation, page by page, for a terminal; knows no command"},
	{"internal/pdf", "", false, "prints pages through a browser; knows a page by its address alone"},
	{"internal/gitlog", "internal/source", false, "what git kept of one file; knows no dates but those of commits"},
	{"internal/tilelog", "", false, "an append-only log as files; knows no meaning of what it holds"},
	{"internal/leaf", "", true, "what is sealed, byte for byte; read by all who check it"},
	{"internal/tsa", "", false, "time stamps, asked for and judged; knows no log"},
	{"internal/tsa/tsatest", "", false, "tests: a time-stamping authority in the process"},
	{"internal/subscriptions/subscriber", "", true, "addresses, their marks, topics, links and receipts of subscriptions; knows no database"},
	{"internal/subscriptions/bounce", "internal/subscriptions/subscriber", true, "reads reports of mails that came back; changes nothing"},
	{"internal/subscriptions/batch", "", true, "writes what several bring in one go; knows nothing of what it is"},
	{"internal/subscriptions/refusal", "", true, "what a database refuses, in errors of its own"},
	{"internal/subscriptions/database", "internal/subscriptions/refusal", false, "statements and jobs in one database; knows no subscriber"},
	{"internal/subscriptions/store", "internal/subscriptions/batch internal/subscriptions/database internal/subscriptions/refusal internal/subscriptions/subscriber", false, "subscribers, messages, receipts and their jobs in one database; knows no mail and no page"},
	{"internal/subscriptions/work", "internal/notify internal/subscriptions/batch internal/subscriptions/database internal/subscriptions/store internal/subscriptions/subscriber", false, "sends mails to subscribers; what they say was written by others"},
	{"internal/watch", "internal/leftover", false, "which files have changed; knows no meaning of them"},
	{"internal/serve", "internal/hosting", false, "answers a browser and tells it of changes; pages come from whoever makes them"},

	// 1: the vocabulary.
	{"internal/notice", "i18n internal/rule internal/source internal/spelling", true, "slugs, dates, editions; everything above speaks it"},

	{"internal/dateline", "i18n/language internal/notice", true, "the dates that prose states, in 15 languages; knows neither files nor markup"},

	{"internal/approval", "i18n internal/notice internal/rule internal/source", true, "what was said about working texts, and which of them are approved; knows no log"},
	{"internal/manuscript", "i18n internal/durable internal/notice internal/source internal/subsequence", false, "working texts as files: how they start, are read, merged and saved; knows neither site nor record"},
	{"internal/settings", "i18n internal/address internal/hosting internal/notice internal/rule internal/source internal/spelling", true, "what gazette.yaml says, decoded and judged; knows no notice of the site"},
	{"internal/history/planning", "i18n internal/notice internal/rule internal/source", true, "what is to be recorded of a notice, as a value; knows no file of the log"},

	// 2: many notices.
	{"internal/site", "i18n internal/notice internal/rule internal/settings internal/source internal/spelling", true, "notices linked on one day; the only place that knows addresses"},
	{"internal/status", "i18n internal/notice internal/site", true, "where notices stand in each language on a day; knows no address"},
	{"internal/link", "i18n internal/notice internal/rule internal/site internal/source", true, "where the links of a text lead, on a site that was linked; knows no markup"},
	{"internal/history", "internal/durable internal/history/planning internal/notice internal/rule internal/source", true, "what changed, and when; its plan is a value, its disk a file of its own"},
	{"internal/message", "internal/notice", true, "who is to be told what, and when: a function of the log, the receipts and the day"},

	// 3: Site into bytes, Site into findings.
	{"internal/galley", "i18n internal/document internal/link internal/markdown internal/notice internal/rule internal/site internal/source internal/spelling internal/text", true, "sets texts: the one place where Markdown meets addresses"},
	{"render", "i18n internal/address internal/conflict internal/fingerprint internal/galley internal/hosting internal/link internal/message internal/notice internal/redline internal/rule internal/settings internal/site internal/source internal/subscriptions/subscriber internal/text internal/words", true, "galleys into pages; view*.go are all that templates see"},
	{"internal/check", "i18n i18n/language internal/dateline internal/fingerprint internal/galley internal/history internal/history/planning internal/markdown internal/notice internal/redline internal/rule internal/settings internal/site internal/source internal/spelling internal/text", true, "a site into findings; never into pages"},

	{"internal/evidence", "i18n internal/durable internal/galley internal/history internal/leaf internal/notice internal/notify/ledger internal/rule internal/settings internal/site internal/source internal/tilelog internal/tsa", false, "the archive against the log: what is to be sealed, and what no longer is as it was"},
	{"internal/proof/page", "internal/leaf internal/markdown/rawhtml internal/text", true, "reads a published page as its reader does, and names its links; knows no log"},
	{"internal/proof/bundle", "internal/evidence internal/leaf internal/tilelog", false, "what leads from one text to the log, as files; judges nothing"},
	{"internal/proof", "internal/evidence internal/leaf internal/proof/bundle internal/proof/page internal/source internal/text internal/tilelog internal/tsa", false, "a copy against the log: reads pages as their readers do, and knows what a text may be made of; needs no site"},

	// 4: the order of the stages.
	{"internal/load", "i18n internal/cache internal/conflict internal/evidence internal/fingerprint internal/galley internal/history internal/history/planning internal/leftover internal/manuscript internal/notice internal/pdf internal/rule internal/settings internal/site internal/source render", false, "reads a site's files, once or again; the one loader of builds and previews"},
	{"internal/assemble", "i18n internal/approval internal/check internal/evidence internal/fingerprint internal/galley internal/load internal/notice internal/pdf internal/publish internal/rule internal/site internal/source render", false, "runs the stages in order: all pages, all findings"},
	{"internal/recording", "i18n internal/assemble internal/check internal/dateline internal/evidence internal/galley internal/gitlog internal/history internal/history/planning internal/load internal/message internal/notice internal/notify/ledger internal/publish internal/rule internal/source internal/text", false, "says what recording would do, of working texts and of earlier histories, and whether it can be taken back"},
	{"internal/translation", "internal/collation internal/document internal/notice internal/words internal/xliff", true, "a text for translators, and what they give back"},
	{"internal/exchange", "i18n internal/collation internal/document internal/document/markup internal/galley internal/link internal/load internal/notice internal/source internal/xliff", true, "what goes to word processors, and what is made of what comes back"},
	{"internal/preview", "i18n internal/assemble internal/check internal/evidence internal/galley internal/load internal/manuscript internal/notice internal/publish internal/rule internal/settings internal/site internal/source render", false, "a site in memory that follows its files; makes one page at a time"},
	{"internal/desk/wording", "i18n internal/notice", false, "the desk's messages in a reader's language; knows requests for what languages they ask"},
	{"internal/desk/access", "internal/desk/wording internal/serve", false, "who may write and who may see; knows requests, and nothing of sites"},
	{"internal/desk/form", "i18n internal/desk/wording internal/load internal/manuscript internal/notice internal/preview internal/source", false, "what a person fills in; its fields are made of the site and of front matter"},
	{"internal/desk/repository", "internal/desk/form internal/desk/wording internal/durable internal/gitlog internal/history internal/manuscript internal/notice internal/preview", false, "git, run for the desk on a site's folder; knows no requests"},
	{"internal/desk/action", "internal/desk/form internal/desk/wording internal/history internal/history/planning internal/load internal/manuscript internal/notice internal/notify/ledger internal/recording internal/serve internal/source internal/spelling", false, "what can be done: plans it, and records as the commands do; knows no pages"},
	{"internal/desk/report", "i18n internal/approval internal/assemble internal/check internal/desk/access internal/desk/action internal/desk/form internal/desk/wording internal/history/planning internal/load internal/manuscript internal/message internal/notice internal/preview internal/recording internal/rule internal/serve internal/settings internal/site internal/source internal/status render", false, "what the pages say of a site: reads the snapshot of the preview, changes nothing"},
	{"internal/desk/editor", "internal/desk/form internal/desk/wording internal/galley internal/manuscript internal/notice internal/preview internal/rule internal/source internal/text internal/words", false, "answers the editor's script: texts as they are typed, compared and saved"},

	{"internal/desk", "i18n internal/approval internal/assemble internal/desk/access internal/desk/action internal/desk/editor internal/desk/form internal/desk/report internal/desk/repository internal/desk/wording internal/durable internal/galley internal/history internal/load internal/manuscript internal/message internal/notice internal/preview internal/recording internal/serve internal/settings internal/source internal/text", false, "where people write: shows the whole site through the preview, and changes files as the commands do"},

	{"internal/subscriptions/web", "i18n internal/site internal/subscriptions/database internal/subscriptions/store internal/subscriptions/subscriber internal/subscriptions/work render", false, "answers readers who sign up, confirm, change and leave; pages come from render"},

	// 5: wires, speaks, exits.
	{"", "", false, "embeds the sample; code imports it, it imports none"},
	{"cmd/gazette", ". i18n internal/address internal/assemble internal/cache internal/check internal/desk internal/desk/access internal/desk/action internal/desk/report internal/document internal/document/markup internal/durable internal/evidence internal/exchange internal/galley internal/gitlog internal/history internal/history/planning internal/hosting internal/leaf internal/link internal/load internal/manual internal/manuscript internal/message internal/notice internal/notify internal/notify/ledger internal/office internal/pandoc internal/pdf internal/preview internal/printable internal/project internal/proof internal/proof/bundle internal/publish internal/recording internal/redline internal/rule internal/serve internal/settings internal/site internal/source internal/spelling internal/status internal/subscriptions/bounce internal/subscriptions/database internal/subscriptions/refusal internal/subscriptions/store internal/subscriptions/subscriber internal/subscriptions/web internal/subscriptions/work internal/tilelog internal/translation internal/watch internal/word internal/xliff render", false, "the only place that prints and reads the clock"},

	// Beside the house: nothing of it imports these.
	{"internal/fixture", ".", false, "the files of sites that tests build; the program never imports it"},
	{"docs", "", false, "tests that hold the documents to the code"},
	{"e2e", "", false, "drives a browser; sees the product from outside alone"},
	{"e2e/servers", "", false, "real web servers in front of the sample; sees the product from outside alone"},
	{"e2e/install", "", false, "installs what a release made; sees the product from outside alone"},
	{"bench/specimen", "", false, "the words that generated notices are made of"},
	{"bench/corpus", "bench/specimen", false, "writes a corpus to disk"},
	{"bench/floor", "", false, "what any generator must do: read, convert, write"},
	{"bench", "bench/specimen", false, "builds the corpus with the real binary and measures"},
}

// impurities are the imports that touch the world.
var impurities = []string{"os", "io/ioutil", "net", "net/http", "os/exec", "syscall"}

// exempt are files of pure packages that may touch the disk, and why.
var exempt = map[string]string{
	"internal/history/disk.go": "writes the archive; kept apart so that a test can put a failing disk in its place",
}

// goFile is one file's imports, and whether it asks the clock.
type goFile struct {
	path    string
	imports []string
	now     bool
}

func TestLayers(t *testing.T) {
	files := packages(t)
	allowed := map[string][]string{}
	for i, r := range layers {
		may := strings.Fields(r.may)
		for j, m := range may {
			may[j] = strings.TrimSuffix(path.Join(module, m), "/.")
			if !slices.ContainsFunc(layers[:i], func(above row) bool { return path.Join(module, above.pkg) == may[j] }) {
				t.Errorf("the row of %q lets it import %q, which does not stand above it: imports go down only", r.pkg, m)
			}
		}
		if r.why == "" {
			t.Errorf("the row of %q does not say why", r.pkg)
		}
		if files[r.pkg] == nil {
			t.Errorf("there is no package %q: take its row out", r.pkg)
		}
		allowed[r.pkg] = may
		unused := slices.DeleteFunc(slices.Clone(may), func(m string) bool { return imports(files[r.pkg], m) })
		if len(unused) > 0 {
			t.Errorf("%q does not import %v: take them out of its row", r.pkg, unused)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(files)) {
		may, ok := allowed[pkg]
		if !ok {
			t.Errorf("package %q has no row: say what it may import, and why", pkg)
			continue
		}
		for _, f := range files[pkg] {
			for _, i := range f.imports {
				if (i == module || strings.HasPrefix(i, module+"/")) && !slices.Contains(may, i) {
					t.Errorf("%s imports %s, which the row of %q does not allow", f.path, i, pkg)
				}
			}
		}
	}
}

// TestPurity: the middle of the house touches neither disk, network nor clock,
// so that the same notices on the same day are the same bytes.
func TestPurity(t *testing.T) {
	files := packages(t)
	for _, r := range layers {
		for _, f := range files[r.pkg] {
			if f.now && r.pkg != "cmd/gazette" && !strings.HasPrefix(r.pkg, "bench") && r.pkg != "e2e" {
				t.Errorf("%s reads the clock: today is an argument", f.path)
			}
			if !r.pure || exempt[f.path] != "" {
				continue
			}
			for _, i := range f.imports {
				if slices.Contains(impurities, i) {
					t.Errorf("%s imports %s: %s is pure", f.path, i, r.pkg)
				}
			}
		}
	}
	for f := range exempt {
		if _, err := os.Stat(f); err != nil {
			t.Errorf("%s is exempt and does not exist", f)
		}
	}
}

func imports(files []goFile, pkg string) bool {
	return slices.ContainsFunc(files, func(f goFile) bool { return slices.Contains(f.imports, pkg) })
}

// packages reads the imports of all files that are no tests, by package.
func packages(t *testing.T) map[string][]goFile {
	t.Helper()
	out := map[string][]goFile{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "public", "node_modules", "dist"}, d.Name())) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		pkg := strings.TrimSuffix(path.Dir(p), ".")
		if strings.HasSuffix(p, "_test.go") { // a package of tests alone is one too
			if out[pkg] == nil {
				out[pkg] = []goFile{}
			}
			return nil
		}
		out[pkg] = append(out[pkg], read(t, p))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, file string) goFile {
	t.Helper()
	f := goFile{path: file}
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range tree.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		f.imports = append(f.imports, p)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Now" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" {
				f.now = true
			}
		}
		return true
	})
	return f
}
