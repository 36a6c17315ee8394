import { expect, test } from "vitest";
import { HeaderMap } from "./header-map.ts";
import { http2Fields } from "./http2-fields.ts";

test("Envoy 1.36 sends the fields of a name together", () => {
  const map = new HeaderMap("request");
  for (const name of ["x-a", "cookie", "x-b", "x-a", "cookie"]) map.add(name, `${name} ${map.size}`);
  expect(http2Fields(map, 36)).toEqual([
    ["x-a", "x-a 0"],
    ["x-a", "x-a 3"],
    ["cookie", "cookie 1; cookie 4"],
    ["x-b", "x-b 2"],
  ]);
  expect(http2Fields(map, 37)).toEqual(map.fields());
});
