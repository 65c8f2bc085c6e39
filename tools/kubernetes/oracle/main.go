// Reads objects, one JSON document a line, and says for each what the API server's own code says: whether the version is
// known, strict decoding errors (unknown fields), decoding errors (types), and the errors of its validation.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/coordination/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/discovery/install"
	_ "k8s.io/kubernetes/pkg/apis/events/install"
	_ "k8s.io/kubernetes/pkg/apis/flowcontrol/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/node/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/apps/controllerrevision"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/coordination/lease"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/endpoint"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/discovery/endpointslice"
	"k8s.io/kubernetes/pkg/registry/flowcontrol/flowschema"
	"k8s.io/kubernetes/pkg/registry/flowcontrol/prioritylevelconfiguration"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/ingressclass"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/node/runtimeclass"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/csidriver"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
)

var strategies = map[string]rest.RESTCreateStrategy{
	"Pod": pod.Strategy, "Service": service.Strategy, "ConfigMap": configmap.Strategy, "Secret": secret.Strategy,
	"ServiceAccount": serviceaccount.Strategy, "Namespace": namespace.Strategy, "PersistentVolume": persistentvolume.Strategy,
	"PersistentVolumeClaim": persistentvolumeclaim.Strategy, "PodTemplate": podtemplate.Strategy,
	"ReplicationController": replicationcontroller.Strategy, "ResourceQuota": resourcequota.Strategy, "LimitRange": limitrange.Strategy,
	"Endpoints": endpoint.Strategy, "Deployment": deployment.Strategy, "DaemonSet": daemonset.Strategy, "StatefulSet": statefulset.Strategy,
	"ReplicaSet": replicaset.Strategy, "ControllerRevision": controllerrevision.Strategy, "Job": job.Strategy, "CronJob": cronjob.Strategy,
	"HorizontalPodAutoscaler": horizontalpodautoscaler.Strategy, "Lease": lease.Strategy, "EndpointSlice": endpointslice.Strategy,
	"FlowSchema": flowschema.Strategy, "PriorityLevelConfiguration": prioritylevelconfiguration.Strategy,
	"Ingress": ingress.Strategy, "IngressClass": ingressclass.Strategy, "NetworkPolicy": networkpolicy.Strategy,
	"RuntimeClass": runtimeclass.Strategy, "PodDisruptionBudget": poddisruptionbudget.Strategy,
	"Role": role.Strategy, "ClusterRole": clusterrole.Strategy, "RoleBinding": rolebinding.Strategy, "ClusterRoleBinding": clusterrolebinding.Strategy,
	"PriorityClass": priorityclass.Strategy, "CSIDriver": csidriver.Strategy, "StorageClass": storageclass.Strategy,
}

type result struct {
	Unknown []string `json:"unknown,omitempty"`
	Decode  string   `json:"decode,omitempty"`
	Invalid []string `json:"invalid,omitempty"`
	NoKind  string   `json:"noKind,omitempty"`
	Skipped bool     `json:"skipped,omitempty"`
}

func judge(line []byte) (res result) {
	defer func() {
		if r := recover(); r != nil {
			res.Invalid = append(res.Invalid, fmt.Sprint("panic: ", r))
		}
	}()
	u := &unstructured.Unstructured{}
	if err := json.Unmarshal(line, &u.Object); err != nil {
		return result{Decode: err.Error()}
	}
	strategy, ok := strategies[u.GetKind()]
	gvk := u.GroupVersionKind()
	if !legacyscheme.Scheme.Recognizes(gvk) {
		return result{NoKind: gvk.String()}
	}
	s := kjson.NewSerializerWithOptions(kjson.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme, kjson.SerializerOptions{Strict: true})
	decoder := legacyscheme.Codecs.DecoderToVersion(s, schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal})
	obj, _, err := decoder.Decode(line, nil, nil)
	if err != nil {
		if strict, is := runtime.AsStrictDecodingError(err); is {
			for _, e := range strict.Errors() {
				res.Unknown = append(res.Unknown, e.Error())
			}
		} else {
			res.Decode = err.Error()
			return res
		}
	}
	if !ok {
		res.Skipped = true
		return res
	}
	ctx := request.WithNamespace(request.NewContext(), u.GetNamespace())
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{APIGroup: gvk.Group, APIVersion: gvk.Version, IsResourceRequest: true, Verb: "create"})
	if strategy.NamespaceScoped() {
		if u.GetNamespace() == "" {
			accessor, _ := meta.Accessor(obj)
			accessor.SetNamespace("default")
			ctx = request.WithNamespace(ctx, "default")
		}
	} else {
		accessor, _ := meta.Accessor(obj)
		accessor.SetNamespace("")
		ctx = request.WithNamespace(ctx, "")
	}
	if accessor, err := meta.Accessor(obj); err == nil {
		rest.FillObjectMetaSystemFields(accessor)
	}
	if err := rest.BeforeCreate(strategy, ctx, obj); err != nil {
		if status, is := err.(errors.APIStatus); is && status.Status().Details != nil && len(status.Status().Details.Causes) > 0 {
			for _, c := range status.Status().Details.Causes {
				res.Invalid = append(res.Invalid, c.Field+": "+c.Message)
			}
		} else {
			res.Invalid = append(res.Invalid, err.Error())
		}
	}
	return res
}

func main() {
	strategies["MutatingWebhookConfiguration"] = mutatingwebhookconfiguration.Strategy
	strategies["ValidatingWebhookConfiguration"] = validatingwebhookconfiguration.Strategy
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			_ = enc.Encode(judge(line))
		}
		if err != nil {
			return
		}
	}
}
