import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkUnknownCallbacks } from "./unknown-callbacks.ts";

function check(name: string, abi = "0_2_1") {
  return checkUnknownCallbacks(readModule(buildModule({ abi: [abi], functions: [{ name }] })));
}

test.each(["proxy_on_tick", "envoy_on_resolve_dns", "_start", "malloc", "anything", "proxy_abi_version_9_9_9"])(
  "%s passes",
  (name) => {
    expect(check(name)).toEqual([]);
  },
);

test("the wrong name that both older AssemblyScript SDKs export", () => {
  expect(check("proxy_on_grpc_trailing_metadata")).toMatchObject([
    {
      code: "MW0317",
      level: "warning",
      message: expect.stringContaining("Solo.io and G-Core"),
      hint: "did you mean proxy_on_grpc_receive_trailing_metadata?",
    },
  ]);
});

test.each([
  ["proxy_on_request_header", "did you mean proxy_on_request_headers?"],
  ["proxy_on_http_response_body", "did you mean proxy_on_response_body?"],
])("%s: %s", (name, hint) => {
  expect(check(name)).toMatchObject([{ hint }]);
});

test("a callback of a later ABI", () => {
  expect(check("proxy_on_foreign_function", "0_1_0")).toMatchObject([
    { message: "proxy_on_foreign_function does not exist in ABI 0.1.0, so Envoy never calls it" },
  ]);
});
