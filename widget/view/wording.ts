/**
 * How a text and what it speaks of become one. What is filled in, an amount or a method's name, may
 * run the other way than the sentence, so it is isolated.
 */
import { html } from "lit";
import { fresh } from "./fresh.ts";

/**
 * `Pay {amount}` with its braces replaced, in whatever order the language has them. Empty where the
 * text was lost on its way.
 */
export function fill(text: string | undefined, values: Record<string, string>): unknown[] {
  return (text ?? "")
    .split(/[{}]/)
    .map((part, index) => (index % 2 ? html`<bdi>${fresh(values[part])}</bdi>` : fresh(part)));
}
