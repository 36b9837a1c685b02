/** Debian's nginx on loopback with a snippet of `deploy/`, as the operator would include it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const snippet = (name: string) =>
  readFile(new URL(`../../deploy/${name}`, import.meta.url), "utf8");

export interface Nginx {
  readonly url: string;
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** For its files. */
  readonly folder: string;
  readonly port: number;
  /** Of the two instances. */
  readonly upstreams: readonly [number, number];
  /** What is done to `nginx-host.conf` before it is used. */
  readonly change?: (conf: string) => string;
}

/** Resolves when it answers. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const { folder, port, upstreams, change = (conf) => conf } = options;
  const [first, second] = upstreams;
  const host = change(
    (await snippet("nginx-host.conf"))
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
  await writeFile(
    join(folder, "otter-proxy-settings.conf"),
    await snippet("otter-proxy-settings.conf"),
  );
  const child = spawn("nginx", ["-c", file, "-e", `${folder}/nginx-errors.log`, "-p", folder], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(child, url);
  return {
    url,
    async stop() {
      child.kill("SIGQUIT");
      await once(child, "exit");
    },
  };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    if ((await fetch(`${url}/healthz`).catch(() => undefined)) !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nginx did not start");
}
