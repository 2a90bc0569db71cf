/**
 * Which kinds of marks this reader wants to see in a text; kept in this browser.
 *
 * @module
 */
import { KINDS, type Kind } from './marks.ts';

const KEY = 'onrecord.marks';

/** What a kind is called above the text and in the panel. */
export const KIND_NAMES: Record<Kind, string> = {
  event: 'Events',
  claim: 'Statements',
  entity: 'Who',
  place: 'Places',
  time: 'Times',
  quantity: 'Counts',
};

function stored(): string[] {
  try {
    const kinds: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kinds) ? kinds.map(String) : [];
  } catch {
    return [];
  }
}

const hidden = stored();
export const shownMarks: Record<Kind, boolean> = $state(
  Object.fromEntries(KINDS.map((kind) => [kind, !hidden.includes(kind)])) as Record<Kind, boolean>,
);

/** Shows or hides kinds, and keeps it. */
export function showMarks(change: Partial<Record<Kind, boolean>>) {
  Object.assign(shownMarks, change);
  try {
    localStorage.setItem(KEY, JSON.stringify(KINDS.filter((kind) => !shownMarks[kind])));
  } catch {
    // Holds until the page is closed.
  }
}

/** All on, or all off when any is on. */
export function switchMarks() {
  const on = !KINDS.some((kind) => shownMarks[kind]);
  showMarks(Object.fromEntries(KINDS.map((kind) => [kind, on])));
}
