import type {} from "otter-checkout";
import { say } from "./heard.ts";

const checkout = document.querySelector("otter-checkout")!;
checkout.addEventListener("otter-settled", ({ detail }) => {
  say(`settled ${detail.status}`);
});
