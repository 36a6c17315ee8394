import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { getProperty } from "../../host/attributes/get-property.ts";
import { setProperty } from "../../host/attributes/set-property.ts";
import { fromText } from "../../host/bytes.ts";
import { phases } from "../sdk/support/attribute-phases.ts";
import { attributeProxy } from "../sdk/support/attribute-proxy.ts";
import { type RunningUpstreams, startUpstreams } from "../sdk/support/attribute-upstreams.ts";
import { requestOverMutualTls } from "../sdk/support/mutual-tls-request.ts";
import { envoyVersions } from "../support/engines.ts";
import { type Answer, answersIn, buildAsking, configurationOf, type Question, untilDeleted } from "./support/asking.ts";
import { configureAsking, rootContext, streamContext } from "./support/attribute-context.ts";
import { propertyPaths } from "./support/property-paths.ts";
import { shown } from "./support/shown.ts";

// Every property of a request over mutual TLS, in each phase: what Envoy answers, and what the host does

const paths = propertyPaths.map((path) => path.replaceAll("|", "\0"));
const questions: Question[] = [
  { phase: "requestHeaders", kind: "set", first: "mine", second: "myself" },
  { phase: "requestHeaders", kind: "set", first: "deep\0er", second: "x" },
  { phase: "requestHeaders", kind: "set", first: "request\0path", second: "/other" },
  ...paths.map((first): Question => ({ phase: "*", kind: "get", first: Buffer.from(first) })),
];
const firstPath = questions.length - paths.length;

describe.each(envoyVersions)("properties as in Envoy %s", (version) => {
  const envoyMinor = Number(version.split(".")[1]);
  let upstreams: RunningUpstreams;
  let envoy: RunningEnvoy;
  let answers: Map<number, Record<string, Answer>>;
  /** Those of the root context, whose log lines begin with its root id. */
  let rootAnswers: Map<number, Record<string, Answer>>;

  beforeAll(async () => {
    upstreams = await startUpstreams();
    const { path } = await buildAsking();
    const bootstrap = configureAsking(attributeProxy(path, upstreams), configurationOf(questions));
    envoy = await startEnvoy({ version, bootstrap });
    const mark = envoy.logs.length;
    await requestOverMutualTls(envoy.url);
    await untilDeleted(envoy.logs, mark, questions.length);
    answers = answersIn(envoy.logs.lines(mark), "http");
    rootAnswers = answersIn(
      envoy.logs.lines().filter((line) => line.includes("asking vm-7")),
      "asking",
    );
  });

  afterAll(async () => {
    await envoy?.stop();
    upstreams?.stop();
  });

  /** What Envoy answered to a path in a phase. */
  function answerOf(path: string, phase: string): Answer {
    const ofPhase = phase === "configure" ? rootAnswers : answers;
    const answer = ofPhase.get(firstPath + paths.indexOf(path.replaceAll("|", "\0")))?.[phase];
    if (!answer) throw new Error(`no answer: ${path} in ${phase}`);
    return answer;
  }

  test.each(phases)("in phase %s", (phase) => {
    const context = streamContext(envoyMinor, phase, answerOf);
    expect(["mine", "deep\0er", "request\0path"].map((path) => setProperty(path, "myself", context))).toEqual([
      0, 0, 0,
    ]);
    expect(paths.map((path) => shown(path, asked(getProperty(fromText(path), context))))).toEqual(
      paths.map((path) => shown(path, answerOf(path, phase))),
    );
  });

  test("on a root context", () => {
    const context = rootContext(envoyMinor);
    expect(setProperty("mine", "myself", context)).toBe(1);
    expect(paths.map((path) => shown(path, asked(getProperty(fromText(path), context))))).toEqual(
      paths.map((path) => shown(path, answerOf(path, "configure"))),
    );
  });
});

function asked(answer: string | number): Answer {
  if (typeof answer === "number") return { status: answer, value: Buffer.alloc(0) };
  return { status: 0, value: Buffer.from(answer, "latin1") };
}
