/**
 * The template-filling metric of GTT (Du et al., NAACL 2021) on MUC-4: a predicted entity is right if every mention of
 * it is among the mentions of one gold entity; templates of one incident type are paired so that micro-F1 is highest.
 *
 * @module
 */
export const ROLES = ['PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon'] as const;
export type Role = (typeof ROLES)[number];

export interface Template extends Record<Role, string[][]> {
  incident_type: string;
}

/** [right, predicted] and [found, gold] by slot. */
export type Totals = Record<Role | 'incident_type', [number, number, number, number]>;

/** Words without punctuation and articles, as the metric compares them. */
export function normalize(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}

export const emptyTotals = (): Totals =>
  Object.fromEntries(['incident_type', ...ROLES].map((k) => [k, [0, 0, 0, 0]])) as Totals;

const f = (a: number, b: number, c: number, d: number) => {
  const p = b ? a / b : 0;
  const r = d ? c / d : 0;
  return p + r ? (2 * p * r) / (p + r) : 0;
};

/** F1 of one slot, or of all slots together. */
export const f1Of = (totals: Totals, keys: readonly (keyof Totals)[]) =>
  f(
    ...([0, 1, 2, 3].map((i) => keys.reduce((sum, k) => sum + totals[k][i]!, 0)) as [
      number,
      number,
      number,
      number,
    ]),
  );

type Pair = Record<Role, [number, number]>;

function pair(p: Template, g: Template): Pair | null {
  if (!g.incident_type.includes(p.incident_type)) return null;
  const result = {} as Pair;
  for (const role of ROLES) {
    const hit = (pe: string[], ge: string[]) => pe.every((m) => ge.includes(m));
    result[role] = [
      p[role].filter((pe) => g[role].some((ge) => hit(pe, ge))).length,
      g[role].filter((ge) => p[role].some((pe) => hit(pe, ge))).length,
    ];
  }
  return result;
}

interface Choice {
  a: number;
  b: number;
  pairs: readonly (readonly [number, number])[];
}

/** The pairing of predicted with gold templates that gives the highest micro-F1, adding its counts to `totals`. */
export function addDocument(
  totals: Totals,
  predicted: readonly Template[],
  gold: readonly Template[],
): (readonly [number, number])[] {
  const size = (t: Template) => 1 + ROLES.reduce((sum, r) => sum + t[r].length, 0);
  const pd = predicted.reduce((sum, t) => sum + size(t), 0);
  const gd = gold.reduce((sum, t) => sum + size(t), 0);
  const table = predicted.map((p) => gold.map((g) => pair(p, g)));
  let states = new Map<bigint, Choice[]>([[0n, [{ a: 0, b: 0, pairs: [] }]]]);
  predicted.forEach((_, i) => {
    const next = new Map<bigint, Choice[]>();
    const put = (mask: bigint, choice: Choice) => {
      const list = next.get(mask) ?? [];
      if (list.some((c) => c.a >= choice.a && c.b >= choice.b)) return;
      next.set(mask, [...list.filter((c) => !(choice.a >= c.a && choice.b >= c.b)), choice]);
    };
    for (const [mask, choices] of states)
      for (const choice of choices) {
        put(mask, choice);
        gold.forEach((_g, j) => {
          const m = table[i]![j];
          if (!m || (mask >> BigInt(j)) & 1n) return;
          const x = 1 + ROLES.reduce((sum, r) => sum + m[r][0], 0);
          const y = 1 + ROLES.reduce((sum, r) => sum + m[r][1], 0);
          put(mask | (1n << BigInt(j)), {
            a: choice.a + x,
            b: choice.b + y,
            pairs: [...choice.pairs, [i, j]],
          });
        });
      }
    states = next;
  });
  let best: Choice = { a: 0, b: 0, pairs: [] };
  let high = -1;
  for (const choices of states.values())
    for (const c of choices) {
      const value = f(c.a, pd, c.b, gd);
      if (value > high) [high, best] = [value, c];
    }
  for (const p of predicted) {
    totals.incident_type[1]++;
    for (const r of ROLES) totals[r][1] += p[r].length;
  }
  for (const g of gold) {
    totals.incident_type[3]++;
    for (const r of ROLES) totals[r][3] += g[r].length;
  }
  for (const [i, j] of best.pairs) {
    totals.incident_type[0]++;
    totals.incident_type[2]++;
    for (const r of ROLES) {
      totals[r][0] += table[i]![j]![r][0];
      totals[r][2] += table[i]![j]![r][1];
    }
  }
  return [...best.pairs];
}
