/**
 * What a method is known by: the operator's own mark, else the brand's, else the gateway's logo, else
 * a tile drawn for the kind. Beside a method that takes several card schemes stand theirs.
 */
import type { Method } from "../../../contract/contract.ts";
import { methodKinds, type MethodKind } from "../../../contract/vocabulary.ts";
import { cardSchemes, schemesNamed, walletBrand, type CardScheme } from "./brands.ts";
import { brandMarks, type Brand } from "./brand-marks.ts";
import type { Icons } from "./icons.ts";
import { brandTile, kindTile } from "./tiles.ts";

/** An https address or an absolute file path, and another for dark pages where there is one. */
export interface OperatorMark {
  readonly light: string;
  readonly dark?: string | undefined;
}

export interface MarkedMethod {
  readonly id: string;
  readonly code: string;
  readonly aliases: readonly string[];
  readonly label: string;
  readonly kind: MethodKind;
  readonly logoUrl: string | null;
  /** True where the schemes are those of our own card form. */
  readonly ownForm?: boolean;
}

/** A card scheme by its name and the address of its mark. */
export type SchemeMark = NonNullable<Method["schemes"]>[number];

export interface Marks {
  /** Of the schemes that our own card form takes. */
  readonly ofCardForm: readonly SchemeMark[];
  of(method: MarkedMethod): Pick<Method, "icon" | "iconDark" | "schemes">;
}

export interface MarksOptions {
  readonly icons: Icons;
  /** By method id, code or connector. */
  readonly operatorMarks: Readonly<Record<string, OperatorMark>>;
  readonly hasBrandMarks: boolean;
}

const brands = Object.keys(brandMarks) as Brand[];

export function createMarks({ icons, operatorMarks, hasBrandMarks }: MarksOptions): Marks {
  const ownMarks = new Map(
    Object.entries(operatorMarks).map(([name, mark]) => [name.toLowerCase(), mark]),
  );
  // All of them at once: another instance's list may name one that this one has not listed yet.
  const brandAddresses = keepAll(icons, brands, brandTile);
  const kindAddresses = keepAll(icons, methodKinds, kindTile);

  // OTT Pay's card interface takes these two.
  const ownSchemes = hasBrandMarks ? cardSchemes.filter(({ brand }) => brand !== "amex") : [];
  const markOf = ({ name, brand }: CardScheme) => ({ name, icon: brandAddresses[brand] });

  function schemesOf({ kind, label, ownForm }: MarkedMethod): readonly CardScheme[] {
    if (!hasBrandMarks || kind !== "card") return [];
    return ownForm === true ? ownSchemes : schemesNamed(label);
  }

  function brandOf(method: MarkedMethod, schemes: readonly { brand: Brand }[]): Brand | undefined {
    if (!hasBrandMarks) return undefined;
    const [only, ...others] = schemes;
    if (only !== undefined) return others.length === 0 ? only.brand : undefined;
    return walletBrand([method.code, ...method.aliases, method.label]);
  }

  return {
    ofCardForm: ownSchemes.map(markOf),
    of(method) {
      const schemes = schemesOf(method);
      const brand = brandOf(method, schemes);
      const beside = schemes.length < 2 ? {} : { schemes: schemes.map(markOf) };
      const own = operatorMark([method.id, method.code, ...method.aliases], ownMarks);
      if (own !== undefined) {
        const dark = own.dark === undefined ? {} : { iconDark: icons.addressOf(own.dark) };
        return { icon: icons.addressOf(own.light), ...dark, ...beside };
      }
      if (brand !== undefined) return { icon: brandAddresses[brand], ...beside };
      const logo = method.logoUrl === null ? null : icons.logoAddress(method.logoUrl);
      return { icon: logo ?? kindAddresses[method.kind], ...beside };
    },
  };
}

/** Names come from the gateway: one like "constructor" must find nothing. */
function operatorMark(
  names: readonly string[],
  marks: ReadonlyMap<string, OperatorMark>,
): OperatorMark | undefined {
  const known = names.map((name) => name.toLowerCase()).find((name) => marks.has(name));
  return known === undefined ? undefined : marks.get(known);
}

function keepAll<Name extends string>(
  icons: Icons,
  names: readonly Name[],
  draw: (name: Name) => string,
): Readonly<Record<Name, string>> {
  const keep = (name: Name) =>
    icons.keep({ bytes: Buffer.from(draw(name)), contentType: "image/svg+xml" });
  return Object.fromEntries(names.map((name) => [name, keep(name)])) as Record<Name, string>;
}
