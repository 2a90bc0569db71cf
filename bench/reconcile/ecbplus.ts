/**
 * Reads ECB+ (Cybulska and Vossen 2014): news documents with event mentions and which of them are one event.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '../../src/index.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Told } from '../../src/reconcile/coreference/coreference.ts';

export interface EcbMention {
  /** Numbers of its words in the document. */
  words: number[];
  /** Name of its cluster; its own where it is annotated with no other. */
  gold: string;
}
export interface EcbDocument {
  name: string;
  /** Topic, and which of its two seminal events: what documents are to be clustered into. */
  subtopic: string;
  words: string[];
  sentence: number[];
  mentions: EcbMention[];
}

const TOKEN = /<token t_id="(\d+)" sentence="(\d+)" number="\d+">([^<]*)<\/token>/g;
const ACTION = /<((?:NEG_)?ACTION_\w+) m_id="(\d+)"[^>]*>([\s\S]*?)<\/\1>/g;
const CHAIN = /<(CROSS_DOC_COREF|INTRA_DOC_COREF) r_id="(\d+)"([^>]*)>([\s\S]*?)<\/\1>/g;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/**
 * All documents of a folder of topics. Mentions are those of sentences with at least one coreference chain: the list of
 * validated sentences, which would be better, is not in the folders.
 */
export function readEcbPlus(folder: string): EcbDocument[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((topic) =>
      readdirSync(join(folder, topic))
        .filter((file) => file.endsWith('.xml'))
        .sort()
        .map((file) => readDocument(topic, file, readFileSync(join(folder, topic, file), 'utf8'))),
    );
}

function readDocument(topic: string, name: string, xml: string): EcbDocument {
  const numberOf = new Map<string, number>();
  const words: string[] = [];
  const sentence: number[] = [];
  for (const [, id, number, word] of xml.matchAll(TOKEN)) {
    numberOf.set(id!, words.length);
    words.push(word!.replace(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? ''));
    sentence.push(Number(number));
  }
  const mentions = new Map<string, EcbMention>();
  for (const [, , id, anchors] of xml.matchAll(ACTION)) {
    const at = [...anchors!.matchAll(/t_id="(\d+)"/g)].flatMap((anchor) => numberOf.get(anchor[1]!) ?? []);
    if (at.length) mentions.set(id!, { words: at, gold: `${name} alone ${id}` });
  }
  const chained = new Set<number>();
  for (const [, kind, id, attributes, sources] of xml.matchAll(CHAIN)) {
    const note = /note="([^"]+)"/.exec(attributes!)?.[1];
    for (const source of sources!.matchAll(/<source m_id="(\d+)"/g)) {
      const mention = mentions.get(source[1]!);
      if (!mention) continue;
      mention.gold = kind === 'CROSS_DOC_COREF' && note ? note : `${name} chain ${id}`;
      chained.add(sentence[mention.words[0]!]!);
    }
  }
  return {
    name,
    subtopic: topic + (name.includes('plus') ? 'plus' : ''),
    words,
    sentence,
    mentions: [...mentions.values()].filter(({ words: [first] }) => chained.has(sentence[first!]!)),
  };
}

/** Reads the text of a document, and finds the tokens of its mentions. */
export function tell(document: EcbDocument, reader: Reader): Told {
  const { text, offset } = layOut(document);
  const analysis = reader.analyse({ text });
  const mentions = document.mentions.map(({ words }) =>
    words.map((word) => tokenAt(analysis.tokens, offset[word]!)),
  );
  return { analysis, mentions };
}

/**
 * The text of a document, a paragraph a sentence, and where each word stands in it. The first sentence of an ECB+
 * document is the address of its page, and is left out.
 */
function layOut({ name, words, sentence, mentions }: EcbDocument) {
  const isAddress =
    name.includes('plus') && !mentions.some(({ words: own }) => own.some((i) => sentence[i] === 0));
  let text = '';
  const offset = words.map((word, i) => {
    if (isAddress && sentence[i] === 0) return 0;
    if (text) text += sentence[i] === sentence[i - 1] ? ' ' : '\n\n';
    const at = text.length;
    text += word;
    return at;
  });
  return { text, offset };
}
