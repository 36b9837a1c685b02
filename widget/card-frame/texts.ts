/** The form's words, in every language of the widget. Each error fits into one line below its field. */
export interface Texts {
  number: string;
  expiry: string;
  expiryHint: string;
  cvv: string;
  name: string;
  billing: string;
  country: string;
  address: string;
  city: string;
  province: string;
  state: string;
  region: string;
  postalCode: string;
  zip: string;
  choose: string;

  number_missing: string;
  number_wrong: string;
  number_brand: string;
  expiry_missing: string;
  expiry_wrong: string;
  expiry_past: string;
  cvv_wrong: string;
  name_missing: string;
  address_missing: string;
  city_missing: string;
  province_missing: string;
  state_missing: string;
  postal_canada: string;
  postal_us: string;
  refused: string;
}

const en: Texts = {
  number: "Card number",
  expiry: "Expiry",
  expiryHint: "MM / YY",
  cvv: "Security code",
  name: "Name on card",
  billing: "Billing address",
  country: "Country",
  address: "Street address",
  city: "City",
  province: "Province",
  state: "State",
  region: "Region (optional)",
  postalCode: "Postal code",
  zip: "ZIP code",
  choose: "Choose",

  number_missing: "Enter the card number",
  number_wrong: "Check the card number",
  number_brand: "Use a Visa or Mastercard",
  expiry_missing: "Enter the expiry",
  expiry_wrong: "Check the expiry",
  expiry_past: "Card has expired",
  cvv_wrong: "Enter 3 digits",
  name_missing: "Enter the name on the card",
  address_missing: "Enter the street address",
  city_missing: "Enter the city",
  province_missing: "Choose one",
  state_missing: "Choose one",
  postal_canada: "Like K1A 0B1",
  postal_us: "Like 94107",
  refused: "Check this",
};

const fr: Texts = {
  number: "Numéro de carte",
  expiry: "Expiration",
  expiryHint: "MM / AA",
  cvv: "Cryptogramme",
  name: "Nom sur la carte",
  billing: "Adresse de facturation",
  country: "Pays",
  address: "Adresse",
  city: "Ville",
  province: "Province",
  state: "État",
  region: "Région (facultatif)",
  postalCode: "Code postal",
  zip: "Code ZIP",
  choose: "Choisir",

  number_missing: "Saisissez le numéro de carte",
  number_wrong: "Vérifiez le numéro de carte",
  number_brand: "Visa ou Mastercard seulement",
  expiry_missing: "Date à saisir",
  expiry_wrong: "Vérifiez la date",
  expiry_past: "Carte expirée",
  cvv_wrong: "3 chiffres requis",
  name_missing: "Saisissez le nom sur la carte",
  address_missing: "Saisissez l’adresse",
  city_missing: "Ville à saisir",
  province_missing: "Choisissez",
  state_missing: "Choisissez",
  postal_canada: "Ex. : K1A 0B1",
  postal_us: "Ex. : 94107",
  refused: "À vérifier",
};

const ar: Texts = {
  number: "رقم البطاقة",
  expiry: "تاريخ الانتهاء",
  expiryHint: "MM / YY",
  cvv: "رمز الأمان",
  name: "الاسم على البطاقة",
  billing: "عنوان الفوترة",
  country: "البلد",
  address: "عنوان الشارع",
  city: "المدينة",
  province: "المقاطعة",
  state: "الولاية",
  region: "المنطقة (اختياري)",
  postalCode: "الرمز البريدي",
  zip: "الرمز البريدي",
  choose: "اختر",

  number_missing: "أدخل رقم البطاقة",
  number_wrong: "تحقق من رقم البطاقة",
  number_brand: "استخدم فيزا أو ماستركارد",
  expiry_missing: "أدخل التاريخ",
  expiry_wrong: "تحقق من التاريخ",
  expiry_past: "انتهت صلاحية البطاقة",
  cvv_wrong: "أدخل 3 أرقام",
  name_missing: "أدخل الاسم على البطاقة",
  address_missing: "أدخل عنوان الشارع",
  city_missing: "أدخل المدينة",
  province_missing: "اختر المقاطعة",
  state_missing: "اختر الولاية",
  postal_canada: "مثل \u2066K1A 0B1\u2069",
  postal_us: "مثل \u206694107\u2069",
  refused: "تحقق من هذا",
};

const zh: Texts = {
  number: "卡号",
  expiry: "有效期",
  expiryHint: "MM / YY",
  cvv: "安全码",
  name: "持卡人姓名",
  billing: "账单地址",
  country: "国家或地区",
  address: "街道地址",
  city: "城市",
  province: "省份",
  state: "州",
  region: "地区（选填）",
  postalCode: "邮政编码",
  zip: "邮政编码",
  choose: "请选择",

  number_missing: "请输入卡号",
  number_wrong: "请检查卡号",
  number_brand: "请使用 Visa 或 Mastercard",
  expiry_missing: "请输入有效期",
  expiry_wrong: "请检查有效期",
  expiry_past: "此卡已过期",
  cvv_wrong: "请输入 3 位数字",
  name_missing: "请输入持卡人姓名",
  address_missing: "请输入街道地址",
  city_missing: "请输入城市",
  province_missing: "请选择省份",
  state_missing: "请选择州",
  postal_canada: "格式如 K1A 0B1",
  postal_us: "格式如 94107",
  refused: "请检查",
};

const tables: Readonly<Record<string, Texts>> = { en, fr, ar, zh };

export interface Wording {
  readonly texts: Texts;
  /** What the texts are in, for `lang`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

/** By language; English where there is no table, or no tag that can be read. */
export function wordingFor(tag: string): Wording {
  const language = tag.toLowerCase().split("-", 1)[0] ?? "";
  const texts = Object.keys(tables).includes(language) ? tables[language] : undefined;
  if (texts === undefined) return { texts: en, tag: "en", direction: "ltr" };
  return { texts, tag: readable(tag, language), direction: language === "ar" ? "rtl" : "ltr" };
}

function readable(tag: string, language: string): string {
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return language;
  }
}
