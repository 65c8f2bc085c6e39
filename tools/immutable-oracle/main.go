// What the API server says to an update: its own strategies are asked, as they are when `kubectl apply` sends a patch.
// It reads pairs of manifests of one object, one pair a line.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/jsonmergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
	api "k8s.io/kubernetes/pkg/apis/core"
)

type pair struct {
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

type cause struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

type answer struct {
	// The first manifest cannot be created, or the second is no object: nothing is said of the update.
	Unusable string `json:"unusable,omitempty"`
	// The second is refused for itself: it could not be created either.
	Invalid []cause `json:"invalid,omitempty"`
	// What is said to the update.
	Refused []cause `json:"refused,omitempty"`
}

func judge(line []byte) (res answer) {
	defer func() {
		if r := recover(); r != nil {
			res = answer{Unusable: fmt.Sprint("panic: ", r)}
		}
	}()
	var p pair
	if err := json.Unmarshal(line, &p); err != nil {
		return answer{Unusable: err.Error()}
	}
	un := &unstructured.Unstructured{}
	if err := json.Unmarshal(p.Before, &un.Object); err != nil {
		return answer{Unusable: err.Error()}
	}
	kind, ok := kinds[un.GroupVersionKind().GroupKind()]
	if !ok {
		return answer{Unusable: "no strategy for " + un.GroupVersionKind().String()}
	}
	namespace := ""
	if kind.NamespaceScoped() {
		namespace = un.GetNamespace()
		if namespace == "" {
			namespace = "default"
		}
	}
	ctx := contextOf(un, namespace, "create")
	live, err := decode(p.Before, namespace)
	if err != nil {
		return answer{Unusable: err.Error()}
	}
	addresses(live)
	if err := create(ctx, kind.create, live); err != nil {
		return answer{Unusable: causes(err)[0].Field + ": " + causes(err)[0].Message}
	}
	allocate(live)
	patched, err := patch(live, un, p.Before, p.After)
	if err != nil {
		return answer{Unusable: err.Error()}
	}
	updated, err := decode(patched, namespace)
	if err != nil {
		return answer{Unusable: err.Error()}
	}
	if other, err := decode(p.After, namespace); err != nil {
		return answer{Unusable: err.Error()}
	} else {
		addresses(other)
		if err := create(ctx, kind.create, other); err != nil {
			res.Invalid = causes(err)
		}
	}
	if old, is := live.(*api.Service); is {
		keepAllocated(old, updated.(*api.Service))
	}
	accessor, _ := meta.Accessor(live)
	accessor.SetResourceVersion("1")
	accessor, _ = meta.Accessor(updated)
	accessor.SetResourceVersion("1")
	if err := rest.BeforeUpdate(kind.update, contextOf(un, namespace, "update"), updated, live); err != nil {
		res.Refused = causes(err)
	}
	return res
}

func contextOf(un *unstructured.Unstructured, namespace, verb string) context.Context {
	gvk := un.GroupVersionKind()
	ctx := request.WithNamespace(request.NewContext(), namespace)
	return request.WithRequestInfo(ctx, &request.RequestInfo{
		APIGroup: gvk.Group, APIVersion: gvk.Version, Resource: "things", IsResourceRequest: true, Verb: verb, Name: un.GetName(),
	})
}

func decode(text []byte, namespace string) (runtime.Object, error) {
	object, _, err := codecs.UniversalDecoder().Decode(text, nil, nil)
	if err != nil {
		return nil, err
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	accessor.SetNamespace(namespace)
	return object, nil
}

func create(ctx context.Context, strategy rest.RESTCreateStrategy, object runtime.Object) error {
	accessor, _ := meta.Accessor(object)
	rest.FillObjectMetaSystemFields(accessor)
	return rest.BeforeCreate(strategy, ctx, object)
}

// What kubectl makes of the live object, the manifest that was applied, and the new one.
func patch(live runtime.Object, un *unstructured.Unstructured, before, after []byte) ([]byte, error) {
	gvk := un.GroupVersionKind()
	current, err := runtime.Encode(codecs.LegacyCodec(gvk.GroupVersion()), live)
	if err != nil {
		return nil, err
	}
	typed, err := clientscheme.Scheme.New(gvk)
	if err != nil {
		patch, err := jsonmergepatch.CreateThreeWayJSONMergePatch(before, after, current)
		if err != nil {
			return nil, err
		}
		return jsonpatch.MergePatch(current, patch)
	}
	lookup, err := strategicpatch.NewPatchMetaFromStruct(typed)
	if err != nil {
		return nil, err
	}
	patch, err := strategicpatch.CreateThreeWayMergePatch(before, after, current, lookup, true)
	if err != nil {
		return nil, err
	}
	return strategicpatch.StrategicMergePatch(current, patch, typed)
}

func causes(err error) []cause {
	if status, is := err.(errors.APIStatus); is && status.Status().Details != nil && len(status.Status().Details.Causes) > 0 {
		found := []cause{}
		for _, one := range status.Status().Details.Causes {
			found = append(found, cause{one.Field, one.Message})
		}
		return found
	}
	return []cause{{"", err.Error()}}
}

func main() {
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
