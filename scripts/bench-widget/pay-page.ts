/** The pay page of a session that nobody has paid, from the built proxy. */
import { apiKey, startBenchProxy, unaskedGateway } from "../bench/bench-proxy.ts";

export interface ServedPayPage {
  readonly url: string;
  /** How many methods it offers. */
  readonly radios: number;
  stop(): Promise<void>;
}

/** @param folder for its log and its database */
export async function startPayPage(folder: string): Promise<ServedPayPage> {
  const proxy = await startBenchProxy(folder, unaskedGateway);
  const stop = async (): Promise<void> => void (await proxy.terminate());
  try {
    const made = await fetch(`${proxy.url}/v1/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ amount: "12.75", currency: "CAD", orderRef: "W-1" }),
    });
    const { url } = (await made.json()) as { readonly url: string };
    const text = await (await fetch(url)).text();
    const radios = text.match(/type="radio"/g)?.length ?? 0;
    if (radios === 0) throw new Error(`there is nothing to choose at ${url}`);
    return { url, radios, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
