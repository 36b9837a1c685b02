/** Attributes as servers, templates and libraries write them that know neither flags nor BCP 47. */
import { assert, fixture, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import { consoleLines } from "../support/console-lines.ts";
import {
  knet,
  part,
  pay,
  prepare,
  session,
  show,
  started,
  text,
  view,
  ScriptedProxy,
} from "../support/scripted-checkout.ts";

async function written(attributes: string): Promise<OtterCheckoutElement> {
  const proxy = await ScriptedProxy.open({
    checkout: [{ body: view() }],
    methods: [{ body: { methods: [knet], partial: false } }],
  });
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.innerHTML = `<otter-checkout proxy="${proxy.url}" ${attributes}></otter-checkout>`;
  const el = place.firstElementChild as OtterCheckoutElement;
  await waitUntil(() => pay(el) !== null);
  await el.updateComplete;
  return el;
}

describe("a flag", () => {
  for (const off of [
    ...["false", "False", "FALSE", " false ", "off", "no", "0"],
    ...["null", "None", "undefined"],
  ]) {
    it(`written "${off}" is off`, async () => {
      const el = await written(
        `session="${session}" result="${off}" disabled="${off}" required="${off}"`,
      );
      assert.deepEqual([el.result, el.disabled, el.required], [false, false, false]);
      assert.isFalse(pay(el)!.disabled);
      assert.isFalse(el.matches(":disabled"));
      assert.isTrue(el.checkValidity());
    });
  }

  for (const on of ["", "true", "True", "required", "1"]) {
    it(`written "${on}" is on`, async () => {
      const el = await written(`session="${session}" required="${on}"`);
      assert.isTrue(el.required);
      assert.isFalse(el.checkValidity());
      el.removeAttribute("required");
      assert.isFalse(el.required);
    });
  }
});

describe("a property", () => {
  for (const [name, value, meant] of [
    ["disabled", "false", false],
    ["disabled", "", true],
    ["disabled", undefined, false],
    ["required", "False", false],
    ["required", null, false],
    ["result", 0, false],
    ["rows", "5", 5],
    ["rows", null, 4],
    ["theme", "Dark ", "dark"],
    ["theme", undefined, "auto"],
    ["button", "NONE", "none"],
    ["amount", 12.75, "12.75"],
    ["amount", null, ""],
    ["currency", " kwd", "kwd"],
    ["currency", undefined, ""],
    ["session", null, ""],
    ["locale", undefined, ""],
    ["value", null, ""],
  ] as const) {
    it(`${name} set to ${JSON.stringify(value)}, as libraries set it, is ${JSON.stringify(meant)}`, async () => {
      const { el } = await show({ checkout: [{ body: view() }] });
      Object.assign(el, { [name]: value });
      assert.strictEqual((el as object as Record<string, unknown>)[name], meant);
      await el.updateComplete;
    });
  }

  for (const [attributes, line] of [
    [`rows="abc"`, "abc"],
    [`rows="Infinity"`, "Infinity"],
    [`theme="night"`, "night"],
    [`button="hidden"`, "hidden"],
  ] as const) {
    it(`that cannot be read is what it was, and said once: ${attributes}`, async () => {
      const lines = await consoleLines(async () => {
        const el = await written(`session="${session}" ${attributes}`);
        assert.deepEqual([el.rows, el.theme, el.button], [4, "auto", "auto"]);
        await el.reload();
      });
      assert.deepEqual(lines, [`<otter-checkout> "${line}" cannot be read.`]);
    });
  }
});

describe("a language", () => {
  for (const [locale, direction, heading] of [
    ["ar_KW", "rtl", "طريقة الدفع"],
    ["ar_KW.UTF-8", "rtl", "طريقة الدفع"],
    [" ar-KW ", "rtl", "طريقة الدفع"],
    ["fr_CA", "ltr", "Moyen de paiement"],
    ["fr_FR@euro", "ltr", "Moyen de paiement"],
    ["zh_Hans_CN", "ltr", "支付方式"],
  ] as const) {
    it(`is read from ${locale}, in the tag and around it`, async () => {
      const inTag = await written(`session="${session}" locale="${locale}"`);
      await waitUntil(() => text(inTag, "heading") === heading);
      assert.equal(part(inTag, "base").dir, direction);
      const page = document.documentElement;
      const { lang } = page;
      page.lang = locale;
      const around = await written(`session="${session}"`);
      await waitUntil(() => text(around, "heading") === heading);
      page.lang = lang;
    });
  }

  for (const locale of ["?? locale ??", "C", "C.UTF-8", "POSIX", "arabic", "fr-CA,fr;q=0.9"]) {
    it(`that cannot be read is said once on the console: ${locale}`, async () => {
      const page = document.documentElement;
      const { lang } = page;
      page.lang = "fr";
      const lines = await consoleLines(async () => {
        const el = await written(`session="${session}" locale="${locale}"`);
        await written(`session="${session}" locale="${locale}"`);
        await waitUntil(() => text(el, "heading") === "Moyen de paiement");
      });
      page.lang = lang;
      assert.deepEqual(lines, [`<otter-checkout> "${locale}" cannot be read.`]);
    });
  }

  for (const locale of ["", "   "]) {
    it(`that is "${locale}" is none`, async () => {
      const lines = await consoleLines(async () => {
        await written(`session="${session}" locale="${locale}"`);
      });
      assert.deepEqual(lines, []);
    });
  }
});

describe("a preview", () => {
  it("may write its currency small and its amount short", async () => {
    const el = await written(`currency=" kwd" amount="12.750 "`);
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
  });

  it("is charged without a second press where its amount says the same with fewer digits", async () => {
    const { el, heard } = await prepare(
      {
        methods: [{ body: { methods: [knet], partial: false } }],
        payments: [started({ amount: "12.500" })],
      },
      { session: "", currency: "KWD", amount: "12.5", createSession: () => session },
    );
    await fixture(html`<div>${el}</div>`);
    await waitUntil(() => pay(el) !== null);
    await el.submit();
    assert.include(heard.names, "otter-redirect");
  });

  it("leaves out an amount it cannot read, and says so once", async () => {
    const lines = await consoleLines(async () => {
      const el = await written(`currency="KWD" amount="12,750 KD"`);
      assert.equal(text(el, "pay"), "Pay");
      await el.reload();
    });
    assert.deepEqual(lines, [`<otter-checkout> "12,750 KD" cannot be read.`]);
  });

  it("names both ways to bring a session where there is neither", async () => {
    const { el, heard } = await show(
      { methods: [{ body: { methods: [knet], partial: false } }] },
      { session: "", currency: "KWD", amount: "12.750" },
    );
    const lines = await consoleLines(async () => void (await el.submit()));
    assert.include(heard.names, "otter-error");
    assert.deepEqual(lines, [
      "<otter-checkout> session_missing Set session, or createSession as a property. ",
    ]);
  });
});
