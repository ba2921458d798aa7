import { db } from '../../platform/db';
import type { ModifierGroupModel, ModifierOptionModel } from '../../platform/db';

export type OptionRow = ModifierOptionModel;
export type GroupRow = ModifierGroupModel & { options: OptionRow[] };

const WITH_OPTIONS = {
  options: { where: { deletedAt: null }, orderBy: [{ position: 'asc' as const }, { id: 'asc' as const }] },
};

export async function listGroups(): Promise<GroupRow[]> {
  return db().modifierGroup.findMany({
    where: { deletedAt: null },
    include: WITH_OPTIONS,
    orderBy: [{ position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
  });
}

/** A group of the tenant with its options, or null; also a removed one where asked, since its id stays taken. */
export async function findGroup(id: string, withRemoved = false): Promise<GroupRow | null> {
  return db().modifierGroup.findFirst({
    where: { id, ...(!withRemoved && { deletedAt: null }) },
    include: WITH_OPTIONS,
  });
}

/** Which of these ids name living groups of the tenant. */
export async function findGroupIds(ids: string[]): Promise<Set<string>> {
  const rows = await db().modifierGroup.findMany({
    where: { id: { in: ids }, deletedAt: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

export async function insertGroup(
  row: Pick<GroupRow, 'id' | 'name' | 'min' | 'max' | 'createdAt'>,
): Promise<void> {
  await db().modifierGroup.create({ data: row });
}

export async function saveGroup(
  id: string,
  change: Partial<Pick<GroupRow, 'name' | 'min' | 'max' | 'deletedAt'>>,
): Promise<void> {
  await db().modifierGroup.updateMany({ where: { id }, data: { ...change, version: { increment: 1 } } });
}

export type NewOption = Pick<OptionRow, 'id' | 'name' | 'price' | 'isDefault' | 'position'>;

/** Of these ids the ones that are taken by any option, living or removed, and by which group. */
export async function findOptionOwners(ids: string[]): Promise<Map<string, string>> {
  const rows = await db().modifierOption.findMany({
    where: { id: { in: ids } },
    select: { id: true, groupId: true },
  });
  return new Map(rows.map((row) => [row.id, row.groupId]));
}

/** Makes a group's options the given ones: new ids are added, known ones changed, the others removed at `at`. */
export async function replaceOptions(
  groupId: string,
  options: NewOption[],
  known: Set<string>,
  at: Date,
): Promise<void> {
  const ids = options.map(({ id }) => id);
  await db().modifierOption.updateMany({
    where: { groupId, deletedAt: null, id: { notIn: ids } },
    data: { deletedAt: at },
  });
  const added = options.filter(({ id }) => !known.has(id));
  if (added.length) await db().modifierOption.createMany({ data: added.map((row) => ({ ...row, groupId })) });
  for (const { id, ...row } of options.filter((entry) => known.has(entry.id))) {
    await db().modifierOption.updateMany({ where: { id, groupId }, data: { ...row, deletedAt: null } });
  }
}

/** Takes a group off every product; answers how many had it. */
export async function detachGroup(groupId: string): Promise<number> {
  return (await db().productModifierGroup.deleteMany({ where: { groupId } })).count;
}

/** Whether any product offers a group. */
export async function isAttached(groupId: string): Promise<boolean> {
  return (await db().productModifierGroup.count({ where: { groupId } })) > 0;
}
