package subscriber

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"golang.org/x/net/idna"
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

// labelMax is how long a step of a List-Id is at most, as of a host's name.
const labelMax = 63

// ListName is a topic as it stands in a List-Id (RFC 2919): ASCII, and short.
// A name in another script is written as a host's would be; one that is too
// long for that, by its beginning and a hash.
func ListName(topic string) string {
	kind, name, grouped := strings.Cut(topic, ":")
	if !grouped {
		kind, name = "", topic
	} else {
		kind += "."
	}
	label, err := idna.Punycode.ToASCII(name)
	if err == nil && len(label) <= labelMax {
		return kind + label
	}
	sum := sha256.Sum256([]byte(name))
	return kind + "notice-" + hex.EncodeToString(sum[:12])
}

// ListID is the List-Id of the mails about a topic: of a channel, on a site's host.
func ListID(topic, channel, host string) string {
	return "<" + ListName(topic) + "." + channel + "." + host + ">"
}

// Extent is how much a subscriber is told of each change.
type Extent string

// The extents. Announcements are told to everybody.
const (
	Everything    Extent = "everything" // reminders and the day itself, too
	Announcements Extent = "announcements"
)

// Known reports whether there is such an extent.
func (e Extent) Known() bool { return e == Everything || e == Announcements }
