//go:build !race

package preview_test

// Racing says that the race detector is on.
const Racing = false
