/**
 * Many interleavings over as many processes as the machine has cores for. They are cut into shards,
 * each with a seed that follows from the first one's: the same seed repeats the same runs, however
 * many processes share them.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Shard, ShardAnswer } from "./shard.ts";
import { Tally, type Count } from "./tally.ts";

const program = fileURLToPath(new URL("./shard-process.ts", import.meta.url));

export interface ShardOptions {
  readonly count: number;
  readonly seed: number;
  readonly processes?: number;
  /** Of one shard: few enough that one whose seed is told is soon repeated. */
  readonly runsEach?: number;
}

export interface ShardedRun {
  readonly count: Count;
  /** The report of the first shard in which a law was broken. */
  readonly failure: string | undefined;
}

/** The first shard's seed is the given one: told alone, a shard's seed repeats it. */
export function cutIntoShards({ count, seed, runsEach = 50 }: ShardOptions): readonly Shard[] {
  return Array.from({ length: Math.ceil(count / runsEach) }, (_, index) => ({
    runs: Math.min(runsEach, count - index * runsEach),
    seed: (seed + Math.imul(index, 0x9e3779b1)) | 0,
  }));
}

/** No shard is begun after one has failed. */
export async function runSharded(options: ShardOptions): Promise<ShardedRun> {
  const { processes = availableParallelism() } = options;
  const shards = cutIntoShards(options);
  const waiting = shards.entries();
  const tally = new Tally();
  const failures: string[] = [];
  async function work(): Promise<void> {
    const child = fork(program);
    try {
      for (const [index, shard] of waiting) {
        const answer = await ask(child, shard);
        if ("failure" in answer) failures[index] = answer.failure;
        else tally.add(answer.count);
        if (failures.length > 0) return;
      }
    } finally {
      child.kill();
    }
  }
  await Promise.all(Array.from({ length: Math.min(processes, shards.length) }, work));
  return { count: tally.count(), failure: failures.find((failure) => failure !== undefined) };
}

/** A child that ends without a word is a failure too. */
async function ask(child: ChildProcess, shard: Shard): Promise<ShardAnswer> {
  const over = new AbortController();
  const answered = once(child, "message", { signal: over.signal });
  const ended = once(child, "exit", { signal: over.signal });
  child.send(shard);
  const first = Promise.race([
    answered.then(([answer]) => answer as ShardAnswer),
    ended.then(([code]) => ({ failure: `the process of seed ${shard.seed} ended with ${code}` })),
  ]);
  try {
    return await first;
  } finally {
    for (const one of [answered, ended]) one.catch(() => undefined);
    over.abort();
  }
}
