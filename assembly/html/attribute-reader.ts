/** Reads the attributes of a start tag (HTML, section 13.2.5): where their names and values are. */
@final
export class AttributeReader {
  nameStart: i32 = 0;
  nameEnd: i32 = 0;
  /** Of the value without its quotes; an empty one at the end of the name where there is none. */
  valueStart: i32 = 0;
  valueEnd: i32 = 0;
  /** Behind the attribute, its last quote included. */
  end: i32 = 0;
  private text: string;

  /** @param start index behind the name of the tag */
  constructor(text: string, start: i32) {
    this.text = text;
    this.end = start;
  }

  /** Goes to the next attribute; false when there is none. */
  next(): bool {
    let at = this.skipBlanks(this.end);
    while (this.unit(at) == slash) at = this.skipBlanks(at + 1);
    if (this.isOver(at)) return false;
    this.nameStart = at;
    // An equals sign at the very begin is part of the name
    do ++at;
    while (!this.isOver(at) && !isBlank(this.unit(at)) && this.unit(at) != slash && this.unit(at) != equals);
    this.nameEnd = at;
    this.readValue(this.skipBlanks(at));
    return true;
  }

  private readValue(at: i32): void {
    this.valueStart = this.valueEnd = this.end = this.nameEnd;
    if (this.unit(at) != equals) return;
    const start = this.skipBlanks(at + 1);
    const quote = this.unit(start);
    if (quote == doubleQuote || quote == singleQuote) {
      const close = this.text.indexOf(String.fromCharCode(quote), start + 1);
      this.valueStart = start + 1;
      this.valueEnd = close < 0 ? this.text.length : close;
      this.end = min(this.valueEnd + 1, this.text.length);
      return;
    }
    let end = start;
    while (!this.isOver(end) && !isBlank(this.unit(end))) ++end;
    this.valueStart = start;
    this.valueEnd = this.end = end;
  }

  private skipBlanks(at: i32): i32 {
    while (isBlank(this.unit(at))) ++at;
    return at;
  }

  private isOver(at: i32): bool {
    return at >= this.text.length || this.unit(at) == greater;
  }

  private unit(at: i32): i32 {
    return at < this.text.length ? this.text.charCodeAt(at) : -1;
  }
}

/** Index behind the start tag that begins at an index; -1 when the text ends before. */
export function endOfTag(text: string, start: i32): i32 {
  let quote = 0;
  // A quote is one only where a value can begin: behind an equals sign
  let beginsValue = false;
  for (let at = start + 1; at < text.length; ++at) {
    const unit = text.charCodeAt(at);
    if (quote) {
      if (unit == quote) quote = 0;
    } else if (unit == greater) {
      return at + 1;
    } else if (beginsValue && (unit == doubleQuote || unit == singleQuote)) {
      quote = unit;
      beginsValue = false;
    } else if (!isBlank(unit)) {
      beginsValue = unit == equals;
    }
  }
  return -1;
}

export function isBlank(unit: i32): bool {
  return unit == 0x20 || unit == 0x09 || unit == 0x0a || unit == 0x0c || unit == 0x0d;
}

const slash = 0x2f;
const equals = 0x3d;
const greater = 0x3e;
const doubleQuote = 0x22;
const singleQuote = 0x27;
