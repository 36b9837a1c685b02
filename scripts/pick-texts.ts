/** Of a language's texts what one surface says: a chunk of the picker carries no word of the card form. */
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const language = /\/contract\/languages\/(?!en|spoken)[\w-]+\.ts$/;

export function pickTexts(surface: "picker" | "card"): Plugin {
  return {
    name: "pick-texts",
    load: {
      filter: { id: language },
      handler: async (file) => {
        const tables = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
        return `export const ${surface} = ${JSON.stringify(tables[surface])};`;
      },
    },
  };
}
