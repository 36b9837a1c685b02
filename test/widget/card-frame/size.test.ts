/** How much room the form takes: what the page around was told, whatever it says, and none beyond. */
import { assert } from "@open-wc/testing";
import { spokenTags } from "../../../contract/languages/spoken.ts";
import { frameHeightPx } from "../../../widget/card-frame/protocol.ts";
import { faultsOf, fill, open } from "../support/opened-frame.ts";

describe("the card form's size", () => {
  it("says that it is ready and how tall it is: as tall as the page was told beforehand", async () => {
    for (const isShort of [false, true]) {
      const { heard } = await open(location.origin, "en", { isShort });
      assert.deepEqual(
        heard.map(({ type }) => type),
        ["ready", "height"],
      );
      assert.deepInclude(heard[1]!, { px: frameHeightPx(16, isShort) });
    }
  });

  for (const isShort of [false, true]) {
    for (const width of [276, 400]) {
      const form = isShort ? "short" : "long";
      it(`stays as tall when everything is wrong, the ${form} form in ${width} pixels`, async () => {
        const opened = await open(location.origin, "en", { isShort, width });
        const { frame, heard, ask } = opened;
        for (const tag of spokenTags) {
          await opened.speak(tag);
          await ask({ type: "check", request: 1 });
          assert.notInclude(faultsOf(opened).slice(0, 5), "", tag);
          const { height } = frame.contentDocument!.querySelector("form")!.getBoundingClientRect();
          assert.equal(Math.ceil(height), frameHeightPx(16, isShort), tag);
        }
        assert.lengthOf(
          heard.filter(({ type }) => type === "height"),
          1,
        );
      });
    }
  }

  it("puts its fields below each other where two are too narrow, as the page was told", async () => {
    for (const [width, isShort] of [
      [200, false],
      [240, true],
      [274, false],
    ] as const) {
      const { heard } = await open(location.origin, "en", { isShort, width });
      assert.deepInclude(heard.at(-1)!, { px: frameHeightPx(16, isShort, width) });
    }
    assert.isAbove(frameHeightPx(16, false, 273), frameHeightPx(16, false, 274));
  });

  it("has nothing to scroll, empty or wrong", async () => {
    for (const isShort of [false, true]) {
      const { frame, ask } = await open(location.origin, "en", { isShort });
      frame.height = String(frameHeightPx(16, isShort));
      const root = frame.contentDocument!.documentElement;
      const isWhole = () => {
        assert.isAtMost(root.scrollHeight, root.clientHeight);
        assert.isAtMost(root.scrollWidth, root.clientWidth);
      };
      isWhole();
      await ask({ type: "check", request: 1 });
      isWhole();
    }
  });

  it("keeps each field's label above its fault, and both whole, in the narrowest phone", async () => {
    const opened = await open(location.origin, "en", { width: 276 });
    const tooLong: string[] = [];
    const countries = ["CA", "US", "KW"];
    for (const [tag, country] of spokenTags.flatMap((tag) => countries.map((of) => [tag, of]))) {
      await opened.speak(tag!);
      fill(opened, { country: country! });
      await opened.ask({ type: "check", request: 1 });
      for (const cell of opened.frame.contentDocument!.querySelectorAll(".cell.wrong")) {
        const [label, fault] = [cell.querySelector("label")!, cell.querySelector(".fault")!];
        const said = `${tag} ${country}: ${label.textContent}, ${fault.textContent}`;
        for (const text of [label, fault]) {
          if (text.scrollWidth > text.clientWidth) tooLong.push(said);
          assert.equal(getComputedStyle(text).clipPath, "none", said);
        }
        const [above, below] = [label, fault].map((text) => text.getBoundingClientRect());
        assert.isBelow(above!.top + above!.height / 2, below!.top, said);
        assert.isAtMost(below!.bottom, cell.getBoundingClientRect().bottom, said);
      }
    }
    assert.deepEqual(tooLong, []);
  });
});
