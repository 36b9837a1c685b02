/** What builds, measures and tests the product: scripts below, tests above. */
import { not, type Part } from "./part.ts";

const product = ["contract/**", "widget/**", "server/**", "demo/sandbox/index.ts"];
/** Written into files of their own. */
const styles = ["widget/**/*.styles.ts", "widget/view/styles.ts"];
/** Houses of their own: each is a program with laws, and they share what tests share. */
const houses = ["fuzz", "interleavings", "chaos"].map((house) => `test/${house}/**`);

export const workshopRooms: readonly Part[] = [
  {
    name: "a script",
    files: ["scripts/**"],
    sees: [
      "scripts/**",
      "demo/sandbox/index.ts",
      "widget/element/properties.ts",
      "widget/element/custom-properties.ts",
      ...styles,
    ],
    seesTypesOf: ["contract/**"],
    packages: ["**", ...not("otter-*", "otter-*/**")],
    because: "it builds and measures the product from outside, and tests stand on it",
  },
  {
    name: "what tests share",
    files: ["test/support/**"],
    sees: [...product, "scripts/free-port.ts", "test/support/**"],
    packages: ["**"],
    because: "tests stand on it, not the other way",
  },
  ...houses.map((house): Part => ({
    name: `the house ${house}`,
    files: [house],
    sees: [...product, "scripts/**", "test/support/**", house],
    packages: ["**"],
    because: "it is a program of its own, beside the tests",
  })),
  {
    name: "a shop of a framework",
    files: ["test/frameworks/*/**"],
    sees: ["test/frameworks/*/**"],
    seesTypesOf: ["test/frameworks/serving.ts"],
    packages: [
      "**",
      ...not("node:*", "otter-*", "otter-*/**"),
      "otter-checkout",
      "otter-checkout/**",
    ],
    because: "it is what somebody writes who has installed the package",
  },
  {
    name: "a test",
    files: ["test/**"],
    sees: [...product, "demo/**", "scripts/**", "test/**"],
    packages: ["**"],
    because: "it goes through public doors",
  },
];
