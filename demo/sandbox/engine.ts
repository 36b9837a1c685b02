/** What both simulators stand on. */
import type { Behaviours } from "./behaviours.ts";
import type { Counts } from "./counts.ts";
import type { Deliveries } from "./deliveries.ts";
import type { GatewayJournal } from "./journal.ts";
import type { Schedule } from "./schedule.ts";
import type { World } from "./world.ts";

export interface Engine {
  readonly world: World;
  readonly behaviours: Behaviours;
  readonly journal: GatewayJournal;
  readonly schedule: Schedule;
  readonly deliveries: Deliveries;
  readonly counts: Counts;
  /** What links start with. */
  readonly origin: string;
}
