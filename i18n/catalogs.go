package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"gazette/internal/rule"
	"gazette/internal/source"
)

// reference is the locale of the catalogue that says which messages there are
// and which placeholders each has; it is the last resort for wording.
const reference Locale = "en"

const extension = ".yaml"

// Catalogs is all the wording there is. It does not change after loading.
type Catalogs struct {
	files  map[Locale]messages
	chosen sync.Map // [2]Locale to *Catalog: what For has worked out so far
}

// LoadLayers reads every *.yaml at the root of each file system. A file is
// named after its locale (pt-BR.yaml) and maps keys to texts, or to plural
// forms by CLDR category. A later layer replaces earlier messages one by one,
// so that a site's file may hold two messages or two hundred.
//
// The first layer's en.yaml is the measure of all: other files may leave
// messages out but have no others, nor other placeholders. Every deviation is
// a problem of [rule.Catalogue], with its place under [Folder].
// The catalogues hold what is sound; use them only if there are no problems.
func LoadLayers(layers ...fs.FS) (*Catalogs, source.Problems) { return LoadWith(nil, layers...) }

// LoadWith is LoadLayers for a site whose templates ask for messages of their
// own: these may stand in the later layers.
func LoadWith(own map[string]bool, layers ...fs.FS) (*Catalogs, source.Problems) {
	c := &Catalogs{files: make(map[Locale]messages)}
	if len(layers) == 0 {
		return c, nil
	}
	english, problems := readCatalogue(layers[0], reference, nil, nil)
	if len(problems) > 0 {
		return c, problems
	}
	c.add(reference, english)
	for i, layer := range layers {
		locales, bad := localesIn(layer)
		problems = append(problems, bad...)
		if i == 0 {
			locales = slices.DeleteFunc(locales, func(l Locale) bool { return l == reference })
		}
		problems = append(problems, c.read(layer, locales, english, own)...)
	}
	return c, problems.Sort()
}

// read adds a layer's catalogues. They are parsed side by side: YAML is what
// takes the time when the program starts.
func (c *Catalogs) read(layer fs.FS, locales []Locale, english messages, own map[string]bool) source.Problems {
	found := make([]messages, len(locales))
	bad := make([]source.Problems, len(locales))
	var wg sync.WaitGroup
	for i, l := range locales {
		wg.Go(func() { found[i], bad[i] = readCatalogue(layer, l, english, own) })
	}
	wg.Wait()
	for i, l := range locales {
		c.add(l, found[i])
	}
	return slices.Concat(bad...)
}

// add lets messages replace what was there, one by one. The map of the first
// layer is the reference of the others, so that it is copied, not changed.
func (c *Catalogs) add(l Locale, found messages) {
	all := make(messages, len(c.files[l])+len(found))
	maps.Copy(all, c.files[l])
	maps.Copy(all, found)
	c.files[l] = all
}

// localesIn lists the catalogues of a layer by their file names.
func localesIn(layer fs.FS) ([]Locale, source.Problems) {
	entries, err := fs.ReadDir(layer, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if source.OutOfFiles(err) {
		return nil, source.Problems{source.Exhausted()}
	}
	if err != nil {
		return nil, source.Problems{misnamed("", "cannot be read: "+err.Error(), "check the folder's permissions")}
	}
	var locales []Locale
	var problems source.Problems
	for _, e := range entries {
		if stem, short := strings.CutSuffix(e.Name(), ".yml"); short {
			problems = append(problems, misnamed(e.Name(), "is not read: catalogues end in "+extension,
				"rename the file to "+stem+extension))
		}
		stem, isYAML := strings.CutSuffix(e.Name(), extension)
		if e.IsDir() || !isYAML {
			continue
		}
		l, err := ParseLocale(stem)
		if err != nil {
			problems = append(problems, misnamed(e.Name(), "is not named after a locale: "+err.Error(), rename(err)))
			continue
		}
		locales = append(locales, l)
	}
	return locales, problems
}

func rename(err error) string {
	var e *LocaleError
	if errors.As(err, &e) && e.Canonical != "" {
		return fmt.Sprintf("rename the file to %s%s", e.Canonical, extension)
	}
	return "name the file after the BCP 47 tag of its language, as in pt-BR" + extension
}

func misnamed(name, message, hint string) source.Problem {
	return source.Pos{File: path.Join(Folder, name)}.Problem(rule.Catalogue, message, hint)
}

// Locales returns those that have a catalogue of their own, sorted by tag.
func (c *Catalogs) Locales() []Locale {
	return slices.Sorted(maps.Keys(c.files))
}

// For returns the wording of a page in l whose text was written in source
// (which may be empty). Each message is l's own or its nearest parent's
// ([Locale.Parents]; pt-BR counts as pt, zh-Hans as zh), else source's or its
// nearest parent's, else English. The result is kept: asking again is cheap.
func (c *Catalogs) For(l, source Locale) *Catalog {
	key := [2]Locale{l, source}
	if found, ok := c.chosen.Load(key); ok {
		return found.(*Catalog)
	}
	found, _ := c.chosen.LoadOrStore(key, c.choose(l, source))
	return found.(*Catalog)
}

// Hash returns a SHA-256 that changes exactly when For(l, source) says
// something else: a key for the caches of pages.
func (c *Catalogs) Hash(l, source Locale) [32]byte { return c.For(l, source).hash() }
