/** The form for who the shop knows: without a street, as long as the proxy does not ask for one. */
import { assert, waitUntil } from "@open-wc/testing";
import { compactDecrypt } from "jose";
import { frameHeightPx, type FromFrame } from "../../../widget/card-frame/protocol.ts";
import { describedBy, fill, filled, open, session, type Opened } from "../support/opened-frame.ts";

describe("the short card form", () => {
  const short = { isShort: true };
  const street = ["address", "city", "province"];
  const { address: _line, city: _city, province: _province, ...withoutStreet } = filled;

  async function sealedCard(opened: Opened): Promise<Record<string, string>> {
    const answer = await opened.ask({ type: "seal", request: 7, session });
    const { jwe } = answer as Extract<FromFrame, { type: "sealed" }>;
    const { plaintext } = await compactDecrypt(jwe, opened.privateKey);
    return JSON.parse(new TextDecoder().decode(plaintext)).card;
  }

  it("asks for no street, and seals none", async () => {
    const opened = await open(location.origin, "en", short);
    for (const name of street) assert.equal(opened.field(name).offsetParent, null, name);
    fill(opened, withoutStreet);
    assert.deepInclude(await opened.ask({ type: "check", request: 1 }), { type: "valid" });
    assert.sameMembers(Object.keys(await sealedCard(opened)), Object.keys(withoutStreet));
  });

  it("asks for the street when the proxy refuses it, and grows", async () => {
    const opened = await open(location.origin, "en", short);
    const { field, heard, tell, frame } = opened;
    fill(opened, withoutStreet);
    tell({ type: "refused", field: "card.address" });
    const heights = () => heard.flatMap((message) => (message.type === "height" ? message.px : []));
    await waitUntil(() => heights().length === 2, "the page is told");
    assert.deepEqual(heights(), [frameHeightPx(16, true), frameHeightPx(16, false)]);
    assert.equal(frame.contentDocument!.activeElement, field("address"));
    assert.equal(describedBy(opened, "address"), "Enter the street address");
    assert.equal(field("number").value, "4242 4242 4242 4242");
    assert.deepInclude(await opened.ask({ type: "check", request: 2 }), { type: "invalid" });
    fill(opened, filled);
    assert.equal((await sealedCard(opened))["address"], "111 Wellington St");
  });
});
