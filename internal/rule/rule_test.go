package rule_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gazette/internal/rule"
)

const root = "../.."

// TestProblemsAreMadeOfRules: no source of the program writes a problem down
// by itself. Pos.Problem makes them all, of a rule of this package; so a
// problem whose rule is not documented cannot exist.
func TestProblemsAreMadeOfRules(t *testing.T) {
	looked := 0
	for name, f := range sources(t) {
		if name == "internal/source/problem.go" {
			continue
		}
		looked++
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if problem(lit.Type, "Problem") && len(lit.Elts) > 0 {
				t.Errorf("%s writes a problem down: use Pos.Problem and a rule", name)
			}
			for _, e := range lit.Elts {
				if inner, ok := e.(*ast.CompositeLit); ok && problem(lit.Type, "Problems") && inner.Type == nil {
					t.Errorf("%s writes a problem down: use Pos.Problem and a rule", name)
				}
			}
			return true
		})
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// problem reports whether an expression is source.Problem or the like.
func problem(e ast.Expr, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "source" && s.Sel.Name == name
}

// TestRulesAreUsed: each rule is named by some other package.
func TestRulesAreUsed(t *testing.T) {
	all := sources(t)
	used := map[string]bool{}
	for name, f := range all {
		if strings.HasPrefix(name, "internal/rule/") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "rule" {
					used[s.Sel.Name] = true
				}
			}
			return true
		})
	}
	defined := 0
	for _, d := range all["internal/rule/rules.go"].Decls {
		for _, s := range d.(*ast.GenDecl).Specs {
			v, ok := s.(*ast.ValueSpec)
			if !ok || !v.Names[0].IsExported() {
				continue
			}
			defined++
			if !used[v.Names[0].Name] {
				t.Errorf("nothing finds what rule.%s is about", v.Names[0].Name)
			}
		}
	}
	if defined != len(rule.All()) {
		t.Errorf("%d rules are defined, %d listed", defined, len(rule.All()))
	}
}

// TestRuleAsText: a rule written down is read back as itself, and no other
// word is read as one.
func TestRuleAsText(t *testing.T) {
	for _, r := range rule.All() {
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back rule.Rule
		if err := json.Unmarshal(data, &back); err != nil || back != r {
			t.Errorf("%s is read back as %v, %v", data, back, err)
		}
	}
	var r rule.Rule
	if err := json.Unmarshal([]byte(`"no-such-rule"`), &r); err == nil {
		t.Error("a rule that does not exist was read")
	}
}

// sources parses the program's files, without tests, by their path.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	out := map[string]*ast.File{}
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "public"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, p), nil, parser.SkipObjectResolution)
		out[p] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
