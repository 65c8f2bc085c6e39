// Answers what Argo CD's own code says: a line of JSON in, a line of JSON out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/argoproj/argo-cd/v3/util/assets"
	"github.com/argoproj/argo-cd/v3/util/rbac"
	"github.com/sirupsen/logrus"
)

// question is one policy, and what is asked of it.
type question struct {
	Policy  string     `json:"policy"`
	Mode    string     `json:"mode,omitempty"`
	Ask     [][]string `json:"ask,omitempty"`
	Project string     `json:"project,omitempty"`
}

type answer struct {
	// Error of loading the policy as argocd-server does.
	Error string `json:"error,omitempty"`
	// Warning of `argocd admin settings rbac validate`.
	Warning string `json:"warning,omitempty"`
	// Allowed says for each thing asked whether it is.
	Allowed string `json:"allowed,omitempty"`
}

type lastWarning struct{ text string }

func (w *lastWarning) Levels() []logrus.Level { return []logrus.Level{logrus.WarnLevel} }
func (w *lastWarning) Fire(entry *logrus.Entry) error {
	w.text = entry.Message
	return nil
}

func main() {
	warning := &lastWarning{}
	logrus.SetOutput(os.Stderr)
	logrus.SetLevel(logrus.WarnLevel)
	logrus.AddHook(warning)
	logrus.SetOutput(devNull{})
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		out, _ := json.Marshal(judge(asked, warning))
		fmt.Println(string(out))
	}
}

func judge(asked question, warning *lastWarning) answer {
	enforcer := rbac.NewEnforcer(nil, "argocd", "argocd-rbac-cm", nil)
	enforcer.SetMatchMode(asked.Mode)
	if err := enforcer.SetBuiltinPolicy(assets.BuiltinPolicyCSV); err != nil {
		panic(err)
	}
	if asked.Project == "" {
		if err := enforcer.SetUserPolicy(asked.Policy); err != nil {
			return answer{Error: err.Error()}
		}
	}
	var found answer
	warning.text = ""
	if err := rbac.ValidatePolicy(asked.Policy); err != nil {
		found.Error = err.Error()
	}
	if strings.HasPrefix(warning.text, "user defined roles") {
		found.Warning = warning.text
	}
	for _, request := range asked.Ask {
		vals := make([]any, len(request))
		for i, one := range request {
			vals[i] = one
		}
		allowed := false
		if asked.Project == "" {
			allowed = enforcer.Enforce(vals...)
		} else {
			allowed = enforcer.EnforceRuntimePolicy(asked.Project, asked.Policy, vals...)
		}
		found.Allowed += map[bool]string{true: "1", false: "0"}[allowed]
	}
	return found
}

type devNull struct{}

func (devNull) Write(p []byte) (int, error) { return len(p), nil }
