/**
 * Requests to every public route, nearly right: most reach what is behind the parsers. Framing is
 * always correct here, so that a connection can be kept; what breaks framing is in malformed.ts.
 */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { routes } from "../../contract/vocabulary.ts";
import { hostileJson, hostileText, nearly } from "./hostile.ts";

/** What exists at the proxy, to be aimed at. */
export interface Targets {
  readonly host: string;
  readonly apiKey: string;
  readonly sessionIds: readonly string[];
  /** Nothing else is tried on these. */
  readonly cancelableIds: readonly string[];
  readonly cardSessionIds: readonly string[];
  /** For the sessions above; nearly right. */
  readonly sealedCards: readonly string[];
  readonly paymentIds: readonly string[];
  readonly returnTokens: readonly string[];
  /** Paths. */
  readonly notifications: readonly string[];
  readonly icons: readonly string[];
}

export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly bytes: Buffer;
}

type Head = readonly (readonly [name: string, value: string])[];

export function requestsTo(targets: Targets): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      aim: aims(targets),
      query: queries,
      headers: fc.array(headers(targets), { maxLength: 4 }),
      key: fc.constantFrom(...Array<"right">(8).fill("right"), "wrong", "none"),
      strangeMethod: seldom(fc.constantFrom("GET", "POST", "HEAD", "DELETE", "OPTIONS", "PUT")),
      strangeBody: seldom(anyBody),
      type: contentTypes,
      encoding: encodings,
      chunked: fc.boolean(),
    })
    .map(({ aim, strangeMethod, strangeBody, type, encoding, chunked, ...rest }) => {
      const method = strangeMethod ?? aim.method;
      const target = aim.path + (aim.query ?? rest.query);
      const body = encoding.pack(strangeBody ?? aim.body ?? Buffer.alloc(0));
      const head: Head = [
        ["Host", targets.host],
        ...(rest.key === "none"
          ? []
          : ([
              ["Authorization", `Bearer ${rest.key === "right" ? targets.apiKey : "x"}`],
            ] as const)),
        ["Content-Type", type],
        ...(encoding.name === "" ? [] : ([["Content-Encoding", encoding.name]] as const)),
        ...rest.headers,
      ];
      return { method, target, bytes: frame(method, target, head, body, chunked) };
    });
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  );
}

