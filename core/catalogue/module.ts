import type { CatalogueEntry } from "./entry.ts";

/** 03xx: Wasm modules. (0303 to 0305 are kept for a module that loads but refuses to start.) */
export const moduleErrors = {
  MW0301: {
    title: "The module does not say which Proxy-Wasm ABI it speaks",
    cause:
      "Envoy reads the version from an exported function: proxy_abi_version_0_1_0, _0_2_0 or _0_2_1. Without one it refuses the module with “Missing or unknown Proxy-Wasm ABI version”.",
    fix: "Build with an SDK for Proxy-Wasm, such as mesh-wasm/assembly; each exports the marker.",
    exitCode: 1,
  },
  MW0302: {
    title: "The module imports something that Envoy does not offer",
    cause:
      "Every import must be a function that the host has. Otherwise Envoy refuses the module with “Failed to load Wasm module due to a missing import”.",
    fix: "Remove what needs the import, or build for Proxy-Wasm: `mesh-wasm build` leaves none of AssemblyScript's own.",
    exitCode: 1,
  },
  MW0306: {
    title: "The file is not a WebAssembly module",
    cause: "A module begins with the bytes 00 61 73 6d and the version 1; this file begins differently.",
    fix: "Give the .wasm file that the compiler wrote.",
    exitCode: 1,
  },
  MW0307: {
    title: "The module is damaged",
    cause:
      "The file ends too early, or holds bytes that the binary format does not allow. Envoy says “Failed to parse corrupted Wasm module” or “Failed to load Wasm bytecode”.",
    fix: "Build or download it again, and compare its size and checksum with the original.",
    exitCode: 1,
  },
  MW0308: {
    title: "The file is a WebAssembly component, not a module",
    cause: "Compilers for WASI 0.2 and later wrap modules into components. Envoy loads plain modules only.",
    fix: "Build for WASI 0.1: the target wasm32-wasip1 in Rust, GOOS=wasip1 in Go, wasi-sdk without wasm-component-ld in C++.",
    exitCode: 1,
  },
  MW0309: {
    title: "The module claims to speak several Proxy-Wasm ABIs",
    cause:
      "It exports more than one proxy_abi_version_… function. Envoy silently takes the first in the order of exports; other hosts may take another.",
    fix: "Export one marker only; usually two SDKs ended up in one module.",
    exitCode: 1,
  },
  MW0310: {
    title: "The module imports a function of another ABI version",
    cause:
      "Envoy offers each module just the functions of the ABI whose marker it exports, and refuses it for any other as a missing import.",
    fix: "Use the function that took its place, or build for the ABI that has it.",
    exitCode: 1,
  },
  MW0311: {
    title: "The module imports a host function with a wrong type",
    cause:
      "Number and types of the parameters and the result must be those of the ABI. Otherwise Envoy refuses the module with “an import type mismatch”.",
    fix: "Correct the declaration of the import. Pointers and sizes are i32; metric values and offsets are i64.",
    exitCode: 1,
  },
  MW0312: {
    title: "The start section calls the host",
    cause:
      "The start section runs while Envoy instantiates the module, before there is a context. A host call in it ends the whole Envoy process with a segmentation fault.",
    fix: "Run that code later: `--exportStart _initialize` in AssemblyScript (`mesh-wasm build` does it), a reactor in Rust, Go and C++, or inside proxy_on_vm_start.",
    exitCode: 1,
  },
  MW0313: {
    title: "The module exports no allocator",
    cause:
      "Envoy puts what a host call returns into memory that it asks the module for. Without malloc or proxy_on_memory_allocate it refuses the module.",
    fix: "Export `malloc` or `proxy_on_memory_allocate`, a function from i32 to i32; every SDK for Proxy-Wasm has one.",
    exitCode: 1,
  },
  MW0314: {
    title: "The module exports no memory",
    cause:
      "Host calls that take or give bytes read and write the module's exported memory. Where there is none, Envoy ends with a segmentation fault at the first such call.",
    fix: "Export the memory under the name `memory`.",
    exitCode: 1,
  },
  MW0315: {
    title: "The module imports its memory or table",
    cause:
      "The specification has the module bring its own. Envoy makes one unshared 32-bit memory and one table for a module that imports them; other hosts refuse that, and so does Envoy for any other kind.",
    fix: "Leave out `--importMemory` and `--importTable` (AssemblyScript), `--import-memory` (wasm-ld).",
    exitCode: 1,
  },
  MW0316: {
    title: "A callback has a wrong type",
    cause:
      "Envoy compares the type of every callback that it knows and refuses the module with “Bad function signature”.",
    fix: "Give the exported function the parameters and the result of the module's ABI version.",
    exitCode: 1,
  },
  MW0317: {
    title: "The module exports a callback that Envoy does not know",
    cause: "Envoy looks for fixed names. Another name loads well, but is never called.",
    fix: "Correct the name of the export.",
    exitCode: 1,
  },
  MW0318: {
    title: "The module uses a part of WebAssembly that the engine does not have",
    cause:
      "Compilers can be told to use newer instructions. An engine that lacks one refuses the whole module; Envoy says “Failed to load Wasm bytecode”.",
    fix: "Switch the feature off in the compiler; the defaults of asc, Rust and Go are safe.",
    exitCode: 1,
  },
  MW0319: {
    title: "The module holds no function names",
    cause: "Without a name section Envoy prints no backtrace at all when the module traps.",
    fix: "Keep the names: `mesh-wasm build` does by default (without --no-names), asc with --debug, Rust with strip = false.",
    exitCode: 1,
  },
  MW0320: {
    title: "The module speaks an old version of the ABI",
    cause:
      "ABI 0.1.0 has no end_of_stream in the headers callbacks, cannot continue or close a stream by type, and does not tell a missing header from an empty one. Some hosts no longer load it.",
    fix: "Build with an SDK for ABI 0.2.1.",
    exitCode: 1,
  },
  MW0321: {
    title: "The module's code is not valid",
    cause:
      "An engine checks the types of all instructions before it runs any. Envoy says only “Failed to load Wasm bytecode”.",
    fix: "This is a fault of the compiler or of a tool that changed the module afterwards; leave that tool out or update it.",
    exitCode: 1,
  },
  MW0322: {
    title: "The module wants more memory than Envoy gives",
    cause: "Envoy limits a memory to 16384 pages, which is 1 GiB, and does not load a module that begins with more.",
    fix: "Lower the initial memory: --initialMemory (asc), --initial-memory (wasm-ld).",
    exitCode: 1,
  },
  MW0323: {
    title: "The name section is damaged",
    cause:
      "An engine ignores a damaged name section, but Envoy reads it for its backtraces and refuses the module with “Failed to parse corrupted Wasm module”.",
    fix: "Build again, or remove the section with wasm-strip or `llvm-strip --remove-section=name`.",
    exitCode: 1,
  },
  MW0324: {
    title: "The module calls the host too early",
    cause:
      "While _initialize, _start and main run, Envoy allows logging, clocks, random numbers and environment variables. Any other host call traps (“restricted_callback”), and the module does not load.",
    fix: "Do it in proxy_on_vm_start or proxy_on_configure (onStart and onConfigure of a plugin).",
    exitCode: 1,
  },
  MW0325: {
    title: "The allocator calls the host",
    cause:
      "Envoy calls the allocator in the middle of a host call and then allows logging and reading the clock only. Any other host call traps (“restricted_callback”) and takes the module down.",
    fix: "Have the allocator do nothing but allocate.",
    exitCode: 1,
  },
  MW0326: {
    title: "The module imports something that is not a function",
    cause:
      "Envoy offers functions only. It refuses a module that imports a global, a second memory or a second table, and ends with a trap for one that imports a tag.",
    fix: "Build without dynamic linking (no -fPIC, no --experimental-pic, no --shared), so that the module brings all of it.",
    exitCode: 1,
  },
  MW0327: {
    title: "The module exports several memories",
    cause:
      "Envoy hands all bytes over through the one that is exported last, which may not be the one that the code uses.",
    fix: "Export one memory only.",
    exitCode: 1,
  },
  MW0328: {
    title: "The module needs a newer Envoy",
    cause:
      "It imports functions that Envoy did not always offer. An older one refuses it with “Failed to load Wasm module due to a missing import”.",
    fix: "Run it in the Envoy that the message names or a newer one, or build it without what imports the functions: a compiler's standard library often brings functions for files and sockets that nothing calls.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
