// @ts-check
/**
 * The drawer "What just happened": a list of messages, live. Everything is built from text, never
 * from markup, so that nothing a gateway says can run here.
 *
 * @typedef {{ label: string, text: string }} Part
 * @typedef {{ sequence: number, name: string, outcome: string, isRefused: boolean, at: number,
 *   from: string, to: string, fromName: string, toName: string, explanation: string,
 *   parts: Part[] }} Message
 */

const drawer = /** @type {HTMLElement} */ (document.querySelector(".wire"));
const toggle = /** @type {HTMLElement} */ (document.querySelector(".wire-toggle"));
const count = /** @type {HTMLElement} */ (document.querySelector(".wire-count"));
const list = /** @type {HTMLElement} */ (document.querySelector(".wire-list"));
const empty = /** @type {HTMLElement} */ (document.querySelector(".wire-empty"));
/** @type {EventSource | undefined} */
let stream;
let last = 0;

toggle.addEventListener("click", () => open(drawer.hasAttribute("hidden")));
drawer.querySelector(".wire-close")?.addEventListener("click", () => open(false));
drawer.querySelector(".wire-clear")?.addEventListener("click", () => {
  void fetch("/wire", { method: "DELETE" });
  list.replaceChildren();
  tellCount();
});
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open(false);
});

// An open stream would keep this page from coming back as it was: it is closed while away.
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", listen);
listen();

/** @param {boolean} isOpen */
function open(isOpen) {
  drawer.hidden = !isOpen;
  toggle.setAttribute("aria-expanded", String(isOpen));
  document.body.classList.toggle("wire-open", isOpen);
  document.cookie = `kiln_wire=${isOpen ? "open" : "closed"}; path=/; samesite=lax`;
  if (!isOpen) toggle.focus();
}

function listen() {
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource(`/wire?after=${last}`);
  stream.addEventListener("message", ({ data }) => add(JSON.parse(data)));
}

/** @param {Message} message */
function add(message) {
  if (message.sequence <= last) return;
  last = message.sequence;
  // Who reads further up is left in peace.
  const isAtEnd = drawer.scrollHeight - drawer.scrollTop - drawer.clientHeight < 80;
  list.append(toItem(message));
  tellCount();
  if (isAtEnd) drawer.scrollTop = drawer.scrollHeight;
}

function tellCount() {
  const size = list.childElementCount;
  empty.hidden = size > 0;
  count.hidden = size === 0;
  count.textContent = String(size);
}

/** @param {Message} message */
function toItem(message) {
  const item = make("li", `wire-message${message.isRefused ? " refused" : ""}`);
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const route = make("span", "wire-route");
  route.append(
    make("span", `party ${message.from}`, message.fromName),
    make("span", "wire-arrow"),
    make("span", `party ${message.to}`, message.toName),
    make("time", "wire-time", new Date(message.at).toLocaleTimeString("en-GB")),
  );
  const line = make("span", "wire-line");
  line.append(make("code", "wire-name", message.name), make("span", "outcome", message.outcome));
  summary.append(route, line, make("span", "wire-why", message.explanation));
  details.append(summary, ...message.parts.flatMap(toPart));
  item.append(details);
  return item;
}

/** @param {Part} part */
function toPart({ label, text }) {
  const code = make("pre", "wire-json");
  code.dir = "ltr";
  code.tabIndex = 0;
  code.setAttribute("aria-label", label);
  code.append(...colour(text));
  return [make("h3", "wire-label", label), code];
}

/**
 * JSON with its names, texts and other values in spans of their own.
 * @param {string} json
 */
function colour(json) {
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null|-?\d[\d.eE+-]*)\b/g;
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const match of json.matchAll(token)) {
    const [whole, text, colon] = match;
    parts.push(json.slice(end, match.index));
    if (text === undefined) parts.push(make("span", "json-value", whole));
    else
      parts.push(make("span", colon === undefined ? "json-text" : "json-name", text), colon ?? "");
    end = match.index + whole.length;
  }
  return [...parts, json.slice(end)];
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
