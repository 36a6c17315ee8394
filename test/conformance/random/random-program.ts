import type { Program } from "../program/build-program.ts";
import type { Line } from "../program/statement.ts";
import type { Dice } from "./dice.ts";

/** Callbacks of a stream, with the answers that hold nothing up and what each has of its own. */
const callbacks = [
  { name: "request_headers", map: "http_request_headers", returns: [0, 2] },
  { name: "request_body", map: "http_request_headers", buffer: "http_request_body", returns: [0] },
  { name: "request_trailers", map: "http_request_trailers", returns: [0] },
  { name: "response_headers", map: "http_response_headers", returns: [0, 2] },
  { name: "response_body", map: "http_response_headers", buffer: "http_response_body", returns: [0] },
  { name: "response_trailers", map: "http_response_trailers", returns: [0] },
] as const;

const maps = ["http_request_headers", "http_request_trailers", "http_response_headers", "http_response_trailers"];
const buffers = ["http_request_body", "http_response_body"];
const names = [
  "x-a",
  "x-b",
  "x-c",
  "cookie",
  "set-cookie",
  "user-agent",
  "x-forwarded-for",
  "via",
  "X-Upper",
  ":path",
  "accept",
];
const values = ['""', '"1"', '"two words"', '"\\xc3\\xa4"', '"\\xff\\xfe"', '"a,b"', `"v"*300`];
const bodies = ['""', '"<"', '"some text"', '"\\x00\\x01"', '"long "*2000'];
const properties = [
  "request.path",
  "request.method",
  "request.url_path",
  "request.headers.x-a",
  "request.protocol",
  "request.scheme",
  "response.code",
  "response.headers.x-a",
  "xds.route_name",
  "xds.cluster_name",
  "plugin_root_id",
  "plugin_name",
  "a",
  "unknown.path",
];

/** What a module does in each of its callbacks, by chance. */
export function randomProgram(dice: Dice): Program {
  const program: Record<string, Line[]> = {};
  for (const callback of callbacks) {
    if (dice.percent(15)) continue; // an export that is not there
    const lines = dice.some<Line>(0, 5, () => hostCall(dice, callback));
    const ending = endingOf(dice, callback.name);
    program[callback.name] = [...lines, ...ending, `return ${dice.pick(callback.returns)}`];
  }
  if (dice.percent(60)) program["log"] = dice.some<Line>(0, 3, () => readingLog(dice));
  if (dice.percent(30)) program["done"] = ["return 1"];
  return program;
}

type Place = (typeof callbacks)[number];

function hostCall(dice: Dice, place: Place): Line {
  const roll = dice.below(100);
  if (roll < 35) return headerChange(dice, dice.percent(70) ? place.map : dice.pick(maps));
  if (roll < 55 && "buffer" in place) return bodyChange(dice, dice.percent(85) ? place.buffer : dice.pick(buffers));
  if (roll < 65) return `set_property a ${dice.pick(values)}`;
  return reading(dice);
}

function headerChange(dice: Dice, map: string): Line {
  const name = dice.pick(names.filter((each) => each !== ":path" || map === "http_request_headers"));
  if (name === ":path")
    return `replace_header_map_value ${map} :path "${dice.pick(["/", "/b", "/b/c?d=e", "/nowhere"])}"`;
  const how = dice.below(3);
  if (how === 0) return `remove_header_map_value ${map} ${name}`;
  return `${how === 1 ? "add" : "replace"}_header_map_value ${map} ${name} ${dice.pick(values)}`;
}

function bodyChange(dice: Dice, buffer: string): Line {
  const start = dice.pick(["0", "0", "1", "5", "max"]);
  const size = dice.pick(["0", "1", "4", "max"]);
  return `set_buffer_bytes ${buffer} ${start} ${size} ${dice.pick(bodies)}`;
}

function reading(dice: Dice): Line {
  const map = dice.pick(maps);
  switch (dice.below(6)) {
    case 0:
      return `get_header_map_pairs ${map}`;
    case 1:
      return `get_header_map_value ${map} ${dice.pick(names)}`;
    case 2:
      return `get_buffer_bytes ${dice.pick(buffers)} ${dice.pick(["0", "1"])} ${dice.pick(["0", "3", "max"])}`;
    case 3:
      return `get_buffer_status ${dice.pick(buffers)}`;
    case 4:
      return `get_header_map_size ${map === "http_response_headers" ? "http_request_headers" : map}`;
    default:
      return `get_property ${dice.pick(properties)}`;
  }
}

/** Bodies are not for the access log: what is read there is memory that Envoy has given back. */
function readingLog(dice: Dice): Line {
  if (dice.percent(50)) return `get_property ${dice.pick(properties)}`;
  return `get_header_map_value ${dice.pick(maps)} ${dice.pick(names)}`;
}

/** What ends a callback otherwise than by its answer: a pause, a local reply, a reset, a trap, each in some requests only. */
function endingOf(dice: Dice, callback: string): Line[] {
  const roll = dice.below(100);
  const when = `if $count == ${1 + dice.below(6)}`;
  if (callback.endsWith("body") && roll < 30) {
    const pause = dice.pick([1, 1, 2, 3]);
    return [{ "if $end_of_stream == 0": [`return ${pause}`] }];
  }
  if (callback.startsWith("request") && roll < 45) return [{ [when]: [reply(dice)] }];
  if (callback === "response_headers" && roll < 40) return [{ [when]: [reply(dice)] }];
  // Envoy 1.40 ends with a segmentation fault where a response is closed in its trailers that a filter has added
  if (roll < 50 && callback !== "response_trailers")
    return [{ [when]: [`close_stream ${callback.startsWith("request") ? "http_request" : "http_response"}`] }];
  if (roll < 56) return [{ [when]: [`trap ${dice.pick(["", "unreachable"])}`.trim()] }];
  return [];
}

function reply(dice: Dice): string {
  const status = dice.pick([200, 204, 403, 404, 418, 503]);
  const headers = dice.pick(["{}", "{x-reply=1}", "{x-reply=1, x-reply=2, content-type=text/html}"]);
  const grpc = dice.pick(["-1", "0", "7", "99"]);
  return `send_local_response ${status} ${dice.pick(['""', '"some details"'])} ${dice.pick(['""', '"short"'])} ${headers} ${grpc}`;
}
