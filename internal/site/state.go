package site

import "gazette/internal/notice"

// State is that of a notice as a whole on the site's day, by its source locale.
func (s *Site) State(n *notice.Notice) notice.State {
	return n.State(n.Current(n.Source, s.Day), s.Day)
}
