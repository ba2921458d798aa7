import type { Id } from '../dto/common.dto';
import type { PhotoFormat } from './photo-address';

/** Dots across the paper that a receipt of so many columns is printed on: 58 and 80 mm at 8 dots a millimetre. */
export const PAPER_DOTS = { 32: 384, 48: 576 } as const;

/** What a logo is made to fit, in dots of 80 mm paper; on 58 mm it is two thirds of that. */
export const LOGO_BOX = { width: PAPER_DOTS[48], height: 240 } as const;

export interface LogoSize {
  /** In dots of 80 mm paper. */
  width: number;
  height: number;
}

export interface LogoFile {
  /** `<hash>-<width>x<height>`. */
  name: string;
  format: PhotoFormat;
}

const NAME = /^([0-9a-f]{64}-\d{1,3}x\d{1,3})\.(avif|webp)$/;

/** By what a logo is kept: its content's hash and its size. */
export const logoNameOf = (hash: string, { width, height }: LogoSize): string => `${hash}-${width}x${height}`;

/** What a logo's file name says, or null where it is none. */
export function logoFileOf(fileName: string): LogoFile | null {
  const [, name, format] = NAME.exec(fileName) ?? [];
  return name ? { name, format: format as PhotoFormat } : null;
}

/** Where a logo is found, in the format that everything shows. */
export const logoUrlOf = (tenantId: Id, name: string): string => `/api/v1/logos/${tenantId}/${name}.webp`;

/** The same logo in a format. */
export const logoOfFormat = (logoUrl: string, format: PhotoFormat): string => logoUrl.replace(/\w+$/, format);

/** A logo's size, which its address tells, or null where it is no logo's. */
export function logoSizeOf(logoUrl: string): LogoSize | null {
  const [, width, height] = /-(\d+)x(\d+)\.\w+$/.exec(logoUrl) ?? [];
  return width ? { width: Number(width), height: Number(height) } : null;
}
