/**
 * The steps of `Dockerfile`, taken in folders instead of containers: what it copies is copied, what it
 * runs is run, each stage below a folder of its own that is `/` to it. A word that is not known here is
 * refused, so that no step goes untried.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Image {
  /** A path of the image, on this machine. */
  at(path: string): string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly health: readonly string[];
}

interface Stage {
  readonly folder: string;
  readonly env: Record<string, string>;
  workdir: string;
  user: string;
  entrypoint: readonly string[];
  health: readonly string[];
}

/** @param folder an empty one, for all stages */
export async function buildImage(folder: string): Promise<Image> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [word, rest] of await readSteps()) {
    if (word === "FROM") {
      const [base = "", , name = "image"] = rest.split(" ");
      stage = await begin(join(folder, name), stages.get(base));
      stages.set(name, stage);
    } else if (stage !== undefined) await take(stage, { word, rest, stages });
  }
  if (stage === undefined) throw new Error("no stage");
  const { folder: last } = stage;
  return { ...stage, at: (path) => join(last, path) };
}

/** Lines that a backslash goes on in are one. */
async function readSteps(): Promise<readonly (readonly [word: string, rest: string])[]> {
  const text = (await readFile(join(root, "Dockerfile"), "utf8")).replace(/\\\n\s*/g, "");
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]);
}

async function begin(folder: string, base: Stage | undefined): Promise<Stage> {
  await mkdir(folder);
  const empty = { env: {}, workdir: "/", user: "root", entrypoint: [], health: [] };
  if (base === undefined) return { ...empty, folder };
  await cp(base.folder, folder, { recursive: true, verbatimSymlinks: true });
  return { ...base, env: { ...base.env }, folder };
}

interface Step {
  readonly word: string;
  readonly rest: string;
  readonly stages: ReadonlyMap<string, Stage>;
}

async function take(stage: Stage, { word, rest, stages }: Step): Promise<void> {
  if (word === "WORKDIR") {
    stage.workdir = rest;
    await mkdir(join(stage.folder, rest), { recursive: true });
  } else if (word === "COPY") await copy(stage, rest, stages);
  else if (word === "RUN") await runLine(stage, rest);
  else if (word === "ENV") {
    for (const [, name = "", value = ""] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
  } else if (word === "USER") stage.user = rest;
  else if (word === "ENTRYPOINT") stage.entrypoint = JSON.parse(rest) as string[];
  else if (word === "HEALTHCHECK")
    stage.health = JSON.parse(rest.replace(/^.*?CMD /, "")) as string[];
  else if (word !== "VOLUME" && word !== "EXPOSE") throw new Error(`${word} is not known here`);
}

async function copy(stage: Stage, rest: string, stages: Step["stages"]): Promise<void> {
  const words = rest.split(" ");
  const from = /^--from=(.+)$/.exec(words[0] ?? "")?.[1];
  const to = words.at(-1) ?? "";
  const sources = words.slice(from === undefined ? 0 : 1, -1);
  const target = join(stage.folder, to.startsWith("/") ? to : join(stage.workdir, to));
  if (from === undefined && sources[0] === ".") return copyCheckout(target);
  const base = from === undefined ? root : (stages.get(from)?.folder ?? "");
  for (const source of sources) {
    // Of a folder its content is copied.
    const isFolder = (await stat(join(base, source))).isDirectory();
    const place = isFolder || !to.endsWith("/") ? target : join(target, basename(source));
    await cp(join(base, source), place, { recursive: true, verbatimSymlinks: true });
  }
}

/** What is checked in, less what `.dockerignore` leaves out. */
async function copyCheckout(target: string): Promise<void> {
  const ignored = (await readFile(join(root, ".dockerignore"), "utf8"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((pattern) => [pattern, `${pattern}/**`]);
  const { stdout } = await run("git", ["ls-files", "-z"], { cwd: root, maxBuffer: 1e8 });
  for (const file of stdout.split("\0").filter((name) => name !== "")) {
    if (ignored.some((pattern) => matchesGlob(file, pattern))) continue;
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(join(root, file), join(target, file));
  }
}

async function runLine({ folder, workdir }: Stage, rest: string): Promise<void> {
  // Who owns a folder is the image's affair; the paths are this folder's.
  const line = rest
    .replace(/ && chown \S+ \S+/, "")
    .replace(/(?<=\s)\/\w/g, (path) => join(folder, path));
  const { PATH = "", HOME = "" } = process.env;
  await run("bash", ["-euo", "pipefail", "-c", line], {
    cwd: join(folder, workdir),
    // What `npm ci` brought here needs not be asked for again.
    env: { PATH, HOME, npm_config_prefer_offline: "true" },
    maxBuffer: 1e8,
  });
}
