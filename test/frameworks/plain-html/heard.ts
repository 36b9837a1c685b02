/** Says on the page what was heard. */
export function say(text: string): void {
  const item = document.createElement("li");
  item.textContent = text;
  document.querySelector("#heard")!.append(item);
}
