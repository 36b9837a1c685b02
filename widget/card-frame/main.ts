/**
 * The card frame's own page. It talks to one window, the one around it, of the one origin the proxy
 * has checked and written into the page; everybody else is not heard and not answered.
 */
import type { Scheme } from "./brand-marks.ts";
import { CardForm } from "./card-form.ts";
import { styles } from "./card-frame.styles.ts";
import { make } from "../elements.ts";
import { readToFrame, written, type FromFrame, type ToFrame } from "./protocol.ts";
import { sealCard, type SealingKey } from "./seal.ts";
import { applyTheme } from "./theme.ts";
import { wordingFor } from "./wording.ts";

/** What the proxy wrote into the page. */
interface Settings {
  /** The page around: the only one to talk to. */
  readonly origin: string;
  readonly locale: string;
  readonly key: SealingKey;
  /** The proxy's clock: the shopper's may be wrong by hours. */
  readonly now: number;
  readonly isShort: boolean;
  readonly schemes: readonly Scheme[];
  /** Address of the style sheet, for engines that cannot construct one. */
  readonly style: string;
}

const settings = JSON.parse(document.getElementById("settings")!.textContent) as Settings;
const ahead = settings.now - Date.now();
const now = () => Date.now() + ahead;

const listener = {
  onSubmit: () => say({ type: "submit" }),
  onValidity: (complete: boolean) => say({ type: "validity", complete }),
};
const form = new CardForm(now, listener, settings);

function say(message: FromFrame): void {
  window.parent.postMessage(written(message), settings.origin);
}

async function hear(message: ToFrame): Promise<void> {
  switch (message.type) {
    case "theme":
      applyTheme(message.tokens, document.documentElement);
      return measure();
    case "locale":
      return speak(message.tag);
    case "disabled":
      return form.disable(message.on);
    case "refused":
      return form.refuse(message.field);
    case "another":
      return form.goTo("number");
    case "check":
      return say({ type: form.check() ? "valid" : "invalid", request: message.request });
    case "seal":
      return say(await seal(message.request, message.session));
  }
}

async function seal(request: number, session: string): Promise<FromFrame> {
  const { card } = form;
  if (card === undefined) return { type: "invalid", request };
  return { type: "sealed", request, jwe: await sealCard(card, session, settings.key, now()) };
}

/**
 * Where no sheet can be constructed (Firefox 100, Safari 16.3) the same rules come as a file, for the
 * page's policy allows no `<style>`. Without any the form works as well.
 */
function dress(): Promise<unknown> | undefined {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [sheet];
    if (document.adoptedStyleSheets[0] === sheet) return undefined;
  } catch {
    // As a file.
  }
  const link = make("link", { rel: "stylesheet", href: settings.style });
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}

let asked = "";

/** What was asked for last is spoken, in whatever order texts arrive. */
async function speak(tag: string): Promise<void> {
  asked = tag;
  const wording = await wordingFor(tag);
  if (asked === tag) form.speak(wording);
}

window.addEventListener("message", ({ source, origin, data }) => {
  const isOurs = source === window.parent && source !== window && origin === settings.origin;
  const message = isOurs ? readToFrame(data) : undefined;
  if (message !== undefined) void hear(message);
});

let height = 0;

/** Asked for by itself too, because a frame that is out of sight is told of no new size. */
function measure(): void {
  const px = Math.ceil(form.element.getBoundingClientRect().height);
  if (px !== height) say({ type: "height", px: (height = px) });
}

// Nothing is seen, nor said to be there, before it looks and reads as it is to.
await Promise.all([dress(), speak(settings.locale)]);
document.body.append(form.element);
new ResizeObserver(measure).observe(form.element);
say({ type: "ready" });
