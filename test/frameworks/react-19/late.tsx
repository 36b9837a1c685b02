/** The page of a shop whose script for the element comes after React has drawn. */
import type { CreateSession } from "otter-checkout";
import { OtterCheckout } from "otter-checkout/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const createSession: CreateSession = async ({ signal }) => {
  const body = JSON.stringify({ bowls: 1 });
  const answer = await fetch("/checkout", { method: "POST", body, signal });
  return ((await answer.json()) as { id: string }).id;
};

createRoot(document.querySelector("#app")!).render(
  <StrictMode>
    <section aria-label="Tag">
      <otter-checkout currency="KWD" amount="12.750" createSession={createSession} />
    </section>
    <section aria-label="Component">
      <OtterCheckout currency="KWD" amount="12.750" createSession={createSession} />
    </section>
  </StrictMode>,
);
