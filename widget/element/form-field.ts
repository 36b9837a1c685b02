/** A field of a form like the browser's own: what forms, and the libraries of forms, read and call. */
import { DrawnElement } from "./drawn-element.ts";

/** The browser knows them. */
const members = ["form", "labels", "willValidate", "validity", "validationMessage"] as const;

export abstract class FormField extends DrawnElement {
  // Not a field: those are built into static blocks, which Chrome 92 and Safari 16.3 cannot read.
  static get formAssociated(): boolean {
    return true;
  }

  /** What the form around the element, and style sheets, are told of it. @internal */
  readonly internals = this.attachInternals();
  declare readonly form: HTMLFormElement | null;
  declare readonly labels: NodeList;
  declare readonly willValidate: boolean;
  declare readonly validity: ValidityState;
  declare readonly validationMessage: string;
  abstract value: string | null | undefined;
  abstract disabled: boolean;
  #isDisabledByForm = false;
  #customError = "";

  /** What the choice is called in a form. */
  get name(): string {
    return this.getAttribute("name") ?? "";
  }
  set name(name: string | null | undefined) {
    write(this, "name", name);
  }

  get type(): string {
    return this.localName;
  }

  /** A reason of the page's own that the choice is invalid; empty takes it back. */
  setCustomValidity(message: string): void {
    this.#customError = message;
    this.validate();
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** By itself or by a fieldset around it. @internal */
  get isDisabled(): boolean {
    return this.disabled || this.#isDisabledByForm;
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#isDisabledByForm = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.value = this.getAttribute("value");
  }

  /** @internal */
  formStateRestoreCallback(state: string): void {
    this.value = state;
  }

  /** Forms go by the attribute, whatever it says, and know nothing of the property. */
  protected override willUpdate(): void {
    this.toggleAttribute("disabled", this.disabled);
  }

  /** Why the form may not be sent as it is, in the shopper's words; empty where it may. */
  protected abstract whatIsMissing(): string;

  protected validate(): void {
    const missing = this.whatIsMissing();
    this.internals.setValidity(
      { valueMissing: !!missing, customError: !!this.#customError },
      this.#customError || missing,
      this.renderRoot.querySelector("input") ?? undefined,
    );
  }
}

for (const name of members) {
  Object.defineProperty(FormField.prototype, name, {
    get(this: FormField) {
      return this.internals[name];
    },
    // Libraries that find a property set it, though all that can be set of these is an attribute.
    set(this: FormField, text: string | undefined) {
      write(this, name, text);
    },
  });
}

function write(field: FormField, name: string, text: string | null | undefined): void {
  if (text == null) field.removeAttribute(name);
  else field.setAttribute(name, text);
}
