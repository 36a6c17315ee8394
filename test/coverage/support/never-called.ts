/** Callbacks that a stock Envoy looks for and never calls, and how that is known. */
export const neverCalled: Readonly<Record<string, string>> = {
  proxy_validate_configuration:
    "Envoy can call it (`Context::validateConfiguration` in source/extensions/common/wasm/context.cc), but nothing in it does, in no mode.",
  proxy_on_foreign_function:
    "An event from an extension of the host, agreed on beforehand; of Envoy's own code only a unit test makes one (`onForeignFunction(7, 13)` in test/extensions/common/wasm/wasm_test.cc). It takes an Envoy with an extension in C++ of one's own.",
};
