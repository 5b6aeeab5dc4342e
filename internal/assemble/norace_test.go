//go:build !race

package assemble

// Racing says that the race detector is on.
const Racing = false
