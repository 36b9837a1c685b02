/**
 * One call to a simulated API: done, answered as told, and written down. Whatever a behaviour breaks,
 * the gateway's own state is either untouched or as if all had gone well, never in between.
 */
import type { Response } from "express";
import type { Answer } from "./answer.ts";
import type { Behaviour, GatewayName } from "./behaviours.ts";
import type { GatewayJournal } from "./journal.ts";
import type { Schedule } from "./schedule.ts";

export interface Call {
  readonly gateway: GatewayName;
  readonly name: string;
  readonly orderId: string | null;
  readonly exchange: number;
  /** Does what was asked. Payments younger than `lagMs` are not seen yet. */
  act(lagMs: number): Answer;
  /** The gateway's own way of saying no. */
  refuse(code: string): Answer;
  /** The same answer under a seal that fits nothing. */
  spoil(answer: Answer): Answer;
}

export interface Stage {
  readonly journal: GatewayJournal;
  readonly schedule: Schedule;
}

const page = `<!doctype html>
<title>502 Bad Gateway</title>
<center><h1>502 Bad Gateway</h1></center>
`;

export async function perform(
  stage: Stage,
  call: Call,
  behaviour: Behaviour,
  response: Response,
): Promise<void> {
  const commit = () => call.act(0);
  const write = (status: number | null, opened: unknown, sealed?: unknown, note?: string) =>
    stage.journal.record({
      gateway: call.gateway,
      from: "gateway",
      kind: "answer",
      call: call.name,
      orderId: call.orderId,
      exchange: call.exchange,
      status,
      opened,
      sealed,
      note: note ?? null,
    });
  const answer = (given: Answer, note?: string) => {
    const sealed = given.opened === undefined ? undefined : given.body;
    write(given.status, given.opened ?? given.body, sealed, note);
    send(response, given);
  };
  const breakOff = (note: string, cut: boolean) => {
    write(null, null, undefined, note);
    if (cut) response.socket?.destroy();
  };

  switch (behaviour.do) {
    case "hang":
      return breakOff("not done, no answer", false);
    case "reset":
      return breakOff("not done, connection cut", true);
    case "commit-then-hang":
      commit();
      return breakOff("done, but no answer", false);
    case "commit-then-reset":
      commit();
      return breakOff("done, but the connection was cut", true);
    case "html":
      if (behaviour.commit === true) commit();
      write(behaviour.status ?? 200, page, undefined, "a web page instead of an answer");
      response.status(behaviour.status ?? 200).type("html");
      response.send(page);
      return;
    case "status":
      if (behaviour.commit === true) commit();
      write(behaviour.status, behaviour.body ?? null, undefined, "as told");
      return sendStatus(response, behaviour);
    case "error":
      if (behaviour.commit === true) commit();
      return answer(call.refuse(behaviour.code), "as told");
    case "wrong-seal":
      return answer(call.spoil(commit()), "sealed wrongly");
    case "slow": {
      const given = commit();
      await stage.schedule.wait(behaviour.ms);
      return answer(given, `${behaviour.ms} ms late`);
    }
    case "lag":
      return answer(call.act(behaviour.ms));
    case "normal":
      return answer(commit());
  }
}

function send(response: Response, answer: Answer): void {
  if (response.destroyed) return;
  response.status(answer.status).set(answer.headers ?? {});
  if (answer.text === undefined) response.json(answer.body);
  else response.type("text").send(answer.text(answer.body));
}

function sendStatus(response: Response, told: Extract<Behaviour, { do: "status" }>): void {
  if (told.retryAfter !== undefined) response.set("retry-after", String(told.retryAfter));
  response.status(told.status);
  if (typeof told.body === "string") response.type("text").send(told.body);
  else if (told.body === undefined) response.end();
  else response.json(told.body);
}
