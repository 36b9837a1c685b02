/**
 * A process's wall clock, really put wrong and right while it runs, by libfaketime: what the process
 * waits for takes as long as ever, as on a machine whose clock is set.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folders = [
  "/usr/lib/x86_64-linux-gnu/faketime",
  "/usr/lib/aarch64-linux-gnu/faketime",
  "/usr/lib64/faketime",
  "/usr/lib/faketime",
  "/usr/local/lib/faketime",
];
const library = folders
  .map((folder) => join(folder, "libfaketimeMT.so.1"))
  .find((file) => existsSync(file));

export class FakedClock {
  readonly #file: string;

  /** @param folder that it may keep a file in; it is right to begin with */
  constructor(folder: string, name: string) {
    this.#file = join(folder, `${name}.clock`);
    this.setOff(0);
  }

  /** What the process has to be started with. @throws Error where libfaketime is not installed */
  get env(): Readonly<Record<string, string>> {
    if (library === undefined) {
      throw new Error("libfaketime is not installed: apt-get install faketime");
    }
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** How wrong it is from now on. */
  setOff(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? "-" : "+"}${Math.abs(seconds)}`);
  }
}
