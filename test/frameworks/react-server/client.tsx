import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { Shop } from "./shop.tsx";

/** React takes the page over when the shop knows who is there. */
async function begin(): Promise<void> {
  await fetch("/visitor");
  hydrateRoot(
    document.querySelector("#app")!,
    <StrictMode>
      <Shop path={location.pathname} />
    </StrictMode>,
  );
}

void begin();
