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
}

export const usualPosDialect: PosDialect = {
  link: "usual",
  status: "200",
  encoding: "json",
  signature: "signed",
  gatewayName: "gateway_name",
};

export const posDialectChoices: {
  readonly [Name in keyof PosDialect]: ReadonlyArray<PosDialect[Name]>;
} = {
  link: ["usual", "details"],
  status: ["200", "201"],
  encoding: ["json", "form"],
  signature: ["signed", "none"],
  gatewayName: ["gateway_name", "Gateway_name"],
};
