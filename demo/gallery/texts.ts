/** What the pages say around the states, in English and Arabic. States are named in English alone. */
import type { Group } from "../states/state.ts";
import type { Look } from "./look.ts";

export interface Texts {
  readonly gallery: string;
  readonly galleryText: (count: number) => string;
  readonly playground: string;
  readonly playgroundText: string;
  readonly shop: string;
  readonly skip: string;
  readonly show: string;
  readonly open: string;
  readonly tryIt: string;
  readonly state: string;
  readonly code: string;
  readonly codeText: string;
  readonly copy: string;
  readonly copied: string;
  readonly frame: string;
  readonly desktopOnly: string;
  readonly fields: Readonly<Record<keyof Look, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<Group, readonly [title: string, text: string]>>;
}

const en: Texts = {
  gallery: "Gallery",
  galleryText: (count) =>
    `All ${count} states of <otter-checkout>. Each is the real element before a proxy that always says the same.`,
  playground: "Playground",
  playgroundText: "Choose a state and how it is to look. The code beside it is the code that runs.",
  shop: "To the shop",
  skip: "Skip to content",
  show: "Show",
  open: "Open alone",
  tryIt: "In the playground",
  state: "State",
  code: "The code",
  codeText: "The whole page, as it is served into the frame.",
  copy: "Copy",
  copied: "Copied",
  frame: "The page",
  desktopOnly: "On a desktop alone",
  fields: {
    language: "Language",
    direction: "Direction",
    theme: "Theme",
    layout: "Layout",
    viewport: "Screen",
  },
  values: {
    ...{ auto: "Automatic", ltr: "Left to right", rtl: "Right to left" },
    ...{ light: "Light", dark: "Dark", list: "List", tiles: "Tiles", compact: "Compact" },
    ...{ phone: "Phone", tablet: "Tablet", desktop: "Desktop" },
  },
  groups: {
    choosing: ["Choosing", "Before Pay is pressed."],
    paying: ["Paying", "Pay is pressed, and the shopper has not left yet."],
    trouble: ["Trouble", "What went wrong, and the ways on."],
    result: ["Results", "The page that the shopper comes back to."],
  },
};

const ar: Texts = {
  gallery: "المعرض",
  galleryText: (count) =>
    `جميع حالات ‎<otter-checkout>‎ وعددها ${count}. كل حالة هي العنصر الحقيقي أمام وسيط يجيب دائمًا بالجواب نفسه.`,
  playground: "ساحة التجربة",
  playgroundText: "اختر حالة ومظهرها. الشيفرة المعروضة بجانبها هي التي تعمل.",
  shop: "إلى المتجر",
  skip: "انتقل إلى المحتوى",
  show: "اعرض",
  open: "افتح وحدها",
  tryIt: "في ساحة التجربة",
  state: "الحالة",
  code: "الشيفرة",
  codeText: "الصفحة كاملة كما تُقدَّم داخل الإطار.",
  copy: "نسخ",
  copied: "تم النسخ",
  frame: "الصفحة",
  desktopOnly: "على سطح المكتب فقط",
  fields: {
    language: "اللغة",
    direction: "الاتجاه",
    theme: "المظهر",
    layout: "الترتيب",
    viewport: "الشاشة",
  },
  values: {
    ...{ auto: "تلقائي", ltr: "من اليسار إلى اليمين", rtl: "من اليمين إلى اليسار" },
    ...{ light: "فاتح", dark: "داكن", list: "قائمة", tiles: "مربعات", compact: "مدمج" },
    ...{ phone: "هاتف", tablet: "جهاز لوحي", desktop: "سطح المكتب" },
  },
  groups: {
    choosing: ["الاختيار", "قبل الضغط على زر الدفع."],
    paying: ["الدفع", "بعد الضغط على زر الدفع وقبل مغادرة الصفحة."],
    trouble: ["المشكلات", "ما الذي حدث، وما السبل إلى المتابعة."],
    result: ["النتائج", "الصفحة التي يعود إليها المتسوق."],
  },
};

export function textsFor({ language }: Look): { readonly texts: Texts; readonly tag: string } {
  return language === "ar" ? { texts: ar, tag: "ar" } : { texts: en, tag: "en" };
}
