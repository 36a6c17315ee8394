import { MeshWasmError } from "../../core/index.ts";
import { blocksOf, checksumOf, type TarFile } from "./tar.ts";

const block = 512;
/** More files than this has no image for a mesh. */
const mostFiles = 10_000;

const regular = new Set(["0", "\0", "7"]);
/** What says something of the file that follows: its long name (GNU and pax), and more that matters to nobody here. */
const longName = "L";
const extended = "x";

/**
 * The regular files of an archive, of those kinds that tar, Docker and Go write: ustar, GNU and pax. Links, devices and folders
 * are left out, for nothing is ever unpacked into a folder.
 *
 * @param what What it is, for the message.
 * @throws MeshWasmError MW0714 for what is no archive
 */
export function untar(archive: Uint8Array, what: string): TarFile[] {
  const files: TarFile[] = [];
  let given: string | undefined;
  for (let at = 0; at < archive.length; ) {
    const header = archive.subarray(at, at + block);
    if (header.length < block) throw broken(what, "it ends in the middle of a header");
    if (header.every((byte) => byte === 0)) break;
    if (numberAt(header, 148, 8) !== checksumOf(header))
      throw broken(what, `the header at byte ${at} has a wrong checksum`);
    const size = numberAt(header, 124, 12);
    if (size === undefined) throw broken(what, `the header at byte ${at} says no size`);
    const bytes = archive.subarray(at + block, at + block + size);
    if (bytes.length < size) throw broken(what, "it ends in the middle of a file");
    const type = String.fromCharCode(header[156] as number);
    if (type === longName) given = textOf(bytes);
    else if (type === extended) given = pathOf(bytes) ?? given;
    else {
      if (regular.has(type)) files.push({ name: given ?? nameOf(header), bytes });
      given = undefined;
    }
    if (files.length > mostFiles) throw broken(what, `it has more than ${mostFiles} files`);
    at += block + blocksOf(size);
  }
  return files;
}

function nameOf(header: Uint8Array): string {
  const name = textOf(header.subarray(0, 100));
  const isUstar = textOf(header.subarray(257, 262)) === "ustar";
  const prefix = isUstar && header[263] === 48 ? textOf(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** A number in octal digits, or in bytes where GNU's tar has no room for digits; undefined for anything else. */
function numberAt(header: Uint8Array, start: number, length: number): number | undefined {
  if (((header[start] as number) & 0x80) !== 0) {
    const bytes = header.subarray(start + 1, start + length);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, (header[start] as number) & 0x7f);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const text = textOf(header.subarray(start, start + length)).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** The name that an extended header of pax gives: lines of `LENGTH KEY=VALUE`. */
function pathOf(bytes: Uint8Array): string | undefined {
  return /^\d+ path=(.*)$/m.exec(textOf(bytes))?.[1];
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function broken(what: string, why: string): MeshWasmError {
  return new MeshWasmError("MW0714", `${what} is no archive that can be read`, { details: [why] });
}
