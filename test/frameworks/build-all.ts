/** Before the tests: every shop, both ways, side by side. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Mode } from "./frameworks.ts";

const program = fileURLToPath(new URL("build.ts", import.meta.url));

async function buildAll(mode: Mode): Promise<void> {
  const child = spawn(process.execPath, [program, mode], { stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`the shops cannot be built for ${mode}`);
}

export default async function globalSetup(): Promise<void> {
  await Promise.all([buildAll("development"), buildAll("production")]);
}
