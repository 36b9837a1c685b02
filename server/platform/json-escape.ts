/** JSON text in which some characters stand as `\uXXXX`: it says the same, and they do nothing. */

/** @param characters a global pattern of single characters that stand in JSON's strings alone */
export function escapeInJson(json: string, characters: RegExp): string {
  return json.replace(characters, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
