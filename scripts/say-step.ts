/**
 * Tells who waits for a measurement how far it is: a line for each step, on standard error, so that what
 * was measured can be kept by itself. A reader who goes away, as `| head` does, ends nothing halfway.
 */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") process.exitCode = 1;
  });
}

export function sayStep(words: string): void {
  process.stderr.write(`${words} …\n`);
}
