/** The few words the pay page says around the widget, by language. */
export interface PayTexts {
  readonly title: (amount: string, shop: string) => string;
  readonly order: string;
  readonly amount: string;
  readonly paid: string;
  readonly paidNote: string;
  readonly authorized: string;
  readonly review: string;
  readonly canceled: string;
  readonly expired: string;
  readonly missing: string;
  readonly again: string;
  readonly back: string;
  readonly reference: string;
  readonly help: string;
  readonly secure: string;
  readonly noScript: string;
}

const en: PayTexts = {
  title: (amount, shop) => `Pay ${amount} to ${shop}`,
  order: "Order",
  amount: "Amount",
  paid: "Payment received",
  paidNote: "Thank you. You can close this page.",
  authorized: "Payment authorized",
  review: "The shop is checking this payment",
  canceled: "This payment was canceled",
  expired: "This payment link has expired",
  missing: "There is no payment at this address",
  again: "Try another way to pay",
  back: "Back to the shop",
  reference: "Reference",
  help: "Questions?",
  secure: "Your payment goes to the payment provider. The shop never sees your card.",
  noScript: "Paying here needs JavaScript.",
};

const ar: PayTexts = {
  title: (amount, shop) => `ادفع ${amount} إلى ${shop}`,
  order: "الطلب",
  amount: "المبلغ",
  paid: "تم استلام الدفعة",
  paidNote: "شكرًا لك. يمكنك إغلاق هذه الصفحة.",
  authorized: "تم التفويض بالدفع",
  review: "يراجع المتجر هذه الدفعة",
  canceled: "أُلغيت هذه الدفعة",
  expired: "انتهت صلاحية رابط الدفع",
  missing: "لا توجد دفعة على هذا العنوان",
  again: "جرّب طريقة دفع أخرى",
  back: "العودة إلى المتجر",
  reference: "المرجع",
  help: "هل لديك سؤال؟",
  secure: "تذهب دفعتك إلى مزوّد الدفع. لا يرى المتجر بطاقتك أبدًا.",
  noScript: "الدفع هنا يحتاج إلى JavaScript.",
};

const fr: PayTexts = {
  title: (amount, shop) => `Payer ${amount} à ${shop}`,
  order: "Commande",
  amount: "Montant",
  paid: "Paiement reçu",
  paidNote: "Merci. Vous pouvez fermer cette page.",
  authorized: "Paiement autorisé",
  review: "La boutique vérifie ce paiement",
  canceled: "Ce paiement a été annulé",
  expired: "Ce lien de paiement a expiré",
  missing: "Aucun paiement à cette adresse",
  again: "Essayer un autre moyen de paiement",
  back: "Retour à la boutique",
  reference: "Référence",
  help: "Une question ?",
  secure: "Votre paiement va au prestataire de paiement. La boutique ne voit jamais votre carte.",
  noScript: "Le paiement nécessite JavaScript.",
};

const zh: PayTexts = {
  title: (amount, shop) => `向 ${shop} 支付 ${amount}`,
  order: "订单",
  amount: "金额",
  paid: "已收到付款",
  paidNote: "谢谢，您可以关闭此页面。",
  authorized: "付款已授权",
  review: "商店正在核对此付款",
  canceled: "此付款已取消",
  expired: "此付款链接已过期",
  missing: "此地址没有付款",
  again: "换一种方式付款",
  back: "返回商店",
  reference: "参考号",
  help: "有疑问？",
  secure: "款项直接付给支付服务商，商店看不到您的卡。",
  noScript: "在此付款需要 JavaScript。",
};

const texts: Readonly<Record<string, PayTexts>> = { en, ar, fr, zh };

/**
 * The first language both sides know: the session's, then what the browser accepts; else English.
 * A header is whatever a client sends: only tags that can be read count, without their extensions.
 */
export function chooseLanguage(sessionLocale: string | null, accepted: readonly string[]): string {
  const asked = [...(sessionLocale === null ? [] : [sessionLocale]), ...accepted.slice(0, 20)];
  return (
    asked.map(plainTag).find((tag) => tag !== undefined && textsFor(tag) !== undefined) ?? "en"
  );
}

/** Language, script and region of a tag; undefined where it is none. */
function plainTag(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return undefined;
  }
}

export function textsFor(tag: string): PayTexts | undefined {
  const language = tag.toLowerCase().split("-", 1)[0] ?? "";
  return Object.hasOwn(texts, language) ? texts[language] : undefined;
}
