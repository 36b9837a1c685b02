/**
 * The form: fields in two groups, the street only where it is needed. A fault is shown when a field is
 * left with something wrong in it, or when Pay is pressed; it goes as soon as it is mended. The first
 * field that is wrong gets the keyboard.
 */
import { countries, formatPostalCode, regionsOf } from "./address.ts";
import { BrandMarks, type Scheme } from "./brand-marks.ts";
import { CardCell, type Control } from "./card-cell.ts";
import {
  brandIn,
  faultOf,
  fieldNames,
  streetNames,
  toCard,
  type FieldName,
  type Values,
} from "./card-fields.ts";
import { make } from "../elements.ts";
import type { Card } from "./seal.ts";
import { english, type Wording } from "./wording.ts";

/** Where OTT Pay's merchants are, and most of who pays them. */
const firstCountry = "CA";

const places: Record<FieldName, string> = {
  number: "first",
  expiry: "half",
  cvv: "half",
  name: "last",
  postalCode: "half first",
  country: "half first",
  address: "",
  city: "half last",
  province: "half last",
};

export interface FormSettings {
  /** The street is not asked for: the proxy is said to know it. */
  readonly isShort: boolean;
  readonly schemes: readonly Scheme[];
}

export interface FormListener {
  onSubmit(): void;
  onValidity(isComplete: boolean): void;
}

export class CardForm {
  readonly element: HTMLFormElement;
  readonly #cells: Record<FieldName, CardCell>;
  readonly #fields = make("fieldset");
  readonly #heading = make("h2", { id: "billing" });
  readonly #marks: BrandMarks;
  /** Says what is wrong to who cannot see it. */
  readonly #spoken = make("p", { class: "unseen", role: "status" });
  readonly #listener: FormListener;
  readonly #now: () => number;
  #texts = english.texts;
  #language = "en";
  #hasStreet = true;
  #isComplete = false;
  /** Where the keyboard goes when it comes. */
  #awaiting: Control | undefined;

  constructor(now: () => number, listener: FormListener, { isShort, schemes }: FormSettings) {
    this.#now = now;
    this.#listener = listener;
    this.#marks = new BrandMarks(schemes);
    const cells = fieldNames.map((name) => {
      const choices = name === "country" || name === "province";
      return [name, new CardCell(name, places[name], choices)] as const;
    });
    this.#cells = Object.fromEntries(cells) as Record<FieldName, CardCell>;
    const elements = cells.map(([, cell]) => cell.element);
    const { number } = this.#cells;
    number.element.append(this.#marks.element, this.#marks.spoken);
    number.control.setAttribute("aria-describedby", `number-fault ${this.#marks.spoken.id}`);
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
    this.#askStreet(!isShort);
    this.#listen();
  }

  /** Every word in another language; what is typed stays. */
  speak({ texts, tag: language, direction }: Wording): void {
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
    for (const name of this.#asked) this.#judge(name);
    return this.#goToFirstFault();
  }

  /** The proxy found what we did not, or does not know what we have not asked for. */
  refuse(field: string): void {
    const name = fieldNames.find((known) => field === `card.${known}`);
    if (name === undefined) return;
    if (streetNames.includes(name)) this.#askStreet(true);
    this.#judge(name);
    this.#cells[name].fault ||= this.#texts.refused;
    this.#goToFirstFault();
    this.#tellValidity();
  }

  /** Undefined while anything is wrong or missing. */
  get card(): Card | undefined {
    const values = this.#values;
    const isRight = this.#asked.every((name) => !faultOf(name, values, this.#now()));
    return isRight ? toCard(values, this.#hasStreet) : undefined;
  }

  get #asked(): readonly FieldName[] {
    return fieldNames.filter((name) => this.#hasStreet || !streetNames.includes(name));
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
      if (cell !== undefined) this.#left(cell, event.relatedTarget);
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

  /** What a postal code has to look like is the country's to say, which is typed after it. */
  #left({ name }: CardCell, next: EventTarget | null): void {
    const { country, postalCode } = this.#cells;
    if (name === "postalCode" && next === country.control) return;
    const cell = name === "country" ? postalCode : this.#cells[name];
    if (cell.value.trim() === "") return;
    if (cell === postalCode) cell.value = formatPostalCode(cell.value, country.value);
    this.#judge(cell.name);
    this.#spoken.textContent = cell.fault;
  }

  #changed(cell: CardCell, event?: Event): void {
    cell.rewrite(event);
    if (cell.name === "number") this.#marks.show(brandIn(this.#values));
    if (cell.name === "country") this.#followCountry();
    if (cell.isWrong) this.#judge(cell.name);
    this.#tellValidity();
  }

  #tellValidity(): void {
    const isComplete = this.card !== undefined;
    if (isComplete === this.#isComplete) return;
    this.#isComplete = isComplete;
    this.#listener.onValidity(isComplete);
  }

  #askStreet(isOn: boolean): void {
    this.#hasStreet = isOn;
    this.element.classList.toggle("short", !isOn);
    for (const name of streetNames) this.#cells[name].element.hidden = !isOn;
  }

  #judge(name: FieldName): void {
    const fault = faultOf(name, this.#values, this.#now());
    this.#cells[name].fault = fault === undefined ? "" : this.#texts[fault];
  }

  #goToFirstFault(): boolean {
    const first = fieldNames.find((name) => this.#cells[name].isWrong);
    this.#spoken.textContent = first === undefined ? "" : this.#cells[first].fault;
    if (first !== undefined) this.goTo(first);
    return first === undefined;
  }

  /** A frame may not take the keyboard by itself: the page around passes it on in a moment. */
  goTo(name: FieldName): void {
    const { control } = this.#cells[name];
    control.focus();
    if (!document.hasFocus()) this.#awaiting = control;
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
