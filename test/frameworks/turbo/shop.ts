import "@hotwired/turbo";
import type { CreateSession } from "otter-checkout";

const createSession: CreateSession = async ({ signal }) => {
  const bowls = find("otter-checkout")?.getAttribute("amount") === "25.500" ? 2 : 1;
  const body = JSON.stringify({ bowls });
  const answer = await fetch("/checkout", { method: "POST", body, signal });
  return ((await answer.json()) as { id: string }).id;
};

// On every page that is shown, a kept one too: those are copies, which have attributes alone.
document.addEventListener("turbo:load", () => {
  const checkout = document.querySelector("otter-checkout");
  if (checkout) checkout.createSession = createSession;
});

document.addEventListener("otter-ready", () => say("ready"));
document.addEventListener("otter-change", ({ detail }) => say(`change ${detail.method}`));
document.addEventListener("otter-submit", ({ detail }) => say(`submit ${detail.method}`));
document.addEventListener("otter-settled", ({ detail }) => say(`settled ${detail.status}`));

const find = (selector: "otter-checkout") => document.querySelector(selector);

function say(text: string): void {
  const item = document.createElement("li");
  item.textContent = text;
  document.querySelector("#heard")!.append(item);
}

let away: Element | null = null;
const acts: Readonly<Record<string, () => void>> = {
  two: () => find("otter-checkout")?.setAttribute("amount", "25.500"),
  arabic: () => find("otter-checkout")?.setAttribute("locale", "ar-KW"),
  english: () => find("otter-checkout")?.setAttribute("locale", "en-CA"),
  close: () => find("otter-checkout")?.toggleAttribute("disabled", true),
  open: () => find("otter-checkout")?.toggleAttribute("disabled", false),
  away: () => (away = find("otter-checkout"))?.remove(),
  back: () => away && document.querySelector("#till")?.append(away),
};
document.addEventListener("click", ({ target }) => acts[(target as Element).id]?.());
