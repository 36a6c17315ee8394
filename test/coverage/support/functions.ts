import { readFileSync } from "node:fs";
import { callbacks, enums, foreignFunctions, hostFunctions } from "../../../module/index.ts";

/** A function that must run, and how its row in the table is made. */
export interface Expected {
  /** Its name without module. */
  name: string;
  /** Its name in the coverage. */
  recorded: string;
  /** The word for a number that it returned. */
  word(value: number): string;
}

/** What runs where: the parts of the table. */
export interface Part {
  title: string;
  /** Heads of the columns for the SDK's symbol and the answers. */
  columns: [sdk: string, answers: string];
  functions: Expected[];
}

/** Every function of the ABI that a module of the SDK can meet in Envoy. */
export function expectedParts(): Part[] {
  return [
    {
      title: "Host functions",
      columns: ["In the SDK", "Statuses"],
      functions: hostFunctions
        .filter(({ abi, origin }) => abi.includes("0.2.1") && origin !== "emscripten")
        .map(({ name }) => ({ name, recorded: `env.${name}`, word: status })),
    },
    {
      title: "WASI",
      columns: ["In the SDK", "Error numbers"],
      functions: wasiNames().map((name) => ({ name, recorded: `wasi_snapshot_preview1.${name}`, word: errno })),
    },
    {
      title: "Foreign functions",
      columns: ["In the SDK", "Statuses"],
      functions: foreignFunctions.map(({ name }) => ({ name, recorded: `foreign ${name}`, word: status })),
    },
    {
      title: "Callbacks",
      columns: ["In the SDK", "Results"],
      functions: callbacks
        .filter(({ abi, context, name }) => abi.includes("0.2.1") && (context !== "module" || ofSdk.has(name)))
        .map(({ name, result }) => ({ name, recorded: name, word: wordsOf(result) })),
    },
  ];
}

/** The exports without a context that a module of the SDK has. */
const ofSdk = new Set(["_initialize", "proxy_on_memory_allocate"]);

/** The functions of WASI that the SDK declares. */
function wasiNames(): string[] {
  const source = readFileSync(new URL("../../../assembly/abi/wasi.ts", import.meta.url), "utf8");
  return Array.from(source.matchAll(/@external\("wasi_snapshot_preview1", "(\w+)"\)/g), ([, name = ""]) => name);
}

function status(value: number): string {
  return wordIn(enums.proxy_status_t.values, value);
}

function errno(value: number): string {
  return wordIn(enums.wasi_errno_t.values, value);
}

/** A result without an enum is yes or no, or an address, of which there is nothing to tell. */
function wordsOf(result: (typeof callbacks)[number]["result"]): (value: number) => string {
  const name = result?.enum;
  if (name) return (value) => wordIn(enums[name].values, value);
  if (result?.name === "memory_data") return () => "an address";
  return (value) => (value === 0 ? "false" : "true");
}

function wordIn(values: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(values).find((key) => values[key] === value) ?? String(value);
}
