/** Opens the card frame's page as the proxy serves it, and speaks with it. */
import { fixture, html, waitUntil } from "@open-wc/testing";
import { exportJWK, generateKeyPair, type CryptoKey } from "jose";
import {
  readFromFrame,
  written,
  type FromFrame,
  type ToFrame,
} from "../../../widget/card-frame/protocol.ts";

export interface Opened {
  frame: HTMLIFrameElement;
  heard: FromFrame[];
  privateKey: CryptoKey;
  /** A field by its name. */
  field: (name: string) => HTMLInputElement;
  tell: (message: ToFrame) => void;
  /** Asks for another language, and waits until its words are there. */
  speak: (tag: string) => Promise<void>;
  /** Tells, and waits for the answer. */
  ask: (message: Extract<ToFrame, { request: number }>) => Promise<FromFrame>;
}

export const session = "cs_0123456789abcdefghijkl";

/** What the proxy writes into the page beside whom it is for and what it seals with. */
export interface FormOptions {
  readonly isShort?: boolean;
  readonly schemes?: readonly { readonly name: string; readonly icon: string }[];
  /** Of the frame, in pixels. */
  readonly width?: number;
}

/** The page of the frame, in a frame of this page. */
export async function open(
  origin = location.origin,
  locale = "en",
  { isShort = false, schemes = [], width = 400 }: FormOptions = {},
): Promise<Opened> {
  const { publicKey, privateKey } = await generateKeyPair("ECDH-ES", { crv: "P-256" });
  const key = { ...(await exportJWK(publicKey)), kid: "today", alg: "ECDH-ES", use: "enc" };
  const settings = JSON.stringify({ origin, locale, key, isShort, schemes, now: Date.now() });
  const heard: FromFrame[] = [];
  const frame = document.createElement("iframe");
  const listen = ({ source, data }: MessageEvent) => {
    const message = source === frame.contentWindow ? readFromFrame(data) : undefined;
    if (message !== undefined) heard.push(message);
  };
  addEventListener("message", listen);
  frame.width = String(width);
  frame.height = "500";
  frame.srcdoc = `<!doctype html><html lang="en"><title>Card</title>
    <script type="application/json" id="settings">${settings}</script>
    <script type="module" src="${location.origin}/widget/card-frame/main.ts"></script>`;
  await fixture(html`<div>${frame}</div>`);
  const isMeant = origin === location.origin;
  await waitUntil(
    () => (isMeant ? heard.length > 1 : frame.contentDocument?.querySelector("form")),
    "the form is there, and has said so to whom it may",
  );
  const tell = (message: ToFrame) => frame.contentWindow!.postMessage(written(message), "*");
  return {
    frame,
    heard,
    privateKey,
    field: (name) => frame.contentDocument!.querySelector(`#${name}`)!,
    tell,
    async speak(tag) {
      const { documentElement: root } = frame.contentDocument!;
      tell({ type: "locale", tag });
      await waitUntil(() => root.lang === tag, `${tag} is spoken`);
    },
    async ask(message) {
      const known = heard.length;
      const answer = () =>
        heard.slice(known).find((one) => "request" in one && one.request === message.request);
      tell(message);
      await waitUntil(answer, "the frame answers");
      return answer()!;
    },
  };
}

/** As autofill does it: the whole value at once, and one input event. */
export function fill(opened: Opened, entries: Record<string, string>): void {
  for (const [name, value] of Object.entries(entries)) {
    const field = opened.field(name);
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export const filled = {
  number: "4242-4242-4242-4242",
  expiry: "12/2030",
  cvv: "123",
  name: "Ada Lovelace",
  country: "CA",
  postalCode: "K1A0B1",
  address: "111 Wellington St",
  city: "Ottawa",
  province: "ON",
};

export const faultsOf = ({ frame }: Opened) =>
  [...frame.contentDocument!.querySelectorAll(".fault")].map((fault) => fault.textContent);

/** What is said of a field beside its name. */
export function describedBy({ frame, field }: Opened, name: string): string {
  const ids = field(name).getAttribute("aria-describedby")!.split(" ");
  const texts = ids.map((id) => frame.contentDocument!.getElementById(id)!.textContent);
  return texts.join(" ").trim();
}
