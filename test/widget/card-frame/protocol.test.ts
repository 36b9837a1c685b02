import { assert } from "@open-wc/testing";
import { readFromFrame, readToFrame, written } from "../../../widget/card-frame/protocol.ts";

describe("the frame's protocol", () => {
  it("reads back what it writes", () => {
    assert.deepInclude(readToFrame(written({ type: "locale", tag: "ar" }))!, { tag: "ar" });
    assert.deepInclude(readFromFrame(written({ type: "height", px: 9 }))!, { px: 9 });
  });

  const strange: unknown[] = [
    undefined,
    null,
    "ready",
    7,
    {},
    { type: "ready" },
    { protocol: "otter-card/0", type: "ready" },
    { protocol: "otter-card/1", type: "toString" },
    { protocol: "otter-card/1", type: "__proto__" },
    { protocol: "otter-card/1", type: "sealed", request: "1", jwe: "x" },
    { protocol: "otter-card/1", type: "sealed", request: 1 },
    { protocol: "otter-card/1", type: "height", px: "9" },
    { protocol: "otter-card/1", type: "theme", tokens: null },
    { protocol: "otter-card/1", type: "seal", request: 1, session: {} },
  ];
  for (const data of strange) {
    it(`does not know ${JSON.stringify(data)}`, () => {
      assert.isUndefined(readToFrame(data));
      assert.isUndefined(readFromFrame(data));
    });
  }
});
