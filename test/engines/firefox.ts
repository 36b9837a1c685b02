/** Debian's Firefox, by WebDriver BiDi, which it speaks by itself. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine, Key } from "./engine.ts";
import { JsonSocket } from "./json-socket.ts";
import { begin, demand } from "./programs.ts";
import { codeOf } from "./webdriver-keys.ts";

interface Tree {
  readonly contexts: readonly { readonly context: string; readonly children: Tree["contexts"] }[];
}

export async function startFirefox(): Promise<Engine> {
  demand({ "firefox-esr": "firefox-esr" });
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  // Its page has the focus though no window manager says so: else Enter presses no button.
  await writeFile(join(profile, "user.js"), 'user_pref("focusmanager.testmode", true);\n');
  const program = await begin(
    [
      ...["firefox-esr", "--headless", "--no-remote", "--profile", profile],
      ...["--width", "1000", "--height", "1000", "--remote-debugging-port", "0", "about:blank"],
    ],
    /BiDi listening on (ws:\S+)/,
  );
  const socket = await JsonSocket.open(`${program.said}/session`);
  const { capabilities } = await socket.send<{ capabilities: Record<string, string> }>(
    "session.new",
    { capabilities: {} },
  );
  const tree = () => socket.send<Tree>("browsingContext.getTree");
  const { context = "" } = (await tree()).contexts[0] ?? {};
  await socket.send("browsingContext.activate", { context });
  return {
    name: `${capabilities["browserName"]} ${capabilities["browserVersion"]}`,
    async goto(url) {
      await socket.send("browsingContext.navigate", { context, url, wait: "complete" });
    },
    async back() {
      await socket.send("browsingContext.traverseHistory", { context, delta: -1 });
    },
    async evaluate(expression, where) {
      const child = where === "page" ? context : (await tree()).contexts[0]?.children[0]?.context;
      const target = { context: child };
      const { result } = await socket.send<{ result?: { value?: string } }>("script.evaluate", {
        expression,
        target,
        awaitPromise: false,
      });
      if (typeof result?.value !== "string") throw new Error(`${expression} says nothing`);
      return result.value;
    },
    async press(key: Key) {
      const value = codeOf(key);
      const actions = ["keyDown", "keyUp"].map((type) => ({ type, value }));
      await socket.send("input.performActions", {
        context,
        actions: [{ type: "key", id: "keyboard", actions }],
      });
    },
    async click(x, y) {
      const button = 0;
      await socket.send("input.performActions", {
        context,
        actions: [
          {
            type: "pointer",
            id: "mouse",
            actions: [
              { type: "pointerMove", x, y },
              { type: "pointerDown", button },
              { type: "pointerUp", button },
            ],
          },
        ],
      });
    },
    async picture() {
      const { data } = await socket.send<{ data: string }>("browsingContext.captureScreenshot", {
        context,
      });
      return Buffer.from(data, "base64");
    },
    async stop() {
      socket.close();
      await program.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
