// @ts-check
/** What the gallery and the playground do beyond links and forms. */

const stage = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".screen iframe"));
const text = document.querySelector("pre code");
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-plays]"));
form?.addEventListener("change", () => void play(form));

/**
 * Runs what is chosen, and shows its text, where the page stands: nobody who walks through the choices
 * by keyboard is led away. The words of this page follow when it is sent.
 * @param {HTMLFormElement} form
 */
async function play(form) {
  if (!stage || !text) return;
  const chosen = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  history.replaceState(null, "", `?${chosen}`);
  const address = `/gallery/state/${chosen.get("state")}?${chosen}`;
  stage.parentElement?.setAttribute("class", `screen ${chosen.get("viewport")}`);
  stage.src = address;
  const { selectedOptions } = /** @type {HTMLSelectElement} */ (form.elements.namedItem("state"));
  stage.title = selectedOptions[0]?.text.trim() ?? "";
  const answer = await fetch(address);
  const code = await answer.text();
  if (location.search === `?${chosen}`) text.textContent = code;
}

for (const frame of document.querySelectorAll("iframe")) {
  if (!frame.hasAttribute("data-fits")) continue;
  frame.addEventListener("load", () => fit(frame));
  if (frame.contentDocument?.readyState === "complete") fit(frame);
}

/**
 * As high as the page in it, whatever that comes to.
 * @param {HTMLIFrameElement} frame
 */
function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  if (!page) return;
  new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(page.getBoundingClientRect().height)}px`;
  }).observe(page);
}

const copies = document.querySelector("[data-copies]");
copies?.addEventListener("click", () => {
  const code = document.querySelector("pre code")?.textContent ?? "";
  void navigator.clipboard.writeText(code).then(() => {
    const before = copies.textContent;
    copies.textContent = /** @type {HTMLElement} */ (copies).dataset["copied"] ?? before;
    setTimeout(() => (copies.textContent = before), 2000);
  });
});
