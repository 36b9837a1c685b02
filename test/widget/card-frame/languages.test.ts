/** The card form speaks every language of the picker, whichever was asked for last. */
import { assert, waitUntil } from "@open-wc/testing";
import { isRightToLeft, spokenTags } from "../../../contract/languages/spoken.ts";
import { open } from "../support/opened-frame.ts";

describe("the card form's language", () => {
  it("is any of the picker's, before the form is seen and whenever it changes", async () => {
    const opened = await open(location.origin, "ur-PK");
    const { documentElement: root } = opened.frame.contentDocument!;
    assert.deepInclude(root, { lang: "ur-PK", dir: "rtl" });
    for (const tag of spokenTags) {
      await opened.speak(tag);
      const { card } = (await import(`../../../contract/languages/${tag}.ts`)) as {
        card: Record<string, string>;
      };
      assert.equal(opened.field("number").labels![0]!.textContent, card["number"], tag);
      assert.equal(root.dir, isRightToLeft(new Intl.Locale(tag)) ? "rtl" : "ltr", tag);
    }
  });

  it("is chosen by language and script", async () => {
    const opened = await open(location.origin, "zh_HK");
    assert.equal(opened.frame.contentDocument!.documentElement.lang, "zh-HK");
    assert.equal(opened.field("number").labels![0]!.textContent, "卡號");
    await opened.speak("zh-SG");
    assert.equal(opened.field("number").labels![0]!.textContent, "卡号");
  });

  it("is English where there are no texts, or no language", async () => {
    for (const tag of ["de-CH", "not a tag"]) {
      const opened = await open(location.origin, tag);
      assert.equal(opened.frame.contentDocument!.documentElement.lang, "en");
      assert.equal(opened.field("number").labels![0]!.textContent, "Card number");
    }
  });

  it("is the one asked for last, in whatever order texts arrive", async () => {
    const opened = await open();
    opened.tell({ type: "locale", tag: "ta" });
    opened.tell({ type: "locale", tag: "en-CA" });
    const { documentElement: root } = opened.frame.contentDocument!;
    await waitUntil(() => root.lang === "en-CA", "English is spoken");
    await opened.ask({ type: "check", request: 1 });
    await import("../../../contract/languages/ta.ts");
    await opened.ask({ type: "check", request: 2 });
    assert.equal(root.lang, "en-CA");
  });
});
