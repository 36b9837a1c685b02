/** The card form's knowledge of cards and addresses, apart from any document. */
import { assert } from "@open-wc/testing";
import { formatPostalCode, postalFault, regionsOf } from "../../../widget/card-frame/address.ts";
import {
  brandOf,
  groupNumber,
  numberFault,
  passesLuhn,
} from "../../../widget/card-frame/card-number.ts";
import { faultOf, fields, toCard, type Values } from "../../../widget/card-frame/card-fields.ts";
import { rewrite } from "../../../widget/card-frame/caret.ts";
import { digitsOf } from "../../../widget/card-frame/digits.ts";
import { expiryDigits, expiryFault, formatExpiry } from "../../../widget/card-frame/expiry.ts";

const now = Date.UTC(2026, 10, 21);

const values: Values = {
  number: "4242 4242 4242 4242",
  expiry: "12 / 30",
  cvv: "123",
  name: "  Ada \t Lovelace ",
  country: "CA",
  postalCode: "k1a0b1",
  address: "111 Wellington St",
  city: "Ottawa",
  province: "ON",
};

describe("a card number", () => {
  const numbers: [typed: string, fault: string | undefined][] = [
    ["4242 4242 4242 4242", undefined],
    ["4242-4242-4242-4242", undefined],
    ["٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", undefined],
    ["４２４２４２４２４２４２４２４２", undefined],
    ["4222222222222", undefined],
    ["4000 0000 0000 0000 006", undefined],
    ["5555 5555 5555 4444", undefined],
    ["2223 0031 2200 3222", undefined],
    ["2720 9900 0000 0007", undefined],
    ["", "number_missing"],
    ["4242 4242 4242 4243", "number_wrong"],
    ["4242 4242 4242", "number_wrong"],
    ["5555 5555 5555 444", "number_wrong"],
    ["5", "number_wrong"],
    ["2", "number_wrong"],
    ["3782 822463 10005", "number_brand"],
    ["6011 1111 1111 1117", "number_brand"],
    ["2220 0000 0000 0000", "number_brand"],
    ["2721 0000 0000 0000", "number_brand"],
    ["5000 0000 0000 0000", "number_brand"],
    ["0000 0000 0000 0000", "number_brand"],
  ];
  for (const [typed, fault] of numbers) {
    it(`${typed || "left out"} is ${fault ?? "right"}`, () => {
      assert.equal(numberFault(digitsOf(typed)), fault);
    });
  }

  it("fails Luhn's check with any one digit changed", () => {
    const digits = "4242424242424242";
    assert.isTrue(passesLuhn(digits));
    for (let at = 0; at < digits.length; at += 1) {
      const other = (Number(digits[at]) + 1) % 10;
      assert.isFalse(passesLuhn(digits.slice(0, at) + other + digits.slice(at + 1)), `at ${at}`);
    }
  });

  it("says whose card it is as soon as that is certain", () => {
    assert.equal(brandOf("4"), "visa");
    assert.equal(brandOf("5"), undefined);
    assert.equal(brandOf("51"), "mastercard");
    assert.equal(brandOf("222"), undefined);
    assert.equal(brandOf("2221"), "mastercard");
  });

  it("is written in groups of four, without a space at the end", () => {
    assert.equal(groupNumber("42424"), "4242 4");
    assert.equal(groupNumber("4242"), "4242");
    assert.equal(groupNumber("4000000000000000006"), "4000 0000 0000 0000 006");
  });
});

describe("an expiry", () => {
  const typed: [text: string, written: string][] = [
    ["1", "1"],
    ["2", "02"],
    ["12", "12"],
    ["123", "12 / 3"],
    ["1230", "12 / 30"],
    ["12/30", "12 / 30"],
    ["12 / 2030", "12 / 30"],
    ["122030", "12 / 30"],
    ["1/30", "01 / 30"],
    ["1/2030", "01 / 30"],
    ["2030-12", "12 / 30"],
    ["2030-1", "01 / 30"],
    ["١٢/٣٠", "12 / 30"],
    ["", ""],
  ];
  for (const [text, expected] of typed) {
    it(`typed or filled in as “${text}” is written “${expected}”`, () => {
      assert.equal(formatExpiry(expiryDigits(text)), expected);
    });
  }

  const faults: [digits: string, fault: string | undefined][] = [
    ["1126", undefined],
    ["1130", undefined],
    ["1026", "expiry_past"],
    ["1199", "expiry_wrong"],
    ["1330", "expiry_wrong"],
    ["0030", "expiry_wrong"],
    ["113", "expiry_wrong"],
    ["", "expiry_missing"],
  ];
  for (const [digits, fault] of faults) {
    it(`${digits || "left out"} is ${fault ?? "right"} in November 2026`, () => {
      assert.equal(expiryFault(digits, now), fault);
    });
  }

  it("is good until its month has ended everywhere", () => {
    assert.equal(expiryFault("1126", Date.UTC(2026, 11, 1, 11)), undefined);
    assert.equal(expiryFault("1126", Date.UTC(2026, 11, 1, 12)), "expiry_past");
  });
});

