/**
 * Stands in for `ElementInternals` in Safari before 16.4: the choice goes into the form by its
 * `formdata` event, and a form that wants one is not sent without it. What cannot be had is the
 * form's own knowledge of the element: `form.elements` and `form.checkValidity()` leave it out.
 */
import type { OtterCheckoutElement } from "../../element.ts";

type Flags = ValidityStateFlags;

export class FormStandIn {
  /** No style sheet can ask for them. */
  readonly states = new Set<string>();
  validationMessage = "";
  readonly #element: OtterCheckoutElement;
  #value: string | null = null;
  #flags: Flags = {};
  #anchor: HTMLInputElement | undefined;
  #isDisabled = false;
  #root: Node | undefined;
  readonly #watcher = new MutationObserver(() => this.#followFieldset());

  constructor(element: OtterCheckoutElement) {
    this.#element = element;
    element.addController({
      hostConnected: () => this.#connect(),
      hostDisconnected: () => this.#disconnect(),
    });
  }

  get shadowRoot(): ShadowRoot | null {
    return this.#element.shadowRoot;
  }

  get form(): HTMLFormElement | null {
    const element = this.#element;
    const id = element.getAttribute("form");
    if (id === null) return element.closest("form");
    const named = (element.getRootNode() as Document).getElementById?.(id);
    return named instanceof HTMLFormElement ? named : null;
  }

  get labels(): NodeListOf<HTMLLabelElement> {
    const { id } = this.#element;
    const root = this.#element.getRootNode() as Document;
    return root.querySelectorAll(id ? `label[for="${CSS.escape(id)}"]` : ":not(*)");
  }

  get willValidate(): boolean {
    return !this.#element.isDisabled;
  }

  get validity(): ValidityState {
    const flags = this.#flags;
    const isValid = !Object.values(flags).some(Boolean);
    return { valueMissing: false, customError: false, ...flags, valid: isValid } as ValidityState;
  }

  setFormValue(value: string | null): void {
    this.#value = value;
  }

  setValidity(flags: Flags, message = "", anchor?: HTMLElement): void {
    this.#flags = flags;
    this.validationMessage = message;
    this.#anchor = anchor instanceof HTMLInputElement ? anchor : undefined;
  }

  checkValidity(): boolean {
    if (!this.willValidate || this.validity.valid) return true;
    return this.#refuse() && false;
  }

  reportValidity(): boolean {
    if (!this.willValidate || this.validity.valid) return true;
    if (this.#refuse()) this.#show();
    return false;
  }

  /** Whether what is wrong may be shown: the page may say it in its own way. */
  #refuse(): boolean {
    return this.#element.dispatchEvent(new Event("invalid", { cancelable: true }));
  }

  /** As the engine says it of a field of its own. */
  #show(): void {
    const anchor = this.#anchor;
    anchor?.setCustomValidity(this.validationMessage);
    anchor?.reportValidity();
    anchor?.setCustomValidity("");
  }

  #connect(): void {
    // Before the page's own listeners: a native field would have kept them from being called.
    const root = (this.#root = this.#element.getRootNode());
    for (const type of ["formdata", "submit", "reset"]) root.addEventListener(type, this, true);
    const attributeFilter = ["disabled"];
    this.#watcher.observe(root, { attributes: true, attributeFilter, subtree: true });
    this.#followFieldset();
  }

  #disconnect(): void {
    const root = this.#root;
    for (const type of ["formdata", "submit", "reset"]) root?.removeEventListener(type, this, true);
    this.#watcher.disconnect();
  }

  handleEvent(event: Event): void {
    const { form } = this;
    if (form === null || event.target !== form) return;
    if (event.type === "formdata") this.#fill((event as FormDataEvent).formData);
    else if (event.type === "submit") this.#hold(event as SubmitEvent, form);
    else {
      // When the reset has happened, unless somebody keeps it from happening.
      setTimeout(() => {
        if (!event.defaultPrevented) this.#element.formResetCallback();
      });
    }
  }

  #fill(data: FormData): void {
    const name = this.#element.getAttribute("name");
    if (name && this.#value !== null && this.willValidate) data.append(name, this.#value);
  }

  #hold(event: SubmitEvent, form: HTMLFormElement): void {
    const button = event.submitter as HTMLButtonElement | null;
    if (form.noValidate || button?.formNoValidate || this.reportValidity()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #followFieldset(): void {
    const isDisabled = this.#element.closest("fieldset:disabled") !== null;
    if (isDisabled === this.#isDisabled) return;
    this.#isDisabled = isDisabled;
    this.#element.formDisabledCallback(isDisabled);
  }
}
