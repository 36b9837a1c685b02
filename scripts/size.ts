/**
 * Weighs what a shopper downloads, gzipped, against its budgets (1 KB = 1,000 bytes), and looks
 * for strings that must never reach a browser: names of secrets, the gateways' own words, libraries
 * that belong to the server, and what a strict page or the back-forward cache would punish. Every file
 * stands alone.
 */
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const folder = new URL("../widget/dist/script/", import.meta.url);

/** The first pattern that matches a file's name decides. The entry is weighed with all it needs to start. */
const budgets: readonly [file: RegExp, bytes: number][] = [
  [/^otter-checkout\.js$/, 16_000],
  [/^otter-checkout\.classic\.js$/, 500],
  [/card-frame/, 25_000],
  [/card-field|qr-code|rare/, 7_000],
  [/\/card-/, 700],
  // A letter of an Indic script has three bytes.
  [/\/(bn|hi|ml|pa|ta)-/, 2_200],
  [/\/([a-z]{2}|fil|zh-Han[st])-/, 1_500],
  [/^otter-checkout\//, 6_500],
];

/** Words of the card form and its frame: they are loaded when a card is chosen, not with the page. */
const ofCards = ["iframe", "postMessage", "cc-number", "A256GCM", "ECDH-ES", "otter-card/"];

const forbidden = [
  ...["SIGN_KEY", "API_KEY", "WEBHOOK_KEY", "WEBHOOK_SECRET", "DATABASE_URL", "process.env"],
  ...["merchant_id", "pg_codes", "shop_id", "operator_id", "ZodError"],
  ...["eval(", "new Function", "unload", "localStorage", "sessionStorage", "document.cookie"],
  ...["static{", "(?<=", "(?<!"], // not in every engine of the baseline
  ...["style=", "`data:", "(data:", "blob:", "http://"],
];

/** Names the elements of a picture, and is no address of anything. */
const namespace = "http://www.w3.org/2000/svg";

function read(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

/** A file and what it imports before it can run; lazy imports wait until somebody asks. */
function withStaticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier] of read(file).matchAll(/\b(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g)) {
    const { pathname } = new URL(specifier!, new URL(file, folder));
    withStaticImports(pathname.slice(folder.pathname.length), seen);
  }
  return seen;
}

function gzippedBytes(file: string): number {
  const weigh = (each: string) => gzipSync(read(each), { level: 9 }).byteLength;
  return [...withStaticImports(file)].map(weigh).reduce((sum, bytes) => sum + bytes, 0);
}

const entry = "otter-checkout.js";

/** One that imports the entry would load it again where the page has it from another address. */
const standsAlone = (file: string) => file === entry || !withStaticImports(file).has(entry);

/** What README.md says the entry weighs. */
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const said = [...readme.matchAll(/([\d.]+) KB(?=\*\*| of script)/g)].map(([, weight]) => weight);

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".js"));
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(2)} KB`;

for (const file of files) {
  const budget = budgets.find(([pattern]) => pattern.test(file))?.[1];
  if (budget === undefined) throw new Error(`${file} has no budget`);
  const bytes = gzippedBytes(file);
  const isEntry = file === entry;
  const found = [...forbidden, ...(isEntry ? ofCards : [])].filter((text) =>
    [...(isEntry ? withStaticImports(file) : [file])].some((part) =>
      read(part).replaceAll(namespace, "").includes(text),
    ),
  );
  const isRight = bytes <= budget && found.length === 0 && standsAlone(file);
  if (!isRight) process.exitCode = 1;
  const strings = found.length === 0 ? "" : `, contains ${found.join(", ")}`;
  const imports = standsAlone(file) ? "" : ", imports the entry";
  console.log(
    `${isRight ? "ok " : "NOT"} ${kilobytes(bytes)} of ${kilobytes(budget)}  ${file}${strings}${imports}`,
  );
}
const weight = (gzippedBytes(entry) / 1_000).toFixed(1);
if (said.length === 0 || said.some((each) => each !== weight)) {
  console.log(`NOT ${said.join(", ")} KB, as README.md says it: ${weight} KB`);
  process.exitCode = 1;
}
if (!files.includes(entry)) throw new Error("the widget is not built");
