import { defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { pictureReply, readPictureUpload } from '../../../platform/pictures';
import { idParams, one, productSchema } from '../catalog.openapi';
import type { IdParams } from '../catalog.openapi';
import { findPicture, preparePhoto, setPhoto } from './photos.service';
import type { PreparedPhoto } from './photos.service';

interface FileParams extends IdParams {
  file: string;
}

export const photoRoutes: Route[] = [
  defineRoute<Buffer, object, IdParams, PreparedPhoto>({
    method: 'post',
    path: '/products/:id/photo',
    permission: 'catalog:manage',
    limit: 'import',
    summary:
      'The photo of a product, in place of the one it had: JPEG, PNG, WebP or AVIF up to 10 MB and 50 megapixels, ' +
      'without animation. It is encoded anew as a square; what it tells of place and camera is left out.',
    tag: 'Products',
    params: idParams,
    upload: { contentType: 'multipart/form-data', read: readPictureUpload },
    answers: { 200: one('The product with its `photoUrl`.', productSchema) },
    prepare: ({ tenantId, params, body }) => preparePhoto(tenantId, params.id, body),
    handle: async ({ tenantId, params, ifMatch }, prepared) =>
      ok(await setPhoto(tenantId, params.id, prepared, ifMatch)),
  }),
  defineRoute<undefined, object, FileParams>({
    method: 'get',
    path: '/photos/:id/:file',
    public: true,
    summary:
      'A picture of the business `id`: `<hash>-<320|640>.<avif|webp>`, as `photoUrl` has it. Whoever has the address ' +
      'may see it, as whoever stands in the shop may; it never changes.',
    tag: 'Products',
    params: { ...idParams, file: s.string({ max: 100 }) },
    answers: {
      200: { description: 'The picture.', contentType: 'image/webp', others: ['image/avif'] },
      304: { description: 'Still the same, as it always is.' },
    },
    handle: async ({ params, req }) => {
      return pictureReply(await findPicture(params.id, params.file), req.headers['if-none-match']);
    },
  }),
];
