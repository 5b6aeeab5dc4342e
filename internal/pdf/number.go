package pdf

import (
	"fmt"
	"regexp"
	"slices"
)

// node is how Chromium names the cells of tables in the structure that screen
// readers follow: by a count of all elements that the browser ever made.
var node = regexp.MustCompile(`\(node[0-9]{8}\)`)

// number counts these names from one, in the order that they had, so that they
// do not tell what was printed before.
func number(pdf []byte) {
	var names []string
	for _, name := range node.FindAll(pdf, -1) {
		names = append(names, string(name))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, at := range node.FindAllIndex(pdf, -1) {
		place, _ := slices.BinarySearch(names, string(pdf[at[0]:at[1]]))
		copy(pdf[at[0]:at[1]], fmt.Sprintf("(node%08d)", place+1))
	}
}
