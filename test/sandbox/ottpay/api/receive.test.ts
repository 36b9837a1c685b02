import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { initFields, postJson, start } from "../../merchant.ts";

describe("POST /processV2", () => {
  const broken = [
    { what: "a wrong key", code: "FAIL", signKey: "0000000000000000" },
    { what: "another version", code: "PARAM_INVALID", change: { version: "1.0" } },
    { what: "an unknown action", code: "PARAM_INVALID", change: { action: "PREPAY_VOID" } },
    { what: "another merchant", code: "PARAM_INVALID", change: { merchant_id: "ON1" } },
    { what: "a field that is no text", code: "PARAM_ERROR", fields: { amount: 1999 } },
  ];
  for (const { what, code, signKey, change, fields } of broken) {
    test(`refuses ${what} without sealed data`, async (t) => {
      const sandbox = await start(t);
      const asked = { ...initFields(sandbox, "A1"), ...fields };
      const sealed = sandbox.ottpay.seal(asked, signKey);
      const head = {
        action: "PREPAY_INIT",
        version: "2.0",
        merchant_id: sandbox.ottpay.merchantId,
      };
      const { body } = await postJson(sandbox.ottpay.url, { ...head, ...sealed, ...change });
      const reply = body as Record<string, unknown>;
      assert.equal(reply["rsp_code"], code);
      assert.equal(reply["data"], undefined);
      assert.equal(sandbox.ottpay.orders().length, 0);
    });
  }

  for (const body of ["", "{", "[]", "null", '"x"']) {
    test(`refuses the body ${JSON.stringify(body)}`, async (t) => {
      const sandbox = await start(t);
      const answer = await fetch(sandbox.ottpay.url, { method: "POST", body });
      const reply = (await answer.json()) as Record<string, unknown>;
      assert.match(String(reply["rsp_code"]), /^PARAM_/);
    });
  }
});
