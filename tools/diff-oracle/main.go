// Argo CD's own comparison, asked from outside. `types` prints what Kubernetes' types are in Go; without an argument it
// reads pairs of objects, one a line, and says for each what Argo CD would find different.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	gescheme "github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube/scheme"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	argodiff "github.com/argoproj/argo-cd/v3/util/argo/diff"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type question struct {
	Before    map[string]any                       `json:"before"`
	After     map[string]any                       `json:"after"`
	Ignore    []v1alpha1.ResourceIgnoreDifferences `json:"ignore,omitempty"`
	Overrides map[string]v1alpha1.ResourceOverride `json:"overrides,omitempty"`
	// resource.compareoptions: ignoreAggregatedRoles.
	IgnoreAggregatedRoles bool `json:"ignoreAggregatedRoles,omitempty"`
}

type answer struct {
	Error    string          `json:"error,omitempty"`
	Modified bool            `json:"modified"`
	Live     json.RawMessage `json:"live,omitempty"`
	Target   json.RawMessage `json:"target,omitempty"`
}

// What the cluster holds after the object was applied: what the API server decodes, with its defaults, and what was applied.
func applied(object map[string]any) (*unstructured.Unstructured, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	un := &unstructured.Unstructured{}
	if err := json.Unmarshal(text, &un.Object); err != nil {
		return nil, err
	}
	if typed, err := gescheme.Scheme.New(un.GroupVersionKind()); err == nil {
		if err := json.Unmarshal(text, typed); err != nil {
			return nil, fmt.Errorf("the API server does not decode it: %w", err)
		}
		if secret, ok := typed.(*corev1.Secret); ok {
			if secret.Data == nil && len(secret.StringData) > 0 {
				secret.Data = map[string][]byte{}
			}
			for key, value := range secret.StringData {
				secret.Data[key] = []byte(value)
			}
			secret.StringData = nil
		}
		gescheme.Scheme.Default(typed)
		stored, err := json.Marshal(typed)
		if err != nil {
			return nil, err
		}
		un.Object = nil
		if err := json.Unmarshal(stored, &un.Object); err != nil {
			return nil, err
		}
	}
	annotations := un.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations[corev1.LastAppliedConfigAnnotation] = string(text)
	un.SetAnnotations(annotations)
	return un, nil
}

func judge(line []byte) (res answer) {
	defer func() {
		if r := recover(); r != nil {
			res = answer{Error: fmt.Sprint("panic: ", r)}
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: err.Error()}
	}
	live, err := applied(q.Before)
	if err != nil {
		return answer{Error: err.Error()}
	}
	config, err := argodiff.NewDiffConfigBuilder().
		WithDiffSettings(q.Ignore, q.Overrides, q.IgnoreAggregatedRoles, normalizers.IgnoreNormalizerOpts{}).
		WithTracking("", "annotation").
		WithNoCache().
		Build()
	if err != nil {
		return answer{Error: err.Error()}
	}
	result, err := argodiff.StateDiff(live, &unstructured.Unstructured{Object: q.After}, config)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Modified: result.Modified, Live: bare(result.NormalizedLive), Target: bare(result.PredictedLive)}
}

// Without what was applied, which is a second copy of the object.
func bare(text []byte) json.RawMessage {
	un := &unstructured.Unstructured{}
	if json.Unmarshal(text, &un.Object) != nil {
		return text
	}
	unstructured.RemoveNestedField(un.Object, "metadata", "annotations", corev1.LastAppliedConfigAnnotation)
	if len(un.GetAnnotations()) == 0 {
		unstructured.RemoveNestedField(un.Object, "metadata", "annotations")
	}
	out, _ := json.Marshal(un.Object)
	return out
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "types" {
		printTypes()
		return
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			_ = enc.Encode(judge(line))
		}
		if err != nil {
			return
		}
	}
}
