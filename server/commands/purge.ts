/** `purge [currency=KWD …]`: drops cached method lists, all or those the filters match, on every instance. */
import { purgeQuery } from "../../contract/contract.ts";
import { parseShape } from "../platform/request-shape.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";

const usage = "purge [currency=KWD] [operation=purchase] …";

export const purge: Command = {
  usage,
  summary: "drops cached lists of methods, all or those that match, on every instance",
  async run({ config, world, words }) {
    const pairs = words.map((word) => /^(\w+)=(.+)$/.exec(word));
    if (pairs.includes(null)) throw new UsageError(usage);
    const said = pairs.map((pair) => [pair?.[1], pair?.[2]] as const);
    const filter = parseShape(purgeQuery, Object.fromEntries(said));
    await withProxy({ config, world }, ({ methods }) => methods.purge(filter));
    const dropped = words.length === 0 ? "all cached lists" : "the matching lists";
    return { lines: [`${dropped} are dropped`], data: { filter } };
  },
};
