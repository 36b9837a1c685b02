/**
 * What is checked by reading: the recommended rules with types, the ones for Lit and accessible
 * templates, and the rules of this house. The house's own come last and say why in their messages.
 */
import { defineConfig, globalIgnores } from "eslint/config";
import lit from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import wc from "eslint-plugin-wc";
import tseslint from "typescript-eslint";
import { baselineRule } from "./scripts/baseline/rule.ts";
import { dependencyRule } from "./scripts/dependency-rule.ts";

/** Names a file may not use, each with the reason as message. */
const restrictedGlobals = (message, ...names) => [
  "error",
  {
    globals: names.map((name) => ({ name, message })),
    checkGlobalObject: true,
  },
];

const environment = {
  object: "process",
  property: "env",
  message: "Only main.ts and config.ts read the environment; take a value as an argument.",
};
const now = {
  object: "Date",
  property: "now",
  message: "Time is an argument: clock.now().",
};
const chance = {
  object: "Math",
  property: "random",
  message: "Randomness is an argument.",
};

/** Files of more than 250 lines, and why. */
const longFiles = [
  // Every shape of the API, read from top to bottom: OpenAPI and all types come from this one.
  "contract/contract.ts",
  // Lists of cases of one subject, most of them tables: no file that is not here may grow so long.
  "test/e2e/card.e2e.ts",
  "test/server/config/accounts.test.ts",
  "test/server/confirmation/notifications.test.ts",
  "test/server/flows.test.ts",
  "test/server/ledger/postgres-server.test.ts",
  "test/server/ledger/sqlite-file.test.ts",
  "test/server/methods/cache/methods-cache.test.ts",
  "test/server/providers/accounts-live.test.ts",
  "test/server/providers/ottpay/cards.test.ts",
  "test/server/providers/ottpay/orders.test.ts",
  "test/server/providers/ottu/details.test.ts",
  "test/server/providers/ottu/methods.test.ts",
  "test/server/providers/ottu/notification.test.ts",
  "test/server/providers/ottu/orders.test.ts",
  "test/server/providers/ottu/pos-live.test.ts",
  "test/server/providers/ottu/pos-trust.test.ts",
  "test/server/providers/ottu/pos.test.ts",
  "test/server/security/icons.test.ts",
];

export default defineConfig(
  globalIgnores(["**/dist/", "coverage/", "test-results/", ".browser/", ".screens/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // Express and node:test take async functions and see to what they reject with.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { arguments: false } },
      ],
      // The compiler finds these.
      "@typescript-eslint/no-unused-vars": "off",
      "max-lines": ["error", 250],
      "max-params": ["error", 4],
    },
  },
  { files: longFiles, rules: { "max-lines": "off" } },
  {
    // Read by whatever Node a machine has.
    files: ["scripts/preflight.cjs"],
    languageOptions: { ecmaVersion: 5, sourceType: "commonjs" },
  },
  {
    files: ["test/**/*.ts", "test/**/*.tsx"],
    rules: {
      // What comes off the wire is `any`, and the tests are there to say what it is.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // describe() and it() of node:test answer promises that nobody has to wait for.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            {
              from: "package",
              package: "node:test",
              name: ["describe", "it", "suite", "test"],
            },
          ],
        },
      ],
    },
  },
  {
    // Their types are those of the built package: `npm run test:frameworks` compiles them.
    files: ["test/frameworks/*/**"],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ["widget/**/*.ts", "test/widget/**/*.ts"],
    extends: [
      lit.configs["flat/recommended"],
      litA11y.configs.recommended,
      wc.configs["flat/recommended"],
      wc.configs["flat/best-practice"],
    ],
  },
  {
    files: ["contract/**", "widget/**", "server/**", "demo/**", "scripts/**", "test/**"],
    plugins: { house: { rules: { baseline: baselineRule, dependency: dependencyRule } } },
    rules: { "house/dependency": "error" },
  },
  {
    files: ["contract/**"],
    rules: {
      "no-restricted-globals": restrictedGlobals(
        "The contract runs on both sides: neither Node's nor the browser's names.",
        ...["process", "Buffer", "setImmediate", "window", "document", "navigator", "location"],
        ...["localStorage", "sessionStorage", "fetch", "crypto", "console", "setTimeout", "Date"],
      ),
    },
  },
  {
    files: ["server/**"],
    rules: {
      "no-restricted-globals": restrictedGlobals(
        "Only http-client.ts calls fetch: every call is bounded there.",
        "fetch",
      ),
      "no-restricted-properties": ["error", environment, now, chance],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Time is an argument: new Date(clock.now()).",
        },
      ],
      "no-console": "error",
    },
  },
  {
    // The real fetch, and the one that hands it over.
    files: ["server/platform/http-client.ts", "server/compose/world.ts"],
    rules: { "no-restricted-globals": "off" },
  },
  {
    // The shop's own client runs in the shop.
    files: ["server/client/**"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": ["error", environment] },
  },
  {
    files: ["server/platform/clock.ts"],
    rules: { "no-restricted-properties": ["error", environment, chance] },
  },
  {
    files: ["server/main.ts", "server/config.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["server/main.ts", "server/commands/**"],
    rules: { "no-console": "off" },
  },
  {
    // Written here, read by a browser.
    files: ["server/http/pay-page/**", "server/http/card-page/**"],
    rules: {
      "house/baseline": [
        "error",
        // Nothing is lost without.
        { textsOnly: true, handled: ["has", "state", "scripting", "forced-colors", "cursor"] },
      ],
    },
  },
  {
    files: ["widget/**"],
    rules: {
      "no-restricted-globals": restrictedGlobals(
        "Nothing is stored in the shopper's browser.",
        "localStorage",
        "sessionStorage",
        "indexedDB",
      ),
      "no-restricted-properties": [
        "error",
        {
          object: "document",
          property: "cookie",
          message: "The widget sets and reads no cookie.",
        },
      ],
      "house/baseline": [
        "error",
        {
          handled: [
            // What widget/element/older makes up for, and card-frame/main likewise.
            ...["api.HTMLElement.attachInternals", "api.ElementInternals.", "api.CSSStyleSheet."],
            ...[
              "api.Document.adoptedStyleSheets",
              "api.ShadowRoot.adoptedStyleSheets",
              "color-mix",
            ],
            // Said in another way as well, or nothing is lost without.
            ...["autofill", "text-size-adjust", "forced-colors", "cursor"],
            ...["api.InputEvent.isComposing", "api.Window.print"],
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "StaticBlock, PropertyDefinition[static=true][value]",
          message: "Built into a static block, which Chrome 92 and Safari 16.3 cannot read.",
        },
        {
          selector: "Literal[regex.pattern=/\\(\\?<[=!]/]",
          message: "Safari 16.3 cannot read a lookbehind.",
        },
        {
          selector:
            "PropertyDefinition[key.type='PrivateIdentifier'] > :matches(Identifier[name!=/^(undefined|Infinity)$/], ArrowFunctionExpression).value",
          message: "Safari 15 looks for what a field begins with in the wrong scope: assign it.",
        },
        {
          selector:
            "CallExpression[callee.property.name='addEventListener'][arguments.0.value=/^(before)?unload$/]",
          message: "An unload listener keeps the page out of the back-forward cache.",
        },
      ],
    },
  },
);
