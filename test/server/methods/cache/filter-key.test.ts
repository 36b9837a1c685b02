import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MethodFilter, PurgeFilter } from "../../../../contract/contract.ts";
import {
  canonicalFilter,
  filterKey,
  matchesPurge,
} from "../../../../server/methods/cache/filter-key.ts";
import type { ListScope } from "../../../../server/methods/cache/methods-cache.ts";

const defaults = { plugin: "e_commerce", type: "production" } as const;
const list = { version: "1", defaults, logoOrigin: "https://ottu.example" };
const scope: ListScope = { account: "default", provider: "ottu", list };

const keyOf = (filter: MethodFilter) => filterKey(scope, canonicalFilter(filter, defaults));

describe("a filter's key", () => {
  const same: Record<string, readonly [MethodFilter, MethodFilter]> = {
    "the order of fields": [
      { currency: "KWD", operation: "purchase", tokenizable: true },
      { tokenizable: true, operation: "purchase", currency: "KWD" },
    ],
    "the order of values": [
      { currency: "KWD", pgNames: ["kpay", "mpgs"], tags: ["b", "a"] },
      { currency: "KWD", pgNames: ["mpgs", "kpay"], tags: ["a", "b"] },
    ],
    "repeated values": [
      { currency: "KWD", paymentServices: ["apple_pay", "apple_pay"] },
      { currency: "KWD", paymentServices: ["apple_pay"] },
    ],
    "defaults that are said": [
      { currency: "KWD", plugin: "e_commerce", type: "production" },
      { currency: "KWD" },
    ],
    "fields without a value": [
      { currency: "KWD", pgNames: [], operation: undefined },
      { currency: "KWD" },
    ],
    "the case of what is not a tag": [
      { currency: "kwd", pgNames: ["KPay"], paymentServices: ["Apple_Pay"] },
      { currency: "KWD", pgNames: ["kpay"], paymentServices: ["apple_pay"] },
    ],
  };
  for (const [what, [one, other]] of Object.entries(same)) {
    it(`does not depend on ${what}`, () => {
      assert.equal(keyOf(one), keyOf(other));
      assert.deepEqual(canonicalFilter(one, defaults), canonicalFilter(other, defaults));
    });
  }

  const different: Record<string, readonly [MethodFilter, MethodFilter]> = {
    "the case of tags": [
      { currency: "KWD", tags: ["VIP"] },
      { currency: "KWD", tags: ["vip"] },
    ],
    "the currency": [{ currency: "KWD" }, { currency: "SAR" }],
    "false and silence": [{ currency: "KWD", tokenizable: false }, { currency: "KWD" }],
    "what is not the default": [
      { currency: "KWD", plugin: "payment_request" },
      { currency: "KWD" },
    ],
    "which field a value is of": [
      { currency: "KWD", tags: ["kpay"] },
      { currency: "KWD", pgNames: ["kpay"] },
    ],
    "one value more": [
      { currency: "KWD", pgNames: ["kpay"] },
      { currency: "KWD", pgNames: ["kpay", "mpgs"] },
    ],
    "where one value ends": [
      { currency: "KWD", tags: ["a", "b"] },
      { currency: "KWD", tags: ["a&b"] },
    ],
  };
  for (const [what, [one, other]] of Object.entries(different)) {
    it(`depends on ${what}`, () => assert.notEqual(keyOf(one), keyOf(other)));
  }

  it("depends on the scope", () => {
    const keys = [
      scope,
      { ...scope, account: "other" },
      { ...scope, provider: "ottpay" as const },
      { ...scope, list: { ...list, version: "2" } },
    ].map((one) => filterKey(one, { currency: "KWD" }));
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe("the canonical filter", () => {
  it("is what the gateway is sent: sorted, in one case, with defaults", () => {
    const filter: MethodFilter = {
      currency: "kwd",
      pgNames: ["MPGS", "kpay", "mpgs"],
      tags: ["Zoo", "art"],
      tokenizable: false,
    };
    assert.deepEqual(canonicalFilter(filter, defaults), {
      currency: "KWD",
      pgNames: ["kpay", "mpgs"],
      plugin: "e_commerce",
      tags: ["Zoo", "art"],
      tokenizable: false,
      type: "production",
    });
  });

  it("prefers what is said to the default", () => {
    const filter: MethodFilter = { currency: "KWD", type: "sandbox" };
    assert.equal(canonicalFilter(filter, defaults).type, "sandbox");
  });
});

describe("a purge", () => {
  const key = keyOf({
    currency: "KWD",
    pgNames: ["kpay", "mpgs"],
    tags: ["VIP"],
    tokenizable: true,
  });
  const cases: readonly (readonly [PurgeFilter, boolean])[] = [
    [{}, true],
    [{ currency: "KWD" }, true],
    [{ currency: "SAR" }, false],
    [{ pgNames: ["MPGS"] }, true],
    [{ pgNames: ["mpgs", "kpay"] }, true],
    [{ pgNames: ["mpgs", "tap"] }, false],
    [{ tags: ["VIP"] }, true],
    [{ tags: ["vip"] }, false],
    [{ tokenizable: true }, true],
    [{ tokenizable: false }, false],
    [{ plugin: "e_commerce" }, true],
    [{ plugin: "payment_request" }, false],
    [{ operation: "purchase" }, false],
    [{ paymentServices: ["apple_pay"] }, false],
    [{ currency: "KWD", tags: ["VIP"], pgNames: ["kpay"] }, true],
    [{ currency: "SAR", tags: ["VIP"] }, false],
  ];
  for (const [filter, expected] of cases) {
    it(`of ${JSON.stringify(filter)} ${expected ? "drops" : "leaves"} the entry`, () => {
      assert.equal(matchesPurge(key, filter), expected);
    });
  }

  it("leaves what is not a list of methods", () => {
    assert.equal(matchesPurge("icon:0123", {}), false);
  });
});
