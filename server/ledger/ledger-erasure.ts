/** Words of forgetting people. */

/** Whose personal data is cleared. */
export type ErasureSubject = { readonly endedBefore: number } | { readonly customerId: string };

/** Told before each step of long work: how many are done, of how many. */
export type TellProgress = (done: number, all: number) => void;
