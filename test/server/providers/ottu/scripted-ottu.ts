/** A loopback HTTP server that answers as the test says and keeps what it was asked. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { Clock } from "../../../../server/platform/clock.ts";
import { GatewayError } from "../../../../server/platform/errors.ts";
import { createHttpClient } from "../../../../server/platform/http-client.ts";
import type { Fetch } from "../../../../server/platform/http-client.ts";
import { createOttuProvider } from "../../../../server/providers/ottu/index.ts";
import type { OttuConfig } from "../../../../server/providers/ottu/index.ts";
import type {
  KnownOrder,
  OrderRequest,
  PaymentProvider,
} from "../../../../server/providers/provider.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
export type Script = (response: ServerResponse, asked: Asked) => void;

export interface Harness {
  readonly provider: PaymentProvider;
  readonly asked: readonly Asked[];
  readonly duplicates: ReadonlyArray<readonly string[]>;
}

export const startedAt = Date.UTC(2030, 0, 1);
const stoppedClock: Clock = { now: () => startedAt, wait: () => Promise.resolve() };

export async function startOttu(
  t: TestContext,
  script: Script,
  config: Partial<OttuConfig> = {},
): Promise<Harness> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const question: Asked = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      asked.push(question);
      script(response, question);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const duplicates: (readonly string[])[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { provider: ottuAt(url, config, (codes) => duplicates.push(codes)), asked, duplicates };
}

export function ottuAt(
  url: string,
  config: Partial<OttuConfig> = {},
  onDuplicates: (codes: readonly string[]) => void = () => {},
  fetch: Fetch = globalThis.fetch,
): PaymentProvider {
  return createOttuProvider(
    {
      url,
      auth: { apiKey: "private-key" },
      webhookKeys: ["drop-in-test-key"],
      signature: "auto",
      plugin: "e_commerce",
      pos: null,
      type: "production",
      labels: {},
      ...config,
    },
    {
      http: createHttpClient({ fetch }),
      random: (count) => new Uint8Array(count).map((_, index) => index * 37),
      clock: stoppedClock,
      onDuplicates,
    },
  );
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/html" }).end(text);
}

export const json =
  (value: unknown, status = 200): Script =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };

export const never = (): AbortSignal => new AbortController().signal;

export function isGatewayError(expected: Partial<GatewayError>): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof GatewayError, String(error));
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(error[name as keyof GatewayError], value, name);
    }
    return true;
  };
}

export const sessionId = "3f0c9e1b7a5d4428b6c1d09e77aa51c2f4be8d10";

export const orderRequest: OrderRequest = {
  orderNumber: "W-20431-0123ABCD",
  orderRef: "W-20431",
  amount: "12.750",
  currency: "KWD",
  codes: ["knet-main", "credit-card"],
  filter: { currency: "KWD" },
  locale: "ar-KW",
  customer: null,
  terms: null,
  returnUrl: "https://pay.shop.example/v1/return/abc",
  notifyUrl: "https://pay.shop.example/v1/notifications/ottu/def",
  expiresInSeconds: 1200,
  repeated: false,
};

export const knownOrder: KnownOrder = {
  orderNumber: "W-20431-0123ABCD",
  providerRef: sessionId,
  amount: "12.750",
  currency: "KWD",
  method: "knet-main",
  codes: ["knet-main", "cards-main"],
  test: false,
};
