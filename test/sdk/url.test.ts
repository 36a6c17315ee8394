import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("url"));
});

interface Parts {
  scheme: string;
  userinfo: string;
  host: string;
  port: number;
  path: string;
  query: string;
  fragment: string;
  portOrDefault: number;
  hostAndPort: string;
  pathAndQuery: string;
  text: string;
}

function parse(text: string): Parts | null {
  if (!probe.give("parseUtf16", Buffer.from(text, "utf16le"))) return null;
  const [scheme, userinfo, host, port, path, query, fragment, portOrDefault, ...more] = probe.text().split("\n");
  const [hostAndPort, pathAndQuery, whole] = more;
  return {
    scheme: scheme ?? "",
    userinfo: userinfo ?? "",
    host: host ?? "",
    port: Number(port),
    path: path ?? "",
    query: query ?? "",
    fragment: fragment ?? "",
    portOrDefault: Number(portOrDefault),
    hostAndPort: hostAndPort ?? "",
    pathAndQuery: pathAndQuery ?? "",
    text: whole ?? "",
  };
}

/** What Node makes of a text; `null` when it is no URL. */
function nodeUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

describe("parts", () => {
  test("of a URL that has all of them", () => {
    expect(parse("HTTPS://User:p%20w@Shop.Example:8443/a/../b;c?x=1&y=%zz#top?")).toEqual({
      scheme: "https",
      userinfo: "User:p%20w",
      host: "shop.example",
      port: 8443,
      path: "/a/../b;c",
      query: "x=1&y=%zz",
      fragment: "top?",
      portOrDefault: 8443,
      hostAndPort: "shop.example:8443",
      pathAndQuery: "/a/../b;c?x=1&y=%zz",
      text: "https://User:p%20w@shop.example:8443/a/../b;c?x=1&y=%zz#top?",
    });
  });

  test.each([
    ["http://h", "http://h/", 80],
    ["http://h:80", "http://h/", 80],
    ["http://h:", "http://h/", 80],
    ["http://h:00443/", "http://h:443/", 443],
    ["https://h:443?q", "https://h/?q", 443],
    ["https://h:0#f", "https://h:0/#f", 0],
    ["ws://h/?#", "ws://h/", 80],
    ["wss://h", "wss://h/", 443],
    ["redis://cache:6379", "redis://cache:6379", 6379],
    ["redis://cache/0", "redis://cache/0", -1],
    ["spiffe://cluster.local/ns/a/sa/b", "spiffe://cluster.local/ns/a/sa/b", -1],
    ["file:///etc/hosts", "file:///etc/hosts", -1],
    ["a+b-c.1://h?q", "a+b-c.1://h?q", -1],
    ["http://@h/", "http://h/", 80],
    ["http://:@h/", "http://:@h/", 80],
    ["http://1.2.3.4:8080/x", "http://1.2.3.4:8080/x", 8080],
    ["http://[::1]:8080/", "http://[::1]:8080/", 8080],
    ["http://[2001:DB8:0:0:1:0:0:1]", "http://[2001:db8::1:0:0:1]/", 80],
    ["http://[::ffff:192.168.0.1]/", "http://[::ffff:c0a8:1]/", 80],
    ["http://[1:2:3:4:5:6:7::]/", "http://[1:2:3:4:5:6:7:0]/", 80],
    ["http://[0:0:0:0:0:0:0:0]/", "http://[::]/", 80],
    ["http://a..b-_~!$&'()*+,;=/", "http://a..b-_~!$&'()*+,;=/", 80],
    ['http://h/"<>^`{|}[]é😀%', 'http://h/"<>^`{|}[]é😀%', 80],
  ])("%s", (text, expected, port) => {
    expect(parse(text)).toMatchObject({ text: expected, portOrDefault: port });
  });

  test.each([
    "",
    "http",
    "http:",
    "http:/h",
    "http:h",
    "//h/",
    "/path",
    "mailto:a@b",
    "://h",
    "1http://h",
    "ht tp://h",
    "http://",
    "http:///path",
    "http://:80",
    "http://user@",
    "redis://:6379",
    "http://h:65536",
    "http://h:4294967376",
    "http://h:8a",
    "http://h:-1",
    "http://h:80:80",
    "http://a@b@c/",
    "http://a b@c/",
    "http://a%2@c/",
    "http://h%41/",
    "http://h h/",
    "http://h\\@evil/",
    "http://h/\\evil",
    "http://h<",
    "http://bücher.example/",
    " http://h/",
    "http://h/ ",
    "http://h/a b",
    "http://h/\n",
    "http://h/\x7f",
    "http://h/?a\tb",
    "http://h/#\0",
    "http://256.1.1.1/",
    "http://1.2.3/",
    "http://1.2.3.4.5/",
    "http://1.2.3.4./",
    "http://01.2.3.4/",
    "http://0x7f000001/",
    "http://0X/",
    "http://2130706433/",
    "http://a.1/",
    "http://a.0xff./",
    "http://[/",
    "http://[]/",
    "http://[:]/",
    "http://[:1]/",
    "http://[1:]/",
    "http://[::1/",
    "http://[::1]x/",
    "http://[::1::]/",
    "http://[1:2:3:4:5:6:7]/",
    "http://[1:2:3:4:5:6:7:8:9]/",
    "http://[1:2:3:4:5:6:7:8::]/",
    "http://[::12345]/",
    "http://[::g]/",
    "http://[::1.2.3]/",
    "http://[::1.2.3.4.5]/",
    "http://[::1.2.3.256]/",
    "http://[::01.2.3.4]/",
    "http://[::1.2.3.4:1]/",
    "http://[1:2:3:4:5:6:7:1.2.3.4]/",
    "http://[1.2.3.4]/",
    "http://[fe80::1%25eth0]/",
    "http://[v1.a]/",
  ])("%j is none", (text) => {
    expect(parse(text)).toBe(null);
  });

  test("can be changed", () => {
    probe.give("change", "http://a@h:81/p?q#f");
    expect(probe.text()).toBe("https://a@other.example:8443/new#end");
  });

  test("are found in UTF-8 as in UTF-16", () => {
    expect(probe.give("parse", "http://h/é?😀")).toBe(1);
    expect(probe.text().split("\n").at(-1)).toBe("http://h/é?😀");
  });
});

