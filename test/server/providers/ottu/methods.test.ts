import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { OttuConfig } from "../../../../server/providers/ottu/index.ts";
import { answerText, isGatewayError, json, never, ottuAt, startOttu } from "./scripted-ottu.ts";
import type { Script } from "./scripted-ottu.ts";

const knet = {
  code: "knet-main",
  name: "KNET",
  connector: { identifier: "kpay", processor: "knet" },
  is_sandbox: false,
  logo: "https://pay.shop.example/media/knet.png",
  wallets: ["ApplePay"],
  payment_services: [{ code: "apple_pay", name: "Apple Pay", name_ar: "أبل باي" }],
  default_currency: "KWD",
  accepted_currencies: ["KWD"],
  operation: "purchase",
  operations: ["refund", "void"],
  is_tokenizable: false,
  auto_debit_enabled: false,
  tags: ["e_commerce"],
};
const card = {
  ...knet,
  code: "credit-card",
  name: "Visa and Mastercard",
  connector: { identifier: "mpgs", processor: "mpgs" },
  payment_services: [],
};

const list = (...methods: readonly unknown[]): Script =>
  json({ customer_payment_methods: [], payment_methods: methods });

const kwd = { currency: "KWD" } as const;

describe("listMethods", () => {
  test("asks once, with the plugin, the type and one currency, and leaves the rest out", async (t) => {
    const { provider, asked } = await startOttu(t, list(knet));
    await provider.listMethods(kwd, never());
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.method, "POST");
    assert.equal(asked[0].path, "/b/pbl/v2/payment-methods/");
    assert.equal(asked[0].headers["content-type"], "application/json");
    assert.deepEqual(asked[0].body, {
      plugin: "e_commerce",
      currencies: ["KWD"],
      type: "production",
    });
  });

  test("passes every filter on", async (t) => {
    const { provider, asked } = await startOttu(t, list(knet), { type: "sandbox" });
    await provider.listMethods(
      {
        currency: "SAR",
        plugin: "payment_request",
        operation: "authorize",
        tokenizable: false,
        pgNames: ["kpay", "mpgs"],
        type: "sandbox",
        tags: ["Ramadan"],
        paymentServices: ["apple_pay"],
      },
      never(),
    );
    assert.deepEqual(asked[0]?.body, {
      plugin: "payment_request",
      currencies: ["SAR"],
      type: "sandbox",
      operation: "authorize",
      tokenizable: false,
      pg_names: ["kpay", "mpgs"],
      tags: ["Ramadan"],
      payment_services: ["apple_pay"],
    });
  });

  for (const [auth, header] of [
    [{ apiKey: "private-key" }, "Api-Key private-key"],
    [{ username: "noor", password: "pä:ss" }, "Basic bm9vcjpww6Q6c3M="],
  ] as const) {
    test(`authenticates with ${header.split(" ")[0]}`, async (t) => {
      const { provider, asked } = await startOttu(t, list(knet), { auth });
      await provider.listMethods(kwd, never());
      assert.equal(asked[0]?.headers.authorization, header);
    });
  }

  test("gives each method its label, kind, logo and further names, in the gateway's order", async (t) => {
    const { provider } = await startOttu(t, list(card, knet));
    assert.deepEqual(await provider.listMethods(kwd, never()), [
      {
        code: "credit-card",
        label: "Visa and Mastercard",
        kind: "card",
        logoUrl: "https://pay.shop.example/media/knet.png",
        test: false,
        currencies: ["KWD"],
        wallets: ["apple_pay"],
        aliases: ["mpgs"],
      },
      {
        code: "knet-main",
        label: "KNET",
        labels: { en: "KNET", ar: "كي نت" },
        kind: "bank",
        logoUrl: "https://pay.shop.example/media/knet.png",
        test: false,
        currencies: ["KWD"],
        wallets: ["apple_pay"],
        aliases: ["kpay", "knet"],
      },
    ]);
  });

  for (const [identifier, kind] of [
    ["kpay", "bank"],
    ["benefit", "bank"],
    ["omannet", "bank"],
    ["qpay", "bank"],
    ["mpgs", "card"],
    ["cybersource", "card"],
    ["checkout.com", "card"],
    ["hyperpay", "card"],
    ["amazon_pay", "card"],
    ["stc_pay", "wallet"],
    ["urpay", "wallet"],
    ["ApplePay", "wallet"],
    ["google_pay", "wallet"],
    ["tabby", "bnpl"],
    ["tamara", "bnpl"],
    ["deema", "bnpl"],
    ["taly", "bnpl"],
    ["cod", "cash"],
    ["some-new-gateway", "other"],
    ["constructor", "other"],
  ] as const) {
    test(`lists ${identifier} as ${kind}`, async (t) => {
      const row = { ...knet, name: "A name", connector: { identifier, processor: null } };
      const { provider } = await startOttu(t, list(row));
      assert.equal((await provider.listMethods(kwd, never()))[0]?.kind, kind);
    });
  }

  for (const [what, row, expected] of [
    ["only a code", { code: "x-1" }, { label: "x-1", kind: "other", logoUrl: null, aliases: [] }],
    [
      "no connector, as from an old installation",
      { code: "x-1", name: "knet" },
      { label: "KNET", kind: "bank", aliases: [] },
    ],
    [
      "fields of other kinds than documented",
      {
        code: "x-1",
        name: ["KNET"],
        connector: "mpgs",
        logo: [],
        payment_services: "none",
        is_sandbox: "no",
      },
      { label: "x-1", kind: "other", logoUrl: null },
    ],
    ["a name with a line break", { code: "x-1", name: "A\nB" }, { label: "x-1" }],
    ["a logo that is a script", { code: "x-1", logo: "javascript:alert(1)" }, { logoUrl: null }],
    ["a logo that is data", { code: "x-1", logo: "data:image/png;base64,AA" }, { logoUrl: null }],
    [
      "a technical key for a name",
      { code: "x-1", name: "MPGS", connector: { identifier: "mpgs" } },
      { label: "Credit or debit card", kind: "card" },
    ],
    ["an unknown key", { code: "x-1", brand_new: { a: 1 } }, { label: "x-1" }],
  ] as const) {
    test(`lists a row with ${what}`, async (t) => {
      const { provider } = await startOttu(t, list(row));
      const [method] = await provider.listMethods(kwd, never());
      assert.equal(method?.code, "x-1");
      for (const [field, value] of Object.entries(expected)) {
        assert.deepEqual(method[field as keyof typeof method], value, field);
      }
    });
  }

  test("takes a logo that is a path as one on the gateway's host", async (t) => {
    const { provider, asked } = await startOttu(t, list({ ...knet, logo: "/media/x.png" }));
    const [method] = await provider.listMethods(kwd, never());
    assert.equal(method?.logoUrl, `http://${asked[0]?.headers.host}/media/x.png`);
  });

  test("leaves broken rows out, and the second row of one code", async (t) => {
    const broken = [
      null,
      "knet",
      {},
      { code: "" },
      { code: 5 },
      { code: "a b" },
      { name: "x" },
      [],
    ];
    const { provider } = await startOttu(t, list(...broken, knet, { ...card, code: "knet-main" }));
    const methods = await provider.listMethods(kwd, never());
    assert.deepEqual(
      methods.map(({ code, label }) => [code, label]),
      [
        ["5", "5"],
        ["knet-main", "KNET"],
      ],
    );
  });

  test("takes an empty list as one", async (t) => {
    const { provider } = await startOttu(t, list());
    assert.deepEqual(await provider.listMethods(kwd, never()), []);
  });

  for (const [what, answer] of [
    ["no list", {}],
    ["a list of another name", { methods: [knet] }],
    ["null", null],
    ["an object for a list", { payment_methods: { 0: knet } }],
    ["rows none of which can be read", { payment_methods: [{ name: "KNET" }, 1] }],
  ] as const) {
    test(`refuses an answer with ${what}`, async (t) => {
      const { provider } = await startOttu(t, json(answer));
      await assert.rejects(
        provider.listMethods(kwd, never()),
        isGatewayError({ failure: "invalid_answer" }),
      );
    });
  }

  test("refuses an answer that is not JSON", async (t) => {
    const { provider } = await startOttu(t, (response) => answerText(response, 200, "<html>"));
    await assert.rejects(
      provider.listMethods(kwd, never()),
      isGatewayError({ failure: "invalid_answer" }),
    );
  });
});

