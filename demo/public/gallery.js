// @ts-check
/** What the gallery and the playground do beyond links and forms. */

for (const form of document.querySelectorAll("form[data-sends-itself]")) {
  form.addEventListener("change", () => /** @type {HTMLFormElement} */ (form).requestSubmit());
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
