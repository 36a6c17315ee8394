import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkNewerImports } from "./newer-imports.ts";

function messages(...names: string[]): string[] {
  const imports = names.map((name) => ({ module: "wasi_snapshot_preview1", name }));
  return checkNewerImports(readModule(buildModule({ imports }))).map(({ message }) => message);
}

test("functions that every Envoy offers pass", () => {
  expect(messages("fd_write", "clock_time_get", "no_such_function")).toEqual([]);
});

test("functions of Envoy 1.39 are told together", () => {
  expect(messages("fd_write", "sock_send")).toEqual([
    "Envoy offers sock_send from 1.39 on; older ones refuse the module",
  ]);
  expect(messages("sock_send", "fd_tell", "fd_sync", "fd_advise", "fd_pread")).toEqual([
    "Envoy offers sock_send, fd_tell, fd_sync and 2 more from 1.39 on; older ones refuse the module",
  ]);
});
