/**
 * The proxy as a library: a router for a shop's own Express app, before its body parsers, or a server
 * of its own.
 *
 * @example
 * ```ts
 * const proxy = await createProxy(process.env);
 * shop.use("/pay-proxy", proxy.app); // PUBLIC_URL=https://shop.example/pay-proxy
 * proxy.startWorkers();
 * ```
 */
import { composeProxy, type Proxy } from "./compose/proxy.ts";
import { ConfigError, loadConfig, type Environment } from "./config.ts";
import { packedScripts } from "./compose/packed-scripts.ts";
import { createWorld, type World } from "./compose/world.ts";
import { serve, type RunningProxy } from "./serve.ts";

export { ConfigError, loadConfig, parseConfig, type Config, type Environment } from "./config.ts";
export { CheckoutError } from "./platform/errors.ts";
export type { Logger, LogFields } from "./platform/logger.ts";
export type { Proxy, RunningProxy, World };

export interface ProxyOptions {
  /** Replaces parts of the outside world: clock, randomness, network, logger. */
  readonly world?: Partial<World>;
  /** Where the widget's build for the script tag lies. Default: the one packed with this package. */
  readonly scriptFolder?: string;
}

/** Composes a proxy that does not listen. @throws ConfigError */
export function createProxy(
  env: Environment,
  { world, scriptFolder = packedScripts() }: ProxyOptions = {},
): Promise<Proxy> {
  const config = loadConfig(env);
  if (config.accounts.some(({ ottpay }) => ottpay !== null && ottpay.card !== null)) {
    throw new ConfigError([
      "OTTPAY_CARD needs a proxy with an origin of its own: the shop's pages could read a card form of theirs; start it by itself, or leave cards to GP",
    ]);
  }
  return composeProxy(config, createWorld(config, world), scriptFolder);
}

/** Composes a proxy, listens on HOST and PORT and starts its workers. @throws ConfigError */
export function startProxy(
  env: Environment,
  { world, scriptFolder = packedScripts() }: ProxyOptions = {},
): Promise<RunningProxy> {
  const config = loadConfig(env);
  return serve(config, createWorld(config, world), scriptFolder);
}
