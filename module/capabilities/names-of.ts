import { enums } from "../abi/index.ts";
import type { HostUse } from "./host-uses.ts";
import { withKeptNames } from "./kept-names.ts";
import type { TextReader } from "./text-reader.ts";
import type { Touch } from "./touches.ts";
import { unknown, type Value } from "./value.ts";
import { waysOf } from "./ways.ts";

const maps = enums.proxy_map_type_t.values;
const buffers = enums.proxy_buffer_type_t.values;

/** What streams have, by the number of the map or buffer. All others are of calls, or the configuration. */
const placeNames = {
  map: new Map<number, string>([
    [maps.HTTP_REQUEST_HEADERS, "request"],
    [maps.HTTP_REQUEST_TRAILERS, "request trailers"],
    [maps.HTTP_RESPONSE_HEADERS, "response"],
    [maps.HTTP_RESPONSE_TRAILERS, "response trailers"],
  ]),
  buffer: new Map<number, string>([
    [buffers.HTTP_REQUEST_BODY, "request"],
    [buffers.HTTP_RESPONSE_BODY, "response"],
    [buffers.DOWNSTREAM_DATA, "downstream"],
    [buffers.UPSTREAM_DATA, "upstream"],
  ]),
};

/** The names of what a call touches, one of all `uses`; null among them where one is not known. */
export function namesOf(
  { args }: HostUse,
  touch: Touch,
  uses: readonly HostUse[],
  texts: TextReader,
): (string | null)[] {
  const at = (place: number): Value => args[place] ?? unknown();
  const values = [
    touch.place ? at(touch.place.at) : unknown(),
    touch.number === undefined ? unknown() : at(touch.number),
    ...(touch.names ?? []).flatMap((name) => [at(name), at(name + 1)]),
  ];
  const ways = withKeptNames(values, uses).flatMap((known) => waysOf(known) ?? [values.map(unknown)]);
  return ways.flatMap(([place = unknown(), number = unknown(), ...names]) => {
    if (!touch.place) return [touch.number === undefined ? joined(names, texts) : numberOf(number)];
    const prefix = placeOf(place, touch.place.of);
    if (prefix === null) return [];
    if (!touch.names) return [touch.place.of === "map" ? `${prefix} *` : prefix === "any" ? null : prefix];
    const name = joined(names, texts);
    return [name && `${prefix} ${name}`];
  });
}

/** Which map or buffer it is; null for one of no stream. */
function placeOf(place: Value, of: "map" | "buffer"): string | null {
  return place.kind === "constant" ? (placeNames[of].get(place.number) ?? null) : "any";
}

function numberOf(value: Value): string | null {
  return value.kind === "constant" ? String(value.number) : null;
}

function joined(names: readonly Value[], texts: TextReader): string | null {
  const parts: string[] = [];
  for (let index = 0; index < names.length; index += 2) {
    const text = texts.read(names[index] ?? unknown(), names[index + 1] ?? unknown());
    if (text === null) return null;
    parts.push(text);
  }
  return parts.join("/");
}
