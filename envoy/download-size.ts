import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const intervalMs = 200;

/** Tells again and again how large the largest file below `folder` is: how far a download into it has come. */
export function watchSize(folder: string, told: (bytes: number) => void): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let last = 0;
  async function look(): Promise<void> {
    const bytes = await largestFile(folder);
    if (bytes <= last) return;
    last = bytes;
    told(bytes);
  }
  const timer = setInterval(() => {
    running = running.then(look);
  }, intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function largestFile(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  // The downloader may remove or rename a file at any time.
  const sizes = await Promise.all(
    entries.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}
