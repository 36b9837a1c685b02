/** The built proxy with nothing in its way: what both benchmarks measure. */
import { join } from "node:path";
import { findFreePort } from "../free-port.ts";
import { builtProxy, ProxyProcess } from "../proxy-process.ts";

export const apiKey = "key-for-the-benchmark-only-0001";

/** Its list of methods stands in the configuration: to show it, nobody is asked. */
export const unaskedGateway = {
  OTTPAY_URL: "http://127.0.0.1:9/",
  OTTPAY_MERCHANT_ID: "ON00000000",
  OTTPAY_SHOP_ID: "1",
  OTTPAY_OPERATOR_ID: "0000000001",
  OTTPAY_SIGN_KEY: "KEYFORTHEBENCHMARKONLY0000000001",
};

/**
 * Serves when this resolves, with a log file and a database in `folder`; terminate it.
 * @param gateways the OTTPAY_… and OTTU_… variables
 */
export async function startBenchProxy(
  folder: string,
  gateways: Readonly<Record<string, string>>,
): Promise<ProxyProcess> {
  const port = await findFreePort();
  const env = {
    DATABASE_URL: `file:${join(folder, `bench-${port}.db`)}`,
    RATE_LIMIT_PER_MINUTE: "1000000",
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: "http://127.0.0.1",
    ...gateways,
  };
  const options = { program: builtProxy, logFile: join(folder, `proxy-${port}.log`) };
  const proxy = new ProxyProcess(port, env, options);
  if (!(await proxy.start())) throw new Error(proxy.defects.join("\n"));
  return proxy;
}
