// The body of the compiler's worker thread: compiles one request after the other.
import { parentPort } from "node:worker_threads";
import { type CompileOptions, compile } from "./compile.ts";
import { type CompileReply, type CompileRequest, toPlainError } from "./worker-messages.ts";

/**
 * How often the worker builds once more for itself after its first build, when nobody asks for anything: only then has V8
 * optimized the compiler, and the build after the first save takes a fraction of the first one.
 */
const warmUps = 3;

/** Milliseconds without a request before it does so: builds that follow each other closely are not to wait for it. */
const idle = 150;

let waiting = 0;
let warmUpsLeft = warmUps;
let timer: NodeJS.Timeout | undefined;

parentPort?.on("message", (request: CompileRequest) => {
  waiting++;
  clearTimeout(timer);
  void answer(request).then((reply) => {
    waiting--;
    parentPort?.postMessage(reply);
    if (request.keepWarm) warmUpLater(request.options);
  });
});

async function answer({ id, options }: CompileRequest): Promise<CompileReply> {
  try {
    return { id, result: await compile(options) };
  } catch (error) {
    return { id, error: toPlainError(error) };
  }
}

function warmUpLater(options: CompileOptions): void {
  if (waiting > 0 || warmUpsLeft === 0) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    warmUpsLeft--;
    // A build that fails warms as well; its errors were told already.
    void compile(options)
      .catch(() => {})
      .then(() => warmUpLater(options));
  }, idle);
}
