import { defineConfig } from "vite";

export default defineConfig({
  // On the server Node itself loads what a shop has installed.
  ssr: { external: ["otter-checkout"] },
});
