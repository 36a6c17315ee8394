// What a file of unit tests (`assembly/**/*.spec.ts`) has beside the language, for editors and tsc. The names are those of
// as-pect, whose library the compiler adds to such a file.

/** Groups tests. The function runs once, before the first test, to find what is in it. */
declare function describe(description: string, define: () => void): void;

/**
 * A test: it passes when the function comes to its end, and fails where an expectation does not hold or the code traps. It runs
 * in the callback of a request, so that the SDK works as in a filter: a context made with `new` is that of the request.
 *
 * Functions do not see the variables around them: what a test needs stands in it, or at the top level of the file.
 *
 * @example
 * test("a request with the header goes to the canary", () => {
 *   const stream = new CanaryStream(new Canary());
 *   stream.request.headers.set("x-canary", "1");
 *   stream.onRequestHeaders(true);
 *   expect(stream.request.headers.get("x-mesh-subset")).toBe("v2");
 * });
 */
declare function test(description: string, body: () => void): void;
/** As {@link test}. */
declare function it(description: string, body: () => void): void;
/** A test that passes when the function traps: by `throw`, `abort`, an index out of range… */
declare function throws(description: string, body: () => void): void;
/** As {@link throws}. */
declare function itThrows(description: string, body: () => void): void;
/** A test that is still to be written. */
declare function todo(description: string): void;
/** A test that is left out, and reported as such. */
declare function xtest(description: string, body: () => void): void;
/** As {@link xtest}. */
declare function xit(description: string, body: () => void): void;

/**
 * Runs before the first test of the group, or of the file; and once more after a test that has failed, which leaves the
 * module's memory as it is: the next test gets a new one.
 */
declare function beforeAll(callback: () => void): void;
/** Runs before each test of the group, or of the file. */
declare function beforeEach(callback: () => void): void;
/** Runs after each test of the group, or of the file, that has passed. */
declare function afterEach(callback: () => void): void;
/** Runs after the last test of the group, or of the file. */
declare function afterAll(callback: () => void): void;

/** Says what a value is to be: `expect(rules.length).toBe(3)`. */
declare function expect<T>(actual: T): Expectation<T>;

/** A value that is looked at. Each method takes a message for where it does not hold. */
declare class Expectation<T> {
  /** From here on, the contrary. */
  readonly not: Expectation<T>;
  /** Equal by `==`: objects are the same one, unless their class overloads the operator, as strings do. */
  toBe(expected: T, message?: string): void;
  /** Equal in all that is in it: fields, elements, entries. */
  toStrictEqual(expected: T, message?: string): void;
  /** Not `false`, 0, NaN, `null` or `""`. */
  toBeTruthy(message?: string): void;
  /** `false`, 0, NaN, `null` or `""`. */
  toBeFalsy(message?: string): void;
  toBeNull(message?: string): void;
  toBeGreaterThan(expected: T, message?: string): void;
  toBeGreaterThanOrEqual(expected: T, message?: string): void;
  toBeLessThan(expected: T, message?: string): void;
  toBeLessThanOrEqual(expected: T, message?: string): void;
  /** For `f32` and `f64`: equal up to a number of decimal places, 2 by default. */
  toBeCloseTo(expected: T, decimalPlaces?: i32, message?: string): void;
  /** For `f32` and `f64`. */
  toBeNaN(message?: string): void;
  /** For `f32` and `f64`: neither NaN nor infinite. */
  toBeFinite(message?: string): void;
  /** For what has a `length`, or is an `ArrayBuffer`. */
  toHaveLength(expected: i32, message?: string): void;
  /** For arrays and sets: an element is equal by `==`. */
  toInclude<U>(expected: U, message?: string): void;
  /** As {@link toInclude}. */
  toContain<U>(expected: U, message?: string): void;
  /** For arrays and sets: an element is equal in all that is in it. */
  toIncludeEqual<U>(expected: U, message?: string): void;
  /** As {@link toIncludeEqual}. */
  toContainEqual<U>(expected: U, message?: string): void;
}
