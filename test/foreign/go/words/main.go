// A filter on the runtime of Go, with goroutines, maps and its collector: it counts words of a body.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
)

func main() {}

var greeting string

//go:wasmexport proxy_abi_version_0_2_1
func abiVersion() {}

//go:wasmexport proxy_on_context_create
func onContextCreate(context, root uint32) {}

//go:wasmexport proxy_on_configure
func onConfigure(context, size uint32) uint32 {
	greeting = string(buffer(configuration, size))
	log(fmt.Sprintf("configured with %q, LANGUAGE %q", greeting, os.Getenv("LANGUAGE")))
	return 1
}

//go:wasmexport proxy_on_request_headers
func onRequestHeaders(context, headers, endOfStream uint32) uint32 {
	path, _ := header(requestHeaders, ":path")
	_, found := header(requestHeaders, "x-missing")
	log(fmt.Sprintf("%d headers for %s, end %d, missing %t", headers, path, endOfStream, found))
	switch path {
	case "/hello":
		reply(200, greeting+"\n")
		return 1
	case "/panic":
		panic("as asked for")
	}
	addHeader(requestHeaders, "x-sum", fmt.Sprint(sumOf(1000)))
	return 0
}

//go:wasmexport proxy_on_response_headers
func onResponseHeaders(context, headers, endOfStream uint32) uint32 {
	addHeader(responseHeaders, "x-greeting", greeting)
	return 0
}

//go:wasmexport proxy_on_response_body
func onResponseBody(context, size, endOfStream uint32) uint32 {
	if endOfStream == 0 {
		return 1
	}
	setBuffer(responseBody, size, []byte(wordsOf(string(buffer(responseBody, size)))))
	runtime.GC()
	return 0
}

// Adds numbers up in goroutines, which take turns on the one thread there is.
func sumOf(count int) int {
	numbers := make(chan int)
	var group sync.WaitGroup
	for first := range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			for number := first; number < count; number += 4 {
				numbers <- number
			}
		}()
	}
	go func() {
		group.Wait()
		close(numbers)
	}()
	sum := 0
	for number := range numbers {
		sum += number
	}
	return sum
}

func wordsOf(text string) string {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	lines := []string{}
	for word, count := range counts {
		lines = append(lines, fmt.Sprintf("%s %d\n", word, count))
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}
