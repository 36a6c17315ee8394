import { Worker } from "node:worker_threads";
import type { CompileOptions, CompileResult } from "./compile.ts";
import { compileWorker } from "./compile-worker-file.ts";
import { type CompileReply, type CompileRequest, fromPlainError } from "./worker-messages.ts";

/** A compiler that stays warm between builds. */
export interface Compiler extends AsyncDisposable {
  /** As {@link compile}, in the worker. Requests are answered in order. */
  compile(options: CompileOptions): Promise<CompileResult>;
  /** Tells what builds to come are like where the first one was not needed, so that the next is as fast as if it had been. */
  expect(options: CompileOptions): void;
  /** Ends the worker; builds under way fail. */
  close(): Promise<void>;
}

/** How a compiler is going to be used. */
export interface CompilerOptions {
  /**
   * Builds will follow after pauses, as in watch mode: the worker uses the first pause to build a few times more for itself,
   * so that V8 has optimized the compiler when the next one comes. Default false.
   */
  keepWarm?: boolean;
}

interface Pending {
  resolve(result: CompileResult): void;
  reject(error: Error): void;
}

/**
 * Makes a compiler in a worker thread, which starts with the first build. That one loads AssemblyScript and warms V8 up; later
 * ones take a fraction of it.
 *
 * @example
 * await using compiler = createCompiler();
 * const { wasm } = await compiler.compile({ entry, projectDir, name: "hello", mode: "release" });
 */
export function createCompiler({ keepWarm = false }: CompilerOptions = {}): Compiler {
  const pending = new Map<CompileRequest["id"], Pending>();
  let worker: Worker | undefined;
  let nextId = 1;

  function start(): Worker {
    const started = new Worker(compileWorker());
    started.on("message", (reply: CompileReply) => {
      const request = pending.get(reply.id);
      pending.delete(reply.id);
      if (pending.size === 0) started.unref();
      if ("error" in reply) request?.reject(fromPlainError(reply.error));
      else request?.resolve(reply.result);
    });
    started.on("error", failAll);
    started.on("exit", () => failAll(new Error("the compiler was closed")));
    // After the listeners: one for messages keeps the process alive again
    started.unref();
    return started;
  }

  function failAll(error: Error): void {
    for (const request of pending.values()) request.reject(error);
    pending.clear();
  }

  async function close(): Promise<void> {
    await worker?.terminate();
  }

  return {
    compile(options) {
      const id = nextId++;
      worker ??= start();
      const working = worker;
      working.ref(); // an idle compiler does not keep the process alive, one at work does
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        working.postMessage({ id, options, keepWarm } satisfies CompileRequest);
      });
    },
    expect(options) {
      if (!keepWarm || worker) return;
      worker = start();
      worker.postMessage({ id: null, options, keepWarm } satisfies CompileRequest);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
