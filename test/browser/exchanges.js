// Exchanges with filters on the host. Runs unchanged in Node and in a browser, and tells what came of it as plain data.

/** Milliseconds since 1970 at which all clocks begin. */
const now = Date.UTC(2030, 0, 1);

/**
 * @param createHost of `mesh-wasm/host`
 * @param modules bytes of modules, by name
 * @param keys a private and a public key as PEM, with a bar between them
 */
export function runExchanges(createHost, modules, keys) {
  return {
    chain: chain(createHost, modules),
    foreign: foreign(createHost, modules.foreign, keys),
    trap: trap(createHost, modules.trap),
  };
}

/** The ready-made filters one after the other, with routes and upstreams. */
function chain(createHost, modules) {
  const plugins = [
    { name: "telemetry", module: modules.telemetry },
    {
      name: "authorization",
      module: modules.authorization,
      configuration: {
        keys: [{ id: "shop", algorithm: "HS256", secret: "bWVzaC13YXNtLWRldmVsb3BtZW50LXNlY3JldC0wMDE" }],
        rules: [{ path: "/public", allow: "anyone" }, { path: "/" }],
      },
    },
    {
      name: "header-routing",
      module: modules["header-routing"],
      configuration: {
        rules: [{ header: "x-beta", value: "yes", subset: "v2" }],
        split: [
          { subset: "v1", weight: 3 },
          { subset: "v2", weight: 1 },
        ],
      },
    },
  ];
  const host = createHost({
    now,
    plugins,
    clusters: ["v1", "v2"].map((name) => ({ name, upstream: echo(name) })),
    routes: [
      { match: { headers: [{ name: "x-mesh-subset", exact: "v2" }] }, route: { cluster: "v2" } },
      { route: { cluster: "v1" } },
    ],
  });
  const requests = [
    [[":path", "/public"]],
    [
      [":path", "/public"],
      ["x-beta", "yes"],
    ],
    [[":path", "/cart"]],
    [
      [":path", "/cart"],
      ["authorization", "Bearer a.b.c"],
    ],
    ...Array.from({ length: 12 }, () => [[":path", "/public/ünïcode"]]),
  ];
  return { responses: requests.map((fields) => send(host, fields)), ...seen(host) };
}

/** Compression, signatures, expressions. */
function foreign(createHost, module, keys) {
  const host = createHost({ now, plugins: [{ name: "foreign", module, configuration: keys }] });
  return { responses: [send(host, [[":path", "/foreign"]])], ...seen(host) };
}

/** A filter that traps, and what comes after it. */
function trap(createHost, module) {
  const traps = [];
  const onTrap = ({ callback, reason }) => traps.push([callback, reason]);
  const host = createHost({ now, plugins: [{ name: "trap", module }], onTrap });
  const responses = [[[":path", "/"]], [[":path", "/trap"]], [[":path", "/"]]].map((fields) => send(host, fields));
  return { responses, traps, ...seen(host) };
}

/** Answers with what has arrived. */
function echo(name) {
  return (stream) => {
    const received = [];
    return {
      onData(bytes, end) {
        received.push(...bytes);
        if (!end) return;
        stream.sendHeaders(
          [
            [":status", "200"],
            ["x-upstream", name],
          ],
          false,
        );
        stream.sendData(new TextEncoder().encode(JSON.stringify([stream.headers, received])), true);
      },
    };
  };
}

function send(host, fields) {
  const response = [];
  const stream = host.connect({ protocol: "HTTP/2" }).request({
    onHeaders: (headers) => response.push(headers),
    onData: (bytes) => response.push([...bytes]),
    onTrailers: (trailers) => response.push(trailers),
    onReset: () => response.push("reset"),
  });
  const pseudo = [
    [":method", "POST"],
    [":scheme", "https"],
    [":authority", "shop.example.com"],
  ];
  stream.sendHeaders([...pseudo, ...fields.map(([name, value]) => [name, latin1(value)])], false);
  stream.sendData(new TextEncoder().encode("body"), true);
  host.run();
  host.advance(1000);
  return response;
}

/** Bytes as the host has them: one char each. */
function latin1(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function seen(host) {
  return {
    logs: host.logs.map(({ level, message, plugin, thread }) => [level, message, plugin, thread]),
    metrics: host.metrics.all().map(({ name, value, values }) => [name, String(value), values.map(String)]),
  };
}
