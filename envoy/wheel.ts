import { MeshWasmError } from "../core/index.ts";
import { matchesVersion, normalizeVersion } from "./envoy-version.ts";
import { type WheelPlatform, wheelTags } from "./platform.ts";
import { type WheelFile, type WheelRelease, wheelReleases } from "./wheel-releases.ts";

/** The wheel of one version of Envoy for one platform. */
export interface Wheel extends WheelFile {
  version: string;
  platform: WheelPlatform;
  /** pip's tag of the platform. */
  tag: string;
}

/** The wheels that there are for a platform, newest first. */
export function wheelsFor(platform: WheelPlatform, releases: readonly WheelRelease[] = wheelReleases): Wheel[] {
  const wheels: Wheel[] = [];
  for (const { version, files } of releases) {
    const file = files[platform];
    if (file) wheels.push({ ...file, version, platform, tag: wheelTags[platform] });
  }
  return wheels;
}

/**
 * The newest wheel that `version` (`1.38` or `1.38.2`) stands for.
 *
 * @throws MeshWasmError MW0503 when there is none; it names those that there are.
 */
export function findWheel(version: string, platform: WheelPlatform): Wheel {
  const wheels = wheelsFor(platform);
  const wanted = normalizeVersion(version);
  const wheel = wanted === undefined ? undefined : wheels.find((each) => matchesVersion(each.version, wanted));
  if (wheel) return wheel;
  throw new MeshWasmError("MW0503", `mesh-wasm cannot install Envoy ${version} on ${platform}`, {
    hint: `choose one of ${wheels.map((each) => each.version).join(", ")}`,
  });
}
