import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GatewayError } from "../../../../server/platform/errors.ts";
import type { GatewayReport } from "../../../../server/providers/provider.ts";
import { sealFields, sealText } from "./independent-seal.ts";
import {
  answerJson,
  knownOrder,
  merchantId,
  never,
  orderRequest,
  providerAt,
  sealedAnswer,
  signKey,
  startGateway,
  unusedUrl,
} from "./scripted-gateway.ts";
import type { Script } from "./scripted-gateway.ts";

const link = "https://pay.ottpay.com/h5?id=1";
const ordered = sealedAnswer({ preypay_order_id: orderRequest.orderNumber, payinfo: link });

function isGatewayError(expected: Partial<GatewayError>): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof GatewayError, String(error));
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(error[name as keyof GatewayError], value, name);
    }
    return true;
  };
}

describe("createOrder", () => {
  test("sends one PREPAY_INIT 2.0 of sealed strings, and nothing that is not known", async (t) => {
    const { provider, asked } = await startGateway(t, ordered);
    await provider.createOrder(orderRequest, never());
    assert.equal(asked.length, 1);
    const [question] = asked;
    assert.equal(question?.method, "POST");
    assert.equal(question.headers["content-type"], "application/json");
    assert.equal(question.headers.accept, "application/json");
    const { data: _data, md5: _md5, ...outer } = question.body;
    assert.deepEqual(outer, { action: "PREPAY_INIT", version: "2.0", merchant_id: merchantId });
    assert.deepEqual(question.data, {
      merchant_id: merchantId,
      shop_id: "ON00009999001",
      operator_id: "0000012345",
      prepay_order_id: orderRequest.orderNumber,
      sale_num: orderRequest.orderNumber,
      amount: "1999",
      currency_type: "CAD",
      biz_type: "PREPAY",
      redirect_url: orderRequest.returnUrl,
      call_back_url: orderRequest.notifyUrl,
      duration: "900",
      remarks: "W-20431",
    });
  });

  test("sends the customer's email, and nothing else of the customer", async (t) => {
    const { provider, asked } = await startGateway(t, ordered);
    const customer = { email: "buyer@example.com", phone: "+16045550100", firstName: "Ada" };
    await provider.createOrder({ ...orderRequest, customer }, never());
    assert.equal(asked[0]?.data["email"], "buyer@example.com");
    assert.doesNotMatch(JSON.stringify(asked[0]?.data), /6045550100|Ada/);
  });

  for (const [amount, currency, cents] of [
    ["0.01", "CAD", "1"],
    ["1.00", "USD", "100"],
    ["90071992547409.93", "CAD", undefined],
    ["9007199254740.93", "CAD", "900719925474093"],
    ["1.15", "CAD", "115"],
    ["500", "JPY", "500"],
  ] as const) {
    test(`asks for ${cents === undefined ? "nothing when the amount is" : `${cents} cents for`} ${amount} ${currency}`, async (t) => {
      const { provider, asked } = await startGateway(t, ordered);
      const made = provider.createOrder({ ...orderRequest, amount, currency }, never());
      if (cents === undefined) await assert.rejects(made);
      else await made;
      assert.equal(asked[0]?.data["amount"], cents);
    });
  }

  test("resolves to the link, our reference, and an end counted by our own clock", async (t) => {
    const clock = { now: () => 1_700_000_000_000, wait: () => Promise.resolve() };
    const { provider } = await startGateway(
      t,
      sealedAnswer({
        prepay_order_id: orderRequest.orderNumber,
        payinfo: link,
        expire_time: "1999-01-01",
      }),
      { clock },
    );
    assert.deepEqual(
      await provider.createOrder({ ...orderRequest, expiresInSeconds: 300 }, never()),
      {
        providerRef: orderRequest.orderNumber,
        link,
        expiresAt: 1_700_000_300_000,
        charges: {},
      },
    );
  });

  const spellings: ReadonlyArray<readonly [string, Script]> = [
    [
      "payInfo and rep_code",
      (response) => {
        answerJson(response, { rep_code: "success", ...sealFields({ payInfo: link }, signKey) });
      },
    ],
    [
      "line-wrapped base64",
      (response) => {
        const { data, md5 } = sealFields({ payinfo: link, merchant_id: merchantId }, signKey);
        answerJson(response, { rsp_code: "Success", md5, data: data.replace(/.{60}/g, "$&\r\n") });
      },
    ],
    [
      "numbers, nulls and nested values",
      (response) => {
        const content = `{"payinfo":"${link}","amount":1999,"tip":null,"more":{"a":1}}`;
        answerJson(response, {
          rsp_code: "SUCCESS",
          ...sealText(content, `1999.0{a=1.0}${link}null`, signKey),
        });
      },
    ],
    [
      "escapes as Gson writes them",
      (response) => {
        const content = `{"payinfo":"${link.replaceAll("=", "\\u003d")}"}`;
        answerJson(response, { rsp_code: "SUCCESS", ...sealText(content, link, signKey) });
      },
    ],
    ["the older sign key", sealedAnswer({ payinfo: link }, "AN-OLDER-KEY")],
    ["a code that no list has", sealedAnswer({ payinfo: link }, signKey, "00")],
  ];
  for (const [what, script] of spellings) {
    test(`understands an answer with ${what}`, async (t) => {
      const { provider } = await startGateway(t, script);
      const order = await provider.createOrder(orderRequest, never());
      assert.deepEqual([order.link, order.providerRef], [link, orderRequest.orderNumber]);
    });
  }

  for (const code of ["ORDER_USED", "order_used", "ORDER_PAID"]) {
    test(`says that the number is taken on ${code}`, async (t) => {
      const { provider } = await startGateway(t, (response) => {
        answerJson(response, { rsp_code: code, rsp_msg: "no" });
      });
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ failure: "refused", outcome: "none", gatewayCode: "used" }),
      );
    });
  }

  for (const code of [
    "FAIL",
    "PARAM_INVALID",
    "param_error",
    "PARAM_MISSING",
    "PWD_INCORRECT",
    "ORDER_TYPE_ERROR",
  ]) {
    test(`says that nothing was done on ${code}`, async (t) => {
      const { provider } = await startGateway(t, (response) => {
        answerJson(response, { rsp_code: code, rsp_msg: "secret text", data: null });
      });
      await assert.rejects(provider.createOrder(orderRequest, never()), (error: Error) => {
        assert.doesNotMatch(error.message, /secret text/);
        return isGatewayError({
          failure: "refused",
          outcome: "none",
          gatewayCode: code.toUpperCase(),
        })(error);
      });
    });
  }

  for (const code of ["SYSTEM_ERROR", "TIMEOUT", "DB_ERROR", "PROCESSING", "SOMETHING_NEW"]) {
    test(`leaves the outcome open on ${code}`, async (t) => {
      const { provider } = await startGateway(t, (response) => {
        answerJson(response, { rsp_code: code });
      });
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ outcome: "unknown", gatewayCode: code }),
      );
    });
  }

  const sealed = sealFields({ payinfo: link }, signKey);
  const success =
    (rest: object): Script =>
    (response) => {
      answerJson(response, { rsp_code: "SUCCESS", ...rest });
    };
  const unusable: ReadonlyArray<readonly [string, Script]> = [
    ["HTML", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["an empty body", (response) => response.writeHead(200).end()],
    [
      "a list",
      (response) => {
        answerJson(response, [1]);
      },
    ],
    [
      "null",
      (response) => {
        answerJson(response, null);
      },
    ],
    [
      "a redirect",
      (response) => response.writeHead(302, { location: "https://elsewhere.example" }).end(),
    ],
    [
      "404",
      (response) => {
        answerJson(response, { rsp_code: "FAIL" }, 404);
      },
    ],
    [
      "no code",
      (response) => {
        answerJson(response, sealed);
      },
    ],
    ["success without data", success({ md5: sealed.md5 })],
    ["success without md5", success({ data: sealed.data })],
    ["another seal", success(sealFields({ payinfo: link }, "WRONG-KEY"))],
    ["a seal over something else", success(sealText(`{"payinfo":"${link}"}`, "x", signKey))],
    ["no link", sealedAnswer({ preypay_order_id: "A1" })],
    ["an empty link", sealedAnswer({ payinfo: " " })],
    [
      "an answer about another merchant",
      sealedAnswer({ payinfo: link, merchant_id: "ON00000001" }),
    ],
    ["an http link elsewhere", sealedAnswer({ payinfo: "http://pay.ottpay.com/h5" })],
    ["a script as link", sealedAnswer({ payinfo: "javascript:alert(1)" })],
    ["data as link", sealedAnswer({ payinfo: "data:text/html,x" })],
    ["a relative link", sealedAnswer({ payinfo: "/h5?id=1" })],
    ["a link with credentials", sealedAnswer({ payinfo: "https://a:b@pay.ottpay.com/" })],
    [
      "a link without end",
      sealedAnswer({ payinfo: `https://pay.ottpay.com/?${"x".repeat(3000)}` }),
    ],
    ["an answer without end", (response) => response.writeHead(200).end("x".repeat(200_000))],
  ];
  for (const [what, script] of unusable) {
    test(`takes no order from ${what}`, async (t) => {
      const { provider } = await startGateway(t, script);
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ failure: "invalid_answer", outcome: "unknown" }),
      );
    });
  }

  for (const [status, failure] of [
    [500, "server_error"],
    [503, "server_error"],
    [401, "unauthorized"],
    [403, "unauthorized"],
  ] as const) {
    test(`reports status ${status} as ${failure}, outcome unknown`, async (t) => {
      const { provider } = await startGateway(t, (response) => {
        answerJson(response, { rsp_code: "SUCCESS", ...sealed }, status);
      });
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ failure, outcome: "unknown" }),
      );
    });
  }

  test("accepts an http link only where gateway and link are this machine", async (t) => {
    const here = "http://127.0.0.1:8400/h5?id=1";
    const { provider } = await startGateway(t, sealedAnswer({ payinfo: here }));
    assert.equal((await provider.createOrder(orderRequest, never())).link, here);
  });

  test("accepts no http link to this machine from a gateway elsewhere", async (t) => {
    const { url } = await startGateway(
      t,
      sealedAnswer({ payinfo: "http://127.0.0.1:8400/h5?id=1" }),
    );
    const provider = providerAt("https://frontapi.ottpay.com/processV2", {
      fetch: (_live, init) => fetch(url, init),
    });
    await assert.rejects(
      provider.createOrder(orderRequest, never()),
      isGatewayError({ failure: "invalid_answer", outcome: "unknown" }),
    );
  });

  test("ends as a time-out when its signal fires", async (t) => {
    const stop = new AbortController();
    const { provider } = await startGateway(t, () => {
      stop.abort();
    });
    await assert.rejects(
      provider.createOrder(orderRequest, stop.signal),
      isGatewayError({ failure: "timeout", outcome: "unknown" }),
    );
  });

  test("knows that a gateway it could not connect to did nothing", async () => {
    await assert.rejects(
      providerAt(await unusedUrl()).createOrder(orderRequest, never()),
      isGatewayError({ failure: "unreachable", outcome: "none" }),
    );
  });
});

