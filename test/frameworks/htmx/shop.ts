import htmx from "htmx.org";
import type { OtterSettledEvent } from "otter-checkout";

htmx.on("otter-settled", (event) => {
  const { detail } = event as OtterSettledEvent;
  const item = document.createElement("li");
  item.textContent = `settled ${detail.status}`;
  document.querySelector("#heard")!.append(item);
});