describe("a billing address", () => {
  const codes: [country: string, typed: string, written: string, fault: string | undefined][] = [
    ["CA", "k1a0b1", "K1A 0B1", undefined],
    ["CA", "K1A-0B1", "K1A 0B1", undefined],
    ["CA", "D1A 0B1", "D1A 0B1", "postal_canada"],
    ["CA", "K1A 0B", "K1A 0B", "postal_canada"],
    ["CA", "", "", "postal_canada"],
    ["US", "94107", "94107", undefined],
    ["US", "941071234", "94107-1234", undefined],
    ["US", "9410", "9410", "postal_us"],
    ["US", "94107-12", "94107-12", "postal_us"],
    ["GB", "SW1A 1AA", "SW1A 1AA", undefined],
    ["AE", "", "", undefined],
  ];
  for (const [country, typed, expected, fault] of codes) {
    it(`in ${country} has the postal code “${typed}”: ${fault ?? "right"}`, () => {
      assert.equal(formatPostalCode(typed, country), expected);
      assert.equal(postalFault(typed, country), fault);
    });
  }

  it("has provinces in Canada, states in the United States, and elsewhere what is typed", () => {
    assert.lengthOf(regionsOf("CA"), 13);
    assert.isTrue(regionsOf("US").some(({ code, name }) => code === "NY" && name === "New York"));
    assert.deepEqual(regionsOf("KW"), []);
    assert.sameMembers(
      regionsOf("CA", "fr").map(({ code }) => code),
      regionsOf("CA").map(({ code }) => code),
    );
  });

  it("needs a province in Canada and a state in the United States only", () => {
    const without = { ...values, province: "" };
    assert.equal(faultOf("province", without, now), "province_missing");
    assert.equal(faultOf("province", { ...without, country: "US" }, now), "state_missing");
    assert.equal(faultOf("province", { ...without, country: "KW" }, now), undefined);
  });
});

describe("what is sealed", () => {
  it("is plain: digits, MMYY, single spaces, a postal code as its country writes it", () => {
    assert.deepEqual(toCard(values, true), {
      number: "4242424242424242",
      name: "Ada Lovelace",
      expiry: "1230",
      cvv: "123",
      address: "111 Wellington St",
      city: "Ottawa",
      province: "ON",
      postalCode: "K1A 0B1",
      country: "CA",
    });
  });

  it("is no longer than the gateway takes it, whatever the browser filled in", () => {
    const card = toCard({ ...values, name: "n".repeat(90), address: "a\nb".repeat(40) }, true);
    assert.lengthOf(card.name, 64);
    assert.lengthOf(card.address ?? "", 64);
    assert.notInclude(card.address, "\n");
  });

  it("has no street where none was asked for", () => {
    const street = { address: "", city: "", province: "" };
    assert.deepEqual(toCard({ ...values, ...street }, false), {
      number: "4242424242424242",
      name: "Ada Lovelace",
      expiry: "1230",
      cvv: "123",
      postalCode: "K1A 0B1",
      country: "CA",
    });
  });

  it("has a region and a postal code where the country has none", () => {
    const free = { ...values, country: "AE", city: "Dubai", province: "", postalCode: " " };
    const card = toCard(free, true);
    assert.deepInclude(card, { province: "Dubai", postalCode: "00000" });
  });
});

describe("typing", () => {
  const number = fields.number.rewriting!;
  const write = (
    text: string,
    before = "",
    deleted?: "backward" | "forward",
    mark = text.indexOf("|"),
  ) => {
    const at = { text: text.replace("|", ""), caret: mark };
    const after = rewrite(at, before, number, deleted);
    return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
  };

  it("groups as it goes and stays at the end", () => {
    assert.equal(write("42424|"), "4242 4|");
  });

  it("keeps the caret after the digit that was typed in the middle", () => {
    assert.equal(write("429|42 4242", "4242 4242"), "429|4 2424 2");
  });

  it("takes a digit along when a space is deleted, from either side", () => {
    assert.equal(write("4242|5678", "4242 5678", "backward"), "424|5 678");
    assert.equal(write("4242|5678", "4242 5678", "forward"), "4242| 678");
  });

  it("drops what is no digit", () => {
    assert.equal(write("42x|", "42"), "42|");
  });
});
