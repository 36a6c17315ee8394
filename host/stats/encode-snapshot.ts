import { toBytes } from "../bytes.ts";
import type { ContextBuffer } from "../wasm/context.ts";
import type { MetricSnapshot, MetricValue } from "./metric-snapshot.ts";

const counterBlock = 1;
const gaugeBlock = 2;
/** Size, type and number of the metrics of a block. */
const headerSize = 12;

/**
 * A snapshot as `envoy_on_stats_update` hands it over: a block of counters and one of gauges.
 *
 * Envoy counts the bytes of the gauges wrongly, twice as many with each, and without a carry beyond 32 bits: so long it says
 * that the buffer is. What lies behind the gauges is nothing.
 *
 * Source: Context::onStatsUpdate in source/extensions/common/wasm/context.cc of Envoy
 */
export function encodeSnapshot({ counters, gauges, allCounters, allGauges }: MetricSnapshot): ContextBuffer {
  const counterSize = counters.reduce((size, counter) => aligned(size + entrySize(counter) + 16), headerSize);
  const gaugeSize = gauges.reduce((size, gauge) => wrongly(size + entrySize(gauge)), headerSize);
  const bytes = new BlockWriter(
    counterSize + headerSize + gauges.reduce((size, gauge) => size + entrySize(gauge) + 16, 0),
  );
  bytes.header(counterSize, counterBlock, allCounters);
  for (const counter of counters) bytes.entry(counter, counter.value, counter.delta);
  bytes.header(gaugeSize, gaugeBlock, allGauges);
  for (const gauge of gauges) bytes.entry(gauge, gauge.value);
  return padded(bytes.written(), (counterSize + gaugeSize) >>> 0);
}

/** A name with its size. */
function entrySize({ name }: MetricValue): number {
  return 4 + name.length;
}

function aligned(size: number): number {
  return (size + 7) & ~7;
}

function wrongly(size: number): number {
  return (size + ((size + 8 + 7) & ~7)) >>> 0;
}

/** Bytes as the start of a buffer that is longer. */
function padded(bytes: Uint8Array, length: number): ContextBuffer {
  return {
    length,
    part(start, size) {
      const part = new Uint8Array(size);
      part.set(bytes.subarray(start, start + size));
      return part;
    },
  };
}

class BlockWriter {
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.view = new DataView(new ArrayBuffer(size));
  }

  header(...numbers: number[]): void {
    for (const number of numbers) this.u32(number);
  }

  entry({ name }: MetricValue, ...values: bigint[]): void {
    this.u32(name.length);
    new Uint8Array(this.view.buffer).set(toBytes(name), this.at);
    this.at = aligned(this.at + name.length);
    for (const value of values) this.u64(value);
  }

  written(): Uint8Array {
    return new Uint8Array(this.view.buffer, 0, this.at);
  }

  private u32(value: number): void {
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  private u64(value: bigint): void {
    this.view.setBigUint64(this.at, value, true);
    this.at += 8;
  }
}
