import type {} from "otter-checkout";
import { say } from "./heard.ts";

let bowls = 1;

const checkout = document.querySelector("otter-checkout")!;
checkout.createSession = async ({ signal }) => {
  const body = JSON.stringify({ bowls });
  const answer = await fetch("/checkout", { method: "POST", body, signal });
  return ((await answer.json()) as { id: string }).id;
};
checkout.addEventListener("otter-ready", () => say("ready"));
checkout.addEventListener("otter-change", ({ detail }) => say(`change ${detail.method}`));
checkout.addEventListener("otter-submit", ({ detail }) => say(`submit ${detail.method}`));

const press = (id: string, what: () => void) =>
  document.querySelector(`#${id}`)!.addEventListener("click", what);

press("two", () => {
  bowls = 2;
  checkout.amount = "25.500";
});
press("arabic", () => (checkout.locale = "ar-KW"));
press("english", () => (checkout.locale = "en-CA"));
press("close", () => (checkout.disabled = true));
press("open", () => (checkout.disabled = false));
press("away", () => checkout.remove());
press("back", () => document.querySelector("#till")!.append(checkout));
