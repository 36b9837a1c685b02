/** Before Pay is pressed. */
import { open, openInCanada, listed, session } from "./answers.ts";
import {
  canada,
  canadaShort,
  cards,
  gulf,
  knet,
  longNamed,
  many,
  remarked,
  withFees,
} from "./methods.ts";
import type { State } from "./state.ts";

const group = "choosing";
const tag = (rows: number) => ({ session, rows: String(rows) });
const chosenRow = "[part~=row-selected]";

export const choosing: readonly State[] = [
  {
    ...{
      name: "skeleton",
      title: "The methods are on their way, for twelve seconds at most",
      group,
    },
    attributes: tag(6),
    answers: { checkout: "silence" },
    phase: "loading",
  },
  {
    ...{ name: "one", title: "One method: nothing to choose", group },
    attributes: tag(1),
    answers: { checkout: open([knet]) },
    phase: "ready",
  },
  {
    ...{ name: "few", title: "A few methods", group },
    attributes: tag(2),
    answers: { checkout: open([knet, cards]) },
    phase: "ready",
  },
  {
    ...{ name: "list", title: "The list", group },
    attributes: tag(gulf.length),
    answers: { checkout: open() },
    phase: "ready",
  },
  {
    ...{ name: "many", title: "More methods than a phone is high", group },
    attributes: tag(many.length),
    answers: { checkout: open(many) },
    phase: "ready",
  },
  {
    ...{ name: "chosen", title: "A method is chosen", group },
    attributes: tag(gulf.length),
    answers: { checkout: open() },
    steps: [{ choose: knet.id }],
    phase: "ready",
    shows: chosenRow,
  },
  {
    ...{ name: "preselected", title: "The page has chosen one", group },
    attributes: { ...tag(gulf.length), value: knet.id },
    answers: { checkout: open() },
    phase: "ready",
    shows: chosenRow,
  },
  {
    ...{ name: "fees", title: "Fees that are known before", group },
    attributes: tag(withFees.length),
    answers: { checkout: open(withFees) },
    phase: "ready",
  },
  {
    ...{ name: "chosen-fee", title: "Chosen, with its fee in the total", group },
    attributes: tag(withFees.length),
    answers: { checkout: open(withFees) },
    steps: [{ choose: cards.id }],
    phase: "ready",
    shows: "[part~=sum]",
  },
  {
    ...{ name: "remarks", title: "Last used, another currency, a test, a fee to come", group },
    attributes: tag(remarked.length),
    answers: { checkout: open(remarked) },
    phase: "ready",
  },
  {
    ...{ name: "all-tests", title: "Each of them is a test", group },
    attributes: tag(gulf.length),
    answers: { checkout: open(gulf.map((row) => ({ ...row, test: true }))) },
    phase: "ready",
  },
  {
    ...{ name: "long-names", title: "Names longer than a row", group },
    attributes: tag(longNamed.length),
    answers: { checkout: open(longNamed) },
    phase: "ready",
    moves: "a row is as high as its name needs, which no skeleton knows",
  },
  {
    ...{ name: "card", title: "The card form", group },
    attributes: tag(canada.length),
    answers: { checkout: openInCanada(canada) },
    steps: [{ choose: "ottpay:CARD" }],
    phase: "ready",
    showsInFrame: "input",
  },
  {
    ...{ name: "card-short", title: "The card form where the shop knows the address", group },
    attributes: tag(canada.length),
    answers: { checkout: openInCanada(canadaShort) },
    steps: [{ choose: "ottpay:CARD" }],
    phase: "ready",
    showsInFrame: "input",
  },
  {
    ...{ name: "scan", title: "WeChat Pay offers a code to scan", group },
    attributes: tag(canada.length),
    answers: { checkout: openInCanada(canada) },
    steps: [{ choose: "ottpay:WECHATPAY" }],
    phase: "ready",
    shows: "[part=scan-button]",
    needsDesktop: true,
  },
  {
    ...{ name: "scan-open", title: "The code is open", group },
    attributes: tag(canada.length),
    answers: { checkout: openInCanada(canada) },
    steps: [{ choose: "ottpay:WECHATPAY" }, { press: "scan-button" }],
    phase: "ready",
    shows: "[part~=scan-code]",
    needsDesktop: true,
  },
  {
    ...{ name: "preview", title: "Before there is a session", group },
    attributes: { currency: "KWD", amount: "12.750", rows: String(gulf.length) },
    answers: { methods: listed(gulf) },
    phase: "ready",
  },
  {
    ...{ name: "preview-no-amount", title: "Before there is an amount", group },
    attributes: { currency: "KWD", rows: String(gulf.length) },
    answers: { methods: listed(gulf) },
    phase: "ready",
  },
  {
    ...{ name: "disabled", title: "Nothing can be chosen", group },
    attributes: { ...tag(gulf.length), value: knet.id, disabled: "" },
    answers: { checkout: open() },
    phase: "ready",
  },
  {
    ...{ name: "short-time", title: "Less than five minutes are left", group },
    attributes: tag(gulf.length),
    answers: { checkout: open(gulf, { secondsLeft: 272 }) },
    phase: "ready",
    shows: "[part=clock]",
  },
  {
    ...{ name: "own-parts", title: "The shop's own heading, terms and button", group },
    attributes: { ...tag(gulf.length), button: "none" },
    inside: `<h2 slot="heading">Pay for your bowls</h2>
        <p slot="terms">Bowls can be sent back within 14 days.</p>`,
    answers: { checkout: open() },
    phase: "ready",
    moves: "the skeleton does not know the height of what the shop puts into its slots",
  },
];
