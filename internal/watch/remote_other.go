//go:build !linux && !darwin

package watch

// remote reports whether a folder is on a network file system: here, only
// --poll says so.
func remote(string) bool { return false }
