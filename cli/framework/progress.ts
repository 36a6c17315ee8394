import type { Output, Progress, Step } from "../../core/index.ts";
import type { Style } from "./style.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const asciiFrames = ["-", "\\", "|", "/"];
const frameMilliseconds = 80;

/** Progress on a stream, and the stream to write other text to so that the two do not mix. */
export interface ProgressOutput {
  progress: Progress;
  output: Output;
  /** Takes away what still turns, when the command has ended in the middle of a step. */
  close(): void;
}

/** One line per finished step, for logs and pipes. */
export function lineProgress(output: Output, style: Style): ProgressOutput {
  function step(label: string): Step {
    return {
      update() {},
      done(text = label) {
        output.write(`${style.color.green(style.mark.ok)} ${text}\n`);
      },
      fail(text = label) {
        output.write(`${style.color.red(style.mark.fail)} ${text}\n`);
      },
    };
  }
  return { progress: { step }, output, close() {} };
}

/** The running step on a line of its own that turns, for a terminal. */
export function spinnerProgress(output: Output, style: Style): ProgressOutput {
  const marks = style.mark.ok === "ok" ? asciiFrames : frames;
  const running: { text: string }[] = [];
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  function clear(): void {
    output.write("\r\u001b[2K");
  }

  function draw(): void {
    const text = running.at(-1)?.text;
    if (text === undefined) return;
    const mark = style.color.cyan(marks[frame % marks.length] ?? "");
    // A line that wraps cannot be cleared with one escape sequence.
    clear();
    output.write(`${mark} ${text.slice(0, Math.max(10, output.columns - 4))}`);
  }

  function tick(): void {
    frame++;
    draw();
  }

  function write(text: string): void {
    if (running.length > 0) clear();
    output.write(text);
    if (text.endsWith("\n")) draw();
  }

  function step(label: string): Step {
    const entry = { text: label };
    running.push(entry);
    timer ??= setInterval(tick, frameMilliseconds).unref();
    draw();

    function end(mark: string, text: string): void {
      const at = running.indexOf(entry);
      if (at < 0) return;
      running.splice(at, 1);
      clear();
      output.write(`${mark} ${text}\n`);
      draw();
      if (running.length > 0) return;
      clearInterval(timer);
      timer = undefined;
    }

    return {
      update(text) {
        entry.text = `${label}  ${text}`;
        draw();
      },
      done(text = label) {
        end(style.color.green(style.mark.ok), text);
      },
      fail(text = label) {
        end(style.color.red(style.mark.fail), text);
      },
    };
  }

  return {
    progress: { step },
    output: {
      write,
      get isTTY() {
        return output.isTTY;
      },
      get columns() {
        return output.columns;
      },
    },
    close() {
      clearInterval(timer);
      timer = undefined;
      if (running.length > 0) clear();
      running.length = 0;
    },
  };
}
