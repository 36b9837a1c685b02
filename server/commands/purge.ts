/** `purge [currency=KWD …]`: drops cached method lists, all or those the filters match, on every instance. */
import { purgeQuery } from "../../contract/contract.ts";
import { parseShape } from "../platform/request-shape.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";

export const purge: Command = async ({ config, world, args, print }) => {
  const pairs = args.map((arg) => /^(\w+)=(.+)$/.exec(arg));
  if (pairs.includes(null)) throw new UsageError("purge [currency=KWD] [operation=purchase] …");
  const filter = parseShape(
    purgeQuery,
    Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]])),
  );
  await withProxy({ config, world }, ({ methods }) => methods.purge(filter));
  print(args.length === 0 ? "all cached lists are dropped" : "the matching lists are dropped");
  return 0;
};
