/** What the developer is told while `work` runs: each line of the console's errors as one text. */
export async function consoleLines(work: () => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const original = console.error;
  console.error = (...texts: unknown[]) => lines.push(texts.join(" "));
  try {
    await work();
  } finally {
    console.error = original;
  }
  return lines;
}
