/** The rooms of the widget: a store that knows no element, views that are functions, and the element. */
import type { Part } from "./part.ts";

/** What every room of the widget stands on. */
const widgetGround = [
  "widget/events.ts",
  "widget/outdated-event.ts",
  "widget/public-types.ts",
  "widget/same-total.ts",
  "widget/say-once.ts",
  "widget/in-time.ts",
  "widget/elements.ts",
  "contract/vocabulary.ts",
];

/** A room of the widget, which sees itself, what it stands on, and types of the contract. */
function widgetRoom(
  name: string,
  files: string[],
  also: { sees?: string[]; seesTypesOf?: string[]; packages?: string[]; because: string },
): Part {
  return {
    name,
    files,
    sees: [...files, ...widgetGround, "contract/money.ts", ...(also.sees ?? [])],
    seesTypesOf: ["contract/**", ...(also.seesTypesOf ?? [])],
    packages: also.packages ?? [],
    because: also.because,
  };
}

export const widgetRooms: readonly Part[] = [
  widgetRoom("the widget's ground", widgetGround.slice(0, 6), {
    because: "what a page may name stands alone",
  }),
  widgetRoom("the widget's language", ["widget/language/**"], {
    sees: ["contract/languages/**"],
    because: "it knows texts, and not what they are said of",
  }),
  widgetRoom("the widget's store", ["widget/checkout/**"], {
    because: "it knows no element, no text and no library",
  }),
  widgetRoom("a view of the widget", ["widget/view/**"], {
    sees: ["widget/language/**", "widget/checkout/phase.ts"],
    seesTypesOf: ["widget/checkout/picture.ts"],
    packages: ["lit", "lit/directive.js"],
    because: "it is a function of a PickerView: neither the store nor the element",
  }),
  {
    name: "what of the widget is rare",
    files: ["widget/rare/**"],
    sees: [
      "widget/rare/**",
      "widget/outdated-event.ts",
      "contract/languages/en-rare.ts",
      "contract/sign-drawings.ts",
      "contract/latin-digits.ts",
    ],
    seesTypesOf: [
      "contract/**",
      "widget/view/**",
      "widget/language/**",
      "widget/checkout/stage.ts",
      "widget/public-types.ts",
    ],
    packages: [],
    because: "it is a chunk that stands alone: what the entry has it is handed",
  },
  {
    name: "what a list has beyond its rows",
    files: ["widget/rows/**"],
    sees: ["widget/rows/**"],
    seesTypesOf: ["contract/**", "widget/view/**", "widget/language/**", "widget/public-types.ts"],
    packages: ["lit"],
    because: "it is a chunk that stands alone: what the entry has it is handed",
  },
  widgetRoom("the card form", ["widget/card-frame/**"], {
    sees: ["widget/language/tables.ts", "contract/languages/**"],
    packages: ["jose", "jose/**"],
    because: "it is a page of its own, and its side in the shop's page is handed what it needs",
  }),
  widgetRoom("the code to scan", ["widget/scan/**"], {
    sees: [],
    seesTypesOf: [
      "widget/checkout/checkout-error.ts",
      "widget/checkout/picture.ts",
      "widget/language/**",
    ],
    packages: ["uqr"],
    because: "it is loaded when it is wanted, and is handed what it needs",
  }),
  widgetRoom("the element", ["widget/element.ts", "widget/element/**"], {
    sees: [
      "widget/checkout/**",
      "widget/language/**",
      "widget/view/**",
      "widget/card-frame/**",
      "widget/rare/**",
      "widget/rows/**",
      "widget/scan/**",
    ],
    packages: ["lit"],
    because: "it puts the rooms together, and no entry",
  }),
  widgetRoom("an entry of the widget", ["widget/*.ts"], {
    sees: ["widget/element.ts", "widget/element/**"],
    seesTypesOf: ["widget/language/**"],
    packages: ["react"],
    because: "it registers the element, or names it",
  }),
  {
    name: "a widget's file of no room",
    files: ["widget/**"],
    sees: [],
    packages: [],
    because: "the table of dependencies does not list it yet",
  },
];
