/**
 * Puts a report that came in into canonical form: one text, and blocks that say what each stretch of it is.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../knowledge/table.ts';
import type { Block, Range } from '../record/reading.ts';
import { datedLine, findDateline } from './dateline.ts';
import { paragraphsOf } from './paragraphs.ts';
import { canonicalText, textId } from './text.ts';
import type { DatelineParts, IncomingReport, StructuredReport } from './types.ts';

/** Longest headline, in code units. */
const LONGEST_TITLE = 220;
const LONGEST_DECK = 400;
const BYLINE = /^(?:by|from|reporting by|written by)\s+(\p{Lu}[^.!?\n]{2,80})$/iu;

/** Makes the function that structures reports, knowing the page furniture and agencies of `knowledge/report/`. */
export function createStructure(knowledge: Knowledge): (incoming: IncomingReport) => StructuredReport {
  const furniture = furnitureOf(knowledge);
  const agencies = new Set(
    tableOf(knowledge, 'report/agencies.tsv').map((row) => row.cells['agency']!.toLowerCase()),
  );

  return (incoming) => {
    const text = composeText(incoming);
    const paragraphs = paragraphsOf(text);
    const blocks: Block[] = [];
    const stated = (value: string | null | undefined) => value && canonicalText(value).trim();
    let title = stated(incoming.title) || null;
    let deck = stated(incoming.deck) || null;
    let byline = stated(incoming.byline) || null;
    let dateline: DatelineParts | null = null;
    const captions = new Set(incoming.captions?.map(stated));
    let agency: string | null = null;
    let inHead = true;

    for (const [i, range] of paragraphs.entries()) {
      const words = text.slice(range.start, range.end);
      const push = (kind: Block['kind'], part: Range = range) =>
        blocks.push({ start: part.start, end: part.end, kind });
      const saysBy = BYLINE.exec(words);
      const filed = inHead ? findDateline(text, range, agencies) : null;
      const dated = inHead ? datedLine(words) : null;
      const unfinished = i + 1 < paragraphs.length && !/[.!?]["'”’)]?$/.test(words);

      if (furniture(words)) push('boilerplate');
      else if (captions.has(words) || isCredited(words)) push('caption');
      else if (!inHead) push(LIST_ITEM.test(words) ? 'list' : 'paragraph');
      else if (words === title) push('title');
      else if (words === deck) push('deck');
      else if (words === byline || saysBy) {
        byline ??= saysBy![1]!.trim();
        push('byline');
      } else if (dated) {
        agency = dated.agency;
        push('byline');
      } else if (filed) {
        dateline = filed;
        agency = filed.agency ?? agency;
        inHead = false;
        push('dateline', filed);
        const rest = trimStart(text, { start: filed.end, end: range.end });
        if (rest.end > rest.start) push('paragraph', rest);
      } else if (!title && unfinished && words.length <= LONGEST_TITLE) {
        title = words;
        push('title');
      } else if (
        title &&
        !deck &&
        unfinished &&
        words.length <= LONGEST_DECK &&
        blocks.at(-1)?.kind === 'title'
      ) {
        deck = words;
        push('deck');
      } else {
        inHead = false;
        push('paragraph');
      }
    }

    return {
      id: textId(text),
      text,
      language: incoming.language ?? 'en',
      title,
      deck,
      byline,
      publisher: stated(incoming.publisher) || agency,
      url: stated(incoming.url) || null,
      dateline,
      published: incoming.published ?? null,
      ...(incoming.publishedDoubt && { publishedDoubt: incoming.publishedDoubt }),
      blocks,
    };
  };
}

/** A line that credits a picture: "Marchers in Lima. Photo: EFE", "Photo by Ana Ruiz", "(File photo/AP)". */
const isCredited = (line: string) => line.length <= LONGEST_DECK && CREDITS.some((form) => form.test(line));
const CREDITS = [
  /^[([]?(?:file )?(?:photo(?:graph)?|picture|image)s?(?: credit)?(?::| by |\/)/i,
  /(?:^|[.!?:)”"([] ?)(?:file )?(?:photo(?:graph)?|picture|image)s?(?: credit)?(?:: ?| by |\/)\p{Lu}[^.!?:]{0,60}$/iu,
];

const LIST_ITEM = /^(?:[-–•*·]\s|\d{1,2}[.)]\s)/;

/** The canonical text: what the sender gave as title, deck and byline stands at its head unless the text has it. */
export function composeText({ text, title, deck, byline }: IncomingReport): string {
  const body = canonicalText(text);
  const head = [title, deck, byline]
    .map((part) => (part ? canonicalText(part).trim() : ''))
    .filter((part) => part && !body.slice(0, 2000).includes(part));
  return [...head, body].join('\n\n');
}

/** Whether a line is page furniture: see `knowledge/report/furniture.tsv`. */
function furnitureOf(knowledge: Knowledge): (line: string) => boolean {
  const whole = new Set<string>();
  const beginnings: string[] = [];
  for (const row of tableOf(knowledge, 'report/furniture.tsv')) {
    const line = row.cells['line']!.toLowerCase();
    if (line.endsWith('*')) beginnings.push(line.slice(0, -1));
    else whole.add(line);
  }
  return (line) => {
    if (line.length > 120) return false;
    const said = line.toLowerCase().replace(/[\s.:…!|»›]+$/, '');
    return whole.has(said) || beginnings.some((beginning) => said.startsWith(beginning));
  };
}

function trimStart(text: string, { start, end }: Range): Range {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at++;
  return { start: at, end };
}
