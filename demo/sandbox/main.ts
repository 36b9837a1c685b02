/** Starts the sandbox from the command line, says how to use it, and stops when it is asked to. */
import { readCommandLine, usage } from "./command-line.ts";
import { startSandbox } from "./start.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";

const command = readCommandLine(process.argv.slice(2));
switch (command.do) {
  case "help":
    console.log(usage);
    break;
  case "refuse":
    console.error(`${command.reason}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case "start":
    await start(command.options);
    break;
}

async function start(options: SandboxOptions): Promise<void> {
  try {
    const sandbox = await startSandbox(options);
    console.log(greeting(sandbox));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void sandbox.close());
    }
  } catch (error) {
    console.error(
      `The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}

function greeting(sandbox: Sandbox): string {
  const lines = Object.entries(sandbox.env).map(([name, value]) => `${name}=${value}`);
  return `# OTT Pay and Ottu, simulated. No money moves. Stop with Ctrl+C.
# For the environment of otter-checkout-proxy:
${lines.join("\n")}
# Ottu also knows the user "${sandbox.ottu.username}" with the password "${sandbox.ottu.password}".
# Messages, opened: ${sandbox.ottpay.origin}/_sandbox/journal`;
}
