/** Puts both simulators together and on the air. */
import { randomBytes } from "node:crypto";
import type { Behaviour, GatewayName } from "./behaviours.ts";
import { Behaviours } from "./behaviours.ts";
import { createControlRoutes } from "./control/routes.ts";
import { Counts } from "./counts.ts";
import { createCredentials, toEnvironment } from "./credentials.ts";
import { Deliveries } from "./deliveries.ts";
import type { Engine } from "./engine.ts";
import { GatewayJournal } from "./journal.ts";
import { listen } from "./listener.ts";
import type { Listener } from "./listener.ts";
import { createOttpayApp } from "./ottpay/app.ts";
import { createOttpayControls } from "./ottpay/controls.ts";
import { OttpayGateway } from "./ottpay/model/gateway.ts";
import { createOttuApp } from "./ottu/app.ts";
import { createOttuControls } from "./ottu/controls.ts";
import { OttuGateway } from "./ottu/model/gateway.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { Schedule } from "./schedule.ts";
import type { World } from "./world.ts";

/** As long as Ottu waits for a merchant's answer. */
const deliveryTimeoutMs = 15_000;

/**
 * Starts both gateways on this machine. Everything is kept in memory and bounded.
 * @throws Error when an address is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", ottuType = "sandbox" } = options;
  const world: World = {
    now: options.now ?? Date.now,
    random: options.random ?? ((size) => randomBytes(size)),
  };
  const [ottpayListener, ottuListener] = await listenTwice(host, options);
  const shared = {
    world,
    behaviours: new Behaviours(),
    journal: new GatewayJournal(() => world.now()),
    schedule: new Schedule(),
    deliveries: new Deliveries(deliveryTimeoutMs),
  };
  const engineOf = (listener: Listener, origin: string | undefined): Engine => ({
    ...shared,
    counts: new Counts(),
    origin: origin ?? listener.origin,
  });
  const credentials = createCredentials(world, options.seed);
  const ottpayEngine = engineOf(ottpayListener, options.ottpayOrigin);
  const ottuEngine = engineOf(ottuListener, options.ottuOrigin);
  const ottpayGateway = new OttpayGateway(ottpayEngine, credentials.ottpay);
  const ottuGateway = new OttuGateway(ottuEngine, credentials.ottu, ottuType);
  const ottpay = createOttpayControls(ottpayGateway, ottpayEngine);
  const ottu = createOttuControls(ottuGateway, ottuEngine);
  const sandbox: Sandbox = {
    ottpay,
    ottu,
    env: toEnvironment(credentials, { ottpay: ottpay.url, ottu: ottu.url }, ottuType),
    journal: shared.journal,
    behave(gateway: GatewayName, call: string, behaviour: Behaviour, times?: number) {
      shared.behaviours.set(gateway, call, behaviour, times);
    },
    deliverLate: () => shared.schedule.hurry(),
    reset() {
      shared.schedule.clear();
      shared.behaviours.clear();
      shared.journal.clear();
      for (const engine of [ottpayEngine, ottuEngine]) engine.counts.clear();
      ottpayGateway.reset();
      ottuGateway.reset();
    },
    async close() {
      shared.schedule.clear();
      shared.deliveries.close();
      await Promise.all([ottpayListener.close(), ottuListener.close()]);
    },
  };
  const controls = createControlRoutes(sandbox);
  ottpayListener.serve(createOttpayApp(ottpayGateway, controls));
  ottuListener.serve(createOttuApp(ottuGateway, controls));
  return sandbox;
}

/** Both or none. */
async function listenTwice(host: string, options: SandboxOptions): Promise<[Listener, Listener]> {
  const ottpay = await listen(host, options.ottpayPort ?? 0);
  try {
    return [ottpay, await listen(host, options.ottuPort ?? 0)];
  } catch (error) {
    await ottpay.close();
    throw error;
  }
}
