import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { checkout } from "../support/cli.ts";

// The pages are in the package, too: what they point to has to be there as well.

const shipped = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")).files as string[];
const pages = ["README.md", ...shipped.filter((folder) => folder !== "dist").flatMap(pagesIn)];

/** The pages of a folder that the package has. */
function pagesIn(folder: string): string[] {
  if (folder.startsWith("!")) return [];
  const names = readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

function proseOf(page: string): string {
  return readFileSync(join(checkout, page), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
}

/** The anchors that GitHub gives to the headings of a page: of several that are alike, all but the first get a number. */
function anchorsOf(page: string): string[] {
  const used = new Map<string, number>();
  return Array.from(proseOf(page).matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\w -]/g, "").replaceAll(" ", "-");
    const count = used.get(anchor) ?? 0;
    used.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

function isShipped(path: string): boolean {
  if (["README.md", "LICENSE", "package.json"].includes(path)) return true;
  return shipped.some((folder) => path === folder || !relative(folder, path).startsWith(".."));
}

/** What is wrong with a link; undefined where it leads somewhere. */
function fault(page: string, link: string): string | undefined {
  const [path = "", anchor] = link.split("#");
  const target =
    path === ""
      ? page
      : normalize(join(dirname(page), path))
          .split(sep)
          .join("/");
  if (!existsSync(join(checkout, target))) return "is not there";
  if (!isShipped(target)) return "is not in the package";
  return anchor === undefined || anchorsOf(target).includes(anchor) ? undefined : "has no such heading";
}

test.each(pages)("every link of %s leads to a heading or a file that the package has", (page) => {
  const links = Array.from(proseOf(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => link);
  const local = links.filter((link) => !/^[a-z]+:/.test(link));
  const faults = local.map((link) => [link, fault(page, link)]).filter(([, what]) => what !== undefined);
  expect(faults).toEqual([]);
});
