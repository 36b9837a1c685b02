import type { Answer } from "../serving.ts";

export const answer: Answer = async (request, till) => {
  const { pathname } = new URL(request.url);
  if (request.method !== "POST") return undefined;
  const method = (await request.formData()).get("method");
  if (pathname === "/chosen") return html(`You chose ${escape(method)}.`);
  const { id, url } = await till.createSession(1);
  return html(`<otter-checkout session="${id}" value="${escape(method)}">
    <a href="${url}">Pay 12.750 KWD</a>
  </otter-checkout>`);
};

function html(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
}

const escape = (text: FormDataEntryValue | null) =>
  String(text ?? "").replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
