/**
 * A file of variables beside the environment, which wins. `./.env` is read where it is the proxy's: it
 * lies in many folders for other programs, and their variables are none of ours.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Environment } from "./reader.ts";
import { isMeantForUs, variableNames } from "./variable-names.ts";

export interface ReadEnvironment {
  readonly env: Environment;
  /** Where the variables are from, for people. */
  readonly source: string;
  /** Why the file that was named cannot be had. */
  readonly problem?: string;
}

/** What a `.env` of the proxy has at least one of. */
const telling = /^(MERCHANT|OTTPAY|OTTU)_/;

/** @param named what `--env-file` says, from the working directory; undefined: `./.env`, where it is there */
export function readEnvironment(env: Environment, named: string | undefined): ReadEnvironment {
  const file = resolve(named ?? ".env");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (named === undefined && code === "ENOENT") return { env, source: "the environment" };
    if (named === undefined)
      return { env, source: `the environment; ${file} cannot be read (${code})` };
    return { env, source: "", problem: `--env-file ${file} cannot be read (${code})` };
  }
  // What is misspelt too: it is told to whoever wrote it.
  const said = Object.entries(parseEnv(text)).filter(
    ([name]) => variableNames.includes(name) || isMeantForUs(name),
  );
  if (named === undefined && !said.some(([name]) => telling.test(name))) {
    return {
      env,
      source: `the environment; ${file} names no MERCHANT_, OTTPAY_ or OTTU_ variable and is another program's`,
    };
  }
  // An empty value counts as not set, wherever it stands.
  const set = Object.entries(env).filter(([, value]) => value?.trim());
  return {
    env: { ...Object.fromEntries(said), ...Object.fromEntries(set) },
    source: `${said.length} ${said.length === 1 ? "variable" : "variables"} of ${file}, and the environment`,
  };
}
