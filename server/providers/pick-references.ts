/**
 * Picking references out of what a gateway says. Which names there are is each gateway's own list, so
 * that nothing about a person or a card gets in; what is too long for a reference, or not plain text,
 * is none.
 */
import { NumberText } from "./exact-json.ts";
import type { References } from "./provider.ts";

/** 1 to 64 printable ASCII characters. Nothing with an `@`: that is somebody's address. */
const shape = /^(?=.{1,64}$)[\x21-\x3f\x41-\x7e](?:[\x20-\x3f\x41-\x7e]*[\x21-\x3f\x41-\x7e])?$/;

/**
 * @param names as they are kept; the source may spell them in any case
 * @returns undefined where there are none
 */
export function pickReferences(
  source: Readonly<Record<string, unknown>>,
  names: readonly string[],
): References | undefined {
  const found = names.flatMap((name) => {
    const value = valueOf(source, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** The exact spelling first. */
function valueOf(source: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const isOther = (key: string) => key !== name && key.toLowerCase() === name.toLowerCase();
  const spellings = [
    ...(Object.hasOwn(source, name) ? [name] : []),
    ...Object.keys(source).filter(isOther),
  ];
  return spellings.map((key) => toText(source[key])).find((value) => value !== undefined);
}

function toText(value: unknown): string | undefined {
  const written = value instanceof NumberText ? value.text : value;
  const text = typeof written === "string" ? written.trim() : undefined;
  return text !== undefined && shape.test(text) ? text : undefined;
}
