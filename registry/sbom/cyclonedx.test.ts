import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, test } from "vitest";
import { canaryBill, rustBill } from "../fixtures/bills.ts";
import { cycloneDx } from "./cyclonedx.ts";

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

test.each([
  ["canary", canaryBill],
  ["rust", rustBill],
])("the list of %s is what it was, and CycloneDX's own schema takes it", async (name, bill) => {
  const text = cycloneDx(bill);
  await expect(text).toMatchFileSnapshot(`golden/${name}.cdx.json`);
  expect(await validator.validate(text)).toBeNull();
});

test("the schema would refuse one that is wrong", async () => {
  expect(await validator.validate(cycloneDx(canaryBill).replace('"library"', '"libary"'))).not.toBeNull();
});
