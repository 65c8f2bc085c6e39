// Answers with what Argo CD's own GenerateManifests makes of sources: one JSON object a line in, one a line out.
// See README.md for how to run it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"

	log "github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
	utilio "github.com/argoproj/argo-cd/v3/util/io"
)

type question struct {
	// The folder that is the repository. It is copied before anything runs, unless it may be changed.
	Repo    string `json:"repo"`
	InPlace bool   `json:"inPlace"`
	// Of the repository, as Applications name it.
	URL         string                     `json:"url"`
	Name        string                     `json:"name"`
	Namespace   string                     `json:"namespace"`
	Project     string                     `json:"project"`
	Source      v1alpha1.ApplicationSource `json:"source"`
	KubeVersion string                     `json:"kubeVersion"`
	APIVersions []string                   `json:"apiVersions"`
	// kustomize.buildOptions of argocd-cm.
	BuildOptions string `json:"buildOptions"`
	// Other sources by their ref, without the dollar sign: all of them in the same repository.
	Refs []string `json:"refs"`
}

type answer struct {
	Manifests []json.RawMessage `json:"manifests,omitempty"`
	Type      string            `json:"type,omitempty"`
	Error     string            `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			_ = out.Encode(ask(line))
		}
		if err != nil {
			return
		}
	}
}

func ask(line []byte) answer {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: "question: " + err.Error()}
	}
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return answer{Error: err.Error()}
	}
	defer func() { _ = os.RemoveAll(dir) }()
	root := filepath.Join(dir, "repo")
	if q.InPlace {
		root = q.Repo
	} else if out, err := exec.Command("cp", "-R", q.Repo, root).CombinedOutput(); err != nil {
		return answer{Error: string(out)}
	}
	paths := utilio.NewRandomizedTempPaths(dir)
	paths.Add(git.NormalizeGitURL(q.URL), root)
	repo := &v1alpha1.Repository{Repo: q.URL}
	refs := map[string]*v1alpha1.RefTarget{}
	for _, ref := range q.Refs {
		refs["$"+ref] = &v1alpha1.RefTarget{Repo: *repo}
	}
	request := &apiclient.ManifestRequest{
		Repo:               repo,
		AppName:            q.Name,
		Namespace:          q.Namespace,
		ProjectName:        q.Project,
		ApplicationSource:  &q.Source,
		KubeVersion:        q.KubeVersion,
		ApiVersions:        q.APIVersions,
		RefSources:         refs,
		HasMultipleSources: len(refs) > 0,
		KustomizeOptions:   &v1alpha1.KustomizeOptions{BuildOptions: q.BuildOptions},
	}
	response, err := repository.GenerateManifests(context.Background(), filepath.Join(root, q.Source.Path), root, revision,
		request, false, git.NoopCredsStore{}, *resource.NewQuantity(math.MaxInt64, resource.BinarySI), paths)
	if err != nil {
		return answer{Error: fmt.Sprint(err)}
	}
	found := answer{Type: response.SourceType}
	for _, manifest := range response.Manifests {
		found.Manifests = append(found.Manifests, json.RawMessage(manifest))
	}
	return found
}

// The commit that build variables speak of.
const revision = "0000000000000000000000000000000000000000"
