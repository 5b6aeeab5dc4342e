package settings

import (
	"go.yaml.in/yaml/v4"

	"gazette/internal/notice"
	"gazette/internal/source"
)

// Policy is what the site has promised its readers about a notice, about the notices of a group, or, when it names
// neither, about all.
type Policy struct {
	Notice              notice.Slug `yaml:"notice" jsonschema_description:"Slug of the notice that it is about."`
	Group               string      `yaml:"group" jsonschema_description:"The group that it is about."`
	NoticePeriod        Days        `yaml:"notice_period" jsonschema:"example=30d" jsonschema_description:"How long before its effective date a substantive change is recorded."`
	MissingTranslation  Level       `yaml:"missing_translation" jsonschema_description:"What check does about languages of the site that have no text: allow, warn or fail."`
	OutdatedTranslation Level       `yaml:"outdated_translation" jsonschema_description:"What check does about translations older than the source text in force: allow, warn or fail."`
	Pos                 source.Pos  `yaml:"-" json:"-"`
	period              bool        // notice_period is written
}

// DecodeNode reads a policy and keeps its place.
func (p *Policy) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Policy
	d.Decode(n, (*plain)(p))
	p.Pos = d.Pos(n)
	p.period = written(n)["notice_period"] != nil
	if p.Notice != "" && p.Group != "" {
		d.Fail(n, "write two entries", "this policy is about a notice and about a group")
	}
}

// PolicyFor returns what applies to a notice: what is said of all notices, of its group, of itself, the later the
// stronger.
func (c *Config) PolicyFor(n *notice.Notice) Policy {
	var out Policy
	for _, about := range []func(Policy) bool{
		func(p Policy) bool { return p.Notice == "" && p.Group == "" },
		func(p Policy) bool { return p.Group != "" && p.Group == n.Group },
		func(p Policy) bool { return p.Notice == n.Slug },
	} {
		for _, p := range c.Policies {
			if about(p) {
				out.take(p)
			}
		}
	}
	return out
}

// take overrides what another policy says.
func (p *Policy) take(o Policy) {
	if o.period {
		p.NoticePeriod = o.NoticePeriod
	}
	if o.MissingTranslation != "" {
		p.MissingTranslation = o.MissingTranslation
	}
	if o.OutdatedTranslation != "" {
		p.OutdatedTranslation = o.OutdatedTranslation
	}
}
