/** What a form or a query string says; what is there twice, or nested, says nothing. */
export type Form = Readonly<Record<string, unknown>>;

export function readForm(body: unknown): Form {
  return typeof body === "object" && body !== null ? (body as Form) : {};
}

export function readText(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value : "";
}
