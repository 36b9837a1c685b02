/** Every language says the same as English does, and is found by those who read it. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { describe, it } from "node:test";
import * as en from "../../contract/languages/en.ts";
import {
  isRightToLeft,
  readTag,
  spokenTagOf,
  spokenTags,
  type SpokenTag,
} from "../../contract/languages/spoken.ts";

type Tables = Pick<typeof en, "picker" | "page" | "card">;
const tablesOf = async (tag: SpokenTag) =>
  (await import(`../../contract/languages/${tag}.ts`)) as Tables;

const placeholders = (text: string) => (text.match(/\{\w*\}/g) ?? []).sort();

describe("the languages", () => {
  it("are all that have a file", async () => {
    const files = await readdir(new URL("../../contract/languages/", import.meta.url));
    const tags = files
      .map((file) => file.replace(/\.ts$/, ""))
      .filter((name) => !["spoken", "en-often", "en-rare"].includes(name));
    assert.deepEqual(tags.sort(), [...spokenTags].sort());
    assert.equal(tags.length, 20);
  });

  for (const tag of spokenTags) {
    it(`say in ${tag} what English says, with everything filled in that is there`, async () => {
      const tables = await tablesOf(tag);
      for (const table of ["picker", "page", "card"] as const) {
        const english: Readonly<Record<string, string>> = en[table];
        const other: Readonly<Record<string, string>> = tables[table];
        // In one order: a chunk brings the picker's texts without their keys.
        assert.deepEqual(Object.keys(other), Object.keys(english));
        for (const [key, text] of Object.entries(other)) {
          assert.notEqual(text.trim(), "", key);
          assert.deepEqual(placeholders(text), placeholders(english[key] ?? ""), key);
        }
      }
    });
  }
});

describe("a tag", () => {
  for (const [text, spoken] of [
    ["ar-KW", "ar"],
    ["ar_KW.UTF-8", "ar"],
    ["fr_CA", "fr"],
    ["zh", "zh-Hans"],
    ["zh_Hans_CN", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["zh-Hant-MO", "zh-Hant"],
    ["tl", "fil"],
    ["pa", "pa"],
    ["pa-PK", undefined],
    ["ur-PK", "ur"],
    ["es-419", "es"],
    ["pt-BR", "pt"],
    ["en@posix", "en"],
    ["de", undefined],
  ] as const) {
    it(`${text} is read in ${spoken ?? "no language of ours"}`, () => {
      const locale = readTag(text);
      assert.ok(locale !== undefined);
      assert.equal(spokenTagOf(locale), spoken);
    });
  }

  for (const text of ["", "C", "POSIX", "not a tag", "en-", "🦦"]) {
    it(`cannot be read: ${JSON.stringify(text)}`, () => assert.equal(readTag(text), undefined));
  }

  it("runs from right to left where its script does", () => {
    const tags = spokenTags.filter((tag) => isRightToLeft(new Intl.Locale(tag)));
    assert.deepEqual(tags.sort(), ["ar", "fa", "ur"]);
    assert.equal(isRightToLeft(new Intl.Locale("pa-Arab")), true);
  });
});
