/**
 * The difference between two versions of a text: paragraph by paragraph, and word by word within paragraphs that were
 * rewritten.
 *
 * @module
 */
import { diffArrays, diffWordsWithSpace } from 'diff';

export interface DifferenceBlock {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** With more changes than this between two paragraphs they are shown as one removed and one added. */
const MOST_CHANGES = 2000;

/**
 * Blocks in the order of the text: those that are `same` or `removed` make up `before`, those that are `same` or
 * `added` make up `after`, character by character.
 */
export function differenceOf(before: string, after: string): DifferenceBlock[] {
  const blocks: DifferenceBlock[] = [];
  const push = (kind: DifferenceBlock['kind'], text: string) => {
    const last = blocks.at(-1);
    if (text === '') return;
    if (last?.kind === kind) last.text += text;
    else blocks.push({ kind, text });
  };
  const parts = diffArrays(paragraphs(before), paragraphs(after), { maxEditLength: MOST_CHANGES });
  let removed = '';
  const flush = () => {
    push('removed', removed);
    removed = '';
  };
  for (const { value, added, removed: isRemoved } of parts ?? whole(before, after)) {
    const text = value.join('');
    if (isRemoved) removed += text;
    else if (added && removed) {
      const words = diffWordsWithSpace(removed, text, { maxEditLength: MOST_CHANGES });
      for (const word of words ?? [
        { value: removed, removed: true },
        { value: text, added: true },
      ])
        push(
          'removed' in word && word.removed ? 'removed' : 'added' in word && word.added ? 'added' : 'same',
          word.value,
        );
      removed = '';
    } else {
      flush();
      push(added ? 'added' : 'same', text);
    }
  }
  flush();
  return blocks;
}

/** Paragraphs, each with the line ends that follow it. */
const paragraphs = (text: string): string[] => text.match(/[^\n]+\n*|\n+/g) ?? [];

const whole = (before: string, after: string) => [
  { value: [before], removed: true, added: false },
  { value: [after], removed: false, added: true },
];
