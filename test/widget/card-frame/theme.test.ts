import { assert } from "@open-wc/testing";
import { acceptTheme } from "../../../widget/card-frame/theme.ts";

describe("the theme of the frame", () => {
  it("takes colours, lengths, fonts and a scheme by their names", () => {
    const tokens = {
      accent: "rgb(11, 122, 117)",
      text: "color(srgb 0 0 0 / 0.72)",
      line: "#0b7a7580",
      radius: "12px",
      "font-size": "16.5px",
      "font-family": '"Noto Sans", "思源黑体", system-ui',
      scheme: "dark",
    };
    assert.deepEqual(acceptTheme(tokens), tokens);
  });

  const refused: [name: string, value: unknown][] = [
    ["accent", "url(https://elsewhere.example/x)"],
    ["accent", "red; background: url(//elsewhere.example)"],
    ["accent", "var(--text)"],
    ["accent", "rgb(url(x))"],
    ["accent", "image-set('x')"],
    ["accent", 7],
    ["radius", "100vw"],
    ["radius", "calc(1px)"],
    ["radius", "12000px"],
    ["font-family", "x; } * { display: none"],
    ["font-family", "url(x)"],
    ["scheme", "only light"],
    ["background", "red"],
    ["__proto__", "red"],
    ["constructor", "red"],
  ];
  for (const [name, value] of refused) {
    it(`leaves out ${name}: ${String(value)}`, () => {
      const tokens = JSON.parse(JSON.stringify({ [name]: value })) as Record<string, string>;
      assert.deepEqual(acceptTheme(tokens), {});
    });
  }
});
