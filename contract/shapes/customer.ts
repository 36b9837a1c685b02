/** Who pays: as it is kept, and as a shop sends it. */
import { z } from "zod";
import { sessionWarningCodes } from "../vocabulary.ts";
import { text } from "./fields.ts";

/** What each field of a customer is, sent and kept. */
const said = {
  customerId:
    "the shop's own id, 1 to 64 letters, digits or `_.@:-`: whose saved and recent methods are shown",
  email: "at most 128 characters",
  phone: "a telephone number",
  firstName: "at most 64 characters",
  lastName: "at most 64 characters",
  address: "where the customer's card is billed to",
  line1: "street and number, at most 128 characters",
  line2: "what the street does not say, at most 128 characters",
  city: "at most 40 characters",
  state: "province or state, at most 40 characters",
  country: "ISO 3166-1 alpha-2, such as `CA`",
  postalCode: "at most 12 characters",
} as const;

export const customer = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9_.@:-]{1,64}$/, "must be 1 to 64 letters, digits or _.@:-")
      .optional()
      .meta({ description: said.customerId }),
    email: z.email().max(128).optional().meta({ description: said.email }),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()-]{3,30}$/, "must be a telephone number")
      .optional()
      .meta({ description: said.phone }),
    firstName: text(64).optional().meta({ description: said.firstName }),
    lastName: text(64).optional().meta({ description: said.lastName }),
    address: z
      .strictObject({
        line1: text(128).optional().meta({ description: said.line1 }),
        line2: text(128).optional().meta({ description: said.line2 }),
        city: text(40).optional().meta({ description: said.city }),
        state: text(40).optional().meta({ description: said.state }),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code")
          .optional()
          .meta({ description: said.country }),
        postalCode: text(12).optional().meta({ description: said.postalCode }),
      })
      .optional()
      .meta({ id: "Address", description: said.address }),
  })
  .meta({ id: "Customer", description: "as it is kept, tidied" });
export type Customer = z.infer<typeof customer>;

/** What a shopper typed, or a server made a number or nothing of. */
const typed = (description: string) =>
  z
    .union([z.string(), z.number(), z.null()], { error: "must be a text" })
    .optional()
    .meta({ description });
/** Some languages write an empty object as an empty list. */
const whereGiven = (value: unknown) =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0)
    ? undefined
    : value;

/**
 * The customer as a shop sends it. Only a shape that no shopper can have typed is refused: the rest is
 * tidied into a `customer`, and what cannot be is left out with a warning.
 */
export const customerInput = z
  .preprocess(
    whereGiven,
    z
      .strictObject({
        id: typed(said.customerId),
        email: typed(said.email),
        phone: typed(said.phone),
        firstName: typed(said.firstName),
        lastName: typed(said.lastName),
        address: z
          .preprocess(
            whereGiven,
            z
              .strictObject({
                line1: typed(said.line1),
                line2: typed(said.line2),
                city: typed(said.city),
                state: typed(said.state),
                country: typed(said.country),
                postalCode: typed(said.postalCode),
              })
              .optional(),
          )
          .optional()
          .meta({ description: said.address }),
      })
      .optional(),
  )
  .optional()
  .meta({
    description:
      "optional, and never a reason to refuse: see `customer` in the answer, and its `warnings`",
  });
export type CustomerInput = NonNullable<z.infer<typeof customerInput>>;

/** Names a field, never what stood in it. */
export const sessionWarning = z
  .object({
    field: z.string().meta({ description: "its path in the request", example: "customer.phone" }),
    code: z.enum(sessionWarningCodes).meta({ description: "what became of it" }),
    message: z.string().meta({ description: "the same as a sentence" }),
  })
  .meta({ id: "SessionWarning" });
export type SessionWarning = z.infer<typeof sessionWarning>;
