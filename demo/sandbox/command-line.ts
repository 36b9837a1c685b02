/** The command line of `otter-checkout-sandbox`. */
import { parseArgs } from "node:util";
import type { SandboxOptions } from "./sandbox.ts";

export const usage = `otter-checkout-sandbox: OTT Pay and Ottu, simulated on this machine

Usage: otter-checkout-sandbox [options]

  --ottpay-port PORT    where OTT Pay listens (4510; 0 takes a free port)
  --ottu-port PORT      where Ottu listens (4520; 0 takes a free port)
  --host ADDRESS        what both listen on (127.0.0.1)
  --ottpay-origin URL   what OTT Pay's links start with, if shoppers reach it by another address
  --ottu-origin URL     the same for Ottu
  --seed TEXT           another text makes other credentials ("otter")
  --ottu-type TYPE      sandbox or production: what Ottu's methods say they are (sandbox)
  --help                this text

Everything is kept in memory and is gone when the sandbox stops. No money moves.
`;

export type CommandLine =
  | { readonly do: "start"; readonly options: SandboxOptions }
  | { readonly do: "help" }
  | { readonly do: "refuse"; readonly reason: string };

export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({ args: [...args], options: known });
    if (values.help === true) return { do: "help" };
    return { do: "start", options: toOptions(values) };
  } catch (error) {
    return { do: "refuse", reason: error instanceof Error ? error.message : String(error) };
  }
}

const text = { type: "string" } as const;
const known = {
  "ottpay-port": text,
  "ottu-port": text,
  host: text,
  "ottpay-origin": text,
  "ottu-origin": text,
  seed: text,
  "ottu-type": text,
  help: { type: "boolean" },
} as const;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Ports and seed are fixed, so that a configuration made once stays good. */
function toOptions(values: Values): SandboxOptions {
  const textOf = (name: string) => values[name] as string | undefined;
  return {
    host: textOf("host"),
    ottpayPort: toPort("ottpay-port", textOf("ottpay-port") ?? "4510"),
    ottuPort: toPort("ottu-port", textOf("ottu-port") ?? "4520"),
    ottpayOrigin: toOrigin("ottpay-origin", textOf("ottpay-origin")),
    ottuOrigin: toOrigin("ottu-origin", textOf("ottu-origin")),
    seed: textOf("seed") ?? "otter",
    ottuType: toType(textOf("ottu-type") ?? "sandbox"),
  };
}

function toPort(name: string, written: string): number {
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Infinity;
  if (port > 65_535) throw new Error(`--${name} must be a port, 0 to 65535`);
  return port;
}

function toOrigin(name: string, written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`--${name} must be an address such as http://localhost:4510`);
  }
  return url.origin;
}

function toType(written: string): "sandbox" | "production" {
  if (written === "sandbox" || written === "production") return written;
  throw new Error("--ottu-type must be sandbox or production");
}
