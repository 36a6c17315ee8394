import { describe, expect, test } from "vitest";
import { wasmHttpFilter, wasmPluginConfig } from "./plugin.ts";

const module = "/filters/canary.wasm";

describe("names", () => {
  test("come from the file", () => {
    const config = wasmPluginConfig({ module });
    expect(config).toMatchObject({ name: "canary", root_id: "canary", vm_config: { vm_id: "canary" } });
  });

  test("the root id follows the name, the VM id does not", () => {
    const config = wasmPluginConfig({ module, name: "beta" });
    expect(config).toMatchObject({ name: "beta", root_id: "beta", vm_config: { vm_id: "canary" } });
  });

  test("are as given", () => {
    const config = wasmPluginConfig({ module, name: "a", rootId: "b", vmId: "c", environmentVariables: { X: "1" } });
    expect(config).toMatchObject({ name: "a", root_id: "b", vm_config: { vm_id: "c" } });
  });
});

describe("the default VM id", () => {
  function vmId(environmentVariables: Record<string, string>): string {
    return wasmPluginConfig({ module, environmentVariables }).vm_config.vm_id;
  }

  test("differs with the environment, which Envoy leaves out when it looks for a VM to share", () => {
    expect(vmId({ REGION: "eu" })).toMatch(/^canary-[0-9a-f]{8}$/);
    expect(vmId({ REGION: "eu" })).not.toBe(vmId({ REGION: "us" }));
  });

  test("does not depend on the order of the variables", () => {
    expect(vmId({ A: "1", B: "2" })).toBe(vmId({ B: "2", A: "1" }));
  });

  test("keeps names and values apart", () => {
    expect(vmId({ A: "1", B: "2" })).not.toBe(vmId({ A: "1B2" }));
  });
});

describe("configuration", () => {
  function configuration(value: unknown): unknown {
    return wasmPluginConfig({ module, configuration: value }).configuration;
  }
  const type = "type.googleapis.com/google.protobuf.StringValue";

  test("a string is passed as it is", () => {
    expect(configuration("plain text")).toEqual({ "@type": type, value: "plain text" });
    expect(configuration("")).toEqual({ "@type": type, value: "" });
  });

  test("anything else is passed as JSON", () => {
    expect(configuration({ header: "x-beta", weight: 0.5 })).toEqual({
      "@type": type,
      value: '{"header":"x-beta","weight":0.5}',
    });
    expect(configuration(false)).toEqual({ "@type": type, value: "false" });
    expect(configuration(null)).toEqual({ "@type": type, value: "null" });
  });

  test("none is none", () => {
    expect(wasmPluginConfig({ module })).not.toHaveProperty("configuration");
    expect(wasmPluginConfig({ module }).vm_config).not.toHaveProperty("configuration");
  });
});

test("everything that is not given is left to Envoy", () => {
  expect(wasmHttpFilter({ module })).toEqual({
    name: "canary",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
      config: {
        name: "canary",
        root_id: "canary",
        vm_config: { vm_id: "canary", runtime: "envoy.wasm.runtime.v8", code: { local: { filename: module } } },
      },
    },
  });
});
