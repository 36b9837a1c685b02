import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { proxyErrorCodes, shopEventTypes, widgetErrorCodes } from "../contract/vocabulary.ts";
import { errorAnswers } from "../server/errors.ts";

/** Runs of spaces are how tables are laid out, not what they say. */
const read = async (path: string) =>
  (await readFile(new URL(`../${path}`, import.meta.url), "utf8")).replace(/ +/g, " ");

describe("docs/errors.md", () => {
  it("has a row for every code of the proxy, with the status and whether to repeat", async () => {
    const text = await read("docs/errors.md");
    for (const code of proxyErrorCodes) {
      const { status, retryable } = errorAnswers[code];
      assert.ok(
        text.includes(`| \`${code}\` | ${status}${retryable ? ", retryable" : ""} |`),
        code,
      );
    }
    for (const code of widgetErrorCodes) assert.ok(text.includes(`\`${code}\``), code);
  });
});

describe("docs/events.md", () => {
  it("has a row for every event", async () => {
    const text = await read("docs/events.md");
    for (const type of shopEventTypes) assert.ok(text.includes(`| \`${type}\` |`), type);
  });
});

describe(".env.example", () => {
  it("names every variable that config.ts reads", async () => {
    const example = await read(".env.example");
    const files = ["config.ts", "config/reader.ts", "config/ottpay.ts", "config/ottu.ts"];
    const source = (await Promise.all(files.map((file) => read(`server/${file}`)))).join("\n");
    const names = new Set(source.match(/(?<=")(?:HOST|PORT|[A-Z]+(?:_[A-Z]+)+)(?=")/g));
    assert.ok(names.size > 30);
    for (const name of names) assert.match(example, new RegExp(`^${name}=`, "m"), name);
  });
});
