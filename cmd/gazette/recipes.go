package main

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"

	"gazette/internal/hosting"
	"gazette/internal/project"
	"gazette/internal/spelling"
)

// The recipes are templates of what the services read, filled with the scripts
// beside them: a test runs the scripts out of the recipes.
//
//go:embed ci
var recipeFiles embed.FS

// service is a CI service that there is a recipe for.
type service struct {
	Service  string // its word for --ci
	path     string // the file that it reads
	template string
	Runner   string // the machine its jobs run on
	actions         // pinned by commit: a tag may be moved, a commit cannot
}

// actions are the steps that others wrote.
type actions struct{ Checkout, Cache, Upload, Download, UploadPages, DeployPages string }

var services = []service{
	{"github", ".github/workflows/notices.yml", "github.yml", "ubuntu-24.04", actions{
		Checkout:    "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
		Cache:       "actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3",
		Upload:      "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
		Download:    "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0",
		UploadPages: "actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1",
		DeployPages: "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5",
	}},
	{"gitlab", ".gitlab-ci.yml", "gitlab.yml", "", actions{}},
	{"forgejo", ".forgejo/workflows/notices.yml", "github.yml", "docker", actions{
		Checkout: "https://data.forgejo.org/actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
		Cache:    "https://data.forgejo.org/actions/cache@5a3ec84eff668545956fd18022155c47e93e2684 # v4.2.3",
		Upload:   "https://data.forgejo.org/forgejo/upload-artifact@16871d9e8cfcf27ff31822cac382bbb5450f1e1e # v4",
		Download: "https://data.forgejo.org/forgejo/download-artifact@d8d0a99033603453ad2255e58720b460a0555e1e # v4",
	}},
}

// deployment is where a recipe publishes to.
type deployment struct {
	Deploy    string   // its word for --deploy
	Step      string   // the script that does it
	Needs     string   // packages of Debian that the script uses
	Secrets   []string // what the service keeps secret for it
	Variables []string // what it is told besides
}

var deployments = []deployment{
	{Deploy: "pages", Step: "deploy-branch.sh"}, // GitHub and GitLab have steps of their own
	{Deploy: hosting.Cloudflare, Step: "deploy-cloudflare.sh",
		Secrets: []string{"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"}, Variables: []string{"CLOUDFLARE_PROJECT"}},
	{Deploy: hosting.Netlify, Step: "deploy-netlify.sh", Needs: "zip", Secrets: []string{"NETLIFY_TOKEN"},
		Variables: []string{"NETLIFY_SITE"}},
	{Deploy: "s3", Step: "deploy-s3.sh", Needs: "rclone",
		Secrets:   []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"},
		Variables: []string{"AWS_REGION", "DEPLOY_TO"}},
	{Deploy: "rsync", Step: "deploy-rsync.sh", Needs: "rsync openssh-client",
		Secrets: []string{"SSH_KEY", "SSH_KNOWN_HOSTS"}, Variables: []string{"DEPLOY_TO"}},
}

// deployNames are the words for --deploy.
func deployNames() (out []string) {
	for _, d := range deployments {
		out = append(out, d.Deploy)
	}
	return out
}

// serviceNames are the words for --ci, each with what is written before it.
func serviceNames(before string) (out []string) {
	for _, s := range services {
		out = append(out, before+s.Service)
	}
	return out
}

// recipes returns the files of CI services, by their paths in a site.
func recipes(names []string, deploy string) (map[string][]byte, error) {
	at := slices.IndexFunc(deployments, func(d deployment) bool { return d.Deploy == deploy })
	if at < 0 {
		return nil, misuse{fmt.Sprintf("--deploy is %q", deploy), "write --deploy " + spelling.OneOf(deployNames())}
	}
	out := map[string][]byte{}
	for _, name := range names {
		i := slices.IndexFunc(services, func(s service) bool { return s.Service == name })
		if i < 0 {
			return nil, misuse{fmt.Sprintf("--ci is %q", name),
				"write " + spelling.OneOf(serviceNames("--ci ")) + "; more than one is fine"}
		}
		data, err := services[i].recipe(deployments[at])
		if err != nil {
			return nil, err
		}
		maps.Copy(out, map[string][]byte{services[i].path: data})
	}
	return out, nil
}

// recipe fills the template of a service.
func (s service) recipe(d deployment) ([]byte, error) {
	t, err := template.New(s.template).Delims("[[", "]]").Funcs(template.FuncMap{
		"script": script, "indent": indent, "inline": strings.TrimSpace,
	}).ParseFS(recipeFiles, "ci/"+s.template)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		service
		deployment
		Archive string
	}{s, d, releasedArchive(project.Repository, thisBuild())})
	return b.Bytes(), err
}

// releasedArchive is where a release's archive for CI lies; "" where this is
// no release, or Gazette is published nowhere.
func releasedArchive(repository string, b build) string {
	if repository == "" || version == "" || b.unreleased() {
		return ""
	}
	return fmt.Sprintf("%s/releases/download/v%[2]s/gazette_%[2]s_linux_amd64.tar.gz", repository, b.Version)
}

func script(name string) (string, error) {
	data, err := recipeFiles.ReadFile("ci/" + name)
	return strings.TrimRight(string(data), "\n"), err
}

// indent sets a script into a block of YAML.
func indent(by int, text string) string {
	pad := strings.Repeat(" ", by)
	return pad + strings.ReplaceAll(text, "\n", "\n"+pad)
}