/** Why a text is no URL to us though it is one to Node: what the class documents. */
const stricter: [RegExp, string][] = [
  [/[\0-\x20\x7f]/, "spaces and control characters"],
  [/^[^?#]*\\/, "a backslash before the query"],
  [/^https?:(?!\/\/[^/])/i, "not exactly two slashes"],
  [/^https?:\/\/[^/?#]*@[^/?#]*@/i, "two @"],
  [/^https?:\/\/[^/?#]*[^\0-\x7f]/i, "an authority that is not ASCII"],
  [/^https?:\/\/[^/?#@]*["<>^`{|}[\]][^/?#]*@/i, "a character in the userinfo"],
  [/^https?:\/\/[^/?#@]*%(?![0-9a-f]{2})[^/?#]*@/i, "a lone % in the userinfo"],
  [/^https?:\/\/([^/?#@]*@)?[^/?#:@]*["%`{}]/i, "a host with escapes or odd characters"],
  [/^https?:\/\/([^/?#@]*@)?([^/?#:@]*\.)?(0x[0-9a-f]*|[0-9]+)\.?(:[0-9]*)?([/?#]|$)/i, "IPv4 in another form"],
  [/^https?:\/\/([^/?#@]*@)?\[[^\]]*::[^\]]*\]/i, "a :: that stands for nothing"],
];

describe("against Node's URL", () => {
  const seeds = [
    "http://h/",
    "https://user:pw@shop.example:8443/a/b;c=1/?x=1&y=%20#top",
    "http://1.2.3.4:80/p",
    "http://[2001:db8::1]:8080/",
    "http://[::ffff:1.2.3.4]/",
    "https://xn--bcher-kva.example/%C3%A9?q=é#😀",
    "HTTP://EXAMPLE.COM/../A/./B/..",
    "http://a.b-c_d~e!f$g&h'i(j)k*l+m,n;o=p/",
    "http://0.0.0.0:65535?#",
  ];
  const pieces = [
    ..."/:@?#[]%\\.-_ 0123456789abcxfAZ\t\"<>^`{|}~!$&'()*+,;=é😀\x7f",
    "//",
    "::",
    "0x",
    "%41",
    "..",
    ":80",
  ];

  function mutated(random: () => number): string {
    const characters = [...(seeds[Math.floor(random() * seeds.length)] ?? "")];
    for (let i = Math.floor(random() * 4); i >= 0; --i) {
      const at = Math.floor(random() * (characters.length + 1));
      const piece = pieces[Math.floor(random() * pieces.length)] ?? "";
      characters.splice(at, Math.floor(random() * 3), ...(random() < 0.7 ? [piece] : []));
    }
    return characters.join("");
  }

  test("the same, or documented as stricter", () => {
    const random = generator(5);
    let compared = 0;
    for (let round = 0; round < 60_000; ++round) {
      const text = mutated(random);
      if (!/^https?:/i.test(text)) {
        parse(text);
        continue;
      }
      const url = parse(text);
      const node = nodeUrl(text);
      if (!url) {
        const reason = stricter.find(([pattern]) => pattern.test(text));
        expect([text, node === null || reason !== undefined]).toEqual([text, true]);
        continue;
      }
      // Node alone decodes names of other scripts, and refuses those that mean nothing
      if (!node && /(^|\.)xn--/.test(url.host)) continue;
      expect([text, url.host, url.scheme, url.port]).toEqual([
        text,
        node?.hostname,
        node?.protocol.slice(0, -1),
        node?.port ? Number(node.port) : -1,
      ]);
      const again = nodeUrl(url.text);
      expect([text, withoutEmpty(again)]).toEqual([text, withoutEmpty(node)]);
      expect(escaped(url.query)).toBe(escaped(node?.search.slice(1) ?? ""));
      ++compared;
      if (round % 1000 === 0) probe.call("collect");
    }
    expect(compared).toBeGreaterThan(10_000);
  });

  test("paths without dots are the same", () => {
    for (const path of ["/", "/a/b", "/a//b/", "/%2e%41%zz", "/a;b=c@d:e", "/é😀", '/"<>`{}|^']) {
      expect(escaped(parse(`http://h${path}`)?.path ?? "")).toBe(escaped(nodeUrl(`http://h${path}`)?.pathname ?? "?"));
    }
  });

  /** A URL without `?` and `#` that nothing follows: Node keeps them. */
  function withoutEmpty(url: URL | null): string {
    if (!url) return "none";
    if (!url.search) url.search = "";
    if (!url.hash) url.hash = "";
    return url.href;
  }

  /** A text with escapes for all that browsers escape in a query or path, some more or less. */
  function escaped(text: string): string {
    return Buffer.from(text)
      .toString()
      .replace(/[^!#-&(-;=?-_a-z~]|[\^|`{}]/gu, (character) => encodeURIComponent(character).replace("'", "%27"));
  }
});

test("no text makes it trap, and none takes much memory", () => {
  const random = generator(6);
  const units = [
    0x68, 0x3a, 0x2f, 0x40, 0x5b, 0x5d, 0x2e, 0x30, 0x78, 0x25, 0x3f, 0x23, 0xd83d, 0xde00, 0xffff, 0, 0x20,
  ];
  for (let round = 0; round < 20_000; ++round) {
    const count = Math.floor(random() * 12);
    parse(
      `h://${String.fromCharCode(...Array.from({ length: count }, () => units[Math.floor(random() * units.length)] ?? 0))}`,
    );
  }
  probe.call("collect");
  for (const part of ["a", ":", "1", "[", "/", "%", "."]) {
    parse(`http://${part.repeat(1_000_000)}`);
    parse(`http://h/${part.repeat(1_000_000)}`);
    probe.call("collect");
  }
  expect(probe.memory.buffer.byteLength).toBeLessThan(64 * 1024 * 1024);
});
