// The plugin of a module with tests. Each test runs in a request's callback, so that it can do what a filter can.
import { HeadersAction } from "../abi/enums/headers-action";
import { HttpContext } from "../context/http-context";
import { PluginContext } from "../context/plugin-context";
import { JsonWriter } from "../encoding/json-writer";
import { registerPlugin } from "../runtime/plugins";
import { tell } from "./report";
import { defineAll, Group, groups, Test, tests } from "./tree";

/** The request's header with what to do. */
const commandHeader = "x-mesh-wasm-unit-test";

class UnitTests extends PluginContext {
  createHttpContext(): HttpContext {
    return new UnitTestStream();
  }
}

class UnitTestStream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const command = this.request.headers.get(commandHeader);
    if (command === null) return HeadersAction.Continue;
    this.request.headers.remove(commandHeader);
    const words = command.split(" ");
    defineAll();
    if (words[0] == "list") tell(list());
    else if (words[0] == "run") run(tests[I32.parseInt(words[1])]);
    else if (words[0] == "end") end(groups[I32.parseInt(words[1])]);
    return HeadersAction.Continue;
  }
}

registerPlugin<UnitTests>("mesh-wasm unit tests");

function list(): string {
  const json = new JsonWriter().beginObject().key("groups").beginArray();
  for (let i = 0; i < groups.length; ++i) {
    const parent = groups[i].parent;
    json.beginObject().key("name").string(groups[i].name);
    json
      .key("parent")
      .integer(parent ? parent.index : -1)
      .key("order")
      .integer(groups[i].order)
      .endObject();
  }
  json.endArray().key("tests").beginArray();
  for (let i = 0; i < tests.length; ++i) {
    const each = tests[i];
    json.beginObject().key("name").string(each.name);
    json.key("group").integer(each.group.index).key("order").integer(each.order);
    json.key("kind").integer(each.kind).endObject();
  }
  return json.endArray().endObject().toString();
}

function run(each: Test): void {
  begin(each.group);
  beforeEach(each.group);
  const body = each.body;
  tell('{"running":true}');
  if (body) body();
  tell('{"passed":true}');
  afterEach(each.group);
}

/** Runs `beforeAll` of a group and of those around it, from the outside, where that was not done. */
function begin(group: Group): void {
  const parent = group.parent;
  if (parent) begin(parent);
  if (group.begun) return;
  group.begun = true;
  callAll(group.beforeAll);
}

function beforeEach(group: Group): void {
  const parent = group.parent;
  if (parent) beforeEach(parent);
  callAll(group.beforeEach);
}

function afterEach(group: Group): void {
  callAll(group.afterEach);
  const parent = group.parent;
  if (parent) afterEach(parent);
}

function end(group: Group): void {
  if (group.begun) callAll(group.afterAll);
}

function callAll(functions: (() => void)[]): void {
  for (let i = 0; i < functions.length; ++i) {
    const each = functions[i];
    each();
  }
}
