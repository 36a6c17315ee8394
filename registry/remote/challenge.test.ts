import { expect, test } from "vitest";
import { parseChallenges } from "./challenge.ts";

test.each<[string, [string, Record<string, string>][]]>([
  ["", []],
  ["Basic", [["basic", {}]]],
  ['Basic realm="Registry Realm"', [["basic", { realm: "Registry Realm" }]]],
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
    [
      [
        "bearer",
        { realm: "https://auth.docker.io/token", service: "registry.docker.io", scope: "repository:a/b:pull,push" },
      ],
    ],
  ],
  ["bearer REALM = https-token , service=x", [["bearer", { realm: "https-token", service: "x" }]]],
  ['Bearer realm="a \\"b\\" c"', [["bearer", { realm: 'a "b" c' }]]],
  [
    'Basic realm="x", Bearer realm="y",service=z',
    [
      ["basic", { realm: "x" }],
      ["bearer", { realm: "y", service: "z" }],
    ],
  ],
  ['Bearer realm="never ends', [["bearer", {}]]],
  [
    "Negotiate, Basic realm=x",
    [
      ["negotiate", {}],
      ["basic", { realm: "x" }],
    ],
  ],
])("%s", (header, challenges) => {
  const read = parseChallenges(header);
  expect(read.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(challenges);
});
