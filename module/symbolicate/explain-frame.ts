import type { FunctionSize } from "../read/index.ts";
import { withoutTypeArguments } from "./assemblyscript-name.ts";
import { type FrameName, frameName } from "./frame-name.ts";
import { originOfFile } from "./origin.ts";
import type { FunctionPlace, SourcePosition, WasmSourceMap } from "./source-map.ts";
import { type ExplainedFrame, exactly, type FrameLocation, type TrapFrame } from "./trap-frame.ts";
import type { TrapModule } from "./trap-module.ts";

/** The function of a frame, the source map, and where in both the frame is. */
interface Site {
  name: FrameName;
  map: WasmSourceMap;
  body: FunctionSize;
  offset: number;
}

/**
 * Explains a frame: one, or two where the optimizer has copied a function into the one that the engine knows.
 *
 * @param thrown where the source says that the error was found, for the frame that calls `abort`
 */
export function explainFrame(code: TrapModule, frame: TrapFrame, thrown: SourcePosition | null): ExplainedFrame[] {
  const { offset = null } = frame;
  const body = bodyOf(code, frame);
  const rawName = frame.name ?? body?.name ?? null;
  const name = rawName === null ? unnamed(frame) : frameName(rawName, code);
  const { name: shown, origin, role } = name;
  const explained: ExplainedFrame = {
    ...{ name: shown, rawName, origin, role, offset },
    index: frame.index ?? body?.index ?? null,
    inlined: false,
    location: null,
  };
  const position = body && offset !== null ? positionOf(code, body, offset, thrown) : thrown;
  if (!code.map || !body || offset === null) {
    return [{ ...explained, location: position && withText(exactly(position), code.map) }];
  }
  const site: Site = { name, map: code.map, body, offset };
  if (!position) return [{ ...explained, location: withText(around(site, null), code.map) }];
  if (!isCopied(site, position)) return [{ ...explained, location: placeIn(site, position) }];
  const copiedFrom = code.map.functionAt(position);
  return [copied(site, position), { ...explained, location: withText(around(site, copiedFrom), code.map) }];
}

function bodyOf(code: TrapModule, { index, offset }: TrapFrame): FunctionSize | null {
  if (offset !== null && offset !== undefined) return code.functionAt(offset);
  return index === null || index === undefined ? null : code.functionOf(index);
}

function unnamed({ index }: TrapFrame): FrameName {
  return {
    name: index === null || index === undefined ? "?" : `function ${index}`,
    origin: "own",
    role: "code",
    file: null,
  };
}

/** What an abort says is as exact as can be, if it is of the file that the map tells. */
function positionOf(
  { map }: TrapModule,
  body: FunctionSize,
  offset: number,
  thrown: SourcePosition | null,
): SourcePosition | null {
  const mapped = map?.positionAt(offset, body.offset) ?? null;
  return thrown && (!mapped || mapped.file === thrown.file) ? thrown : mapped;
}

/** Whether what is at the position was written in another function than the frame's. */
function isCopied(site: Site, position: SourcePosition): boolean {
  const { name } = site;
  return name.origin === "own" && name.file !== null && !isWithin(site, position);
}

function isWithin({ name, map }: Site, position: SourcePosition): boolean {
  if (position.file !== name.file) return false;
  const place = map.functionAt(position);
  if (place) return place[0] === withoutTypeArguments(name.name);
  // Outside of functions are the initial values of fields, which run in the constructor, and what runs first of all.
  return !map.knowsFunctionsOf(position.file) || /^new |^top level$/.test(name.name);
}

function placeIn({ map }: Site, position: SourcePosition): FrameLocation {
  const place = map.functionAt(position);
  const at = place && map.positionOf(position.file, place[3]);
  const isDeclaration = at?.line === position.line && at.column === position.column;
  const location = exactly(position);
  return withText(isDeclaration ? { ...location, precision: "declaration" } : location, map);
}

function copied({ map }: Site, position: SourcePosition): ExplainedFrame {
  return {
    name: map.functionAt(position)?.[0] ?? "(inlined)",
    origin: originOfFile(position.file, map),
    role: "code",
    inlined: true,
    ...{ rawName: null, index: null, offset: null },
    location: withText(exactly(position), map),
  };
}

/** More lines than this are no place. */
const nearLines = 3;

/**
 * Where a frame is whose instruction was copied from another function, or is of none: at the only call of that function, or
 * else between what stands before and after the instruction, where that is close; else nothing but the function is known.
 */
function around(site: Site, copiedFrom: FunctionPlace | null): FrameLocation | null {
  const { name, map } = site;
  if (name.origin !== "own" || name.file === null) return null;
  const place = map.functionNamed(name.file, withoutTypeArguments(name.name));
  const calls = place && copiedFrom ? map.callsBetween(place, copiedFrom) : [];
  const between = linesBetween(site);
  const close = calls.filter(({ line }) => between && between.line <= line && line <= between.endLine);
  const [call, ...others] = close.length > 0 ? close : calls;
  if (call && others.every(({ line }) => line === call.line)) {
    return others.length === 0 ? exactly(call) : { ...exactly(call), column: null, precision: "line" };
  }
  if (between) return between;
  const declared = place && map.positionOf(name.file, place[3]);
  return declared && { ...exactly(declared), precision: "declaration" };
}

/** The lines of the frame's own function before and after its instruction; null where they are not close to each other. */
function linesBetween(site: Site): FrameLocation | null {
  const { map, body, offset } = site;
  const own = map.runsBetween(body.offset, body.offset + body.size).flatMap(({ offset: start, position }) => {
    return position && isWithin(site, position) ? [{ start, ...position }] : [];
  });
  const before = own.findLast(({ start }) => start <= offset);
  const after = own.find(({ start }) => start > offset);
  if (!before || !after || Math.abs(after.line - before.line) > nearLines) return null;
  const line = Math.min(before.line, after.line);
  const endLine = Math.max(before.line, after.line);
  return { file: before.file, line, column: null, endLine, precision: line === endLine ? "line" : "near", text: null };
}

function withText<T extends FrameLocation | null>(location: T, map: WasmSourceMap | null): T {
  const text = location && map?.textOf(location.file);
  return location && text ? { ...location, text: lineOf(text, location.line) } : location;
}

/** A line of a text without its indentation. */
export function lineOf(text: string, line: number): string | null {
  return text.split(/\r?\n/)[line - 1]?.trim() ?? null;
}
