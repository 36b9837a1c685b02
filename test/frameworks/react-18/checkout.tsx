import "otter-checkout";
import { OtterCheckout } from "otter-checkout/react";

interface Props {
  readonly bowls: number;
  readonly locale: string;
  readonly isClosed: boolean;
  readonly say: (text: string) => void;
}

export function Checkout({ bowls, locale, isClosed, say }: Props) {
  return (
    <OtterCheckout
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
      onOtterReady={() => say("ready")}
      onOtterChange={({ detail }) => say(`change ${detail.method}`)}
      onOtterSubmit={({ detail }) => say(`submit ${detail.method}`)}
    />
  );
}

export function Result({ say }: Pick<Props, "say">) {
  return (
    <OtterCheckout
      proxy="https://pay.shop.example"
      result
      onOtterSettled={({ detail }) => say(`settled ${detail.status}`)}
    />
  );
}
