/** Telephone numbers, as people write them everywhere, in the one way that gateways take. */
import { tidyCode } from "./typed-text.ts";

/** `Tel.: ` */
const label = /^[\p{L}\s.:]*(?=[+(\d])/u;
/** The number and what belongs to its writing, then the rest: an extension, a remark. */
const parts = /^([+\d\s()[\]./\\·•‧_'\p{Pd}\u2212-]*)(.*)$/su;
const beginsExtension = /^[\p{L}#*,;،:]/u;
/** With fewer digits than this before it, a letter is a part of the number, which is then none. */
const fewestBeforeExtension = 7;

/**
 * `+` and the country's code where it was given, and digits: `(416) 555-0123 ext. 5` is `4165550123`,
 * `00965 ٥٥٥٠١٢٣٤` is `+96555501234`. Extensions are dropped, because no gateway dials them.
 * @returns undefined for what is no telephone number, or one of more than the 15 digits of E.164
 */
export function readTelephone(typed: string): string | undefined {
  const [, number = "", rest = ""] = parts.exec(tidyCode(typed).replace(label, "")) ?? [];
  if (rest !== "" && !(beginsExtension.test(rest) && hasNumber(number))) return undefined;
  const isInternational = /^[\s([]*(\+|00)/.test(number);
  const dialled = (isInternational ? number.replace(/\(\s*0\s*\)/, "") : number)
    .replace(/[^\d+]/g, "")
    // Written from right to left, the sign comes last.
    .replace(/^(\d+)\+$/, "+$1")
    .replace(/^\+*00(?=[1-9])/, "+")
    .replace(/^\++/, "+");
  return /^(\+[1-9]\d{3,14}|\d{4,15})$/.test(dialled) ? dialled : undefined;
}

function hasNumber(text: string): boolean {
  return text.replace(/\D/g, "").length >= fewestBeforeExtension;
}
