import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { type CompileOptions, compile, readPointTable } from "../../module/index.ts";
import { type Request, recordedRun } from "./recorded-run.ts";

const filtersDir = fileURLToPath(new URL("../../filters", import.meta.url));
const templatesDir = fileURLToPath(new URL("../../templates", import.meta.url));

const samples =
  "ab_testing body_chunking check_pii content_injection error_page_with_traceid hmac_token_validation " +
  "html_domain_rewrite local_reply log_calls redirect_bulk regex_rewrite set_cookie";

const folders = [
  ...["authorization", "header-routing", "telemetry"],
  ...samples.split(" ").map((name) => `samples/${name}`),
];

const requests: Request[] = [
  [":path", "/"],
  [":path", "/admin?user=ana&debug=1#x"],
  [":path", "/public/%7Eana/../x.html"],
  ["x-beta", "yes"],
  ["authorization", "Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6ImRldiJ9.eyJzdWIiOiJhIn0.AAAA"],
  ["authorization", "Basic YTpi"],
  ["cookie", "session=a; user=b; __Host-c=d"],
  ["user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile"],
  ["content-type", "application/json"],
  ["x-forwarded-for", "203.0.113.7, 10.0.0.1"],
].map((field) => {
  const fields = [
    [":method", "POST"],
    [":scheme", "https"],
    [":authority", "shop.example.com"],
  ] as [string, string][];
  const path = field[0] === ":path" ? [] : [[":path", "/cart"] as [string, string]];
  return [...fields, ...path, field as [string, string]];
});

function configurationOf(name: string): unknown {
  const file = join(templatesDir, name, "plugin.yaml");
  return existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined;
}

test.each(folders)("%s does the same with counters", async (name) => {
  const projectDir = join(filtersDir, name);
  const options: CompileOptions = {
    entry: join(projectDir, "assembly/index.ts"),
    projectDir,
    name: "filter",
    mode: "debug",
  };
  const [plain, counting] = [await compile(options), await compile({ ...options, coverage: true })];
  expect(readPointTable(counting.wasm)?.count).toBeGreaterThan(0);
  const [expected, actual] = [plain, counting].map(({ wasm }) => recordedRun(wasm, configurationOf(name), requests));
  expect(expected?.steps.length).toBeGreaterThan(50);
  expect(actual).toEqual(expected);
});
