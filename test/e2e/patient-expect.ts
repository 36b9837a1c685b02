/** `expect` that waits for what it asks for as long as a busy machine may need. */
import { expect as base } from "@playwright/test";

export const expect = base.configure({ timeout: 15_000 });
