/** Each shop compiles as strictly as its framework's own compiler can, against the published types. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What a compiler says, which is nothing where all is right. */
function compile(program: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile("npx", ["--no", program, "--", ...args], { cwd: here }, (_error, said, complaints) => {
      resolve(said + complaints);
    });
  });
}

for (const project of ["tsconfig.pages.json", "react-18"]) {
  test(`${project} compiles`, async () => {
    expect(await compile("tsc", "-p", project)).toBe("");
  });
}

// `Refused.vue` marks the mistakes that it has: one that is not refused is complained of.
test("vue-3 compiles, but for its mistakes", async () => {
  expect(await compile("vue-tsc", "-p", "vue-3")).toBe("");
});

test("svelte-5 compiles, but for its mistakes", async () => {
  const options = ["--workspace", "svelte-5", "--tsconfig", "./tsconfig.json"];
  const said = await compile("svelte-check", ...options, "--output", "machine");
  const errors = [...said.matchAll(/ ERROR "([\w.]+)" (\d+):/g)].map(
    ([, file, line]) => `${file} ${line}`,
  );
  expect(errors).toEqual([6, 7, 8, 9].map((line) => `Refused.svelte ${line}`));
});
