import { RE2JS } from "re2js";
import { type ByteString, toText } from "../../host/bytes.ts";
import type { StringMatcher } from "./suite.ts";

/** A matcher ready to match. */
export interface CompiledMatcher {
  /** Whether one of the texts matches; of an inverted matcher whether none does. */
  matches(texts: readonly ByteString[]): boolean;
  /** What it looks for, in words: `text "a"`. */
  wanted: string;
}

/**
 * Makes a matcher ready.
 *
 * @param readFile Reads a file that the suite names.
 * @throws Error where it cannot match anything, with the reason: a bad expression, a missing file, nothing to match.
 */
export function compileMatcher(matcher: StringMatcher, readFile: (path: string) => ByteString): CompiledMatcher {
  const { wanted, test } = testOf(matcher, readFile);
  return { wanted, matches: (texts) => texts.some(test) !== matcher.invert };
}

type Test = { wanted: string; test(text: ByteString): boolean };

function testOf({ exact, regex, file }: StringMatcher, readFile: (path: string) => ByteString): Test {
  if (regex !== undefined) return regexTest(regex);
  if (exact !== undefined) return { wanted: `the text ${quote(exact)}`, test: (text) => text === exact };
  if (file === undefined) throw new Error('a matcher needs "exact", "regex" or "file"');
  const content = readFile(file);
  return { wanted: `the text of ${file}`, test: (text) => text === content };
}

function regexTest(regex: string): Test {
  const pattern = compiled(regex);
  return { wanted: `a match of /${regex}/`, test: (text) => pattern.matcher(toText(text)).matches() };
}

function compiled(regex: string): RE2JS {
  try {
    return RE2JS.compile(regex);
  } catch (error) {
    throw new Error(`bad regex: ${(error as Error).message}`);
  }
}

/** Bytes as a string in quotes, for people. */
export function quote(text: ByteString): string {
  return JSON.stringify(toText(text));
}
