/**
 * The client's interfaces are written by hand, so that they can be read and bring no library. That they
 * are the shapes of the API, field by field, is held here by the compiler: `npm run typecheck`.
 */
import type { z } from "zod";
import type * as api from "../../../contract/contract.ts";
import type * as client from "../../../server/client/index.ts";

/** Has the same fields, each optional in both or in neither. */
type Same<One, Other> = [keyof One, RequiredOf<One>] extends [keyof Other, RequiredOf<Other>]
  ? [keyof Other, RequiredOf<Other>] extends [keyof One, RequiredOf<One>]
    ? true
    : { readonly differ: Exclude<keyof One, keyof Other> | Exclude<keyof Other, keyof One> }
  : { readonly differ: Exclude<keyof One, keyof Other> | Exclude<keyof Other, keyof One> };
type RequiredOf<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

/** What the proxy answers is what the client says, in both directions. */
type Answered<Api extends Client, Client> = Client extends Api ? Same<Api, Client> : false;

type CreateInput = z.input<typeof api.createSessionRequest>;
type ListInput = z.input<typeof api.listSessionsQuery>;
type EventsInput = z.input<typeof api.listEventsQuery>;

export const held: readonly true[] = [
  true satisfies Answered<api.SessionRecord, client.SessionRecord>,
  true satisfies Answered<api.NewSessionRecord, client.NewSessionRecord>,
  true satisfies Answered<api.PaymentRecord, client.PaymentRecord>,
  true satisfies Answered<api.PaymentRecord["history"][number], client.HistoryEntry>,
  true satisfies Answered<api.Customer, client.Customer>,
  true satisfies Answered<
    NonNullable<api.Customer["address"]>,
    NonNullable<client.Customer["address"]>
  >,
  true satisfies Answered<api.SessionWarning, client.SessionWarning>,
  true satisfies Answered<api.SessionList, client.SessionList>,
  true satisfies Answered<api.ShopEvent, client.ShopEvent>,
  true satisfies Answered<api.ShopEvent["data"], client.ShopEvent["data"]>,
  true satisfies Answered<api.TestEvent, client.TestEvent>,
  true satisfies Answered<api.EventList, client.EventList>,
  true satisfies Answered<api.Method, client.Method>,
  true satisfies Answered<api.MethodList, client.MethodList>,
  true satisfies Same<CreateInput, client.CreateSessionRequest>,
  true satisfies Same<api.CustomerInput, client.CustomerInput>,
  true satisfies Same<NonNullable<api.CustomerInput["address"]>, client.CustomerAddress>,
  true satisfies Same<Omit<api.MethodFilter, "currency">, client.MethodFilter>,
  true satisfies Same<api.ResolveRequest, client.ResolveRequest>,
  true satisfies Same<ListInput, client.SessionListQuery>,
  true satisfies Same<EventsInput, client.EventListQuery>,
];
