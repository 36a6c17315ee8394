import type { HostCall } from "../sdk/support/run-probe.ts";
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { blockOf, decodePairs, integerOf, lyingBlock, valuesOf } from "./headers-model.ts";
import { type Answer, answeringHost, bytesOf, vary } from "./host-answers.ts";
import type { Random } from "./random.ts";

const plugin = 1;
const stream = 2;
const answer: Answer = { status: 1, bytes: Buffer.alloc(0) };

/** Numbers of the next calls, in their order: HTTP, gRPC, stream; how the host takes each; which contexts it knows. */
let ids: number[] = [];
let statuses: number[] = [];
let known = new Set([plugin]);

const probe = await startGuarded("calls", (guarded) => {
  /** Takes a call whose number goes to where this argument says. */
  function taking(kind: number, idArgument: number): HostCall {
    return (_, args) => {
      guarded().store(args[idArgument] ?? 0, ids[kind] ?? 0);
      return statuses[kind] ?? 0;
    };
  }
  return {
    ...answeringHost(answer, { argument: Buffer.alloc(0) })(guarded),
    proxy_http_call: taking(0, 9),
    proxy_grpc_call: taking(1, 11),
    proxy_grpc_stream: taking(2, 8),
    proxy_grpc_cancel: () => 0,
    proxy_set_effective_context: (_, [id = 0]) => (known.has(id) ? 0 : 2),
  };
});
const expected = new Expected();
probe.probe.call("proxy_on_context_create", plugin, 0);

fuzz("answers to calls", (random) => {
  const first = random.bits();
  ids = [first, first + 1, first + 2].map((id) => id >>> 0 || 7);
  statuses = ids.map(() => (random.oneIn(10) ? 1 + random.below(12) : 0));
  known = new Set([plugin, stream]);
  begin(random);
  const pending = new Set(ids.filter((_, kind) => statuses[kind] === 0));
  for (let left = random.below(7); left > 0; --left) hear(random, pending);
  known.delete(stream);
  probe.probe.call("proxy_on_delete", stream);
  // Nobody hears of what comes too late
  hear(random, new Set());
  expected.check(probe.probe.bytes(probe.outputAt, probe.probe.call("told")));
});

const callbacks = Object.keys(probe.probe.exports).filter((name) => /^(?:proxy|envoy)_on_(?!memory)/.test(name));

fuzz("callbacks of contexts and calls that are not there", (random) => {
  answer.status = 1;
  const args = Array.from({ length: 5 }, () => random.edge());
  if ((args[0] ?? 0) <= stream) args[0] = 3;
  const callback = random.pick(callbacks);
  probe.probe.call("rewind");
  probe.probe.call(callback, ...args);
  if (callback === "proxy_on_context_create") probe.probe.call("proxy_on_delete", args[0] ?? 0);
  if (probe.probe.call("told") !== 0) throw new Error(`${callback} reached somebody`);
});

/** The stream begins and makes its calls. */
function begin(random: Random): void {
  probe.probe.calls.length = 0;
  probe.probe.logs.length = 0;
  answer.status = 1;
  probe.probe.call("proxy_on_context_create", stream, plugin);
  probe.probe.call("proxy_on_request_headers", stream, random.below(9), 1);
  expected.clear();
  for (const status of statuses) expected.number(status);
}

/** The host tells something of a call, mostly of one that there is. */
function hear(random: Random, pending: Set<number>): void {
  const id = random.oneIn(8) ? random.bits() : random.pick(ids);
  const isPending = pending.has(id);
  vary(answer, random, random.oneIn(3) ? random.pick([blockOf, lying])(random) : undefined);
  const code = random.pick([0, 1, 16, 17, 0xffffffff]);
  switch (random.below(5)) {
    case 0:
      probe.probe.call("proxy_on_http_call_response", plugin, id, code, random.bits(), random.bits());
      if (isPending && id === ids[0]) heardHttp(code);
      if (id === ids[0]) pending.delete(id);
      return;
    case 1:
      probe.probe.call("proxy_on_grpc_receive", plugin, id, random.bits());
      if (isPending && id === ids[1]) {
        putAnswer(1, 0, "", bytesOf(answer) ?? Buffer.alloc(0));
        pending.delete(id);
      }
      if (isPending && id === ids[2]) expected.byte(3).data(bytesOf(answer) ?? Buffer.alloc(0));
      return;
    case 2:
      probe.probe.call("proxy_on_grpc_close", plugin, id, code);
      if (isPending && id !== ids[0]) {
        heardEnd(id === ids[1] ? 1 : 5, code);
        pending.delete(id);
      }
      return;
    default:
      hearMetadata(random, id, isPending && id === ids[2]);
  }
}

function heardHttp(headers: number): void {
  if (headers === 0) {
    putAnswer(0, 0, "the request was reset", Buffer.alloc(0), true);
    return;
  }
  const bytes = bytesOf(answer) ?? Buffer.alloc(0);
  const status = integerOf(valuesOf(decodePairs(bytes), ":status")[0]);
  putAnswer(0, status < 0n ? 0 : Number(status & 0xffffffffn), "", bytes, false);
}

function heardEnd(kind: number, code: number): void {
  const message = bytesOf(answer)?.toString() ?? "";
  if (kind === 5) expected.byte(5).number(code).text(message);
  else putAnswer(1, code, message, (code === 0 && bytesOf(answer)) || Buffer.alloc(0));
}

function putAnswer(kind: number, status: number, message: string, bytes: Buffer, failed = status !== 0): void {
  expected.byte(kind).flag(failed).number(status).text(message).data(bytes).text(bytes.toString());
}

function hearMetadata(random: Random, id: number, heard: boolean): void {
  const initial = random.oneIn(2);
  const callback = initial ? "proxy_on_grpc_receive_initial_metadata" : "proxy_on_grpc_receive_trailing_metadata";
  probe.probe.call(callback, plugin, id, random.bits());
  const count = answer.status === 0 ? decodePairs(answer.bytes).length : 0;
  if (heard) expected.byte(initial ? 2 : 4).number(count);
}

function lying(random: Random): Buffer {
  return lyingBlock(blockOf(random), random);
}
