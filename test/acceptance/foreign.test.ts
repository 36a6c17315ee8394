import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSuite } from "../../testing/scenario/run/run-suite.ts";
import { prepare, suites } from "../foreign/suites.ts";

// The runner of scenarios takes modules of any SDK.

const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-scenarios-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cases = {
  Rust: {
    module: "headers",
    suite: `test {
      name: "marks"
      stream_init { log { regex: "context 2 of .*" } }
      request_headers {
        input { header { key: ":path" value: "/old/a" } header { key: "x-client" value: "1" } }
        result {
          has_header { key: ":path" value: "/new/a" }
          has_header { key: "x-tag" value: "first, second" }
          no_header { key: "x-client" }
          log { exact: "#2 has 2, end false: :path x-client" }
        }
      }
      stream_destroy { log { exact: "#2 is done" } }
    }
    test {
      name: "answers"
      request_headers {
        input { header { key: ":path" value: "/hello" } }
        result { immediate { http_status: 200 } has_header { key: "hello" value: "world" } body { exact: "Hello, World!\\n" } }
      }
    }`,
  },
  Go: {
    module: "words",
    suite: `test {
      name: "starts and sees headers"
      request_headers {
        input { header { key: ":path" value: "/a" } }
        result { log { regex: "1 headers for /a, .*" } }
      }
    }`,
  },
};

test.for(suites)("modules in $language", async (suite, { skip }) => {
  const { module, suite: text } = cases[suite.language as keyof typeof cases];
  const prepared = await prepare(suite);
  if ("reason" in prepared) return skip(prepared.reason);
  const path = prepared.scenarios.map((scenario) => scenario.module).find((file) => file?.endsWith(`/${module}.wasm`));
  const file = join(folder, `${suite.language}.textpb`);
  writeFileSync(file, text);
  for (const { run } of openSuite({ file, module: readFileSync(path ?? "") })) expect(run().failures).toEqual([]);
});
