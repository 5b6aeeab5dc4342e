package site

import (
	"strconv"

	"gazette/internal/notice"
)

// EvidencePath is the folder of the published log, in the output.
func (s *Site) EvidencePath() string { return s.Hub(s.DefaultLocale()) + "evidence/" }

// BundlePath is where the bundle that proves an edition stands, if it was published: below static/, as PDFs are.
func (s *Site) BundlePath(e *notice.Edition) string {
	return "proof/" + string(e.Locale) + "/" + string(e.Slug) + "-" + e.Effective.String() + ".zip"
}

// HasStatic reports whether static/ has a file.
func (s *Site) HasStatic(path string) bool { return s.statics(path) }

// Sealing is where a text stands in the log.
type Sealing struct {
	Leaf  int64       // its position, from 0
	Day   notice.Date // on which it was sealed, in the site's time zone
	Words string      // the text hash that was sealed
	File  string      // the hash of the file

	Revision int // of the text, as the archive counts
}

// Sealings returns where the texts of an edition's place stand in the log: the first, then its corrections.
func (s *Site) Sealings(e *notice.Edition) (out []Sealing) {
	if len(s.sealed) == 0 {
		return nil
	}
	path := "archive/" + string(e.Slug) + "/" + e.Effective.String() + "/" + string(e.Locale)
	at, there := s.sealed[path+".md"]
	for there {
		at.Revision = len(out) + 1
		out = append(out, at)
		at, there = s.sealed[path+".r"+strconv.Itoa(len(out)+1)+".md"]
	}
	return out
}

// Sealed returns where an edition's text stands in the log, if it is the last one that was sealed under its place.
// textHash is asked for the hash of the text where anything was sealed there.
func (s *Site) Sealed(e *notice.Edition, textHash func() string) (Sealing, bool) {
	all := s.Sealings(e)
	if len(all) == 0 || all[len(all)-1].Words != textHash() {
		return Sealing{}, false
	}
	return all[len(all)-1], true
}
