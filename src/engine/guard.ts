/**
 * Keeps out of an archive what was removed from it by law, in whatever file it comes in again.
 *
 * @module
 */
import { inputHash } from '../archive/add.ts';
import type { Archive } from '../archive/archive.ts';
import { sha256 } from '../archive/canonical.ts';
import { letIn, type Removed, type Tombstones, tombstonesOf } from '../archive/tombstones.ts';
import type { Collected, CollectedProblem, CollectedReport } from '../collect/types.ts';
import { composeText } from '../report/structure.ts';
import { textId } from '../report/text.ts';

export interface GuardOptions {
  /** Let it in all the same, and say so in the log. */
  again?: boolean | undefined;
  by?: string | undefined;
  clock?: (() => Date) | undefined;
}

/**
 * Passes on what may come in. A removed report comes out as a problem with the reason of its removal, without its
 * bytes; other reports of the same bytes come in, but the bytes are not kept, for the words are in them.
 */
export async function* guardRemoved(
  archive: Archive,
  source: AsyncIterable<Collected>,
  options: GuardOptions = {},
): AsyncGenerator<Collected> {
  const tombstones = await tombstonesOf(archive.db);
  for await (const found of sameBytes(source, tombstones)) {
    await tombstones.refresh(archive.db);
    const removed = found.map((item) => removedOf(item, tombstones));
    const all = [...new Set(removed.filter((one) => one !== null))];
    if (all.length && options.again) {
      await letIn(archive, all, options);
      await tombstones.refresh(archive.db);
      yield* found;
    } else
      for (const [i, item] of found.entries()) {
        if (removed[i]) yield refusal(item, removed[i]);
        else yield all.length && item.capture ? without(item) : item;
      }
  }
}

/** What came in the same bytes, together; one at a time while nothing was ever removed. */
async function* sameBytes(
  source: AsyncIterable<Collected>,
  tombstones: Tombstones,
): AsyncGenerator<Collected[]> {
  let group: Collected[] = [];
  for await (const found of source) {
    const here = group[0]?.capture?.bytes;
    if (group.length && !(here && here === found.capture?.bytes)) {
      yield group;
      group = [];
    }
    group.push(found);
    if (tombstones.isEmpty) {
      yield group;
      group = [];
    }
  }
  if (group.length) yield group;
}

function removedOf(item: Collected, tombstones: Tombstones): Removed | null {
  if (tombstones.isEmpty || !item.capture) return null;
  const blob = sha256(item.capture.bytes);
  if ('problem' in item) return tombstones.removed(blob);
  const { report } = item;
  return tombstones.removed(inputHash(report), textId(composeText(report))) ?? soleOf(blob, tombstones);
}

/** The same bytes again, whatever is read in them now; but of a file of many reports only those that were removed. */
function soleOf(blob: string, tombstones: Tombstones): Removed | null {
  const removed = tombstones.removed(blob);
  return removed && !removed.shared.includes(blob) ? removed : null;
}

function refusal(item: CollectedReport | CollectedProblem, removed: Removed): CollectedProblem {
  const where =
    'problem' in item
      ? { address: item.problem.address, part: item.problem.part, id: item.problem.id }
      : { address: item.capture.address, part: item.capture.part, id: item.id };
  return {
    capture: null,
    problem: {
      ...where,
      code: 'removed',
      reason: `removed from this archive on ${removed.at.slice(0, 10)} by ${removed.by} (${removed.reason})`,
      advice: 'leave it out; --again lets it in',
    },
  };
}

function without(item: Collected): Collected {
  const capture = { ...item.capture!, withheld: true };
  return 'problem' in item ? { ...item, capture } : { ...item, capture };
}
