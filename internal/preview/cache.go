package preview

import (
	"crypto/sha256"
	"io/fs"
	"sync"

	"gazette/i18n"
	"gazette/internal/galley"
	"gazette/internal/notice"
	"gazette/internal/source"
)

// galleyCache keeps the notices that a preview was asked for lately, set: their
// pages come at once, and can be shown after their files were damaged.
type galleyCache struct {
	mu   sync.Mutex
	sets []setNotice // the last used last
}

type setNotice struct {
	notice  *notice.Notice
	wording *i18n.Catalogs
	galleys map[*notice.Edition]*galley.Galley
}

// cachedNotices is how many notices are kept.
const cachedNotices = 16

// textOf returns the text that an edition was parsed from: from its file or, when that
// has another now, from the cache.
func (c *galleyCache) textOf(fsys fs.FS, e *notice.Edition) (source.File, bool) {
	f, ps := source.Read(fsys, e.Path)
	if !ps.Errors() && sha256.Sum256(f.Data) == e.Hash {
		return f, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sets {
		if g := s.galleys[e]; g != nil && !g.Unread() {
			return g.Source(), true
		}
	}
	return source.File{Path: e.Path}, false
}

// galleysOf returns a notice as it was set, and sets it when it was not. What
// setting gives depends on the texts and a few words of the wording alone.
func (c *galleyCache) galleysOf(n *notice.Notice, wording *i18n.Catalogs,
	set func() map[*notice.Edition]*galley.Galley) map[*notice.Edition]*galley.Galley {
	if galleys := c.find(n, wording); galleys != nil {
		return galleys
	}
	galleys := set()
	if fresh(galleys, n.Texts()...) != nil { // not worth keeping: it may be mended
		return galleys
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sets = append(c.sets, setNotice{n, wording, galleys})
	if len(c.sets) > cachedNotices {
		c.sets = append([]setNotice(nil), c.sets[1:]...)
	}
	return galleys
}

func (c *galleyCache) find(n *notice.Notice, wording *i18n.Catalogs) map[*notice.Edition]*galley.Galley {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, s := range c.sets {
		if s.notice == n && s.wording == wording {
			copy(c.sets[i:], c.sets[i+1:])
			c.sets[len(c.sets)-1] = s
			return s.galleys
		}
	}
	return nil
}
