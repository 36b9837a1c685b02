// @ts-check
/**
 * What the shop's pages do beyond links and forms: they tell the drawer what the payment widget
 * does, and after paying they ask the shop's server, which knows, how the order stands.
 */

const reported = ["otter-ready", "otter-submit", "otter-redirect", "otter-settled"];

for (const name of reported) {
  document.addEventListener(name, (event) => {
    const { type, detail } = /** @type {CustomEvent} */ (event);
    const known = detail.methods ? { ...detail, methods: detail.methods.map(idOf) } : detail;
    void fetch("/wire", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type, detail: known }),
      // The page may be leaving for the gateway.
      keepalive: true,
    }).catch(() => undefined);
  });
}

/** @param {{ id: string }} method */
function idOf({ id }) {
  return id;
}

const order = /** @type {HTMLElement | null} */ (document.querySelector("[data-order]"));
if (order) document.addEventListener("otter-settled", () => void follow(order, 10));

// Paid without leaving the page, by a card or by a phone that read the code: on to where all others
// come back to.
if (!order) {
  document.addEventListener("otter-settled", (event) => {
    const { session, status } = /** @type {CustomEvent} */ (event).detail;
    if (status !== "paid" && status !== "authorized") return;
    location.assign(`/thank-you?session=${encodeURIComponent(session)}`);
  });
}

/**
 * The widget has seen the outcome; the shop's books may be a moment behind.
 * @param {HTMLElement} order
 * @param {number} tries
 */
async function follow(order, tries) {
  const books = await readBooks(order.dataset["order"] ?? "");
  if (books !== undefined) show(order, books);
  if ((books === undefined || books.status === "placed") && tries > 1) {
    setTimeout(() => void follow(order, tries - 1), 1000);
  }
}

/**
 * @typedef {{ status: string, cartCount: number, cartLabel: string }} Books
 * @param {string} session
 * @returns {Promise<Books | undefined>}
 */
async function readBooks(session) {
  try {
    const response = await fetch(`/orders/${encodeURIComponent(session)}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {HTMLElement} order
 * @param {Books} books
 */
function show(order, { status, cartCount, cartLabel }) {
  if (order.dataset["status"] === status) return;
  order.dataset["status"] = status;
  for (const part of order.querySelectorAll("[data-when]")) {
    part.toggleAttribute("hidden", part.getAttribute("data-when") !== status);
  }
  const cart = document.querySelector(".cart-link");
  const count = cart?.querySelector(".count");
  cart?.setAttribute("aria-label", cartLabel);
  if (count) count.textContent = String(cartCount);
  count?.toggleAttribute("hidden", cartCount === 0);
}
