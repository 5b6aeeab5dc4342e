package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// document is the part of SPDX 2.3 that is said here:
// https://spdx.github.io/spdx-spec/v2.3/
type document struct {
	Version       string       `json:"spdxVersion"`
	License       string       `json:"dataLicense"`
	ID            string       `json:"SPDXID"`
	Name          string       `json:"name"`
	Namespace     string       `json:"documentNamespace"`
	Creation      creation     `json:"creationInfo"`
	Packages      []component  `json:"packages"`
	Relationships []dependency `json:"relationships"`
}

type creation struct {
	Created  string   `json:"created"`
	Creators []string `json:"creators"`
}

type component struct {
	Name       string      `json:"name"`
	ID         string      `json:"SPDXID"`
	Version    string      `json:"versionInfo"`
	Location   string      `json:"downloadLocation"`
	Analyzed   bool        `json:"filesAnalyzed"`
	Concluded  string      `json:"licenseConcluded"`
	Declared   string      `json:"licenseDeclared"`
	Copyright  string      `json:"copyrightText"`
	Source     string      `json:"sourceInfo,omitempty"`
	Checksums  []checksum  `json:"checksums,omitempty"`
	References []reference `json:"externalRefs,omitempty"`
}

type checksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type reference struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type dependency struct {
	From string `json:"spdxElementId"`
	Kind string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

// parts writes which modules a program was linked from, as the program itself
// says: what is in go.mod for tests alone is not in it.
func (r *run) parts(t target, program []byte) error {
	info, err := buildinfo.Read(bytes.NewReader(program))
	if err != nil {
		return err
	}
	name := fmt.Sprintf("gazette_%s_%s_%s", r.version, t.os, t.arch)
	sum := fmt.Sprintf("%x", sha256.Sum256(program))
	own := part("gazette", r.version, "pkg:golang/"+info.Main.Path+"@v"+r.version)
	own.Concluded, own.Declared, own.Checksums = "Apache-2.0", "Apache-2.0", []checksum{{"SHA256", sum}}
	std := part("stdlib", strings.TrimPrefix(info.GoVersion, "go"),
		"pkg:golang/stdlib@"+strings.TrimPrefix(info.GoVersion, "go"))
	std.Concluded, std.Declared = "BSD-3-Clause", "BSD-3-Clause"
	d := document{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: name,
		Namespace: "https://gazette.example/spdx/" + name + "-" + sum,
		Creation:  creation{r.commit.time.Format(time.RFC3339), []string{"Tool: gazette-release"}},
		Packages:  []component{own, std},
	}
	for _, m := range info.Deps {
		p := part(m.Path, m.Version, "pkg:golang/"+m.Path+"@"+m.Version)
		p.Source = "Go module, go.sum " + m.Sum
		d.Packages = append(d.Packages, p)
	}
	d.Relationships = []dependency{{d.ID, "DESCRIBES", own.ID}}
	for _, p := range d.Packages[1:] {
		d.Relationships = append(d.Relationships, dependency{own.ID, "DEPENDS_ON", p.ID})
	}
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	_, err = r.write(name+".spdx.json", append(data, '\n'))
	return err
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9.-]`)

func part(name, version, purl string) component {
	return component{
		Name: name, ID: "SPDXRef-" + notInID.ReplaceAllString(name, "-"), Version: version,
		Location: "NOASSERTION", Concluded: "NOASSERTION", Declared: "NOASSERTION", Copyright: "NOASSERTION",
		References: []reference{{"PACKAGE-MANAGER", "purl", purl}},
	}
}
