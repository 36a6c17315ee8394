import { Misfit, putApp } from "./config-model.ts";
import { configText } from "./config-text.ts";
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

const probe = await startGuarded("config");
const expected = new Expected();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

fuzz("configurations", (random) => {
  const text = Buffer.from(random.oneIn(20_000) ? largeText(random) : configText(random));
  const changed = !random.oneIn(3);
  const bytes = changed ? mutate(text, random) : text;
  const output = probe.run("decode", [bytes]);
  const fits = fitsModel(bytes);
  if (output[0] === 1) {
    if (!fits) throw new Error(`accepted: ${bytes}`);
    expected.check(output);
    return;
  }
  const error = output.toString("utf16le", 5);
  if (error === "") throw new Error(`refused without a reason: ${bytes}`);
  if (fits && !(changed && isStricter(error, bytes))) throw new Error(`refused (${error}): ${bytes}`);
});

/** Whether JSON.parse and the model take a document; what is to be told of it is expected then. */
function fitsModel(bytes: Buffer): boolean {
  try {
    putApp(expected.clear().flag(true), JSON.parse(utf8.decode(bytes)));
    return true;
  } catch (error) {
    if (error instanceof Misfit || error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

/** Whether an error is about what the reader refuses and the model cannot see. */
function isStricter(error: string, bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  if (error.includes("half of a surrogate pair") && /\\u[dD][89a-fA-F]/.test(text)) return true;
  // Digits that are lost in a double
  if (error.includes("expected an integer") && /\d{16}|\d[eE]-?\d/.test(text)) return true;
  // JSON.parse shows the last one of a key alone
  return hasTwins(text);
}

function hasTwins(text: string): boolean {
  const shown = JSON.stringify(JSON.parse(text)).match(/":/g)?.length ?? 0;
  return (text.match(/"\s*:/g)?.length ?? 0) > shown;
}

function largeText(random: Random): string {
  const route = `{"path":"${"é".repeat(50)}","weights":[{"name":"v1"}]}`;
  return random.pick([
    `{"note":"${"\\u20ac".repeat(180_000)}"}`,
    `{"routes":[${`${route},`.repeat(7000)}{}]}`,
    `{"limits":{${Array.from({ length: 50_000 }, (_, index) => `"key ${index}":${index}`).join(",")}}}`,
  ]);
}
