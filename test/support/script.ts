/** What a test writes down for the scripted proxy, and what it reads back. */

/** What is answered. Of several the last one is repeated. */
export interface ScriptedAnswer {
  status?: number;
  body?: unknown;
  /** Sent instead of `body`: a web page where an answer was expected. */
  html?: string;
  /** Answered only when the test says so. */
  held?: boolean;
  /** The connection breaks instead. */
  dropped?: boolean;
}

export interface Script {
  checkout?: ScriptedAnswer[];
  methods?: ScriptedAnswer[];
  payments?: ScriptedAnswer[];
}

export interface AskedRequest {
  method: string;
  path: string;
  body: unknown;
}
