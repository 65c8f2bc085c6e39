package main

import (
	"encoding/json"
	"os"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"
)

// What the fields of Kubernetes' types are in Go: what decides which values are left out, and how lists are merged.
type table struct {
	Kinds map[string]string            `json:"kinds"`
	Types map[string]map[string]string `json:"types"`
}

var scalars = map[reflect.Type]string{
	reflect.TypeOf(resource.Quantity{}):    "quantity",
	reflect.TypeOf(intstr.IntOrString{}):   "int-or-string",
	reflect.TypeOf(metav1.Time{}):          "time",
	reflect.TypeOf(metav1.MicroTime{}):     "micro-time",
	reflect.TypeOf(metav1.Duration{}):      "duration",
	reflect.TypeOf(metav1.FieldsV1{}):      "any",
	reflect.TypeOf(runtime.RawExtension{}): "any",
	reflect.TypeOf([]byte{}):               "bytes",
}

func nameOf(t reflect.Type) string {
	path := t.PkgPath()
	path = strings.TrimPrefix(path, "k8s.io/api/")
	path = strings.TrimPrefix(path, "k8s.io/apimachinery/pkg/apis/")
	return strings.ReplaceAll(path, "/", ".") + "." + t.Name()
}

func (tb table) notation(t reflect.Type) string {
	if name, ok := scalars[t]; ok {
		return name
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + tb.notation(t.Elem())
	case reflect.Slice:
		return "[]" + tb.notation(t.Elem())
	case reflect.Map:
		return "{}" + tb.notation(t.Elem())
	case reflect.Struct:
		name := nameOf(t)
		if _, done := tb.Types[name]; !done {
			tb.Types[name] = map[string]string{}
			tb.fields(t, tb.Types[name])
		}
		return name
	case reflect.Interface:
		return "any"
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "bool"
	case reflect.Float32, reflect.Float64:
		return "float"
	default:
		return "int"
	}
}

func (tb table) fields(t reflect.Type, into map[string]string) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if field.Anonymous && name == "" {
			tb.fields(field.Type, into)
			continue
		}
		text := "any"
		// What a controller reports is never compared.
		if name != "status" {
			text = tb.notation(field.Type)
		}
		// A value that is kept even if it is zero.
		if !strings.Contains(options, "omitempty") {
			text = "!" + text
		}
		if strings.Contains(options, "omitzero") {
			text += " omitzero"
		}
		if strategy := field.Tag.Get("patchStrategy"); strategy != "" {
			text += " " + strategy
		}
		if key := field.Tag.Get("patchMergeKey"); key != "" {
			text += " key=" + key
		}
		into[name] = text
	}
}

func printTypes() {
	tb := table{map[string]string{}, map[string]map[string]string{}}
	for gvk, t := range scheme.Scheme.AllKnownTypes() {
		if gvk.Version == runtime.APIVersionInternal || strings.HasSuffix(gvk.Kind, "List") || strings.HasSuffix(gvk.Kind, "Options") {
			continue
		}
		if _, ok := t.FieldByName("ObjectMeta"); !ok {
			continue
		}
		api, kind := gvk.ToAPIVersionAndKind()
		tb.Kinds[api+"/"+kind] = tb.notation(t)
	}
	// One type a line, so that a change can be read.
	out, _ := json.Marshal(tb.Kinds)
	os.Stdout.WriteString("{\n\"kinds\": " + strings.ReplaceAll(string(out), "\",\"", "\",\n\"") + ",\n\"types\": {\n")
	names := make([]string, 0, len(tb.Types))
	for name := range tb.Types {
		names = append(names, name)
	}
	sort.Strings(names)
	for i, name := range names {
		line, _ := json.Marshal(tb.Types[name])
		os.Stdout.WriteString("\"" + name + "\": " + string(line))
		if i < len(names)-1 {
			os.Stdout.WriteString(",")
		}
		os.Stdout.WriteString("\n")
	}
	os.Stdout.WriteString("}\n}\n")
}
