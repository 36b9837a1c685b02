/** A process that runs the shards it is sent, one after the other, until nobody sends any more. */
import { runInterleavings } from "./run.ts";
import type { Shard, ShardAnswer } from "./shard.ts";

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
