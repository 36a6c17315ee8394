import { existsSync } from "node:fs";
import { arch, platform, release } from "node:os";
import { MeshWasmError } from "../core/index.ts";

/** A kind of machine that there are Envoy wheels for. */
export type WheelPlatform = "linux-x86_64" | "linux-aarch64" | "macos-arm64";

/** What of a machine decides which Envoy runs on it. */
export interface Machine {
  /** Node's name of the operating system, such as `linux`. */
  os: string;
  /** Node's name of the processor, such as `x64`. */
  arch: string;
  /** Release of the kernel, such as `24.1.0`. */
  release: string;
  exists(path: string): boolean;
}

/** pip's tag of each platform. The Linux ones need glibc 2.31, the other one macOS 15. */
export const wheelTags = {
  "linux-x86_64": "manylinux_2_31_x86_64",
  "linux-aarch64": "manylinux_2_31_aarch64",
  "macos-arm64": "macosx_15_0_arm64",
} as const satisfies Record<WheelPlatform, string>;

/** The program loader that Envoy's Linux binaries name; Alpine and other musl systems lack it. */
const glibcLoaders = {
  "linux-x86_64": "/lib64/ld-linux-x86-64.so.2",
  "linux-aarch64": "/lib/ld-linux-aarch64.so.1",
} as const;

/** The kernel of macOS 15. */
const firstDarwin = 24;

const thisMachine: Machine = { os: platform(), arch: arch(), release: release(), exists: existsSync };

/**
 * The platform of the wheels that run on this machine.
 *
 * @throws MeshWasmError MW0509 where there is none: musl, Windows, macOS on Intel or before 15, other processors.
 */
export function wheelPlatform(machine: Machine = thisMachine): WheelPlatform {
  const found = select(machine);
  if ("missing" in found) throw new MeshWasmError("MW0509", `there is no Envoy to install for ${found.missing}`);
  return found.platform;
}

/** Like {@link wheelPlatform}, but `undefined` where there is none. */
export function wheelPlatformIfAny(machine: Machine = thisMachine): WheelPlatform | undefined {
  const found = select(machine);
  return "missing" in found ? undefined : found.platform;
}

function select({ os, arch, release, exists }: Machine): { platform: WheelPlatform } | { missing: string } {
  if (os === "linux" && (arch === "x64" || arch === "arm64")) {
    const platform = arch === "x64" ? "linux-x86_64" : "linux-aarch64";
    if (exists(glibcLoaders[platform])) return { platform };
    return { missing: `a Linux without glibc (there is no ${glibcLoaders[platform]}; Alpine, for example)` };
  }
  if (os === "darwin" && arch === "arm64") {
    if (Number.parseInt(release, 10) >= firstDarwin) return { platform: "macos-arm64" };
    return { missing: "macOS before 15" };
  }
  if (os === "darwin") return { missing: "macOS on an Intel processor" };
  if (os === "win32") return { missing: "Windows" };
  return { missing: `${os} on ${arch}` };
}
