//go:build race

package assemble

// Racing says that the race detector is on. It makes everything many times
// slower, and needs goroutines, not many edits: those are made without it.
const Racing = true
