/** What pages complained about during a test. */

export interface Complaints {
  /** Says that this one is what the test is about. */
  expect(text: RegExp): void;
  /** Those that were expected, in order. */
  readonly expected: readonly string[];
}
