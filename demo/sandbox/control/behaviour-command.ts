/** `POST /_sandbox/behave`: `{gateway, call, behaviour: {do, …}, times?}`. */
import { behaviourNames, gatewayNames } from "../behaviours.ts";
import type { Behaviour } from "../behaviours.ts";
import { given } from "../given.ts";
import type { Sandbox } from "../sandbox.ts";
import { Command, refuse } from "./command.ts";

export function behave(sandbox: Sandbox, command: Command): void {
  const gateway = command.optionalChoice("gateway", gatewayNames) ?? refuse("gateway is missing");
  const call = command.text("call");
  const behaviour = readBehaviour(new Command(command.any("behaviour")));
  const times = command.optionalNumber("times");
  command.end();
  sandbox.behave(gateway, call, behaviour, times);
}

function readBehaviour(command: Command): Behaviour {
  const name = command.optionalChoice("do", behaviourNames) ?? refuse("behaviour.do is missing");
  const behaviour = readAs(name, command);
  command.end();
  return behaviour;
}

function readAs(name: Behaviour["do"], command: Command): Behaviour {
  const commit = () => given({ commit: command.optionalFlag("commit") });
  const ms = () => command.optionalNumber("ms") ?? refuse("behaviour.ms is missing");
  const status = () => {
    const value = command.optionalNumber("status");
    if (value === undefined || (value >= 200 && value <= 599)) return value;
    return refuse("behaviour.status is 200 to 599");
  };
  switch (name) {
    case "slow":
    case "lag":
      return { do: name, ms: ms() };
    case "error":
      return { do: name, code: command.text("code"), ...commit() };
    case "html":
      return { do: name, ...given({ status: status() }), ...commit() };
    case "status":
      return {
        do: name,
        status: status() ?? refuse("behaviour.status is missing"),
        ...given({ body: command.any("body"), retryAfter: command.optionalNumber("retryAfter") }),
        ...commit(),
      };
    case "normal":
    case "hang":
    case "reset":
    case "commit-then-reset":
    case "commit-then-hang":
    case "wrong-seal":
      return { do: name };
  }
}
