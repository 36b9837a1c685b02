/**
 * The lint rule that holds what browsers are given to the baseline: no platform call, and no name in
 * a style sheet or in HTML, that the oldest engine does not know. A call that is tested on the spot,
 * `found?.()`, is none.
 */
import type { Rule } from "eslint";
import type * as ESTree from "estree";
import type ts from "typescript";
import { PlatformCalls, type Lack } from "./calls.ts";
import { lacksOfMarkup } from "./markup.ts";
import { lacksOfSheet } from "./styles.ts";

interface Services {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap: { get(node: ESTree.Node): ts.Node };
}

interface Options {
  /** Features by their beginning, and names in style sheets, that have something to fall back on elsewhere. */
  readonly handled?: readonly string[];
  /** The code does not run in a browser: only what it writes is read. */
  readonly textsOnly?: boolean;
}

export const baselineRule: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        properties: { handled: { type: "array" }, textsOnly: { type: "boolean" } },
      },
    ],
    messages: {
      lacked: "{{feature}} is younger than the baseline: {{browsers}} lacks it.",
      inList:
        "{{feature}} takes its whole list of selectors with it in {{browsers}}: alone it may.",
    },
  },
  create(context) {
    const { handled = [], textsOnly = false } = (context.options[0] ?? {}) as Options;
    const services = context.sourceCode.parserServices as Services;
    const report = (node: ESTree.Node, lack: Lack | undefined) => {
      if (lack === undefined || handled.some((name) => lack.feature.startsWith(name))) return;
      const data = { feature: lack.feature, browsers: lack.browsers.join(", ") };
      context.report({ node, messageId: "lacked", data });
    };
    const texts: Rule.RuleListener = {
      TemplateLiteral(node) {
        const { quasi } = node.parent as { quasi?: unknown };
        const isMarkup = quasi === node && isNamed(node.parent, "html");
        const text = node.quasis.map(({ value }) => value.raw).join(isMarkup ? "x" : "");
        for (const lack of isMarkup ? lacksOfMarkup(text) : lacksOfSheet(text)) {
          const { name: feature, browsers, inList = false } = lack;
          const isHandled = handled.some((name) => `${feature}: `.startsWith(`${name}: `));
          if (isHandled && !inList) continue;
          const data = { feature, browsers: browsers.join(", ") };
          context.report({ node, messageId: inList ? "inList" : "lacked", data });
        }
      },
    };
    // Without types, as the tests of other rules lint, only texts can be read.
    if (services.program == null || textsOnly) return texts;
    const calls = new PlatformCalls(services.program);
    const typed = (node: ESTree.Node) => services.esTreeNodeToTSNodeMap.get(node);
    return {
      ...texts,
      MemberExpression(node) {
        if (node.computed || isTested(node)) return;
        report(node.property, calls.ofMember(typed(node.object), typed(node.property)));
      },
      "ObjectPattern > Property"(node: ESTree.Property & Rule.NodeParentExtension) {
        if (node.computed) return;
        report(node.key, calls.ofMember(typed(node.parent), typed(node.key)));
      },
      Identifier(node) {
        const { parent } = node;
        if (parent.type === "MemberExpression" && parent.property === node) return;
        if (String(parent.type).startsWith("TS") || parent.type === "Property") return;
        const isNew = parent.type === "NewExpression" && parent.callee === node;
        report(node, calls.ofGlobal(typed(node), isNew));
      },
    };
  },
};

function isNamed(node: ESTree.Node, name: string): boolean {
  return node.type === "TaggedTemplateExpression" && "name" in node.tag && node.tag.name === name;
}

/** `owner.name?.…`: what is not there is not asked for. */
function isTested(node: ESTree.MemberExpression & Rule.NodeParentExtension): boolean {
  const { parent } = node;
  if (parent.type === "CallExpression") return parent.optional && parent.callee === node;
  return parent.type === "MemberExpression" && parent.optional && parent.object === node;
}
