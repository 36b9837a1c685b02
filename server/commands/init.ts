/** `init`: asks what only the operator knows, and writes a `.env` with fresh keys. Needs no configuration. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RandomBytes } from "../platform/random.ts";
import { UsageError, type Described, type Outcome, type Typed } from "./command.ts";
import { renderEnv, type Gateways } from "./env-template.ts";

export interface InitContext extends Typed {
  /** Asks a person; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly random: RandomBytes;
  /** Where the file is to lie, from the working directory. */
  readonly file: string;
}

const questions = [
  ["public-url", "Which https address do shoppers and gateways reach the proxy by? "],
  ["origins", "Which origins show the picker, separated by commas? "],
  ["webhook-url", "Where are events to go on your shop's server? (empty: nowhere) "],
  ["shop-name", "What is the shop called? "],
  ["gateways", "Which gateways: ottpay, ottu, both, or sandbox for a trial? "],
] as const;

type Question = (typeof questions)[number][0];

export const init: Described = {
  usage:
    "init [--public-url URL --origins LIST --webhook-url URL --shop-name NAME --gateways WHICH]",
  summary: "asks five questions and writes a .env with fresh keys",
  help: [
    ...questions.map(([name, question]) => `--${name.padEnd(12)} ${question.trim()}`),
    "--force        writes over a .env that is there",
  ],
  options: {
    ...Object.fromEntries(questions.map(([name]) => [name, { type: "string" as const }])),
    force: { type: "boolean" as const },
  },
};

/** @throws UsageError */
export async function runInit({ words, values, ask, random, file }: InitContext): Promise<Outcome> {
  if (words.length > 0) throw new UsageError(init.usage);
  const answers: Partial<Record<Question, string>> = {};
  for (const [name, question] of questions) {
    const given = values[name];
    if (typeof given !== "string" && ask === undefined) {
      throw new UsageError(`init needs --${name} where nobody can be asked; see init --help`);
    }
    answers[name] = (typeof given === "string" ? given : await ask!(question)).trim();
  }
  const gateways = readGateways(answers.gateways ?? "");
  const text = renderEnv({
    publicUrl: answers["public-url"] ?? "",
    origins: answers.origins ?? "",
    webhookUrl: answers["webhook-url"] ?? "",
    shopName: answers["shop-name"] ?? "",
    gateways,
    random,
  });
  const path = resolve(file);
  try {
    writeFileSync(path, text, { mode: 0o600, flag: values["force"] === true ? "w" : "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "EEXIST"
        ? "is there already; --force writes over it"
        : `cannot be written (${code})`;
    return { lines: [`${path} ${why}`], data: { file: path, written: false }, code: 1 };
  }
  const next =
    gateways === "sandbox"
      ? ["next: npx otter-checkout-sandbox, and beside it npx otter-checkout-proxy"]
      : ["next: write your gateway's values into it, then run: otter-checkout-proxy doctor"];
  return {
    lines: [
      `${path} is written, with a fresh API key and webhook secret; keep it to yourself`,
      ...next,
    ],
    data: { file: path, written: true },
  };
}

function readGateways(text: string): Gateways {
  const known = ["ottpay", "ottu", "both", "sandbox"] as const;
  const found = known.find((name) => name === text.toLowerCase());
  if (found === undefined) throw new UsageError(`gateways must be ${known.join(", ")}`);
  return found;
}
