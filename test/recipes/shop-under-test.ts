/** A recipe's shop before a running proxy and the simulated gateways, and what a shopper does there. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { TestContext } from "node:test";
import { signEvent } from "../../server/events/sign-event.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { openForm, press } from "../support/pay-form.ts";
import { apiKey, atGateway, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { startHeard, type HeardProcess } from "./heard-process.ts";
import { layOut, readRecipe } from "./recipe.ts";

/** How a recipe's shop is started, and its addresses. */
export interface ShopRecipe {
  readonly page: string;
  /** @param port on which it is to listen */
  readonly command: (port: number) => readonly string[];
  /** A line that it, or what runs it, says when it listens. */
  readonly listening: RegExp;
  readonly pay: string;
  readonly events: string;
  /** Undefined where the page is none of the recipe's. */
  readonly thanks?: string;
}

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

export class ShopUnderTest {
  /** `current` signs, `former` is still taken, `foreign` is nobody's. */
  readonly secrets: Readonly<Record<"current" | "former" | "foreign", string>>;
  readonly recipe: ShopRecipe;
  readonly running: RunningProxy;
  readonly url: string;
  readonly process: HeardProcess;

  private constructor(
    parts: Pick<ShopUnderTest, "secrets" | "recipe" | "running" | "url" | "process">,
  ) {
    this.secrets = parts.secrets;
    this.recipe = parts.recipe;
    this.running = parts.running;
    this.url = parts.url;
    this.process = parts.process;
  }

  static async open(t: TestContext, recipe: ShopRecipe): Promise<ShopUnderTest> {
    const secrets = { current: newSecret(), former: newSecret(), foreign: newSecret() };
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const running = await runProxy({
      env: {
        MERCHANT_ORIGINS: url,
        MERCHANT_WEBHOOK_URL: url + recipe.events,
        MERCHANT_WEBHOOK_SECRET: secrets.current,
      },
    });
    t.after(() => running.stop());
    const cwd = await layOut(t, await readRecipe(recipe.page));
    const env = {
      CHECKOUT_PROXY_URL: running.url,
      CHECKOUT_API_KEY: apiKey,
      CHECKOUT_WEBHOOK_SECRETS: `${secrets.current},${secrets.former}`,
      SHOP_URL: url,
      PORT: String(port),
    };
    const process = startHeard(t, recipe.command(port), { cwd, env });
    await process.line(recipe.listening);
    return new ShopUnderTest({ secrets, recipe, running, url, process });
  }

  /** Presses the shop's button. */
  async order(order: string): Promise<Response> {
    return fetch(this.url + this.recipe.pay, {
      method: "POST",
      body: new URLSearchParams({ order }),
      redirect: "manual",
    });
  }

  /** @returns the session that the shop's button led to */
  async sessionOf(order: string): Promise<string> {
    const answer = await this.order(order);
    assert.equal(answer.status, 303, await answer.text());
    const address = answer.headers.get("location") ?? "";
    assert.ok(address.startsWith(`${this.running.url}/pay/cs_`), address);
    return address.slice(address.lastIndexOf("/") + 1);
  }

  /** On the pay page and at the gateway. */
  async pay(session: string): Promise<void> {
    await payOnPage(this.running, session);
  }

  async thanks(session: string): Promise<string> {
    const answer = await fetch(`${this.url}${this.recipe.thanks}?session=${session}`);
    assert.equal(answer.status, 200);
    return answer.text();
  }

  /** Delivers a body as the proxy does, or as somebody else would. @returns the status */
  async tell(
    body: string,
    { secret, id = idOf(body), at = Date.now(), sent = body }: Telling,
  ): Promise<number> {
    const answer = await fetch(this.url + this.recipe.events, {
      method: "POST",
      headers: { "content-type": "application/json", ...signEvent(body, id, [secret], at) },
      body: sent,
    });
    await answer.arrayBuffer();
    return answer.status;
  }
}

export interface Telling {
  readonly secret: string;
  /** Signed in the place of the body's own. */
  readonly id?: string;
  /** When it says that it was made. */
  readonly at?: number;
  /** Sent in the place of what was signed. */
  readonly sent?: string;
}

function idOf(body: string): string {
  return (JSON.parse(body) as { id: string }).id;
}

/** KNET, on the proxy's pay page without scripts, to the end. */
export async function payOnPage(running: RunningProxy, session: string): Promise<void> {
  const form = await openForm(running, { id: session });
  const pressed = await press(running, form, { method: "ottu:knet-main" });
  assert.equal(pressed.status, 303, pressed.text);
  await running.sandbox.ottu.pay((await atGateway(running, session)).ref);
}
