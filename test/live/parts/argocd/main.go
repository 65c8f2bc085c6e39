// The parts of Argo CD that the live tests need, in one program: the first argument says which one to be.
// Argo CD's own program does the same, and holds the UI and the API server too, which nothing here uses.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	controller "github.com/argoproj/argo-cd/v3/cmd/argocd-application-controller/commands"
	applicationset "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
	askpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	"github.com/argoproj/argo-cd/v3/util/log"
	"github.com/spf13/cobra"
	"k8s.io/klog/v2"
)

var parts = map[string]func() *cobra.Command{
	"argocd-application-controller":    controller.NewCommand,
	"argocd-applicationset-controller": applicationset.NewCommand,
	"argocd-git-ask-pass":              askpass.NewCommand,
	"argocd-repo-server":               reposerver.NewCommand,
}

func init() {
	klog.SetLogger(log.NewLogrusLogger(log.NewWithCurrentConfig()))
}

func main() {
	// The repo-server calls `argocd-git-ask-pass` by its name, so a link by that name must work too.
	name := filepath.Base(os.Args[0])
	args := os.Args[1:]
	if _, ok := parts[name]; !ok && len(args) > 0 {
		name, args = args[0], args[1:]
	}
	part, ok := parts[name]
	if !ok {
		fmt.Fprintf(os.Stderr, "there is no part named %q\n", name)
		os.Exit(2)
	}
	command := part()
	command.SetArgs(args)
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}
