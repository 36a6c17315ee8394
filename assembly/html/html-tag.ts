import { equalsIgnoringCase } from "../encoding/ascii";
import { decodeLatin1, encodeLatin1 } from "../encoding/latin1";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8";
import { AttributeReader } from "./attribute-reader";

/**
 * A start tag of an HTML page, such as `<a href="/cart">`. What is not changed stays as it is written.
 *
 * @example
 * class Links extends HtmlRewriter {
 *   onStartTag(tag: HtmlTag): void {
 *     const href = tag.name == "a" ? tag.get("href") : null;
 *     if (href !== null && href.startsWith("http://")) tag.set("href", "https://" + href.substring(7));
 *   }
 * }
 */
@final
export class HtmlTag {
  /** The name of the element, in lower case. */
  readonly name: string;
  /** The tag, a character for each byte. */
  private text: string;
  private textBefore: string = "";
  private textAfter: string = "";

  /** Made by `HtmlRewriter`. */
  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  /**
   * The value of an attribute, as it is written between its quotes: references such as `&amp;` are not decoded. `null` when
   * there is no such attribute, `""` when it has no value.
   */
  get(attribute: string): string | null {
    const found = this.find(attribute);
    return found ? fromPage(this.text.substring(found.valueStart, found.valueEnd)) : null;
  }

  /** Gives an attribute a value, which is written between double quotes; double quotes in it are escaped. */
  set(attribute: string, value: string): void {
    const written = `="${toPage(value.replaceAll('"', "&quot;"))}"`;
    const found = this.find(attribute);
    if (found) {
      this.text = this.text.substring(0, found.nameEnd) + written + this.text.substring(found.end);
      return;
    }
    const end = this.text.length - (this.text.endsWith("/>") ? 2 : 1);
    this.text = `${this.text.substring(0, end).trimEnd()} ${attribute}${written}${this.text.substring(end)}`;
  }

  /** Puts HTML before the tag, behind what was put there before. */
  before(html: string): void {
    this.textBefore += toPage(html);
  }

  /** Puts HTML behind the tag, where the content of the element begins, and behind what was put there before. */
  after(html: string): void {
    this.textAfter += toPage(html);
  }

  /** The tag and what was put around it, a character for each byte. */
  __written(): string {
    return this.textBefore + this.text + this.textAfter;
  }

  private find(attribute: string): AttributeReader | null {
    const reader = new AttributeReader(this.text, 1 + this.name.length);
    while (reader.next()) {
      if (equalsIgnoringCase(this.text.substring(reader.nameStart, reader.nameEnd), attribute)) return reader;
    }
    return null;
  }
}

// A page is held as a character for each byte, whatever its encoding. What a plugin reads and writes is UTF-8.

function fromPage(text: string): string {
  return decodeUtf8(encodeLatin1(text));
}

function toPage(text: string): string {
  return decodeLatin1(encodeUtf8(text));
}
