/** Imports as the dependency rule judges them: a file, and the code that would stand in it. */
export type Import = readonly [file: string, code: string];

export const use = (specifier: string) => `import * as it from "${specifier}"; export { it };`;
export const useType = (specifier: string) => `export type { It } from "${specifier}";`;
