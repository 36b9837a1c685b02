/** A proxy mounted in a shop's own Express, at `/pay-proxy`, by whatever the shop puts around it. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express, { type Express } from "express";
import type { Sandbox } from "../../demo/sandbox/index.ts";
import { createProxy, type Proxy } from "../../server/index.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { apiKey, listen } from "./running-proxy.ts";

export interface MountedProxy {
  readonly url: string;
  readonly proxy: Proxy;
  readonly log: readonly string[];
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
}

/** @param build is given the proxy to mount */
export async function withMountedProxy(
  sandbox: Sandbox,
  build: (shop: Express, proxy: Express) => void,
  use: (mounted: MountedProxy) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const shop = express();
  const server = createServer(shop);
  const origin = await listen(server);
  const folder = await mkdtemp(join(tmpdir(), "otter-"));
  const log: string[] = [];
  const proxy = await createProxy(
    {
      ...sandbox.env,
      PUBLIC_URL: `${origin}/pay-proxy`,
      MERCHANT_API_KEYS: apiKey,
      DATABASE_URL: `file:${join(folder, "ledger.db")}`,
      LOG_LEVEL: "info",
      ...env,
    },
    {
      world: {
        logger: createLogger({
          level: "info",
          secrets: [],
          destination: { write: (line: string) => void log.push(line) },
        }),
      },
    },
  );
  build(shop, proxy.app);
  try {
    await use({
      url: `${origin}/pay-proxy`,
      proxy,
      log,
      ask: (path, init) => fetch(origin + path, { redirect: "manual", ...init }),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await proxy.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
