/**
 * The lint rule that holds the widget to its baseline: no platform call, and no name in a style sheet,
 * that the oldest engine does not know. A call that is tested on the spot, `found?.()`, is none.
 */
import type { Rule } from "eslint";
import type * as ESTree from "estree";
import type ts from "typescript";
import { PlatformCalls, type Lack } from "./calls.ts";
import { namesLackedIn } from "./styles.ts";

interface Services {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap: { get(node: ESTree.Node): ts.Node };
}

/** Features by their beginning, and names in style sheets, that have something to fall back on elsewhere. */
interface Options {
  readonly handled?: readonly string[];
}

export const baselineRule: Rule.RuleModule = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { handled: { type: "array" } } }],
    messages: { lacked: "{{feature}} is younger than the baseline: {{browsers}} lacks it." },
  },
  create(context) {
    const { handled = [] } = (context.options[0] ?? {}) as Options;
    const services = context.sourceCode.parserServices as Services;
    const report = (node: ESTree.Node, lack: Lack | undefined) => {
      if (lack === undefined || handled.some((name) => lack.feature.startsWith(name))) return;
      const data = { feature: lack.feature, browsers: lack.browsers.join(", ") };
      context.report({ node, messageId: "lacked", data });
    };
    const sheets: Rule.RuleListener = {
      TemplateLiteral({ quasis }) {
        for (const quasi of quasis) {
          for (const feature of namesLackedIn(quasi.value.raw)) {
            report(quasi, { feature, browsers: ["an engine of it"] });
          }
        }
      },
    };
    // Without types, as the tests of other rules lint, only style sheets can be read.
    if (services.program == null) return sheets;
    const calls = new PlatformCalls(services.program);
    const typed = (node: ESTree.Node) => services.esTreeNodeToTSNodeMap.get(node);
    return {
      ...sheets,
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

/** `owner.name?.…`: what is not there is not asked for. */
function isTested(node: ESTree.MemberExpression & Rule.NodeParentExtension): boolean {
  const { parent } = node;
  if (parent.type === "CallExpression") return parent.optional && parent.callee === node;
  return parent.type === "MemberExpression" && parent.optional && parent.object === node;
}