describe("type", () => {
  const live = { ...knet, code: "live", name: "Live", connector: null };
  const test_ = { ...live, code: "test", name: "Test", is_sandbox: true };
  const unsaid = { ...live, code: "unsaid", name: "Unsaid", is_sandbox: undefined };

  for (const [type, listed, marked] of [
    ["production", ["live", "unsaid"], false],
    ["sandbox", ["test", "unsaid"], true],
  ] as const) {
    test(`lists on ${type} only its own methods, marked as test: ${marked}`, async (t) => {
      const { provider } = await startOttu(t, list(live, test_, unsaid), { type });
      const methods = await provider.listMethods(kwd, never());
      assert.deepEqual(
        methods.map(({ code }) => code),
        listed,
      );
      assert.ok(methods.every(({ test: isTest }) => isTest === marked));
    });
  }

  test("serves any currency, and no type but its own", () => {
    const production = ottuAt("https://ottu.shop.example");
    const sandbox = ottuAt("https://ottu.shop.example", { type: "sandbox" });
    assert.ok(production.serves({ currency: "JPY", tags: ["x"], operation: "authorize" }));
    assert.ok(production.serves({ currency: "KWD", type: "production" }));
    assert.ok(!production.serves({ currency: "KWD", type: "sandbox" }));
    assert.ok(!sandbox.serves({ currency: "KWD", type: "production" }));
  });
});

