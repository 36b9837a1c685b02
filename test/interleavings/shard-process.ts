/** A process that runs the shards it is sent, one after the other, until nobody sends any more. */
import { runInterleavings } from "./run.ts";
import type { Shard } from "./shards.ts";
import type { Count } from "./tally.ts";

export type ShardAnswer = { readonly count: Count } | { readonly failure: string };

process.on("message", (shard: Shard) => {
  void answerTo(shard).then((answer) => process.send?.(answer));
});

async function answerTo({ runs, seed }: Shard): Promise<ShardAnswer> {
  try {
    return { count: (await runInterleavings(runs, seed)).count() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
