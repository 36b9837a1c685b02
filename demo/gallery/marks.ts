/** The marks of methods as the real proxy has them, so that the gallery shows what a shop would. */

interface Marked {
  readonly id: string;
  readonly icon: string | null;
  readonly iconDark?: string;
  readonly schemes?: unknown;
}

export type Marks = ReadonlyMap<string, Partial<Marked>>;

const currencies = ["KWD", "SAR", "CAD"];
/** Off by default, and marked like the card that is typed at the gateway. */
const twins: Readonly<Record<string, string>> = { "ottpay:GP": "ottpay:CARD" };

export async function readMarks(proxyUrl: string): Promise<Marks> {
  const lists = await Promise.all(currencies.map((currency) => readList(proxyUrl, currency)));
  return new Map(
    lists.flat().map(({ id, icon, iconDark, schemes }) => {
      const marks = { icon, ...(iconDark && { iconDark }), ...(schemes ? { schemes } : {}) };
      return [twins[id] ?? id, marks] as const;
    }),
  );
}

async function readList(proxyUrl: string, currency: string): Promise<readonly Marked[]> {
  const response = await fetch(`${proxyUrl}/v1/methods?currency=${currency}`);
  const { methods } = (await response.json()) as { methods?: readonly Marked[] };
  return methods ?? [];
}
