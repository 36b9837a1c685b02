/**
 * The part of LitElement that one element needs, at a fifth of its weight: the 12 KB for everything
 * leave no room for the rest. Templates are lit's, and controllers look like lit's. Style sheets are
 * constructed: strict pages refuse `<style>`, and every browser that knows form-associated elements
 * can construct them.
 */
import { render, type TemplateResult } from "lit/html.js";

/**
 * The properties by their initial value, which also says how the attribute of that name is read: a
 * flag, a number or text.
 */
export type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Controller {
  hostConnected?(): void;
  hostDisconnected?(): void;
  /** Before every rendering. */
  hostUpdate?(): void;
}

type Values = Record<string, unknown>;

/** Without a DOM the class can be imported, not made. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export abstract class ReactiveHost extends Base {
  /** @internal */
  declare static readonly properties: Properties;
  /** @internal */
  declare static readonly styles: string;

  /** What is rendered into. @internal */
  readonly renderRoot: ShadowRoot = this.attachShadow({ mode: "open" });
  readonly #values: Values = { ...this.#class.properties };
  #pending: Promise<void> | undefined;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(this.#class.styles);
    this.renderRoot.adoptedStyleSheets = [sheet];
  }

  /** Asked for once, when the class is registered: the moment to make the accessors. @internal */
  static get observedAttributes(): string[] {
    const { prototype, properties } = this;
    for (const name in properties) {
      if (name in prototype) continue;
      Object.defineProperty(prototype, name, {
        get(this: ReactiveHost) {
          return this.#values[name];
        },
        set(this: ReactiveHost, value: unknown) {
          this.#values[name] = value;
          this.requestUpdate();
        },
      });
    }
    return Object.keys(properties);
  }

  /** Resolves when what was set is shown. */
  get updateComplete(): Promise<void> {
    return this.#pending ?? Promise.resolve();
  }

  get #class(): typeof ReactiveHost {
    return this.constructor as typeof ReactiveHost;
  }

  /** @internal */
  requestUpdate(): void {
    this.#pending ??= this.#update();
  }

  /** @internal */
  connectedCallback(): void {
    const values = this as unknown as Values;
    for (const name in this.#class.properties) {
      // Set before the element was registered: hiding the accessor.
      if (!Object.hasOwn(this, name)) continue;
      const value = values[name];
      delete values[name];
      values[name] = value;
    }
    this.controllers.forEach((controller) => controller.hostConnected?.());
    this.requestUpdate();
  }

  /** @internal */
  disconnectedCallback(): void {
    this.controllers.forEach((controller) => controller.hostDisconnected?.());
  }

  /** @internal */
  attributeChangedCallback(name: string, _old: string | null, text: string | null): void {
    const initial = this.#class.properties[name];
    (this as unknown as Values)[name] =
      typeof initial === "boolean"
        ? text !== null
        : text === null
          ? initial
          : typeof initial === "number"
            ? Number(text)
            : text;
  }

  /** @internal */
  protected abstract readonly controllers: readonly Controller[];
  /** @internal */
  protected abstract render(): TemplateResult;
  /** @internal */
  protected abstract updated(): void;

  async #update(): Promise<void> {
    await Promise.resolve(); // whatever else is set now is shown with it
    this.#pending = undefined;
    if (!this.isConnected) return;
    this.controllers.forEach((controller) => controller.hostUpdate?.());
    render(this.render(), this.renderRoot);
    this.updated();
  }
}
