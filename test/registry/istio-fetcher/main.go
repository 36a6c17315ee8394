// Fetches one module as Istio's pilot-agent does, with its own module cache, and prints what came of it as JSON.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"time"

	"istio.io/istio/pkg/log"
	"istio.io/istio/pkg/util/sets"
	"istio.io/istio/pkg/wasm"
)

// What istiod asks the agent to wait for a module.
const requestTimeout = 30 * time.Second

type outcome struct {
	Sha256 string `json:"sha256,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	checksum := flag.String("sha256", "", "the sha256 of a WasmPlugin")
	secretFile := flag.String("pull-secret", "", "a file with the .dockerconfigjson of an imagePullSecret")
	insecure := flag.String("insecure", "", "one of WASM_INSECURE_REGISTRIES")
	cacheFolder := flag.String("cache", "", "a folder for modules")
	flag.Parse()

	// Istio's own words, which are not the outcome
	logging := log.DefaultOptions()
	logging.OutputPaths = []string{"stderr"}
	if err := log.Configure(logging); err != nil {
		log.Fatal(err)
	}

	options := wasm.GetOptions{
		Checksum:        *checksum,
		ResourceName:    "default.plugin",
		ResourceVersion: "1",
		RequestTimeout:  requestTimeout,
	}
	if *secretFile != "" {
		secret, err := os.ReadFile(*secretFile)
		if err != nil {
			log.Fatal(err)
		}
		options.PullSecret = secret
	}

	cache := wasm.NewLocalFileCache(*cacheFolder, wasm.Options{
		InsecureRegistries:    sets.New(*insecure),
		ModuleExpiry:          wasm.DefaultModuleExpiry,
		PurgeInterval:         wasm.DefaultPurgeInterval,
		HTTPRequestTimeout:    wasm.DefaultHTTPRequestTimeout,
		HTTPRequestMaxRetries: wasm.DefaultHTTPRequestMaxRetries,
	})
	file, err := cache.Get(flag.Arg(0), options)
	if err != nil {
		report(outcome{Error: err.Error()})
		return
	}
	module, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	sum := sha256.Sum256(module)
	report(outcome{Sha256: hex.EncodeToString(sum[:])})
}

func report(what outcome) {
	if err := json.NewEncoder(os.Stdout).Encode(what); err != nil {
		log.Fatal(err)
	}
}
