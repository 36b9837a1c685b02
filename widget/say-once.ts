const said = new Set<string>();

/** What the developer should know, on the console: in English, and once a page for each `matter`. */
export function sayOnce(matter: string, ...texts: readonly string[]): void {
  if (!said.has(matter)) console.error("<otter-checkout>", matter, ...texts);
  said.add(matter);
}

export function sayUnreadable(text: string): void {
  sayOnce(`"${text}" cannot be read.`);
}
