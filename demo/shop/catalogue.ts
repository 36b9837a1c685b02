/** What the shop sells. Each currency has prices of its own: a shop sets them, it does not convert. */
import type { Currency } from "./money.ts";
import type { LanguageCode } from "./texts/languages.ts";

export interface Product {
  readonly id: string;
  readonly name: Readonly<Record<LanguageCode, string>>;
  readonly description: Readonly<Record<LanguageCode, string>>;
  readonly price: Readonly<Record<Currency, string>>;
  /** The colour of the ground its picture stands on; a class of the style sheet. */
  readonly ground: "sand" | "sage" | "sky" | "blush";
}

export const products: readonly Product[] = [
  {
    id: "morning-mug",
    name: { en: "Morning mug", ar: "كوب الصباح" },
    description: {
      en: "Speckled cream over bare terracotta",
      ar: "طلاء كريمي مرقّط فوق طين مكشوف",
    },
    price: { CAD: "38.00", KWD: "8.500", SAR: "105.00" },
    ground: "sand",
  },
  {
    id: "finjan-set",
    name: { en: "Finjan set of three", ar: "طقم ثلاثة فناجين" },
    description: { en: "For cardamom coffee and company", ar: "للقهوة بالهيل والصحبة الطيبة" },
    price: { CAD: "54.00", KWD: "12.250", SAR: "150.00" },
    ground: "sage",
  },
  {
    id: "supper-bowl",
    name: { en: "Supper bowl", ar: "وعاء العشاء" },
    description: { en: "Deep, wide, and blue as late evening", ar: "عميق وواسع وأزرق كآخر المساء" },
    price: { CAD: "46.50", KWD: "10.500", SAR: "129.00" },
    ground: "sky",
  },
  {
    id: "olive-plate",
    name: { en: "Olive branch plate", ar: "طبق غصن الزيتون" },
    description: { en: "Painted freehand, no two alike", ar: "مرسوم باليد، لا يشبه طبقٌ آخر" },
    price: { CAD: "42.00", KWD: "9.750", SAR: "118.00" },
    ground: "blush",
  },
  {
    id: "palm-teapot",
    name: { en: "Palm teapot", ar: "إبريق النخلة" },
    description: {
      en: "Pours clean, holds six small glasses",
      ar: "يصب بنظافة ويكفي ست استكانات",
    },
    price: { CAD: "128.00", KWD: "28.750", SAR: "355.00" },
    ground: "sand",
  },
  {
    id: "bud-vase",
    name: { en: "Bud vase", ar: "مزهرية الغصن" },
    description: { en: "One stem is enough", ar: "يكفيها غصن واحد" },
    price: { CAD: "34.00", KWD: "7.500", SAR: "94.00" },
    ground: "sage",
  },
  {
    id: "incense-burner",
    name: { en: "Mabkhara", ar: "مبخرة" },
    description: { en: "An incense burner with a golden rim", ar: "للبخور، بحافة مذهّبة" },
    price: { CAD: "59.00", KWD: "13.500", SAR: "165.00" },
    ground: "blush",
  },
  {
    id: "window-planter",
    name: { en: "Window planter", ar: "أصيص النافذة" },
    description: { en: "Ink-dipped, with a hole to drain", ar: "مغموس بالحبر، وبفتحة للتصريف" },
    price: { CAD: "48.00", KWD: "10.750", SAR: "132.00" },
    ground: "sky",
  },
];

const byId = new Map(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}
