import { characterAt, sizeOf, unitAt } from "./characters";
import { decimal } from "./decimal";
import { Match } from "./match";
import { compileRegex } from "./regex-compiler";
import { RegexDfa } from "./regex-dfa";
import { RegexMachine } from "./regex-machine";
import { RegexParser } from "./regex-parser";
import { RegexProgram } from "./regex-program";
import { addTemplate } from "./regex-template";
import { TextBuilder } from "./text-builder";

/** Why the last {@link Regex.compile} has failed. */
let lastError: string = "";

/** The most numbers that are kept of groups, in each of two lists. */
const mostSlots: i32 = 500000;

/**
 * A regular expression in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax) that takes no more time than the
 * length of the text multiplied by the size of the expression, whatever the text: a client cannot make a proxy busy with it.
 *
 * There are: characters, `.`, classes (`[^a-z\d]`, `[[:alpha:]]`, `\d \w \s \D \W \S`), `^ $ \A \z \b \B`, groups (`(…)`,
 * `(?:…)`, `(?<name>…)`, `(?P<name>…)`), `|`, `* + ? {n,m}` and their lazy forms with `?` behind, flags (`(?i)`,
 * `(?ms-i:…)`), `\Q…\E`, `\x{1F600}`. As in RE2 and Perl, the first alternative that leads to a match wins, and `$` is the
 * end of the text unless the flag `m` is given. There are no references to groups, no lookahead or lookbehind, no classes of
 * Unicode; `\d`, `\w`, `\s`, `\b` and the flag `i` know ASCII only. A character is a code point; half a surrogate pair is one
 * too.
 *
 * Compile once, in `onConfigure`: that is much more work than a match.
 *
 * @example
 * const regex = Regex.compile("^/users/([0-9]+)(?:/|$)");
 * if (!regex) log.error(Regex.lastError());
 */
@final
export class Regex {
  /** Made when they are needed first; there is a DFA not for every program. */
  private machine: RegexMachine | null = null;
  private partDfa: RegexDfa | null = null;
  private wholeDfa: RegexDfa | null = null;
  private hasNoDfa: bool = false;

  /** Of the SDK's own use: see {@link compile}. */
  constructor(
    /** The pattern as it was given. */
    public pattern: string,
    private program: RegexProgram,
  ) {}

  /**
   * Compiles a pattern with flags: `i` letters stand for either case, `m` lines have `^` and `$`, `s` a dot is a line feed
   * too. `null` when the pattern is wrong, or would take more than 20000 instructions; {@link lastError} then tells why.
   */
  static compile(pattern: string, flags: string = ""): Regex | null {
    const parser = new RegexParser(pattern);
    const tree = parser.parse(flags);
    if (tree && (tree.size + 1) * 2 * parser.names.length > mostSlots) {
      parser.reader.fail(0, "too many groups for so large an expression");
    }
    lastError = parser.reader.error;
    if (lastError.length) lastError = "regular expression, index " + decimal(parser.reader.errorAt) + ": " + lastError;
    return tree && !lastError.length ? new Regex(pattern, compileRegex(parser, tree)) : null;
  }

  /** Why the last {@link compile} has failed: `regular expression, index 4: a ( without a )`. Empty when it has not. */
  static lastError(): string {
    return lastError;
  }

  /**
   * A pattern that matches a text as it is.
   *
   * @example
   * const regex = Regex.compile("^" + Regex.escape("/a.b/"));
   */
  static escape(text: string): string {
    const result = new TextBuilder();
    for (let i = 0; i < text.length; ++i) {
      if (isSpecial(unitAt(text, i))) result.add("\\");
      result.addPart(text, i, i + 1);
    }
    return result.toString();
  }

  /** Number of groups, the whole match not counted. */
  get groupCount(): i32 {
    return this.program.names.length - 1;
  }

  /** Whether a part of a text matches. The quickest question: it ends with the first match. */
  test(text: string): bool {
    return this.search(text, 0, null);
  }

  /** Whether a text matches as a whole. */
  fullMatch(text: string): bool {
    const dfa = this.dfa(true);
    return dfa ? dfa.run(text, 0) : this.pike().run(text, 0, true, null);
  }

