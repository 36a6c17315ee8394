import { enums } from "../../module/abi/enums.ts";
import type { ByteString } from "../bytes.ts";
import { Phase } from "../wasm/phase.ts";
import { HostTrap } from "../wasm/trap.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCall, HostCalls } from "./host-calls.ts";

const errno = enums.wasi_errno_t.values;
const files = enums.wasi_fd_id_t.values;
const clocks = enums.wasi_clock_id_t.values;

/** Envoy gives at most so many random bytes at once. */
const mostRandomBytes = 65_536;
const initialize = Phase.initialize;
const always = Phase.initialize | Phase.allocate;

/** What of WASI does nothing in Envoy, and what it answers. */
const answers: Record<string, number> = {
  args_get: errno.SUCCESS,
  fd_advise: errno.SUCCESS,
  fd_fdstat_set_flags: errno.NOSYS,
  fd_filestat_get: errno.BADF,
  fd_pread: errno.NOSYS,
  fd_prestat_get: errno.BADF,
  fd_prestat_dir_name: errno.NOSYS,
  fd_read: errno.NOSYS,
  fd_readdir: errno.NOTDIR,
  fd_renumber: errno.NOTSUP,
  path_create_directory: errno.NOTSUP,
  path_filestat_get: errno.NOTSUP,
  path_filestat_set_times: errno.NOTSUP,
  path_link: errno.NOTSUP,
  path_open: errno.NOENT,
  path_readlink: errno.NOTSUP,
  path_remove_directory: errno.NOTSUP,
  path_rename: errno.NOTSUP,
  path_symlink: errno.NOTSUP,
  path_unlink_file: errno.NOTSUP,
  sched_yield: errno.SUCCESS,
  sock_accept: errno.NOTSUP,
  sock_recv: errno.NOTSUP,
  sock_send: errno.NOTSUP,
  sock_shutdown: errno.NOTSUP,
};

/** What is allowed on standard output and standard error only, and does nothing. */
const outputOnly = [
  "fd_allocate",
  "fd_datasync",
  "fd_fdstat_set_rights",
  "fd_filestat_set_size",
  "fd_filestat_set_times",
  "fd_sync",
];

/** Functions that Envoy lets through in callbacks only. */
const onlyInCallbacks = new Set(["fd_read", "path_open"]);

