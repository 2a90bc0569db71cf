/**
 * The course: each network of attribution learns its decision from the lessons.
 *
 * @module
 */
import type { Clues } from '../../src/read/attribution/clues.ts';
import {
  type Anchor,
  contentEdgeFeatures,
  contentEdges,
  contentFeatures,
} from '../../src/read/attribution/contents.ts';
import {
  cueEdgeFeatures,
  cueFeatures,
  cueFirsts,
  cueLasts,
  mayBeCue,
} from '../../src/read/attribution/cues.ts';
import { type Decision, Decisions, SHAPES } from '../../src/read/attribution/decisions.ts';
import { Features } from '../../src/read/attribution/features.ts';
import type { Network } from '../../src/read/attribution/network.ts';
import {
  sourceEdgeFeatures,
  sourceFeatures,
  sourceFirsts,
  sourceHeads,
  sourceLasts,
} from '../../src/read/attribution/sources.ts';
import type { Lesson, Taught } from './lessons.ts';
import { type Choice, keep, shuffled, Teacher } from './teacher.ts';

const EPOCHS: Record<Decision, number> = {
  cue: 6,
  cueFirst: 5,
  cueLast: 5,
  source: 5,
  sourceFirst: 5,
  sourceLast: 5,
  contentFirst: 4,
  contentLast: 4,
  content: 3,
  more: 4,
};
/** Share of the rate that is left in the last epoch. */
const LAST_RATE = 0.25;
const RATE = 0.06;

/** Teaches all networks; gives them in the order of `SHAPES`. */
export function teach(documents: readonly Taught[], say: (line: string) => void): Network[] {
  const decisions = new Decisions([]);
  const course = new Course(documents, decisions, say);
  course.judgeCues();
  const lessons = documents.flatMap((document) =>
    document.lessons.filter(({ cue }) => cue.head >= 0).map((lesson) => ({ clues: document.clues, lesson })),
  );
  say(`${lessons.length} attributions`);
  course.choose('cueFirst', lessons, ({ clues, lesson: { cue } }) =>
    course.edge('cueFirst', cueFirsts(clues, cue.head), [cue.first], (t, f) =>
      cueEdgeFeatures(clues, cue.head, t, 0, f),
    ),
  );
  course.choose('cueLast', lessons, ({ clues, lesson: { cue } }) =>
    course.edge('cueLast', cueLasts(clues, cue.head), [cue.last], (t, f) =>
      cueEdgeFeatures(clues, cue.head, t, 1, f),
    ),
  );
  course.choose('source', lessons, ({ clues, lesson: { cue, source } }) =>
    course.edge('source', [-1, ...sourceHeads(clues, cue)], [source ? source.head : -1], (h, f) =>
      sourceFeatures(clues, cue, h, f),
    ),
  );
  const sourced = lessons.filter(({ lesson }) => lesson.source);
  for (const [name, side] of [
    ['sourceFirst', 0],
    ['sourceLast', 1],
  ] as const)
    course.choose(name, sourced, ({ clues, lesson: { cue, source } }) => {
      const { head, first, last } = source!;
      const edges = side === 0 ? sourceFirsts(clues, head) : sourceLasts(clues, head);
      return course.edge(name, edges, [side === 0 ? first : last], (t, f) =>
        sourceEdgeFeatures(clues, cue, head, t, side, f),
      );
    });
  for (const [name, side] of [
    ['contentFirst', 0],
    ['contentLast', 1],
  ] as const)
    course.choose(name, lessons, ({ clues, lesson }) => {
      const right = lesson.contents.map(({ first, last }) => (side === 0 ? first : last));
      return course.edge(name, contentEdges(clues, lesson, side), right, (t, f) =>
        contentEdgeFeatures(clues, lesson, t, side, f),
      );
    });
  course.choose('content', lessons, ({ clues, lesson }) => course.pairs(clues, lesson));
  course.judgeMore(lessons);
  return SHAPES.map(({ name }) => decisions.networks.get(name)!);
}

interface Item {
  clues: Clues;
  lesson: Lesson;
}

class Course {
  private readonly features = new Map(SHAPES.map(({ name, bits }) => [name as Decision, new Features(bits)]));

  constructor(
    private readonly documents: readonly Taught[],
    private readonly decisions: Decisions,
    private readonly say: (line: string) => void,
  ) {}

  private teacher(name: Decision): Teacher {
    return new Teacher(SHAPES.find((shape) => shape.name === name)!, 7);
  }

