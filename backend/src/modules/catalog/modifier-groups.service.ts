import { foldName } from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import type {
  ModifierGroupBody,
  ModifierGroupDto,
  ModifierOptionBody,
  UpdateModifierGroupBody,
} from '@meja/domain';
import { isSameContent } from '../../lib/same-content';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { invalid, notFound } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';
import { changeCatalog } from './catalog-change';
import { checkVersion, duplicate, repeatedIssues } from './catalog.rules';
import * as repository from './modifier-groups.repository';
import type { GroupRow, NewOption } from './modifier-groups.repository';

const present = (row: GroupRow): ModifierGroupDto => ({
  id: row.id,
  name: row.name,
  min: row.min,
  max: row.max,
  options: row.options.map((option) => ({
    id: option.id,
    name: option.name,
    price: Number(option.price),
    default: option.isDefault,
    position: option.position,
    available: true,
  })),
  version: row.version,
});

/** What can't be chosen from: more required than allowed, more defaults than allowed, the same thing twice. */
export function groupIssues({
  min,
  max,
  options,
}: Pick<ModifierGroupBody, 'min' | 'max' | 'options'>): FieldIssue[] {
  const issues = [
    ...repeatedIssues(
      options.map(({ name }, index) => ({ path: `options.${index}.name`, value: name })),
      foldName,
    ),
    ...repeatedIssues(options.map(({ id }, index) => ({ path: `options.${index}.id`, value: id }))),
  ];
  if (min > max) issues.push({ path: 'min', code: 'too_large', params: { max } });
  if (options.filter((option) => option.default).length > max) {
    issues.push({ path: 'options', code: 'too_many', params: { max } });
  }
  return issues;
}

function assertGroup(group: Pick<ModifierGroupBody, 'min' | 'max' | 'options'>): void {
  const issues = groupIssues(group);
  if (issues.length) throw invalid(...issues);
}

async function groupFor(id: string): Promise<GroupRow> {
  const row = await repository.findGroup(id);
  if (!row) throw notFound();
  return row;
}

async function saveOptions(groupId: string, bodies: ModifierOptionBody[]): Promise<void> {
  const ids = bodies.flatMap(({ id }) => (id ? [id] : []));
  const owners = await repository.findOptionOwners(ids);
  const taken = bodies.findIndex(({ id }) => id && owners.has(id) && owners.get(id) !== groupId);
  if (taken >= 0) throw duplicate('id', `options.${taken}.id`);
  const options = bodies.map((body, position): NewOption => ({
    id: body.id ?? uuidv7(),
    name: body.name,
    price: BigInt(body.price),
    isDefault: body.default ?? false,
    position,
  }));
  await repository.replaceOptions(groupId, options, new Set(owners.keys()), now());
}

export async function listModifierGroups(tenantId: string): Promise<ModifierGroupDto[]> {
  return (await withTenant(tenantId, () => repository.listGroups())).map(present);
}

export async function getModifierGroup(tenantId: string, id: string): Promise<ModifierGroupDto> {
  return withTenant(tenantId, async () => present(await groupFor(id)));
}

/** Creates a group with its options; the same id with the same content answers the one that is there. */
export async function createModifierGroup(
  tenantId: string,
  body: ModifierGroupBody,
): Promise<ModifierGroupDto> {
  assertGroup(body);
  return changeCatalog(tenantId, async () => {
    const known = body.id ? await repository.findGroup(body.id, true) : null;
    if (known) {
      const data = present(known);
      if (known.deletedAt || !isSameContent(body, data)) throw duplicate('id', 'id');
      return { data, changed: false };
    }
    const id = body.id ?? uuidv7();
    await repository.insertGroup({ id, name: body.name, min: body.min, max: body.max, createdAt: now() });
    await saveOptions(id, body.options);
    const data = present(await groupFor(id));
    await audit({ action: 'modifier_group.create', entity: 'modifier_group', entityId: id, after: data });
    return { data, changed: true };
  });
}

const pricesOf = ({ options }: ModifierGroupDto) => new Map(options.map(({ id, price }) => [id, price]));

function changesPrices(before: ModifierGroupDto, after: ModifierGroupDto): boolean {
  const old = pricesOf(before);
  return after.options.some(({ id, price }) => old.has(id) && old.get(id) !== price);
}

/** Changes what the body names. Throws 412 for another version than the present one. */
export async function updateModifierGroup(
  tenantId: string,
  id: string,
  { version, options, ...change }: UpdateModifierGroupBody,
  ifMatch: number | null,
): Promise<ModifierGroupDto> {
  return changeCatalog(tenantId, async () => {
    const before = present(await groupFor(id));
    checkVersion(before.version, ifMatch, version);
    assertGroup({ ...before, ...change, options: options ?? before.options });
    if (isSameContent({ ...change, options }, before)) return { data: before, changed: false };
    await repository.saveGroup(id, change);
    if (options) await saveOptions(id, options);
    const data = present(await groupFor(id));
    const action = changesPrices(before, data) ? 'modifier_group.price_change' : 'modifier_group.change';
    await audit({ action, entity: 'modifier_group', entityId: id, before, after: data });
    return { data, changed: true };
  });
}

/** Removes a group and takes it off the products that had it. */
export async function removeModifierGroup(
  tenantId: string,
  id: string,
  ifMatch: number | null,
): Promise<void> {
  await changeCatalog(tenantId, async () => {
    const row = await groupFor(id);
    checkVersion(row.version, ifMatch);
    const detachedProducts = await repository.detachGroup(id);
    await repository.saveGroup(id, { deletedAt: now() });
    await audit({
      action: 'modifier_group.remove',
      entity: 'modifier_group',
      entityId: id,
      before: { ...present(row), detachedProducts },
    });
    return { data: undefined, changed: true };
  });
}
