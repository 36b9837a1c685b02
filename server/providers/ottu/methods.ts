/**
 * The Payment Methods API. Only methods of the configured type are listed: a list that answers a
 * production proxy with a sandbox method, or the other way round, loses that row.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import { GatewayError } from "../../platform/errors.ts";
import type { Offering, ProviderMethod } from "../provider.ts";
import type { OttuApi } from "./api.ts";
import { invalidAnswer } from "./api.ts";
import { findConnector } from "./connectors.ts";
import { labelMethods } from "./labels.ts";
import type { ConfiguredLabels, LabelledMethod } from "./labels.ts";
import { offeredServices, shownService } from "./services.ts";
import type { OttuPlugin } from "./wire.ts";
import {
  methodsPath,
  readMethods,
  readRecentCodes,
  toMethodsRequest,
  toWholeListRequest,
} from "./wire-methods.ts";
import type { MethodRow, OttuType } from "./wire-methods.ts";

export interface MethodsSettings {
  readonly url: string;
  readonly plugin: OttuPlugin;
  readonly type: OttuType;
  /** By code or connector. */
  readonly labels: ConfiguredLabels;
  /** Told the codes of methods that read the same, the one that is shown first. */
  readonly onDuplicates?: ((codes: readonly string[]) => void) | undefined;
  /** Told every row, also those that are not listed. */
  readonly onRows?: (rows: readonly MethodRow[]) => void;
}

/** @throws GatewayError */
export async function listMethods(
  api: OttuApi,
  settings: MethodsSettings,
  filter: MethodFilter,
  signal: AbortSignal,
): Promise<readonly ProviderMethod[]> {
  const rows = readMethods(await api.post(methodsPath, toRequest(settings, filter), signal));
  if (rows === null) throw invalidAnswer("no list of methods");
  settings.onRows?.(rows);
  const labelled = labelMethods(listable(rows, settings.type), settings.labels, filter);
  for (const codes of labelled.duplicates) settings.onDuplicates?.(codes);
  return labelled.methods.map((row) => toMethod(row, settings, filter));
}

/**
 * How many methods these credentials may offer. Where an installation wants a currency named, it is
 * asked for one, which says nothing of the others. @throws GatewayError
 */
export async function countMethods(
  api: OttuApi,
  settings: MethodsSettings,
  signal: AbortSignal,
): Promise<Offering> {
  const { plugin, type } = settings;
  const whereNone = `plugin ${plugin}, type ${type}; each gateway needs the permission "Can use <pg_code>" for the user or the key, and must fit OTTU_PLUGIN and OTTU_TYPE`;
  try {
    const rows = readMethods(await api.post(methodsPath, toWholeListRequest(settings), signal));
    if (rows === null) throw invalidAnswer("no list of methods");
    return { methods: listable(rows, type).length, whereNone };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.failure !== "refused") throw error;
    await listMethods(api, { ...settings, onDuplicates: undefined }, { currency: "KWD" }, signal);
    return { methods: null, whereNone };
  }
}

function listable(rows: readonly MethodRow[], type: OttuType): readonly MethodRow[] {
  return firstOfEachCode(rows).filter(
    ({ sandbox }) => sandbox === null || sandbox === (type === "sandbox"),
  );
}

/** The gateway does not say in which order; it is kept. @throws GatewayError */
export async function listRecentCodes(
  api: OttuApi,
  settings: MethodsSettings,
  { filter, ...customer }: { readonly filter: MethodFilter; readonly customerId: string },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const question = toRequest(settings, filter, customer);
  return readRecentCodes(await api.post(methodsPath, question, signal));
}

function toRequest(
  { plugin, type }: MethodsSettings,
  filter: MethodFilter,
  customer: { readonly customerId?: string } = {},
): object {
  return toMethodsRequest(filter, { plugin: filter.plugin ?? plugin, type, ...customer });
}

function firstOfEachCode(rows: readonly MethodRow[]): readonly MethodRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.code, row])).values()].toReversed();
}

function toMethod(
  row: LabelledMethod,
  settings: MethodsSettings,
  filter: MethodFilter,
): ProviderMethod {
  const { method, label, labels } = row;
  const names = [method.connector, method.processor].filter((name) => name !== null);
  const service = shownService(method, filter);
  const offered = offeredServices(method);
  const aliases = [...(service === undefined ? [] : [service.code]), ...names];
  const known = findConnector(aliases.length === 0 ? [method.name] : aliases);
  return {
    code: method.code,
    label,
    ...(labels === undefined ? {} : { labels }),
    kind: known?.kind ?? "other",
    logoUrl: service?.isAll === false ? null : toLogoUrl(method.logo, settings.url),
    test: settings.type === "sandbox",
    ...(method.currency === null || method.currency === filter.currency
      ? {}
      : { currency: method.currency }),
    ...(method.currencies.length === 0 ? {} : { currencies: [...new Set(method.currencies)] }),
    ...(offered.length === 0 ? {} : { wallets: offered }),
    ...(service?.needs === undefined ? {} : { needs: service.needs }),
    aliases: [...new Set(aliases)],
  };
}

/** Some installations give the path alone. */
function toLogoUrl(logo: string | null, base: string): string | null {
  const url = logo === null || logo === "" ? null : URL.parse(logo, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
