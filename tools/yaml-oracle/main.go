// Says what Argo CD's decoder makes of texts: with the libraries of Argo CD 3.4.4, in the way of gitops-engine's
// SplitYAMLToString.
//
// In: texts, each after its length in bytes (four bytes, big endian). Out: one line of JSON for each.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/TomOnTime/utfutil"
	"k8s.io/apimachinery/pkg/runtime"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
)

type answer struct {
	// The documents up to the first mistake.
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error,omitempty"`
}

func read(text []byte) (result answer) {
	result.Documents = []json.RawMessage{}
	// go-yaml panics for a few texts.
	defer func() {
		if problem := recover(); problem != nil {
			result.Error = fmt.Sprintf("panic: %v", problem)
		}
	}()
	decoder := kubeyaml.NewYAMLOrJSONDecoder(utfutil.BytesReader(text, utfutil.UTF8), 4096)
	for {
		value := runtime.RawExtension{}
		if err := decoder.Decode(&value); err != nil {
			if !errors.Is(err, io.EOF) {
				result.Error = err.Error()
			}
			return result
		}
		raw := bytes.TrimSpace(value.Raw)
		if len(raw) == 0 {
			raw = []byte("null")
		}
		result.Documents = append(result.Documents, raw)
	}
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		var size uint32
		if err := binary.Read(in, binary.BigEndian, &size); err != nil {
			break
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(in, text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := encoder.Encode(read(text)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
	out.Flush()
}
