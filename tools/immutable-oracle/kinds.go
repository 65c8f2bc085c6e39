package main

import (
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/client-go/kubernetes/fake"
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
	_ "k8s.io/kubernetes/pkg/apis/resource/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
	_ "k8s.io/kubernetes/pkg/apis/storagemigration/install"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicy"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingadmissionpolicybinding"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/mutatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicy"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingadmissionpolicybinding"
	"k8s.io/kubernetes/pkg/registry/admissionregistration/validatingwebhookconfiguration"
	"k8s.io/kubernetes/pkg/registry/apps/controllerrevision"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/certificates/certificates"
	"k8s.io/kubernetes/pkg/registry/certificates/clustertrustbundle"
	"k8s.io/kubernetes/pkg/registry/coordination/lease"
	"k8s.io/kubernetes/pkg/registry/coordination/leasecandidate"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/endpoint"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/node"
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
	"k8s.io/kubernetes/pkg/registry/networking/ipaddress"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/networking/servicecidr"
	"k8s.io/kubernetes/pkg/registry/node/runtimeclass"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrole"
	"k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding"
	"k8s.io/kubernetes/pkg/registry/rbac/role"
	"k8s.io/kubernetes/pkg/registry/rbac/rolebinding"
	"k8s.io/kubernetes/pkg/registry/resource/deviceclass"
	"k8s.io/kubernetes/pkg/registry/resource/devicetaintrule"
	"k8s.io/kubernetes/pkg/registry/resource/resourceclaim"
	"k8s.io/kubernetes/pkg/registry/resource/resourceclaimtemplate"
	"k8s.io/kubernetes/pkg/registry/resource/resourceslice"
	"k8s.io/kubernetes/pkg/registry/scheduling/priorityclass"
	"k8s.io/kubernetes/pkg/registry/storage/csidriver"
	"k8s.io/kubernetes/pkg/registry/storage/csinode"
	"k8s.io/kubernetes/pkg/registry/storage/csistoragecapacity"
	"k8s.io/kubernetes/pkg/registry/storage/storageclass"
	"k8s.io/kubernetes/pkg/registry/storage/volumeattachment"
	"k8s.io/kubernetes/pkg/registry/storage/volumeattributesclass"
	"k8s.io/kubernetes/pkg/registry/storagemigration/storagemigration"
)

type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

type strategies struct {
	create rest.RESTCreateStrategy
	update rest.RESTUpdateStrategy
}

func (s strategies) NamespaceScoped() bool { return s.create.NamespaceScoped() }

var scheme *runtime.Scheme
var codecs serializer.CodecFactory
var kinds = map[schema.GroupKind]strategies{}

func add(group string, byKind map[string]strategy) {
	for kind, one := range byKind {
		kinds[schema.GroupKind{Group: group, Kind: kind}] = strategies{one, one}
	}
}

func init() {
	scheme = legacyscheme.Scheme
	apiextensions.Install(scheme)
	codecs = serializer.NewCodecFactory(scheme)
	namespaces := fake.NewClientset().CoreV1().Namespaces()

	add("", map[string]strategy{
		"Pod": pod.Strategy, "Service": service.Strategy, "ConfigMap": configmap.Strategy, "Secret": secret.Strategy,
		"ServiceAccount": serviceaccount.Strategy, "Namespace": namespace.Strategy, "PersistentVolume": persistentvolume.Strategy,
		"PersistentVolumeClaim": persistentvolumeclaim.Strategy, "PodTemplate": podtemplate.Strategy,
		"ReplicationController": replicationcontroller.Strategy, "ResourceQuota": resourcequota.Strategy,
		"LimitRange": limitrange.Strategy, "Endpoints": endpoint.Strategy, "Node": node.Strategy,
	})
	add("apps", map[string]strategy{
		"Deployment": deployment.Strategy, "DaemonSet": daemonset.Strategy, "StatefulSet": statefulset.Strategy,
		"ReplicaSet": replicaset.Strategy, "ControllerRevision": controllerrevision.Strategy,
	})
	add("batch", map[string]strategy{"Job": job.Strategy, "CronJob": cronjob.Strategy})
	add("autoscaling", map[string]strategy{"HorizontalPodAutoscaler": horizontalpodautoscaler.Strategy})
	add("certificates.k8s.io", map[string]strategy{
		"CertificateSigningRequest": certificates.Strategy, "ClusterTrustBundle": clustertrustbundle.Strategy,
	})
	add("coordination.k8s.io", map[string]strategy{"Lease": lease.Strategy, "LeaseCandidate": leasecandidate.Strategy})
	add("discovery.k8s.io", map[string]strategy{"EndpointSlice": endpointslice.Strategy})
	add("flowcontrol.apiserver.k8s.io", map[string]strategy{
		"FlowSchema": flowschema.Strategy, "PriorityLevelConfiguration": prioritylevelconfiguration.Strategy,
	})
	add("networking.k8s.io", map[string]strategy{
		"Ingress": ingress.Strategy, "IngressClass": ingressclass.Strategy, "NetworkPolicy": networkpolicy.Strategy,
		"IPAddress": ipaddress.Strategy, "ServiceCIDR": servicecidr.Strategy,
	})
	add("node.k8s.io", map[string]strategy{"RuntimeClass": runtimeclass.Strategy})
	add("policy", map[string]strategy{"PodDisruptionBudget": poddisruptionbudget.Strategy})
	add("rbac.authorization.k8s.io", map[string]strategy{
		"Role": role.Strategy, "ClusterRole": clusterrole.Strategy,
		"RoleBinding": rolebinding.Strategy, "ClusterRoleBinding": clusterrolebinding.Strategy,
	})
	add("resource.k8s.io", map[string]strategy{
		"DeviceClass": deviceclass.Strategy, "ResourceSlice": resourceslice.Strategy, "DeviceTaintRule": devicetaintrule.Strategy,
		"ResourceClaim": resourceclaim.NewStrategy(namespaces, nil), "ResourceClaimTemplate": resourceclaimtemplate.NewStrategy(namespaces),
	})
	add("scheduling.k8s.io", map[string]strategy{"PriorityClass": priorityclass.Strategy})
	add("storage.k8s.io", map[string]strategy{
		"StorageClass": storageclass.Strategy, "CSIDriver": csidriver.Strategy, "CSINode": csinode.Strategy,
		"CSIStorageCapacity": csistoragecapacity.Strategy, "VolumeAttachment": volumeattachment.Strategy,
		"VolumeAttributesClass": volumeattributesclass.Strategy,
	})
	add("storagemigration.k8s.io", map[string]strategy{"StorageVersionMigration": storagemigration.Strategy})
	add("admissionregistration.k8s.io", map[string]strategy{
		"MutatingWebhookConfiguration":     mutatingwebhookconfiguration.Strategy,
		"ValidatingWebhookConfiguration":   validatingwebhookconfiguration.Strategy,
		"ValidatingAdmissionPolicy":        validatingadmissionpolicy.NewStrategy(nil, nil),
		"ValidatingAdmissionPolicyBinding": validatingadmissionpolicybinding.NewStrategy(nil, nil, nil),
		"MutatingAdmissionPolicy":          mutatingadmissionpolicy.NewStrategy(nil, nil),
		"MutatingAdmissionPolicyBinding":   mutatingadmissionpolicybinding.NewStrategy(nil, nil, nil),
	})
	add("apiextensions.k8s.io", map[string]strategy{"CustomResourceDefinition": customresourcedefinition.NewStrategy(scheme)})
}
