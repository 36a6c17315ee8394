// Answers of a host to calls for bytes, and what the SDK should make of them.
import type { HostCall } from "../sdk/support/run-probe.ts";
import type { Expected } from "./expected.ts";
import type { GuardedProbe } from "./guarded-probe.ts";
import { decodePairs, valuesOf } from "./headers-model.ts";
import type { Random } from "./random.ts";

/** What the host answers to each call for bytes: a status, and the bytes when it is Ok. */
export interface Answer {
  status: number;
  bytes: Buffer;
}

/** A host that gives the same answer to all; `last` has the first argument of the last call, which are bytes. */
export function answeringHost(answer: Answer, last: { argument: Buffer }) {
  return (guarded: () => GuardedProbe): Record<string, HostCall> => {
    function reply(dataAt: number, sizeAt: number): number {
      if (answer.status === 0) guarded().answer(dataAt, sizeAt, answer.bytes);
      return answer.status;
    }
    return {
      proxy_get_property(probe, [at = 0, size = 0, dataAt = 0, sizeAt = 0]) {
        last.argument = probe.bytes(at, size);
        return reply(dataAt, sizeAt);
      },
      proxy_call_foreign_function: (_, [, , , , dataAt = 0, sizeAt = 0]) => reply(dataAt, sizeAt),
      // Not the plugin's configuration: it is not about to be configured
      proxy_get_buffer_bytes: (_, [type, , , dataAt = 0, sizeAt = 0]) => (type === 7 ? 1 : reply(dataAt, sizeAt)),
      proxy_get_header_map_pairs: (_, [, dataAt = 0, sizeAt = 0]) => reply(dataAt, sizeAt),
      proxy_get_header_map_value(probe, [, at = 0, size = 0, dataAt = 0, sizeAt = 0]) {
        // What is in the pairs, whichever call asks
        const [value] = valuesOf(decodePairs(answer.bytes), probe.bytes(at, size).toString());
        if (answer.status !== 0 || !value) return answer.status || 1;
        guarded().answer(dataAt, sizeAt, value);
        return 0;
      },
      proxy_dequeue_shared_queue: (_, [, dataAt = 0, sizeAt = 0]) => reply(dataAt, sizeAt),
      proxy_get_status(_, [codeAt = 0, dataAt = 0, sizeAt = 0]) {
        guarded().store(codeAt, 13);
        return reply(dataAt, sizeAt);
      },
      proxy_get_buffer_status(_, [, sizeAt = 0]) {
        guarded().store(sizeAt, answer.bytes.length);
        return answer.status;
      },
      proxy_get_shared_data(_, [, , dataAt = 0, sizeAt = 0, casAt = 0]) {
        guarded().store(casAt, 5);
        return reply(dataAt, sizeAt);
      },
      proxy_set_shared_data: () => 0,
      clock_time_get(_, [, , timeAt = 0]) {
        guarded().store(timeAt, Number(time & 0xffffffffn));
        guarded().store(timeAt + 4, Number(time >> 32n));
        return 0;
      },
    };
  };
}

/** The time of the host's clock. */
export const time = 1_700_000_000_000_000_000n;

/** A new answer: bytes of the sizes that numbers have, of others, seldom 1 MiB; seldom a failure. */
export function vary(answer: Answer, random: Random, bytes?: Buffer): void {
  answer.status = random.oneIn(8) ? random.below(20) : 0;
  answer.bytes =
    bytes ?? random.bytes(random.oneIn(20_000) ? 1 << 20 : random.pick([0, 1, 8, 8, 8, 16, random.count(40)]));
  if (random.oneIn(4)) answer.bytes = Buffer.from(random.text(12));
}

/** The 8 bytes of a number; otherwise the bits given. */
export function longOf({ status, bytes }: Answer, otherwise: bigint): bigint {
  return status === 0 && bytes.length === 8 ? bytes.readBigUInt64LE() : otherwise;
}

export function boolOf({ status, bytes }: Answer, otherwise: boolean): boolean {
  return status === 0 && bytes.length === 1 ? bytes[0] !== 0 : otherwise;
}

export function bytesOf({ status, bytes }: Answer): Buffer | null {
  return status === 0 ? bytes : null;
}

/** A status and the bytes; none when it is not Ok. */
export function putResult(expected: Expected, { status, bytes }: Answer): void {
  expected.number(status).data(status === 0 ? bytes : Buffer.alloc(0));
}

/** The status of a read of a type that takes so many bytes: ResultMismatch when there are others. */
export function typedStatus({ status, bytes }: Answer, size: number): number {
  return status === 0 && bytes.length !== size ? 9 : status;
}
