package settings

import (
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/internal/source"
)

// Evidence says how what is published is sealed: in whose name, by which key, and who else vouches for the time.
type Evidence struct {
	Origin          string    `yaml:"origin" jsonschema:"example=www.example.com/legal" jsonschema_description:"Name of the log, for ever: a host and a path, without https://."`
	PublicKey       string    `yaml:"public_key" jsonschema_description:"The public key that gazette evidence keygen printed."`
	KeyEnv          string    `yaml:"key_env" jsonschema:"example=GAZETTE_EVIDENCE_KEY" jsonschema_description:"Environment variable that holds the private key."`
	KeyFile         string    `yaml:"key_file" jsonschema_description:"File that holds the private key, outside the site's folder."`
	FormerKeys      []string  `yaml:"former_keys" jsonschema_description:"Public keys that signed earlier."`
	Timestamps      []string  `yaml:"timestamps" jsonschema:"example=https://tsa.example.com/tsr" jsonschema_description:"Time-stamping authorities (RFC 3161) that are asked for each seal."`
	TimestampRoots  string    `yaml:"timestamp_roots" jsonschema_description:"File with the root certificates of these authorities (PEM); goes into every bundle."`
	Witnesses       []Witness `yaml:"witnesses" jsonschema_description:"Witnesses (C2SP tlog-witness) that are asked to sign that the log only grew."`
	WitnessesNeeded int       `yaml:"witnesses_needed" jsonschema_description:"How many of them must have signed before check and verify are content; 0 when absent."`
}

// Witness is somebody else who signs that the log only grew.
type Witness struct {
	URL string `yaml:"url" jsonschema:"required,example=https://witness.example.com/" jsonschema_description:"Its address, to which add-checkpoint is added."`
	Key string `yaml:"key" jsonschema:"required" jsonschema_description:"Its public key."`
}

// On reports whether the site seals what it publishes.
func (e Evidence) On() bool { return e.Origin != "" }

// DecodeNode reads the settings and judges them as far as that takes no key.
func (e *Evidence) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Evidence
	d.Decode(n, (*plain)(e))
	if n.Kind != yaml.MappingNode {
		return
	}
	given := written(n)
	switch {
	case e.Origin == "" || strings.ContainsAny(e.Origin, "+ \t") || strings.Contains(e.Origin, "://"):
		d.Fail(n, "write it like `origin: www.example.com/legal`: it never changes, and has neither https:// nor + "+
			"nor spaces", "`evidence` has no `origin` that can be one")
	case !strings.HasPrefix(e.PublicKey, e.Origin+"+"):
		d.Fail(n, "write the line that `gazette evidence keygen --origin "+e.Origin+"` printed",
			"`public_key` is no key of %s", e.Origin)
	case (e.KeyEnv == "") == (e.KeyFile == ""):
		d.Fail(n, "write `key_env: GAZETTE_EVIDENCE_KEY`, or the path of a file outside the site as `key_file`",
			"`evidence` needs one of `key_env` and `key_file`")
	case e.WitnessesNeeded < 0 || e.WitnessesNeeded > len(e.Witnesses):
		d.Fail(given["witnesses_needed"], "name more `witnesses`, or need fewer", "%d witnesses cannot be had of %d",
			e.WitnessesNeeded, len(e.Witnesses))
	}
	for _, address := range e.addresses() {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			d.Fail(n, "write it like https://tsa.example.com/tsr", "%q is not an address", address)
		}
	}
}

// addresses returns the addresses of everybody who is asked.
func (e *Evidence) addresses() []string {
	out := append([]string{}, e.Timestamps...)
	for _, w := range e.Witnesses {
		out = append(out, w.URL)
	}
	return out
}
