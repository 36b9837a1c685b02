/**
 * One field on the screen: its control, its label, and the fault that takes the label's place. The
 * label stays the control's name; the fault describes it.
 */
import { rewrite } from "./caret.ts";
import { fields, type FieldName } from "./card-fields.ts";
import { make } from "../elements.ts";

export type Control = HTMLInputElement | HTMLSelectElement;

export class CardCell {
  readonly name: FieldName;
  readonly element: HTMLElement;
  control: Control;
  readonly #label: HTMLLabelElement;
  readonly #fault: HTMLElement;
  /** What the control said before the last key. */
  #before = "";

  constructor(name: FieldName, place: string, choices: boolean) {
    this.name = name;
    this.#label = make("label", { for: name });
    this.#fault = make("span", { class: "fault", id: `${name}-fault` });
    this.control = this.#make(choices);
    this.element = make("div", { class: `cell ${place}` }, this.control, this.#label, this.#fault);
    if (choices) this.element.append(arrow());
  }

  get value(): string {
    return this.control.value;
  }
  set value(text: string) {
    if (text !== this.control.value) this.control.value = text;
  }

  get isWrong(): boolean {
    return this.#fault.textContent !== "";
  }

  get fault(): string {
    return this.#fault.textContent;
  }
  /** What is wrong, in the shopper's words, or empty. */
  set fault(text: string) {
    if (text === this.#fault.textContent) return;
    this.#fault.textContent = text;
    this.element.classList.toggle("wrong", text !== "");
    if (text === "") this.control.removeAttribute("aria-invalid");
    else this.control.setAttribute("aria-invalid", "true");
  }

  say(label: string, hint = " "): void {
    this.#label.textContent = label;
    if (this.control instanceof HTMLInputElement) this.control.placeholder = hint;
  }

  /** Offers these, or lets anything be typed. What was chosen stays where it is still there. */
  offer(choices: readonly { code: string; name: string }[], none?: string): void {
    const isList = this.control instanceof HTMLSelectElement;
    const { value } = this;
    if (isList !== choices.length > 0) {
      const next = this.#make(!isList);
      this.control.replaceWith(next);
      this.control = next;
      this.element.querySelector(".arrow")?.remove();
      if (!isList) this.element.append(arrow());
    }
    if (!(this.control instanceof HTMLSelectElement)) return;
    const options = choices.map(({ code, name }) => make("option", { value: code }, name));
    if (none !== undefined) options.unshift(make("option", { value: "" }, none));
    this.control.replaceChildren(...options);
    this.control.value = value;
    if (this.control.selectedIndex < 0) this.control.selectedIndex = 0;
  }

  /** Writes what was typed the way it is written. */
  rewrite(event?: Event): void {
    const { rewriting } = fields[this.name];
    const { control } = this;
    if (rewriting === undefined || !(control instanceof HTMLInputElement)) return;
    const { inputType = "" } = (event ?? {}) as Partial<InputEvent>;
    const [, side] = /^deleteContent(Backward|Forward)$/.exec(inputType) ?? [];
    const deleted = side?.toLowerCase() as "backward" | "forward" | undefined;
    const caret = control.selectionStart ?? control.value.length;
    const next = rewrite({ text: control.value, caret }, this.#before, rewriting, deleted);
    if (next.text !== control.value) control.value = next.text;
    if (control.selectionStart !== next.caret && control.matches(":focus")) {
      control.setSelectionRange(next.caret, next.caret);
    }
    this.#before = next.text;
  }

  #make(choices: boolean): Control {
    const { autocomplete, isNumeric, isCode, longest } = fields[this.name];
    const shared = {
      id: this.name,
      name: this.name,
      autocomplete,
      "aria-describedby": `${this.name}-fault`,
    };
    if (choices) return make("select", shared);
    return make("input", {
      ...shared,
      type: "text",
      placeholder: " ",
      spellcheck: "false",
      autocapitalize: isCode ? "characters" : "words",
      autocorrect: "off",
      maxlength: longest === undefined ? undefined : String(longest),
      inputmode: isNumeric && "numeric",
      dir: (isNumeric || isCode) && "ltr",
    });
  }
}

function arrow(): HTMLElement {
  return make("span", { class: "arrow", "aria-hidden": "true" });
}
