// Exporting a host function makes the module import it.
export * from "mesh-wasm/assembly/abi/host";
export * from "mesh-wasm/assembly/abi/wasi";
