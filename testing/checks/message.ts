import * as v from "valibot";
import type { BodyInput, Chunk } from "../http/body.ts";
import type { HeadersInput } from "../http/headers.ts";
import { type Fault, faultless } from "./fault.ts";
import { isObject } from "./schemas.ts";

// Headers, trailers and bodies of requests and answers.

const isHeaderValue = (value: unknown): boolean => typeof value === "string" || value instanceof Uint8Array;

/** Headers or trailers. What HTTP makes of them is looked at when they are sent. */
export const headers = v.pipe(
  v.custom<HeadersInput>(() => true),
  faultless<HeadersInput>(faultIn),
);

function faultIn(input: unknown): Fault | undefined {
  if (typeof input === "object" && input !== null && Symbol.iterator in input)
    return faultInPairs(input as Iterable<unknown>);
  if (!isObject(input)) {
    return { path: [], value: input, hint: "it takes an object of values by name, or a list of pairs" };
  }
  for (const [name, value] of Object.entries(input)) {
    const isList = Array.isArray(value) && value.every(isHeaderValue);
    if (value === undefined || isHeaderValue(value) || isList) continue;
    return { path: [name], value, hint: "it takes a text or bytes, or a list of these" };
  }
  return undefined;
}

function faultInPairs(input: Iterable<unknown>): Fault | undefined {
  if (Object.is(input[Symbol.iterator](), input)) {
    return { path: [], value: input, hint: "it is read more than once: make a list of it, `[...pairs]`" };
  }
  let index = 0;
  for (const pair of input) {
    const isPair = Array.isArray(pair) && pair.length === 2 && typeof pair[0] === "string" && isHeaderValue(pair[1]);
    if (!isPair) return { path: [index], value: pair, hint: "it takes pairs of a name and a value, a text or bytes" };
    index += 1;
  }
  return undefined;
}

/** A piece of a body. */
export const chunk = v.custom<Chunk>(
  isHeaderValue,
  "it takes a text or bytes; JSON.stringify turns an object into text",
);

/** A body. The pieces of one that comes bit by bit are looked at as they come. */
export const body = v.custom<BodyInput>(
  isBody,
  "it takes a text or bytes, a list of these, or an async iterable of them; JSON.stringify turns an object into text",
);

function isBody(value: unknown): boolean {
  if (isHeaderValue(value)) return true;
  if (Array.isArray(value)) return value.every(isHeaderValue);
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
