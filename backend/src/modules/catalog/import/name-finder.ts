import { v7 as uuidv7 } from 'uuid';
import type { StoredCategory, StoredStation } from './stored';

const lower = (text: string) => text.toLowerCase();
const after = (rows: readonly { position: number }[]) =>
  rows.reduce((max, { position }) => Math.max(max, position), -1) + 1;

/** Finds categories by their path and stations by their name, making those that are not there. */
export class NameFinder {
  readonly newCategories: StoredCategory[] = [];
  readonly newStations: StoredStation[] = [];
  private readonly byPlace = new Map<string, string>();
  private readonly byName = new Map<string, string | null>();
  private readonly stationByName: Map<string, string>;
  private nextCategory: number;
  private nextStation: number;

  constructor(categories: readonly StoredCategory[], stations: readonly StoredStation[]) {
    for (const { id, parent_id, name } of categories) {
      this.byPlace.set(this.place(parent_id, name), id);
      // null: more than one of the name, so the name alone says nothing.
      this.byName.set(lower(name), this.byName.has(lower(name)) ? null : id);
    }
    this.stationByName = new Map(stations.map(({ id, name }) => [lower(name), id]));
    this.nextCategory = after(categories);
    this.nextStation = after(stations);
  }

  private place(parentId: string | null, name: string): string {
    return `${parentId ?? ''}/${lower(name)}`;
  }

  /** The id of a category without making one: by its whole path, or by a name there is only one of. */
  find(path: readonly string[]): string | null {
    let id: string | null = null;
    for (const name of path) {
      const next = this.byPlace.get(this.place(id, name));
      if (!next) return path.length === 1 ? (this.byName.get(lower(name)) ?? null) : null;
      id = next;
    }
    return id;
  }

  /** The id of a category, made with all above it where it is missing. */
  category(path: readonly string[]): string | null {
    const known = this.find(path);
    if (known) return known;
    let parentId: string | null = null;
    for (const name of path) {
      let id = this.byPlace.get(this.place(parentId, name));
      if (!id) {
        id = uuidv7();
        this.newCategories.push({ id, parent_id: parentId, name, position: this.nextCategory++ });
        this.byPlace.set(this.place(parentId, name), id);
      }
      parentId = id;
    }
    return parentId;
  }

  /** The id of a station, made for all outlets where it is missing. */
  station(name: string): string {
    let id = this.stationByName.get(lower(name));
    if (!id) {
      id = uuidv7();
      this.newStations.push({ id, name, position: this.nextStation++ });
      this.stationByName.set(lower(name), id);
    }
    return id;
  }
}
