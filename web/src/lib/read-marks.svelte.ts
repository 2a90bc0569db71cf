/**
 * Which reports were read, kept in this browser only: the last twenty thousand.
 *
 * @module
 */
import { SvelteSet } from 'svelte/reactivity';

const KEY = 'onrecord.read';
const MOST = 20_000;

function stored(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.map(String) : [];
  } catch {
    return [];
  }
}

/** Keys of the reports that were read. */
export const readReports = new SvelteSet<string>(stored());

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify([...readReports].slice(-MOST)));
  } catch {
    // Known until the page is closed.
  }
}

export function markRead(...ids: string[]) {
  if (ids.every((id) => readReports.has(id))) return;
  for (const id of ids) readReports.add(id);
  keep();
}

export function markUnread(...ids: string[]) {
  for (const id of ids) readReports.delete(id);
  keep();
}
