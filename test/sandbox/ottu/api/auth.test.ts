import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { callOttu, ottuPaths, start } from "../../merchant.ts";

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

describe("who may ask for methods", () => {
  const callers: ReadonlyArray<
    readonly [who: string, status: number, authorization: (ottu: Sandbox["ottu"]) => string]
  > = [
    ["a private key", 200, ({ apiKey }) => `Api-Key ${apiKey}`],
    ["a user", 200, ({ username, password }) => basic(username, password)],
    ["a key without permission", 403, ({ limitedKey }) => `Api-Key ${limitedKey}`],
    ["a public key", 401, ({ publicKey }) => `Api-Key ${publicKey}`],
    ["a user with a wrong password", 401, ({ username }) => basic(username, "wrong")],
    ["a bearer", 401, ({ apiKey }) => `Bearer ${apiKey}`],
  ];
  for (const [who, expected, authorization] of callers) {
    test(`${who} is answered with ${expected}`, async (t) => {
      const sandbox = await start(t);
      const headers = { authorization: authorization(sandbox.ottu) };
      const asked = { plugin: "e_commerce" };
      const { status, body } = await callOttu(sandbox, ottuPaths.methods, asked, headers);
      assert.equal(status, expected);
      if (expected !== 200) assert.equal(typeof body["detail"], "string");
    });
  }

  test("nobody without credentials", async (t) => {
    const sandbox = await start(t);
    const answer = await callOttu(sandbox, ottuPaths.methods, { plugin: "e_commerce" }, {});
    assert.equal(answer.status, 401);
  });
});
