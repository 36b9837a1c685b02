/** The file that ACCOUNTS_FILE names, as it lies on the disk: the only thing the configuration reads there. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** The whole file, or why it cannot be had. */
export type AccountsFile =
  { readonly text: string; readonly isOpenToOthers: boolean } | { readonly unreadable: string };

export type ReadAccountsFile = (path: string) => AccountsFile;

/** @param path from the working directory, where it is relative */
export const readAccountsFile: ReadAccountsFile = (path) => {
  const file = resolve(path);
  try {
    const text = readFileSync(file, "utf8");
    return { text, isOpenToOthers: isOpenToOthers(statSync(file).mode) };
  } catch (error) {
    return { unreadable: `${file} (${(error as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
};

/** Windows tells permissions in another way. */
function isOpenToOthers(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o004) !== 0;
}
