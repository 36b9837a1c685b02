/** The hot route asks who a client is before Express has seen it, and must not judge otherwise. */
import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { describe, it } from "node:test";
import express from "express";
import { addressOf, type Trust } from "../../../server/http/guards/client-address.ts";
import { listen } from "../../support/running-proxy.ts";

const trusts = [false, true, 1, 2, "loopback", "10.0.0.0/8,127.0.0.1", "203.0.113.0/24"] as const;
const headers = [
  undefined,
  "203.0.113.9",
  "198.51.100.7, 203.0.113.9",
  "198.51.100.7,203.0.113.9,10.1.2.3",
  "  198.51.100.7 ,, 203.0.113.9 , ",
  ",,,",
  "",
  "unknown, 203.0.113.9",
  "203.0.113.9, unknown",
  "2001:db8::1, 10.0.0.1",
  "[2001:db8::1]:4711",
  "203.0.113.9:4711",
  "::::",
  "127.0.0.1, 127.0.0.1, 127.0.0.1",
];

describe("the address of a client in front of Express", () => {
  for (const trust of trusts) {
    it(`is the one that Express finds with trust proxy ${String(trust)}`, async () => {
      const app = express().set("trust proxy", trust);
      app.use((request, response) => {
        const isTrusted = app.get("trust proxy fn") as Trust;
        response.json([request.ip, addressOf(request, isTrusted)]);
      });
      const server = createServer(app as RequestListener);
      const url = await listen(server);
      try {
        for (const header of headers) {
          const answer = await fetch(url, {
            headers: header === undefined ? {} : { "x-forwarded-for": header },
          });
          const [byExpress, byUs] = (await answer.json()) as [string, string];
          assert.equal(byUs, byExpress, header);
        }
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  }
});
