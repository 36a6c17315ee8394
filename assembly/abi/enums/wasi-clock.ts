/**
 * A clock of the host.
 *
 * Source: Proxy-Wasm 0.2.1, `wasi_clock_id_t`.
 */
export enum WasiClock {
  /** Time since 1970-01-01T00:00:00Z; it may jump. */
  Realtime = 0,
  /** Time since some moment; it never goes back. */
  Monotonic = 1,
}
