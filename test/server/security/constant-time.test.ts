/**
 * Comparing a secret must take the same time however close the guess is. Time is not measured here:
 * the sources are read for what compares. What is looked up by an index instead (the tokens in
 * addresses) has 192 random bits, and is listed below by name.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import ts from "typescript";

const server = fileURLToPath(new URL("../../../server/", import.meta.url));
const files = readdirSync(server, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file));

const secretWords =
  /secret|signature|api_?key|signkey|webhookkey|password|bearer|digest|md5|token(?!iz)/i;
const equality = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const searches = new Set(["includes", "indexOf", "startsWith", "endsWith", "localeCompare", "has"]);

/** Comparisons of what is called like a secret, apart from those with a literal, null or undefined. */
function comparisons(text: string): string[] {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.ESNext, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && equality.has(node.operatorToken.kind)) {
      if (isSecret(node.left, node.right) || isSecret(node.right, node.left)) keep(node);
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      searches.has(node.expression.name.text)
    ) {
      const [given] = node.arguments;
      if (
        given &&
        (isSecret(given, node.expression.expression) || isSecret(node.expression.expression, given))
      )
        keep(node);
    }
    ts.forEachChild(node, look);
  };
  const keep = (node: ts.Node) => found.push(node.getText(source).replace(/\s+/g, " "));
  look(source);
  return found;
}

function isSecret(side: ts.Expression, other: ts.Expression): boolean {
  const named = ts.isIdentifier(side) || ts.isPropertyAccessExpression(side);
  const harmless =
    ts.isLiteralExpression(other) ||
    other.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(other) && other.text === "undefined");
  return named && secretWords.test(side.getText()) && !harmless;
}

const accepted = new Set<string>([
  // Both from the ledger: its row against an earlier copy of it.
  "row.leaseToken !== payment.leaseToken",
  "row.leaseToken === payment.leaseToken",
  // How the shop wrote its own secret, in the shop's own server.
  "secret.startsWith(prefix)",
]);

describe("comparisons of secrets", () => {
  it("are made nowhere by ===, includes and the like", () => {
    const found = files.flatMap((file) =>
      comparisons(readFileSync(join(server, file), "utf8"))
        .filter((text) => !accepted.has(text))
        .map((text) => `${file}: ${text}`),
    );
    assert.deepEqual(found, []);
  });

  for (const [what, file] of [
    ["API keys and the metrics token", "http/guards/secret-match.ts"],
    ["OTT Pay's seal", "providers/ottpay/envelope.ts"],
    ["Ottu's signature", "providers/ottu/signature.ts"],
  ] as const) {
    it(`of ${what} are made by timingSafeEqual, over every key`, () => {
      const text = readFileSync(join(server, file), "utf8");
      assert.match(text, /import \{[^}]*\btimingSafeEqual\b[^}]*\} from "node:crypto"/);
      assert.match(text, /timingSafeEqual\(/);
    });
  }

  it("of API keys and the metrics token are made by nothing else", () => {
    const users = files.filter((file) =>
      /createSecretMatch\(/.test(readFileSync(join(server, file), "utf8")),
    );
    assert.deepEqual(users.sort(), ["compose/proxy.ts", "http/guards/secret-match.ts"]);
    const compose = readFileSync(join(server, "compose/proxy.ts"), "utf8");
    assert.match(compose, /createSecretMatch\(config\.apiKeys\)/);
    assert.match(compose, /createSecretMatch\(\[config\.metricsToken\]\)/);
  });

  it("of the shop's events are made by Web Crypto's verify in the shop's client", () => {
    const text = readFileSync(join(server, "client/webhook-signature.ts"), "utf8");
    assert.match(text, /crypto\.subtle\.verify\("HMAC"/);
  });
});

describe("the search for comparisons", () => {
  for (const code of [
    "if (given === options.metricsToken) yes();",
    "const same = expectedSignature == request.signature;",
    "config.apiKeys.includes(bearer);",
    "known.has(notifyToken);",
    "digest(a) !== b || theirs.md5 !== ours;",
    "secret.startsWith(guess);",
  ]) {
    it(`finds ${code}`, () => {
      assert.equal(comparisons(code).length, 1);
    });
  }

  for (const code of [
    "if (token !== null) use(token);",
    'if (typeof signature !== "string") refuse();',
    'if (secret.length < 24 || key === "") refuse();',
    "timingSafeEqual(digest(signature), given);",
  ]) {
    it(`passes over ${code}`, () => {
      assert.deepEqual(comparisons(code), []);
    });
  }
});