export function frame(
  method: string,
  target: string,
  head: Head,
  body: Buffer,
  chunked: boolean,
): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...head.map(([name, value]) => `${name}: ${value}`),
  ];
  const length = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`;
  const start = Buffer.from([...lines, length, "", ""].join("\r\n"), "latin1");
  return Buffer.concat([start, chunked ? toChunks(body) : body]);
}

function toChunks(body: Buffer): Buffer {
  const half = Math.ceil(body.length / 2);
  const parts = [body.subarray(0, half), body.subarray(half)].filter((part) => part.length > 0);
  return Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`${part.length.toString(16)}\r\n`),
      part,
      Buffer.from("\r\n"),
    ]),
    Buffer.from("0\r\n\r\n"),
  ]);
}

interface Aim {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: Buffer;
}

/** A segment of a path: what exists, or nonsense escaped well or badly. */
function segment(known: readonly string[]): fc.Arbitrary<string> {
  const nonsense = hostileText.map((text) => toVisible(encodeSafely(text)).slice(0, 4_000));
  return fc.oneof(
    { weight: 6, arbitrary: known.length === 0 ? nonsense : fc.constantFrom(...known) },
    { weight: 2, arbitrary: nonsense },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "..",
        "%2e%2e",
        "%2e%2e%2f",
        ".",
        "%00",
        "%ff",
        "%E0%A4%A",
        "%",
        "*",
      ),
    },
  );
}

function encodeSafely(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a request line can carry: anything else would break the framing. */
function toVisible(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "%");
}

function toValue(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, "?");
}

function aims(targets: Targets): fc.Arbitrary<Aim> {
  const at = (
    method: string,
    route: string,
    known: readonly string[],
    body?: fc.Arbitrary<Buffer>,
  ) =>
    fc
      .record({ value: segment(known), body: body ?? fc.constant(undefined) })
      .map(({ value, body: sent }): Aim => {
        const path = route.replace(/:\w+/, () => value);
        return sent === undefined ? { method, path } : { method, path, body: sent };
      });
  const { sessionIds, cancelableIds, cardSessionIds, returnTokens, notifications, icons } = targets;
  return fc.oneof(
    { weight: 6, arbitrary: at("POST", routes.sessions, [], newSession) },
    { weight: 2, arbitrary: at("GET", routes.sessions, []) },
    { weight: 2, arbitrary: at("GET", routes.session, sessionIds) },
    { weight: 1, arbitrary: at("POST", routes.sessionCancel, cancelableIds) },
    { weight: 3, arbitrary: at("POST", routes.sessionResolve, sessionIds, decision(targets)) },
    { weight: 1, arbitrary: at("GET", routes.events, []) },
    { weight: 4, arbitrary: at("GET", routes.methods, []) },
    { weight: 1, arbitrary: at("DELETE", routes.methods, []) },
    { weight: 4, arbitrary: at("GET", routes.checkout, sessionIds) },
    { weight: 5, arbitrary: at("POST", routes.checkoutPayments, sessionIds, start) },
    {
      weight: 5,
      arbitrary: at("POST", routes.checkoutPayments, cardSessionIds, cardStart(targets)),
    },
    { weight: 3, arbitrary: cardForm },
    { weight: 3, arbitrary: at("GET", routes.return, returnTokens) },
    {
      weight: 8,
      arbitrary: fc
        .record({ path: fc.constantFrom(...notifications), body: notification })
        .map(({ path, body }): Aim => ({ method: "POST", path, body })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ provider: segment(["ottpay", "ottu"]), token: segment([]), body: notification })
        .map(({ provider, token, body }): Aim => ({
          method: "POST",
          path: `/v1/notifications/${provider}/${token}`,
          body,
        })),
    },
    { weight: 2, arbitrary: at("GET", routes.icon, icons) },
    { weight: 3, arbitrary: at("GET", routes.pay, sessionIds) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          routes.payStyle,
          routes.script,
          routes.classicScript,
          routes.openapi,
          routes.healthz,
          routes.readyz,
          routes.metrics,
          "/",
          "//",
          "/v1",
          "/favicon.ico",
          "/.env",
          "/otter-checkout/../../package.json",
          "/otter-checkout/%2e%2e/%2e%2e/package.json",
          "/otter-checkout/x/..%5c..%5cpackage.json",
        ].map((path): Aim => ({ method: "GET", path })),
      ),
    },
    { weight: 1, arbitrary: segment([]).map((path): Aim => ({ method: "GET", path: `/${path}` })) },
  );
}

const filters = [
  "currency",
  "operation",
  "tokenizable",
  "pgNames",
  "type",
  "plugin",
  "tags",
  "paymentServices",
  "orderRef",
  "status",
  "from",
  "after",
  "limit",
  "session",
  "__proto__",
  "currency[]",
  "a[b][c]",
];

const queries: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...filters) },
        { weight: 1, arbitrary: hostileText },
      ),
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom(
            "KWD",
            "CAD",
            "XXX",
            "purchase",
            "true",
            "kpay,mpgs",
            "sandbox",
            "production",
            "e_commerce",
            "2026-01-01T00:00:00Z",
            "1",
            "500",
            "9007199254740993",
          ),
        },
        { weight: 2, arbitrary: hostileText },
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => {
    const text = pairs
      .map(([name, value]) => `${encodeSafely(name)}=${encodeSafely(value)}`.slice(0, 1_500))
      .join("&");
    return text === "" ? "" : `?${toVisible(text)}`;
  });

const toBody = (text: string): Buffer => Buffer.from(text);

const newSession = fc
  .record({ order: fc.nat({ max: 200 }), canada: fc.boolean() })
  .chain(({ order, canada }) =>
    nearly({
      amount: canada ? '"19.99"' : '"12.750"',
      currency: canada ? '"CAD"' : '"KWD"',
      orderRef: `"F-${order}"`,
      returnUrl: '"https://shop.example/thanks"',
      failureUrl: '"https://shop.example/failed"',
      locale: '"ar-KW"',
      customer: '{"id":"c-1","email":"noor@shop.example","phone":"+96555501234"}',
      filter: '{"pgNames":["kpay"],"tokenizable":false}',
      providers: '["ottpay","ottu"]',
      expiresInSeconds: "3600",
      description: '"two <b>mugs</b>"',
      metadata: '{"cart":"c-88"}',
      account: '"default"',
      paymentType: '"one_off"',
      agreement: '{"id":"a-1","frequency":"monthly"}',
      notifyCustomer: '["email","sms"]',
      allowRepeat: "false",
    }),
  )
  .map(toBody);

/** Who is right about the frame's page is told of the form, whoever else is not. */
const cardForm: fc.Arbitrary<Aim> = fc
  .record({
    id: segment(["new"]),
    origin: fc.oneof(
      { weight: 3, arbitrary: fc.constant("https://shop.example") },
      { weight: 2, arbitrary: hostileText },
    ),
    locale: fc.oneof(fc.constantFrom("ar-KW", "zh", "en-"), hostileText),
  })
  .map(({ id, origin, locale }): Aim => {
    const query = `?origin=${encodeSafely(origin)}&locale=${encodeSafely(locale)}`;
    const path = routes.cardFrame.replace(":id", () => id);
    return { method: "GET", path, query: toVisible(query).slice(0, 3_000) };
  });

function cardStart({ sealedCards }: Targets): fc.Arbitrary<Buffer> {
  return fc
    .constantFrom(...sealedCards)
    .chain((card) =>
      nearly({ method: '"ottpay:CARD"', card: JSON.stringify(card), locale: '"fr"' }),
    )
    .map(toBody);
}

const start = nearly({ method: '"ottu:knet-main"', locale: '"en"' }).map(toBody);

function decision({ paymentIds }: Targets): fc.Arbitrary<Buffer> {
  return nearly({
    payment: JSON.stringify(paymentIds[0] ?? "pay_x"),
    as: '"paid"',
    note: '"looked at"',
  }).map(toBody);
}

const sealed = nearly({
  rsp_code: '"SUCCESS"',
  rsp_msg: '"success"',
  merchant_id: '"ON00004652"',
  data: '"c2VhbGVkIGRhdGEgb2Ygbm9ib2R5Lg=="',
  md5: `"${"A".repeat(32)}"`,
});

const signed = nearly({
  amount: '"12.750"',
  currency_code: '"KWD"',
  session_id: `"${"0".repeat(40)}"`,
  order_no: '"W-1-ABCDEFGH"',
  reference_number: '"ref-1"',
  result: '"success"',
  state: '"paid"',
  fee: '"0.000 KWD"',
  gateway_account: '"knet-main"',
  extra: '{"cart":"c-88"}',
  signature: `"${"0".repeat(64)}"`,
});

const formFields = [
  ...["data", "md5", "signature", "rsp_code", "__proto__"],
  ...["order_no", "amount", "currency_code", "reference_number", "result", "Gateway_name"],
];

const form = fc
  .array(fc.tuple(fc.constantFrom(...formFields), hostileText))
  .map((pairs) =>
    pairs.map(([name, value]) => `${name}=${toVisible(encodeSafely(value))}`).join("&"),
  );

const notification = fc.oneof(sealed, signed, form).map(toBody);

/** Bodies for any route. */
const anyBody: fc.Arbitrary<Buffer> = fc.oneof(
  hostileJson.map(toBody),
  hostileText.map(toBody),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from("\ufeff{}", "utf16le")),
  fc.constant(Buffer.from("{}\0{}")),
  newSession,
  notification,
);

const contentTypes = fc.oneof(
  { weight: 8, arbitrary: fc.constant("application/json") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "application/json; charset=utf-8",
      "application/json; charset=utf-7",
      "application/json;charset=",
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/xml",
      "*/*",
      "",
      ";;;",
    ),
  },
);

interface Encoding {
  readonly name: string;
  pack(body: Buffer): Buffer;
}

const asItIs = (body: Buffer): Buffer => body;
const encodings: fc.Arbitrary<Encoding> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Encoding>({ name: "", pack: asItIs }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Encoding[]>(
      { name: "gzip", pack: (body) => gzipSync(body) },
      { name: "deflate", pack: (body) => deflateSync(body) },
      { name: "br", pack: (body) => brotliCompressSync(body) },
      { name: "gzip", pack: asItIs },
      { name: "deflate", pack: asItIs },
      { name: "br", pack: asItIs },
      { name: "gzip", pack: () => gzipSync(Buffer.alloc(5_000_000)) },
      { name: "zstd", pack: asItIs },
      { name: "gzip, gzip", pack: asItIs },
      { name: "identity", pack: asItIs },
    ),
  },
);

function headers(targets: Targets): fc.Arbitrary<readonly [string, string]> {
  const named = (name: string, values: readonly string[]) =>
    fc.constantFrom(...values).map((value) => [name, value] as const);
  return fc.oneof(
    named("Origin", [
      "https://shop.example",
      "https://evil.example",
      "null",
      "https://shop.example.evil.example",
      "file://",
      "x".repeat(2_000),
    ]),
    named("Idempotency-Key", ["key-1", "key-2", "", " ", "k".repeat(300), "é"]),
    named("If-None-Match", ['"x"', "*", 'W/"x"', ""]),
    named("Accept-Language", ["ar", "*", ";q=", "zz-zz-zz-zz", "a".repeat(3_000)]),
    named("Accept-Encoding", ["gzip", "br", "identity;q=0, *;q=0", "x".repeat(500)]),
    named("X-Forwarded-For", ["127.0.0.1", "1.2.3.4, 5.6.7.8", "::1", "x".repeat(500)]),
    named("X-Forwarded-Host", ["evil.example"]),
    named("X-Forwarded-Proto", ["https", "javascript"]),
    named("X-Request-Id", ["a", "b".repeat(1_000)]),
    named("Range", ["bytes=0-1", "bytes=9999999999-"]),
    named("Cookie", ["a=b", "__proto__=1", "x".repeat(4_000)]),
    named("Access-Control-Request-Method", ["POST", "STEAL"]),
    named("Access-Control-Request-Headers", ["content-type", "x".repeat(1_000)]),
    named("Authorization", ["Bearer", "Basic eDp5", `bearer ${targets.apiKey}`, "Bearer  x  y"]),
    named("X-HTTP-Method-Override", ["DELETE"]),
    hostileText.map((text) => ["X-Hostile", toValue(text)] as const),
  );
}
