/** docs/recipes/node.md: the shops of Express and Fastify as they stand, and Next's route handlers called as Next does. */
import { fileURLToPath } from "node:url";
import { describeShop } from "./shop-laws.ts";

const addresses = { pay: "/pay", events: "/checkout-events" };
const routes = fileURLToPath(new URL("serve-routes.ts", import.meta.url));

for (const [name, file] of [
  ["Express", "express-shop.js"],
  ["Fastify", "fastify-shop.js"],
] as const) {
  describeShop(`docs/recipes/node.md, ${name}`, {
    page: "node",
    command: () => [process.execPath, file],
    listening: /^listening/,
    ...addresses,
    thanks: "/thank-you",
  });
}

describeShop("docs/recipes/node.md, Next", {
  page: "node",
  command: () => [process.execPath, routes],
  listening: /^listening/,
  ...addresses,
});
