// The configuration of `probes/config.ts` as JSON.parse reads it: what must be in it, and what the probe tells of it.
import type { Expected } from "./expected.ts";

/** A document that does not fit the class. */
export class Misfit extends Error {}

type Put<T> = (expected: Expected, value: T) => void;
type Take<T> = (value: unknown) => T;

/** Tells the configuration that a document is; large integers as doubles, which is what JSON.parse makes of them. @throws Misfit */
export function putApp(expected: Expected, document: unknown): void {
  const app = fieldsOf(document, {
    enabled: [bool, true],
    mode: [mode, 1],
    names: [arrayOf(text), ["default"]],
    limits: [mapOf(integer(0, 2 ** 64)), new Map()],
    routes: [arrayOf(route), []],
    note: [nullable(text), "none"],
    tiny: [integer(-128, 127), -1],
    big: [integer(-(2 ** 63), 2 ** 63), 0],
    small: [number, 1],
    matrix: [arrayOf(arrayOf(number)), []],
    groups: [mapOf(arrayOf(weight)), new Map()],
  });
  expected.flag(app.enabled).number(app.mode);
  putAll(expected, app.names, (to, name) => to.text(name));
  putMap(expected, app.limits, (to, limit) => to.double(limit));
  putAll(expected, app.routes, putRoute);
  expected.text(app.note).long(BigInt(app.tiny)).double(app.big).double(Math.fround(app.small));
  putAll(expected, app.matrix, (to, row) => putAll(to, row, (cell, value) => cell.double(value)));
  putMap(expected, app.groups, (to, weights) => putAll(to, weights, putWeight));
}

type Route = ReturnType<typeof route>;
type Weight = ReturnType<typeof weight>;
type Retry = ReturnType<typeof retry>;

function route(value: unknown) {
  return fieldsOf(value, {
    path: [text, "/"],
    weights: [arrayOf(weight), []],
    retry: [nullable(retry), null],
    fallback: [retry, { attempts: 3, ratio: 0.5 }],
  });
}

function weight(value: unknown) {
  const fields = fieldsOf<{ name: string | null; weight: number }>(value, {
    name: [text, null],
    weight: [integer(0, 255), 100],
  });
  if (fields.name === null) throw new Misfit("name: missing");
  return fields;
}

function retry(value: unknown) {
  return fieldsOf(value, { attempts: [integer(-(2 ** 31), 2 ** 31 - 1), 3], ratio: [number, 0.5] });
}

function putRoute(expected: Expected, value: Route): void {
  expected.text(value.path);
  putAll(expected, value.weights, putWeight);
  expected.flag(value.retry !== null);
  if (value.retry) putRetry(expected, value.retry);
  putRetry(expected, value.fallback);
}

function putWeight(expected: Expected, value: Weight): void {
  expected.text(value.name).number(value.weight);
}

function putRetry(expected: Expected, value: Retry): void {
  expected.long(BigInt(value.attempts)).double(value.ratio);
}

function putAll<T>(expected: Expected, values: readonly T[], put: Put<T>): void {
  expected.number(values.length);
  for (const value of values) put(expected, value);
}

/** By key: an object of JavaScript has not the order of the text where keys are numbers. */
function putMap<T>(expected: Expected, values: ReadonlyMap<string, T>, put: Put<T>): void {
  expected.number(values.size);
  for (const [key, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) put(expected.text(key), value);
}

/** The fields of an object, each read or left at its default. */
function fieldsOf<T extends object>(
  value: unknown,
  fields: { [K in keyof T]: [take: Take<T[K]>, otherwise: T[K]] },
): T {
  const result = Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, (field as [unknown, unknown])[1]]),
  ) as T;
  for (const [key, member] of membersOf(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key as keyof T] : undefined;
    if (!field) throw new Misfit(`${key}: unknown`);
    result[key as keyof T] = field[0](member);
  }
  return result;
}

function membersOf(value: unknown): [key: string, value: unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Misfit("no object");
  return Object.entries(value);
}

function bool(value: unknown): boolean {
  if (typeof value !== "boolean") throw new Misfit("no bool");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Misfit("no string");
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Misfit("no number");
  return value;
}

function integer(min: number, max: number): Take<number> {
  return (value) => {
    if (!Number.isInteger(value) || number(value) < min || number(value) > max) throw new Misfit("no such integer");
    return number(value);
  };
}

function mode(value: unknown): number {
  const index = ["Off", "Shadow", "Enforce"].indexOf(text(value));
  if (index < 0) throw new Misfit("no mode");
  return index;
}

function nullable<T>(take: Take<T>): Take<T | null> {
  return (value) => (value === null ? null : take(value));
}

function arrayOf<T>(take: Take<T>): Take<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new Misfit("no array");
    return value.map(take);
  };
}

function mapOf<T>(take: Take<T>): Take<Map<string, T>> {
  return (value) => new Map(membersOf(value).map(([key, member]) => [key, take(member)]));
}
