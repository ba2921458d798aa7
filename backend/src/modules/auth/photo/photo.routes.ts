import { defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { pictureReply, readPictureUpload } from '../../../platform/pictures';
import { userAnswer } from '../auth.schema';
import { findFace, preparePhoto, setPhoto } from './photo.service';
import type { PreparedPhoto } from './photo.service';

const tag = 'Authentication';

/** A person's photo (AUTH-11). */
export const photoRoutes: Route[] = [
  defineRoute<Buffer, object, object, PreparedPhoto>({
    method: 'post',
    path: '/auth/photo',
    permission: 'profile:manage',
    limit: 'import',
    idempotency: 'after',
    summary:
      'One’s own photo, in place of the one before: JPEG, PNG, WebP or AVIF up to 10 MB and 50 megapixels, without ' +
      'animation. Its middle is encoded anew as a square; what it tells of place and camera is left out.',
    tag,
    upload: { contentType: 'multipart/form-data', read: readPictureUpload },
    answers: { 200: { description: 'The user with their `photoUrl`.', schema: userAnswer } },
    prepare: ({ actor, body }) => preparePhoto(actor, body),
    handle: async ({ actor }, prepared) => ok(await setPhoto(actor, prepared)),
  }),
  defineRoute({
    method: 'delete',
    path: '/auth/photo',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Take one’s own photo away',
    tag,
    answers: { 200: { description: 'The user without one.', schema: userAnswer } },
    handle: async ({ actor }) => ok(await setPhoto(actor, null)),
  }),
  defineRoute<undefined, object, { file: string }>({
    method: 'get',
    path: '/faces/:file',
    public: true,
    summary:
      'A person’s photo, `<hash>.webp`, as `photoUrl` has it: told to those who work with them, and found by nobody ' +
      'else. It never changes, and is gone once another takes its place.',
    tag,
    params: { file: s.string({ max: 100 }) },
    answers: {
      200: { description: 'The picture.', contentType: 'image/webp' },
      304: { description: 'Still the same, as it always is.' },
    },
    handle: async ({ params, req }) =>
      pictureReply(await findFace(params.file), req.headers['if-none-match']),
  }),
];
