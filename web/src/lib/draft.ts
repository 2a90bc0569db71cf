/**
 * What is being typed, kept for this tab: a server that is gone or a page that is left loses no typing.
 *
 * @module
 */
const name = (field: string) => `onrecord.draft.${field}`;

export const draft = {
  /** What was typed there last; empty when nothing was. */
  text(field: string): string {
    try {
      return sessionStorage.getItem(name(field)) ?? '';
    } catch {
      return '';
    }
  },
  /** Keeps it; empty forgets it. */
  keep(field: string, text: string) {
    try {
      if (text) sessionStorage.setItem(name(field), text);
      else sessionStorage.removeItem(name(field));
    } catch {
      // It stays in the field all the same, until the page is left.
    }
  },
};
