/**
 * `<otter-checkout>` in React, beside the element itself, which a script or `otter-checkout`
 * registers: the component `OtterCheckout` for React 18 and 19, and the types of the tag in JSX.
 *
 * React writes a tag's props before it knows the element, and on a page that a server has rendered
 * not at all: functions, tables and listeners are lost there, and in React 18 everywhere. The
 * component hands them over through a ref, in whatever order the parts arrive.
 */
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
} from "react";
import type * as React from "react";
import type { OtterCheckoutEventMap } from "./events.ts";
import type { OtterCheckoutElement } from "./element.ts";

type Settings = Pick<
  OtterCheckoutElement,
  | "session"
  | "proxy"
  | "locale"
  | "currency"
  | "amount"
  | "value"
  | "required"
  | "disabled"
  | "button"
  | "theme"
  | "layout"
  | "scan"
  | "rows"
  | "result"
  | "createSession"
  | "strings"
>;

/** React may be given `undefined` for what is not set. */
type Optional<T> = { [Name in keyof T]?: T[Name] | undefined };

type Page = Omit<HTMLAttributes<OtterCheckoutElement>, keyof Settings>;
type FormField = Optional<{ name: string; form: string }>;

/** What the tag takes in React 19. */
type TagProps = Page &
  FormField &
  Optional<Settings> & {
    [Name in keyof OtterCheckoutEventMap as `on${Name}`]?:
      ((event: OtterCheckoutEventMap[Name]) => void) | undefined;
  };

/** What React 18 writes as text, or not at all: the component takes it. */
type Lost =
  "className" | "createSession" | "strings" | `on${Extract<keyof OtterCheckoutEventMap, string>}`;

/** What the tag takes in React 18. */
type AttributeProps = Omit<TagProps, Lost> & { [Name in Lost]?: never } & {
  class?: string | undefined;
};

/** React's types lost `createFactory` with 19. */
type IsReact18 = "createFactory" extends keyof typeof React ? true : false;

/** The tag's props in JSX: those that the installed React brings to the element. */
export type OtterCheckoutProps = RefAttributes<OtterCheckoutElement> &
  (IsReact18 extends true ? AttributeProps : TagProps);

type Listeners = {
  [
    Name in keyof OtterCheckoutEventMap as Name extends `otter-${infer What}`
      ? `onOtter${Capitalize<What>}`
      : never
  ]?: ((event: OtterCheckoutEventMap[Name]) => void) | undefined;
};

/** The component's props: the element's settings, and `onOtterReady` and so on for its events. */
export type OtterCheckoutComponentProps = Page & FormField & Optional<Settings> & Listeners;

const flags = ["required", "disabled", "result"] as const;
const listenerName = /^onOtter([A-Z]\w*)$/;

/** Before the page is painted; a server, which paints nothing, is told of no such effect. */
const useCommitted = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** What elements told before React came to them, as on a page that a server has rendered. */
const told = new WeakMap<EventTarget, Event>();
if (typeof document !== "undefined") {
  for (const name of ["otter-ready", "otter-error", "otter-settled"]) {
    document.addEventListener(name, (event) => told.set(event.composedPath()[0]!, event), true);
  }
}

export const OtterCheckout: ForwardRefExoticComponent<
  OtterCheckoutComponentProps & RefAttributes<OtterCheckoutElement>
> = forwardRef<OtterCheckoutElement, OtterCheckoutComponentProps>(function OtterCheckout(
  { createSession, strings, className, ...given },
  forwarded,
) {
  const ref = useRef<OtterCheckoutElement>(null);
  const isNew = useRef(true);
  useImperativeHandle(forwarded, () => ref.current!, []);

  const attributes: Record<string, unknown> = { ref, class: className };
  const listeners: [event: string, listener: EventListener][] = [];
  for (const [name, value] of Object.entries(given)) {
    const [, event] = listenerName.exec(name) ?? [];
    if (event === undefined) attributes[name] = value;
    else if (value) listeners.push([`otter-${event.toLowerCase()}`, value as EventListener]);
  }
  // React 18 writes "false", which no style sheet and no form takes for off.
  for (const flag of flags) attributes[flag] ||= undefined;

  useCommitted(() => {
    const element = ref.current!;
    Object.assign(element, { createSession, strings });
    const before = isNew.current ? told.get(element) : undefined;
    isNew.current = false;
    for (const [event, listener] of listeners) {
      if (before?.type === event) listener(before);
      element.addEventListener(event, listener);
    }
    return () => {
      for (const [event, listener] of listeners) element.removeEventListener(event, listener);
    };
  });
  return createElement("otter-checkout", attributes);
});

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how React's types are extended
  namespace JSX {
    interface IntrinsicElements {
      "otter-checkout": OtterCheckoutProps;
    }
  }
}
