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
	Kind    string `json:"kind"` // log, time, fork, archive, page, missing, unsealed, bundle
	Place   string `json:"place"`
	Message string `json:"message"`
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
