// Prints since when each version of each built-in kind is there, deprecated and removed, and what replaces it: what
// Kubernetes' own code says in its APILifecycle* methods.
//
//	go run main.go DIR...
//
// Each DIR is the source of k8s.io/api, of k8s.io/apiextensions-apiserver or of k8s.io/kube-aggregator in one release; a
// later one wins. Several releases are needed, for a kind that nobody serves any more is taken out of the source one day.
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Lifecycle is what is known of one kind in one version. A version of Kubernetes is its minor number: 16 is 1.16.
type Lifecycle struct {
	Introduced  int    `json:"introduced,omitempty"`
	Deprecated  int    `json:"deprecated,omitempty"`
	Removed     int    `json:"removed,omitempty"`
	Replacement string `json:"replacement,omitempty"`
}

var groupName = regexp.MustCompile(`const GroupName = "([^"]*)"`)

func main() {
	all := map[string]*Lifecycle{}
	for _, dir := range os.Args[1:] {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Name() == "zz_generated.prerelease-lifecycle.go" {
				read(path, all)
			}
			return err
		})
		if err != nil {
			panic(err)
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(all); err != nil {
		panic(err)
	}
}

// The group is in register.go beside the generated file, or in that of the folder above.
func groupOf(dir string) string {
	for _, file := range []string{"register.go", "../register.go"} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if match := groupName.FindSubmatch(text); err == nil && match != nil {
			return string(match[1])
		}
	}
	panic("no GroupName for " + dir)
}

func read(path string, all map[string]*Lifecycle) {
	dir := filepath.Dir(path)
	prefix := filepath.Base(dir) + "/"
	if group := groupOf(dir); group != "" {
		prefix = group + "/" + prefix
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		panic(err)
	}
	for _, decl := range file.Decls {
		method, ok := decl.(*ast.FuncDecl)
		if !ok || method.Recv == nil {
			continue
		}
		kind := method.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
		if strings.HasSuffix(kind, "List") {
			continue
		}
		name := prefix + kind
		if all[name] == nil {
			all[name] = &Lifecycle{}
		}
		result := method.Body.List[0].(*ast.ReturnStmt).Results
		switch method.Name.Name {
		case "APILifecycleIntroduced":
			all[name].Introduced = number(result[1])
		case "APILifecycleDeprecated":
			all[name].Deprecated = number(result[1])
		case "APILifecycleRemoved":
			all[name].Removed = number(result[1])
		case "APILifecycleReplacement":
			all[name].Replacement = replacement(result[0].(*ast.CompositeLit))
		}
	}
}

func number(expr ast.Expr) int {
	value, err := strconv.Atoi(expr.(*ast.BasicLit).Value)
	if err != nil {
		panic(err)
	}
	return value
}

func replacement(gvk *ast.CompositeLit) string {
	parts := map[string]string{}
	for _, element := range gvk.Elts {
		pair := element.(*ast.KeyValueExpr)
		value, err := strconv.Unquote(pair.Value.(*ast.BasicLit).Value)
		if err != nil {
			panic(err)
		}
		parts[pair.Key.(*ast.Ident).Name] = value
	}
	if parts["Group"] == "" {
		return parts["Version"] + "/" + parts["Kind"]
	}
	return parts["Group"] + "/" + parts["Version"] + "/" + parts["Kind"]
}
