/**
 * Decisions: made at once on screen, sent meanwhile, said in a notice that takes them back.
 *
 * @module
 */
import { type Decided, type Decision, type DecisionKind, decide, undoDecision } from './api.ts';
import { changes } from './changes.svelte.ts';
import { notices } from './notice.svelte.ts';

export const KIND_WORDS: Record<Decision['kind'], string> = {
  same: 'Said to be one incident',
  different: 'Said to be two incidents',
  unsure: 'Left open',
  merge: 'Incidents put together',
  split: 'Tellings set apart',
  move: 'Tellings moved',
  correct: 'Field corrected',
  reject: 'Telling taken out',
  grade: 'Grade set',
  accept: 'Accepted as it is',
  undo: 'A decision undone',
};

/** What a decision came to, beyond its kind: the grade, the field. */
export function targetWords({ target }: Decision): string {
  const { grade, field, value } = target as { grade?: string; field?: string; value?: unknown };
  if (typeof grade === 'string') return grade;
  if (typeof field === 'string')
    return `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  return '';
}

interface Made {
  kind: DecisionKind;
  reason: string;
  target: object;
  /** What the notice says. */
  words: string;
  /** After it is made, and again after it is undone. */
  settled?: (decided: Decided) => void;
  /** Puts the screen back as it was, when it could not be made. */
  revert?: () => void;
  /** Puts the screen back when it is undone; `settled` follows. */
  undone?: () => void;
}

/** Sends a decision; what fails is said, and nothing typed is lost. True when it was made. */
export async function make({ kind, reason, target, words, settled, revert, undone }: Made): Promise<boolean> {
  const sending = decide(kind, reason, target);
  const undo = async () => {
    undone?.();
    try {
      const decided = await undoDecision((await sending).decision.n);
      settled?.(decided);
      changes.count++;
      // What was decided meanwhile can be taken back too: its notice stays.
      if (!notices.current?.undo)
        notices.say({ words: `Undone: ${words.charAt(0).toLowerCase()}${words.slice(1)}` });
    } catch (error) {
      notices.say({ words: `It could not be undone. ${(error as Error).message}`, failed: true });
    }
  };
  notices.say({ words, undo });
  try {
    const decided = await sending;
    settled?.(decided);
    changes.count++;
    return true;
  } catch (error) {
    notices.forget(undo);
    revert?.();
    notices.say({ words: `It was not kept. ${(error as Error).message}`, failed: true });
    return false;
  }
}
