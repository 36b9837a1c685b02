/** The template of every page: what is put in is text, unless the template itself made it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html, scriptJson, type HtmlValue } from "../../../server/http/html.ts";

const hostile = `</p><script>alert("1")</script>&amp;'`;
const harmless = "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;";

describe("the html template", () => {
  it("escapes what stands between tags and between an attribute's quotes", () => {
    const page = html`<a href="${hostile}">${hostile}</a>`;
    assert.equal(page.toMarkup(), `<a href="${harmless}">${harmless}</a>`);
  });

  it("passes on its own, alone or in lists, once escaped and not twice", () => {
    const items = [hostile, "&"].map((text) => html`<li>${text}</li>`);
    const page = html`<b>${[items, [html`<li></li>`]]}</b>`;
    assert.equal(page.toMarkup(), `<b><li>${harmless}</li><li>&amp;</li><li></li></b>`);
  });

  it("escapes text in a list, and leaves out what is null", () => {
    assert.equal(html`<p>${[hostile, null]}${null}</p>`.toMarkup(), `<p>${harmless}</p>`);
  });

  it("refuses what only looks like it", () => {
    for (const value of [
      { toMarkup: () => "<b>" },
      { toString: () => "<b>" },
      Object.assign(() => "<b>", { toMarkup: () => "<b>" }),
      new String("<b>"),
    ]) {
      assert.throws(() => html`<p>${value as unknown as HtmlValue}</p>`, TypeError);
    }
  });

  it("keeps JSON inside its script element, and the same to who reads it", () => {
    for (const text of ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;", '"']) {
      const page = html`<script type="application/json">
        ${scriptJson({ [text]: text })}
      </script>`;
      const [, json = ""] =
        /^<script type="application\/json">(.*)<\/script>$/s.exec(page.toMarkup()) ?? [];
      assert.doesNotMatch(json, /[<>&]/);
      assert.deepEqual(JSON.parse(json), { [text]: text });
    }
  });
});