/** WASI, as far as Envoy has it: output is logged, there are no files. */
export function wasiCalls(wasm: Wasm): HostCalls {
  const calls: Record<string, HostCall> = {
    fd_write: (file: number, vectors: number, count: number, writtenAt: number) =>
      write(wasm, file, vectors, count, writtenAt, always),

    fd_pwrite: (file: number, vectors: number, count: number, _offset: bigint, writtenAt: number) =>
      write(wasm, file, vectors, count, writtenAt, initialize),

    clock_time_get(clock: number, _precision: bigint, timeAt: number) {
      const { services } = wasm.acting(always).wasm;
      if (clock !== clocks.REALTIME && clock !== clocks.MONOTONIC) return errno.NOTSUP;
      const time = clock === clocks.REALTIME ? services.now() : services.monotonic();
      return wasm.memory.writeU64(timeAt, time) ? errno.SUCCESS : errno.FAULT;
    },

    clock_res_get(clock: number, resolutionAt: number) {
      wasm.acting(initialize);
      if (clock !== clocks.REALTIME && clock !== clocks.MONOTONIC) return errno.NOTSUP;
      return wasm.memory.writeU64(resolutionAt, 1n) ? errno.SUCCESS : errno.FAULT;
    },

    random_get(address: number, size: number) {
      wasm.acting(initialize);
      if (size >>> 0 > mostRandomBytes) return errno.INVAL;
      const bytes = new Uint8Array(size >>> 0);
      wasm.services.random(bytes);
      return wasm.memory.writeBytes(address, bytes) ? errno.SUCCESS : errno.FAULT;
    },

    environ_sizes_get(countAt: number, sizeAt: number) {
      wasm.acting(initialize);
      const lines = environment(wasm);
      const size = lines.reduce((sum, line) => sum + line.length, 0);
      const written = wasm.memory.writeU32(countAt, lines.length) && wasm.memory.writeU32(sizeAt, size);
      return written ? errno.SUCCESS : errno.FAULT;
    },

    environ_get(addressesAt: number, textAt: number) {
      wasm.acting(initialize);
      let address = textAt >>> 0;
      for (const [index, line] of environment(wasm).entries()) {
        if (!wasm.memory.writeU32((addressesAt >>> 0) + index * 4, address)) return errno.FAULT;
        if (!wasm.memory.writeText(address, line)) return errno.FAULT;
        address += line.length;
      }
      return errno.SUCCESS;
    },

    args_sizes_get(countAt: number, sizeAt: number) {
      wasm.acting(initialize);
      return wasm.memory.writeU32(countAt, 0) && wasm.memory.writeU32(sizeAt, 0) ? errno.SUCCESS : errno.FAULT;
    },

    fd_fdstat_get(file: number, statusAt: number) {
      const { memory } = wasm.acting(initialize).wasm;
      if (!isOutput(file)) return errno.BADF;
      // The right to write, and nothing else
      memory.writeBytes(statusAt, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 64, ...new Array(15).fill(0)));
      return errno.SUCCESS;
    },

    fd_tell(file: number, offsetAt: number) {
      wasm.acting(initialize);
      if (!isOutput(file)) return errno.BADF;
      return wasm.memory.writeU64(offsetAt, 0n) ? errno.SUCCESS : errno.FAULT;
    },

    fd_seek() {
      wasm.acting();
      return errno.SUCCESS;
    },

    fd_close() {
      wasm.acting();
      return errno.SUCCESS;
    },

    poll_oneoff(_in: number, _out: number, _count: number, eventsAt: number) {
      wasm.acting(wasm.services.envoyMinor < 39 ? Phase.callback : always);
      return wasm.memory.writeU32(eventsAt, 0) ? errno.SUCCESS : errno.FAULT;
    },

    proc_exit() {
      wasm.acting(); // and back to the module: Envoy does not end
      return undefined;
    },
  };
  for (const [name, answer] of Object.entries(answers)) {
    calls[name] = () => {
      if (onlyInCallbacks.has(name)) wasm.acting();
      refuseWhileAllocating(wasm);
      return answer;
    };
  }
  for (const name of outputOnly) calls[name] = (file: number) => (isOutput(file) ? errno.SUCCESS : errno.BADF);
  return calls;
}

function refuseWhileAllocating(wasm: Wasm): void {
  if (wasm.isAllocating) throw new HostTrap("restricted_callback");
}

function isOutput(file: number): boolean {
  return file === files.STDOUT || file === files.STDERR;
}

function environment({ plugin }: Wasm): ByteString[] {
  return plugin.environment.map(([name, value]) => `${name}=${value}\0`);
}

/** Logs what is written, without the line's end; nothing is logged where nothing is written. */
function write(wasm: Wasm, file: number, vectors: number, count: number, writtenAt: number, allowed: number): number {
  const context = wasm.acting(allowed);
  if (!isOutput(file)) return errno.BADF;
  let text = "";
  for (let index = 0; index < count >>> 0; ++index) {
    const address = wasm.memory.readU32((vectors >>> 0) + index * 8);
    const size = wasm.memory.readU32((vectors >>> 0) + index * 8 + 4);
    if (address === undefined || size === undefined) return errno.FAULT;
    if (size === 0) continue;
    const part = wasm.memory.readText(address, size);
    if (part === undefined) return errno.FAULT;
    text += part;
  }
  if (text !== "") context.log(file === files.STDOUT ? 2 : 4, text.endsWith("\n") ? text.slice(0, -1) : text);
  return wasm.memory.writeU32(writtenAt, text.length) ? errno.SUCCESS : errno.FAULT;
}
