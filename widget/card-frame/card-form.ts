/**
 * The form: nine fields in two groups. A fault is shown when a field is left with something wrong in
 * it, or when Pay is pressed; it goes as soon as it is mended. The first field that is wrong gets the
 * keyboard.
 */
import { countries, formatPostalCode, regionsOf } from "./address.ts";
import { BrandMarks } from "./brand-marks.ts";
import { CardCell, type Control } from "./card-cell.ts";
import {
  brandIn,
  faultOf,
  fieldNames,
  toCard,
  type FieldName,
  type Values,
} from "./card-fields.ts";
import { make } from "../elements.ts";
import type { Card } from "./seal.ts";
import { wordingFor, type Texts } from "./texts.ts";

/** Where OTT Pay's merchants are, and most of who pays them. */
const firstCountry = "CA";

const places: Record<FieldName, string> = {
  number: "first",
  expiry: "half",
  cvv: "half",
  name: "last",
  country: "half first",
  postalCode: "half first",
  address: "",
  city: "half last",
  province: "half last",
};

export interface FormListener {
  onSubmit(): void;
  onValidity(isComplete: boolean): void;
}

export class CardForm {
  readonly element: HTMLFormElement;
  readonly #cells: Record<FieldName, CardCell>;
  readonly #fields = make("fieldset");
  readonly #heading = make("h2", { id: "billing" });
  readonly #marks = new BrandMarks();
  /** Says what is wrong to who cannot see it. */
  readonly #spoken = make("p", { class: "unseen", role: "status" });
  readonly #listener: FormListener;
  readonly #now: () => number;
  #texts: Texts = wordingFor("en").texts;
  #language = "en";
  #isComplete = false;
  /** Where the keyboard goes when it comes. */
  #awaiting: Control | undefined;

  constructor(now: () => number, listener: FormListener) {
    this.#now = now;
    this.#listener = listener;
    const cells = fieldNames.map((name) => {
      const choices = name === "country" || name === "province";
      return [name, new CardCell(name, places[name], choices)] as const;
    });
    this.#cells = Object.fromEntries(cells) as Record<FieldName, CardCell>;
    const elements = cells.map(([, cell]) => cell.element);
    this.#cells.number.element.append(this.#marks.element);
    this.#fields.append(
      make("div", { class: "group" }, ...elements.slice(0, 4)),
      this.#heading,
      make(
        "div",
        { class: "group", role: "group", "aria-labelledby": "billing" },
        ...elements.slice(4),
      ),
    );
    this.element = make("form", { novalidate: true }, this.#fields, this.#spoken);
    this.#offerCountries("en");
    this.#cells.country.control.value = firstCountry;
    this.#listen();
  }

  /** Every word in another language; what is typed stays. */
  speak(tag: string): void {
    const { texts, tag: language, direction } = wordingFor(tag);
    this.#texts = texts;
    this.#language = language.split("-", 1)[0]!;
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = texts.number;
    this.#heading.textContent = texts.billing;
    this.#offerCountries(language);
    this.#followCountry();
    for (const name of fieldNames) if (this.#cells[name].isWrong) this.#judge(name);
  }

  disable(isOn: boolean): void {
    this.#fields.disabled = isOn;
  }

  /** Shows every fault and goes to the first; true when there is none. */
  check(): boolean {
    for (const name of fieldNames) this.#judge(name);
    return this.#goToFirstFault();
  }

  /** The proxy found what we did not. */
  refuse(field: string): void {
    const name = fieldNames.find((known) => field === `card.${known}`);
    if (name === undefined) return;
    this.#cells[name].fault = this.#texts.refused;
    this.#goToFirstFault();
  }

  /** Undefined while anything is wrong or missing. */
  get card(): Card | undefined {
    const values = this.#values;
    const isRight = fieldNames.every((name) => !faultOf(name, values, this.#now()));
    return isRight ? toCard(values) : undefined;
  }

  get #values(): Values {
    const pairs = fieldNames.map((name) => [name, this.#cells[name].value]);
    return Object.fromEntries(pairs) as Values;
  }

  #listen(): void {
    const cellOf = ({ target }: Event) =>
      fieldNames.map((name) => this.#cells[name]).find(({ control }) => control === target);
    this.element.addEventListener("input", (event) => {
      const cell = cellOf(event);
      if (cell !== undefined && !event.isComposing) this.#changed(cell, event);
    });
    this.element.addEventListener("compositionend", (event) => {
      const cell = cellOf(event);
      if (cell !== undefined) this.#changed(cell);
    });
    this.element.addEventListener("focusout", (event) => {
      const cell = cellOf(event);
      if (cell === undefined || cell.value.trim() === "") return;
      if (cell.name === "postalCode")
        cell.value = formatPostalCode(cell.value, this.#values.country);
      this.#judge(cell.name);
      this.#spoken.textContent = cell.fault;
    });
    window.addEventListener("focus", () => {
      this.#awaiting?.focus();
      this.#awaiting = undefined;
    });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      if (!event.repeat) this.#listener.onSubmit();
    });
  }

  #changed(cell: CardCell, event?: Event): void {
    cell.rewrite(event);
    if (cell.name === "number") this.#marks.show(brandIn(this.#values));
    if (cell.name === "country") this.#followCountry();
    if (cell.isWrong) this.#judge(cell.name);
    const isComplete = this.card !== undefined;
    if (isComplete === this.#isComplete) return;
    this.#isComplete = isComplete;
    this.#listener.onValidity(isComplete);
  }

  #judge(name: FieldName): void {
    const fault = faultOf(name, this.#values, this.#now());
    this.#cells[name].fault = fault === undefined ? "" : this.#texts[fault];
  }

  #goToFirstFault(): boolean {
    const first = fieldNames.map((name) => this.#cells[name]).find(({ isWrong }) => isWrong);
    this.#spoken.textContent = first?.fault ?? "";
    first?.control.focus();
    // A frame may not take the keyboard by itself: the page around passes it on in a moment.
    if (!document.hasFocus()) this.#awaiting = first?.control;
    return first === undefined;
  }

  #offerCountries(tag: string): void {
    const names = new Intl.DisplayNames(tag, { type: "region" });
    const list = countries.map((code) => ({ code, name: names.of(code) ?? code }));
    this.#cells.country.offer(list.sort((a, b) => a.name.localeCompare(b.name, tag)));
  }

  /** Labels, provinces and the shape of a postal code are the country's. */
  #followCountry(): void {
    const texts = this.#texts;
    const { country } = this.#values;
    const cells = this.#cells;
    const isCanada = country === "CA";
    const isUs = country === "US";
    cells.province.offer(regionsOf(country, this.#language), texts.choose);
    for (const name of fieldNames)
      cells[name].say(texts[name], name === "expiry" ? texts.expiryHint : " ");
    cells.province.say(isCanada ? texts.province : isUs ? texts.state : texts.region);
    cells.postalCode.say(isUs ? texts.zip : texts.postalCode);
    for (const name of ["province", "postalCode"] as const)
      if (cells[name].isWrong) this.#judge(name);
  }
}
