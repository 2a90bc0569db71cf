/**
 * Other programs that do a part of what Onrecord does, for a comparison of speed on the same texts.
 *
 * @module
 */
import type { ItsFunction } from 'wink-nlp';

export interface Peer {
  name: string;
  /** What it does of the text; Onrecord does all of it, and attribution, counts, coordinates and events. */
  does: string;
  open(): Promise<(text: string) => unknown>;
}

export const PEERS: Peer[] = [
  {
    name: 'chrono-node',
    does: 'finds dates and resolves them',
    async open() {
      const { parse } = await import('chrono-node');
      const reference = new Date(Date.UTC(1990, 0, 1, 12));
      return (text) => parse(text, reference);
    },
  },
  {
    name: 'wink-nlp',
    does: 'tokens, sentences, parts of speech, lemmas; entities by rules (dates, numbers); no names of persons or places',
    async open() {
      const [{ default: winkNLP }, { default: model }] = await Promise.all([
        import('wink-nlp'),
        import('wink-eng-lite-web-model'),
      ]);
      const nlp = winkNLP(model);
      const { its } = nlp;
      // What it takes is more than its types say.
      const [pos, lemma] = [its.pos, its.lemma] as unknown as ItsFunction<string>[];
      return (text) => {
        const doc = nlp.readDoc(text);
        return [doc.tokens().out(pos), doc.tokens().out(lemma), doc.entities().out(its.detail)];
      };
    },
  },
  {
    name: 'compromise',
    does: 'tokens, sentences, parts of speech; people, places, organisations, numbers',
    async open() {
      const { default: nlp } = await import('compromise');
      return (text) => {
        const doc = nlp(text);
        const found = [doc.people(), doc.places(), doc.organizations(), doc.numbers()];
        return found.map((view) => view.out('array'));
      };
    },
  },
];
