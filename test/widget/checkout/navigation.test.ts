import { assert, fixture, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import {
  knet,
  part,
  pay,
  ScriptedProxy,
  session,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

describe("in a frame that may not move the page around it", () => {
  it("offers a link instead, and never loads the gateway in the frame", async () => {
    const proxy = await ScriptedProxy.open({
      checkout: [{ body: view({ methods: [knet] }) }],
      payments: [started()],
    });
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe
        title="shop"
        sandbox="allow-scripts allow-same-origin"
        srcdoc=${`<!doctype html><html lang="en">
          <script type="module" src="/widget/index.ts"></script>
          <otter-checkout session="${session}" proxy="${proxy.url}"></otter-checkout>`}
      ></iframe>`,
    );
    const found = () =>
      frame.contentDocument?.querySelector<OtterCheckoutElement>("otter-checkout") ?? undefined;
    await waitUntil(() => found()?.shadowRoot && pay(found()!) !== null);
    const el = found()!;
    assert.equal(await el.submit(), "redirecting");
    await waitUntil(() => part(el, "link") !== undefined);
    const link = part<HTMLAnchorElement>(el, "link");
    assert.equal(link.href, "https://gateway.example/pay/1");
    assert.equal(link.target, "_blank");
    assert.equal(text(el, "link"), "Continue to KNET");
    assert.equal(frame.contentWindow!.location.href, "about:srcdoc");
    assert.equal(pay(el)!.getAttribute("aria-disabled"), "false");
  });
});
