import { defineConfig } from "vite";

export default defineConfig({
  // The build of Vue that reads templates where the page is shown.
  resolve: { alias: { vue: "vue/dist/vue.esm-bundler.js" } },
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
});
