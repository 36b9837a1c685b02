/** Debian's Caddy with the Caddyfile of `deploy/`, as the operator starts it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSnippet, untilAnswers, type WebServer, type WebServerOptions } from "./web-server.ts";

/** No console at a port that another one may have. */
const alone = "{\n\tadmin off\n}\n";

export async function startCaddy(options: WebServerOptions): Promise<WebServer> {
  const { folder, port, upstreams, change } = options;
  const file = join(folder, "Caddyfile");
  await writeFile(file, alone + change(await readSnippet("Caddyfile")));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn("caddy", ["run", "--adapter", "caddyfile", "--config", file], {
    stdio: ["ignore", "ignore", "ignore"],
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      PUBLIC_URL: url,
      OTTER_INSTANCES: upstreams.map((one) => `127.0.0.1:${one}`).join(" "),
    },
  });
  await untilAnswers(child, url);
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
