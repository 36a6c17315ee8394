import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoUpstream, type RunningEnvoy, startEcho, startEnvoy } from "../../envoy/index.ts";
import { setProperty } from "../../host/attributes/set-property.ts";
import { callForeignFunction } from "../../host/foreign/call-foreign-function.ts";
import type { ForeignCall } from "../../host/foreign/foreign-call.ts";
import { decodePairs } from "../../host/http/pairs.ts";
import { envoyVersions } from "../support/engines.ts";
import { pluginProperties, requestContext, routeMetadata } from "./support/asked-request.ts";
import { type Answer, answersIn, buildAsking, configurationOf, type Question, untilDeleted } from "./support/asking.ts";

// Every expression of the files beside this one, evaluated in Envoy and in the host

const folder = new URL("expressions/", import.meta.url);
const expressions = readdirSync(folder).map(
  (file) => [file.replace(".txt", ""), readFileSync(new URL(file, folder), "utf8").split("\n").slice(0, -1)] as const,
);
const controls: Record<string, string> = { "⏎": "\n", "␍": "\r", "␉": "\t" };

function textOf(line: string): string {
  return line.replace(/[⏎␍␉]/g, (char) => controls[char] ?? char);
}

const phase = "requestHeaders";
const volatile = [
  "request\0id",
  "request\0time",
  "connection\0id",
  "source\0port",
  "destination\0port",
  "request\0headers",
];
const questions: Question[] = [
  { phase, kind: "set", first: "x", second: "set" },
  ...volatile.map((first): Question => ({ phase, kind: "get", first })),
  ...expressions.flatMap(([, lines]) => lines.map((line): Question => ({ phase, kind: "expr", first: textOf(line) }))),
  { phase: "delete", kind: "get", first: "plugin_name" },
];

describe.each(envoyVersions)("expressions as in Envoy %s", (version) => {
  const envoyMinor = Number(version.split(".")[1]);
  let upstream: EchoUpstream;
  let envoy: RunningEnvoy;
  let answers: Answer[];
  let call: ForeignCall;

  beforeAll(async () => {
    upstream = await startEcho();
    const { path } = await buildAsking();
    envoy = await startEnvoy({
      version,
      plugins: [{ module: path, name: "asking", configuration: configurationOf(questions) }],
      clusters: [{ name: "shop", url: upstream.url }],
      routes: [{ name: "asked", route: { cluster: "shop" }, metadata: routeMetadata }],
    });
    const mark = envoy.logs.length;
    const headers = { host: "a.example", "x-twice": ["a", "b"], "x-a": "b" };
    const sent = request(`${envoy.url}/a?b=c#d`, { method: "POST", headers }).end("hello");
    const [response]: IncomingMessage[] = await once(sent, "response");
    response?.resume();
    await untilDeleted(envoy.logs, mark, questions.length);
    const logged = answersIn(envoy.logs.lines(mark), "asking");
    answers = questions.map((_, index) => logged.get(index)?.[phase] ?? { status: -1, value: Buffer.alloc(0) });
    call = callOf(answers.slice(1, volatile.length + 1).map(({ value }) => value));
  });

  afterAll(async () => {
    await envoy?.stop();
    await upstream?.stop();
  });

  function callOf([id, time, connection, client, proxy, headers]: Buffer[]): ForeignCall {
    const context = requestContext(pluginProperties(envoyMinor), {
      requestId: String(id),
      startTime: time?.readBigInt64LE() ?? 0n,
      connectionId: Number(connection?.readBigInt64LE()),
      clientPort: Number(client?.readBigInt64LE()),
      proxyPort: Number(proxy?.readBigInt64LE()),
      headers: decodePairs(headers?.toString("latin1") ?? ""),
    });
    setProperty("x", "set", context);
    const foreign = { ...context, declared: new Map(), clearRouteCache() {} };
    return { current: foreign, effective: foreign };
  }

  function evaluated(expression: string): { status: number; value: Uint8Array } {
    const created = callForeignFunction("expr_create", Buffer.from(expression), call);
    if (created.status !== 0) return { status: 100 + created.status, value: new Uint8Array() };
    const token = created.result ?? new Uint8Array();
    const { status, result } = callForeignFunction("expr_evaluate", token, call);
    callForeignFunction("expr_delete", token, call);
    return { status, value: result ?? new Uint8Array() };
  }

  test.each(expressions)("%s", (name, lines) => {
    const before = expressions.slice(
      0,
      expressions.findIndex(([other]) => other === name),
    );
    const first = before.reduce((count, [, others]) => count + others.length, volatile.length + 1);
    const results = lines.map((line, index) => {
      const answer = answers[first + index] as Answer;
      return { line, envoy: shown(answer), host: shown(evaluated(textOf(line))) };
    });
    expect(results.map(({ line, host }) => `${line} → ${host}`)).toEqual(
      results.map(({ line, envoy }) => `${line} → ${envoy}`),
    );
  });
});

/** Status and value; maps with their entries in order, which have none in Envoy. */
function shown({ status, value }: { status: number; value: Uint8Array }): string {
  const text = Buffer.from(value).toString("latin1");
  const pairs = decodePairs(text);
  if (pairs.length === 0) return `${status} ${Buffer.from(value).toString("hex")}`;
  return `${status} ${JSON.stringify(pairs.map(([key, item]) => [key, item]).sort())}`;
}
