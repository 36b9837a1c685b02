/** The flows, assembled: everything the proxy does, without HTTP in front of it. */
import type { MethodsCache } from "./methods/cache/methods-cache.ts";
import { createCardKeys } from "./cards/keys.ts";
import { createCardLimits, type CardLimits } from "./cards/limits.ts";
import { createCardPayments, type CardPayments } from "./cards/charge.ts";
import { createCheckout, type Checkout } from "./sessions/checkout-view.ts";
import { createConfirmation, type Confirmation } from "./confirmation/confirmation.ts";
import type { FlowContext } from "./flow-context.ts";
import type { Marks } from "./methods/marks/marks.ts";
import { createListWishes, type ListWishes } from "./methods/list-wishes.ts";
import { createMethods, type Methods } from "./methods/methods.ts";
import { createNotifications, type Notifications } from "./confirmation/notifications.ts";
import { createPayments, type Payments } from "./payments/start-payment.ts";
import { createRecentMethods } from "./methods/recent-methods.ts";
import { createReturns, type Returns } from "./confirmation/returns.ts";
import { createSessions, type SessionRules, type Sessions } from "./sessions/sessions.ts";

export interface Flows {
  readonly methods: Methods;
  readonly confirmation: Confirmation;
  readonly sessions: Sessions;
  readonly checkout: Checkout;
  readonly payments: Payments;
  /** Null where no gateway takes card numbers from us. */
  readonly cards: CardPayments | null;
  readonly notifications: Notifications;
  readonly returns: Returns;
}

export interface FlowParts {
  readonly cache: MethodsCache;
  readonly marks: Marks;
  /** None = each list as its gateway has it. */
  readonly wishes?: ListWishes;
  readonly rules: SessionRules;
  /** Cold misses of the public method route, for the whole cluster. */
  readonly missesPerMinute: number;
  /** Secrets that every instance has: card forms' keys are made of them. None = no cards. */
  readonly cardSecrets?: readonly string[];
}

export function createFlows(context: FlowContext, parts: FlowParts): Flows {
  const recent = createRecentMethods(context);
  const methods = createMethods(context, { wishes: createListWishes({}, {}), ...parts, recent });
  const secrets = parts.cardSecrets ?? [];
  const limits = createLimits(context, secrets);
  const confirmation = createConfirmation(context, ({ account, status }) =>
    limits?.record(account, status === "failed"),
  );
  return {
    methods,
    confirmation,
    sessions: createSessions(context, methods, parts.rules),
    checkout: createCheckout(context, methods),
    payments: createPayments(context, methods, confirmation),
    cards:
      limits &&
      createCardPayments(context, {
        methods,
        confirmation,
        limits,
        keys: createCardKeys(secrets, context.clock),
      }),
    notifications: createNotifications(context, confirmation),
    returns: createReturns(context, confirmation),
  };
}

function createLimits(context: FlowContext, [secret]: readonly string[]): CardLimits | null {
  return secret === undefined ? null : createCardLimits(context, secret);
}
