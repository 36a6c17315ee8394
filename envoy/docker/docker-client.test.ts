import { afterEach, expect, test, vi } from "vitest";
import { connectDocker } from "./docker-client.ts";

afterEach(() => {
  vi.doUnmock("testcontainers");
  vi.resetModules();
});

test("a missing testcontainers is an error that says what to install", async () => {
  vi.doMock("testcontainers", () => {
    throw new Error("Cannot find package 'testcontainers'");
  });
  await expect(connectDocker()).rejects.toMatchObject({ code: "MW0602", hint: expect.stringContaining("npm install") });
});

test("an engine that does not answer is an error with its words", async () => {
  vi.doMock("testcontainers", () => ({
    ImageName: {},
    getContainerRuntimeClient: () => Promise.reject(new Error("no working container runtime")),
  }));
  await expect(connectDocker()).rejects.toMatchObject({ code: "MW0601", details: ["no working container runtime"] });
});
