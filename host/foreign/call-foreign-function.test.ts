import { describe, expect, test } from "vitest";
import { foreignFunctions } from "../../module/abi/foreign-functions.ts";
import { getProperty } from "../attributes/get-property.ts";
import { FilterState } from "../filter-state.ts";
import { Status } from "../status.ts";
import { StreamInfo } from "../stream-info.ts";
import { callForeignFunction } from "./call-foreign-function.ts";
import type { ForeignContext } from "./foreign-call.ts";

// What every function answers to good and bad arguments is compared with Envoy in test/host/foreign.envoy.test.ts

/** A stream of a plugin in a release of Envoy, which counts how often its route was cleared. */
function streamIn(envoyMinor: number): ForeignContext & { cleared: number } {
  const address = { remoteAddress: "", remotePort: undefined, localAddress: "", localPort: undefined };
  const connection = {
    id: 1,
    ...address,
    requestedServerName: "",
    tls: undefined,
    listener: undefined,
    filterChainName: "",
  };
  return {
    pluginProperties: { envoyMinor, node: {}, name: "plugin", rootId: "root", vmId: "", declared: new Map() },
    streamInfo: new StreamInfo(connection, 0n, new FilterState()),
    requestHeaders: undefined,
    responseHeaders: undefined,
    responseTrailers: undefined,
    isFilter: true,
    declared: new Map(),
    cleared: 0,
    clearRouteCache() {
      this.cleared += 1;
    },
  };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const nothing = new Uint8Array();

test("all functions of the table are known, in 1.36 all but sign", () => {
  for (const envoyMinor of [36, 40]) {
    const stream = streamIn(envoyMinor);
    const unknown = foreignFunctions
      .map(({ name }) => name)
      .filter((name) => {
        const { status } = callForeignFunction(name, bytes("\xff"), { current: stream, effective: stream });
        return status === Status.NOT_FOUND;
      });
    expect(unknown).toEqual(envoyMinor === 36 ? ["sign"] : []);
  }
});

test("what was compressed is there again", () => {
  for (const envoyMinor of [36, 38, 40]) {
    const stream = streamIn(envoyMinor);
    const call = { current: stream, effective: stream };
    const { status, result = nothing } = callForeignFunction("compress", bytes("hello hello"), call);
    expect(status).toBe(Status.OK);
    expect(callForeignFunction("uncompress", result, call)).toEqual({
      status: Status.OK,
      result: bytes("hello hello"),
    });
  }
});

describe("in the answer of a call", () => {
  test.each([
    [36, 1, 0],
    [37, 0, 1],
  ])("Envoy 1.%i clears the route of the context that it acts on", (envoyMinor, ofCurrent, ofEffective) => {
    const [current, effective] = [streamIn(envoyMinor), streamIn(envoyMinor)];
    callForeignFunction("clear_route_cache", nothing, { current, effective });
    expect([current.cleared, effective.cleared]).toEqual([ofCurrent, ofEffective]);
  });

  test("filter state is that of the effective context, expressions see the current one", () => {
    const [current, effective] = [streamIn(40), streamIn(40)];
    const call = { current, effective };
    const argument = bytes("\x0a\x0cenvoy.string\x12\x03set");
    expect(callForeignFunction("set_envoy_filter_state", argument, call).status).toBe(Status.OK);
    expect(getProperty("filter_state\0envoy.string", effective)).toBe("set");
    const { result: token = nothing } = callForeignFunction(
      "expr_create",
      bytes("has(filter_state.`envoy.string`)"),
      call,
    );
    expect(callForeignFunction("expr_evaluate", token, call).result).toEqual(Uint8Array.of(0));
  });
});

test("plugins do not share expressions", () => {
  const [one, other] = [streamIn(40), streamIn(40)];
  const { result: token = nothing } = callForeignFunction("expr_create", bytes("1 + 1"), {
    current: one,
    effective: one,
  });
  expect(callForeignFunction("expr_evaluate", token, { current: other, effective: other }).status).toBe(
    Status.NOT_FOUND,
  );
  expect(callForeignFunction("expr_evaluate", token, { current: one, effective: one }).result?.[0]).toBe(2);
});
