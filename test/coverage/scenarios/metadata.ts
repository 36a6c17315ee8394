import type { Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";
import { askWithMetadata, startMetadataServer } from "../support/metadata-peers.ts";
import { portOf } from "../support/port-of.ts";
import { proxyWith } from "../support/proxy.ts";

const allowMetadata = { http2_protocol_options: { allow_metadata: true } };
const httpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** METADATA frames of HTTP/2, of which Envoy shows no more than how many entries they have. */
export function metadataScenarios(run: Run): void {
  describe("metadata", () => {
    let upstream: Server;
    let area: Area;

    beforeAll(async () => {
      upstream = await startMetadataServer({ from: "upstream" });
      const clusters = [{ name: "upstream", url: `http://127.0.0.1:${portOf(upstream)}`, http2: true }];
      const plugins = [{ module: run.module(), name: "metadata" }];
      const bootstrap = proxyWith({ plugins, clusters }, allowMetadata);
      const [cluster] = bootstrap.static_resources?.clusters ?? [];
      Object.assign(cluster ?? {}, {
        typed_extension_protocol_options: {
          [httpOptions]: {
            "@type": `type.googleapis.com/${httpOptions}`,
            explicit_http_config: allowMetadata,
          },
        },
      });
      area = await startArea(run, "metadata", { bootstrap });
    });

    afterAll(async () => {
      await area?.stop();
      upstream?.close();
    });

    test("of a request and of a response are told by their size", async () => {
      const mark = area.envoy.logs.length;
      const port = Number(new URL(area.envoy.url).port);
      expect(await askWithMetadata(port, { from: "client", more: "1" })).toBe("answer");
      await area.says(/^response metadata/, mark);
      expect(area.said(mark)).toEqual(["request metadata 2", "response metadata 1"]);
    });
  });
}
