import type { Phases, WasiFunction, WasmType } from "./types.ts";

/** The module names under which Envoy offers every function of {@link wasiFunctions}, with the same types. */
export const wasiModules = ["wasi_snapshot_preview1", "wasi_unstable"] as const;

/** Functions that touch neither memory nor context may be called at any time but while Envoy allocates. */
const harmless: Phases = { start: true, initialize: true, allocate: false };
const needsContext: Phases = { start: false, initialize: true, allocate: false };
const needsContextAlsoAllocating: Phases = { start: false, initialize: true, allocate: true };
const harmlessButTraps: Phases = { start: true, initialize: false, allocate: false };
const onlyCallbacks: Phases = { start: false, initialize: false, allocate: false };

const notSupported = "Does nothing; answers NOTSUP (58).";
const notImplemented = "Does nothing; answers NOSYS (52).";
const onlyOutput = "Does nothing; answers SUCCESS for file 1 and 2, BADF (8) for others.";

/**
 * Every WASI function that Envoy 1.40 offers; `proc_raise` is the only one of preview 1 that it does not. There are no
 * files: most answer an error and do nothing. Types, phases and answers were measured, in 1.36 to 1.38 what is missing.
 */
export const wasiFunctions: readonly WasiFunction[] = [
  wasi("args_get", "i32 i32", harmless, "Writes nothing: there are no arguments."),
  wasi("args_sizes_get", "i32 i32", needsContext, "Writes 0 arguments."),
  wasi("environ_get", "i32 i32", needsContext, "Reads the environment variables of the VM configuration."),
  wasi("environ_sizes_get", "i32 i32", needsContext, "Tells how much room environ_get needs."),
  newer("clock_res_get", "i32 i32", needsContext, "Writes 1."),
  wasi(
    "clock_time_get",
    "i32 i64 i32",
    needsContextAlsoAllocating,
    "Reads clock 0 (real time) or 1 (monotonic) in nanoseconds; others answer NOTSUP (58).",
  ),
  newer("fd_advise", "i32 i64 i64 i32", harmless, "Does nothing; answers SUCCESS."),
  newer("fd_allocate", "i32 i64 i64", harmless, onlyOutput),
  wasi("fd_close", "i32", onlyCallbacks, "Does nothing; answers SUCCESS."),
  newer("fd_datasync", "i32", harmless, onlyOutput),
  wasi("fd_fdstat_get", "i32 i32", needsContext, "Describes file 1 and 2; BADF (8) for others."),
  wasi("fd_fdstat_set_flags", "i32 i32", harmless, notImplemented),
  newer("fd_fdstat_set_rights", "i32 i64 i64", harmless, onlyOutput),
  newer("fd_filestat_get", "i32 i32", harmless, "Does nothing; answers BADF (8)."),
  newer("fd_filestat_set_size", "i32 i64", harmless, onlyOutput),
  newer("fd_filestat_set_times", "i32 i64 i64 i32", harmless, onlyOutput),
  newer("fd_pread", "i32 i32 i32 i64 i32", harmless, notImplemented),
  wasi("fd_prestat_get", "i32 i32", harmless, "Answers BADF (8): no folder is open."),
  wasi("fd_prestat_dir_name", "i32 i32 i32", harmless, notImplemented),
  newer("fd_pwrite", "i32 i32 i32 i64 i32", needsContext, "Logs like fd_write, whatever the offset."),
  wasi("fd_read", "i32 i32 i32 i32", harmlessButTraps, notImplemented),
  newer("fd_readdir", "i32 i32 i32 i64 i32", needsContext, "Answers NOTDIR (20)."),
  newer("fd_renumber", "i32 i32", harmless, notSupported),
  wasi("fd_seek", "i32 i64 i32 i32", onlyCallbacks, "Does nothing; answers SUCCESS."),
  newer("fd_sync", "i32", harmless, onlyOutput),
  newer("fd_tell", "i32 i32", needsContext, "Writes 0 for file 1 and 2; BADF (8) for others."),
  wasi(
    "fd_write",
    "i32 i32 i32 i32",
    needsContextAlsoAllocating,
    "Logs what is written to file 1 at level info, to file 2 at level error; BADF (8) for others.",
  ),
  newer("path_create_directory", "i32 i32 i32", harmless, notSupported),
  newer("path_filestat_get", "i32 i32 i32 i32 i32", harmless, notSupported),
  newer("path_filestat_set_times", "i32 i32 i32 i32 i64 i64 i32", harmless, notSupported),
  newer("path_link", "i32 i32 i32 i32 i32 i32", harmless, notSupported),
  wasi("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32", harmlessButTraps, "Answers NOENT (44): there are no files."),
  newer("path_readlink", "i32 i32 i32 i32 i32 i32", needsContext, notSupported),
  newer("path_remove_directory", "i32 i32 i32", harmless, notSupported),
  newer("path_rename", "i32 i32 i32 i32 i32 i32", harmless, notSupported),
  newer("path_symlink", "i32 i32 i32 i32", harmless, notSupported),
  newer("path_unlink_file", "i32 i32 i32", harmless, notSupported),
  wasi("poll_oneoff", "i32 i32 i32 i32", needsContextAlsoAllocating, "Writes that no event came, without waiting."),
  {
    ...wasi("proc_exit", "i32", onlyCallbacks, "Logs the exit code at level trace and returns to the module."),
    results: [],
  },
  wasi("sched_yield", "", harmlessButTraps, "Does nothing; answers SUCCESS."),
  wasi("random_get", "i32 i32", needsContext, "Writes random bytes, 64 KiB at most; INVAL (28) for more."),
  newer("sock_accept", "i32 i32 i32", needsContext, notSupported),
  newer("sock_recv", "i32 i32 i32 i32 i32 i32", needsContext, notSupported),
  newer("sock_send", "i32 i32 i32 i32 i32", needsContext, notSupported),
  newer("sock_shutdown", "i32 i32", harmless, notSupported),
];

function wasi(name: string, params: string, allowed: Phases, doc: string): WasiFunction {
  return { name, params: params.split(" ").filter(Boolean) as WasmType[], results: ["i32"], allowed, doc };
}

/** What came with Envoy 1.39. */
function newer(name: string, params: string, allowed: Phases, doc: string): WasiFunction {
  return { ...wasi(name, params, allowed, doc), sinceEnvoy: 39 };
}
