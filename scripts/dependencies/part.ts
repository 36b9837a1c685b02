/** A row of the table of dependencies. */
export interface Part {
  readonly name: string;
  /** Globs from the root. */
  readonly files: readonly string[];
  readonly sees: readonly string[];
  /** Seen by `import type` alone. */
  readonly seesTypesOf?: readonly string[];
  readonly packages: readonly string[];
  /** Why, in the words a refused import is answered with. */
  readonly because: string;
}

/** Takes the patterns away from those before them. */
export function not(...patterns: string[]): string[] {
  return patterns.map((pattern) => `!${pattern}`);
}
