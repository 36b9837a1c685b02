/**
 * Of a language's texts what one surface says: a chunk of the picker carries no word of the card form.
 * The picker's come without their keys, which are English's, in its order.
 */
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const language = /\/contract\/languages\/(?!en-|spoken)[\w-]+\.ts$/;

export function pickTexts(surface: "picker" | "card"): Plugin {
  return {
    name: "pick-texts",
    load: {
      filter: { id: language },
      handler: async (file) => {
        const tables = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
        const texts = tables[surface] as Record<string, string>;
        const said = surface === "picker" ? Object.values(texts) : texts;
        return `export const ${surface} = ${JSON.stringify(said)};`;
      },
    },
  };
}
