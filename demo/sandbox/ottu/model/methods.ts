/** A payment method of an Ottu installation, in Ottu's words, with what only Ottu itself knows. */
export interface Method {
  readonly code: string;
  readonly name: string;
  readonly connector: { readonly identifier: string; readonly processor: string };
  readonly is_sandbox: boolean;
  /** An address, or a path of this sandbox. */
  readonly logo: string;
  readonly wallets: readonly string[];
  readonly payment_services: readonly PaymentService[];
  readonly default_currency: string;
  readonly accepted_currencies: readonly string[];
  readonly operation: "purchase" | "authorize";
  readonly operations: readonly string[];
  readonly is_tokenizable: boolean;
  readonly auto_debit_enabled: boolean;
  readonly tags: readonly string[];

  /** On top of the amount, in the currency charged. */
  readonly fee: string | null;
  readonly feeDescription: string | null;
  readonly plugins: readonly Plugin[];
  /** False: `redirect_url` is null, and shoppers choose again on the checkout page. */
  readonly directLink: boolean;
  /** Charges in another currency: so many units of it for one of the order's. */
  readonly charges: { readonly currency: string; readonly rate: string } | null;
}

export const plugins = ["e_commerce", "payment_request"] as const;
export type Plugin = (typeof plugins)[number];

export interface PaymentService {
  readonly code: string;
  readonly name: string;
  readonly name_ar: string;
}

/** A whole method from what matters about it; the default currency is what it charges in. */
export function createMethod(
  told: Partial<Method> & Pick<Method, "code" | "accepted_currencies">,
): Method {
  return {
    name: told.code,
    connector: { identifier: "mpgs", processor: "mastercard" },
    is_sandbox: true,
    logo: `/media/gateway/settings/logos/${encodeURIComponent(told.code)}.svg`,
    wallets: [],
    payment_services: [],
    default_currency: told.charges?.currency ?? told.accepted_currencies[0] ?? "KWD",
    operation: "purchase",
    operations: ["refund", "void"],
    is_tokenizable: false,
    auto_debit_enabled: false,
    tags: ["e_commerce"],
    fee: null,
    feeDescription: null,
    plugins,
    directLink: true,
    charges: null,
    ...told,
  };
}
