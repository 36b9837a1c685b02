/** `doctor`: looks at everything a payment depends on and says what to fix. */
import { checkClock } from "./checks/clock.ts";
import { markOf, type Finding } from "./checks/finding.ts";
import { checkGateways } from "./checks/gateways.ts";
import { checkLedger } from "./checks/ledger.ts";
import { checkPublicUrl, checkTrustProxy } from "./checks/public-url.ts";
import { UsageError, type Command, type CommandContext } from "./command.ts";
import { sendTest } from "./test-event.ts";

const usage = "doctor [--webhook]";

export const doctor: Command = {
  usage,
  summary: "looks at everything a payment depends on, and says what to fix",
  help: ["--webhook  sends the shop a signed event of type test.ping as well"],
  options: { webhook: { type: "boolean" } },
  async run(context) {
    if (context.words.length > 0) throw new UsageError(usage);
    const findings = await look(context);
    return {
      lines: findings.map((finding) => `${markOf(finding).padEnd(4)} ${finding.what}`),
      data: findings.map((finding) => ({ mark: markOf(finding), what: finding.what })),
      code: findings.every(({ ok }) => ok) ? 0 : 1,
    };
  },
};

async function look(context: CommandContext): Promise<readonly Finding[]> {
  const { config, progress, values } = context;
  progress("asking the gateways");
  return [
    { ok: true, what: "configuration: readable" },
    ...config.warnings.map((what) => ({ ok: false, what })),
    ...config.notes.map((what) => ({ ok: true, isNote: true, what })),
    checkTrustProxy(context),
    await checkPublicUrl(context),
    ...(await checkLedger(context)),
    ...(await checkGateways(context)),
    ...(await checkClock(context)),
    ...(values["webhook"] === true ? [await checkWebhook(context)] : []),
  ];
}

async function checkWebhook(context: CommandContext): Promise<Finding> {
  const { lines, code } = await sendTest(context);
  return { ok: code === 0, what: lines.join(" ") };
}
