/**
 * Finds a Chromium for the tests, so that `npm test` works on a machine that has none and no right
 * to install one. CHROME_PATH chooses: a path, or `packaged` for the one inside the npm package
 * @sparticuz/chromium (Linux x64), unpacked once. Without it: Playwright's own, else an installed
 * Chrome, Chromium or Edge, else the packaged one, else Playwright's download.
 * `node scripts/browser.ts` says which one it is.
 *
 * The packaged one is a headless shell that needs four libraries a bare machine may lack; the
 * package carries them, and they are used only where starting without them fails.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Browser {
  readonly executablePath: string;
  /** What any launcher must pass. No sandbox: it only ever loads our own pages, often as root. */
  readonly args: string[];
  /** The whole environment to start it in. */
  readonly env: Record<string, string>;
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws Error that says what to do, when this machine has no browser and none can be had */
export async function findBrowser(): Promise<Browser> {
  const named = process.env["CHROME_PATH"] ?? "";
  if (named === "packaged") return packagedBrowserOnly();
  if (named !== "") {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist`);
    return browser(named);
  }
  const installed = [await playwrightPath(), ...systemPaths()].find((path) => existsSync(path));
  if (installed !== undefined) return browser(installed);
  return (await packagedBrowser()) ?? (await downloadedBrowser());
}

async function packagedBrowserOnly(): Promise<Browser> {
  const packaged = await packagedBrowser();
  if (packaged === undefined) throw new Error("CHROME_PATH=packaged starts on Linux x64 only");
  return packaged;
}

function browser(executablePath: string, added: Record<string, string> = {}): Browser {
  const inherited = Object.entries(process.env).filter(([, value]) => value !== undefined);
  return {
    executablePath,
    args,
    env: { ...(Object.fromEntries(inherited) as typeof added), ...added },
  };
}

async function playwrightPath(): Promise<string> {
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

function systemPaths(): string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/", homedir()].map((root) => join(root, `Applications/${name}.app/Contents/MacOS/${name}`)),
    );
  }
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map(
      (n) => process.env[n] ?? "",
    );
    const products = [
      "Google/Chrome/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return roots.flatMap((root) => products.map((product) => join(root, product)));
  }
  const names = [
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
  ];
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Where the package is unpacked: beside the other caches of node_modules, one folder for each version. */
async function packagedBrowser(): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const archives = join(
    dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))),
    "../bin",
  );
  const { version } = createRequire(import.meta.url)(join(archives, "../package.json")) as {
    version: string;
  };
  const folder = fileURLToPath(
    new URL(`../node_modules/.cache/browser/${version}`, import.meta.url),
  );
  if (!existsSync(folder)) await unpack(archives, folder);

  const executablePath = join(folder, "chromium");
  const fonts = existsSync("/etc/fonts/fonts.conf")
    ? {}
    : { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  const libraries = [join(folder, "al2023/lib"), process.env["LD_LIBRARY_PATH"]];
  const candidates = [
    browser(executablePath, fonts),
    browser(executablePath, {
      ...fonts,
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(":"),
    }),
  ];
  return candidates.find(starts);
}

function starts(candidate: Browser): boolean {
  try {
    versionOf(candidate);
    return true;
  } catch {
    return false;
  }
}

/** @throws when it does not start */
export function versionOf({ executablePath, env }: Browser): string {
  const said = execFileSync(executablePath, ["--version"], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return said.toString().trim();
}

/** Unpacks into a folder of its own and renames it, so that two runs at once never see half of it. */
async function unpack(archives: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  const { inflate } = await import("@sparticuz/chromium");
  const temporary = process.env["TMPDIR"];
  process.env["TMPDIR"] = own; // where `inflate` puts what it unpacks
  try {
    for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(join(archives, name));
    }
  } finally {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
  }
  await writeFile(join(own, "fonts.conf"), fontsConfiguration(folder));
  await rename(own, folder).catch(async (error: unknown) => {
    await rm(own, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

/** For machines without fontconfig: the package's one Latin font, and what else there may be. */
function fontsConfiguration(folder: string): string {
  const folders = [join(folder, "fonts/fonts"), "/usr/share/fonts", "/usr/local/share/fonts"];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((each) => `  <dir>${each}</dir>`).join("\n")}
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}

async function downloadedBrowser(): Promise<Browser> {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  try {
    execFileSync(process.execPath, [cli, "install", "chromium"], {
      stdio: "inherit",
    });
    return browser(await playwrightPath());
  } catch (cause) {
    throw new Error(
      "No browser for the tests: set CHROME_PATH to a Chrome, Chromium or Edge, or install one",
      { cause },
    );
  }
}

if (import.meta.main) {
  const found = await findBrowser();
  console.log(`${versionOf(found)} at ${found.executablePath}`);
}
