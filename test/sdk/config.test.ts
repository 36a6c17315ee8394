import { beforeAll, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator, mutate } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("config"));
});

function decode(text: string): string {
  probe.give("decode", text);
  return probe.text();
}

test("an empty object leaves the defaults", () => {
  expect(decode("{}")).toBe("enabled=true mode=1 names=default limits= routes= note=none tiny=-1 big=0 small=1.0");
});

const full = {
  enabled: false,
  mode: "Enforce",
  names: ["a", "b"],
  limits: { x: 1, y: "LARGEST" },
  routes: [
    { path: "/a", weights: [{ name: "v1" }, { name: "v2", weight: 10 }], retry: { attempts: 5 } },
    { retry: null, fallback: { ratio: 0.25 } },
  ],
  note: null,
  tiny: -128,
  big: -42,
  small: 2.5,
};
const fullText = JSON.stringify(full).replace('"LARGEST"', "18446744073709551615");

test("every kind of field is read", () => {
  expect(decode(fullText)).toBe(
    "enabled=false mode=2 names=a+b limits=x=1+y=18446744073709551615 " +
      "routes=/a(v1:100,v2:10;5;0.5)+/(;none;0.25) note=null tiny=-128 big=-42 small=2.5",
  );
});

test("of a key that is there twice the last one counts", () => {
  expect(decode('{"tiny":1,"names":["a"],"tiny":2,"names":["b"]}')).toContain("names=b");
  expect(decode('{"tiny":1,"tiny":2}')).toContain("tiny=2");
});

test.each([
  ["[]", "expected an object, found an array"],
  ["", "expected an object (line 1, column 1)"],
  ['{"enabled":"yes"}', "enabled: expected true or false, found a string"],
  ['{"enabled":null}', "enabled: expected true or false, found null"],
  ['{"names":"a"}', "names: expected an array, found a string"],
  ['{"names":["a",1]}', "names[1]: expected a string, found a number"],
  ['{"limits":{"x":-1}}', "limits.x: expected an integer from 0 to 18446744073709551615, found -1"],
  ['{"limits":{"a b":1.5}}', 'limits["a b"]: expected an integer from 0 to 18446744073709551615, found 1.5'],
  ['{"mode":"On"}', 'mode: expected one of "Off", "Shadow", "Enforce", found "On"'],
  ['{"mode":1}', "mode: expected a string, found a number"],
  ['{"small":1e40}', "small: expected a number that an f32 can hold, found 1e40"],
  ['{"small":-3.5e38}', "small: expected a number that an f32 can hold, found -3.5e38"],
  ['{"tiny":128}', "tiny: expected an integer from -128 to 127, found 128"],
  [
    '{"routes":[{},{"weights":[{"name":"x","weight":"ten"}]}]}',
    "routes[1].weights[0].weight: expected an integer from 0 to 255, found a string",
  ],
  ['{"routes":[{"weights":[{}]}]}', "routes[0].weights[0].name: missing, but required"],
  ['{"routes":[{"retries":{}}]}', 'routes[0].retries: unknown key, did you mean "retry"?'],
  [
    '{"completely":1}',
    'completely: unknown key, known are "enabled", "mode", "names", "limits", "routes", "note", "tiny", "big", "small"',
  ],
  ['{"routes":[{"path":"/a",}]}', "routes[0]: nothing after a comma (line 1, column 25)"],
  ["{} {}", "unexpected text after the value (line 1, column 4)"],
])("%s", (text, error) => {
  expect(decode(text)).toBe(error);
});

test("no input makes it trap", () => {
  const random = generator(3);
  const text = Buffer.from(fullText);
  let accepted = 0;
  for (let round = 0; round < 20_000; ++round) {
    const valid = probe.give("decode", mutate(text, random));
    accepted += valid;
    if (!valid) expect(probe.text()).not.toBe("");
  }
  // Many mutations are white space or change a name: the reader has seen the inside of objects, not just their begin.
  expect(accepted).toBeGreaterThan(100);
});
