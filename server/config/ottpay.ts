/** OTT Pay's variables. */
import { isCurrency } from "../../contract/money.ts";
import { ottpayWallets } from "../../contract/vocabulary.ts";
import { isLoopback } from "../platform/loopback.ts";
import type { OttpayConfig } from "../providers/ottpay/index.ts";
import type { Reader } from "./reader.ts";

export const liveOttpayUrl = "https://frontapi.ottpay.com:443/processV2";

/** What OTT Pay's documents name. */
const documented: readonly string[] = ["CAD", "USD", "CNY"];

/** Null when none of them is set. */
export function parseOttpay(read: Reader): OttpayConfig | null {
  const required = [
    "OTTPAY_MERCHANT_ID",
    "OTTPAY_SHOP_ID",
    "OTTPAY_OPERATOR_ID",
    "OTTPAY_SIGN_KEY",
  ];
  if (!read.isWanted("OTT Pay", required)) return null;
  const wallets = read.list("OTTPAY_WALLETS");
  const known = wallets.flatMap((name) =>
    ottpayWallets.filter((wallet) => wallet === name.toUpperCase()),
  );
  if (known.length !== wallets.length) {
    read.refuse("OTTPAY_WALLETS", `may name ${ottpayWallets.join(", ")} only`);
  }
  const currencies = read.currencies("OTTPAY_CURRENCIES");
  if (currencies.some((code) => !isCurrency(code))) {
    read.refuse("OTTPAY_CURRENCIES", "must be a comma list of ISO 4217 codes in capitals");
  }
  const url = read.url("OTTPAY_URL") ?? liveOttpayUrl;
  const taken = currencies.length === 0 ? ["CAD"] : currencies;
  const unknown = taken.filter((code) => isCurrency(code) && !documented.includes(code));
  if (unknown.length > 0) {
    read.warn(
      `OTTPAY_CURRENCIES has ${unknown.join(", ")}: OTT Pay documents ${documented.join(", ")} alone, and how it counts another is our guess; name only what your merchant id is set up for`,
    );
  }
  const card = parseCard(read, url, taken);
  // Two rows that both say "card" would be one too many, unless the operator wants both.
  const usual = ottpayWallets.filter((wallet) => card === null || wallet !== "GP");
  return {
    url,
    merchantId: read.text("OTTPAY_MERCHANT_ID") ?? "",
    shopId: read.text("OTTPAY_SHOP_ID") ?? "",
    operatorId: read.text("OTTPAY_OPERATOR_ID") ?? "",
    signKeys: read.secretList("OTTPAY_SIGN_KEY"),
    currencies: taken,
    wallets: known.length === 0 ? usual : [...new Set(known)],
    outer: parseOuter(read),
    mayAddFee: read.choice("OTTPAY_FEE", ["may_add", "none"], "may_add") === "may_add",
    durationSeconds: read.integer("OTTPAY_DURATION_SECONDS", 900, 60, 86_400),
    card,
  };
}

function parseOuter(read: Reader): OttpayConfig["outer"] {
  const outer = read.choice("OTTPAY_OUTER", ["json", "base64"], "json");
  if (outer === "base64") {
    read.note(
      "OTTPAY_OUTER=base64: requests to OTT Pay are Base64 of their JSON, for an installation that takes nothing else; usual is plain JSON",
    );
  }
  return outer;
}

/** OTT Pay has no test of its own: what is on this machine is one. */
export function isOttpayTest({ url }: OttpayConfig): boolean {
  return URL.canParse(url) && isLoopback(new URL(url));
}

const guessedSeal = "inferred-aes-ecb";

function parseCard(read: Reader, url: string, currencies: readonly string[]): OttpayConfig["card"] {
  const operation = read.choice("OTTPAY_CARD", ["off", "purchase", "preauth"], "off");
  const seal = read.text("OTTPAY_CARD_SEAL");
  const pci = read.choice("OTTPAY_CARD_PCI", ["saq-d"], undefined);
  if (operation === "off") return null;
  read.note(
    `OTTPAY_CARD=${operation}: card numbers pass through this proxy, which puts you into PCI SAQ D; OTT Pay's hosted card page (GP) needs none of it`,
  );
  const isLive = !URL.canParse(url) || !isLoopback(new URL(url));
  if (isLive && seal === undefined) {
    read.refuse(
      "OTTPAY_CARD_SEAL",
      `is required on a live host: how OTT Pay wants cards sealed is not public, and ${guessedSeal} is a guess`,
    );
  }
  if (isLive && pci === undefined) {
    read.refuse(
      "OTTPAY_CARD_PCI",
      "must be saq-d on a live host: say that you know what taking card numbers asks of you",
    );
  }
  if (!currencies.some((code) => code === "CAD" || code === "USD")) {
    read.refuse("OTTPAY_CARD", "takes CAD and USD only, and OTTPAY_CURRENCIES has neither");
  }
  refuseSharedOrigin(read);
  refuseOneAddress(read);
  return { operation, seal: seal ?? guessedSeal };
}

/** A page of the proxy's own origin could read the card form. */
function refuseSharedOrigin(read: Reader): void {
  const publicUrl = read.text("PUBLIC_URL");
  if (publicUrl === undefined || !URL.canParse(publicUrl)) return;
  const { origin, pathname } = new URL(publicUrl);
  if (pathname !== "/") {
    read.refuse(
      "OTTPAY_CARD",
      `needs an origin of the proxy's own, and PUBLIC_URL has a path: other pages of ${origin} could read the card form`,
    );
    return;
  }
  const isOrigin = (one: string) => URL.canParse(one) && new URL(one).origin === origin;
  const list = ["MERCHANT_ORIGINS", "MERCHANT_RETURN_ORIGINS"].find((name) =>
    read.list(name).some(isOrigin),
  );
  if (list !== undefined) {
    read.refuse(
      "OTTPAY_CARD",
      `needs an origin that no page of the shop has, and ${origin} is both PUBLIC_URL's and in ${list}`,
    );
  }
}

/** We speak plain http: behind an https address stands something that every client would seem to be. */
function refuseOneAddress(read: Reader): void {
  const isBehind = read.text("PUBLIC_URL")?.startsWith("https:") === true;
  const trusted = read.text("TRUST_PROXY");
  if (isBehind && trusted === "true") {
    read.refuse(
      "TRUST_PROXY",
      "must not be true with OTTPAY_CARD: twenty cards an hour and client address hold nobody who may claim any address; say how many proxies there are, or their addresses",
    );
  }
  if (isBehind && trusted === undefined) {
    read.refuse(
      "TRUST_PROXY",
      "is required with OTTPAY_CARD: twenty cards an hour and client address would be twenty for all of them (false says that clients' own addresses arrive here)",
    );
  }
}
