/** The same without what was not given, as optional properties want it. */
export function given<Type extends object>(
  values: Type,
): { [Name in keyof Type]?: Exclude<Type[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as ReturnType<typeof given<Type>>;
}
