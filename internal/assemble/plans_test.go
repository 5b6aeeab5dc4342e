package assemble_test

import (
	"gazette/internal/assemble"
	"gazette/internal/recording"
)

func init() { assemble.Plan, assemble.After = recording.Plan, recording.After }
