import { describe, expect, test } from "vitest";
import { buildModule, code, type FunctionSpec, type ModuleSpec } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { readCapabilities } from "./read-capabilities.ts";

const foreign = { name: "proxy_call_foreign_function", params: "i32 i32 i32 i32 i32 i32", results: "i32" };
const replace = { name: "proxy_replace_header_map_value", params: "i32 i32 i32 i32 i32", results: "i32" };
const setBody = { name: "proxy_set_buffer_bytes", params: "i32 i32 i32 i32 i32", results: "i32" };
const reply = { name: "proxy_send_local_response", params: "i32 i32 i32 i32 i32 i32 i32 i32", results: "i32" };

/** Indices of functions: imports, then the marker of the ABI and the allocator. */
const own = 3;
const data = { 1024: "compress", 1032: "sign" };
const [ifElse, otherwise, end, select, load, drop] = [[0x04, 0x7f], [0x05], [0x0b], [0x1b], [0x28, 2, 0], [0x1a]];

/** A call of `compress` or whatever else the address and the size are. */
function call(address: readonly number[], size: readonly number[], index = 0): number[] {
  const rest = [0, 0, 0, 0].flatMap(code.i32);
  return [...address, ...size, ...rest, ...code.call(index), ...drop];
}

function foreignFunctions(functions: FunctionSpec[], spec: Partial<ModuleSpec> = {}) {
  const bytes = buildModule({ imports: [foreign], data, functions, ...spec });
  return readCapabilities(readModule(bytes)).foreignFunctions;
}

describe("a name", () => {
  test("given as it is", () => {
    const body = [...call(code.i32(1024), code.i32(8)), ...call(code.i32(1032), code.i32(4))];
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body }])).toEqual({
      known: ["compress", "sign"],
      others: false,
    });
  });

  test("given to a function that hands it on", () => {
    const found = foreignFunctions([
      { params: "i32 i32", body: call(code.local(1), code.local(0)) },
      {
        name: "proxy_on_tick",
        params: "i32",
        body: [...code.i32(8), ...code.i32(1024), ...code.call(own)],
      },
      {
        name: "proxy_on_done",
        params: "i32",
        results: "i32",
        body: [...code.i32(4), ...code.i32(1032), ...code.call(own), ...code.i32(1)],
      },
    ]);
    expect(found).toEqual({ known: ["compress", "sign"], others: false });
  });

  test("chosen of two by a condition, each with its size", () => {
    const condition = code.local(0);
    const address = [...code.i32(1024), ...code.i32(1032), ...condition, ...select];
    const size = [...code.i32(8), ...code.i32(4), ...condition, ...select];
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body: call(address, size) }])).toEqual({
      known: ["compress", "sign"],
      others: false,
    });
  });

  test("that is another one on one way only", () => {
    const address = [...code.local(0), ...ifElse, ...code.i32(1024), ...otherwise, ...code.i32(0), ...load, ...end];
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body: call(address, code.i32(8)) }])).toEqual({
      known: ["compress"],
      others: true,
    });
  });

  test("read from memory may be any", () => {
    const body = call([...code.i32(1024), ...load], code.i32(8));
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body }])).toEqual({ known: [], others: true });
  });

  test("given by the host may be any", () => {
    const body = call(code.local(0), code.i32(8));
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body }])).toEqual({ known: [], others: true });
  });

  test("beyond the module's data may be any", () => {
    const body = call(code.i32(1030), code.i32(8));
    expect(foreignFunctions([{ name: "proxy_on_tick", params: "i32", body }])).toEqual({ known: [], others: true });
  });

  test("changed in a loop may be any", () => {
    const loop = [0x03, 0x40, ...call(code.local(1), code.i32(8)), ...code.local(0), 0x21, 1, 0x0c, 0, 0x0b];
    const found = foreignFunctions([{ name: "proxy_on_tick", params: "i32 i32", body: loop }]);
    expect(found).toEqual({ known: [], others: true });
  });

  test("given on by a function to itself may be any", () => {
    const recursive = [...call(code.local(0), code.i32(8)), ...code.local(0), ...code.i32(8), 0x6a, ...code.call(own)];
    const found = foreignFunctions([
      { params: "i32", body: recursive },
      { name: "proxy_on_tick", params: "i32", body: [...code.i32(1024), ...code.call(own)] },
    ]);
    expect(found).toEqual({ known: ["compress"], others: true });
  });
});

describe("a function", () => {
  const silent = { params: "i32", body: call(code.i32(1024), code.i32(8)) };

  test("that nothing leads to does not count", () => {
    expect(foreignFunctions([silent])).toEqual({ known: [], others: false });
  });

  test("in the table counts where something of its type is called through it", () => {
    const caller = { name: "proxy_on_tick", params: "i32", body: [...code.i32(1), ...code.i32(0)] };
    const type = 3;
    const body = [...caller.body, ...code.callIndirect(type)];
    expect(foreignFunctions([silent, { ...caller, body: [] }], { table: [0] }).known).toEqual([]);
    expect(foreignFunctions([silent, { ...caller, body }], { table: [0] }).known).toEqual(["compress"]);
  });

  test("that is damaged may do what the module imports", () => {
    const found = foreignFunctions([{ name: "proxy_on_tick", params: "i32", body: [0xff] }]);
    expect(found).toEqual({ known: [], others: true });
  });
});

describe("other things", () => {
  function capabilities(imported: typeof foreign, args: number[]) {
    const body = [...args.flatMap(code.i32), ...code.call(0), ...drop];
    const functions = [{ name: "proxy_on_tick", params: "i32", body }];
    return readCapabilities(readModule(buildModule({ imports: [imported], data, functions })));
  }

  test("headers have the name of their map", () => {
    expect(capabilities(replace, [2, 1032, 4, 0, 0]).headersSet.known).toEqual(["response sign"]);
    expect(capabilities(replace, [1, 1032, 4, 0, 0]).headersSet.known).toEqual(["request trailers sign"]);
  });

  test("headers of the answers of calls are none of the stream's", () => {
    expect(capabilities(replace, [6, 1032, 4, 0, 0]).headersSet).toEqual({ known: [], others: false });
  });

  test("bodies", () => {
    expect(capabilities(setBody, [1, 0, 9, 0, 0]).bodiesSet).toEqual({ known: ["response"], others: false });
    expect(capabilities(setBody, [7, 0, 9, 0, 0]).bodiesSet).toEqual({ known: [], others: false });
  });

  test("statuses of answers of its own", () => {
    expect(capabilities(reply, [403, 0, 0, 0, 0, 0, 0, 0]).localReplies).toEqual({ known: ["403"], others: false });
  });
});
