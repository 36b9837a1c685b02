/**
 * The dependency rule of this house, as a table: one row for each room, and what it may see.
 *
 * A file belongs to the first row that lists it, and may import only what that row sees: what is
 * not listed is forbidden, and a file of no room may import nothing. Of several patterns that match,
 * the last one decides, and `!` takes away.
 */
import { demoRooms } from "./dependencies/demo-rooms.ts";
import type { Part } from "./dependencies/part.ts";
import { serverRooms } from "./dependencies/server-rooms.ts";
import { widgetRooms } from "./dependencies/widget-rooms.ts";
import { workshopRooms } from "./dependencies/workshop-rooms.ts";

export const parts: readonly Part[] = [
  {
    name: "the contract",
    files: ["contract/**"],
    sees: ["contract/**"],
    packages: ["zod"],
    because: "what both sides agree on needs nothing but zod",
  },
  ...serverRooms,
  ...widgetRooms,
  ...demoRooms,
  ...workshopRooms,
];
