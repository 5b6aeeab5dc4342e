package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// workflow is what GitHub and Forgejo read of a recipe, as far as it is asked here.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []workflowStep
	}
}

type workflowStep struct {
	Name, Uses, Run string
	With            map[string]any
}

// eachRecipe calls a test for every service and every place to publish to.
func eachRecipe(t *testing.T, f func(t *testing.T, s service, d deployment, text string)) {
	for _, s := range services {
		for _, d := range deployments {
			t.Run(s.Service+"/"+d.Deploy, func(t *testing.T) {
				data, err := s.recipe(d)
				if err != nil {
					t.Fatal(err)
				}
				f(t, s, d, string(data))
			})
		}
	}
}

var pinned = regexp.MustCompile(`^(https://data\.forgejo\.org/)?[\w-]+/[\w-]+@[0-9a-f]{40}$`)

// TestRecipesArePinned: actions of others are named by commit, jobs may do no
// more than they need, and whoever may write runs nothing unverified.
func TestRecipesArePinned(t *testing.T) {
	eachRecipe(t, func(t *testing.T, s service, d deployment, text string) {
		if strings.Contains(text, "[[") || strings.Contains(text, "<no value>") {
			t.Errorf("not filled in:\n%s", text)
		}
		var any map[string]any
		if err := yaml.Unmarshal([]byte(text), &any); err != nil {
			t.Fatal(err)
		}
		if s.template != "github.yml" {
			return
		}
		w := parsed(t, text)
		if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" {
			t.Errorf("the workflow may %v", w.Permissions)
		}
		for name, job := range w.Jobs {
			for _, step := range job.Steps {
				if step.Uses != "" && !pinned.MatchString(step.Uses) {
					t.Errorf("%s uses %s, which is not pinned by commit", name, step.Uses)
				}
				if strings.Contains(step.Run, "npx") && len(job.Permissions) > 0 {
					t.Errorf("%s may %v and runs what npx fetches", name, job.Permissions)
				}
				if strings.Contains(step.Run, "curl") && strings.Contains(step.Run, "GAZETTE_URL") && !strings.Contains(step.Run, "sha256sum --check --strict") {
					t.Errorf("%s runs what it does not verify", name)
				}
			}
		}
		if p := w.Jobs["build"].Permissions; len(p) != 0 {
			t.Errorf("the job that builds may %v", p)
		}
	})
}

func parsed(t *testing.T, text string) (w workflow) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// step returns the script of a step of GitHub's recipe, as it stands there.
func step(t *testing.T, serviceName, deploy, job, name string) string {
	t.Helper()
	out, err := recipes([]string{serviceName}, deploy)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range out {
		for _, s := range parsed(t, string(data)).Jobs[job].Steps {
			if s.Name == name {
				return s.Run
			}
		}
	}
	t.Fatalf("%s has no step %q in %s", serviceName, name, job)
	return ""
}

// TestEveryStepIsRun: no step's script is left out of the tests below.
func TestEveryStepIsRun(t *testing.T) {
	source, err := os.ReadFile("recipesrun_test.go")
	if err != nil {
		t.Fatal(err)
	}
	untested := map[string]string{
		"Install what publishes": "apt", "Install what the next step needs": "apt", "Tell people, now that the pages are online": "tested with notify",
	}
	eachRecipe(t, func(t *testing.T, s service, _ deployment, text string) {
		if s.template != "github.yml" {
			return
		}
		for _, job := range parsed(t, text).Jobs {
			for _, step := range job.Steps {
				if step.Run != "" && untested[step.Name] == "" && !strings.Contains(string(source), `"`+step.Name+`"`) {
					t.Errorf("no test runs %q", step.Name)
				}
			}
		}
	})
}

// TestReleasedArchive: a recipe names the archive of the release that wrote
// it, once that is published somewhere.
func TestReleasedArchive(t *testing.T) {
	old := version
	version = "1.2.3"
	t.Cleanup(func() { version = old })
	if got := releasedArchive("https://git.example/press", thisBuild()); got != "https://git.example/press/releases/download/v1.2.3/gazette_1.2.3_linux_amd64.tar.gz" {
		t.Error(got)
	}
	if got := releasedArchive("", thisBuild()); got != "" {
		t.Error(got)
	}
}

// TestWriteRecipes leaves all recipes in a folder, for judges of other houses:
// GAZETTE_RECIPES=DIR, which .ci/run sets.
func TestWriteRecipes(t *testing.T) {
	dir := os.Getenv("GAZETTE_RECIPES")
	if dir == "" {
		t.Skip("SKIPPED: GAZETTE_RECIPES is not set: nobody asks for the recipes")
	}
	eachRecipe(t, func(t *testing.T, s service, d deployment, text string) {
		if err := os.WriteFile(filepath.Join(dir, s.Service+"-"+d.Deploy+".yml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

// TestRecipesHoldGitLabsSchema: recipes for GitLab are what GitLab's own schema
// of .gitlab-ci.yml allows. GAZETTE_GITLAB_SCHEMA=FILE, which .ci/run sets.
func TestRecipesHoldGitLabsSchema(t *testing.T) {
	file := os.Getenv("GAZETTE_GITLAB_SCHEMA")
	if file == "" {
		t.Skip("SKIPPED: GAZETTE_GITLAB_SCHEMA is not set")
	}
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	holds := func(text string) error {
		var recipe map[string]any
		if err := yaml.Unmarshal([]byte(text), &recipe); err != nil {
			return err
		}
		data, err := json.Marshal(recipe)
		if err != nil {
			return err
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return schema.Validate(document)
	}
	eachRecipe(t, func(t *testing.T, s service, _ deployment, text string) {
		if s.template != "gitlab.yml" {
			return
		}
		if err := holds(text); err != nil {
			t.Error(err)
		}
		for _, wrong := range [][2]string{{"when: always", "when: sometimes"}, {"expose_as: review copy", "expose_as: [review, copy]"}, {"timeout: 15 minutes", "timeout: [15]"}} {
			if broken := strings.Replace(text, wrong[0], wrong[1], 1); broken == text || holds(broken) == nil {
				t.Errorf("%q is taken", wrong[1])
			}
		}
	})
}
