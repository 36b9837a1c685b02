/** What a shop's own server is given, and what it is: `server.ts` in a shop's folder exports it. */

export interface Till {
  /** Makes a session for that many bowls. */
  createSession(bowls: number): Promise<{ readonly id: string; readonly url: string }>;
  /** A built page of the shop. */
  page(file: string): Promise<string>;
}

/** Undefined where the files that were built have the answer. */
export type Answer = (request: Request, till: Till) => Promise<Response | undefined>;
