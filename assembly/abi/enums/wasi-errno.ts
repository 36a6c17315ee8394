/**
 * What a WASI call answers in Envoy.
 *
 * Source: Proxy-Wasm 0.2.1, `wasi_errno_t`; `Notdir`, `Noent`, `Nosys` and `Notcapable` are Envoy's additions.
 */
export enum WasiErrno {
  Success = 0,
  Badf = 8,
  Notdir = 20,
  Fault = 21,
  Inval = 28,
  Noent = 44,
  Nosys = 52,
  Notsup = 58,
  /** A capability restriction forbids the call. */
  Notcapable = 76,
}
