// What the API server says of custom resources, by its own code: reads one line of JSON for each schema, with objects, and
// answers for each object which fields are unknown and why it is refused.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apimachinery/pkg/util/version"
)

type question struct {
	Schema  json.RawMessage   `json:"schema"`
	Objects []json.RawMessage `json:"objects"`
}

type answer struct {
	Unknown []string `json:"unknown,omitempty"`
	Refused []string `json:"refused,omitempty"`
}

// compatibility is what the API server of this release checks formats for: the release before it.
func answers(line []byte, compatibility *version.Version) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = map[string]string{"schema": fmt.Sprint("panic: ", r)}
		}
	}()
	wrong := func(err any) any { return map[string]string{"schema": fmt.Sprint(err)} }
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return wrong(err)
	}
	external := &v1.JSONSchemaProps{}
	if err := json.Unmarshal(asked.Schema, external); err != nil {
		return wrong(err)
	}
	internal := &apiextensions.JSONSchemaProps{}
	if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(external, internal, nil); err != nil {
		return wrong(err)
	}
	structural, err := schema.NewStructural(internal)
	if err != nil {
		return wrong(err)
	}
	if errs := schema.ValidateStructural(nil, structural); len(errs) > 0 {
		return wrong(errs.ToAggregate())
	}
	validator, _, err := validation.NewSchemaValidatorForVersion(internal, compatibility)
	if err != nil {
		return wrong(err)
	}
	all := []answer{}
	for _, text := range asked.Objects {
		object := map[string]any{}
		if err := utiljson.Unmarshal(text, &object); err != nil {
			return wrong(err)
		}
		defaulting.PruneNonNullableNullsWithoutDefaults(object, structural)
		defaulting.Default(object, structural)
		var one answer
		one.Unknown = pruning.PruneWithOptions(object, structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
		var errs field.ErrorList
		errs = append(errs, validation.ValidateCustomResource(nil, object, validator)...)
		errs = append(errs, objectmeta.Validate(nil, object, structural, false)...)
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, structural, object)...)
		for _, err := range errs {
			one.Refused = append(one.Refused, fmt.Sprintf("%s: %s: %s", err.Field, err.Type, err.Detail))
		}
		sort.Strings(one.Refused)
		all = append(all, one)
	}
	return all
}

func main() {
	compatibility := version.MustParseGeneric(os.Args[1])
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			_ = enc.Encode(answers(line, compatibility))
		}
		if err != nil {
			return
		}
	}
}
