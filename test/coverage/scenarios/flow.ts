import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";
import { type Answer, connectClient } from "../support/client.ts";
import { type Mirror, type Received, startMirror } from "../support/mirror.ts";

const sides = ["request", "response"];
const places = sides.flatMap((side) => ["headers", "body", "trailers"].map((part) => `${side}-${part}`));

/** Pausing, resuming, closing and answering HTTP streams, in each of their callbacks. */
export function flowScenarios(run: Run): void {
  describe("flow", () => {
    let mirror: Mirror;
    let area: Area;
    /** Envoy 1.36 resets streams with the code for no error. */
    const resetsWithoutCode = run.version === "1.36";

    beforeAll(async () => {
      mirror = await startMirror();
      area = await startArea(run, "flow", {
        plugins: [{ module: run.module(), name: "flow" }],
        clusters: [{ name: "mirror", url: mirror.url, http2: true }],
        accessLog: "%REQ(:PATH)% %RESPONSE_CODE% %RESPONSE_CODE_DETAILS%",
      });
    });

    afterAll(async () => {
      await area?.stop();
      await mirror?.stop();
    });

    /** A request with all parts; resolves once its stream is gone. Trailers would end the pause of a body. */
    async function exchange(how: string, where: string, more = {}) {
      const mark = area.envoy.logs.length;
      const path = `/${how}/${where}`;
      const body = ["request ", "body"];
      const question = where.endsWith("body")
        ? { headers: { "x-trailers": "no", ...more }, body }
        : { headers: more, body, trailers: { "x-end": "1" } };
      const client = await connectClient(area.envoy.url);
      const asked = client.ask(path, question);
      await area.says(`delete ${path}`, mark);
      // Node takes such a reset for no end while it has something to send
      if (resetsWithoutCode && how.startsWith("close") && where.startsWith("request")) await client.stop();
      const answer = await asked;
      await client.stop();
      const [line] = area.said(mark).filter((text) => text.startsWith(`${how} `));
      const logged = await area.envoy.accessLog.waitFor(new RegExp(`^${path} `));
      return { answer, request: mirror.last(path), said: line, details: logged.slice(path.length + 1) };
    }

    function expectWhole(request: Received | undefined, answer: Answer, where: string): void {
      const trailers = !where.endsWith("body");
      expect(request).toMatchObject({ body: "request body", trailers: trailers ? { "x-end": "1" } : {} });
      expect(answer).toMatchObject({ status: 200, body: "response body", reset: 0 });
      expect(answer.trailers).toMatchObject(trailers ? { "x-old": "old" } : {});
    }

    function expectReset(answer: Answer, where: string): void {
      expect(answer.status).toBe(/response-(body|trailers)/.test(where) ? 200 : 0);
      expect(answer.trailers).toEqual({});
      if (!resetsWithoutCode) expect(answer.reset).toBeGreaterThan(0);
    }

    test.each(places)("is paused at %s and goes on at a tick", async (where) => {
      const { answer, request, said } = await exchange("park", where);
      expect(said).toBe(`park ${where} 0 false`);
      expectWhole(request, answer, where);
    });

    test.each(places)("goes on at %s where the callback pauses and resumes at once", async (where) => {
      const { answer, request, said } = await exchange("same", where);
      expect(said).toBe(`same ${where} 0`);
      expectWhole(request, answer, where);
    });

    const others = sides.flatMap((side) => [
      { how: "buffer", where: `${side}-headers` },
      { how: "watermark", where: `${side}-headers` },
      { how: "watermark", where: `${side}-body` },
    ]);
    test.each(others)("is paused to $how at $where", async ({ how, where }) => {
      const { answer, request, said } = await exchange(how, where);
      expect(said).toBe(`${how} ${where} 0 false`);
      expectWhole(request, answer, where);
    });

    test.each(places)("is closed at %s", async (where) => {
      const { answer, said, details } = await exchange("close", where);
      expect(said).toBe(`close ${where} 0`);
      expectReset(answer, where);
      expect(details).toBe(detailsOfClose(where));
    });

    test.each(places)("is closed at a tick, paused at %s", async (where) => {
      const { answer, said, details } = await exchange("close-later", where);
      expect(said).toBe(`close-later ${where} 0 false`);
      expectReset(answer, where);
      expect(details).toBe(detailsOfClose(where));
    });

    // Later the answer's headers are out, and Envoy can but reset the stream
    const early = places.slice(0, 4);
    test.each(early)("is answered at %s", async (where) => {
      const { answer, said, details } = await exchange("reply", where);
      expect(said).toBe(`reply ${where} 0`);
      expect(answer).toMatchObject({ status: 418, headers: { "x-reply": where }, body: "short" });
      expect(details).toBe("418 short_and_stout");
    });

    // Not at the response's headers: there a second answer ends Envoy 1.40 with a segmentation fault
    test.each(places.slice(0, 3))("is answered at %s by the first of two answers", async (where) => {
      const { answer, said } = await exchange("reply-twice", where);
      expect(said).toMatch(new RegExp(`^reply-twice ${where} 0 `));
      expect(answer).toMatchObject({ status: 418, headers: { "x-reply": where }, body: "short" });
    });

    test.each(early)("is answered at a tick, paused at %s", async (where) => {
      const { answer, said } = await exchange("reply-later", where);
      expect(said).toBe(`reply-later ${where} 0 false`);
      expect(answer).toMatchObject({ status: 418, headers: { "x-reply": where }, body: "short" });
    });

    test.each(early)("is answered with a gRPC status at %s where the client speaks gRPC", async (where) => {
      const { answer } = await exchange("reply", where, { "content-type": "application/grpc" });
      expect(answer).toMatchObject({
        status: 200,
        headers: { "content-type": "application/grpc", "grpc-status": "7", "grpc-message": "short" },
        body: "",
      });
    });

    test.each(places.slice(4))("is reset by an answer at %s", async (where) => {
      const { answer, said } = await exchange("reply", where);
      expect(said).toBe(`reply ${where} 0`);
      expectReset(answer, where);
    });
  });
}

/** What the access log says of a stream that a filter has closed. */
function detailsOfClose(where: string): string {
  return where.startsWith("request") ? "0 wasm_close_stream" : "200 via_upstream";
}
