/** The names by which lines of the log tell of one payment. */
import { logHash } from "./logger.ts";

export interface LoggedPayment {
  readonly session: string;
  readonly payment: string;
  /** As the gateway and its panel know it. */
  readonly order: string;
}

export function loggedPayment({
  id,
  sessionId,
  orderNumber,
}: {
  readonly id: string;
  readonly sessionId: string;
  readonly orderNumber: string;
}): LoggedPayment {
  return { session: logHash(sessionId), payment: logHash(id), order: orderNumber };
}
