import type { AnnouncementBody, AnnouncementDto, PlanCode } from '@meja/domain';
import { PLAN_CODES } from '@meja/domain';

/** The service's own clock, WIB: what is typed is meant by it, wherever the browser stands. */
const ZONE = '+07:00';
const OFFSET_MS = 7 * 3_600_000;

export interface AnnouncementForm extends Omit<
  AnnouncementBody,
  'id' | 'from' | 'until' | 'plans' | 'tenantIds'
> {
  fromDate: string;
  fromTime: string;
  untilDate: string;
  untilTime: string;
  plans: Record<PlanCode, boolean>;
  tenants: { id: string; name: string }[];
}

const local = (at: Date) => {
  const text = new Date(at.getTime() + OFFSET_MS).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
};

/** A new announcement, from now on for a day; or another like one that there was. */
export function beginForm(at: Date, like: AnnouncementDto | null = null): AnnouncementForm {
  const from = local(at);
  const until = local(new Date(at.getTime() + 86_400_000));
  return {
    kind: like?.kind ?? 'INFO',
    text: { id: like?.text.id ?? '', en: like?.text.en ?? '' },
    audience: like?.audience ?? 'ALL',
    readers: like?.readers ?? 'EVERYBODY',
    fromDate: from.date,
    fromTime: from.time,
    untilDate: until.date,
    untilTime: until.time,
    plans: Object.fromEntries(
      PLAN_CODES.map((code) => [code, like?.plans.includes(code) ?? false]),
    ) as Record<PlanCode, boolean>,
    tenants: like?.tenants.map(({ id, name }) => ({ id, name })) ?? [],
  };
}

/** What is sent: plans and businesses only where they are whom it is for. */
export function bodyOf(id: string, form: AnnouncementForm): AnnouncementBody {
  const { kind, text, audience, readers, plans, tenants } = form;
  return {
    id,
    kind,
    text,
    audience,
    readers,
    from: `${form.fromDate}T${form.fromTime}:00${ZONE}`,
    until: `${form.untilDate}T${form.untilTime}:00${ZONE}`,
    plans: audience === 'PLANS' ? PLAN_CODES.filter((code) => plans[code]) : [],
    tenantIds: audience === 'TENANTS' ? tenants.map((tenant) => tenant.id) : [],
  };
}
