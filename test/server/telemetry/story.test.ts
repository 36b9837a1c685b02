/** A log tells a payment's story, line by line, and so does docs/operate.md. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { runProxy, type RunningProxy } from "../../support/running-proxy.ts";
import { linesOf, payOnce, traceparent, type Line } from "../../support/told-payment.ts";

const debug = 20;
const customer = {
  id: "customer-4711",
  email: "noor@shop.test",
  phone: "+96555501234",
  firstName: "Noor",
  lastName: "Al-Sabah",
  address: { line1: "12 Gulf Road", city: "Salmiya", country: "KW" },
} as const;

let running: RunningProxy;
let lines: readonly Line[];
let sessionId: string;
before(async () => {
  running = await runProxy();
  sessionId = await payOnce(running, {
    orderRef: "W-20431",
    customer,
    description: "Two blue cups for Noor",
    metadata: { note: "gift wrapped" },
  });
  lines = linesOf(running.log);
});
after(() => running.stop());

/** What a line is about, without what differs from one run to the next. */
function gist(line: Line): string {
  const kept = ["level", "msg", "method", "route", "status", "was", "call", "outcome", "via"];
  const said = kept.map((name) => line[name]).filter((value) => value !== undefined);
  return [...said, "with", ...Object.keys(line).sort()].join(" ");
}

const isToldOf = ({ session, level }: Line, about: string) => level > debug && session === about;

describe("the log of one payment", () => {
  it("is what docs/operate.md shows", async () => {
    const text = await readFile(new URL("../../../docs/operate.md", import.meta.url), "utf8");
    const [, block = ""] = /```jsonl\n(.*?)```/s.exec(text) ?? [];
    const shown = linesOf(block.trim().split("\n"));
    const about = String(shown[0]?.["session"]);
    const told = lines.filter((line) => isToldOf(line, hashInLog()));
    assert.ok(shown.every((line) => isToldOf(line, about)));
    // A worker and a request may write side by side.
    assert.deepEqual(shown.map(gist).sort(), told.map(gist).sort());
  });

  it("names session, payment and order alike in every line, from the order that the shop knows", () => {
    const [made] = lines.filter(({ msg }) => msg === "a session is made");
    assert.equal(made?.["orderRef"], "W-20431");
    const about = lines.filter(({ session }) => session === made?.["session"]);
    const ofPayment = about.filter((line) => line["payment"] !== undefined);
    assert.equal(new Set(ofPayment.map((line) => line["payment"])).size, 1);
    const orders = new Set(ofPayment.map((line) => line["order"]));
    assert.deepEqual(
      [...orders],
      running.sandbox.ottu.orders().map((order) => order.orderNo),
    );
  });

  it("names the request in whatever is done for it", () => {
    const idOf = (fits: (line: Line) => boolean) => lines.find(fits)?.["requestId"];
    const request = (route: string) =>
      idOf((line) => line.msg === "request" && line["route"] === route);
    assert.equal(
      idOf(({ msg }) => msg === "a session is made"),
      request("/v1/sessions"),
    );
    assert.equal(
      idOf((line) => line["call"] === "create"),
      request("/v1/checkout/:id/payments"),
    );
    assert.equal(
      idOf(({ msg }) => msg === "a notification is kept"),
      request("/v1/notifications/:provider/:notifyToken"),
    );
    assert.equal(
      idOf((line) => line["call"] === "query"),
      undefined,
    );
  });

  it("tells at debug each fact of the payment, its lists and what the shop is to hear", () => {
    const atDebug = lines.filter(({ level }) => level === debug);
    const facts = atDebug.flatMap((line) => (line.msg === "a fact" ? [line["fact"]] : []));
    assert.deepEqual(facts, ["order_begun", "link_handed_out", "notified", "paid"]);
    assert.ok(atDebug.some((line) => line["call"] === "methods"));
    assert.ok(atDebug.some(({ msg }) => msg === "an event waits for the shop"));
  });

  it("holds no person, no address, no capability and nothing of the shop's own texts", async () => {
    const { payments } = await running.client.getSession(sessionId);
    const [order] = running.sandbox.ottu.orders();
    const capabilities = [order?.redirectUrl, order?.webhookUrl].map(
      (url) => url?.split("/").at(-1) ?? "",
    );
    const secrets = [
      ...[sessionId, payments[0]?.id ?? "", ...capabilities],
      ...[order?.sessionId ?? "", running.env["OTTU_API_KEY"] ?? ""],
      ...Object.values(customer).filter((value) => typeof value === "string"),
      ...["Gulf Road", "Salmiya", "blue cups", "gift wrapped", "shop.example"],
    ];
    for (const secret of secrets) {
      assert.ok(secret.length > 3);
      for (const line of running.log) assert.ok(!line.includes(secret), `${secret} in ${line}`);
    }
  });

  it("carries the shop's trace where it asked, and where it is told", () => {
    const traced = lines.filter((line) => line["trace"] !== undefined);
    assert.deepEqual(
      traced.map(({ msg, ...line }) => [msg, line["trace"]]),
      [
        ["request", traceparent.split("-")[1]],
        ["the shop took an event", traceparent.split("-")[1]],
      ],
    );
  });
});

function hashInLog(): string {
  return String(lines.find(({ msg }) => msg === "a session is made")?.["session"]);
}
