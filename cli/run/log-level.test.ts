import { expect, test } from "vitest";
import { logLevels } from "./log-level.ts";

test("nothing said: Envoy's default, of which little is shown", () => {
  expect(logLevels(undefined, 0)).toEqual({ options: {}, everything: false });
});

test("a level is for all of Envoy, a list for single loggers", () => {
  expect(logLevels("debug", 0)).toEqual({ options: { logLevel: "debug" }, everything: true });
  expect(logLevels("wasm:trace,http:debug", 0)).toEqual({
    options: { componentLogLevel: "wasm:trace,http:debug" },
    everything: true,
  });
});

test("-v shows everything, -vv the host calls too", () => {
  expect(logLevels(undefined, 1)).toEqual({ options: {}, everything: true });
  expect(logLevels(undefined, 2)).toEqual({ options: { componentLogLevel: "wasm:trace" }, everything: true });
  expect(logLevels("debug", 2).options).toEqual({ logLevel: "debug", componentLogLevel: "wasm:trace" });
});

test.each(["loud", "wasm:loud", "info,", "wasm:info,http"])("%s is no level", (text) => {
  expect(() => logLevels(text, 0)).toThrow(`--log-level does not take "${text}"`);
});
