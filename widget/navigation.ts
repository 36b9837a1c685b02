/**
 * Leaving for the gateway. Its page never loads in a frame: a framed shop leaves as a whole, and
 * where the browser forbids that the shopper is offered a link.
 */

/** https anywhere; plain http on this machine alone, where the gateways' simulators run. */
const paymentUrl = /^https:\/\/|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/;

export function isPaymentUrl(url: string): boolean {
  return paymentUrl.test(url);
}

/** False when the browser forbids this frame to move the whole page. */
export function leaveFor(url: string): boolean {
  try {
    (window.top ?? window).location.href = url;
    return true;
  } catch {
    return false;
  }
}
