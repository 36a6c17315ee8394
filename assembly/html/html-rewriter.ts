import { Bytes } from "../abi/bytes";
import { decodeLatin1, encodeLatin1 } from "../encoding/latin1";
import { TextBuilder } from "../text/text-builder";
import { endOfTag, isBlank } from "./attribute-reader";
import { HtmlTag } from "./html-tag";

/** The most characters of a tag or comment that are held until its end has come; what is longer passes as text. */
const mostHeld = 64 << 10;

/**
 * Rewrites the start tags of an HTML page that comes in parts, cut anywhere: a tag is seen once it is there as a whole, and
 * all else passes at once. Comments, scripts and styles are not looked into. Works for every encoding in which ASCII is
 * ASCII; a page that is compressed is none.
 *
 * What is held when a page ends in the middle of a tag goes out with the last part. Envoy has no last part for a response
 * with trailers: such a rest is lost then.
 *
 * @example
 * class Banner extends HtmlRewriter {
 *   onStartTag(tag: HtmlTag): void {
 *     if (tag.name == "body") tag.after("<p>Under maintenance</p>");
 *   }
 * }
 *
 * class Page extends HttpContext {
 *   private banner: Banner = new Banner();
 *
 *   onResponseHeaders(endOfStream: bool): HeadersAction {
 *     this.response.headers.remove("content-length");
 *     return HeadersAction.Continue;
 *   }
 *
 *   onResponseBody(size: u32, endOfStream: bool): DataAction {
 *     this.response.body.replace(this.banner.write(this.response.body.bytes(), endOfStream));
 *     return DataAction.Continue;
 *   }
 * }
 */
export abstract class HtmlRewriter {
  /** What has come of a tag or a comment. */
  private held: string = "";
  /** Name of the element whose content is no HTML, such as `script`; empty where none is open. */
  private rawElement: string = "";

  /** Called for each start tag, in order. What is changed of the tag changes the page. */
  abstract onStartTag(tag: HtmlTag): void;

  /**
   * Takes a part of the page and answers what can go on now, of this part and of earlier ones.
   *
   * @param endOfStream whether this is the last part
   */
  write(part: Bytes, endOfStream: bool): Bytes {
    const text = this.held + decodeLatin1(part);
    const output = new TextBuilder();
    let at = 0;
    while (at < text.length) {
      const open = text.indexOf("<", at);
      output.addPart(text, at, open < 0 ? text.length : open);
      at = open < 0 ? text.length : open;
      const end = open < 0 ? -1 : this.endOfMarkup(text, open);
      if (end < 0) break;
      this.addMarkup(text, open, end, output);
      at = end;
    }
    const passes = endOfStream || text.length - at > mostHeld;
    if (passes) output.addPart(text, at, text.length);
    this.held = passes ? "" : text.substring(at);
    return encodeLatin1(output.toString());
  }

  /** Index behind what begins with `<`: a tag, a comment, or the sign alone where it is text; -1 when more has to come. */
  private endOfMarkup(text: string, open: i32): i32 {
    if (this.rawElement.length) return this.endOfRawElement(text, open);
    if (open + 1 == text.length) return -1;
    const next = text.charCodeAt(open + 1);
    if (isLetter(next)) return endOfTag(text, open);
    if (next != exclamation && next != slash && next != question) return open + 1;
    if ("<!--".startsWith(text.substring(open, open + 4))) return endBehind(text, "-->", open + 2);
    return endBehind(text, ">", open);
  }

  /** In a script, say, nothing counts but its end tag. */
  private endOfRawElement(text: string, open: i32): i32 {
    const tag = "</" + this.rawElement;
    const written = text.substring(open, open + tag.length).toLowerCase();
    if (!tag.startsWith(written)) return open + 1;
    const behind = open + tag.length;
    if (behind >= text.length) return -1;
    const unit = text.charCodeAt(behind);
    if (!isBlank(unit) && unit != slash && unit != greater) return open + 1;
    return endBehind(text, ">", behind);
  }

  private addMarkup(text: string, open: i32, end: i32, output: TextBuilder): void {
    if (this.rawElement.length) {
      if (end > open + 1) this.rawElement = "";
      return output.addPart(text, open, end);
    }
    if (end == open + 1 || !isLetter(text.charCodeAt(open + 1))) return output.addPart(text, open, end);
    const name = nameOf(text, open + 1);
    const tag = new HtmlTag(name, text.substring(open, end));
    this.onStartTag(tag);
    output.add(tag.__written());
    if (isRaw(name)) this.rawElement = name;
  }
}

/** The name of a tag, in lower case. */
function nameOf(text: string, start: i32): string {
  let end = start;
  while (!isBlank(text.charCodeAt(end)) && text.charCodeAt(end) != slash && text.charCodeAt(end) != greater) ++end;
  return text.substring(start, end).toLowerCase();
}

/** Whether the content of an element is text, whatever it looks like (HTML, section 13.1.2). */
function isRaw(name: string): bool {
  return name == "script" || name == "style" || name == "textarea" || name == "title" || name == "xmp";
}

function endBehind(text: string, mark: string, from: i32): i32 {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function isLetter(unit: i32): bool {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const exclamation = 0x21;
const slash = 0x2f;
const greater = 0x3e;
const question = 0x3f;
