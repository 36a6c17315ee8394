/**
 * Where a regular expression matches a text. Indices count UTF-16 units, as those of strings.
 *
 * @example
 * const regex = Regex.compile("^/api/v([0-9]+)/");
 * const match = regex ? regex.match(this.request.path) : null;
 * const version = match ? match.group(1) : null;
 */
@final
export class Match {
  constructor(
    private text: string,
    /** Start and end of the match, then of each group; -1 for those without. */
    private slots: StaticArray<i32>,
    private names: string[],
  ) {}

  /** Index of the first unit. */
  get start(): i32 {
    return this.slots[0];
  }

  /** Index after the last unit. */
  get end(): i32 {
    return this.slots[1];
  }

  /** Number of groups of the expression, the whole match not counted. */
  get groupCount(): i32 {
    return (this.slots.length >> 1) - 1;
  }

  /**
   * The text of a group by its number, in the order of the opening parentheses from 1; 0 is the whole match. `null` when the
   * group takes no part in the match, and when there is no such group.
   */
  group(number: i32): string | null {
    const start = this.groupStart(number);
    return start < 0 ? null : this.text.substring(start, this.groupEnd(number));
  }

  /** The text of a group by its name: `(?<name>…)`; `null` as for {@link group}. */
  groupNamed(name: string): string | null {
    const number = name.length ? this.names.indexOf(name) : -1;
    return number < 0 ? null : this.group(number);
  }

  /** Index of the first unit of a group; -1 where {@link group} is `null`. */
  groupStart(number: i32): i32 {
    return <u32>number <= <u32>this.groupCount ? this.slots[2 * number] : -1;
  }

  /** Index after the last unit of a group; -1 where {@link group} is `null`. */
  groupEnd(number: i32): i32 {
    return <u32>number <= <u32>this.groupCount ? this.slots[2 * number + 1] : -1;
  }

  /** The text that matches. */
  toString(): string {
    return this.text.substring(this.start, this.end);
  }
}
