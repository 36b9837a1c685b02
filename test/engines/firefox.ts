/** Debian's Firefox, by WebDriver BiDi, which it speaks by itself. */
import { mkdtemp, rm } from "node:fs/promises";
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
  // The first page never has the focus, without which Enter presses no button: a new one has it.
  const { context } = await socket.send<{ context: string }>("browsingContext.create", {
    type: "tab",
  });
  const tree = () => socket.send<Tree>("browsingContext.getTree", { root: context });
  const strike = (values: readonly string[]) => {
    const actions = values.flatMap((value) =>
      ["keyDown", "keyUp"].map((type) => ({ type, value })),
    );
    const source = { type: "key", id: "keyboard", actions };
    return socket.send("input.performActions", { context, actions: [source] });
  };
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
      await strike([codeOf(key)]);
    },
    async type(text) {
      await strike([...text]);
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
