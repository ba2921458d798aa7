import { v7 as uuidv7 } from 'uuid';
import { foldName } from '@meja/domain';
import { writePath, writePlainPath } from './category-path';
import type { CategoryCell } from './parse-rows';
import type { StoredCategory, StoredStation } from './stored';

const after = (rows: readonly { position: number }[]) =>
  rows.reduce((max, { position }) => Math.max(max, position), -1) + 1;

/** Things by their name: the very name first, else the first whose name is the same once folded. */
class ByName<T> {
  private readonly exact = new Map<string, T>();
  private readonly folded = new Map<string, T>();

  add(place: string, name: string, thing: T): void {
    const [exact, folded] = [`${place}/${name}`, `${place}/${foldName(name)}`];
    if (!this.exact.has(exact)) this.exact.set(exact, thing);
    if (!this.folded.has(folded)) this.folded.set(folded, thing);
  }

  get(place: string, name: string): T | undefined {
    return this.exact.get(`${place}/${name}`) ?? this.folded.get(`${place}/${foldName(name)}`);
  }
}

/** The ways to all categories from the top: names by id. */
export function pathsOf(categories: readonly StoredCategory[]): Map<string, string[]> {
  const rows = new Map(categories.map((row) => [row.id, row]));
  const pathOf = (id: string): string[] => {
    const { name, parent_id } = rows.get(id)!;
    return parent_id && rows.has(parent_id) ? [...pathOf(parent_id), name] : [name];
  };
  return new Map(categories.map(({ id }) => [id, pathOf(id)]));
}

/** Finds categories by their path and stations by their name, making those that are not there. */
export class NameFinder {
  readonly newCategories: StoredCategory[] = [];
  readonly newStations: StoredStation[] = [];
  private readonly places = new ByName<string>();
  /** null: more than one of the name, so the name alone says nothing. */
  private readonly byNameAlone = new Map<string, string | null>();
  private readonly byPlainPath = new Map<string, string>();
  private readonly stations = new ByName<string>();
  private readonly paths: Map<string, string[]>;
  private readonly stationNames: Map<string, string>;
  private nextCategory: number;
  private nextStation: number;

  constructor(categories: readonly StoredCategory[], stations: readonly StoredStation[]) {
    this.paths = pathsOf(categories);
    for (const { id, parent_id, name } of categories) {
      this.places.add(parent_id ?? '', name, id);
      const alone = foldName(name);
      this.byNameAlone.set(alone, this.byNameAlone.has(alone) ? null : id);
      const plain = foldName(writePlainPath(this.paths.get(id)!));
      if (!this.byPlainPath.has(plain)) this.byPlainPath.set(plain, id);
    }
    this.stationNames = new Map(stations.map(({ id, name }) => [id, foldName(name)]));
    // The last of a name is the one that stands for it.
    for (const { id, name } of [...stations].reverse()) this.stations.add('', name, id);
    this.nextCategory = after(categories);
    this.nextStation = after(stations);
  }

  /**
   * The id of a category without making one: by its whole path, by a name there is only one of, or as a file of earlier
   * times has it, in which `>` also stood for itself.
   */
  find({ path, text }: CategoryCell): string | null {
    let id: string | undefined = '';
    for (const name of path) {
      id = this.places.get(id, name);
      if (!id) break;
    }
    if (id) return id;
    const alone = path.length === 1 ? this.byNameAlone.get(foldName(path[0]!)) : undefined;
    return alone ?? this.byPlainPath.get(foldName(text)) ?? null;
  }

  /** The names of a category and all above it; none for none. */
  pathOf(id: string | null): string[] {
    return (id && this.paths.get(id)) || [];
  }

  /** Whether a cell can be meant for this category; several may have the same path. */
  isMeant(cell: CategoryCell | null, id: string | null): boolean {
    if (!cell || !id) return !cell && !id;
    if (this.find(cell) === id) return true;
    const path = this.paths.get(id);
    return path !== undefined && foldName(writePath(path)) === foldName(writePath(cell.path));
  }

  /** The id of a category, made with all above it where it is missing. */
  category(cell: CategoryCell): string {
    const known = this.find(cell);
    if (known) return known;
    let parentId: string | null = null;
    for (const name of cell.path) {
      let id = this.places.get(parentId ?? '', name);
      if (!id) {
        id = uuidv7();
        this.newCategories.push({ id, parent_id: parentId, name, position: this.nextCategory++ });
        this.places.add(parentId ?? '', name, id);
      }
      parentId = id;
    }
    return parentId!;
  }

  isStationNamed(name: string, id: string | null): boolean {
    return id !== null && this.stationNames.get(id) === foldName(name);
  }

  /** The id of a station, made for all outlets where it is missing. */
  station(name: string): string {
    let id = this.stations.get('', name);
    if (!id) {
      id = uuidv7();
      this.newStations.push({ id, name, position: this.nextStation++ });
      this.stations.add('', name, id);
    }
    return id;
  }
}
