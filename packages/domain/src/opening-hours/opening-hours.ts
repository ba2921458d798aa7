import type { Language } from '../dto/enums';

/** When a business is open on a day, local `HH:mm`; closing before opening is the morning after. null: closed. */
export type DayHours = { opens: string; closes: string } | null;

/** Seven days, Monday first. */
export type OpeningHours = DayHours[];

export const DAYS_OF_WEEK = 7;

const DAYS: Record<Language, readonly string[]> = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const WORDS: Record<Language, { everyDay: string; closed: string }> = {
  id: { everyDay: 'Setiap hari', closed: 'tutup' },
  en: { everyDay: 'Every day', closed: 'closed' },
};

/** The name of a day, 0 being Monday. */
export const dayName = (day: number, language: Language): string => DAYS[language][day] ?? '';

function hoursText(hours: DayHours, language: Language): string {
  if (!hours) return WORDS[language].closed;
  const clock = (time: string): string => (language === 'id' ? time.replace(':', '.') : time);
  return `${clock(hours.opens)}–${clock(hours.closes)}`;
}

/** Opening hours as people write them, one line for each run of days that have the same; '' where none are told. */
export function openingHoursText(hours: OpeningHours | null | undefined, language: Language): string {
  if (hours?.length !== DAYS_OF_WEEK) return '';
  const runs: { from: number; to: number; text: string }[] = [];
  hours.forEach((day, index) => {
    const text = hoursText(day, language);
    const last = runs.at(-1);
    if (last?.text === text) last.to = index;
    else runs.push({ from: index, to: index, text });
  });
  return runs
    .map(({ from, to, text }) => {
      const first = dayName(from, language);
      const days = from === to ? first : `${first}–${dayName(to, language)}`;
      return `${runs.length === 1 ? WORDS[language].everyDay : days} ${text}`;
    })
    .join('\n');
}
