import { languageOf } from '../dto/enums';
import { fillTemplate, type TextParams, type Texts } from './types';

/** What is doubtful in a cell of an import and is taken in all the same, in both languages. */
export const IMPORT_WARNINGS = {
  check_digit: {
    id: 'Angka terakhir barcode ini tidak cocok dengan angka lainnya; bandingkan dengan kemasannya.',
    en: 'The last digit of this barcode does not fit the others; compare it with the package.',
  },
  leading_zero_lost: {
    id: 'Mungkin nol di depannya hilang. Bila di kemasan tertulis {expected}, jadikan kolom ini Teks di spreadsheet dan ketik ulang; bila tidak, biarkan.',
    en: 'A zero in front may be lost. If the package says {expected}, make the column Text in the spreadsheet and type it again; if not, leave it.',
  },
  digits_rounded: {
    id: 'Spreadsheet hanya menyimpan 15 angka dan mengganti sisanya dengan nol. Jadikan kolom ini Teks dan ketik ulang kodenya.',
    en: 'A spreadsheet keeps 15 digits and puts zeros for the rest. Make the column Text and type the code again.',
  },
  looks_like_date: {
    id: 'Tampak seperti tanggal. Bila ini kode yang diubah spreadsheet, jadikan kolomnya Teks dan ketik ulang.',
    en: 'This looks like a date. If the spreadsheet made one out of a code, make the column Text and type it again.',
  },
  spreadsheet_error: {
    id: 'Ini pesan kesalahan spreadsheet, bukan isi yang diketik; periksa rumus di sel ini.',
    en: 'This is a spreadsheet’s error message, not what was typed; check the formula in this cell.',
  },
} as const satisfies Record<string, Texts>;

export type ImportWarningCode = keyof typeof IMPORT_WARNINGS;

/** The sentence for what is doubtful in a cell. */
export function importWarningText(
  code: ImportWarningCode,
  locale: string | null | undefined,
  params: TextParams = {},
): string {
  return fillTemplate(IMPORT_WARNINGS[code][languageOf(locale)], params);
}
