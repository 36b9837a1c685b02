/** The card frame's page as the proxy serves it, in a frame of a page that is allowed or is not. */
import { assert, fixture, html, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { compactDecrypt } from "jose";
import { written, type FromFrame } from "../../../widget/card-frame/protocol.ts";

import { describedBy, faultsOf, fill, filled, open, session } from "../support/opened-frame.ts";

describe("the card form", () => {
  it("is typed in the order of a card: number, expiry, code, name, and then where its holder lives", async () => {
    const { frame } = await open();
    const order = [...frame.contentDocument!.querySelectorAll("input, select")].map(({ id }) => id);
    const name = ["number", "expiry", "cvv", "name"];
    assert.deepEqual(order, [...name, "postalCode", "country", "address", "city", "province"]);
  });

  it("names its fields to the browser, with digits on a phone's keyboard", async () => {
    const { field } = await open();
    const names = Object.fromEntries(
      Object.keys(filled).map((name) => [name, field(name).autocomplete]),
    );
    assert.deepEqual(names, {
      number: "cc-number",
      expiry: "cc-exp",
      cvv: "cc-csc",
      name: "cc-name",
      country: "billing country",
      postalCode: "billing postal-code",
      address: "billing street-address",
      city: "billing address-level2",
      province: "billing address-level1",
    });
    for (const name of ["number", "expiry", "cvv"]) assert.equal(field(name).inputMode, "numeric");
    for (const name of ["number", "name"]) {
      assert.isAtLeast(parseFloat(getComputedStyle(field(name)).fontSize), 16, name);
      assert.isAtLeast(field(name).getBoundingClientRect().height, 44, name);
    }
  });

  it("runs from right to left in Arabic, and its numbers from left to right", async () => {
    const { frame, field, speak } = await open(location.origin, "ar-KW");
    const root = frame.contentDocument!.documentElement;
    assert.deepInclude(root, { dir: "rtl", lang: "ar-KW" });
    assert.deepEqual(
      ["number", "expiry", "cvv", "postalCode", "name"].map((name) => field(name).dir),
      ["ltr", "ltr", "ltr", "ltr", ""],
    );
    await speak("fr");
    assert.equal(root.dir, "ltr");
    assert.equal(field("city").labels![0]!.textContent, "Ville");
  });

  it("writes what autofill puts in, and seals it for who has the key", async () => {
    const opened = await open();
    fill(opened, filled);
    assert.equal(opened.field("number").value, "4242 4242 4242 4242");
    assert.equal(opened.field("expiry").value, "12 / 30");
    await waitUntil(() => opened.heard.at(-1)!.type === "validity", "the page is told");
    assert.deepInclude(opened.heard.at(-1)!, { complete: true });
    const answer = await opened.ask({ type: "seal", request: 7, session });
    assert.deepInclude(answer, { type: "sealed", request: 7 });
    const { jwe } = answer as Extract<FromFrame, { type: "sealed" }>;
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, opened.privateKey);
    const { attempt, at, ...rest } = JSON.parse(new TextDecoder().decode(plaintext));
    assert.deepInclude(protectedHeader, {
      alg: "ECDH-ES",
      enc: "A256GCM",
      kid: "today",
      typ: "card+jwe",
    });
    assert.match(attempt, /^[\w-]{22,64}$/);
    assert.isNumber(at);
    assert.deepEqual(rest, {
      v: 1,
      session,
      card: {
        ...filled,
        number: "4242424242424242",
        expiry: "1230",
        postalCode: "K1A 0B1",
      },
    });
  });

  it("seals each press of Pay as an attempt of its own", async () => {
    const opened = await open();
    fill(opened, filled);
    const attempts: string[] = [];
    for (const request of [1, 2]) {
      const answer = await opened.ask({ type: "seal", request, session });
      const { jwe } = answer as Extract<FromFrame, { type: "sealed" }>;
      const { plaintext } = await compactDecrypt(jwe, opened.privateKey);
      attempts.push(JSON.parse(new TextDecoder().decode(plaintext)).attempt);
    }
    assert.notEqual(attempts[0], attempts[1]);
  });

  it("seals nothing that is incomplete, and says nothing of it", async () => {
    const opened = await open();
    fill(opened, { ...filled, cvv: "12" });
    const answer = await opened.ask({ type: "seal", request: 3, session });
    assert.deepEqual(Object.keys(answer).sort(), ["protocol", "request", "type"]);
    assert.equal(answer.type, "invalid");
  });

  it("goes to the first field that is wrong, and describes it", async () => {
    const opened = await open();
    fill(opened, { ...filled, number: "4242 4242 4242 4243", city: "" });
    assert.deepInclude(await opened.ask({ type: "check", request: 1 }), { type: "invalid" });
    const { frame, field } = opened;
    assert.equal(frame.contentDocument!.activeElement, field("number"));
    assert.equal(field("number").getAttribute("aria-invalid"), "true");
    assert.equal(describedBy(opened, "number"), "Check the card number Visa");
    assert.equal(field("city").getAttribute("aria-invalid"), "true");
  });

  it("complains when a field is left with something wrong in it, not when it is passed by", async () => {
    const opened = await open();
    const { field, frame } = opened;
    field("number").focus();
    field("expiry").focus();
    assert.notInclude(faultsOf(opened).join(), "Enter");
    await sendKeys({ type: "1325" });
    field("name").focus();
    assert.include(faultsOf(opened), "Check the expiry");
    assert.equal(
      frame.contentDocument!.querySelector("[role=status]")!.textContent,
      "Check the expiry",
    );
    fill(opened, { expiry: "12 / 30" });
    assert.notInclude(faultsOf(opened), "Check the expiry");
  });

  it("follows the country: Canada's codes, states, or what is typed", async () => {
    const opened = await open();
    const { field } = opened;
    assert.equal(field("country").value, "CA");
    assert.equal(field("province").tagName, "SELECT");
    fill(opened, { country: "US" });
    assert.equal(field("province").labels![0]!.textContent, "State");
    fill(opened, { country: "KW" });
    assert.equal(field("province").tagName, "INPUT");
    assert.equal(field("province").labels![0]!.textContent, "Region (optional)");
  });

  it("waits for the country before it judges a postal code", async () => {
    const opened = await open();
    const { field } = opened;
    field("postalCode").focus();
    await sendKeys({ type: "94107" });
    field("country").focus();
    assert.equal(faultsOf(opened).join(""), "");
    fill(opened, { country: "US" });
    field("address").focus();
    assert.equal(faultsOf(opened).join(""), "");
    field("country").focus();
    fill(opened, { country: "CA" });
    field("address").focus();
    assert.include(faultsOf(opened), "Like K1A 0B1");
  });

  it("can be typed into no more while a payment is under way", async () => {
    const { field, tell } = await open();
    tell({ type: "disabled", on: true });
    await waitUntil(() => field("number").matches(":disabled"), "it is disabled");
    tell({ type: "disabled", on: false });
    await waitUntil(() => !field("number").matches(":disabled"), "it is enabled");
  });

  it("asks the page to pay when Enter is pressed in a field", async () => {
    const { field, heard } = await open();
    field("name").focus();
    await sendKeys({ press: "Enter" });
    await waitUntil(() => heard.at(-1)!.type === "submit", "it says so");
  });

  it("takes the page's colours, and no more than colours", async () => {
    const { frame, tell } = await open();
    const root = frame.contentDocument!.documentElement;
    tell({
      type: "theme",
      tokens: {
        accent: "rgb(1, 2, 3)",
        line: "url(https://elsewhere.example/)",
        "font-size": "9px",
      },
    });
    await waitUntil(() => root.style.getPropertyValue("--accent") === "rgb(1, 2, 3)");
    assert.equal(root.style.getPropertyValue("--line"), "");
    assert.equal(root.style.getPropertyValue("--font-size"), "16px");
  });
});

describe("a page that is not the one named", () => {
  it("hears nothing", async () => {
    const { heard, tell } = await open("https://shop.example");
    tell({ type: "check", request: 1 });
    const other = await open();
    await other.ask({ type: "check", request: 1 });
    assert.deepEqual(heard, []);
  });

  it("is not heard, whichever window of the right page it is", async () => {
    const opened = await open();
    fill(opened, filled);
    await waitUntil(() => opened.heard.at(-1)!.type === "validity", "the page is told");
    const before = opened.heard.length;
    const sibling = document.createElement("iframe");
    await fixture(html`<div>${sibling}</div>`);
    const forged = written({ type: "seal", request: 9, session });
    const script = sibling.contentDocument!.createElement("script");
    script.textContent = `parent.frames[${[...document.querySelectorAll("iframe")].indexOf(opened.frame)}]
      .postMessage(${JSON.stringify(forged)}, "*")`;
    sibling.contentDocument!.body.append(script);
    const answer = await opened.ask({ type: "check", request: 10 });
    assert.deepInclude(answer, { type: "valid", request: 10 });
    assert.lengthOf(opened.heard, before + 1);
  });
});
