import { FACE_PIXELS, faceHashOf, faceUrlOf } from '@meja/domain';
import type { SessionUserDto } from '@meja/domain';
import { now } from '../../../platform/clock';
import type { Actor } from '../../../platform/context';
import { afterCommit } from '../../../platform/db';
import { Problem, notFound } from '../../../platform/http';
import { bytesOf, decodePicture, pictureHash } from '../../../platform/pictures';
import type { PictureFile } from '../../../platform/pictures';
import { announceAccessChange } from '../access';
import { inPlaces } from '../account-audit';
import { describeMe } from '../account.service';
import { findAccount, findPlaces } from '../users.repository';
import { readPhoto, savePhoto } from './photo.repository';

/** Raised with whatever follows, so that another picture never stands under an address that was given out. */
const ENCODING = 1;
const WEBP = { quality: 80, effort: 4 } as const;

export interface PreparedPhoto {
  hash: string;
  webp: Uint8Array<ArrayBuffer>;
}

/** What was uploaded as it is kept: its middle, a square, encoded anew. Before any transaction. Throws 422. */
export async function preparePhoto({ accountId }: Actor, bytes: Buffer): Promise<PreparedPhoto> {
  const box = { width: FACE_PIXELS, height: FACE_PIXELS, fit: 'cover' } as const;
  const what = 'the encoding of a person’s photo';
  const webp = await decodePicture(accountId, bytes, { box, what }, (pixels) => bytesOf(pixels().webp(WEBP)));
  return { hash: pictureHash(`meja face ${ENCODING}`, accountId, bytes), webp };
}

/** Gives the actor's account a photo, or takes it away: in every business they work in. The same again changes nothing. */
export async function setPhoto(actor: Actor, photo: PreparedPhoto | null): Promise<SessionUserDto> {
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  const hash = photo?.hash ?? null;
  if (account.photo_hash !== hash) {
    const what = {
      action: 'auth.photo_change' as const,
      before: { photoUrl: faceUrlOf(account.photo_hash) },
      after: { photoUrl: faceUrlOf(hash) },
    };
    await inPlaces(await findPlaces(account.id), what, async () => {
      await savePhoto(account.id, photo && { ...photo, createdAt: now() });
      afterCommit(() => announceAccessChange({ accountId: account.id, disconnect: false }));
    });
  }
  return (await describeMe(actor)).user;
}

/** A photo by its file name. Throws 404 where there is none, or none any more. */
export async function findFace(name: string): Promise<PictureFile> {
  const hash = faceHashOf(name);
  const bytes = hash && (await readPhoto(hash));
  if (!bytes) throw notFound();
  return { name, type: 'image/webp', bytes };
}
