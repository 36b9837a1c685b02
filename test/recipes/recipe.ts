/** A page of docs/recipes, taken apart: its files are written as they stand there, its commands are typed. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { createFolder } from "../support/folder.ts";

const root = new URL("../../", import.meta.url);

export interface Recipe {
  /** By name, as it stands behind the language. */
  readonly files: ReadonlyMap<string, string>;
  /** What is typed into a shell, block by block. */
  readonly commands: readonly string[];
}

/** @param page such as `php` */
export async function readRecipe(page: string): Promise<Recipe> {
  const text = await readFile(new URL(`docs/recipes/${page}.md`, root), "utf8");
  const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  return {
    files: new Map(blocks.flatMap(([, , file, code = ""]) => (file ? [[file, code]] : []))),
    commands: blocks.flatMap(([, language, , code = ""]) => (language === "sh" ? [code] : [])),
  };
}

/** A folder with a page's files, in which our packages and the frameworks are installed. */
export async function layOut(t: TestContext, { files }: Recipe): Promise<string> {
  const folder = await createFolder(t);
  for (const [file, code] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await symlink(fileURLToPath(new URL("node_modules", root)), join(folder, "node_modules"));
  return folder;
}
