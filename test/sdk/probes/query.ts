import { pathOf, queryOf, withQuery } from "mesh-wasm/assembly/text/path";
import { percentDecode, percentEncode } from "mesh-wasm/assembly/text/percent";
import { Query } from "mesh-wasm/assembly/text/query";
import { input, putBytes, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

// Input and output are UTF-16, so that they can have half a surrogate pair.
function inputText(): string {
  return String.UTF16.decodeUnsafe(changetype<usize>(input), input.length);
}

function put(text: string): void {
  const units = new StaticArray<u8>(text.length << 1);
  memory.copy(changetype<usize>(units), changetype<usize>(text), units.length);
  putBytes(units);
}

export function encode(): void {
  put(percentEncode(inputText()));
}

export function decode(): void {
  put(percentDecode(inputText()));
}

let query: Query = new Query();

/** Does one thing after another with a query: the input is the query and the operations, in lines of fields. */
export function run(): void {
  const lines = inputText().split("\u0001");
  query = Query.parse(lines[0]);
  const answers: string[] = [];
  for (let i = 1; i < lines.length; ++i) {
    const fields = lines[i].split("\u0002");
    answers.push(answer(fields[0], fields[1], fields[2]));
  }
  for (let i = 0; i < query.length; ++i) answers.push(query.nameAt(i) + "\u0002" + query.valueAt(i));
  answers.push(query.toString());
  put(answers.join("\u0001"));
}

function answer(operation: string, name: string, value: string): string {
  if (operation == "getAll") return query.getAll(name).join("\u0002");
  if (operation == "has") return query.has(name).toString();
  if (operation == "set") return query.set(name, value).length.toString();
  if (operation == "add") return query.add(name, value).length.toString();
  if (operation == "remove") return query.remove(name).toString();
  const found = query.get(name);
  return found === null ? "null" : "=" + found;
}

/** What lies outside of the pairs. */
export function outside(index: i32): void {
  putText(query.nameAt(index) + query.valueAt(index));
}

/** Path, query and the path with another query, given after a space. */
export function path(): void {
  const fields = inputText().split(" ");
  const first = Query.ofPath(fields[0]).toString();
  put([pathOf(fields[0]), queryOf(fields[0]), withQuery(fields[0], fields[1]), first].join(" "));
}

export function collect(): void {
  __collect();
}
