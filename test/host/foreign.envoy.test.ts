import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { getProperty } from "../../host/attributes/get-property.ts";
import { fromText } from "../../host/bytes.ts";
import { callForeignFunction } from "../../host/foreign/call-foreign-function.ts";
import type { ForeignCall } from "../../host/foreign/foreign-call.ts";
import { envoyVersions } from "../support/engines.ts";
import { pluginProperties, requestContext } from "./support/asked-request.ts";
import { type Answer, answersIn, buildAsking, configurationOf, type Question, untilDeleted } from "./support/asking.ts";
import {
  compressCases,
  type ForeignCase,
  otherCases,
  signCases,
  stateCases,
  verifyCases,
} from "./support/foreign-cases.ts";

// Every foreign function with good and bad arguments: what Envoy answers, and what the host does

const phase = "requestHeaders";
const groups: Record<string, Question[]> = {
  verify_signature: verifyCases.map(questionOf),
  sign: signCases.map(questionOf),
  compress: compressCases.map(questionOf),
  others: otherCases.map(questionOf),
  set_envoy_filter_state: stateCases.flatMap(([key, call]) => [
    questionOf(call),
    ...["", "\0ip", "\0port", "\0none"].map(
      (part): Question => ({ phase, kind: "get", first: `filter_state\0${key}${part}` }),
    ),
  ]),
};
const questions: Question[] = [...Object.values(groups).flat(), { phase: "delete", kind: "get", first: "plugin_name" }];

function questionOf([, first, second]: ForeignCase): Question {
  return { phase, kind: "call", first, second };
}

describe.each(envoyVersions)("foreign functions as in Envoy %s", (version) => {
  let envoy: RunningEnvoy;
  let answers: Map<Question, Answer>;
  let call: ForeignCall;

  beforeAll(async () => {
    const { path } = await buildAsking();
    envoy = await startEnvoy({
      version,
      plugins: [{ module: path, name: "asking", configuration: configurationOf(questions) }],
    });
    const mark = envoy.logs.length;
    const [response]: IncomingMessage[] = await once(request(envoy.url).end(), "response");
    response?.resume();
    await untilDeleted(envoy.logs, mark, questions.length);
    const logged = answersIn(envoy.logs.lines(mark), "asking");
    answers = new Map(
      questions.map((question, index) => [
        question,
        logged.get(index)?.[phase] ?? { status: -1, value: Buffer.alloc(0) },
      ]),
    );
    const chosen = { requestId: "", startTime: 0n, connectionId: 1, clientPort: 1, proxyPort: 1, headers: [] };
    const context = requestContext(pluginProperties(Number(version.split(".")[1])), chosen);
    const foreign = { ...context, declared: new Map(), clearRouteCache() {} };
    call = { current: foreign, effective: foreign };
  });

  afterAll(() => envoy?.stop());

  function asked({ kind, first, second }: Question): string {
    const name = fromText(String(first));
    if (kind === "call") {
      const { status, result } = callForeignFunction(name, second as Uint8Array, call);
      return shown(status, result ?? Buffer.alloc(0));
    }
    const value = getProperty(name, call.current);
    return typeof value === "number" ? shown(value, Buffer.alloc(0)) : shown(0, Buffer.from(value, "latin1"));
  }

  test.each(Object.entries(groups))("%s", (_, group) => {
    const titles = group.map(
      ({ first, second }) => `${String(first).replaceAll("\0", "|")} ${hex(second as Uint8Array)}`,
    );
    expect(group.map((question, index) => `${titles[index]} → ${asked(question)}`)).toEqual(
      group.map((question, index) => {
        const answer = answers.get(question) as Answer;
        return `${titles[index]} → ${shown(answer.status, answer.value)}`;
      }),
    );
  });
});

function shown(status: number, value: Uint8Array): string {
  return `${status} ${hex(value)}`;
}

function hex(value: Uint8Array = new Uint8Array()): string {
  const text = Buffer.from(value).toString("latin1");
  return /^[ -~]*$/.test(text) ? JSON.stringify(text) : Buffer.from(value).toString("hex");
}
