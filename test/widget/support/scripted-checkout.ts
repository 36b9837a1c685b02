/** Puts an `<otter-checkout>` before a proxy whose answers the test writes down. */
import { fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { CheckoutView, Method, StartedPayment } from "../../../contract/contract.ts";
import type { ProxyErrorCode } from "../../../contract/vocabulary.ts";
import "../../../widget/index.ts";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import type { AskedRequest, Script, ScriptedAnswer } from "../../support/script.ts";

export const session = "cs_0123456789abcdefghijkl";
export const otherSession = "cs_abcdefghijkl0123456789";

export const knet: Method = {
  id: "ottu:knet-main",
  provider: "ottu",
  label: "KNET",
  labels: { ar: "كي نت" },
  kind: "bank",
  icon: null,
  recent: false,
  test: false,
};
export const card: Method = { ...knet, id: "ottu:cards", label: "Visa", labels: {}, kind: "card" };
export const wechat: Method = {
  ...knet,
  id: "ottpay:WECHATPAY",
  provider: "ottpay",
  mayAddFee: true,
  label: "WeChat Pay",
  labels: {},
  kind: "wallet",
};

export function view(changes: Partial<CheckoutView> = {}): CheckoutView {
  const now = Date.now();
  return {
    id: session,
    status: "open",
    amount: "12.750",
    currency: "KWD",
    orderRef: "W-1",
    description: null,
    locale: null,
    expiresAt: new Date(now + 3_600_000).toISOString(),
    now: new Date(now).toISOString(),
    partial: false,
    methods: [knet, card, wechat],
    ...changes,
  };
}

export const receipt = {
  order: "W-1",
  method: "KNET",
  reference: "W-1-7QK9A2B3",
  at: "2026-11-27T19:14:00Z",
};

/** What is left of a view once its session is over. */
export function finalView(status: CheckoutView["status"]): CheckoutView {
  const isGood = status === "paid" || status === "authorized";
  return {
    id: session,
    status,
    amount: "12.750",
    currency: "KWD",
    methods: [],
    ...(isGood ? { receipt } : {}),
  };
}

export function started(changes: Partial<StartedPayment> = {}): ScriptedAnswer {
  const body: StartedPayment = {
    paymentId: "pay_0123456789abcdefghijkl",
    redirectUrl: "https://gateway.example/pay/1",
    amount: "12.750",
    currency: "KWD",
    fee: "0.000",
    feeDescription: null,
    expiresAt: null,
    ...changes,
  };
  return { body };
}

export function refused(code: ProxyErrorCode, status: number, retryable = false): ScriptedAnswer {
  const message = `refused with ${code}`;
  return { status, body: { error: { code, message, retryable, requestId: "req-7" } } };
}

let count = 0;

export class ScriptedProxy {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  static async open(script: Script): Promise<ScriptedProxy> {
    const origin = await (await fetch("/scripted-proxies")).text();
    const proxy = new ScriptedProxy(`${origin}/test-${Date.now()}-${(count += 1)}`);
    await proxy.change(script);
    return proxy;
  }

  /** What `proxy` is set to. */
  get url(): string {
    return `${this.#address}/`;
  }

  async change(script: Script): Promise<void> {
    const answer = await fetch(this.#address, { method: "PUT", body: JSON.stringify(script) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Lets go what is held, which may still be on its way there. */
  async released(): Promise<void> {
    const answer = await fetch(this.#address, { method: "POST" });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async asked(): Promise<AskedRequest[]> {
    return (await fetch(this.#address)).json() as Promise<AskedRequest[]>;
  }

  async starts(): Promise<AskedRequest[]> {
    return (await this.asked()).filter(({ method }) => method === "POST");
  }
}

/** Everything the element says, by name, in order. Nothing in these tests leaves the page. */
export class Listening {
  readonly names: string[] = [];
  readonly events: CustomEvent[] = [];

  constructor(target: EventTarget) {
    for (const name of ["ready", "change", "submit", "redirect", "error", "settled"]) {
      target.addEventListener(`otter-${name}`, (event) => {
        this.names.push(event.type);
        this.events.push(event as CustomEvent);
      });
    }
    target.addEventListener("otter-redirect", (event) => event.preventDefault());
  }

  /** The detail of the last event of that name. */
  detail<T>(name: string): T {
    return this.events.findLast(({ type }) => type === name)?.detail as T;
  }
}

export interface Shown {
  el: OtterCheckoutElement;
  proxy: ScriptedProxy;
  heard: Listening;
}

type Settings = Partial<Pick<OtterCheckoutElement, Exclude<keyof OtterCheckoutElement, "style">>>;

/** An element that is not yet connected, and the proxy it will ask. */
export async function prepare(script: Script, settings: Settings = {}): Promise<Shown> {
  const proxy = await ScriptedProxy.open(script);
  const el = document.createElement("otter-checkout");
  const heard = new Listening(el);
  Object.assign(el, { proxy: proxy.url, session, locale: "en", ...settings });
  return { el, proxy, heard };
}

/** An element that has come to say something: the picker, a problem, or an outcome. */
export async function show(script: Script, settings: Settings = {}): Promise<Shown> {
  const shown = await prepare(script, settings);
  const said = Promise.race(
    ["otter-ready", "otter-error", "otter-settled"].map((name) => oneEvent(shown.el, name)),
  );
  await fixture(html`<div>${shown.el}</div>`);
  await said;
  await shown.el.updateComplete;
  return shown;
}

/** Until what a list has beyond its rows has come, which its marks show. */
export async function rowsArrive(el: OtterCheckoutElement): Promise<void> {
  const isThere = () => getComputedStyle(part(el, "icon")).position === "relative";
  await waitUntil(isThere, "what a list has beyond its rows", { interval: 5, timeout: 8_000 });
  await el.updateComplete;
}

export function parts<E extends HTMLElement>(el: Element, name: string): E[] {
  return [...el.shadowRoot!.querySelectorAll<E>(`[part~=${name}]`)];
}

export function part<E extends HTMLElement>(el: Element, name: string): E {
  return parts<E>(el, name)[0]!;
}

export function radios(el: Element): HTMLInputElement[] {
  return parts(el, "radio");
}

/** Null where there is none. */
export function pay(el: Element): HTMLButtonElement | null {
  return parts<HTMLButtonElement>(el, "pay")[0] ?? null;
}

/** What can be read in a part, white space as the eye sees it. */
export function text(el: Element, name: string): string {
  return part(el, name)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** The shopper chooses. */
export async function choose(el: OtterCheckoutElement, id: string): Promise<void> {
  radios(el)
    .find(({ value }) => value === id)!
    .click();
  await el.updateComplete;
}
