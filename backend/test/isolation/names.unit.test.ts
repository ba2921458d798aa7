import fc from 'fast-check';
import { cacheKey, jobId, roomKey } from '../../src/platform/keys';

/** Ids are UUIDs of whoever chose them: they may be equal, and never hold the signs that part a name. */
const ids = fc.uuid();

test('ISO-04 two tenants with the same ids share no room, no cache and no job', () => {
  fc.assert(
    fc.property(ids, ids, fc.array(ids, { maxLength: 3 }), (one, two, parts) => {
      fc.pre(one !== two);
      for (const named of [roomKey, jobId, cacheKey.bind(null, 'menu')])
        expect(named(one, ...parts)).not.toBe(named(two, ...parts));
    }),
  );
});

test('ISO-04 within a tenant a name says all that it is of', () => {
  fc.assert(
    fc.property(ids, ids, ids, (tenant, one, two) => {
      fc.pre(one !== two);
      for (const named of [roomKey, jobId, cacheKey.bind(null, 'menu')]) {
        expect(named(tenant, one)).not.toBe(named(tenant, two));
        expect(named(tenant, one, two)).not.toBe(named(tenant, two, one));
        expect(named(tenant, one)).not.toBe(named(tenant));
      }
    }),
  );
});
