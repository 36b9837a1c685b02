/**
 * Leaves out of lit what no template here uses: directives, parts of elements and comments, text
 * inside `<script>` or `<textarea>`, SVG and MathML fragments. Only in the script that the proxy
 * serves, where every byte is a shopper's; the npm package leaves lit to the shop whole. The cuts
 * are exact and each must fit once, so another release of lit stops the build instead of the page;
 * a directive that somebody imports stops it too.
 */
import type { Plugin } from "vite";

const cuts: readonly [found: string | RegExp, instead: string][] = [
  // Directives.
  [/function M\(t,i,s=t,e\)\{.*?,i\}(?=class R\{)/, ""],
  ["t=M(this,t,i),a(t)", "a(t)"],
  ["t=M(this,t,i,0),o=", "o="],
  ["r=M(this,e[s+n],i,n)", "r=e[s+n]"],
  ["M(this,t,i,0)??A", "t??A"],
  ["V:M,", ""],
  [/setConnected\(t\)\{.*?\}\}(?=class H\{)/, "}"],
  [
    /_\$AR\(t=this\._\$AA\.nextSibling,s\)\{for\(this\._\$AP\?\.\(!1,!0,s\);/,
    "_$AR(t=this._$AA.nextSibling){for(;",
  ],
  ["this._$AR(s&&s._$AB.nextSibling,e)", "this._$AR(s&&s._$AB.nextSibling)"],
  ["get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}", ""],
  [/get _\$AU\(\)\{return this\._\$AM\?\._\$AU\?\?this\._\$Cv\}/, ""],
  [/get parentNode\(\)\{let t=.*?get endNode\(\)\{return this\._\$AB\}/, ""],
  [",this._$Cv=e?.isConnected??!0", ""],
  ["get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}", ""],
  // Parts of elements and of comments.
  [/class Z\{.*?\}\}(?=const j=)/, ""],
  ["U:z,B:I,F:Z}", "U:z,B:I}"],
  [":6===r.type&&(i=new Z(h,this,t))", ":0"],
  ["else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));", ";"],
  [
    /if\(r\.data===n\)d\.push\(\{type:2,index:l\}\);else\{.*?o\.length-1\}/,
    "r.data===n&&d.push({type:2,index:l});",
  ],
  // Text where no element can be.
  [/if\(y\.test\(r\.tagName\)\)\{.*?r\.append\(t\[i\],c\(\)\)\}\}/, ""],
  ['(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', "c=p"],
  // Fragments of SVG and MathML.
  [/,2===i\|\|3===i\)\{.*?childNodes\)\}/, ";"],
  ["if(this.el=S.createElement(f,e),", "this.el=S.createElement(f,e),"],
  ['2===i?"<svg>":3===i?"<math>":""', '""'],
  ['+(2===i?"</svg>":3===i?"</math>":"")', ""],
  // For other copies of lit.
  [/B\?\.\(S,k\),\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\);/, ""],
];

export function trimLit(): Plugin {
  return {
    name: "trim-lit",
    transform(code, id) {
      if (/lit-html\/(directive|async-directive)/.test(id)) {
        this.error(`${id}: directives are cut out of lit by scripts/trim-lit.ts`);
      }
      if (!id.endsWith("/lit-html/lit-html.js")) return null;
      const trimmed = cuts.reduce((text, [found, instead]) => {
        const parts = text.split(found);
        if (parts.length !== 2) this.error(`lit has changed: ${String(found)} is not there once`);
        return parts.join(instead);
      }, code);
      return { code: trimmed, map: null };
    },
  };
}
