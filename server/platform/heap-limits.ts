/**
 * How far V8 may let garbage grow before it collects. Left alone it takes 128 MB for young objects and
 * up to four times what lives for old ones: a flood of requests would make that most of the process.
 * Both settings are read at every collection, so that they may be made while it runs; a V8 that does
 * not know one passes over it.
 */
import { setFlagsFromString } from "node:v8";

/** For a process of our own, once it serves: the young space stays as large as starting has made it. */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
}
