import { expect, test } from "vitest";
import { parseReference, showReference } from "./reference.ts";

const digest = `sha256:${"a".repeat(64)}`;

test.each([
  ["ghcr.io/acme/canary:1.0", "ghcr.io/acme/canary:1.0"],
  ["oci://ghcr.io/acme/canary:1.0", "ghcr.io/acme/canary:1.0"],
  ["ghcr.io/acme/canary", "ghcr.io/acme/canary:latest"],
  ["localhost/canary", "localhost/canary:latest"],
  ["localhost:5000/canary:a_b.c-D", "localhost:5000/canary:a_b.c-D"],
  ["127.0.0.1:5000/a/b/c", "127.0.0.1:5000/a/b/c:latest"],
  ["[::1]:5000/canary", "[::1]:5000/canary:latest"],
  ["canary", "docker.io/library/canary:latest"],
  ["acme/canary:2", "docker.io/acme/canary:2"],
  ["index.docker.io/acme/canary", "docker.io/acme/canary:latest"],
  [`ghcr.io/acme/canary@${digest}`, `ghcr.io/acme/canary@${digest}`],
  [`ghcr.io/acme/canary:1.0@${digest}`, `ghcr.io/acme/canary:1.0@${digest}`],
  ["registry.test/a__b/c--d.e", "registry.test/a__b/c--d.e:latest"],
])("%s is %s", (text, shown) => {
  expect(showReference(parseReference(text))).toBe(shown);
});

test.each([
  ["", "it names no repository"],
  ["ghcr.io/", "it names no repository"],
  ["ghcr.io/Acme/canary", "a repository is in lower case: `acme/canary`"],
  ["https://ghcr.io/acme/canary", "a reference has no `https://`"],
  ["ghcr.io/acme//canary", "`` cannot be in the name of a repository"],
  ["ghcr.io/acme/../canary", "`..` cannot be in the name of a repository"],
  ["ghcr.io/acme/canary:", "`` is no tag"],
  ["ghcr.io/acme/canary:-1", "`-1` is no tag"],
  [`ghcr.io/acme/canary:${"a".repeat(129)}`, `\`${"a".repeat(129)}\` is no tag`],
  ["ghcr.io/acme/canary@sha256:abc", "`sha256:abc` is no digest: sha256: and 64 hexadecimal digits"],
  ["ghcr.io:99999999/acme/canary", "`ghcr.io:99999999` is no name of a registry"],
  ["user@ghcr.io/acme/canary", "`ghcr.io/acme/canary` is no digest: sha256: and 64 hexadecimal digits"],
  [`ghcr.io/${"a".repeat(256)}`, "the name of its repository has more than 255 characters"],
])("%s is none", (text, why) => {
  expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: "MW0701", details: [why] }));
});