describe("query", () => {
  const paid = {
    status: "SUCCESS",
    amount: "1999",
    currency_type: "CAD",
    order_id: "17357835450001234",
  };

  test("asks by the stored reference", async (t) => {
    const { provider, asked } = await startGateway(
      t,
      sealedAnswer({ ...paid, prepay_order_id: "REF1" }),
    );
    await provider.query({ ...knownOrder, providerRef: "REF1" }, never());
    assert.equal(asked[0]?.body["action"], "PREPAY_QUERY");
    assert.equal(asked[0].body["version"], "2.0");
    assert.deepEqual(asked[0].data, { merchant_id: merchantId, prepay_order_id: "REF1" });
  });

  test("asks by our order number when the answer to the order was never seen", async (t) => {
    const { provider, asked } = await startGateway(t, sealedAnswer(paid));
    await provider.query({ ...knownOrder, providerRef: null }, never());
    assert.equal(asked[0]?.data["prepay_order_id"], knownOrder.orderNumber);
  });

  test("reports all that was said, in decimals", async (t) => {
    const { provider } = await startGateway(
      t,
      sealedAnswer({
        ...paid,
        tip: "100",
        convenience_fee: "5",
        sale_num: knownOrder.orderNumber,
        rspCode: "SUCCESS",
      }),
    );
    assert.deepEqual(await provider.query(knownOrder, never()), {
      state: "paid",
      amount: "19.99",
      currency: "CAD",
      fee: "0.05",
      tip: "1.00",
      remaining: null,
      charged: null,
      transactionRef: "17357835450001234",
      code: null,
      test: true,
      orderNumber: knownOrder.orderNumber,
      references: { order_id: "17357835450001234" },
    });
  });

  for (const [status, state] of [
    ["SUCCESS", "paid"],
    ["success", "paid"],
    [" Trade_Finished", "paid"],
    ["ORDERCLOSE", "closed"],
    ["orderclosed", "closed"],
    ["CLOSED", "closed"],
    ["PROCESSING", "open"],
    ["INIT", "open"],
    ["FAIL", "open"],
    ["REFUND", "open"],
  ] as const) {
    test(`reads status ${JSON.stringify(status)} as ${state}`, async (t) => {
      const { provider } = await startGateway(t, sealedAnswer({ status, amount: "1999" }));
      assert.equal((await provider.query(knownOrder, never())).state, state);
    });
  }

  for (const [json, hashed, amount] of [
    ["1999", "1999.0", "19.99"],
    ["1999.0", "1999.0", "19.99"],
    ["1.0E7", "1.0E7", "100000.00"],
    ["12345678", "1.2345678E7", "123456.78"],
    ["0", "0.0", "0.00"],
    ["19.99", "19.99", null],
    ["-1", "-1.0", null],
    ["1e99", "1.0E99", null],
    ['"1,999"', "1,999", null],
    ['""', "", null],
    ["null", "null", null],
    ['"٣"', "٣", null],
  ] as const) {
    test(`reads the amount ${json} as ${amount}`, async (t) => {
      const content = `{"amount":${json},"status":"SUCCESS"}`;
      const { provider } = await startGateway(t, (response) => {
        answerJson(response, {
          rsp_code: "SUCCESS",
          ...sealText(content, `${hashed}SUCCESS`, signKey),
        });
      });
      assert.equal((await provider.query(knownOrder, never())).amount, amount);
    });
  }

  test("keeps every digit of a transaction number that came as a number", async (t) => {
    const content = '{"order_id":17357835450001237,"status":"SUCCESS"}';
    const { provider } = await startGateway(t, (response) => {
      answerJson(response, {
        rsp_code: "SUCCESS",
        ...sealText(content, "17357835450001237SUCCESS", signKey),
      });
    });
    assert.equal((await provider.query(knownOrder, never())).transactionRef, "17357835450001237");
  });

  for (const [stated, currency] of [
    [undefined, null],
    ["", null],
    ["cad", "CAD"],
    ["USD", "USD"],
    ["124", "XXX"],
  ] as const) {
    test(`reads the currency ${JSON.stringify(stated)} as ${currency}`, async (t) => {
      const fields = { status: "SUCCESS", amount: "1999" };
      const { provider } = await startGateway(
        t,
        sealedAnswer(stated === undefined ? fields : { ...fields, currency_type: stated }),
      );
      assert.equal((await provider.query(knownOrder, never())).currency, currency);
    });
  }

  for (const code of ["00", "0", "APPROVED", "ok"]) {
    test(`takes the code ${code}, which no list has, for nothing beside a status`, async (t) => {
      for (const [status, state] of [
        ["SUCCESS", "paid"],
        ["ORDERCLOSE", "closed"],
        ["PROCESSING", "open"],
      ] as const) {
        const fields = { ...paid, status, rspCode: code };
        for (const script of [sealedAnswer(fields), sealedAnswer(fields, signKey, code)]) {
          const { provider } = await startGateway(t, script);
          assert.equal((await provider.query(knownOrder, never())).state, state);
        }
      }
    });
  }

  for (const [code, failure] of [
    ["PARAM_ERROR", "refused"],
    ["ORDER_USED", "refused"],
    ["SYSTEM_ERROR", "server_error"],
    ["timeout", "server_error"],
    ["PROCESSING", "server_error"],
  ] as const) {
    test(`calls nothing paid where the code beside it is ${code}`, async (t) => {
      const { provider } = await startGateway(t, sealedAnswer({ ...paid, rspCode: code }));
      await assert.rejects(provider.query(knownOrder, never()), isGatewayError({ failure }));
    });
  }

  const unusable: ReadonlyArray<readonly [string, Script, Partial<GatewayError>]> = [
    [
      "another merchant",
      sealedAnswer({ ...paid, merchant_id: "ON1" }),
      { failure: "invalid_answer" },
    ],
    [
      "another order",
      sealedAnswer({ ...paid, prepay_order_id: "OTHER" }),
      { failure: "invalid_answer" },
    ],
    [
      "a word no list has, and no status",
      sealedAnswer({ rspCode: "00", amount: "1999" }, signKey, "00"),
      { failure: "server_error" },
    ],
    ["no status", sealedAnswer({ amount: "1999" }), { failure: "invalid_answer" }],
    [
      "a failure inside the seal",
      sealedAnswer({ rspCode: "FAIL", status: "SUCCESS" }),
      { failure: "refused" },
    ],
    [
      "a failure and no status",
      sealedAnswer({ rspCode: "SYSTEM_ERROR" }),
      { failure: "server_error" },
    ],
    [
      "no such order",
      (response) => {
        answerJson(response, { rsp_code: "FAIL" });
      },
      { failure: "refused" },
    ],
    ["a wrong seal", sealedAnswer(paid, "WRONG-KEY"), { failure: "invalid_answer" }],
  ];
  for (const [what, script, expected] of unusable) {
    test(`reports nothing on ${what}`, async (t) => {
      const { provider } = await startGateway(t, script);
      await assert.rejects(provider.query(knownOrder, never()), isGatewayError(expected));
    });
  }

  test("is judged together with a fee that only the call-back named", async (t) => {
    const { provider } = await startGateway(t, sealedAnswer({ ...paid, amount: "2004" }));
    const report: GatewayReport = await provider.query(knownOrder, never());
    assert.equal(provider.fitsMoney(knownOrder, report, { fee: "0.05", tip: "0.00" }), "fits");
    assert.equal(provider.fitsMoney(knownOrder, report, { fee: null, tip: null }), "over");
  });
});

