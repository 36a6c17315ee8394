import { once } from "node:events";
import { PassThrough } from "node:stream";
import { LogCollector, logFile } from "../logs.ts";
import type { RunDirectory } from "../run-directory.ts";
import type { Container, Dockerode } from "./docker-client.ts";

/** What a container writes. */
export interface ContainerLog {
  logs: LogCollector;
  output: LogCollector;
  /** Resolves when the last byte is in. */
  complete: Promise<unknown>;
}

/** Takes in what a container writes from its first byte on; to be called before it starts. */
export async function containerLog(
  dockerode: Dockerode,
  container: Container,
  run: RunDirectory,
): Promise<ContainerLog> {
  const attached = await container.attach({ stream: true, stdout: true, stderr: true });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  dockerode.modem.demuxStream(attached, stdout, stderr);
  const closed = Promise.race([once(attached, "end"), once(attached, "close")]).then(() => {
    stdout.end();
    stderr.end();
  });
  stdout.pipe(logFile(run, "output.log"));
  stderr.pipe(logFile(run, "envoy.log"));
  const [logs, output] = [new LogCollector(), new LogCollector()];
  return { logs, output, complete: Promise.all([logs.collect(stderr), output.collect(stdout), closed]) };
}
