package main

import (
	"slices"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apimachinery/pkg/runtime"
	api "k8s.io/kubernetes/pkg/apis/core"
)

// One address is the list of addresses.
func addresses(object runtime.Object) {
	if service, is := object.(*api.Service); is && service.Spec.ClusterIP != "" && len(service.Spec.ClusterIPs) == 0 {
		service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
	}
}

// What the cluster makes of an object after it was created: a Service has addresses and ports (any will do), a claim is
// bound to a volume of the size that it asked for, a kind is served.
func allocate(object runtime.Object) {
	switch object := object.(type) {
	case *api.Service:
		allocateService(object)
	case *api.PersistentVolumeClaim:
		object.Status.Phase = api.ClaimBound
		object.Status.Capacity = object.Spec.Resources.Requests.DeepCopy()
		if object.Spec.VolumeName == "" {
			object.Spec.VolumeName = "volume"
		}
	case *apiextensions.CustomResourceDefinition:
		apiextensions.SetCRDCondition(object, apiextensions.CustomResourceDefinitionCondition{
			Type: apiextensions.Established, Status: apiextensions.ConditionTrue,
		})
	}
}

func allocateService(service *api.Service) {
	if service.Spec.Type == api.ServiceTypeExternalName {
		return
	}
	single := api.IPFamilyPolicySingleStack
	if service.Spec.IPFamilyPolicy == nil {
		service.Spec.IPFamilyPolicy = &single
	}
	if service.Spec.ClusterIP == "" {
		service.Spec.ClusterIP = "10.96.0.10"
	}
	if len(service.Spec.ClusterIPs) == 0 {
		service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
	}
	if len(service.Spec.IPFamilies) == 0 {
		service.Spec.IPFamilies = []api.IPFamily{api.IPv4Protocol}
	}
	if service.Spec.Type != api.ServiceTypeClusterIP {
		for i := range service.Spec.Ports {
			if service.Spec.Ports[i].NodePort == 0 {
				service.Spec.Ports[i].NodePort = int32(30000 + i)
			}
		}
	}
}

// On an update the storage keeps the addresses that are not written, as long as both types have one, and takes a new
// address for the only one.
func keepAllocated(old, updated *api.Service) {
	before, after := &old.Spec, &updated.Spec
	if before.Type != api.ServiceTypeExternalName && after.Type != api.ServiceTypeExternalName {
		if after.ClusterIP == "" {
			after.ClusterIP = before.ClusterIP
		}
		if len(after.ClusterIPs) == 0 {
			after.ClusterIPs = before.ClusterIPs
		}
	}
	if before.ClusterIP != after.ClusterIP && slices.Equal(before.ClusterIPs, after.ClusterIPs) {
		after.ClusterIPs = nil
		if after.ClusterIP != "" {
			after.ClusterIPs = []string{after.ClusterIP}
		}
	}
	if after.Type != api.ServiceTypeExternalName {
		if len(after.IPFamilies) == 0 {
			after.IPFamilies = before.IPFamilies
		}
		if after.IPFamilyPolicy == nil {
			after.IPFamilyPolicy = before.IPFamilyPolicy
		}
	}
}
