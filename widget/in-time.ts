/** A chunk that takes longer is not waited for. */
const patienceMs = 4000;

/** Undefined for a chunk that is lost, or late. */
export function inTime<Chunk>(chunk: Promise<Chunk> | undefined): Promise<Chunk | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
  return Promise.race([chunk?.catch(() => undefined), late]);
}
