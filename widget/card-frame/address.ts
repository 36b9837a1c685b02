/**
 * What an address check (AVS) needs, by country. Canada and the United States have provinces or
 * states by code and a postal code of one shape; elsewhere both are free, and may be missing.
 */
export type PostalFault = "postal_canada" | "postal_us";

const canada =
  "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|" +
  "NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|" +
  "SK Saskatchewan|YT Yukon";
const canadaInFrench =
  "AB Alberta|BC Colombie-Britannique|PE Île-du-Prince-Édouard|MB Manitoba|NB Nouveau-Brunswick|" +
  "NS Nouvelle-Écosse|NU Nunavut|ON Ontario|QC Québec|SK Saskatchewan|NL Terre-Neuve-et-Labrador|" +
  "NT Territoires du Nord-Ouest|YT Yukon";
const unitedStates =
  "AL Alabama|AK Alaska|AS American Samoa|AZ Arizona|AR Arkansas|AA Armed Forces Americas|" +
  "AE Armed Forces Europe|AP Armed Forces Pacific|CA California|CO Colorado|CT Connecticut|" +
  "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|GU Guam|HI Hawaii|ID Idaho|IL Illinois|" +
  "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|" +
  "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|" +
  "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|" +
  "MP Northern Mariana Islands|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|" +
  "RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|" +
  "VI Virgin Islands|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming";

export interface Region {
  readonly code: string;
  readonly name: string;
}

/** A country's provinces or states, by name; empty where they are typed freely. */
export function regionsOf(country: string, language = "en"): readonly Region[] {
  const ofCanada = language === "fr" ? canadaInFrench : canada;
  const list = country === "CA" ? ofCanada : country === "US" ? unitedStates : "";
  return list === ""
    ? []
    : list.split("|").map((entry) => ({ code: entry.slice(0, 2), name: entry.slice(3) }));
}

/** `K1A 0B1`, `94107-1234`; as it was typed elsewhere. */
export function formatPostalCode(text: string, country: string): string {
  const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (country === "CA")
    return plain.length > 3 ? `${plain.slice(0, 3)} ${plain.slice(3, 6)}` : plain;
  if (country !== "US") return text.trim();
  const digits = plain.replace(/\D/g, "");
  return digits.length > 5 ? `${digits.slice(0, 5)}-${digits.slice(5, 9)}` : digits;
}

/** Canada uses neither D, F, I, O, Q, U anywhere nor W and Z in front. */
const postalCanada = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d$/;

export function postalFault(text: string, country: string): PostalFault | undefined {
  const code = formatPostalCode(text, country);
  if (country === "CA") return postalCanada.test(code) ? undefined : "postal_canada";
  if (country === "US") return /^\d{5}(-\d{4})?$/.test(code) ? undefined : "postal_us";
  return undefined;
}

/** Every country and territory with a code of ISO 3166-1. */
export const countries = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT " +
  "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH " +
  "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT " +
  "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS " +
  "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI " +
  "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG " +
  "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
  "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split(" ");
