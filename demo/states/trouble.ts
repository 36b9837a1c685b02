/** What went wrong before, or while the list was read. */
import { ended, listed, open, refused, session } from "./answers.ts";
import { gulf } from "./methods.ts";
import type { State } from "./state.ts";

const group = "trouble";
const attributes = { session, rows: String(gulf.length) };
const moves = "what is said is smaller than the picker whose place it takes";
const noted = "a note stands where none was to be expected";

const lasts = [
  ["pending", "The last try is not finished"],
  ["failed", "The last payment was declined"],
  ["canceled", "The last payment was canceled"],
  ["expired", "The last payment was not completed"],
] as const;

export const trouble: readonly State[] = [
  ...lasts.map(([status, title]): State => ({
    ...{ name: `last-${status}`, title, group },
    attributes,
    answers: { checkout: open(gulf, { last: { method: gulf[0]!.id, status } }) },
    phase: "ready",
    moves: noted,
  })),
  {
    ...{ name: "partial", title: "One gateway's methods are missing", group },
    attributes,
    answers: { checkout: open(gulf, { partial: true }) },
    phase: "ready",
    moves: noted,
  },
  {
    ...{ name: "no-methods", title: "There is no method", group },
    attributes,
    answers: { checkout: open([]) },
    phase: "empty",
    moves,
  },
  {
    ...{ name: "no-methods-preview", title: "There is no method for this currency", group },
    attributes: { currency: "KWD", amount: "12.750" },
    answers: { methods: listed([]) },
    phase: "empty",
    moves,
  },
  {
    ...{ name: "empty-tag", title: "A tag with nothing in it", group },
    attributes: {},
    answers: {},
    phase: "failed",
    moves,
  },
  {
    ...{ name: "no-proxy", title: "A proxy that is no address", group },
    attributes: { ...attributes, proxy: "http://" },
    answers: {},
    phase: "failed",
    moves,
  },
  ...(
    [
      ["gateway-down", "The gateway is down", refused(502, "gateway_unavailable")],
      ["proxy-lost", "Nobody answers", "cut"],
      ["not-a-proxy", "Somebody else answers", "page"],
      ["not-found", "Nobody knows the session", refused(404, "session_not_found", false)],
      [
        "not-allowed",
        "The page is not one of the shop's",
        refused(403, "origin_not_allowed", false),
      ],
      ["overloaded", "The proxy has too much to do", refused(503, "overloaded")],
      ["time-over", "The time to pay is over", open(gulf, { secondsLeft: 0 })],
    ] as const
  ).map(([name, title, checkout]): State => ({
    ...{ name, title, group },
    attributes,
    answers: { checkout },
    phase: "failed",
    moves,
  })),
  ...(["canceled", "expired", "review"] as const).map((status): State => ({
    ...{ name: `open-${status}`, title: `Opened when the session is ${status}`, group },
    attributes,
    answers: { checkout: ended(status) },
    phase: status,
    moves,
  })),
];
