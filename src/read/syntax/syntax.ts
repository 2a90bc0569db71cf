import type { Tokenized } from '../layers.ts';
import type { Models } from '../resources.ts';
import type { Syntax } from './types.ts';

/** Makes the tagger and parser from their weights. */
export function createParser(_models: Models): (doc: Tokenized) => Syntax {
  return ({ tokens }) => {
    const n = tokens.length;
    return {
      upos: new Uint8Array(n),
      xpos: tokens.form.map(() => 'NN'),
      lemma: tokens.lower,
      head: new Int32Array(n).fill(-1),
      relation: tokens.form.map(() => 'dep'),
      firstChild: new Int32Array(n).fill(-1),
      nextSibling: new Int32Array(n).fill(-1),
      subtreeStart: Int32Array.from(tokens.form, (_, i) => i),
      subtreeEnd: Int32Array.from(tokens.form, (_, i) => i + 1),
    };
  };
}
