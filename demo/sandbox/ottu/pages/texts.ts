/** Ottu's pages in Ottu's two languages. */
import type { WishTexts } from "../../pages/wishes.ts";

export interface Texts {
  readonly choose: string;
  readonly payWith: (name: string) => string;
  readonly pay: string;
  readonly instead: string;
  readonly payAndClose: string;
  readonly decline: string;
  readonly expire: string;
  readonly fail: string;
  readonly leavePending: string;
  readonly cancel: string;
  readonly returnToShop: string;
  readonly otherWays: string;
  readonly order: string;
  readonly fee: string;
  readonly declined: string;
  readonly nothingToFill: string;
  readonly cardNumber: string;
  readonly cardExpiry: string;
  readonly cardCode: string;
  readonly bankPin: string;
  readonly phone: string;
  readonly scan: string;
  readonly today: string;
  readonly inDays: (days: number) => string;
  readonly atTheDoor: string;
  readonly signIn: string;
  readonly paid: string;
  readonly paidText: string;
  readonly closeTab: string;
  readonly stranded: string;
  readonly strandedText: (status: string) => string;
  readonly noAnswer: string;
  readonly over: string;
  readonly overText: string;
  readonly unknown: string;
  readonly unknownText: string;
  readonly noMethod: string;
  readonly noMethodText: string;
  readonly wishes: WishTexts;
}

const en: Texts = {
  choose: "Choose how to pay",
  payWith: (name) => `Pay with ${name}`,
  pay: "Pay",
  instead: "Or make something else happen",
  payAndClose: "Pay, then close the tab",
  decline: "Decline",
  expire: "Let it expire",
  fail: "Fail with an error",
  leavePending: "Leave it undecided and return",
  cancel: "Cancel and return",
  returnToShop: "Return to shop",
  otherWays: "Other ways to pay",
  order: "Order",
  fee: "Fee included",
  declined: "Declined. You can try again, or return to the shop.",
  nothingToFill: "Nothing to fill in: the sandbox takes no card numbers.",
  cardNumber: "Card number",
  cardExpiry: "Expiry",
  cardCode: "Security code",
  bankPin: "PIN",
  phone: "Telephone",
  scan: "Here a shopper would confirm in an app. In the sandbox, press a button.",
  today: "Today",
  inDays: (days) => `In ${days} days`,
  atTheDoor: "The courier takes the money when the order arrives.",
  signIn: "Here a shopper would sign in at the bank. In the sandbox, press a button.",
  paid: "This payment is done",
  paidText: "There is nothing left to do here.",
  closeTab:
    "You can close this tab now. The shop's page is not opened again; the shop learns of it from Ottu alone.",
  stranded: "There is no way back to the shop",
  strandedText: (status) =>
    `The shop answered the webhook with ${status}. Ottu sends shoppers back only after 200, so they stay here.`,
  noAnswer: "nothing",
  over: "This payment is over",
  overText: "It can no longer be paid here.",
  unknown: "No such payment",
  unknownText: "The link is wrong, or the sandbox was restarted.",
  noMethod: "This way to pay is gone",
  noMethodText: "The merchant removed or renamed it.",
  wishes: {
    summary: "How the gateway behaves",
    notify: "Webhook to the shop",
    notifyChoices: {
      now: "Before you return",
      later: "Some seconds after you returned",
      never: "Never",
      twice: "Twice",
    },
    speed: "Answer to this page",
    atOnce: "At once",
    slow: "Slow, 5 seconds",
  },
};

const ar: Texts = {
  choose: "اختر طريقة الدفع",
  payWith: (name) => `الدفع عبر ${name}`,
  pay: "ادفع",
  instead: "أو اجعل شيئا آخر يحدث",
  payAndClose: "ادفع ثم أغلق الصفحة",
  decline: "رفض العملية",
  expire: "دع المهلة تنتهي",
  fail: "أخفق بسبب خطأ",
  leavePending: "اتركها معلقة وعُد",
  cancel: "إلغاء والعودة",
  returnToShop: "العودة إلى المتجر",
  otherWays: "طرق دفع أخرى",
  order: "الطلب",
  fee: "تشمل رسوما قدرها",
  declined: "رُفضت العملية. يمكنك المحاولة مرة أخرى أو العودة إلى المتجر.",
  nothingToFill: "لا حاجة إلى إدخال شيء: البيئة التجريبية لا تقبل أرقام البطاقات.",
  cardNumber: "رقم البطاقة",
  cardExpiry: "تاريخ الانتهاء",
  cardCode: "رمز الأمان",
  bankPin: "الرقم السري",
  phone: "رقم الهاتف",
  scan: "هنا يؤكد المتسوق العملية في التطبيق. في البيئة التجريبية اضغط زرا.",
  today: "اليوم",
  inDays: (days) => `بعد ${days} يوما`,
  atTheDoor: "يستلم المندوب المبلغ عند وصول الطلب.",
  signIn: "هنا يسجل المتسوق الدخول لدى البنك. في البيئة التجريبية اضغط زرا.",
  paid: "اكتملت هذه العملية",
  paidText: "لم يبق شيء لتفعله هنا.",
  closeTab:
    "يمكنك إغلاق هذه الصفحة الآن. لن تُفتح صفحة المتجر مرة أخرى، ويعلم المتجر بالدفع من Ottu فقط.",
  stranded: "تعذرت العودة إلى المتجر",
  strandedText: (status) =>
    `رد المتجر على الإشعار بـ ${status}. لا تعيد Ottu المتسوق إلا بعد الرد 200، لذلك يبقى هنا.`,
  noAnswer: "لا شيء",
  over: "انتهت هذه العملية",
  overText: "لم يعد الدفع ممكنا هنا.",
  unknown: "لا توجد عملية كهذه",
  unknownText: "الرابط غير صحيح أو أعيد تشغيل البيئة التجريبية.",
  noMethod: "لم تعد طريقة الدفع هذه متاحة",
  noMethodText: "أزالها التاجر أو غيّر رمزها.",
  wishes: {
    summary: "سلوك البوابة",
    notify: "إشعار المتجر",
    notifyChoices: {
      now: "قبل عودتك",
      later: "بعد عودتك بثوان",
      never: "لا يصل أبدا",
      twice: "مرتين",
    },
    speed: "الرد على هذه الصفحة",
    atOnce: "فورا",
    slow: "بطيء، 5 ثوان",
  },
};

export const texts = { en, ar } as const;
