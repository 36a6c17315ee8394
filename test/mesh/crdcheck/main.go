// Checks custom resources as a Kubernetes API server does, without one: schema, unknown fields and rules in CEL.
// Prints a line of JSON for each file.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"strings"

	"istio.io/istio/pkg/config/crd"
)

type verdict struct {
	File  string `json:"file"`
	Error string `json:"error,omitempty"`
}

func main() {
	definitions := flag.String("definitions", "", "files of CustomResourceDefinitions, with commas between them")
	flag.Parse()

	// The definitions are those of releases: they are not in question
	validator, err := crd.NewValidatorFromFilesWithOptions(strings.Split(*definitions, ","), crd.WithoutCRDValidation())
	if err != nil {
		log.Fatal(err)
	}
	for _, file := range flag.Args() {
		text, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		result := verdict{File: file}
		if err := validator.ValidateCustomResourceYAML(string(text), nil); err != nil {
			result.Error = err.Error()
		}
		if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
			log.Fatal(err)
		}
	}
}
