/**
 * As much of PromQL as our queries use: which series a query selects, and by which labels it groups.
 * Whatever else stands in one is a mistake.
 */

export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

export interface Query {
  readonly selectors: readonly Selector[];
  /** Labels that are grouped or joined by. */
  readonly labels: readonly string[];
}

const token = /\s+|[a-zA-Z_:][\w:]*|\{[^}]*\}|\[\d+[smhd]\]|\d+(?:\.\d+)?|==|!=|>=|<=|[-+*/()<>,]/y;
const functions = ["sum", "max", "min", "rate", "increase", "histogram_quantile"];
const listed = ["by", "on"];
const operators = ["and", "or", "unless"];

/** @throws Error for what is no query */
export function parseQuery(text: string): Query {
  const tokens = tokenize(text);
  const selectors: Selector[] = [];
  const labels: string[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const word = tokens[at] ?? "";
    const next = tokens[at + 1];
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth < 0) throw new Error(`a bracket too many: ${text}`);
    if (!/^[a-zA-Z_]/.test(word) || operators.includes(word)) continue;
    if (listed.includes(word)) {
      const end = tokens.indexOf(")", at);
      labels.push(...tokens.slice(at + 2, end).filter((one) => one !== ","));
      at = end;
    } else if (functions.includes(word)) {
      if (next !== "(" && !listed.includes(next ?? "")) throw new Error(`${word}: ${text}`);
    } else {
      if (next === "(") throw new Error(`no such function: ${word}`);
      selectors.push({ metric: word, matchers: next?.startsWith("{") ? matchersOf(next) : [] });
    }
  }
  if (depth !== 0) throw new Error(`a bracket is open: ${text}`);
  if (selectors.length === 0) throw new Error(`it selects nothing: ${text}`);
  return { selectors, labels };
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const { lastIndex } = token;
    const [found] = token.exec(text) ?? [];
    if (found === undefined) throw new Error(`not a query at ${text.slice(lastIndex)}`);
    if (found.trim() !== "") tokens.push(found);
  }
  return tokens;
}

function matchersOf(braces: string): readonly Matcher[] {
  return braces
    .slice(1, -1)
    .split(",")
    .map((matcher) => {
      const [, label, operator, value] =
        /^\s*(\w+)\s*(=~|!~|!=|=)"([^"]*)"\s*$/.exec(matcher) ?? [];
      if (label === undefined || operator === undefined || value === undefined) {
        throw new Error(`not a matcher: ${matcher}`);
      }
      return { label, operator: operator as Matcher["operator"], value };
    });
}

/** One line of `/metrics`. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function parseMetrics(text: string): readonly Series[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, metric = "", braces = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...braces.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
      const labels = Object.fromEntries(pairs.map(([, name = "", said = ""]) => [name, said]));
      return { metric, labels, value: Number(value) };
    });
}

export function isSelected({ metric, matchers }: Selector, series: Series): boolean {
  return (
    series.metric === metric &&
    matchers.every(({ label, operator, value }) => {
      const said = series.labels[label] ?? "";
      const isEqual = operator.endsWith("~")
        ? new RegExp(`^(?:${value})$`).test(said)
        : said === value;
      return operator.startsWith("!") ? !isEqual : isEqual;
    })
  );
}
