/**
 * The ways in which installations of Ottu differ where the older Payment Request API is concerned: a
 * reader that works with each of them works with Ottu. The first of each is the default.
 */
export interface PosDialect {
  /** `usual`: `url` from /pos/crt/ and `payment_url` from /pos/d/crt/. `details`: in `details_fields`. */
  readonly link: "usual" | "details";
  readonly status: "200" | "201";
  readonly encoding: "json" | "form";
  readonly signature: "signed" | "none";
  readonly gatewayName: "gateway_name" | "Gateway_name";
  /** Whether a disclosure says the customer's `full_name`. */
  readonly fullName: "none" | "sent";
  /** `gateway_response`. `knet`: the fields in which KNET's answer comes, whatever the method. */
  readonly response: "simulated" | "knet";
}

export const usualPosDialect: PosDialect = {
  link: "usual",
  status: "200",
  encoding: "json",
  signature: "signed",
  gatewayName: "gateway_name",
  fullName: "none",
  response: "simulated",
};

/** `documented`: disclosures look like the sample in Ottu's document. */
export const posDialectPresets = {
  usual: usualPosDialect,
  documented: {
    ...usualPosDialect,
    signature: "none",
    gatewayName: "Gateway_name",
    fullName: "sent",
    response: "knet",
  },
} as const satisfies Readonly<Record<string, PosDialect>>;
export type PosDialectPreset = keyof typeof posDialectPresets;

export const posDialectChoices: {
  readonly [Name in keyof PosDialect]: ReadonlyArray<PosDialect[Name]>;
} = {
  link: ["usual", "details"],
  status: ["200", "201"],
  encoding: ["json", "form"],
  signature: ["signed", "none"],
  gatewayName: ["gateway_name", "Gateway_name"],
  fullName: ["none", "sent"],
  response: ["simulated", "knet"],
};
