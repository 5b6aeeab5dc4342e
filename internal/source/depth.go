package source

import "go.yaml.in/yaml/v4"

// maxLevel is how deep values of the site's own may stand within each other.
const maxLevel = 50

// deeper returns a node that stands deeper than some levels within another, or nil.
func deeper(n *yaml.Node, levels int) *yaml.Node {
	if levels < 0 {
		return n
	}
	for _, c := range n.Content {
		if deep := deeper(c, levels-1); deep != nil {
			return deep
		}
	}
	return nil
}

// aliasIn returns the first alias within a node, or nil. An alias stands for
// all that its anchor holds, so a few of them may stand for millions of values.
func aliasIn(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n
	}
	for _, c := range n.Content {
		if alias := aliasIn(c); alias != nil {
			return alias
		}
	}
	return nil
}