describe("labels", () => {
  const labelsOf = async (
    t: Parameters<typeof startOttu>[0],
    rows: readonly object[],
    config: Partial<OttuConfig> = {},
  ) => {
    const { provider, duplicates } = await startOttu(t, list(...rows), config);
    const methods = await provider.listMethods(kwd, never());
    return { shown: methods.map(({ code, label }) => [code, label]), methods, duplicates };
  };
  const acme = { ...card, name: "Acme", code: "a", connector: null };

  test("prefer the operator's label by code, then by connector, in every language", async (t) => {
    const labels = { "KNET-Main": "Our KNET", MPGS: "Cards" };
    const { shown, methods } = await labelsOf(t, [knet, card], { labels });
    assert.deepEqual(shown, [
      ["knet-main", "Our KNET"],
      ["credit-card", "Cards"],
    ]);
    assert.ok(methods.every((method) => method.labels === undefined));
  });

  test("are not looked up among what every object inherits", async (t) => {
    const row = { ...acme, code: "constructor", name: "toString" };
    const { shown } = await labelsOf(t, [row]);
    assert.deepEqual(shown, [["constructor", "toString"]]);
  });

  test("that are equal are told apart by the currency that is charged", async (t) => {
    const rows = [
      { ...knet, code: "a" },
      { ...knet, code: "b", default_currency: "USD" },
    ];
    const { shown, methods, duplicates } = await labelsOf(t, rows);
    assert.deepEqual(shown, [
      ["a", "KNET"],
      ["b", "KNET (USD)"],
    ]);
    assert.deepEqual(methods[1]?.labels, { en: "KNET (USD)", ar: "كي نت (USD)" });
    assert.deepEqual(duplicates, []);
  });

  test("do not name a foreign currency that all equal rows share", async (t) => {
    const usd = { ...knet, default_currency: "USD" };
    const { shown, duplicates } = await labelsOf(t, [
      { ...usd, code: "a" },
      { ...usd, code: "b" },
    ]);
    assert.deepEqual(shown, [["a", "KNET"]]);
    assert.deepEqual(duplicates, [["a", "b"]]);
  });

  test("that are still equal are told apart by the service, in its language", async (t) => {
    const rows = [
      { ...knet, code: "a", payment_services: [] },
      { ...knet, code: "b" },
    ];
    const { shown, methods } = await labelsOf(t, rows);
    assert.deepEqual(shown, [
      ["a", "KNET"],
      ["b", "KNET (Apple Pay)"],
    ]);
    assert.deepEqual(methods[1]?.labels, { en: "KNET (Apple Pay)", ar: "كي نت (أبل باي)" });
  });

  test("that stay equal are duplicates: the first is listed, the codes are reported", async (t) => {
    const rows = [
      acme,
      { ...acme, code: "b" },
      knet,
      { ...acme, code: "c", default_currency: "USD" },
    ];
    const { shown, duplicates } = await labelsOf(t, rows);
    assert.deepEqual(shown, [
      ["a", "Acme"],
      ["knet-main", "KNET"],
      ["c", "Acme (USD)"],
    ]);
    assert.deepEqual(duplicates, [["a", "b"]]);
  });

  /** Two acquirers of cards, one for each scheme: neither may hide the other. */
  test("of card acquirers are the merchant's own names", async (t) => {
    const rows = [
      { ...card, code: "a", name: "American Express" },
      { ...card, code: "b", name: "Visa" },
    ];
    const { shown, duplicates } = await labelsOf(t, rows);
    assert.deepEqual(shown, [
      ["a", "American Express"],
      ["b", "Visa"],
    ]);
    assert.deepEqual(duplicates, []);
  });
});

describe("listRecentCodes", () => {
  test("asks with the customer, and keeps the gateway's order", async (t) => {
    const { provider, asked } = await startOttu(
      t,
      json({ customer_payment_methods: ["b", "gone", "a", "b"], payment_methods: [knet] }),
    );
    const codes = await provider.listRecentCodes(
      "c-88",
      { ...kwd, operation: "purchase" },
      never(),
    );
    assert.deepEqual(codes, ["b", "gone", "a"]);
    assert.deepEqual(asked[0]?.body, {
      plugin: "e_commerce",
      currencies: ["KWD"],
      type: "production",
      operation: "purchase",
      customer_id: "c-88",
    });
  });

  for (const [what, answer, codes] of [
    ["no such field", { payment_methods: [] }, []],
    ["null", { customer_payment_methods: null }, []],
    ["something else among the codes", { customer_payment_methods: ["a", null, {}, "b c"] }, ["a"]],
  ] as const) {
    test(`takes an answer with ${what} as ${codes.length} codes`, async (t) => {
      const { provider } = await startOttu(t, json(answer));
      assert.deepEqual(await provider.listRecentCodes("c-88", kwd, never()), codes);
    });
  }
});

describe("checkCredentials", () => {
  test("asks for a list of methods and changes nothing", async (t) => {
    const { provider, asked } = await startOttu(t, list());
    await provider.checkCredentials(never());
    assert.deepEqual(
      asked.map(({ path }) => path),
      ["/b/pbl/v2/payment-methods/"],
    );
  });

  for (const status of [401, 403]) {
    test(`says that ${status} is about the credentials`, async (t) => {
      const { provider } = await startOttu(t, json({ detail: "Invalid token." }, status));
      await assert.rejects(
        provider.checkCredentials(never()),
        isGatewayError({ failure: "unauthorized", outcome: "none" }),
      );
    });
  }
});
