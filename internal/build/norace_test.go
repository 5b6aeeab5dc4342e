//go:build !race

package build

// Racing says that the race detector is on.
const Racing = false
