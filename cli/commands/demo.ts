import { relative } from "node:path";
import { formatSize } from "../config/size.ts";
import type { DemoReport } from "../demo/run-demo.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { table } from "../framework/table.ts";
import { engineOption, envoyOption } from "../run/options.ts";

export const demo = defineCommand({
  name: "demo",
  summary: "Show three filters at work in a real Envoy",
  description:
    "Builds the authorization, header-routing and telemetry filters, starts an Envoy with them in front of two versions of a service, sends traffic, and shows who was let in, how the traffic was split and what Envoy counted. Keys and tokens are new in each run.",
  options: {
    keep: { kind: "flag", description: "Leave Envoy up for your own requests, until Ctrl-C" },
    port: {
      kind: "number",
      short: "p",
      placeholder: "N",
      minimum: 0,
      maximum: 65535,
      default: 0,
      defaultText: "any free one",
      description: "Port of the proxy",
    },
    engine: engineOption,
    envoy: envoyOption,
  },
  examples: [
    { title: "Show it", command: "mesh-wasm demo" },
    { title: "Show it, then send requests of your own", command: "mesh-wasm demo --keep" },
    { title: "Show it in a container, with another Envoy", command: "mesh-wasm demo --engine docker --envoy 1.38" },
  ],
  async run(ctx, args): Promise<Outcome<DemoReport>> {
    const { runDemo } = await import("../demo/run-demo.ts");
    return runDemo(ctx, args);
  },
  render(report, ctx) {
    return [
      header(report, ctx),
      decisions(report, ctx),
      split(report, ctx),
      metrics(report, ctx),
      next(report, ctx),
    ].join("\n");
  },
});

function header({ engine, envoyVersion, modules }: DemoReport, { style: { color, mark } }: CommandContext): string {
  const where = engine === "docker" ? "in Docker" : "on this machine";
  const sizes = modules.map(({ filter, size }) => `${filter} ${formatSize(size)}`).join(` ${mark.dot} `);
  const flow = ["client", "[ telemetry", "authorization", "header-routing ]", "shop v1 or v2"].join(` ${mark.hint} `);
  return [
    "",
    color.bold(`Three filters written in TypeScript, inside a stock Envoy ${envoyVersion} ${where}`),
    `  ${flow}`,
    color.dim(`  ${sizes}`),
    "",
  ].join("\n");
}

function decisions(report: DemoReport, { style }: CommandContext): string {
  const { color, mark } = style;
  const rows = report.decisions.map(({ who, path, status, reason }) => {
    const letIn = status < 400;
    const verdict = letIn ? color.green(`${mark.ok} ${status}`) : color.red(`${mark.fail} ${status}`);
    return [verdict, who, path, reason];
  });
  const columns = [{ title: "" }, { title: "WHO" }, { title: "PATH" }, { title: "WHY" }];
  return `${color.bold("Who was let in (authorization)")}\n${table(columns, rows, style)}`;
}

function split(
  { split: { requests, v1, v2, wantedV2Percent, beta } }: DemoReport,
  { style: { color, mark } }: CommandContext,
): string {
  const bar = (count: number) => (mark.ok === "ok" ? "#" : "█").repeat(Math.round((40 * count) / requests));
  const percent = (count: number) => `${((100 * count) / requests).toFixed(1)} %`.padStart(7);
  return [
    color.bold(`Where ${requests} requests went (header-routing, ${wantedV2Percent} % to v2 wanted)`),
    `  v1  ${percent(v1)}  ${color.cyan(bar(v1))}`,
    `  v2  ${percent(v2)}  ${color.magenta(bar(v2))}`,
    `  with "x-beta: yes"  ${beta.v2} of ${beta.requests} to v2`,
    "",
  ].join("\n");
}

function metrics({ metrics: counted }: DemoReport, { style }: CommandContext): string {
  const rows = counted.map(({ route, status, requests, median, p99 }) => {
    return [route, status, String(requests), `${median.toFixed(1)} ms`, `${p99.toFixed(1)} ms`];
  });
  const columns = [
    { title: "ROUTE" },
    { title: "STATUS" },
    { title: "REQUESTS", right: true },
    { title: "MEDIAN", right: true },
    { title: "P99", right: true },
  ];
  return `${style.color.bold("What Envoy counted (telemetry)")}\n${table(columns, rows, style)}`;
}

function next(report: DemoReport, ctx: CommandContext): string {
  const { color, mark } = ctx.style;
  const lines = [color.bold(report.kept ? "It is up" : "Where the pieces are")];
  for (const { filter, source } of report.modules) lines.push(`  ${filter.padEnd(15)} ${shorter(source, ctx)}`);
  if (report.kept) {
    lines.push(
      `  ${"proxy".padEnd(15)} ${report.kept.url}`,
      `  ${"metrics".padEnd(15)} ${report.kept.adminUrl}/stats?filter=wasmcustom`,
    );
    lines.push("", color.bold("Try"), `  curl -i ${report.kept.url}/cart`);
    lines.push(
      `  curl -i ${report.kept.url}/cart -H 'authorization: Bearer ${report.kept.token}'`,
      "",
      "  Ctrl-C stops it",
      "",
    );
    return lines.join("\n");
  }
  lines.push("", color.bold("Next"));
  for (const [command, what] of suggestions) lines.push(`  ${mark.hint} ${command.padEnd(35)} ${color.dim(what)}`);
  return `${lines.join("\n")}\n`;
}

const suggestions = [
  ["npm start -- --keep", "leave it up, with a token to curl with"],
  ["npx mesh-wasm new filter hello", "a filter of your own"],
  ["npx mesh-wasm run --watch", "in the new project: edit, save, see it live"],
] as const;

function shorter(path: string, { cwd }: CommandContext): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}
