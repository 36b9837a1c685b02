/** An empty folder of a shop, with our packages installed from what would be published. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** npm as it is started anywhere: on Windows it is no program by itself. */
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

export class ShopProject {
  readonly folder: string;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "otter-shop-"));
    this.write("package.json", `{ "name": "a-shop", "private": true }`);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** @param name of a package of ours */
  async installOurs(name: string): Promise<void> {
    const packed = await run(
      npm,
      ["pack", "--json", "-w", name, "--pack-destination", this.folder],
      root,
    );
    const [{ filename }] = JSON.parse(packed) as [{ readonly filename: string }];
    await this.install(`./${filename}`);
  }

  async install(...packages: readonly string[]): Promise<void> {
    await run(npm, ["install", "--no-audit", "--no-fund", ...packages], this.folder);
  }

  /** Names of everything that is installed. */
  async installed(): Promise<readonly string[]> {
    const listed = await run(npm, ["ls", "--all", "--parseable"], this.folder);
    const paths = listed.trim().split(/\r?\n/);
    return paths.slice(1).map((path) => path.replace(/^.*node_modules[\\/]/, ""));
  }

  /** @returns what it prints, by a Node of this version */
  node(version: string, file: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    const words = ["exec", "--yes", `--package=node-${platform()}@${version}`, "--", "node", file];
    return run(npm, words, this.folder, env);
  }

  /** Compiles the folder's project with the TypeScript that ours is written in. */
  async compile(): Promise<void> {
    await run(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", "."],
      this.folder,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function platform(): string {
  return `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

async function run(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  // What npm says of itself to what it runs is not for the npm that is run here.
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { stdout } = await promisify(execFile)(program, words, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
  });
  return stdout;
}
