/** Awaiting what the simulators are asked, and counting it. */
import type { JournalEntry, Sandbox } from "../../demo/sandbox/index.ts";

/** The calls that ask a gateway how an order stands. */
const questions = new Set(["PREPAY_QUERY", "pymt-txn:read"]);

function isQuestion({ call, kind }: JournalEntry): boolean {
  return questions.has(call) && kind === "answer";
}

/** Every question that was answered so far, oldest first. */
export function questionsOf(sandbox: Sandbox): readonly JournalEntry[] {
  return sandbox.journal.entries().filter(isQuestion);
}

/** Resolves when the next question has been answered. */
export function nextQuestion(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.journal.onEntry((entry) => {
      if (!isQuestion(entry)) return;
      stop();
      resolve();
    });
  });
}
