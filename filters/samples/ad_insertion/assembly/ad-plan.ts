import { Ad } from "./ad";

/** Which ads go into a page. */
export class AdPlan {
  private library: string = "https://securepubads.g.doubleclick.net/tag/js/gpt.js";
  private insertsLibrary: bool = true;
  private ads: Ad[] = [];

  /**
   * Reads a line for each fact: `gpt_url, URL`, `inject_gpt, true|false`, and
   * `ad, POSITION, SLOT, SIZE, true|false (before the marker), MARKER`. Comments begin with `#`.
   */
  static parse(text: string): AdPlan {
    const plan = new AdPlan();
    const lines = text.split("\n");
    for (let i = 0; i < lines.length; ++i) plan.read(lines[i].split(",").map<string>((field) => field.trim()));
    return plan;
  }

  insertInto(page: string): string {
    let result = page;
    for (let i = 0; i < this.ads.length; ++i) result = this.ads[i].insertInto(result);
    // Looked for in the page as it came: the ads themselves speak of the library, too
    return this.insertsLibrary && !hasLibrary(page) ? this.withLibrary(result) : result;
  }

  private read(fields: string[]): void {
    if (fields[0] == "gpt_url" && fields.length == 2) this.library = fields[1];
    if (fields[0] == "inject_gpt" && fields.length == 2) this.insertsLibrary = fields[1] == "true";
    if (fields[0] == "ad" && fields.length == 6) {
      this.ads.push(new Ad(fields[1], fields[2], fields[3], fields[4] == "true", fields[5]));
    }
  }

  /** At the begin of the head, or else before the body. */
  private withLibrary(page: string): string {
    const script = `<script async src="${this.library}"></script>`;
    const head = page.indexOf("<head>");
    if (head >= 0) return insertAt(page, head + "<head>".length, script);
    const body = page.indexOf("<body>");
    return body >= 0 ? insertAt(page, body, script) : page;
  }
}

function hasLibrary(page: string): bool {
  return page.includes("googletag") || page.includes("gpt.js");
}

function insertAt(page: string, index: i32, text: string): string {
  return page.substring(0, index) + text + page.substring(index);
}
