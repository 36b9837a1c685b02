/**
 * Accounts beside the environment's own: further merchant ids of OTT Pay, further installations of
 * Ottu. The file holds an object, account id → the same variables as in the environment, and each
 * is judged by the same rules; a refusal begins with `ACCOUNTS_FILE <id>: `.
 */
import { isCurrency } from "../../contract/money.ts";
import type { AccountsFile } from "./accounts-file.ts";
import { isNone, parseGateways, refuseNoGateway, type GatewayConfigs } from "./gateways.ts";
import { Reader, type Environment } from "./reader.ts";
import { repeatedNames } from "./repeated-names.ts";
import { variableNames } from "./variable-names.ts";

export interface AccountConfig extends GatewayConfigs {
  readonly id: string;
  /** What it is chosen for before all others; null = nothing in particular. */
  readonly currencies: readonly string[] | null;
}

/** What an account may say, the gateways' variables; everything else is the environment's alone. */
export const accountVariables: readonly string[] = [
  "CURRENCIES",
  ...variableNames.filter((name) => /^(OTTPAY|OTTU)_/.test(name)),
];

const fileVariable = "ACCOUNTS_FILE";
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;
const known = new Set(accountVariables);

/**
 * The file's accounts, in its order. What is wrong goes to `read`, a line each.
 * @param env the environment itself
 */
export function parseAccounts(
  file: AccountsFile,
  env: Environment,
  read: Reader,
): readonly AccountConfig[] {
  if ("unreadable" in file) {
    read.refuse(fileVariable, `cannot be read: ${file.unreadable}`);
    return [];
  }
  if (file.isOpenToOthers) {
    read.warn(
      `${fileVariable} holds keys and every user of this machine can read it; chmod o-r takes that away`,
    );
  }
  // An account is judged beside the proxy's own variables, such as PUBLIC_URL, and inherits no gateway's.
  const shared = Object.fromEntries(Object.entries(env).filter(([name]) => !known.has(name)));
  const accounts = Object.entries(parseObject(file.text, read)).flatMap(([id, said]) => {
    const problem = problemOfId(id, said);
    if (problem !== undefined) {
      read.refuse(fileVariable, problem);
      return [];
    }
    return [parseAccount(id, said as Record<string, unknown>, shared, read)];
  });
  refuseSharedCurrencies(accounts, read);
  refuseSharedMerchants(accounts, read);
  return accounts;
}

function parseObject(text: string, read: Reader): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    refuseRepeated(text, read);
    if (isObject(parsed) && Object.keys(parsed).length > 0) return parsed;
  } catch (error) {
    // The message itself may repeat a part of the file, and that may be a key.
    const where = /line \d+ column \d+/.exec((error as SyntaxError).message)?.[0];
    read.refuse(fileVariable, `is not JSON${where === undefined ? "" : ` (${where})`}`);
    return {};
  }
  read.refuse(
    fileVariable,
    `must be a JSON object of accounts, such as {"canada":{"OTTPAY_MERCHANT_ID":"…"}}`,
  );
  return {};
}

/** Which of the two is meant nobody knows, and the one that is left out may hold the right key. */
function refuseRepeated(text: string, read: Reader): void {
  for (const [id = "", name] of repeatedNames(text)) {
    const [shownId, shownName] = [id, name].map((one) =>
      one === undefined || /^[\w-]{1,64}$/.test(one) ? one : JSON.stringify(one.slice(0, 80)),
    );
    if (shownName === undefined) read.refuse(fileVariable, `has an account ${shownId} twice`);
    else read.refuse(`${fileVariable} ${shownId}: ${shownName}`, "stands there twice");
  }
}

function problemOfId(id: string, said: unknown): string | undefined {
  if (id === "default") return `has an account "default": that is the environment's own`;
  if (!idPattern.test(id)) {
    return `has an account ${JSON.stringify(id.slice(0, 80))}: an id is 1 to 64 letters, digits, - and _`;
  }
  return isObject(said) ? undefined : `${id}: must be an object of variables`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseAccount(
  id: string,
  said: Readonly<Record<string, unknown>>,
  shared: Environment,
  read: Reader,
): AccountConfig {
  const variables = toVariables(id, said, read);
  const own = new Reader({ ...shared, ...variables }, `${fileVariable} ${id}: `);
  own.refuseQuoted(Object.keys(variables));
  const gateways = parseGateways(own);
  if (isNone(gateways) && own.problems.length === 0) refuseNoGateway(own);
  const currencies = parseCurrencies(own, gateways);
  read.take(own);
  return { id, currencies, ...gateways };
}

/** As the environment would hold them. */
function toVariables(
  id: string,
  said: Readonly<Record<string, unknown>>,
  read: Reader,
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(said)) {
    const text = toText(name, value);
    if (!known.has(name)) {
      const shown = /^\w{1,64}$/.test(name) ? name : JSON.stringify(name.slice(0, 80));
      read.refuse(`${fileVariable} ${id}: ${shown}`, "is not a variable of an account");
    } else if (text === undefined) {
      read.refuse(`${fileVariable} ${id}: ${name}`, "must be a text, as in the environment");
    } else variables[name] = text;
  }
  return variables;
}

function toText(name: string, value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Number.isSafeInteger(value)) return String(value);
  return name === "OTTU_LABELS" && isObject(value) ? JSON.stringify(value) : undefined;
}

function parseCurrencies(read: Reader, { ottpay, ottu }: GatewayConfigs): readonly string[] | null {
  const currencies = read.currencies("CURRENCIES");
  if (currencies.length === 0) return null;
  if (!currencies.every(isCurrency)) {
    read.refuse("CURRENCIES", "must be a comma list of ISO 4217 codes in capitals");
  }
  const untaken = currencies.filter((code) => ottpay?.currencies.includes(code) !== true);
  if (ottpay !== null && ottu === null && untaken.length > 0) {
    read.refuse("CURRENCIES", `names ${untaken.join(", ")}, which OTTPAY_CURRENCIES does not`);
  }
  return currencies;
}

/** Of two accounts that are chosen for one currency the second never would be. */
function refuseSharedCurrencies(accounts: readonly AccountConfig[], read: Reader): void {
  const chosen = new Map<string, string>();
  for (const { id, currencies } of accounts) {
    for (const code of currencies ?? []) {
      const other = chosen.get(code);
      if (other === undefined) chosen.set(code, id);
      else {
        read.refuse(
          `${fileVariable} ${id}: CURRENCIES`,
          `names ${code}, which ${other} is chosen for already`,
        );
      }
    }
  }
}

/**
 * An order is found at its gateway by its merchant id: of two accounts with one of them it could not be
 * told whose it is, and mostly somebody copied an account and forgot to change it.
 */
function refuseSharedMerchants(accounts: readonly AccountConfig[], read: Reader): void {
  const known = new Map<string, string>();
  for (const { id, ottpay } of accounts) {
    if (ottpay === null) continue;
    const merchant = `${ottpay.merchantId} ${ottpay.url}`;
    const other = known.get(merchant);
    if (other === undefined) known.set(merchant, id);
    else {
      read.refuse(
        `${fileVariable} ${id}: OTTPAY_MERCHANT_ID`,
        `is that of ${other} already; a merchant id belongs to one account`,
      );
    }
  }
}
