import { expect, test } from "vitest";
import { pluginState } from "./plugin-state.ts";

const name = "extensions.istio.io/trafficextension/shop.filter~istio-translated-wasmplugin";
const hash = "4".repeat(64);
const wasm = {
  "@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
  config: { vm_config: { code: { local: { filename: `/var/lib/istio/data/ab/${hash}.wasm` } } } },
};

function answers(config: object, taken?: string) {
  const filter = { name, typed_config: config };
  const dump = JSON.stringify({ configs: [{ ecds_filters: [{ version_info: "2", ecds_filter: filter }] }] });
  const stats = taken === undefined ? "" : `extension_config_discovery.http_filter.${name}.version_text: "${taken}"\n`;
  return { dump, stats };
}

test("Envoy has taken what came last, or an earlier one, or none", () => {
  const digest = `sha256:${hash}`;
  expect(pluginState(answers(wasm, "2"), "shop", "filter")).toEqual({ state: "running", digest, why: null });
  expect(pluginState(answers(wasm, "1"), "shop", "filter")).toMatchObject({
    state: "refused",
    why: expect.stringContaining("it keeps the one before"),
  });
  expect(pluginState(answers(wasm, ""), "shop", "filter")).toMatchObject({
    state: "refused",
    why: expect.stringContaining("it has none"),
  });
  expect(pluginState(answers(wasm), "shop", "filter")).toMatchObject({ state: "sent", digest });
});

test("Istio's agent puts rules in the place of a module that it could not fetch", () => {
  const rbac = { "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC" };
  expect(pluginState(answers(rbac, "2"), "shop", "filter").why).toContain("lets requests through");
  expect(pluginState(answers({ ...rbac, rules: {} }, "2"), "shop", "filter")).toMatchObject({
    state: "not fetched",
    why: expect.stringContaining("refuses all requests"),
  });
});

test("a listener waits, or nothing names it", () => {
  const listeners = { "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump" };
  const dump = JSON.stringify({ configs: [{ ...listeners, a: [{ name: "shop.filter", config_discovery: {} }] }] });
  expect(pluginState({ dump, stats: "" }, "shop", "filter").state).toBe("waiting");
  expect(pluginState({ dump, stats: "" }, "shop", "other").state).toBe("absent");
  expect(pluginState({ dump, stats: "" }, "other", "filter").state).toBe("absent");
});
