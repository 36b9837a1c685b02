/** What the Ottu simulator knows: its merchant, its methods, its sessions, how it signs. */
import type { Answer } from "../../answer.ts";
import type { Credentials } from "../../credentials.ts";
import type { Engine } from "../../engine.ts";
import { SandboxError } from "../../errors.ts";
import { usualMethods } from "./catalogue.ts";
import type { Method, Plugin } from "./methods.ts";
import { usualPosDialect } from "./pos-dialect.ts";
import type { PosDialect } from "./pos-dialect.ts";
import { SessionBook, stateOf } from "./session.ts";
import type { OttuSession, SessionRecord } from "./session.ts";
import type { OperationShow, SignatureVersion } from "./settings.ts";

const mostReplays = 1000;

export class OttuGateway {
  readonly engine: Engine;
  readonly merchant: Credentials["ottu"];
  readonly book = new SessionBook();
  readonly #type: "sandbox" | "production";
  readonly #used = new Map<string, Set<string>>();
  readonly #replays = new Map<string, Answer>();
  methods: readonly Method[];
  signature: SignatureVersion = "v2";
  posDialect: PosDialect = usualPosDialect;
  operationShow: OperationShow = "state";

  constructor(engine: Engine, merchant: Credentials["ottu"], type: "sandbox" | "production") {
    this.engine = engine;
    this.merchant = merchant;
    this.#type = type;
    this.methods = usualMethods(type);
  }

  method(code: string): Method | undefined {
    return this.methods.find((method) => method.code === code);
  }

  /** Whether a method of this code takes the currency by this plugin; null is any plugin. */
  offers(code: string, currency: string, plugin: Plugin | null): boolean {
    const method = this.method(code);
    if (method === undefined || !method.accepted_currencies.includes(currency)) return false;
    return plugin === null || method.plugins.includes(plugin);
  }

  checkoutLink(session: SessionRecord): string {
    return `${this.engine.origin}/b/checkout/redirect/start/?session_id=${session.sessionId}`;
  }

  methodLink(session: SessionRecord, code: string): string {
    const path = `/b/checkout/redirect/${encodeURIComponent(code)}/${session.sessionId}`;
    return this.engine.origin + path;
  }

  /** What a customer paid with before, the last first. */
  usedBy(customerId: string): readonly string[] {
    return [...(this.#used.get(customerId) ?? [])].reverse();
  }

  noteUse(customerId: string | null, code: string): void {
    if (customerId === null) return;
    const used = this.#used.get(customerId) ?? new Set();
    used.delete(code);
    used.add(code);
    this.#used.set(customerId, used);
    if (this.#used.size > mostReplays) this.#used.delete([...this.#used.keys()][0] ?? "");
  }

  /** An operation under a tracking key is done once; its answer is given again. */
  once(trackingKey: string | undefined, act: () => Answer): Answer {
    if (trackingKey === undefined) return act();
    const answer = this.#replays.get(trackingKey) ?? act();
    this.#replays.set(trackingKey, answer);
    if (this.#replays.size > mostReplays) this.#replays.delete([...this.#replays.keys()][0] ?? "");
    return answer;
  }

  describe(session: SessionRecord): OttuSession {
    return structuredClone({
      ...session,
      state: stateOf(session, this.engine.world.now()),
      checkoutUrl: this.checkoutLink(session),
    });
  }

  /** @throws SandboxError `unknown_session` */
  require(sessionId: string): SessionRecord {
    const session = this.book.find(sessionId);
    if (session !== undefined) return session;
    throw new SandboxError("unknown_session", `Ottu has no session ${sessionId}`);
  }

  reset(): void {
    this.book.clear();
    this.#used.clear();
    this.#replays.clear();
    this.methods = usualMethods(this.#type);
    this.signature = "v2";
    this.posDialect = usualPosDialect;
    this.operationShow = "state";
  }
}
