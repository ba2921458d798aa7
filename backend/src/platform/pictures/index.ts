export { pictureHash } from './address';
export { bytesOf, decodePicture } from './decode-picture';
export type { PictureBox } from './decode-picture';
export { createPictureCache } from './picture-cache';
export { pictureReply } from './picture-reply';
export type { PictureFile } from './picture-reply';
export { readPictureUpload } from './picture-upload';
