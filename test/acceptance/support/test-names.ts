import { readSuite } from "../../../testing/scenario/read-suite.ts";

/** The tests of a suite: name and index. */
export function testNames(file: string): [name: string, index: number][] {
  return readSuite(file).test.map(({ name }, index) => [name, index]);
}
