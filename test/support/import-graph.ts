/** Which file of the repository imports which, type imports included, read from the sources. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** From a file's path to the paths it imports, all from the root, with slashes. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** @param root of the repository; packages are left out, and so is what git ignores */
export function readImportGraph(root: string): ImportGraph {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((file) => /\.(ts|js|cjs)$/.test(file));
  const known = new Set(files.filter((file) => existsSync(posix.join(root, file))));
  return new Map(
    [...known].map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(posix.join(root, file), "utf8"));
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) => posix.join(posix.dirname(file), fileName));
      return [file, [...new Set(targets.filter((target) => known.has(target)))]];
    }),
  );
}

/** Each circle once, as the boxes that can be reached from each other. */
export function circlesOf(graph: ImportGraph): readonly (readonly string[])[] {
  const reached = new Map([...graph.keys()].map((box) => [box, reachableFrom(graph, box)]));
  const circles = new Map<string, readonly string[]>();
  for (const [box, beyond] of reached) {
    if (!beyond.has(box)) continue;
    const circle = [...beyond].filter((other) => reached.get(other)?.has(box)).sort();
    circles.set(circle.join(), circle);
  }
  return [...circles.values()];
}

function reachableFrom(graph: ImportGraph, start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let box = waiting.pop(); box !== undefined; box = waiting.pop()) {
    for (const next of graph.get(box) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  return reached;
}

/** The graph seen from further away: a box is a first-level entry of `folder`. */
export function boxesOf(graph: ImportGraph, folder: string): ImportGraph {
  const boxOf = (file: string) =>
    file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).split("/", 1)[0] : undefined;
  const boxes = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const box = boxOf(file);
    if (box === undefined) continue;
    const seen = boxes.get(box) ?? new Set<string>();
    boxes.set(box, seen);
    for (const target of targets.map(boxOf)) {
      if (target !== undefined && target !== box) seen.add(target);
    }
  }
  return new Map([...boxes].map(([box, seen]) => [box, [...seen]]));
}
