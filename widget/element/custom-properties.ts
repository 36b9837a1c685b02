/**
 * The custom properties that a page may set, for the manifest and docs/theming.md. `syntax` is CSS's
 * own; `initial` is what holds where a page says nothing. Nothing of this is loaded by a browser.
 */
export interface CustomProperty {
  readonly name: `--otter-${string}`;
  readonly syntax: string;
  readonly initial: string;
  readonly description: string;
}

const property = (
  name: CustomProperty["name"],
  syntax: string,
  initial: string,
  description: string,
): CustomProperty => ({ name, syntax, initial, description });

const color = "<color>";
const length = "<length>";

const paint = (name: string, initial: string, description: string) =>
  property(`--otter-${name}`, color, initial, description);

export const customProperties: readonly CustomProperty[] = [
  paint("accent", "#0b7a75", "The Pay button, the chosen row, the focus ring."),
  paint("on-accent", "#fff", "Text on the accent."),
  paint("text", "the page's", "Text."),
  paint("muted", "72% of the text", "Less important text, and the rim of a radio button."),
  paint("border", "16% of the text", "Hairlines."),
  paint("background", "transparent; Canvas with a theme", "Behind everything."),
  paint("surface", "transparent", "Behind the methods."),
  paint("hover", "4% of the text", "Behind a method that is pointed at."),
  paint("selected", "8% of the accent", "Behind the chosen method."),
  paint("focus", "the accent", "The focus ring."),
  paint("danger", "#c6283d", "The mark beside an error."),
  paint("warning", "#9a6700", "The mark beside what to mind."),
  paint("info", "#0b62a8", "The mark beside what is good to know."),
  paint("success", "#12805c", "The sign of success."),
  paint("skeleton", "8% of the text", "The shapes shown while loading."),
  paint("icon-surface", "#fff", "Behind marks, which are drawn for white."),
  property("--otter-icon-size", length, "44px", "Width of a mark; it is 7/11 of that high."),
  property("--otter-radius", length, "12px", "Corners of the rows and what is said."),
  property("--otter-button-radius", length, "that of the rows", "Corners of the Pay button."),
  property("--otter-border-width", length, "1px", "Width of a row's border."),
  property("--otter-shadow", "<shadow>#", "none", "Below each row."),
  property("--otter-row-height", length, "max(56px, 3.5em)", "Least height of a method."),
  property("--otter-row-gap", length, "8px", "Space between the methods."),
  property("--otter-row-padding", length, "16px", "Space at both ends of a method."),
  property("--otter-pay-height", length, "max(52px, 3.25em)", "Least height of the Pay button."),
  property("--otter-gap", length, "12px", "Space between the parts."),
  property("--otter-font-family", "<family-name>#", "the page's", "The typeface."),
  property("--otter-font-size", length, "1em", "Size of the text, from which the others follow."),
  property("--otter-font-size-heading", length, "1.125em", "Size of the heading."),
  property("--otter-font-size-small", length, "0.8125em", "Size of hints and badges."),
  property("--otter-font-weight", "<number>", "the page's", "Weight of the text."),
  property("--otter-font-weight-strong", "<number>", "600", "Weight of heading and buttons."),
];
