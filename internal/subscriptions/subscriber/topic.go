package subscriber

import (
	"slices"
	"strings"
)

// All is the topic of who wants to be told about every notice.
const All = "all"

// GroupPrefix begins the topic of a group of notices; any other topic but All
// is a notice's slug.
const GroupPrefix = "group:"

// TopicsMax is how many topics one subscriber may have.
const TopicsMax = 200

// Topics are what a message about a notice is sent to: the notice, its group
// if it has one, and all; the narrowest first.
func Topics(slug, group string) []string {
	if group == "" {
		return []string{slug, All}
	}
	return []string{slug, GroupPrefix + group, All}
}

// TopicSet puts topics in order, each once; whoever wants all wants nothing else.
func TopicSet(topics []string) []string {
	out := slices.Clone(topics)
	slices.Sort(out)
	if out = slices.Compact(out); slices.Contains(out, All) {
		return []string{All}
	}
	return out
}

// ListName is a topic as it stands in a List-Id (RFC 2919).
func ListName(topic string) string { return strings.ReplaceAll(topic, ":", ".") }

// Extent is how much a subscriber is told of each change.
type Extent string

// The extents. Announcements are told to everybody.
const (
	Everything    Extent = "everything" // reminders and the day itself, too
	Announcements Extent = "announcements"
)

// Known reports whether there is such an extent.
func (e Extent) Known() bool { return e == Everything || e == Announcements }
