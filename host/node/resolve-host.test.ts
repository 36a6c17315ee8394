import { lookup, resolve4, resolve6 } from "node:dns/promises";
import { beforeEach, expect, test, vi } from "vitest";
import { resolveHost } from "./resolve-host.ts";

vi.mock("node:dns/promises");

const found = vi.mocked(lookup as (name: string, options: object) => Promise<unknown>);

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(resolve4).mockRejectedValue(new Error("nobody answers"));
  vi.mocked(resolve6).mockRejectedValue(new Error("nobody answers"));
});

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test("addresses hold as long as name servers say", async () => {
  found.mockResolvedValue([{ address: "10.0.0.1", family: 4 }]);
  vi.mocked(resolve4 as unknown as () => Promise<unknown>).mockResolvedValue([{ address: "10.0.0.1", ttl: 60 }]);
  expect(await resolveHost("shop.example", 4)).toEqual([{ address: "10.0.0.1", ttl: 60 }]);
  expect(found).toHaveBeenCalledWith("shop.example", { all: true, family: 4 });
});

test("addresses that only this machine knows have no such time", async () => {
  found.mockResolvedValue([{ address: "fd00::1", family: 6 }]);
  expect(await resolveHost("shop", 6)).toEqual([{ address: "fd00::1", ttl: 0 }]);
});

test("a name that nobody has is told from one that nobody could look up", async () => {
  found.mockRejectedValueOnce(failure("ENOTFOUND")).mockRejectedValueOnce(failure("EAI_AGAIN"));
  expect(await resolveHost("nothing.invalid", 4)).toEqual([]);
  expect(await resolveHost("shop.example", 4)).toBeUndefined();
});

test.each(["", ".", "10.1", "1", "0x7f000001", "256.1.1.1", "a.0x1."])("nobody is asked for %j", async (name) => {
  expect(await resolveHost(name, 4)).toEqual([]);
  expect(found).not.toHaveBeenCalled();
});

test("a dot at the end does no harm", async () => {
  found.mockResolvedValue([{ address: "10.0.0.1", family: 4 }]);
  expect(await resolveHost("shop.example.", 4)).toHaveLength(1);
});
