/**
 * What the widget is measured against: the least that shows a list of methods, fetched or written in the
 * page, as radios with lit. No prices, no languages, no errors, no paying.
 */
import { html, LitElement } from "lit";

interface List {
  readonly methods: readonly { readonly id: string; readonly label: string }[];
}

class BarePicker extends LitElement {
  static override readonly properties = { session: {}, list: { type: Object } };
  declare session: string | undefined;
  declare list: List | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.session !== undefined) void this.#load();
  }

  protected override render(): unknown {
    return html`<fieldset>
      ${this.list?.methods.map(
        ({ id, label }) =>
          html`<label><input type="radio" name="method" .value=${id} />${label}</label>`,
      )}
    </fieldset>`;
  }

  async #load(): Promise<void> {
    const response = await fetch(`/v1/checkout/${this.session}`);
    this.list = (await response.json()) as List;
  }
}

customElements.define("bare-picker", BarePicker);
