import { defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { pictureReply, readPictureUpload } from '../../../platform/pictures';
import { settingsAnswers } from '../settings.schema';
import { findLogoFile, prepareLogo, setLogo } from './logo.service';
import type { PreparedLogo } from './logo.service';

interface FileParams {
  id: string;
  file: string;
}

export const logoRoutes: Route[] = [
  defineRoute<Buffer, object, object, PreparedLogo>({
    method: 'post',
    path: '/settings/logo',
    permission: 'settings:manage',
    limit: 'import',
    summary:
      'The logo on receipts, in place of the one there was: JPEG, PNG, WebP or AVIF up to 10 MB and 50 megapixels, ' +
      'without animation. It is kept whole, without an even border, and as dots for receipt printers.',
    tag: 'Settings',
    upload: { contentType: 'multipart/form-data', read: readPictureUpload },
    answers: { ...settingsAnswers, 412: { description: '`version_conflict`: changed since that version.' } },
    prepare: ({ tenantId, body }) => prepareLogo(tenantId, body),
    handle: async ({ tenantId, ifMatch }, prepared) => ok(await setLogo(tenantId, prepared, ifMatch)),
  }),
  defineRoute<undefined, object, FileParams>({
    method: 'get',
    path: '/logos/:id/:file',
    public: true,
    summary:
      'The logo of the business `id`: `<hash>-<width>x<height>.<avif|webp>`, as `logoUrl` has it. Whoever has the ' +
      'address may see it, as whoever holds a receipt does; it never changes.',
    tag: 'Settings',
    params: { id: s.uuid(), file: s.string({ max: 100 }) },
    answers: {
      200: { description: 'The picture.', contentType: 'image/webp', others: ['image/avif'] },
      304: { description: 'Still the same, as it always is.' },
    },
    handle: async ({ params, req }) =>
      pictureReply(await findLogoFile(params.id, params.file), req.headers['if-none-match']),
  }),
];
