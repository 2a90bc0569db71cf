/**
 * Which mentions within a report tell of one event: by type, participants, time, place and counts.
 *
 * @module
 */
import type { FoundEvent } from './found.ts';
import type { Ground } from './ground.ts';

/** For each event the number of the earlier one that it is another mention of, or -1. */
export function linkSame(ground: Ground, found: readonly FoundEvent[]): number[] {
  return found.map((event, i) => {
    for (let j = i - 1; j >= 0 && i - j < 40; j--) if (isSame(ground, found[j]!, event)) return j;
    return -1;
  });
}

function isSame(ground: Ground, a: FoundEvent, b: FoundEvent): boolean {
  const { sense: s, predicate: p } = a.match;
  const { sense: t, predicate: q } = b.match;
  if (s.type !== t.type || p.token === q.token) return false;
  const { syntax, tokens } = ground.doc;
  const lemma = syntax.lemma[p.token] === syntax.lemma[q.token];
  if (!lemma && s.mode !== t.mode && s.mode && t.mode) return false;
  if (a.time.edtf && b.time.edtf && b.time.basis === 'explicit' && a.time.edtf !== b.time.edtf) return false;
  if (a.place.ref && b.place.ref && !samePlace(ground, a.place.ref, b.place.ref)) return false;
  const shared = sharedEntities(ground, a, b);
  if (shared < 0) return false;
  // "the attack", "the blast": told before.
  const definite = tokens.lower[q.token - 1] === 'the' || tokens.lower[q.token - 1] === 'this';
  if (!q.clause && definite && lemma) return true;
  return lemma && shared > 0;
}

function samePlace({ doc }: Ground, a: string, b: string): boolean {
  const [x, y] = [doc.places[Number(a.slice(1)) - 1]!, doc.places[Number(b.slice(1)) - 1]!];
  if (x.geonames !== null && x.geonames === y.geonames) return true;
  if (x.name === y.name) return true;
  const [fine, coarse] = x.precision === 'country' ? [y, x] : [x, y];
  return coarse.precision === 'country' && coarse.country === fine.country;
}

/** How many participants are the same entity in the same role; -1 where one role has quite different ones. */
function sharedEntities({ doc }: Ground, a: FoundEvent, b: FoundEvent): number {
  const { entityAtHead } = doc.names;
  let shared = 0;
  for (const role of ['actor', 'recipient'] as const) {
    const [x, y] = [a, b].map((e) => e.fillers.filter((f) => f.role === role));
    if (x!.length === 0 || y!.length === 0) continue;
    const same = x!.some((f) =>
      y!.some((g) =>
        entityAtHead[f.token]! >= 0
          ? entityAtHead[f.token] === entityAtHead[g.token]
          : doc.syntax.lemma[f.token] === doc.syntax.lemma[g.token],
      ),
    );
    if (!same) return -1;
    shared++;
  }
  return shared;
}
