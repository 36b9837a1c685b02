/**
 * Which platform feature a name in the code is: found by its type, because `signal.throwIfAborted()`
 * says nothing of what `signal` is.
 */
import ts from "typescript";
import { featureAt, lackedBy } from "./support.ts";

/** A feature and who lacks it, or undefined where all have it. */
export interface Lack {
  readonly feature: string;
  readonly browsers: readonly string[];
}

export class PlatformCalls {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(program: ts.Program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /** `owner.name`, as the platform declares it. */
  ofMember(owner: ts.Node, name: ts.Node): Lack | undefined {
    // In `{ name } = owner` the name is a variable's as well.
    const ofOwner = this.#checker.getTypeAtLocation(owner).getProperty(name.getText());
    const symbol = ofOwner ?? this.#checker.getSymbolAtLocation(name);
    const declared = symbol?.declarations?.find((each) => this.#isPlatforms(each));
    if (symbol === undefined || declared === undefined) return undefined;
    const places = [declaringName(declared), ...this.#namesOf(owner)];
    return firstLack(places.flatMap((place) => memberPaths(place, symbol.name)));
  }

  /** `name` alone: a global. @param isNew whether it is constructed */
  ofGlobal(name: ts.Node, isNew: boolean): Lack | undefined {
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (!symbol?.declarations?.some((each) => this.#isPlatforms(each))) return undefined;
    const own = isNew ? [["api", symbol.name, symbol.name]] : [];
    const paths = [...own, ["api", symbol.name], ["javascript", "builtins", symbol.name]];
    return firstLack(paths);
  }

  #isPlatforms(declaration: ts.Declaration): boolean {
    return this.#program.isSourceFileDefaultLibrary(declaration.getSourceFile());
  }

  /** Its type's interface and all that extends: the data names members where specifications put them. */
  #namesOf(owner: ts.Node): string[] {
    const names = new Set<string>();
    const add = (type: ts.Type): void => {
      if (type.isUnionOrIntersection()) return type.types.forEach(add);
      const name = type.symbol?.name;
      if (name !== undefined && !names.has(name)) {
        names.add(name);
        if (type.isClassOrInterface()) this.#checker.getBaseTypes(type).forEach(add);
      }
    };
    add(this.#checker.getApparentType(this.#checker.getTypeAtLocation(owner)));
    return [...names];
  }
}

/** `AbortSignal`, or `AbortSignal/static` where a member is the constructor's. */
function declaringName(declaration: ts.Declaration): string {
  const { parent } = declaration;
  if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) {
    return `${parent.parent.name.getText()}/static`;
  }
  return ts.isInterfaceDeclaration(parent) ? parent.name.text : "";
}

function memberPaths(place: string, member: string): string[][] {
  const [name = "", isStatic] = place.split("/");
  const plain = name.replace(/^Readonly|Constructor$/g, "");
  return [
    ["api", plain, isStatic === undefined ? member : `${member}_static`],
    ["javascript", "builtins", plain, member],
    ["javascript", "builtins", "Intl", plain, member],
  ];
}

function firstLack(paths: readonly (readonly string[])[]): Lack | undefined {
  const known = paths.find((path) => featureAt(...path)?.__compat !== undefined);
  if (known === undefined) return undefined;
  const browsers = lackedBy(featureAt(...known));
  return browsers.length === 0 ? undefined : { feature: known.join("."), browsers };
}
