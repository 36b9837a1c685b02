/** Variables that are meant for the proxy and have no name it knows: it would start without them, in silence. */
import { closest, distance } from "fastest-levenshtein";
import type { Environment, Reader } from "./reader.ts";
import { isMeantForUs, variableNames } from "./variable-names.ts";

/** A name that differs by more letters is not the one that was meant. */
const mostLetters = 4;

/** Values that are still quoted are refused by name. */
export function judgeNames(env: Environment, read: Reader): void {
  read.refuseQuoted(variableNames);
  for (const [name, value] of Object.entries(env)) {
    if (!value?.trim() || variableNames.includes(name) || !isMeantForUs(name)) continue;
    const near = closest(name, [...variableNames]);
    const meant = distance(name, near) <= mostLetters ? `; did you mean ${near}?` : "";
    read.warn(`${name.slice(0, 80)} is no variable of the proxy${meant}`);
  }
}
