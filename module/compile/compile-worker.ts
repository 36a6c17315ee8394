// The body of the compiler's worker thread: compiles one request after the other.
import { parentPort } from "node:worker_threads";
import { compile } from "./compile.ts";
import { type CompileReply, type CompileRequest, toPlainError } from "./worker-messages.ts";

parentPort?.on("message", (request: CompileRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer({ id, options }: CompileRequest): Promise<CompileReply> {
  try {
    return { id, result: await compile(options) };
  } catch (error) {
    return { id, error: toPlainError(error) };
  }
}
