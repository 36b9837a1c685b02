import { aTimeout, expect } from "@open-wc/testing";
import {
  card,
  finalView,
  knet,
  pay,
  radios,
  show,
  text,
  view,
  wechat,
} from "./support/scripted-checkout.ts";

describe("the picker", () => {
  it("shows the methods as native radios and the amount on the Pay button", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }] });
    expect(radios(el).map(({ labels }) => labels![0]!.innerText)).to.deep.equal([
      "KNET",
      "Visa",
      "WeChat Pay\nOTT Pay may add a fee",
    ]);
    expect(pay(el).innerText).to.equal("Pay 12.750 KWD");
    expect(heard.names).to.deep.equal(["otter-ready"]);
    void aTimeout;
    void card;
    void finalView;
    void knet;
    void text;
    void wechat;
  });

  it("is accessible", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    await expect(el).to.be.accessible();
  });
});
