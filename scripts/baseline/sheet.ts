/** A style sheet as blocks in blocks. It need not be whole: a template holds parts of one. */

export interface Block {
  /** Selectors, or an at-rule; empty for the sheet itself. */
  readonly prelude: string;
  readonly declarations: readonly { readonly name: string; readonly value: string }[];
  readonly blocks: readonly Block[];
}

interface OpenBlock extends Block {
  readonly declarations: { name: string; value: string }[];
  readonly blocks: OpenBlock[];
}

/** Comments, texts in quotes, addresses, and what stands between: the only places for a brace that is none. */
const token = /\/\*[^]*?\*\/|"[^"]*"|'[^']*'|url\([^)]*\)|[{};]|[^{};"'/u]+|[^]/gu;

export function readSheet(css: string): Block {
  const sheet: OpenBlock = { prelude: "", declarations: [], blocks: [] };
  const open = [sheet];
  let text = "";
  const current = () => open.at(-1) ?? sheet;
  const declare = () => {
    const [, name = "", value = ""] = /^\s*([a-z-]+)\s*:(.*)$/s.exec(text) ?? [];
    if (name !== "") current().declarations.push({ name, value: value.trim() });
    text = "";
  };
  for (const [part] of css.matchAll(token)) {
    if (part === "{") {
      const block: OpenBlock = { prelude: text.trim(), declarations: [], blocks: [] };
      current().blocks.push(block);
      open.push(block);
      text = "";
    } else if (part === "}") {
      declare();
      if (open.length > 1) open.pop();
    } else if (part === ";") declare();
    else if (!part.startsWith("/*")) text += part;
  }
  return sheet;
}
