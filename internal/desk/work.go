package desk

import (
	"context"

	"gazette/i18n"
	"gazette/internal/desk/action"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/recording"
)

// Work is what the commands do with a site, for the desk to do the same.
type Work struct {
	action.Commands
	Held  func(*load.Sources) int                                    // how many messages wait for a person to decide
	Copy  func(dir string) error                                     // writes the site with its drafts into a folder
	Build func() (pages int, err error)                              // makes the site's pages
	Start func(Beginning) error                                      // writes a new site
	Built func() bool                                                // whether pages were built before
	Pages func(after *load.Sources) (*recording.PlannedPages, error) // which pages differ from those
	// Receive reads a file that came back, and says what would be written.
	Receive func(context.Context, Delivery) (Brought, error)
	Formats func(context.Context) []string // in which a text can be given
	Export  func(ctx context.Context, slug notice.Slug, l i18n.Locale, format string) ([]byte, error)
}