  /**
   * The first match of a text that does not begin before an index; `null` when there is none. `^` and `\b` look at the text
   * before the index, too.
   *
   * @example
   * const regex = Regex.compile("^/users/([0-9]+)");
   * const match = regex ? regex.match(this.request.path) : null;
   * if (match) log.info(`user ${match.group(1)!}`);
   */
  match(text: string, from: i32 = 0): Match | null {
    const slots = this.newSlots();
    if (from > text.length || !this.search(text, max(from, 0), slots)) return null;
    return new Match(text, slots, this.program.names);
  }

  /**
   * The text with another in place of the first match; the text itself when there is none. In the replacement stand, as in
   * JavaScript, `$1` to `$99` for groups, `$<name>` for named ones, `$&` for the match and `$$` for a dollar sign.
   *
   * @example
   * const regex = Regex.compile("^/v1/([^/]+)");
   * if (regex) this.request.path = regex.replace(this.request.path, "/v2/$1");
   */
  replace(text: string, replacement: string): string {
    return this.replaceFirst(text, replacement, 1);
  }

  /**
   * As {@link replace}, for all matches from start to end. Each is searched for in linear time; a text of many short
   * matches, each found only after a look at all the rest, takes the square of its length.
   */
  replaceAll(text: string, replacement: string): string {
    return this.replaceFirst(text, replacement, i32.MAX_VALUE);
  }

  /**
   * The pieces between the matches, at most `limit` of them: the rest is then dropped, as in JavaScript; other than there,
   * groups are not among the pieces. A match of nothing divides two characters.
   *
   * @example
   * const regex = Regex.compile("\\s*,\\s*");
   * if (regex) regex.split("a , b,c"); // a, b and c
   */
  split(text: string, limit: i32 = i32.MAX_VALUE): string[] {
    const pieces: string[] = [];
    const slots = this.newSlots();
    let start = 0;
    let from = 0;
    while (from < text.length && pieces.length < limit && this.search(text, from, slots)) {
      if (slots[1] == start) {
        from = start + sizeOf(characterAt(text, start));
        continue;
      }
      if (slots[0] == text.length) break;
      pieces.push(text.substring(start, slots[0]));
      start = slots[1];
      from = start;
    }
    const isNothing = !text.length && this.test(text);
    if (pieces.length < limit && !isNothing) pieces.push(text.substring(start));
    return pieces;
  }

  private replaceFirst(text: string, replacement: string, limit: i32): string {
    const slots = this.newSlots();
    let from = 0;
    let copied = 0;
    let result: TextBuilder | null = null;
    for (let i = 0; i < limit && from <= text.length && this.search(text, from, slots); ++i) {
      const builder: TextBuilder = result ? result : new TextBuilder();
      result = builder;
      builder.addPart(text, copied, slots[0]);
      addTemplate(builder, replacement, text, slots, this.program.names);
      copied = slots[1];
      from = slots[0] == slots[1] ? copied + sizeOf(characterAt(text, copied)) : copied;
    }
    if (!result) return text;
    result.addPart(text, copied, text.length);
    return result.toString();
  }

  // The DFA is quicker to tell that there is no match, but does not know where one is.
  private search(text: string, from: i32, slots: StaticArray<i32> | null): bool {
    const dfa = this.dfa(false);
    if (!dfa) return this.pike().run(text, from, false, slots);
    return dfa.run(text, from) && (!slots || this.pike().run(text, from, false, slots));
  }

  private dfa(isWhole: bool): RegexDfa | null {
    const dfa = isWhole ? this.wholeDfa : this.partDfa;
    if (dfa || this.hasNoDfa) return dfa;
    const made = RegexDfa.of(this.program, isWhole);
    if (isWhole) this.wholeDfa = made;
    else this.partDfa = made;
    this.hasNoDfa = !made;
    return made;
  }

  private pike(): RegexMachine {
    const machine = this.machine;
    if (machine) return machine;
    const made = new RegexMachine(this.program);
    this.machine = made;
    return made;
  }

  private newSlots(): StaticArray<i32> {
    return new StaticArray<i32>(2 * this.program.names.length);
  }
}

// \ ^ $ . | ? * + ( ) [ ] { } and -, which means something in classes
function isSpecial(unit: i32): bool {
  if (unit == 0x5c || unit == 0x5e || unit == 0x5b || unit == 0x5d) return true;
  if (unit == 0x7b || unit == 0x7c || unit == 0x7d || unit == 0x3f) return true;
  return unit == 0x24 || unit == 0x2e || (unit >= 0x28 && unit <= 0x2b) || unit == 0x2d;
}
