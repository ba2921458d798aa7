import { isNamed } from '../../lib/etag';
import type { Reply } from '../http';

export interface PictureFile {
  /** Of its file, unlike any other's. */
  name: string;
  /** `image/webp`. */
  type: string;
  bytes: Buffer;
}

/** A picture whose address never changes its content: kept for good, and 304 to whoever names it in `If-None-Match`. */
export function pictureReply({ name, type, bytes }: PictureFile, ifNoneMatch: string | undefined): Reply {
  const etag = `"${name}"`;
  const headers = { ETag: etag, 'Cache-Control': 'public, max-age=31536000, immutable' };
  if (isNamed(ifNoneMatch, etag)) return { status: 304, text: '', type, headers };
  return { status: 200, text: bytes, type, headers };
}
