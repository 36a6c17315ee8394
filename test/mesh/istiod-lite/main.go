// Istio's discovery server without Kubernetes: the one of Istio's own tests, on a port. It serves the resources of the files
// that it is given, says on which address, and ends with a signal.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config/mesh"
)

func main() {
	address := flag.String("listen", "127.0.0.1:0", "address of the discovery server")
	meshFile := flag.String("mesh", "", "a file with a MeshConfig")
	flag.Parse()

	meshConfig, err := mesh.ApplyMeshConfigDefaults(read(*meshFile))
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		log.Fatal(err)
	}
	test := &standalone{}
	xds.NewFakeDiscoveryServer(test, xds.FakeOptions{
		ConfigString:    read(flag.Args()...),
		MeshConfig:      meshConfig,
		ListenerBuilder: func() (net.Listener, error) { return listener, nil },
	})
	fmt.Printf("listening on %s\n", listener.Addr())

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
	test.end()
}

func read(files ...string) string {
	var documents []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		documents = append(documents, string(text))
	}
	return strings.Join(documents, "\n---\n")
}

// What Istio takes for the test that it runs in: whatever fails ends the process.
type standalone struct {
	cleanups []func()
}

func (s *standalone) end() {
	for i := len(s.cleanups) - 1; i >= 0; i-- {
		s.cleanups[i]()
	}
}

func (s *standalone) Cleanup(cleanup func())            { s.cleanups = append(s.cleanups, cleanup) }
func (s *standalone) Fail()                             { log.Fatal("failed") }
func (s *standalone) FailNow()                          { log.Fatal("failed") }
func (s *standalone) Fatal(args ...any)                 { log.Fatal(args...) }
func (s *standalone) Fatalf(format string, args ...any) { log.Fatalf(format, args...) }
func (s *standalone) Log(args ...any)                   { log.Print(args...) }
func (s *standalone) Logf(format string, args ...any)   { log.Printf(format, args...) }
func (s *standalone) Skip(args ...any)                  { log.Fatal(args...) }
func (s *standalone) Helper()                           {}

func (s *standalone) TempDir() string {
	folder, err := os.MkdirTemp("", "istiod-lite-")
	if err != nil {
		log.Fatal(err)
	}
	s.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}
