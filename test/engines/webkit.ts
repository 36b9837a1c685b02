/** Debian's WebKitGTK in its smallest browser, by WebDriver, on a screen that nobody sees. */
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../../scripts/free-port.ts";
import { until, type Engine, type Key } from "./engine.ts";
import { begin, demand } from "./programs.ts";
import { startScreen } from "./screen.ts";
import { codeOf } from "./webdriver-keys.ts";

/** How WebDriver hands over an element. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

export async function startWebkit(): Promise<Engine> {
  demand({ WebKitWebDriver: "webkit2gtk-driver", "dbus-run-session": "dbus-daemon" });
  const home = await mkdtemp(join(tmpdir(), "webkit-"));
  const screen = await startScreen();
  const port = await findFreePort();
  const driver = await begin(
    ["dbus-run-session", "--", "sh", "-c", `echo begun; exec WebKitWebDriver --port=${port}`],
    /(begun)/,
    {
      DISPLAY: `:${screen.said}`,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
  );
  const base = `http://127.0.0.1:${port}`;
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const { value } = (await (await fetch(base + path, init)).json()) as { value: unknown };
    const { error, message } = (value ?? {}) as { error?: string; message?: string };
    if (error !== undefined) throw new Error(`${path}: ${error} ${message}`);
    return value as T;
  };
  const options = { binary: miniBrowser(), args: ["--automation"] };
  const wanted = { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } };
  await until("WebKitWebDriver listens", () => ask<object>("GET", "/status"));
  const { sessionId, capabilities } = await ask<{
    sessionId: string;
    capabilities: Record<string, string>;
  }>("POST", "/session", wanted);
  const session = `/session/${sessionId}`;
  const act = (source: object) => ask("POST", `${session}/actions`, { actions: [source] });
  const strike = (values: readonly string[]) => {
    const actions = values.flatMap((value) =>
      ["keyDown", "keyUp"].map((type) => ({ type, value })),
    );
    return act({ type: "key", id: "keyboard", actions });
  };
  const execute = <T>(script: string) =>
    ask<T>("POST", `${session}/execute/sync`, { script, args: [] });
  await ask("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1000, height: 1000 });
  return {
    name: `${capabilities["browserName"]} ${capabilities["browserVersion"]}`,
    async goto(url) {
      await ask("POST", `${session}/url`, { url });
    },
    async back() {
      await ask("POST", `${session}/back`, {});
    },
    async evaluate(expression, where) {
      if (where === "page") return execute<string>(`return ${expression}`);
      const frame = await execute<Record<string, string>>(
        `return document.querySelector("otter-checkout").shadowRoot.querySelector("iframe")`,
      );
      await ask("POST", `${session}/frame`, { id: { [elementKey]: frame[elementKey] } });
      try {
        return await execute<string>(`return ${expression}`);
      } finally {
        await ask("POST", `${session}/frame`, { id: null });
      }
    },
    async press(key: Key) {
      await strike([codeOf(key)]);
    },
    async type(text) {
      await strike([...text]);
    },
    async click(x, y) {
      await act({
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: [
          { type: "pointerMove", duration: 0, x, y },
          { type: "pointerDown", button: 0 },
          { type: "pointerUp", button: 0 },
        ],
      });
    },
    async picture() {
      return Buffer.from(await ask<string>("GET", `${session}/screenshot`), "base64");
    },
    async stop() {
      await ask("DELETE", session).catch(() => {});
      await driver.stop();
      await screen.stop();
      // A file system of the desktop's may still be mounted in it.
      await rm(home, { recursive: true, force: true }).catch(() => {});
    },
  };
}

function miniBrowser(): string {
  const libraries = readdirSync("/usr/lib").map((name) => join("/usr/lib", name));
  const found = ["/usr/lib", ...libraries]
    .flatMap((folder) => ["4.1", "4.0"].map((v) => join(folder, `webkit2gtk-${v}/MiniBrowser`)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error("no MiniBrowser: apt-get install -y webkit2gtk-driver");
  return found;
}
