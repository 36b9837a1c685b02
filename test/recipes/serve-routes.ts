/** Serves the route handlers below `app/` of the working directory, each given a web Request as Next's app router gives it. */
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Handlers = Readonly<Record<string, (request: Request) => Promise<Response>>>;

const addresses = ["/pay", "/checkout-events"];
const handlers = new Map<string, Handlers>();
for (const address of addresses) {
  const file = join(process.cwd(), "app", address, "route.ts");
  handlers.set(address, (await import(pathToFileURL(file).href)) as Handlers);
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const { method = "GET", url = "/" } = request;
    const handle = handlers.get(url)?.[method];
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const asked = new Request(new URL(url, "http://127.0.0.1"), {
      method,
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: Buffer.concat(parts),
    });
    const answered = handle?.(asked) ?? Promise.resolve(new Response(null, { status: 404 }));
    answered.then(
      async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("listening"));
