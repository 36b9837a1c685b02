/**
 * What each method is called in the picker: the operator's label, else the one we know for the
 * service or connector it is, else the gateway's name; Arabic from the gateway where we know none.
 * Two rows that read the same are told apart by the currency
 * that is charged, then by the service they add. What still reads the same differs only in how the
 * gateway routes it, which is no choice for a shopper: the first one is kept.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import { cardLabels, findConnector, plainKey } from "./connectors.ts";
import { shownService } from "./services.ts";
import type { MethodRow } from "./wire-methods.ts";

/** By method code or connector: one label for every language, or one for each by language subtag. */
export type ConfiguredLabels = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface LabelledMethod {
  readonly method: MethodRow;
  readonly label: string;
  /** By language subtag; absent where the label is good for every language. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

export interface LabelledMethods {
  readonly methods: readonly LabelledMethod[];
  /** Codes of rows that cannot be told apart, the kept one first. */
  readonly duplicates: readonly (readonly string[])[];
}

/** @param filter what was asked for: the currency the shopper is to pay in, and which service */
export function labelMethods(
  methods: readonly MethodRow[],
  configured: ConfiguredLabels,
  filter: MethodFilter,
): LabelledMethods {
  const named = methods.map((method) => nameMethod(method, configured, filter));
  const byCurrency = tellApart(named, (row, rivals) => currencyNote(row, rivals, filter.currency));
  const byService = tellApart(byCurrency, serviceNote);
  const groups = groupByLabel(byService);
  return {
    methods: groups.flatMap(([first]) => (first === undefined ? [] : [first])),
    duplicates: groups
      .filter((group) => group.length > 1)
      .map((group) => group.map(({ method }) => method.code)),
  };
}

function nameMethod(
  method: MethodRow,
  configured: ConfiguredLabels,
  filter: MethodFilter,
): LabelledMethod {
  const service = shownService(method, filter);
  const keys = [method.code, method.connector, method.processor];
  for (const key of keys) {
    const label = key === null ? undefined : labelOf(configured, key);
    if (typeof label === "string") return { method, label, labels: undefined };
    if (label !== undefined) return { method, label: inAnyLanguage(label), labels: label };
  }
  const known = service === undefined ? undefined : findConnector([service.code])?.labels;
  const labels = known ?? knownLabels(method);
  const ar = service?.nameAr ?? (known === undefined ? method.nameAr : null);
  const merged = { ...(ar === null ? {} : { ar }), ...labels };
  return {
    method,
    label: labels?.en ?? method.name ?? method.code,
    labels: Object.keys(merged).length === 0 ? undefined : merged,
  };
}

/** Under the very name, else under that name in whatever case. */
function labelOf(configured: ConfiguredLabels, key: string): ConfiguredLabels[string] | undefined {
  if (Object.hasOwn(configured, key)) return configured[key];
  const wanted = key.toLowerCase();
  return Object.entries(configured).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function inAnyLanguage(labels: Readonly<Record<string, string>>): string {
  return labels["en"] ?? Object.values(labels)[0] ?? "";
}

function knownLabels(method: MethodRow) {
  const names = method.connector === null ? [method.name] : [method.connector, method.processor];
  const connector = findConnector(names);
  if (connector?.labels !== undefined) return connector.labels;
  const onlyKey = method.name === null || names.some((name) => isSameKey(name, method.name));
  return connector?.kind === "card" && onlyKey ? cardLabels : undefined;
}

function isSameKey(key: string | null, name: string | null): boolean {
  return key !== null && name !== null && plainKey(key) === plainKey(name);
}

interface Note {
  readonly text: string;
  readonly ar?: string | null;
}

type NoteOf = (row: LabelledMethod, rivals: readonly LabelledMethod[]) => Note | undefined;

function tellApart(rows: readonly LabelledMethod[], noteOf: NoteOf): readonly LabelledMethod[] {
  const groups = groupByLabel(rows);
  return rows.map((row) => {
    const rivals = groups.find((group) => group.includes(row)) ?? [];
    const note = rivals.length > 1 ? noteOf(row, rivals) : undefined;
    return note === undefined ? row : withNote(row, note);
  });
}

function withNote(row: LabelledMethod, note: Note): LabelledMethod {
  const noted = ([language, label]: [string, string]): [string, string] => [
    language,
    `${label} (${language === "ar" ? (note.ar ?? note.text) : note.text})`,
  ];
  return {
    method: row.method,
    label: `${row.label} (${note.text})`,
    labels: row.labels && Object.fromEntries(Object.entries(row.labels).map(noted)),
  };
}

function currencyNote(
  row: LabelledMethod,
  rivals: readonly LabelledMethod[],
  asked: string,
): Note | undefined {
  const charged = ({ method }: LabelledMethod) => method.currency ?? asked;
  const differ = rivals.some((rival) => charged(rival) !== charged(row));
  return differ && charged(row) !== asked ? { text: charged(row) } : undefined;
}

function serviceNote(row: LabelledMethod, rivals: readonly LabelledMethod[]): Note | undefined {
  const offers = (rival: LabelledMethod, name: string) =>
    rival.method.services.some((service) => service.name === name);
  const own = row.method.services.find(({ name }) => !rivals.every((rival) => offers(rival, name)));
  return own === undefined ? undefined : { text: own.name, ar: own.nameAr };
}

function groupByLabel(rows: readonly LabelledMethod[]): readonly (readonly LabelledMethod[])[] {
  const groups = new Map<string, LabelledMethod[]>();
  for (const row of rows) groups.set(row.label, [...(groups.get(row.label) ?? []), row]);
  return [...groups.values()];
}
