package preview

import "gazette/internal/source"

// Spent counts how often a file was not opened because the system gives no
// more open files. What was made meanwhile says nothing about the files.
func (p *Preview) Spent() int64 {
	if t, ok := p.layers.Site.(interface{ Spent() int64 }); ok {
		return t.Spent()
	}
	return 0
}

// Short reports whether files could not be read since the last whole look at
// the site. Then the next Update looks at all of it.
func (p *Preview) Short() bool { return p.short.Load() }

// Lack notes that files could not be read: the site stays as it was, and says
// why. It reports whether that is news.
func (p *Preview) Lack() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lack()
}

func (p *Preview) lack() bool {
	if p.short.Swap(true) {
		return false
	}
	same := *p.now.Load().Sources
	same.Layers = p.layers
	p.publish(&same)
	return true
}

// lacking is the problem of a preview that is short of open files, if it is.
func (p *Preview) lacking() source.Problems {
	if !p.short.Load() {
		return nil
	}
	return source.Problems{source.Exhausted()}
}
