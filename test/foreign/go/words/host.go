package main

import "unsafe"

// What the filter needs of the ABI, straight from the runtime of Go: there is no SDK in between.

//go:wasmimport env proxy_log
func proxyLog(level uint32, message unsafe.Pointer, size uint32) uint32

//go:wasmimport env proxy_get_header_map_value
func proxyGetHeaderMapValue(mapType uint32, name unsafe.Pointer, nameSize uint32, value, valueSize unsafe.Pointer) uint32

//go:wasmimport env proxy_add_header_map_value
func proxyAddHeaderMapValue(mapType uint32, name unsafe.Pointer, nameSize uint32, value unsafe.Pointer, valueSize uint32) uint32

//go:wasmimport env proxy_get_buffer_bytes
func proxyGetBufferBytes(bufferType, start, size uint32, value, valueSize unsafe.Pointer) uint32

//go:wasmimport env proxy_set_buffer_bytes
func proxySetBufferBytes(bufferType, start, size uint32, value unsafe.Pointer, valueSize uint32) uint32

//go:wasmimport env proxy_send_local_response
func proxySendLocalResponse(
	status uint32, details unsafe.Pointer, detailsSize uint32, body unsafe.Pointer, bodySize uint32,
	headers unsafe.Pointer, headersSize uint32, grpcStatus int32,
) uint32

const (
	requestHeaders  = 0
	responseHeaders = 2
	responseBody    = 1
	configuration   = 7
	info            = 2
)

// Memory that the host has asked for, which the collector must not take before it is read.
var given = map[uint32][]byte{}

//go:wasmexport proxy_on_memory_allocate
func allocate(size uint32) unsafe.Pointer {
	bytes := make([]byte, size)
	address := unsafe.Pointer(unsafe.SliceData(bytes))
	given[uint32(uintptr(address))] = bytes
	return address
}

func take(address, size uint32) []byte {
	bytes := given[address]
	delete(given, address)
	return bytes[:size]
}

func log(message string) {
	proxyLog(info, unsafe.Pointer(unsafe.StringData(message)), uint32(len(message)))
}

func header(mapType uint32, name string) (string, bool) {
	var address, size uint32
	status := proxyGetHeaderMapValue(mapType, unsafe.Pointer(unsafe.StringData(name)), uint32(len(name)),
		unsafe.Pointer(&address), unsafe.Pointer(&size))
	if status != 0 {
		return "", false
	}
	return string(take(address, size)), true
}

func addHeader(mapType uint32, name, value string) {
	proxyAddHeaderMapValue(mapType, unsafe.Pointer(unsafe.StringData(name)), uint32(len(name)),
		unsafe.Pointer(unsafe.StringData(value)), uint32(len(value)))
}

func buffer(bufferType, size uint32) []byte {
	var address, length uint32
	if proxyGetBufferBytes(bufferType, 0, size, unsafe.Pointer(&address), unsafe.Pointer(&length)) != 0 {
		return nil
	}
	return take(address, length)
}

func setBuffer(bufferType, size uint32, bytes []byte) {
	proxySetBufferBytes(bufferType, 0, size, unsafe.Pointer(unsafe.SliceData(bytes)), uint32(len(bytes)))
}

func reply(status uint32, body string) {
	proxySendLocalResponse(status, nil, 0, unsafe.Pointer(unsafe.StringData(body)), uint32(len(body)), nil, 0, -1)
}
