/** A place for an ad. */
export class Ad {
  constructor(
    private position: string,
    /** Path of the slot in Google Ad Manager. */
    private slot: string,
    /** Width and height: `970x250`. */
    private size: string,
    private isBefore: bool,
    /** The piece of HTML where the ad goes, in front of it or behind it. */
    private marker: string,
  ) {}

  /** A page with the ad at its first marker; as it is where there is none. */
  insertInto(page: string): string {
    const marker = page.indexOf(this.marker);
    if (marker < 0) return page;
    const index = this.isBefore ? marker : marker + this.marker.length;
    return page.substring(0, index) + this.html + page.substring(index);
  }

  private get html(): string {
    const id = `ad-container-${this.position}`;
    return (
      `<div id="${id}" class="ad-unit"><script>` +
      "window.googletag = window.googletag || { cmd: [] };" +
      "googletag.cmd.push(function () {" +
      `googletag.defineSlot("${this.slot}", [${this.size}], "${id}").addService(googletag.pubads());` +
      `googletag.enableServices(); googletag.display("${id}");` +
      "});</script></div>"
    );
  }
}
