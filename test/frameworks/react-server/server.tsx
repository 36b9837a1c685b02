import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import type { Answer } from "../serving.ts";
import { Shop } from "./shop.tsx";

export const answer: Answer = async (request, till) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/visitor") return Response.json({ name: "Noura" });
  if (pathname !== "/" && pathname !== "/thank-you") return undefined;
  const app = renderToString(
    <StrictMode>
      <Shop path={pathname} />
    </StrictMode>,
  );
  const html = (await till.page("index.html")).replace("<!--app-->", () => app);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
};
