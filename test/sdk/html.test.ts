import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("html"));
});

/** A page, rewritten in parts of a size. */
function rewrite(page: string | Buffer, size = 1 << 20): string {
  probe.give("rewrite", page, size);
  return probe.text();
}

describe("start tags", () => {
  test.each([
    ["<p>", "[<p>]p"],
    ["a<B class=x >c</B>d", "a[<B class=x >]bc</B>d"],
    ["<br/><br />", "[<br/>]br[<br />]br"],
    ["<my-element data-x='>'>", "[<my-element data-x='>'>]my-element"],
    ["<p title='a>b' x=\"'>\">c", "[<p title='a>b' x=\"'>\">]pc"],
    ["<p a'b>c'>", "[<p a'b>]pc'>"],
    ["a < b <3 <", "a < b <3 <"],
    ["<p", "<p"],
    ["</p><!doctype html><?x <p>?>", "</p><!doctype html><?x <p>?>"],
    ["<!-- <p> --><p><!--><p>", "<!-- <p> -->[<p>]p<!-->[<p>]p"],
    ["<!-- <p>", "<!-- <p>"],
    ["<script>'<p>'</scripty></script ><p>", "[<script>]script'<p>'</scripty></script >[<p>]p"],
    ["<style></SCRIPT><p></STYLE><p>", "[<style>]style</SCRIPT><p></STYLE>[<p>]p"],
    ["<title><p></title>", "[<title>]title<p></title>"],
  ])("%j", (page, rewritten) => {
    expect(rewrite(page)).toBe(rewritten);
    expect(rewrite(page, 1)).toBe(rewritten);
  });
});

describe("attributes", () => {
  test.each([
    ["<a href=b>", '[<a href="b/&quot;é&quot;" rel="x">]a'],
    ["<a href='b' >", '[<a href="b/&quot;é&quot;" rel="x">]a'],
    ['<a  HREF = "b"x/>', '[<a  HREF="b/&quot;é&quot;"x rel="x"/>]a'],
    ["<a href rel=y>", '[<a href="/&quot;é&quot;" rel="x">]a'],
    ["<a href=a href=b>", '[<a href="a/&quot;é&quot;" href=b rel="x">]a'],
    ["<a\n/href=/b/>", '[<a\n/href="/b//&quot;é&quot;" rel="x">]a'],
    ["<a hrefs=a =href=b>", "[<a hrefs=a =href=b>]a"],
    ["<a title='href=x'>", "[<a title='href=x'>]a"],
    ["<a href=ü>", '[<a href="ü/&quot;é&quot;" rel="x">]a'],
  ])("%j", (page, rewritten) => {
    expect(rewrite(page)).toBe(rewritten);
    expect(rewrite(page, 1)).toBe(rewritten);
  });
});

test("bytes that are no UTF-8 pass as they are", () => {
  const page = Buffer.from("caf\xe9<p>\xff", "latin1");
  probe.give("rewrite", page, 2);
  expect(probe.output().toString("latin1")).toBe("caf\xe9[<p>]p\xff");
});

test("only what may be a tag is held, and no more than 64 KiB of it", () => {
  probe.give("begin", "some text <p titl");
  expect(probe.text()).toBe("some text ");
  probe.give("begin", `<p title="${"x".repeat(70_000)}`);
  expect(probe.text()).toHaveLength(70_010);
});

test("where a page is cut does not matter", () => {
  const pieces = [
    "<p>",
    "<a href='>'>",
    "text",
    "<",
    ">",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "é",
    '"',
    "'",
    "=",
    " ",
    "!",
  ];
  const random = generator(5);
  for (let round = 0; round < 2000; ++round) {
    const page = Array.from({ length: 12 }, () => pieces[Math.floor(random() * pieces.length)]).join("");
    const whole = rewrite(page);
    for (const size of [1, 2, 3, 7]) expect([page, size, rewrite(page, size)]).toEqual([page, size, whole]);
  }
});
