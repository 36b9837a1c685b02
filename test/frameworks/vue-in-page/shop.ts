import type { CreateSession } from "otter-checkout";
import { createApp } from "vue";

const app = createApp({
  data: () => ({
    bowls: 1,
    locale: "en-CA",
    isClosed: false,
    isAway: false,
    method: "",
    heard: [] as string[],
  }),
  computed: {
    amount(): string {
      return (12.75 * this.bowls).toFixed(3);
    },
  },
  methods: {
    async createSession({ signal }: Parameters<CreateSession>[0]) {
      const body = JSON.stringify({ bowls: this.bowls });
      const answer = await fetch("/checkout", { method: "POST", body, signal });
      return ((await answer.json()) as { id: string }).id;
    },
    say(text: string) {
      this.heard.push(text);
    },
  },
});
app.config.compilerOptions.isCustomElement = (tag) => tag === "otter-checkout";
app.mount("#app");
