/**
 * Which codes move no real money. A code is judged by the lists this installation gave us: what a
 * list says of it counts until another list says otherwise, and what was offered on a live order
 * came from a list of live methods. An answer that names a code nobody offered (Ottu's own page may
 * show more, and codes are renamed) is checked against the list of sandbox methods, asked for at
 * that moment: so nothing has to be remembered over a restart.
 */
import { GatewayError } from "../../platform/errors.ts";
import type { KnownOrder } from "../provider.ts";
import type { OttuApi } from "./api.ts";
import { invalidAnswer } from "./api.ts";
import type { OttuPlugin } from "./wire.ts";
import { methodsPath, readMethods, toMethodsRequest } from "./wire-methods.ts";
import type { MethodRow } from "./wire-methods.ts";

const plugins: readonly OttuPlugin[] = ["e_commerce", "payment_request"];
/** Codes are the merchant's: a few dozen. The bound is for an installation gone wrong. */
const mostCodes = 10_000;

export class TestCodes {
  readonly #api: OttuApi;
  readonly #codes = new Set<string>();

  constructor(api: OttuApi) {
    this.#api = api;
  }

  learn(rows: readonly MethodRow[]): void {
    for (const { code, sandbox } of rows) {
      if (sandbox === true && this.#codes.size < mostCodes) this.#codes.add(code);
      if (sandbox === false) this.#codes.delete(code);
    }
  }

  /**
   * Whether an order that was paid by `code` moved no real money.
   * @throws GatewayError when only the list can tell and it cannot be had: then nothing is known
   */
  async paid(order: KnownOrder, code: string | null, signal: AbortSignal): Promise<boolean> {
    if (order.test) return true;
    if (code === null) return false;
    if (this.#codes.has(code)) return true;
    return !order.codes.includes(code) && (await this.#isListed(code, order.currency, signal));
  }

  async #isListed(code: string, currency: string, signal: AbortSignal): Promise<boolean> {
    for (const plugin of plugins) {
      const rows = await this.#list(plugin, currency, signal);
      if (rows.some((row) => row.code === code && row.sandbox !== false)) return true;
    }
    return false;
  }

  /** An installation that refuses the question has no sandbox methods to pay with. */
  async #list(
    plugin: OttuPlugin,
    currency: string,
    signal: AbortSignal,
  ): Promise<readonly MethodRow[]> {
    try {
      const question = toMethodsRequest({ currency }, { plugin, type: "sandbox" });
      const rows = readMethods(await this.#api.post(methodsPath, question, signal));
      if (rows === null) throw invalidAnswer("no list of methods");
      return rows;
    } catch (error) {
      if (error instanceof GatewayError && error.failure === "refused") return [];
      throw error;
    }
  }
}
