/** The pay page's form, read and pressed as a browser without scripts does it. */
import type { Answer, RunningProxy } from "./running-proxy.ts";

export interface PayForm {
  readonly page: Answer;
  readonly action: string;
  /** `name=value`, as the browser sends it back. */
  readonly cookie: string;
  /** Ids of the methods that can be chosen. */
  readonly methods: readonly string[];
  /** Hidden fields and the button's. */
  readonly fields: Readonly<Record<string, string>>;
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function unescape(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** @param before whose cookie the browser still has */
export function readForm(page: Answer, before = ""): PayForm {
  const [form = ""] = /<form[^]*<\/form>/.exec(page.text) ?? [];
  const [, action = ""] = /<form[^>]* action="([^"]*)"/.exec(form) ?? [];
  const controls = [...form.matchAll(/<(?:input|button)([^>]*)>/g)].map(([, rest = ""]) =>
    Object.fromEntries(
      [...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        unescape(value),
      ]),
    ),
  );
  return {
    page,
    action: unescape(action),
    cookie: page.headers.get("set-cookie")?.split(";", 1)[0] ?? before,
    methods: controls.flatMap(({ name, value = "" }) => (name === "method" ? [value] : [])),
    fields: Object.fromEntries(
      controls
        .filter(({ type }) => type !== "radio")
        .map(({ name = "", value = "" }) => [name, value]),
    ),
  };
}

export async function openForm(
  running: Pick<RunningProxy, "get">,
  { id }: { readonly id: string },
  headers: Record<string, string> = {},
): Promise<PayForm> {
  return readForm(await running.get(`/pay/${id}`, headers));
}

/** What a browser says of a form of its own page, whose policy is `no-referrer`. */
export const ofOwnPage = { origin: "null", "sec-fetch-site": "same-origin" };

/** Presses Pay. @param chosen what is sent beside the form's own fields, or in their place */
export function press(
  running: Pick<RunningProxy, "post">,
  form: PayForm,
  chosen: Record<string, string>,
  headers: Record<string, string> = ofOwnPage,
): Promise<Answer> {
  return running.post(
    new URL(form.action).pathname,
    new URLSearchParams({ ...form.fields, ...chosen }).toString(),
    { "content-type": "application/x-www-form-urlencoded", cookie: form.cookie, ...headers },
  );
}
