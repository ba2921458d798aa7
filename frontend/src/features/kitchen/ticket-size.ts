import { type KitchenTicketDto, listedOptions } from '@meja/domain';
import { hasChanges, whatItWas } from './changed-item';
import type { Grid } from './slots';

/** Room for a board in CSS pixels. */
export interface Room {
  width: number;
  height: number;
}

export const SLOT_GAP = 10;
const SLOT_MIN_WIDTH = 206;
const SLOT_MIN_HEIGHT = 270;
/** Below this width tickets stand under each other, each as tall as it is. */
const ONE_COLUMN_BELOW = 560;
const ONE_COLUMN_ROWS = 20;

/** As many slots as can be read from two metres: twelve on 1366×768, eight on 1024×768. */
export function gridFor({ width, height }: Room): Grid {
  if (width < ONE_COLUMN_BELOW) return { columns: 1, rows: ONE_COLUMN_ROWS };
  const fit = (room: number, least: number) =>
    Math.max(1, Math.floor((room + SLOT_GAP) / (least + SLOT_GAP)));
  return { columns: fit(width, SLOT_MIN_WIDTH), rows: fit(height, SLOT_MIN_HEIGHT) };
}

/** Whether tickets stand under each other in their own height. */
export const isOneColumn = ({ columns, rows }: Grid): boolean => columns === 1 && rows === ONE_COLUMN_ROWS;

const CHROME_PX = 124;
const BAND_PX = 28;
const ITEM_PADDING_PX = 18;
const NAME_LINE_PX = 28;
const DETAIL_LINE_PX = 25;
const NAME_CHAR_PX = 10.5;
const DETAIL_CHAR_PX = 9.5;
const NAME_INSET_PX = 74;
const DETAIL_INSET_PX = 92;

const linesOf = (text: string, width: number): number =>
  Math.max(1, Math.ceil(text.length / Math.max(8, width)));

/** How tall a ticket's items come out at a width, within a line or so; CSS pixels. */
function heightOf(ticket: KitchenTicketDto, width: number): number {
  const nameChars = Math.floor((width - NAME_INSET_PX) / NAME_CHAR_PX);
  const detailChars = Math.floor((width - DETAIL_INSET_PX) / DETAIL_CHAR_PX);
  return ticket.items.reduce(
    (sum, item) => {
      const name = item.variantName ? `${item.name}, ${item.variantName}` : item.name;
      const details = [
        ...listedOptions(item.modifiers).map(({ name }) => `+ ${name}`),
        ...(item.note ? [item.note] : []),
      ];
      const detailLines = details.reduce((lines, text) => lines + linesOf(text, detailChars), 0);
      const was = whatItWas(item);
      const wasLines = was ? linesOf(`(${was.quantity}× ) ${was.details.join(', ')}`, detailChars) : 0;
      const mark = item.change === 'NEW' ? 0 : NAME_LINE_PX + wasLines * DETAIL_LINE_PX;
      return (
        sum + ITEM_PADDING_PX + linesOf(name, nameChars) * NAME_LINE_PX + detailLines * DETAIL_LINE_PX + mark
      );
    },
    CHROME_PX + (hasChanges(ticket) ? BAND_PX : 0),
  );
}

/** How many slots of a column a ticket wants so that nothing of it has to be scrolled to. */
export function slotsWanted(ticket: KitchenTicketDto, grid: Grid, room: Room): number {
  if (isOneColumn(grid) || grid.rows === 1) return 1;
  const width = (room.width + SLOT_GAP) / grid.columns - SLOT_GAP;
  const pitch = (room.height + SLOT_GAP) / grid.rows;
  return Math.min(grid.rows, Math.ceil((heightOf(ticket, width) + SLOT_GAP) / pitch));
}
