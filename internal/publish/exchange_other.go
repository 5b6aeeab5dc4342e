//go:build !linux && !darwin

package publish

import "errors"

// exchange is not to be had here: Commit falls back to two renames.
func exchange(string, string) error { return errors.ErrUnsupported }
