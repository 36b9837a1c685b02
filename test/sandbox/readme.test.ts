import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { usage } from "../../demo/sandbox/command-line.ts";
import { ottpayCommands } from "../../demo/sandbox/control/ottpay-commands.ts";
import { ottuCommands } from "../../demo/sandbox/control/ottu-commands.ts";
import { dialectChoices } from "../../demo/sandbox/ottpay/model/dialect.ts";
import { behaviourNames } from "../../demo/sandbox/behaviours.ts";
import { postJson, start } from "./merchant.ts";

const readme = readFileSync(new URL("../../demo/sandbox/README.md", import.meta.url), "utf8");
const entry = new URL("../../demo/sandbox/index.ts", import.meta.url).href;

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(
    ([, code = ""]) => code,
  );

describe("the sandbox's README", () => {
  for (const [at, code] of blocks("js").entries()) {
    test(`has a program ${at + 1} that runs`, async () => {
      const program = code.replaceAll('"otter-checkout-sandbox"', JSON.stringify(entry));
      const args = ["--input-type=module", "--eval", program];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      assert.match(stdout, /OTTPAY_URL/);
    });
  }

  const bodies = [...readme.matchAll(/4510\/_sandbox\/(\S+) -d '(.*)'/g)];
  for (const [, path = "", body = ""] of bodies) {
    test(`has a call of ${path} that works`, async (t) => {
      const { ottpay } = await start(t);
      const answer = await postJson(`${ottpay.origin}/_sandbox/${path}`, JSON.parse(body));
      assert.equal(answer.status, 200);
    });
  }

  test("names every control, behaviour, dialect and port", () => {
    const controls = [
      ...Object.keys(ottpayCommands).map((name) => `POST /_sandbox/ottpay/${name}\``),
      ...Object.keys(ottuCommands).map((name) => `POST /_sandbox/ottu/${name}\``),
    ];
    const behaviours = behaviourNames.map((name) => `do: "${name}"`);
    const dialects = Object.keys(dialectChoices).map((name) => `\`${name}\``);
    const missing = [...controls, ...behaviours, ...dialects].filter(
      (each) => !readme.includes(each),
    );
    assert.deepEqual(missing, []);
    for (const port of ["4510", "4520"]) {
      assert.ok(usage.includes(port) && readme.includes(port));
    }
  });
});
