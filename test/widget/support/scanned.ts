/** The code to scan, as a shopper at a desktop opens it. */
import { waitUntil } from "@open-wc/testing";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import { choose, part, parts, wechat, type ScriptedProxy } from "./scripted-checkout.ts";

/** A chunk is built when it is first asked for. */
const patience = { timeout: 8_000 };

export const scanButton = (el: Element) => part<HTMLButtonElement>(el, "scan-button");
export const codeOf = (el: Element) => part<HTMLElement>(el, "scan-code");
export const linkOf = (el: Element) =>
  el.shadowRoot!.querySelector<HTMLAnchorElement>("[part=scan-panel] a")!;

/** What is said of how it goes on. */
export const newsOf = (el: Element) =>
  el.shadowRoot!.querySelector("[part=scan-panel] [role=status]")?.textContent;

/** A method, and the button below it. */
export async function offer(el: OtterCheckoutElement, method = wechat.id): Promise<void> {
  if (parts(el, "radio").length > 0) await choose(el, method);
  await waitUntil(() => scanButton(el), "a code is offered", patience);
}

export async function open(el: OtterCheckoutElement, method = wechat.id): Promise<void> {
  if (el.value !== method || !scanButton(el)) await offer(el, method);
  scanButton(el).click();
  await waitUntil(() => codeOf(el), "the code is there", patience);
}

/** How often somebody has looked how it stands. */
export async function looks(proxy: ScriptedProxy): Promise<number> {
  return (await proxy.asked()).filter(({ method }) => method === "GET").length - 1;
}

export async function looked(proxy: ScriptedProxy, times: number): Promise<void> {
  await waitUntil(async () => (await looks(proxy)) >= times, `it was looked ${times} times`);
}

/** What is under way comes to its end. */
export async function rest(el: OtterCheckoutElement): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await el.updateComplete;
}
