/** Whether a client has what it asks for, by RFC 9110: any of a list of tags, compared weakly, or `*`. */

const tagInList = /(?:W\/)?("[^"]*")/g;

/** @param etag of what would be sent, a strong one */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch === "*") return true;
  return [...ifNoneMatch.matchAll(tagInList)].some(([, tag]) => tag === etag);
}
