import { useState } from "react";
import { Checkout, Result } from "./checkout.tsx";

export function Shop() {
  const [bowls, setBowls] = useState(1);
  const [locale, setLocale] = useState("en-CA");
  const [isClosed, setIsClosed] = useState(false);
  const [isAway, setIsAway] = useState(false);
  const [isTurned, setIsTurned] = useState(false);
  const [heard, setHeard] = useState<readonly string[]>([]);
  const say = (text: string) => setHeard((before) => [...before, text]);

  const list = (
    <ol aria-label="Heard">
      {heard.map((text, place) => (
        <li key={place}>{text}</li>
      ))}
    </ol>
  );
  if (location.pathname === "/thank-you") {
    return (
      <>
        <Result say={say} />
        {list}
      </>
    );
  }
  const parts = [
    <h1 key="title">One bowl</h1>,
    !isAway && <Checkout key="till" bowls={bowls} locale={locale} isClosed={isClosed} say={say} />,
    <p key="note">Made by hand.</p>,
  ];
  return (
    <>
      {isTurned ? parts.reverse() : parts}
      <p>
        <button onClick={() => setBowls(2)}>Two bowls</button>
        <button onClick={() => setLocale("ar-KW")}>Arabic</button>
        <button onClick={() => setLocale("en-CA")}>English</button>
        <button onClick={() => setIsClosed(true)}>Close the till</button>
        <button onClick={() => setIsClosed(false)}>Open the till</button>
        <button onClick={() => setIsAway(true)}>Put it away</button>
        <button onClick={() => setIsAway(false)}>Bring it back</button>
        <button onClick={() => setIsTurned(!isTurned)}>Turn round</button>
      </p>
      {list}
    </>
  );
}
