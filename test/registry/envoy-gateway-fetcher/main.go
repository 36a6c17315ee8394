// Fetches one module as Envoy Gateway's controller does, with its own module cache and server, and prints what came of
// it as JSON. The code is internal to that project, which Go allows to packages below its path: so this module's path
// is one, and the code is used as it is published.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"

	egv1a1 "github.com/envoyproxy/gateway/api/v1alpha1"
	"github.com/envoyproxy/gateway/internal/logging"
	"github.com/envoyproxy/gateway/internal/wasm"
)

type outcome struct {
	Sha256 string `json:"sha256,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	checksum := flag.String("sha256", "", "the sha256 of an EnvoyExtensionPolicy")
	secretFile := flag.String("pull-secret", "", "a file with the .dockerconfigjson of a pullSecretRef")
	caFile := flag.String("ca", "", "a file with the certificate of a caCertificateRef")
	cacheFolder := flag.String("cache", "", "a folder for modules")
	flag.Parse()

	server := wasm.NewHTTPServerWithFileCache(
		wasm.ServerOptions{Salt: []byte("salt")},
		wasm.CacheOptions{CacheDir: *cacheFolder},
		"envoy-gateway-system",
		logging.DefaultLogger(os.Stderr, egv1a1.LogLevelInfo),
	)
	served, promised, err := server.Get(flag.Arg(0), &wasm.GetOptions{
		Checksum:        *checksum,
		PullSecret:      contentOf(*secretFile),
		CACert:          contentOf(*caFile),
		ResourceName:    "envoyextensionpolicy/default/policy/wasm/0",
		ResourceVersion: "1",
	})
	if err != nil {
		report(outcome{Error: err.Error()})
		return
	}
	if sum := download(server, served); sum != promised {
		log.Fatalf("Envoy was promised a module with sha256 %s, and would be served %s", promised, sum)
	}
	report(outcome{Sha256: promised})
}

// The sha256 of what Envoy would download from the controller.
func download(server *wasm.HTTPServer, served string) string {
	address, err := url.Parse(served)
	if err != nil {
		log.Fatal(err)
	}
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address.Path, nil))
	sum := sha256.Sum256(answer.Body.Bytes())
	return hex.EncodeToString(sum[:])
}

func contentOf(file string) []byte {
	if file == "" {
		return nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	return content
}

func report(what outcome) {
	if err := json.NewEncoder(os.Stdout).Encode(what); err != nil {
		log.Fatal(err)
	}
}
