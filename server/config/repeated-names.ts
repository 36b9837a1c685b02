/** Names that stand twice in one object of a JSON text, where `JSON.parse` keeps the last and says nothing. */

const tokens = /"(?:\\.|[^"\\])*"|[{}[\]:,]/gs;

/** @param json valid @returns the path to each, from the outermost name on */
export function repeatedNames(json: string): readonly (readonly string[])[] {
  const repeated: string[][] = [];
  /** Where we stand: null in a list, which names nothing. */
  const around: ({ readonly seen: Set<string>; name: string } | null)[] = [];
  let text = "";
  for (const [token] of json.matchAll(tokens)) {
    const object = around.at(-1);
    if (token === "{") around.push({ seen: new Set(), name: "" });
    else if (token === "[") around.push(null);
    else if (token === "}" || token === "]") around.pop();
    else if (token !== ":") text = token;
    else if (object != null) {
      object.name = JSON.parse(text) as string;
      if (object.seen.has(object.name)) repeated.push(around.flatMap((one) => one?.name ?? []));
      object.seen.add(object.name);
    }
  }
  return repeated;
}
