/** A page that tells a person what to give to the support. */
export function errorPage(status: u32, traceId: string): string {
  return `
<html>
<head>
  <title>Error ${status}</title>
  <style>
    body { font-family: sans-serif; margin: 2rem auto; max-width: 50rem; }
    .trace-id { background: #eee; font-family: monospace; padding: 1rem; word-break: break-all; }
  </style>
</head>
<body>
  <div class="container">
    <h1>Error ${status}</h1>
    <p>That did not work.</p>
    <div class="trace-id">
      <strong>Trace ID:</strong> ${escaped(traceId)}
    </div>
    <p>Name this trace to the support, who can then see what has happened.</p>
  </div>
</body>
</html>
`;
}

/** The trace id comes from the client, who must not put scripts into the page. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
