/** What the picker can say. */
import type { often } from "../../contract/languages/en-often.ts";
import type { rare } from "../../contract/languages/en-rare.ts";

export type StringKey = keyof typeof often | keyof typeof rare;
export type Strings = Record<StringKey, string>;
/** What is there at any moment: what is rarely said may not have come yet. */
export type KnownStrings = typeof often & Partial<Strings>;
