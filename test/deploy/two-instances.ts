/** Two processes of the proxy over one ledger, as the package starts them, and the gateways they ask. */
import { startSandbox, type Sandbox } from "../../demo/sandbox/index.ts";
import { builtProxy, ProxyProcess } from "../../scripts/proxy-process.ts";
import { apiKey, webhookSecret } from "../support/running-proxy.ts";
import { startShop, type ListeningShop } from "../support/listening-shop.ts";

export interface TwoInstances {
  readonly instances: readonly [ProxyProcess, ProxyProcess];
  readonly sandbox: Sandbox;
  readonly shop: ListeningShop;
  /** Each is asked to stop, waited for and started again, and perhaps seen, before the other is. */
  restartInTurn(isSeen?: (one: ProxyProcess) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export interface TwoInstancesOptions {
  readonly ports: readonly [number, number];
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startTwo(options: TwoInstancesOptions): Promise<TwoInstances> {
  const { ports, publicUrl, databaseUrl, env = {} } = options;
  const [sandbox, shop] = await Promise.all([startSandbox(), startShop()]);
  const common = {
    ...sandbox.env,
    PUBLIC_URL: publicUrl,
    TRUST_PROXY: "1",
    RATE_LIMIT_PER_MINUTE: "1000000",
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: "https://shop.example",
    MERCHANT_WEBHOOK_URL: `${shop.url}/webhooks`,
    MERCHANT_WEBHOOK_SECRET: webhookSecret,
    DATABASE_URL: databaseUrl,
    ...env,
  };
  const start = async (port: number) => {
    const one = new ProxyProcess(port, common, { program: builtProxy });
    await begin(one);
    return one;
  };
  // One after the other: the first makes the ledger.
  const instances = [await start(ports[0]), await start(ports[1])] as const;
  return {
    instances,
    sandbox,
    shop,
    async restartInTurn(isSeen) {
      for (const one of instances) {
        await one.terminate();
        await begin(one);
        await isSeen?.(one);
      }
    },
    async stop() {
      await Promise.all(instances.map((one) => one.terminate()));
      await Promise.all([shop.stop(), sandbox.close()]);
    },
  };
}

async function begin(one: ProxyProcess): Promise<void> {
  if (!(await one.start())) throw new Error(`an instance did not start: ${one.defects.join("; ")}`);
  while ((await fetch(`${one.url}/readyz`)).status !== 200) continue;
}
