import { expect, test } from "vitest";
import { canaryBill, rustBill } from "../fixtures/bills.ts";
import { spdx } from "./spdx.ts";

test.each([
  ["canary", canaryBill],
  ["rust", rustBill],
])("the list of %s is what it was", async (name, bill) => {
  await expect(spdx(bill, 1_700_000_000)).toMatchFileSnapshot(`golden/${name}.spdx.json`);
});

test.each([
  ["Apache-2.0", "Apache-2.0"],
  ["(MIT OR Apache-2.0)", "(MIT OR Apache-2.0)"],
  ["GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"],
  ["UNLICENSED", "NOASSERTION"],
  ["SEE LICENSE IN LICENSE.md", "NOASSERTION"],
  [undefined, "NOASSERTION"],
])("a license of %j is %j", (license, said) => {
  const [each] = canaryBill.packages;
  const bill = { ...canaryBill, packages: [{ name: "x", version: each?.version ?? "", ...(license && { license }) }] };
  expect(JSON.parse(spdx(bill, 0)).packages[1].licenseDeclared).toBe(said);
});
