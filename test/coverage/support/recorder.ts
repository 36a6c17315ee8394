/** What ran of one function. */
export interface Ran {
  calls: number;
  /** What it returned: of a host function what Envoy answered, of a callback what the module did. Nothing for `void`. */
  answers: Set<number>;
  /** The areas in which it ran. */
  areas: Set<string>;
}

/**
 * What ran, by name: a host function `env.proxy_log`, a callback `proxy_on_tick`, a foreign function `foreign compress`.
 */
export type Coverage = Map<string, Ran>;

/** A line of Envoy's log at level trace that tells of a return: thread, direction, function, value. */
const returned = /^\[[^\]]+\]\[(\d+)\]\[trace\]\[wasm\] \[[^\]]+\] \[(vm<-host|host<-vm)\] (\S+) return: (-?\d+|void)$/;

/** A line by which a probe tells which foreign function it has just called. */
const foreign = /^\[[^\]]+\]\[(\d+)\]\[info\]\[wasm\] \[[^\]]+\] wasm log [^:]*: foreign (\w+): /;

const callForeign = "env.proxy_call_foreign_function";

/** Envoy begins to end: what is called from then on depends on chance. */
const ending = "caught ENVOY_SIGTERM";

/** Takes the lines of one Envoy in, and counts what they tell into a coverage. */
export function recorder(coverage: Coverage, area: string): (line: string) => void {
  /** What the last foreign function answered, by thread. */
  const foreignAnswers = new Map<string, string>();
  let ended = false;

  return (line) => {
    ended ||= line.includes(ending);
    if (ended) return;
    const [, thread = "", , name = "", value = ""] = returned.exec(line) ?? [];
    if (name !== "") count(coverage, area, name, value);
    if (name === callForeign) foreignAnswers.set(thread, value);
    const [, sayingThread = "", foreignName = ""] = foreign.exec(line) ?? [];
    if (foreignName === "") return;
    count(coverage, area, `foreign ${foreignName}`, foreignAnswers.get(sayingThread) ?? "");
  };
}

function count(coverage: Coverage, area: string, name: string, value: string): void {
  const ran = coverage.get(name) ?? { calls: 0, answers: new Set(), areas: new Set() };
  ran.calls += 1;
  if (/^-?\d+$/.test(value)) ran.answers.add(Number(value));
  ran.areas.add(area);
  coverage.set(name, ran);
}
