/**
 * Attribution on PolNeAR (JSON lines): who, by which cue, what, read from the raw text with our own tokens.
 *
 * Exact scores are F1 of spans by offsets, as Wang et al. (COLING 2022, the source of the published figures) count
 * them; `*_overlap` is their second measure: for each gold span the Jaccard overlap with the span found nearest it, for each
 * found span that touches no gold one 0, on average. `whole` is F1 of attributions whose source, cue and
 * contents are all exact. PolNeAR gives each token to one attribution at most, the outermost; what is found inside the
 * content of another attribution is therefore left out, and a source that two cues share ("he said … and denied …") is
 * counted with the last of them.
 *
 * @module
 */
import { createReader, loadResources } from '../../src/index.ts';
import type { Claim, Range } from '../../src/record/reading.ts';
import {
  type GoldAttribution,
  type GoldDocument,
  type Role,
  readPolnear,
} from '../../training/attribution/polnear.ts';
import { f1, perCent, type Score, type Scorer } from '../scorer.ts';

const ROLES: readonly Role[] = ['source', 'cue', 'content'];

export const scorer: Scorer = {
  gold: '../shared/data/attribution/polnear/dev.jsonl',
  score(path, { errors }) {
    const reader = createReader(loadResources());
    const tally = new Tally();
    let words = 0;
    let items = 0;
    for (const gold of readPolnear(path)) {
      const { report, claims } = reader.read({ text: gold.text });
      if (report.text !== gold.text) throw new Error(`${gold.id}: the text that was read is another`);
      tally.add(gold, univocal(outermost(attributionsOf(claims))));
      words += gold.words;
      items += gold.attributions.length;
    }
    if (errors) tally.explain();
    return { items, words, scores: tally.scores() } satisfies Score;
  },
};

/** The claims of a record as attributions: claims with one cue and source are one. The publisher's own voice is none. */
export function attributionsOf(claims: readonly Claim[]): GoldAttribution[] {
  const found = new Map<string, GoldAttribution>();
  for (const { start, end, source, cue } of claims) {
    if (source.kind === 'publisher' || !cue) continue;
    const key = `${cue.start}-${cue.end}-${source.start}`;
    const attribution = found.get(key);
    if (attribution) attribution.content.push({ start, end });
    else
      found.set(key, {
        source:
          source.start === null || source.end === null ? [] : [{ start: source.start, end: source.end }],
        cue: [{ start: cue.start, end: cue.end }],
        content: [{ start, end }],
      });
  }
  for (const { content } of found.values()) content.sort((a, b) => a.start - b.start);
  return [...found.values()];
}

/** Without those whose cue stands in the content of another. */
export function outermost(all: readonly GoldAttribution[]): GoldAttribution[] {
  return all.filter(
    (inner) =>
      !all.some(
        (outer) =>
          outer !== inner &&
          outer.content.some((c) => inner.cue.every((cue) => c.start <= cue.start && c.end >= cue.end)) &&
          !inner.content.some((c) => outer.cue.every((cue) => c.start <= cue.start && c.end >= cue.end)),
      ),
  );
}

/** Each source with one attribution only, the last of those that share it: so the set's tags have it (103 of 107 times). */
export function univocal(all: readonly GoldAttribution[]): GoldAttribution[] {
  const last = new Map<string, GoldAttribution>();
  for (const attribution of [...all].sort((a, b) => a.cue[0]!.start - b.cue[0]!.start))
    for (const source of attribution.source) last.set(keyOf(source), attribution);
  return all.map((attribution) =>
    attribution.source.every((source) => last.get(keyOf(source)) === attribution)
      ? attribution
      : { ...attribution, source: [] },
  );
}

const keyOf = ({ start, end }: Range) => `${start}-${end}`;
const jaccard = (a: Range, b: Range) =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start)) /
  (Math.max(a.end, b.end) - Math.min(a.start, b.start));

