/** Debian's nginx with the snippets of `deploy/`, as the operator would include them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSnippet, untilAnswers, type WebServer, type WebServerOptions } from "./web-server.ts";

const settings = "otter-proxy-settings.conf";

export async function startNginx(options: WebServerOptions): Promise<WebServer> {
  const { folder, port, upstreams, change } = options;
  const [first, second] = upstreams;
  const host = change(
    (await readSnippet("nginx-host.conf"))
      .replace("127.0.0.1:8081", `127.0.0.1:${first}`)
      .replace("127.0.0.1:8082", `127.0.0.1:${second}`)
      .replace("listen 8080", `listen 127.0.0.1:${port}`)
      .replace("pay.shop.example", "127.0.0.1"),
  );
  await mkdir(join(folder, "nginx"), { recursive: true });
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const main = `
    daemon off;
    pid ${folder}/nginx.pid;
    error_log ${folder}/nginx-errors.log warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      ${paths.map((name) => `${name}_temp_path ${folder}/nginx/${name};`).join("\n")}
      ${host}
    }`;
  const file = join(folder, "nginx.conf");
  await writeFile(file, main);
  await writeFile(join(folder, settings), await readSnippet(settings));
  const child = spawn("nginx", ["-c", file, "-e", `${folder}/nginx-errors.log`, "-p", folder], {
    stdio: ["ignore", "inherit", "inherit"],
    // Debian's lies where only an administrator looks.
    env: { PATH: `${process.env["PATH"]}:/usr/sbin` },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(child, url);
  return {
    url,
    async stop() {
      child.kill("SIGQUIT");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
