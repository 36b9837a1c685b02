/** docs/recipes/python.md, run by Python's own server. */
import { describeShop } from "./shop-laws.ts";

describeShop("docs/recipes/python.md", {
  page: "python",
  command: () => ["python3", "shop.py"],
  listening: /^listening/,
  pay: "/pay",
  events: "/checkout-events",
  thanks: "/thank-you",
});
