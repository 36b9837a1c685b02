/** A page that has one thing to say. */
import { html } from "../html.ts";
import type { Visitor } from "../visitor.ts";
import { layout } from "./layout.ts";

export interface Message {
  readonly title: string;
  readonly text: string;
  readonly reference?: string | undefined;
  readonly link: { readonly href: string; readonly label: string };
}

export function messagePage(visitor: Visitor, { title, text, reference, link }: Message): string {
  return layout(visitor, {
    name: "message",
    title,
    main: html`<section class="empty">
      <h1>${title}</h1>
      <p>${text}</p>
      ${reference !== undefined && html`<p class="soft"><bdi>${reference}</bdi></p>`}
      <a class="button" href="${link.href}">${link.label}</a>
    </section>`,
  });
}
