// Removes the containers of an owner that has died: `node watchdog.mjs ENGINE LABEL FOLDER`, started by the owner with a
// pipe on standard input. The pipe ends when the owner ends, in whatever way, SIGKILL included; then every container with
// the label and the folder are removed. A line on the pipe means that there is nothing left to do.
//
// Plain JavaScript without a dependency: it runs from the sources as from the package, and costs little while it waits.
import { rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

const [engine, label, folder] = process.argv.slice(2);
const options = JSON.parse(engine);

let told = "";
for await (const chunk of process.stdin) told += chunk;
if (told === "") await removeAll();

async function removeAll() {
  // A container may still be in the making: look until none has come for a while.
  for (let quiet = 0; quiet < 3; quiet++) {
    for (const { Id } of await containers()) {
      await call("DELETE", `/containers/${Id}?force=1&v=1`);
      quiet = 0;
    }
    await sleep(500);
  }
  if (folder) await rm(folder, { recursive: true, force: true });
}

async function containers() {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  return JSON.parse(await call("GET", `/containers/json?all=1&filters=${filters}`));
}

function call(method, path) {
  return new Promise((resolve, reject) => {
    const send = options.protocol === "https" ? httpsRequest : httpRequest;
    const outgoing = send({ ...options, protocol: undefined, method, path }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => resolve(text)).on("error", reject);
    });
    outgoing.on("error", reject).end();
  });
}
