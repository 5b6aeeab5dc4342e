package proof

import "time"

// Report says what was found. Its names are a contract: docs/evidence.md.
type Report struct {
	Holds    bool      `json:"holds"`
	Origin   string    `json:"origin"`
	Size     int64     `json:"size"`
	Root     string    `json:"root"`
	Signers  []string  `json:"signers"`
	Changes  int       `json:"changes"`
	Texts    int       `json:"texts"`
	Receipts int       `json:"receipts"`
	Pages    int       `json:"pages"` // whose words were read and are those sealed
	Archive  bool      `json:"archive"`
	Sealed   time.Time `json:"sealed,omitzero"` // by the publisher's clock, the last time
	Stamps   []Stamp   `json:"timestamps"`
	Findings []Finding `json:"findings"` // what does not hold, the first difference first
	Unproven []Note    `json:"unproven"` // what was not checked, or cannot be

	Checkpoint []byte `json:"-"` // as signed, for the next comparison
}

// Finding is something that does not hold.
type Finding struct {
	Kind    string `json:"kind"` // log, time, fork, archive, page, missing, unread, unsealed, bundle
	Place   string `json:"place"`
	Message string `json:"message"`
}

// Hints say what to do about findings, by kind: to the publisher, or to whoever else has found them.
var Hints = map[string]string{
	"log":  "keep this copy, with the day on which you took it, and ask the publisher for the log as it was signed",
	"fork": "keep both checkpoints: two with one signature that contradict each other prove that there are two logs",
	"time": "ask for the log with its time stamps as the authorities gave them; without them it still holds, " +
		"by the publisher's clock",
	"archive":  "if this site is yours, take archive/ from version control, as it was when it was sealed",
	"page":     "if this site is yours, run `gazette record`, `gazette seal`, then `gazette build --force`",
	"missing":  "if this site is yours, run `gazette build` and publish the whole folder",
	"unread":   "nothing is said of what could not be read: ask again later, or check a copy of the site in a folder",
	"unsealed": "if this site is yours, run `gazette record` and `gazette seal`, then build and publish",
	"bundle":   "ask for the bundle as `gazette prove` wrote it",
}

// Note is something that is not proven.
type Note struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
}

// Stamp is what an authority says of the time.
type Stamp struct {
	Size      int64     `json:"size"` // of the log that it stamped
	Time      time.Time `json:"time"`
	Authority string    `json:"authority"`
	Chained   bool      `json:"chained"` // to a given root
}

func (r *Report) fail(kind, place, message string) {
	r.Findings = append(r.Findings, Finding{kind, place, message})
}

func (r *Report) note(kind, message string) {
	r.Unproven = append(r.Unproven, Note{kind, message})
}
