/** An IP address as Envoy writes it, of version 4 or 6; `undefined` for anything else. */
export function parseIp(text: string): string | undefined {
  return isVersion4(text) ? text : parseVersion6(text);
}

/** `1.2.3.4:80` or `[::1]:80` in its parts. */
export function parseAddress(text: string): { ip: string; port: number } | undefined {
  const [, host = "", digits = ""] = /^(.*):\s*\+?(\d+)\s*$/.exec(text) ?? [];
  const [, inBrackets] = /^\[(.*)\]$/.exec(host) ?? [];
  const ip = inBrackets === undefined ? (isVersion4(host) ? host : undefined) : parseVersion6(inBrackets);
  const port = Number(digits);
  return ip === undefined || digits === "" || port > 65535 ? undefined : { ip, port };
}

function isVersion4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

function parseVersion6(text: string): string | undefined {
  const groups = groupsOf(text);
  return groups && printVersion6(groups);
}

/** The eight numbers of an address of version 6. */
function groupsOf(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => numbersOf(half, index === halves.length - 1));
  if (!before || (halves.length === 2 && !after)) return undefined;
  if (halves.length === 1) return before.length === 8 ? before : undefined;
  const zeros = 8 - before.length - (after?.length ?? 0);
  return zeros < 1 ? undefined : [...before, ...new Array<number>(zeros).fill(0), ...(after ?? [])];
}

/** The numbers between colons; the last two may be written as an address of version 4. */
function numbersOf(half: string, isLast: boolean): number[] | undefined {
  if (half === "") return [];
  const parts = half.split(":");
  const last = parts.at(-1) ?? "";
  const version4 = isLast && isVersion4(last) ? last.split(".").map(Number) : undefined;
  if (version4) parts.pop();
  if (!parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) return undefined;
  const numbers = parts.map((part) => Number.parseInt(part, 16));
  if (!version4) return numbers;
  const [a = 0, b = 0, c = 0, d = 0] = version4;
  return [...numbers, a * 256 + b, c * 256 + d];
}

/** As `inet_ntop` writes it: the first of the longest runs of zeros is left out, addresses of version 4 in it stay such. */
function printVersion6(groups: number[]): string {
  const [start, length] = longestZeros(groups);
  const isVersion4Inside = start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  const words = groups.map((group) => group.toString(16));
  if (isVersion4Inside) {
    const [high = 0, low = 0] = groups.slice(6);
    words.splice(6, 2, [high >> 8, high & 255, low >> 8, low & 255].join("."));
  }
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}

function longestZeros(groups: number[]): [start: number, length: number] {
  let longest: [number, number] = [0, 0];
  for (let start = 0; start < groups.length; ++start) {
    let end = start;
    while (groups[end] === 0) ++end;
    if (end - start > longest[1]) longest = [start, end - start];
  }
  return longest;
}
