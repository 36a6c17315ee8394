import { beforeEach, expect, test, vi } from "vitest";
import { platform } from "#host-platform";
import { EventLoop } from "../event-loop.ts";
import type { HostPlatform } from "../platform.ts";
import type { DnsAnswer } from "./dns-answer.ts";
import { DnsResolver, type HostNames } from "./dns-resolver.ts";

beforeEach(() => {
  vi.restoreAllMocks();
});

/** What a name is, when the event loop has run. */
async function answerTo(name: string, names: HostNames = {}): Promise<{ atOnce: boolean; answer: DnsAnswer | "none" }> {
  const loop = new EventLoop();
  const work: Promise<unknown>[] = [];
  let answer: DnsAnswer | "none" = "none";
  new DnsResolver(names, { loop, track: (promise) => work.push(promise) }).resolve(name, (own) => {
    answer = own;
  });
  const atOnce = answer !== "none";
  await Promise.all(work);
  loop.run();
  return { atOnce, answer };
}

test("a listed name has its addresses, in any case, and not at once", async () => {
  const names = { "Shop.example": ["10.0.0.1", { address: "10.0.0.2", ttl: 30 }] };
  const answer = [
    { address: "10.0.0.1", ttl: 0 },
    { address: "10.0.0.2", ttl: 30 },
  ];
  expect(await answerTo("shop.EXAMPLE.", names)).toEqual({ atOnce: false, answer });
});

test("addresses of version 6 come alone", async () => {
  const { answer } = await answerTo("shop", { shop: ["10.0.0.1", "fd00::1"] });
  expect(answer).toEqual([{ address: "fd00::1", ttl: 0 }]);
});

test("a name that is listed without addresses has none", async () => {
  expect((await answerTo("shop", { shop: [] })).answer).toEqual([]);
});

test("what is no address is refused", () => {
  const services = { loop: new EventLoop(), track: () => {} };
  expect(() => new DnsResolver({ shop: ["10.0.0"] }, services)).toThrow('`dns`: "10.0.0" is no IP address');
});

test("other names are looked up where the host runs, first for version 6", async () => {
  const found = [{ address: "10.0.0.1", ttl: 60 }];
  const resolveHost = vi.spyOn(platform as Required<HostPlatform>, "resolveHost");
  resolveHost.mockImplementation(async (_name, version) => (version === 4 ? found : []));
  expect(await answerTo("shop.example")).toEqual({ atOnce: false, answer: found });
  expect(resolveHost.mock.calls).toEqual([
    ["shop.example", 6],
    ["shop.example", 4],
  ]);
});

test("where nobody can look a name up there is no answer", async () => {
  vi.spyOn(platform as Required<HostPlatform>, "resolveHost").mockImplementation(async () => undefined);
  expect((await answerTo("shop.example")).answer).toBeUndefined();
});
