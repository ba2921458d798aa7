/** Whether `If-None-Match` names the document (RFC 9110: a list, weakly compared, or `*`). Pure. */
export function isNamed(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  return header.split(',').some((part) => {
    const tag = part.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
