/** How the operator wants methods shown: with which marks, in which order, and which not at all. */
import type { Reader } from "./reader.ts";

export interface ShownMethods {
  /** By method id, code or connector: https address or absolute file path. */
  readonly marks: Readonly<Record<string, { light: string; dark?: string | undefined }>>;
  readonly hasBrandMarks: boolean;
  /** By currency in capitals or `*`: ids, codes or connectors of those that come first. */
  readonly order: Readonly<Record<string, readonly string[]>>;
  /** Likewise, of those that are not offered. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
}

export function parseShownMethods(read: Reader): ShownMethods {
  return {
    marks: read.marks("METHOD_ICONS"),
    hasBrandMarks: read.choice("BRAND_MARKS", ["on", "off"], "on") === "on",
    order: read.namedMethods("METHODS_ORDER"),
    hidden: read.namedMethods("METHODS_HIDDEN"),
  };
}