class Tally {
  private readonly exact = new Map(ROLES.map((role) => [role, { right: 0, found: 0, gold: 0 }]));
  private readonly overlap = new Map(ROLES.map((role) => [role, { sum: 0, count: 0 }]));
  private readonly whole = { right: 0, found: 0, gold: 0 };
  private readonly causes = new Map<string, number>();

  add({ text, attributions }: GoldDocument, found: readonly GoldAttribution[]): void {
    for (const role of ROLES) {
      const unique = (all: readonly GoldAttribution[]) => [
        ...new Map(all.flatMap((a) => a[role]).map((range) => [keyOf(range), range])).values(),
      ];
      this.compare(role, unique(attributions), unique(found));
    }
    const whole = (a: GoldAttribution) => ROLES.map((role) => a[role].map(keyOf).join(' ')).join('|');
    const right = new Set(attributions.map(whole));
    this.whole.gold += attributions.length;
    this.whole.found += found.length;
    this.whole.right += found.filter((a) => right.has(whole(a))).length;
    this.note(text, attributions, found);
  }

  private compare(role: Role, gold: readonly Range[], found: readonly Range[]): void {
    const exact = this.exact.get(role)!;
    const overlap = this.overlap.get(role)!;
    const keys = new Set(gold.map(keyOf));
    exact.gold += gold.length;
    exact.found += found.length;
    exact.right += found.filter((range) => keys.has(keyOf(range))).length;
    for (const range of gold) {
      overlap.sum += Math.max(0, ...found.map((other) => jaccard(range, other)));
      overlap.count++;
    }
    for (const range of found) if (!gold.some((other) => jaccard(range, other) > 0)) overlap.count++;
  }

  /** Counts the attributions that are wrong by the first thing that is wrong with them. */
  private note(text: string, gold: readonly GoldAttribution[], found: readonly GoldAttribution[]): void {
    const touches = (a: readonly Range[], b: readonly Range[]) =>
      a.some((x) => b.some((y) => jaccard(x, y) > 0));
    const same = (a: readonly Range[], b: readonly Range[]) => a.map(keyOf).join() === b.map(keyOf).join();
    const count = (cause: string) => this.causes.set(cause, (this.causes.get(cause) ?? 0) + 1);
    const matched = new Set<GoldAttribution>();
    for (const a of gold) {
      const match = found.find((b) => touches(a.cue, b.cue));
      if (!match) {
        const inside = found.some((b) => touches(a.cue, b.content));
        count(inside ? 'missed: taken for part of a content' : 'missed');
        continue;
      }
      matched.add(match);
      const wrong = ROLES.filter((role) => !same(a[role], match[role]));
      count(wrong.length === 0 ? 'right' : `wrong ${wrong.join(' and ')}`);
      for (const role of wrong)
        if (a[role].length !== match[role].length)
          count(`  ${role}: ${match[role].length} stretches for ${a[role].length}`);
        else
          a[role].forEach((range, k) => {
            const other = match[role][k]!;
            count(
              `  ${role}: ${jaccard(range, other) === 0 ? 'elsewhere' : `${edge(other.start, range.start)} start, ${edge(range.end, other.end)} end`}`,
            );
          });
    }
    for (const b of found) if (!matched.has(b)) count('not in the set');
    void text;
  }

  explain(): void {
    for (const [cause, times] of [...this.causes].sort((a, b) => b[1] - a[1]))
      console.error(`${times}\t${cause}`);
  }

  scores(): Record<string, number> {
    const scores: Record<string, number> = {};
    for (const role of ROLES) {
      const { right, found, gold } = this.exact.get(role)!;
      scores[role] = f1(right, found, gold).f1;
    }
    for (const role of ROLES) {
      const { sum, count } = this.overlap.get(role)!;
      scores[`${role}_overlap`] = perCent(count ? sum / count : 0);
    }
    scores['whole'] = f1(this.whole.right, this.whole.found, this.whole.gold).f1;
    return scores;
  }
}

const edge = (a: number, b: number) => (a === b ? 'right' : a < b ? 'early' : 'late').replace(/^/, '');
