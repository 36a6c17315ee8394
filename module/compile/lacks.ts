/** A part of TypeScript that AssemblyScript lacks: how its compiler complains, and what to say instead. */
export interface Lack {
  /** Codes of the complaint. */
  codes: readonly string[];
  /** What the complaint has to say; default anything. */
  message?: RegExp;
  /** What has to stand before its place in the line, and from there on; default anything. */
  before?: RegExp;
  at?: RegExp;
  /** What has to stand at the other place that it points to; default anything, or no such place. */
  related?: RegExp;
  /** Says it, with what `message` or else `at` found, and the line of the other place. */
  say(found: string, relatedLine: number): string;
}

const noClosures = "a function that is passed on sees nothing around it (no closures)";
const imports = "its own files (./rules), mesh-wasm/assembly, and packages written in AssemblyScript";
const noPromises = "there is no async, await or Promise: pass a function that is called with the answer";

/** The first one that fits counts. */
export const lacks: readonly Lack[] = [
  {
    codes: ["AS100"],
    message: /Closures$/,
    at: /^[\w$]+/,
    say: (name) => `${noClosures}: keep ${name} in a field of the object that is passed along with it`,
  },
  {
    // The type of `this` in a function is that function.
    codes: ["TS2339"],
    message: /^Property '(.*)' does not exist on type '[^']*#/,
    before: /\bthis\s*\.\s*$/,
    say: (name) => `${noClosures}, so it has no \`this\`: take ${name} from the object that is passed along with it`,
  },
  {
    codes: ["TS1109"],
    before: /\?$/,
    at: /^\?/,
    say: () => "there is no `??`: write `a !== null ? a : b` with a local variable",
  },
  {
    codes: ["TS1109"],
    before: /\?$/,
    at: /^\.(?!\d)/,
    say: () => "there is no `?.`: put it into a local variable and ask `if (a !== null)`",
  },
  { codes: ["TS1109", "TS1110", "TS1005"], at: /^(?:async|await)\b/, say: () => noPromises },
  { codes: ["TS1005"], before: /\b(?:async|await)\s*$/, say: () => noPromises },
  { codes: ["TS2304"], message: /'Promise'/, say: () => noPromises },
  {
    codes: ["TS1003"],
    at: /^(?:(?:const|let|var)\s*[[{]|[[{]|[(,]\s*[[{])/,
    say: () => "there is no destructuring: take the fields or elements one by one",
  },
  {
    codes: ["AS100"],
    message: /Iterators$/,
    say: () => "there is no for…of: write `for (let i = 0; i < list.length; ++i)`",
  },
  {
    codes: ["TS1155", "TS1005"],
    before: /\bfor\s*\(\s*(?:const|let|var)\s+$/,
    at: /^[\w$]+\s+in\b/,
    say: () => "there is no for…in: fields have no names at run time; a Map has keys()",
  },
  { codes: ["AS100"], message: /Spread operator$/, say: () => "there is no spread: write a loop, or use concat()" },
  {
    codes: ["AS100"],
    message: /Regular expressions$/,
    say: () => "there are no regex literals: use Regex of mesh-wasm/assembly",
  },
  {
    codes: ["AS100"],
    message: /Exceptions$/,
    say: () => "there is no try/catch, and a throw ends the request: functions give null, a Status or a result instead",
  },
  {
    codes: ["AS100"],
    message: /union types$/,
    say: () => "there are no unions but `T | null` of a class: write a class, or a function for each type",
  },
  { codes: ["TS2304"], message: /'undefined'/, say: () => "there is no undefined: what may be missing is null" },
  {
    codes: ["TS2304"],
    message: /'JSON'/,
    say: () => "there is no JSON: use JsonReader and JsonWriter of mesh-wasm/assembly, or a @config class",
  },
  {
    codes: ["TS2304"],
    message: /'(setTimeout|setInterval)'/,
    say: (name) => `there is no ${name}: use Timer of mesh-wasm/assembly`,
  },
  { codes: ["TS2304"], message: /'fetch'/, say: () => "there is no fetch: use HttpCall of mesh-wasm/assembly" },
  {
    codes: ["TS2322"],
    message: /^Type '\(this: (.*)' is not assignable to type '\(this: (.*)'\.$/,
    say: (types) => `a method that overrides another takes and gives the same: ${types}`,
  },
  {
    codes: ["TS2416"],
    message: /^Property '(.*)' in type /,
    say: (name) => `${name} is something else in the class that this one extends, and has to stay of that type`,
  },
  {
    codes: ["TS2564"],
    message: /'[^']*#(.*)' has no initializer/,
    related: /^this\b/,
    say: (name, line) =>
      `${name} has no value yet where the constructor uses \`this\` otherwise, in line ${line}: set it before that, or where it is declared`,
  },
  {
    codes: ["TS2564"],
    message: /'[^']*#(.*)' has no initializer/,
    say: (name) => `the constructor does not always set ${name}: give it a value where it is declared`,
  },
  {
    codes: ["TS6054"],
    message: /^File '~lib\/(mesh-wasm(?:\/.*)?)\.ts'/,
    say: (name) =>
      `a filter cannot import "${name}": the SDK is mesh-wasm/assembly, with mesh-wasm/assembly/crypto and mesh-wasm/assembly/proxy-runtime`,
  },
  {
    codes: ["TS6054"],
    message: /^File '~lib\/(.*)\.ts'/,
    say: (name) => `"${name}" is not there in AssemblyScript: a filter imports ${imports}`,
  },
  {
    codes: ["TS6054"],
    message: /^File '(.*)\.[cm]?[jt]s\.ts'/,
    say: (name) => `files are imported without their ending: ${name}`,
  },
  {
    codes: ["TS6054"],
    message: /^File '(.*\.json)\.ts'/,
    say: (name) =>
      `${name} cannot be imported, only AssemblyScript can: write it as a constant, or take it as configuration`,
  },
];