  private rate(epoch: number, epochs: number): number {
    return RATE * (1 - (1 - LAST_RATE) * (epochs > 1 ? epoch / (epochs - 1) : 0));
  }

  private finish(name: Decision, teacher: Teacher): void {
    this.decisions.networks.set(name, teacher.taught());
  }

  judgeCues(): void {
    const f = this.features.get('cue')!;
    const examples: { rows: Int32Array; yes: boolean }[] = [];
    let lost = 0;
    for (const { clues, lessons, untold } of this.documents) {
      const heads = new Set(lessons.map(({ cue }) => cue.head));
      const inCue = new Uint8Array(clues.tokens.length);
      for (const { cue } of lessons) {
        inCue.fill(1, cue.first, cue.last + 1);
        if (cue.head < 0) lost++;
      }
      for (let i = 0; i < clues.tokens.length; i++) {
        const yes = heads.has(i);
        if (!yes && (untold[i] || inCue[i] || !mayBeCue(clues, i))) continue;
        cueFeatures(clues, i, f);
        examples.push({ rows: keep(f), yes });
      }
    }
    this.say(`cue: ${examples.length} candidates, ${lost} cues that are none`);
    const teacher = this.teacher('cue');
    for (let epoch = 0; epoch < EPOCHS.cue; epoch++)
      for (const k of shuffled(examples.length, epoch + 1))
        teacher.judge(examples[k]!.rows, examples[k]!.yes, this.rate(epoch, EPOCHS.cue));
    this.finish('cue', teacher);
  }

  /** A choice among tokens; null where no candidate is right. */
  edge(
    name: Decision,
    candidates: readonly number[],
    right: readonly number[],
    fill: (t: number, f: Features) => void,
  ): Choice | null {
    const found = right.map((t) => candidates.indexOf(t)).filter((k) => k >= 0);
    if (found.length === 0) return null;
    if (candidates.length === 1) return { candidates: [], right: found };
    const f = this.features.get(name)!;
    return {
      right: found,
      candidates: candidates.map((t) => {
        fill(t, f);
        return keep(f);
      }),
    };
  }

  /** A choice among pairs of edges, as they are proposed when reading. */
  pairs(clues: Clues, anchor: Anchor & Lesson): Choice | null {
    const pairs = this.decisions.contentPairs(clues, anchor);
    const right: number[] = [];
    pairs.forEach((pair, k) => {
      if (anchor.contents.some(({ first, last }) => first === pair.first && last === pair.last))
        right.push(k);
    });
    if (right.length === 0 || pairs.length < 2) return null;
    const f = this.features.get('content')!;
    return {
      right,
      base: Float32Array.from(pairs, ({ score }) => score),
      candidates: pairs.map((pair) => {
        contentFeatures(clues, anchor, pair, null, f);
        return keep(f);
      }),
    };
  }

  choose(name: Decision, items: readonly Item[], make: (item: Item) => Choice | null): void {
    const teacher = this.teacher(name);
    const choices = items.map(make);
    for (let epoch = 0; epoch < EPOCHS[name]; epoch++)
      for (const k of shuffled(items.length, epoch + 1)) {
        const choice = choices[k];
        if (choice && choice.candidates.length > 1) teacher.choose(choice, this.rate(epoch, EPOCHS[name]));
      }
    this.finish(name, teacher);
    const lost = choices.filter((choice) => !choice).length;
    this.say(`${name}: ${items.length} items, ${lost} without a right candidate`);
  }

  /** Whether a second stretch is content too, given one that is. */
  judgeMore(items: readonly Item[]): void {
    const teacher = this.teacher('more');
    const f = this.features.get('more')!;
    const examples: { rows: Int32Array; yes: boolean }[] = [];
    for (const { clues, lesson } of items)
      for (const given of lesson.contents)
        for (const pair of this.decisions.contentPairs(clues, lesson)) {
          if (pair.first <= given.last && pair.last >= given.first) continue;
          contentFeatures(clues, lesson, pair, given, f);
          const yes = lesson.contents.some(({ first, last }) => first === pair.first && last === pair.last);
          examples.push({ rows: keep(f), yes });
        }
    for (let epoch = 0; epoch < EPOCHS.more; epoch++)
      for (const k of shuffled(examples.length, epoch + 1))
        teacher.judge(examples[k]!.rows, examples[k]!.yes, this.rate(epoch, EPOCHS.more));
    this.finish('more', teacher);
    this.say(`more: ${examples.length} pairs`);
  }
}
