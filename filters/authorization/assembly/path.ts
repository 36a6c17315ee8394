/** The path of a request without its query and fragment. */
export function withoutQuery(path: string): string {
  for (let i = 0; i < path.length; ++i) {
    const unit = path.charCodeAt(i);
    if (unit == 0x3f || unit == 0x23) return path.substring(0, i);
  }
  return path;
}

/**
 * Whether a path could mean another one to the upstream than it does to the rules: dot segments, empty segments, escaped
 * dots, slashes or letters, back slashes. Envoy can normalize paths before the filter sees them, but need not.
 */
export function isAmbiguous(path: string): bool {
  if (!path.startsWith("/")) return true;
  for (let i = 0; i < path.length; ++i) {
    const unit = path.charCodeAt(i);
    if (unit == 0x5c || (unit == 0x25 && isEscapedPlain(path, i))) return true;
    if (unit == 0x2f && isDoubtfulSegment(path, i + 1)) return true;
  }
  return false;
}

/** Whether a rule for `prefix` holds for `path`: it is the same or lies below. */
export function isBelow(path: string, prefix: string): bool {
  if (!path.startsWith(prefix)) return false;
  return path.length == prefix.length || prefix.endsWith("/") || path.charCodeAt(prefix.length) == 0x2f;
}

/** Whether the segment from `start` is empty, `.` or `..`; an empty one at the end of the path is none. */
function isDoubtfulSegment(path: string, start: i32): bool {
  let end = start;
  while (end < path.length && path.charCodeAt(end) != 0x2f) ++end;
  if (end == start) return end < path.length;
  const segment = path.substring(start, end);
  // Parameters (`..;x`) are cut off by some servers before they look at the dots.
  return segment == "." || segment == ".." || segment.startsWith(".;") || segment.startsWith("..;");
}

/** Whether an escape stands for an unreserved character, a slash, a back slash, a percent sign or NUL, or is malformed. */
function isEscapedPlain(path: string, at: i32): bool {
  if (at + 2 >= path.length) return true;
  const high = hexDigit(path.charCodeAt(at + 1));
  const low = hexDigit(path.charCodeAt(at + 2));
  if (high < 0 || low < 0) return true;
  const code = (high << 4) | low;
  const letter = code | 0x20;
  if (letter >= 0x61 && letter <= 0x7a) return true;
  if (code >= 0x30 && code <= 0x39) return true;
  return (
    code == 0x2d ||
    code == 0x2e ||
    code == 0x5f ||
    code == 0x7e ||
    code == 0x2f ||
    code == 0x5c ||
    code == 0x25 ||
    code == 0
  );
}

function hexDigit(unit: i32): i32 {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
