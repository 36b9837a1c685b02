/** What the contract is run on: a configured provider, and somebody's hand on the gateway's side. */
import type { ProviderId } from "../../../contract/vocabulary.ts";
import type { Behaviour, Sandbox } from "../../../demo/sandbox/index.ts";
import type { Card } from "../../../server/providers/provider.ts";

export interface ProviderSubject {
  readonly title: string;
  readonly providerId: ProviderId;
  /** Variables beside those that the simulator gives. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the gateway does not know us by. */
  readonly wrongCredentials: Readonly<Record<string, string>>;
  readonly money: { readonly amount: string; readonly currency: string };
  /** As `money`, in another currency that the gateway knows. */
  readonly otherCurrency: string;
  handOn(sandbox: Sandbox): GatewayHand;
}

/** A notification as it was posted, opened as JSON. */
export type Message = Readonly<Record<string, unknown>>;

export interface OrderAtGateway {
  readonly number: string;
  /** Decimal. */
  readonly amount: string;
  readonly currency: string;
  readonly isPayable: boolean;
  /** Codes that it can be paid by. */
  readonly codes: readonly string[];
  readonly returnUrl: string;
  /** Whether the merchant's last answer to a notification was what the gateway waits for. */
  readonly isAcknowledged: boolean;
}

export type CallName = "list" | "make" | "query" | "close";

/** What happens at the gateway. Orders go by our numbers. */
export interface GatewayHand {
  /** Oldest first. */
  orders(): readonly OrderAtGateway[];
  /** How many calls arrived, whatever for. */
  calls(): number;
  /** How the next call of this name is answered. */
  behave(call: CallName, behaviour: Behaviour): void;
  /** The gateway's own ways of refusing to make an order. */
  readonly refusals: {
    readonly plain: Behaviour;
    readonly numberTaken: Behaviour;
    /** Null where no code is sent, or none is ever refused. */
    readonly codeGone: Behaviour | null;
  };
  /** Whether it can end an order before its time. */
  readonly closesOrders: boolean;
  /** A card that it declines; null where it takes none from us. */
  readonly declinedCard: Pick<Card, "number" | "brand"> | null;
  /** Takes money whatever the order's state, and tells the merchant. */
  pay(
    number: string,
    money?: { readonly amount?: string; readonly currency?: string },
  ): Promise<void>;
  /** The shopper is declined. */
  decline(number: string): Promise<void>;
  /** The order's time is over. */
  end(number: string): Promise<void>;
  /** Tells the merchant once more of the last payment, in the same words. */
  repeat(number: string): Promise<void>;
  /** Lets a customer have used a method before, where the gateway remembers such things. */
  remember(customerId: string, code: string): Promise<void>;
  /** Lets the gateway have one more method, that moves no real money, and that no list of ours had. */
  addTestMethod(code: string): void;
  /** The same message by somebody who may not send it, by what is wrong with it. */
  forgeries(genuine: Message): ReadonlyMap<string, Message>;
}
