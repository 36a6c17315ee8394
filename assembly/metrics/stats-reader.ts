import { bufferSize, readBufferBytes } from "../abi/buffer-calls";
import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { MetricType } from "../abi/enums/metric-type";
import { decodeUtf8At } from "../abi/utf8-decode";

/** Size, type and number of the metrics that follow. */
const headerSize: u32 = 12;

/** What the headers of the two blocks have for a type. */
const counters: u32 = 1;
const gauges: u32 = 2;

/** How many bytes are asked for at once. */
const partSize: u32 = 16384;

/** What is longer is no name, but memory that Envoy has not written. */
const longestName: u32 = 8192;

/**
 * The counters and gauges that a stats sink is told of in `onStatsUpdate`, one after the other: first all counters, then all
 * gauges, those left out that nothing has changed yet. Histograms are not among them. It can be used in that callback only.
 *
 * Envoy (1.36 to 1.40) says a wrong size of what it hands over, often gigabytes, so that `callbackData` is empty; this reads it in
 * parts of 16 KiB. Nor does Envoy say where the gauges end: what cannot be a metric ends them.
 *
 * Source: `envoy_on_stats_update`, buffer `FOREIGN_FUNCTION_ARGUMENTS`.
 *
 * @example
 * class Sink extends PluginContext {
 *   onStatsUpdate(size: u32): void {
 *     const stats = new StatsReader();
 *     while (stats.next()) {
 *       if (stats.type == MetricType.Counter && stats.delta > 0) log.info(`${stats.name} +${stats.delta}`);
 *     }
 *   }
 * }
 */
@final
export class StatsReader {
  /** What the metric is: `Counter` or `Gauge`. */
  type: MetricType = MetricType.Counter;

  /** The count since Envoy started, or what the gauge shows. */
  value: u64 = 0;

  /** What has come to a counter since the update before; 0 for gauges. */
  delta: u64 = 0;

  /** How long the whole is, as Envoy says. */
  private size: u32 = bufferSize(BufferType.ForeignFunctionArguments);

  /** A part of the whole, and where it begins there. */
  private part: Bytes = readPart(0, partSize);
  private partStart: u32 = 0;

  /** Where the next metric begins. */
  private at: u32 = headerSize;

  /** Where the counters end. */
  private countersEnd: u32 = 0;

  /** How many gauges there are at most. */
  private gaugesLeft: u32 = 0;

  /** Where the name is in the part. */
  private nameStart: u32 = 0;
  private nameSize: u32 = 0;

  /** Begins with the first metric; in a callback without metrics there is none. */
  constructor() {
    const header = this.bytes(0, headerSize);
    if (header && load<u32>(header, 4) == counters) this.countersEnd = load<u32>(header);
  }

  /** The name, such as `cluster.shop.upstream_rq_total`; of metrics of plugins it begins with `wasmcustom.`. */
  get name(): string {
    return decodeUtf8At(changetype<usize>(this.part) + this.nameStart, this.nameSize);
  }

  /** Goes on to the next metric; false after the last one. */
  next(): bool {
    if (this.type == MetricType.Counter) {
      if (this.at < this.countersEnd && this.read(16)) return true;
      this.beginGauges();
    }
    if (!this.gaugesLeft || !this.read(8)) {
      this.gaugesLeft = 0;
      return false;
    }
    --this.gaugesLeft;
    return true;
  }

  private beginGauges(): void {
    this.type = MetricType.Gauge;
    this.at = this.countersEnd;
    this.delta = 0;
    const header = this.countersEnd ? this.bytes(this.at, headerSize) : 0;
    if (!header || load<u32>(header, 4) != gauges) return;
    this.gaugesLeft = load<u32>(header, 8);
    this.at += headerSize;
  }

  /** Reads the metric that begins here, with so many bytes of numbers; false where none does. */
  private read(numbersSize: u32): bool {
    const start = this.at;
    const head = this.bytes(start, 4);
    if (!head) return false;
    const nameSize = load<u32>(head);
    if (nameSize - 1 >= longestName) return false;
    const numbers = (start + 4 + nameSize + 7) & ~7;
    const metric = this.bytes(start, numbers + numbersSize - start);
    if (!metric || !isName(metric + 4, nameSize)) return false;
    const value = metric + (numbers - start);
    this.value = load<u64>(value);
    if (this.type == MetricType.Counter) this.delta = load<u64>(value, 8);
    this.nameStart = start + 4 - this.partStart;
    this.nameSize = nameSize;
    this.at = numbers + numbersSize;
    return true;
  }

  /** Address of some bytes of the whole, valid until others are asked for; 0 where there are not so many. */
  private bytes(start: u32, size: u32): usize {
    if (start > this.size || size > this.size - start) return 0;
    const offset = start - this.partStart;
    if (start >= this.partStart && offset + size <= <u32>this.part.length) {
      return changetype<usize>(this.part) + offset;
    }
    this.part = readPart(start, max(size, partSize));
    this.partStart = start;
    return size <= <u32>this.part.length ? changetype<usize>(this.part) : 0;
  }
}

function readPart(start: u32, size: u32): Bytes {
  return readBufferBytes(BufferType.ForeignFunctionArguments, start, size);
}

/** Whether bytes can be the name of a metric: they have no control characters. */
function isName(data: usize, size: u32): bool {
  for (let i: u32 = 0; i < size; ++i) {
    if (load<u8>(data + i) < 0x20) return false;
  }
  return true;
}
