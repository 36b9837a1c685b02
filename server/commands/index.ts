/** The operator's commands, by name. */
import { backup } from "./backup.ts";
import type { Command } from "./command.ts";
import { doctor } from "./doctor.ts";
import { erase } from "./erase.ts";
import { events } from "./events.ts";
import { link } from "./link.ts";
import { purge } from "./purge.ts";
import { sessions } from "./sessions.ts";
import { show } from "./show.ts";

export const commands: ReadonlyMap<string, Command> = new Map([
  ["doctor", doctor],
  ["link", link],
  ["sessions", sessions],
  ["show", show],
  ["events", events],
  ["purge", purge],
  ["backup", backup],
  ["erase", erase],
]);