describe("checkCredentials", () => {
  test("asks for an exchange rate, which changes nothing", async (t) => {
    const { provider, asked } = await startGateway(
      t,
      sealedAnswer({ feeType: "CAD", rate: "505703000" }),
    );
    await provider.checkCredentials(never());
    assert.deepEqual(
      [asked[0]?.body["action"], asked[0]?.body["version"]],
      ["EX_RATE_QUERY", "1.0"],
    );
    assert.deepEqual(asked[0]?.data, { fee_type: "CAD" });
  });

  test("fails when the gateway refuses, or answers with another key", async (t) => {
    const refused = await startGateway(t, (response) => {
      answerJson(response, { rsp_code: "PWD_INCORRECT" });
    });
    await assert.rejects(
      refused.provider.checkCredentials(never()),
      isGatewayError({ failure: "refused" }),
    );
    const foreign = await startGateway(t, sealedAnswer({ rate: "1" }, "WRONG-KEY"));
    await assert.rejects(
      foreign.provider.checkCredentials(never()),
      isGatewayError({ failure: "invalid_answer" }),
    );
  });
});

test("closing an order is nothing OTT Pay can do", async (t) => {
  const { provider, asked } = await startGateway(t, ordered);
  assert.equal(await provider.closeOrder(knownOrder, never()), false);
  assert.equal(asked.length, 0);
});
