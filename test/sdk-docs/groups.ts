import type { Sdk } from "./read-sdk.ts";
import type { SdkSymbol } from "./sdk-model.ts";

/** A page of the reference. */
export interface Group {
  /** The page is `<name>.md`. */
  name: string;
  title: string;
  /** What the entry that the page is about says of itself; mostly empty. */
  intro: string;
  symbols: SdkSymbol[];
}

const titles = {
  contexts: "Contexts",
  http: "Headers and bodies",
  call: "HTTP and gRPC calls",
  timer: "Timers",
  shared: "Shared data and queues",
  attributes: "Attributes and properties",
  metrics: "Metrics",
  foreign: "Functions of the host",
  crypto: "Hashes and signatures",
  encoding: "Encodings",
  text: "Texts",
  html: "HTML",
  config: "Configuration",
  log: "Log",
  clock: "Clocks",
  random: "Random numbers",
  values: "Bytes, statuses and actions",
  "proxy-runtime": "The names of @solo-io/proxy-runtime",
};

/** Folders of `assembly/` that are no page of their own. */
const pages: Record<string, keyof typeof titles> = {
  abi: "values",
  context: "contexts",
  "decorators.d.ts": "config",
  property: "attributes",
  runtime: "contexts",
};

/** The pages, in the order of the index. */
export function groupsOf(sdk: Sdk): Group[] {
  const unknown = sdk.symbols.find((symbol) => !(pageOf(symbol) in titles));
  if (unknown) throw new Error(`no page for ${unknown.file}`);
  const groups = Object.entries(titles).map(([name, title]) => ({
    name,
    title,
    intro: sdk.entries.find(({ file }) => file === `${name}/index.ts`)?.intro ?? "",
    symbols: sdk.symbols.filter((symbol) => pageOf(symbol) === name),
  }));
  return groups.filter(({ symbols }) => symbols.length > 0);
}

/** The page of a symbol, by its folder. */
export function pageOf(symbol: SdkSymbol): string {
  const [folder = ""] = symbol.file.split("/");
  return pages[folder] ?? folder;
}
