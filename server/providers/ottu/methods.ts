/**
 * The Payment Methods API. Only methods of the configured type are listed: a list that answers a
 * production proxy with a sandbox method, or the other way round, loses that row.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import type { ProviderMethod } from "../provider.ts";
import type { OttuApi } from "./api.ts";
import { invalidAnswer } from "./api.ts";
import { findConnector } from "./connectors.ts";
import { labelMethods } from "./labels.ts";
import type { ConfiguredLabels, LabelledMethod } from "./labels.ts";
import { shownService } from "./services.ts";
import type { OttuPlugin } from "./wire.ts";
import { methodsPath, readMethods, readRecentCodes, toMethodsRequest } from "./wire-methods.ts";
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
  const listable = firstOfEachCode(rows).filter(
    ({ sandbox }) => sandbox === null || sandbox === (settings.type === "sandbox"),
  );
  const labelled = labelMethods(listable, settings.labels, filter);
  for (const codes of labelled.duplicates) settings.onDuplicates?.(codes);
  return labelled.methods.map((row) => toMethod(row, settings, filter));
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
    ...(service?.needs === undefined ? {} : { needs: service.needs }),
    aliases: [...new Set(aliases)],
  };
}

/** Some installations give the path alone. */
function toLogoUrl(logo: string | null, base: string): string | null {
  const url = logo === null || logo === "" ? null : URL.parse(logo, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
