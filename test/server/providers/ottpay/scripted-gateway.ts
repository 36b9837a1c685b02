/** A loopback HTTP server that answers as the test says and keeps what it was asked, opened. */
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { systemClock } from "../../../../server/platform/clock.ts";
import type { Clock } from "../../../../server/platform/clock.ts";
import { createHttpClient } from "../../../../server/platform/http-client.ts";
import type { Fetch } from "../../../../server/platform/http-client.ts";
import { createOttpayProvider } from "../../../../server/providers/ottpay/index.ts";
import type { OttpayConfig } from "../../../../server/providers/ottpay/index.ts";
import type {
  KnownOrder,
  OrderRequest,
  PaymentProvider,
} from "../../../../server/providers/provider.ts";
import { openText, sealFields } from "./independent-seal.ts";

export const signKey = "C0FFEE1234ABCD90";
export const merchantId = "ON00009999";

export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly text: string;
  readonly body: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}
export type Script = (response: ServerResponse, asked: Asked) => void;

export interface Harness {
  readonly provider: PaymentProvider;
  readonly url: string;
  readonly asked: Asked[];
}

interface Settings {
  readonly config?: Partial<OttpayConfig>;
  readonly clock?: Clock;
  readonly fetch?: Fetch;
}

export async function startGateway(
  t: TestContext,
  script: Script,
  settings: Settings = {},
): Promise<Harness> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const json = text.startsWith("{") ? text : Buffer.from(text, "base64").toString();
      const body = JSON.parse(json) as Asked["body"];
      const sealed = { data: body["data"] ?? "", md5: body["md5"] ?? "" };
      const data = JSON.parse(openText(sealed, signKey)) as Asked["data"];
      const { method = "", headers } = request;
      const question = { method, headers, text, body, data };
      asked.push(question);
      script(response, question);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/processV2`;
  return { provider: providerAt(url, settings), url, asked };
}

export function providerAt(url: string, settings: Settings = {}): PaymentProvider {
  return createOttpayProvider(
    {
      url,
      merchantId,
      shopId: "ON00009999001",
      operatorId: "0000012345",
      signKeys: [signKey, "AN-OLDER-KEY"],
      currencies: ["CAD", "USD"],
      wallets: ["WECHATPAY", "ALIPAY", "UNIONPAY", "GP", "NONE"],
      mayAddFee: true,
      durationSeconds: 900,
      outer: "json",
      card: null,
      ...settings.config,
    },
    {
      http: createHttpClient({ fetch: settings.fetch ?? globalThis.fetch }),
      random: (count) => new Uint8Array(count).map((_, index) => index * 37),
      clock: settings.clock ?? systemClock,
      cardSeal: null,
    },
  );
}

/** An address on this machine where nothing listens. */
export async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/processV2`;
}

export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** A successful answer with these fields sealed in it. */
export function sealedAnswer(
  fields: Readonly<Record<string, string>>,
  key = signKey,
  code = "SUCCESS",
): Script {
  return (response) => {
    answerJson(response, { rsp_code: code, rsp_msg: "ok", ...sealFields(fields, key) });
  };
}

export const never = (): AbortSignal => new AbortController().signal;

export const orderRequest: OrderRequest = {
  orderNumber: "ABCDEFGH234567890XYZ",
  orderRef: "W-20431",
  amount: "19.99",
  currency: "CAD",
  codes: ["ALIPAY"],
  filter: { currency: "CAD" },
  locale: "en-CA",
  customer: null,
  terms: null,
  returnUrl: "https://pay.shop.example/v1/return/abc",
  notifyUrl: "https://pay.shop.example/v1/notifications/ottpay/def",
  expiresInSeconds: 900,
  repeated: false,
};

export const knownOrder: KnownOrder = {
  orderNumber: "ABCDEFGH234567890XYZ",
  providerRef: "ABCDEFGH234567890XYZ",
  amount: "19.99",
  currency: "CAD",
  method: "ALIPAY",
  codes: ["ALIPAY", "WECHATPAY"],
  test: false,
};
