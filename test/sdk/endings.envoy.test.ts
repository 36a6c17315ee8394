import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { connectClient } from "../coverage/support/client.ts";
import { type Mirror, startMirror } from "../coverage/support/mirror.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe } from "./support/build-probe.ts";

describe.each(envoyVersions)("what would end Envoy %s itself is refused", (version) => {
  let mirror: Mirror;
  let envoy: RunningEnvoy;

  beforeAll(async () => {
    const { path } = await buildProbe("endings");
    mirror = await startMirror();
    const clusters = [{ name: "mirror", url: mirror.url, http2: true }];
    envoy = await startEnvoy({ version, plugins: [{ module: path, rootId: "" }], clusters });
  });

  afterAll(async () => {
    await envoy?.stop();
    await mirror?.stop();
  });

  describe.each([
    { protocol: "HTTP/1.1", ask: askHttp1 },
    { protocol: "HTTP/2", ask: askHttp2 },
  ])("over $protocol", ({ ask }) => {
    /** The status that arrived, 0 for none, whether the response was whole, and what the filter was answered. */
    async function exchange(path: string) {
      const mark = envoy.logs.length;
      const answer = await ask(envoy.url, path);
      await envoy.logs.waitFor(/: gone$/, { from: mark });
      const [line = ""] = envoy.logs.lines(mark).filter((text) => text.includes(": statuses "));
      return { ...answer, statuses: line.slice(line.indexOf("statuses ") + "statuses ".length) };
    }

    const broken = { isWhole: false };

    test("trailers that go on after a reset", async () => {
      expect(await exchange("/reset/response-trailers")).toMatchObject({ ...broken, statuses: "0" });
      expect(await exchange("/resume-reset/response-trailers")).toMatchObject({ ...broken, statuses: "0 0" });
    });

    test.each(["request-headers", "response-headers", "response-body", "response-trailers"])(
      "a second reset, and a reply after a reset, in %s",
      async (where) => {
        expect(await exchange(`/reset-twice/${where}`)).toMatchObject({ ...broken, statuses: "0 2" });
        expect(await exchange(`/reset-reply/${where}`)).toMatchObject({ ...broken, statuses: "0 2" });
      },
    );

    test.each(["request-headers", "response-headers"])("a reset after a reply in %s", async (where) => {
      expect(await exchange(`/reply-reset/${where}`)).toEqual({ status: 418, isWhole: true, statuses: "0 2" });
    });

    test("but not the reset of a reply on its way", async () => {
      expect(await exchange("/answered/response-headers")).toMatchObject({ ...broken, statuses: "0" });
    });

    test.each(["log", "done", "delete"])("a reply and a reset in %s", async (where) => {
      const refused = { status: 200, isWhole: true, statuses: "2 2" };
      expect(await exchange(`/reply-reset/${where}`)).toEqual(refused);
      expect(await exchange(`/reset-twice/${where}`)).toEqual(refused);
    });
  });
});

function askHttp1(url: string, path: string): Promise<{ status: number; isWhole: boolean }> {
  return new Promise((resolve) => {
    const request = get(url + path, { agent: false }, (response) => {
      const ended = (isWhole: boolean) => resolve({ status: response.statusCode ?? 0, isWhole });
      response.on("error", () => ended(false));
      response.on("end", () => ended(true));
      response.resume();
    });
    request.on("error", () => resolve({ status: 0, isWhole: false }));
  });
}

async function askHttp2(url: string, path: string): Promise<{ status: number; isWhole: boolean }> {
  const client = await connectClient(url);
  const { status, reset, trailers } = await client.ask(path);
  await client.stop();
  // Envoy 1.36 resets with the code for no error, but then there are no trailers
  const hasEnd = status === 418 || Object.keys(trailers).length > 0;
  return { status, isWhole: hasEnd && reset === 0 };
}
