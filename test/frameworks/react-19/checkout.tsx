import "otter-checkout";
import type {} from "otter-checkout/react";

interface Props {
  readonly bowls: number;
  readonly locale: string;
  readonly isClosed: boolean;
  readonly say: (text: string) => void;
}

export function Checkout({ bowls, locale, isClosed, say }: Props) {
  return (
    <otter-checkout
      proxy="https://pay.shop.example"
      currency="KWD"
      amount={(12.75 * bowls).toFixed(3)}
      locale={locale}
      disabled={isClosed}
      createSession={async ({ signal }) => {
        const body = JSON.stringify({ bowls });
        const answer = await fetch("/checkout", { method: "POST", body, signal });
        return ((await answer.json()) as { id: string }).id;
      }}
      onotter-ready={() => say("ready")}
      onotter-change={({ detail }) => say(`change ${detail.method}`)}
      onotter-submit={({ detail }) => say(`submit ${detail.method}`)}
    />
  );
}

export function Result({ say }: Pick<Props, "say">) {
  return (
    <otter-checkout
      proxy="https://pay.shop.example"
      result
      onotter-settled={({ detail }) => say(`settled ${detail.status}`)}
    />
  );
}
