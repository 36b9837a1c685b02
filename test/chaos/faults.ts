/**
 * A gateway that fails in every way, for every call: the client is answered in time and in a word
 * it can act on, and when the gateway is well again the payment is right, whatever it had done.
 */
import { askChargeInTrouble, chargeInTrouble } from "./card-faults.ts";
import type { FaultCase, GatewayCall } from "./fault-matrix.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { inquireInTrouble } from "./inquiry-fault.ts";
import { Lane } from "./lane.ts";
import { cancelInTrouble, listInTrouble, payInTrouble, startInTrouble } from "./order-faults.ts";
import { Trouble } from "./trouble.ts";

export interface FaultsOptions {
  readonly cases: readonly FaultCase[];
  /** Cases that are gone through at the same time. */
  readonly atOnce: number;
}

const stories: Readonly<Record<GatewayCall["by"], (trouble: Trouble) => Promise<void>>> = {
  list: listInTrouble,
  start: startInTrouble,
  ask: payInTrouble,
  cancel: cancelInTrouble,
  charge: chargeInTrouble,
  "ask-charge": askChargeInTrouble,
  inquire: inquireInTrouble,
};

export async function runFaults({ cases, atOnce }: FaultsOptions): Promise<Outcome> {
  const findings = new Findings("gateway faults");
  const left = [...cases];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, cases.length) }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await runCase(next, findings);
      }
    }),
  );
  return findings.outcome();
}

async function runCase(faultCase: FaultCase, findings: Findings): Promise<void> {
  let lane: Lane | undefined;
  try {
    lane = await Lane.open(faultCase.at.env);
    findings.add("cases");
    await stories[faultCase.at.by](new Trouble(lane, faultCase, findings));
    for (const defect of lane.defects) findings.check(false, `${faultCase.name}: ${defect}`);
  } catch (error) {
    findings.check(false, `${faultCase.name}: ${(error as Error).message}`);
  } finally {
    await lane?.close();
  }
}
