/** docs/recipes/php.md, run by PHP's own server. */
import { describeShop } from "./shop-laws.ts";

describeShop("docs/recipes/php.md", {
  page: "php",
  command: (port) => ["php", "-S", `127.0.0.1:${port}`],
  listening: /Development Server .* started/,
  pay: "/pay.php",
  events: "/events.php",
  thanks: "/thank-you.php",
});
