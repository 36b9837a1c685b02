/**
 * The oldest Chromium of the baseline, by the DevTools protocol. It is inside an npm package of fifty
 * megabytes that nothing else needs: fetched when this runs first, kept beside the other caches.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { until, type Engine, type Key } from "./engine.ts";
import { JsonSocket } from "./json-socket.ts";
import { begin } from "./programs.ts";

const source = {
  package: "chrome-aws-lambda@10.1.0",
  sha512:
    "NZQVf+J4kqG4sVhRm3WNmOfzY0OtTSm+S8rg77pwePa9RCYHzhnzRs8YvNI6L9tALIW6RpmefWiPURt3vURXcw==",
};

const keys: Record<Key, [code: string, number: number, text?: string]> = {
  Tab: ["Tab", 9],
  Enter: ["Enter", 13, "\r"],
  ArrowUp: ["ArrowUp", 38],
  ArrowDown: ["ArrowDown", 40],
};

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

export async function startChromium92(): Promise<Engine> {
  const folder = await unpacked();
  const profile = await mkdtemp(join(tmpdir(), "chromium-92-"));
  const program = await begin(
    [
      ...[join(folder, "chromium"), "--no-sandbox", "--headless", "--disable-gpu"],
      ...["--single-process", "--no-zygote", "--disable-dev-shm-usage", "--window-size=1000,1000"],
      ...["--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    ],
    /DevTools listening on ws:\/\/([^/]+)/,
    { LD_LIBRARY_PATH: join(folder, "lib"), HOME: profile },
  );
  const address = `http://${program.said}`;
  const list = async () =>
    (await (await fetch(`${address}/json/list`)).json()) as { webSocketDebuggerUrl: string }[];
  const url = await until("there is a page", async () => (await list())[0]?.webSocketDebuggerUrl);
  const version = (await (await fetch(`${address}/json/version`)).json()) as { Browser: string };
  const contexts = new Map<string, number>();
  const socket = await JsonSocket.open(url, (method, params) => {
    if (method === "Runtime.executionContextsCleared") contexts.clear();
    if (method !== "Runtime.executionContextCreated") return;
    const { context } = params as {
      context: { id: number; auxData: { frameId: string; isDefault: boolean } };
    };
    if (context.auxData.isDefault) contexts.set(context.auxData.frameId, context.id);
  });
  await socket.send("Page.enable");
  await socket.send("Runtime.enable");
  return {
    name: version.Browser,
    async goto(url) {
      await socket.send("Page.navigate", { url });
      await until(url, async () => (await here(socket)).startsWith(new URL(url).origin));
    },
    async back() {
      const { currentIndex, entries } = await socket.send<{
        currentIndex: number;
        entries: { id: number }[];
      }>("Page.getNavigationHistory");
      const { id: entryId } = entries[currentIndex - 1] ?? {};
      await socket.send("Page.navigateToHistoryEntry", { entryId });
    },
    async evaluate(expression, where) {
      const { frameTree } = await socket.send<{ frameTree: FrameTree }>("Page.getFrameTree");
      const { frame } = (where === "page" ? frameTree : frameTree.childFrames?.[0]) ?? {};
      const contextId = contexts.get(frame?.id ?? "");
      const { result } = await socket.send<{ result: { value?: string } }>("Runtime.evaluate", {
        expression,
        contextId,
      });
      if (typeof result.value !== "string") throw new Error(`${expression} says nothing`);
      return result.value;
    },
    async press(key) {
      const [code, windowsVirtualKeyCode, text] = keys[key];
      const pressed = { key, code, windowsVirtualKeyCode };
      const type = text === undefined ? "rawKeyDown" : "keyDown";
      await socket.send("Input.dispatchKeyEvent", { type, text, ...pressed });
      await socket.send("Input.dispatchKeyEvent", { type: "keyUp", ...pressed });
    },
    async type(text) {
      for (const key of text) {
        await socket.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, key });
        await socket.send("Input.dispatchKeyEvent", { type: "keyUp", key });
      }
    },
    async click(x, y) {
      const at = { x, y, button: "left", clickCount: 1 };
      for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) {
        await socket.send("Input.dispatchMouseEvent", { type, ...at });
      }
    },
    async picture() {
      const { data } = await socket.send<{ data: string }>("Page.captureScreenshot");
      return Buffer.from(data, "base64");
    },
    async stop() {
      socket.close();
      await program.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function here(socket: JsonSocket): Promise<string> {
  const expression = "document.readyState === 'complete' ? location.href : ''";
  const { result } = await socket.send<{ result: { value: string } }>("Runtime.evaluate", {
    expression,
  });
  return result.value;
}

/** Where it is unpacked; fetched and proven by its digest where it is not yet. */
async function unpacked(): Promise<string> {
  const folder = fileURLToPath(
    new URL("../../node_modules/.cache/browser/chromium-92", import.meta.url),
  );
  if (existsSync(folder)) return folder;
  await mkdir(join(folder, ".."), { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  execFileSync("npm", ["pack", "--silent", "--pack-destination", own, source.package]);
  const archive = join(own, "chrome-aws-lambda-10.1.0.tgz");
  const digest = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (digest !== source.sha512) throw new Error(`${source.package} is another one: ${digest}`);
  execFileSync("tar", ["-xzf", archive, "-C", own]);
  for (const name of ["chromium", "aws.tar", "swiftshader.tar"]) {
    const packed = await readFile(join(own, `package/bin/${name}.br`));
    await writeFile(join(own, name), brotliDecompressSync(packed));
  }
  // Each where Chromium looks for it: the libraries by name, what draws in a folder of its own.
  const drawing = join(own, "swiftshader");
  await mkdir(drawing);
  for (const [name, into] of [
    ["aws.tar", own],
    ["swiftshader.tar", drawing],
  ] as const) {
    execFileSync("tar", ["-xf", join(own, name), "-C", into]);
    await rm(join(own, name));
  }
  await chmod(join(own, "chromium"), 0o755);
  await rm(join(own, "package"), { recursive: true });
  await rm(archive);
  await rename(own, folder);
  return folder;
}
