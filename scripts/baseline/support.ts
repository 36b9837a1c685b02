/**
 * What every engine of the baseline has, by MDN's compatibility data: the very browsers and versions
 * that package.json names as `browserslist`, and the phones' of the same version.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// Not imported: the compiler would make a type of all seventeen megabytes.
const data: unknown = require("@mdn/browser-compat-data");
const manifest = require("../../package.json") as { readonly browserslist: readonly string[] };

interface Statement {
  readonly version_added: string | false;
  readonly version_removed?: string;
  readonly prefix?: string;
  readonly alternative_name?: string;
  readonly flags?: unknown;
}

interface Feature {
  readonly __compat?: { readonly support: Record<string, Statement | Statement[] | undefined> };
  readonly [name: string]: unknown;
}

const onPhones: Record<string, readonly string[]> = {
  chrome: ["chrome", "chrome_android", "webview_android"],
  safari: ["safari", "safari_ios"],
  firefox: ["firefox", "firefox_android"],
};

/** Browser in the data's words → oldest version. */
const baseline = manifest.browserslist.flatMap((line) => {
  const [name = "", version = ""] = line.replace(">=", "").split(/\s+/);
  return (onPhones[name] ?? []).map((browser) => [browser, version] as const);
});

/** A feature by its path, such as `api.AbortSignal.any_static`; undefined where the data has none. */
export function featureAt(...path: readonly string[]): Feature | undefined {
  let feature = data as Feature | undefined;
  for (const name of path) {
    const next = feature !== undefined && Object.hasOwn(feature, name) ? feature[name] : undefined;
    feature = next as Feature | undefined;
  }
  return feature;
}

/** The browsers of the baseline that lack it, such as `safari 15.4`; none for what is no feature. */
export function lackedBy(feature: Feature | undefined): string[] {
  const support = feature?.__compat?.support;
  if (support === undefined) return [];
  return baseline
    .filter(([browser, version]) => {
      const statements = [support[browser] ?? []].flat();
      return statements.length > 0 && !statements.some((statement) => holds(statement, version));
    })
    .map(([browser, version]) => `${browser} ${version}`);
}

function holds(statement: Statement, version: string): boolean {
  const { version_added: added, version_removed: removed, prefix, flags } = statement;
  if (added === false || flags !== undefined) return false;
  if (removed !== undefined && !isOlder(version, removed)) return false;
  if (prefix !== undefined || statement.alternative_name !== undefined) return false;
  return added !== "preview" && !isOlder(version, added.replace("≤", ""));
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const [major = 0, minor = 0] = a ?? [];
  const [otherMajor = 0, otherMinor = 0] = b ?? [];
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
