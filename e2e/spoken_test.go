package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
)

// spoken is a node of the accessibility tree: what a screen reader gets.
type spoken struct {
	Role, Name string
	Level      int
}

// listen reads the page's accessibility tree, in reading order.
func (p *tab) listen() (out []spoken) {
	p.Helper()
	call(p, accessibility.Enable, cdp.Empty{})
	tree := call(p, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	var walk func(n *accessibility.Node)
	walk = func(n *accessibility.Node) {
		if !n.Ignored {
			s := spoken{Role: word(n.Role), Name: word(n.Name)}
			for _, property := range n.Properties {
				if property.Name == accessibility.PropertyNameLevel {
					_ = json.Unmarshal(property.Value.Value, &s.Level)
				}
			}
			out = append(out, s)
		}
		for _, id := range n.ChildIDs {
			if nodes[id] != nil {
				walk(nodes[id])
			}
		}
	}
	walk(tree.Nodes[0])
	return out
}

func word(v *accessibility.Value) (s string) {
	if v != nil {
		_ = json.Unmarshal(v.Value, &s)
	}
	return s
}

// TestSpoken hears every kind of page as a screen reader does: one banner, one
// main part, one foot, one search at most; every other landmark has a name of its own; headings go
// down by one level at a time and read what they read on the screen; links,
// buttons and fields have names.
func TestSpoken(t *testing.T) {
	d := open(t)
	d.sample.each(t, func(t *testing.T, at pageFile) {
		p := d.reader(t, others(at.lang))
		p.visit(at.path, 1280)
		p.offered()
		var marks []string
		level := 0
		headings := eval[[]string](p, `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => h.checkVisibility()).map(h => h.textContent.replace(/\s+/g, ''))`)
		for _, s := range p.listen() {
			switch s.Role {
			case "banner", "main", "contentinfo", "search":
				marks = append(marks, s.Role)
			case "navigation", "region", "complementary", "form":
				if s.Name == "" {
					t.Errorf("%s: a %s without a name", at.path, s.Role)
				}
				marks = append(marks, s.Role+" "+s.Name)
			case "heading":
				if s.Level > level+1 {
					t.Errorf("%s: from level %d to %d at %q", at.path, level, s.Level, s.Name)
				}
				level = s.Level
				if !slices.Contains(headings, strings.Join(strings.Fields(s.Name), "")) {
					t.Errorf("%s: a heading is called %q", at.path, s.Name)
				}
			case "link", "button", "combobox", "checkbox", "textbox", "searchbox":
				if s.Name == "" {
					t.Errorf("%s: a %s without a name", at.path, s.Role)
				}
			}
		}
		if level == 0 {
			t.Errorf("%s: nothing was heard", at.path)
		}
		for _, mark := range []string{"banner", "main", "contentinfo"} {
			if n := strings.Count("\n"+strings.Join(marks, "\n")+"\n", "\n"+mark+"\n"); n != 1 {
				t.Errorf("%s: %d times %s", at.path, n, mark)
			}
		}
		slices.Sort(marks)
		if len(slices.Compact(slices.Clone(marks))) != len(marks) {
			t.Errorf("%s: landmarks of one name: %s", at.path, fmt.Sprint(marks))
		}
	})
}
