import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readExactAddress, withParameter } from "../../../server/platform/exact-address.ts";

describe("an address that is handed on", () => {
  for (const address of [
    "https://pay.example",
    "https://pay.example?x",
    "https://PAY.example:443/a/../b/./c",
    "https://pay.example/it's?q='a'&b=%7e%7E#'",
    "https://pay.example/?sign=a%2Bb%2F%3D==&x=%zz",
    'http://127.0.0.1:8080/x?{}|^`<>"',
    "https://[::1]:8443/x",
    "https://xn--mgba3a4f16a.example/x",
  ]) {
    it(`stays byte for byte: ${address}`, () => {
      assert.equal(readExactAddress(address)?.text, address);
    });
  }

  for (const [why, address, text] of [
    [
      "a tab in the host",
      "https://pay.example\t.evil.example/",
      "https://pay.example.evil.example/",
    ],
    ["a line break", "https://pay.example/a\r\nb: c", "https://pay.example/ab:%20c"],
    ["a backslash in the path", "https://pay.example/a\\b", "https://pay.example/a/b"],
    ["a backslash in the query", "https://pay.example/?a\\b '", "https://pay.example/?a\\b%20%27"],
    ["a backslash before the host", "https:\\\\pay.example\\x", "https://pay.example/x"],
    ["blanks around it", "  https://pay.example/x  ", "https://pay.example/x"],
    ["a delete", "https://pay.example/\u007f", "https://pay.example/%7F"],
    ["no slashes", "https:pay.example/x", "https://pay.example/x"],
    ["too many slashes", "https:///pay.example/x", "https://pay.example/x"],
    ["a host of other letters", "https://ｐay。example/é", "https://pay.example/%C3%A9"],
    ["a host with escapes", "https://p%61y.example/x", "https://pay.example/x"],
    ["a number for a host", "https://2130706433/x", "https://127.0.0.1/x"],
    ["a port in odd digits", "https://pay.example:0443/x", "https://pay.example/x"],
    ["half a letter", "https://pay.example/\ud83d", "https://pay.example/%EF%BF%BD"],
  ] as const) {
    it(`is written anew where it could be read differently: ${why}`, () => {
      assert.equal(readExactAddress(address)?.text, text);
    });
  }

  it("is read as what was judged, whatever is in it, and is printable ASCII", () => {
    const odd = [
      "\\",
      "/",
      "?",
      "#",
      "@",
      ":",
      ".",
      "..",
      " ",
      "\t",
      "\u0000",
      "é",
      "%",
      "%2e",
      "a",
    ];
    for (const one of odd)
      for (const two of odd)
        for (const three of odd) {
          const address = readExactAddress(`https://shop.example${one}${two}${three}`);
          if (address === null) continue;
          assert.match(address.text, /^[\x20-\x7e]+$/);
          assert.equal(new URL(address.text).href, address.url.href);
          const sent = new URL(withParameter(address.text, ["session", "cs_1"], () => true));
          assert.equal(sent.origin, address.url.origin);
          assert.equal(sent.searchParams.get("session"), "cs_1");
        }
  });

  it("is none where there is no address", () => {
    for (const text of ["", "/x", "//x", "x", "https://", "https://a b/"]) {
      assert.equal(readExactAddress(text), null, text);
    }
  });
});
