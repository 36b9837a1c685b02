/** Whose card it is, to the eye and to the ear, as soon as its number says so. */
import { assert, waitUntil } from "@open-wc/testing";
import { describedBy, fill, open, type Opened } from "../support/opened-frame.ts";

describe("the schemes' marks beside the number", () => {
  const icon = (fill: string) =>
    `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 28"><rect width="44" height="28" fill="${fill}"/></svg>`;
  const schemes = [
    { name: "Visa", icon: icon("navy") },
    { name: "Mastercard", icon: icon("red") },
  ];
  const marks = ({ frame }: Opened) => [...frame.contentDocument!.querySelectorAll(".mark")];
  const opacities = (opened: Opened) =>
    marks(opened).map((mark) => Number(getComputedStyle(mark).opacity));

  it("light the one whose number it is, dim the other, and name it to who listens", async () => {
    const opened = await open(location.origin, "en", { schemes });
    const images = marks(opened).map((mark) => mark.querySelector("img"));
    assert.deepEqual(
      images.map((image) => image!.src),
      schemes.map(({ icon }) => new URL(icon).href),
    );
    for (const [typed, lit, name] of [
      ["", [true, true], ""],
      ["4", [true, false], "Visa"],
      ["5", [true, true], ""],
      ["51", [false, true], "Mastercard"],
      ["6011", [true, true], ""],
      ["2221", [false, true], "Mastercard"],
    ] as const) {
      fill(opened, { number: typed });
      const isLit = () => opacities(opened).map((opacity) => opacity === 1);
      await waitUntil(() => isLit().join() === lit.join(), `marks of “${typed}”`);
      assert.equal(describedBy(opened, "number"), name, typed);
    }
  });

  it("are words where there is no picture, or none comes", async () => {
    const lost = { name: "Mastercard", icon: "/there-is-no-such-icon" };
    for (const given of [[], [lost]]) {
      const opened = await open(location.origin, "en", { schemes: given });
      const words = () => marks(opened).map(({ textContent }) => textContent);
      await waitUntil(() => words().join() === "VISA,MC", "both are words");
    }
  });
});
