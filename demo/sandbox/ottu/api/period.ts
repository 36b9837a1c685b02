/** How Ottu writes how long something lasts: `DD HH:MM:SS`, `HH:MM:SS`. */
export function parsePeriod(text: string): number | null {
  const match = /^(?:(\d{1,3}) )?(\d{1,2}):(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

export function formatPeriod(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const time = [(seconds % 86_400) / 3600, (seconds % 3600) / 60, seconds % 60].map(two).join(":");
  return days === 0 ? time : `${days} ${time}`;
}
