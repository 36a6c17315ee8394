import { expect, test } from "vitest";
import { type Machine, wheelPlatform, wheelPlatformIfAny } from "./platform.ts";

const linux: Machine = { os: "linux", arch: "x64", release: "6.1.0", exists: () => true };
const mac: Machine = { os: "darwin", arch: "arm64", release: "24.1.0", exists: () => true };

test("knows the machines that there are wheels for", () => {
  expect(wheelPlatform(linux)).toBe("linux-x86_64");
  expect(wheelPlatform({ ...linux, arch: "arm64" })).toBe("linux-aarch64");
  expect(wheelPlatform(mac)).toBe("macos-arm64");
});

test.each([
  ["musl", { ...linux, exists: () => false }, /without glibc/],
  ["Windows", { ...linux, os: "win32" }, /Windows/],
  ["macOS on Intel", { ...mac, arch: "x64" }, /Intel/],
  ["macOS 14", { ...mac, release: "23.6.0" }, /before 15/],
  ["RISC-V", { ...linux, arch: "riscv64" }, /linux on riscv64/],
])("refuses %s and says what to do", (_, machine, message) => {
  expect(() => wheelPlatform(machine)).toThrow(
    expect.objectContaining({
      code: "MW0509",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/docker.*func-e/),
    }),
  );
  expect(wheelPlatformIfAny(machine)).toBeUndefined();
});
