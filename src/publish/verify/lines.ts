/**
 * JSON lines alone: the chain of an export, or readings as `onrecord read --format jsonl` prints them.
 *
 * @module
 */
import { Reading } from '../../record/reading.ts';
import { textId } from '../../report/text.ts';
import { CHAIN_BEGINNING, chainHash, chainOf } from '../chain.ts';
import { Findings, type VerifiedFile } from './types.ts';

/** @param bytes the file, in pieces of any size. */
export async function verifyLines(bytes: AsyncIterable<Uint8Array>): Promise<VerifiedFile> {
  const { items: findings, report } = new Findings();
  const checked = { lines: 0 };
  let head = CHAIN_BEGINNING;
  let isChained: boolean | null = null;
  for await (const { line, isWhole, number } of linesOf(bytes, report)) {
    checked.lines = number;
    const what = `line ${number}`;
    if (!isWhole) report(what, 'breaks off: the file has lost its end');
    const chained = chainOf(line);
    isChained ??= chained !== null;
    if (!isChained) checkReading(line, what, report);
    else if (!chained) report(what, 'has no place in the chain of lines');
    else {
      const hash = chainHash(head, chained.json);
      if (hash !== chained.hash)
        report(what, 'is not what its hash says, or the lines before it are not those that it followed');
      head = chained.hash;
    }
  }
  if (checked.lines === 0) report('the file', 'is empty');
  return {
    kind: 'json-lines',
    findings,
    checked,
    head: isChained ? head : null,
    unchecked: isChained
      ? ['whether lines are missing at the end: compare their number and the last hash']
      : ['whether lines are missing or were made anew: readings by themselves have no chain'],
  };
}

async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  report: Findings['report'],
): AsyncGenerator<{ line: string; isWhole: boolean; number: number }> {
  let rest: Buffer[] = [];
  let number = 0;
  const text = (parts: Buffer[]) => {
    number++;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
    } catch {
      report(`line ${number}`, 'is not UTF-8');
      return Buffer.concat(parts).toString('latin1');
    }
  };
  for await (const chunk of bytes) {
    const piece = Buffer.from(chunk);
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      yield { line: text([...rest, piece.subarray(from, at)]), isWhole: true, number };
      rest = [];
      from = at + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length) yield { line: text(rest), isWhole: false, number };
}

/** A reading by itself: its form, the hash of its text, and that every span holds the words that it says. */
function checkReading(line: string, what: string, report: Findings['report']): void {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    report(what, `is no JSON: ${(error as Error).message}`);
    return;
  }
  const parsed = Reading.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    report(what, `is no reading (${issue?.path.join('.')}: ${issue?.message}) and no line of an export`);
    return;
  }
  checkText(parsed.data, what, report);
}

/** That the text is the one that its hash names, and every span holds the words that it says. */
export function checkText(reading: Reading, what: string, report: Findings['report']): void {
  const { id, text } = reading.report;
  if (textId(text) !== id) report(what, 'its text is not what its hash says');
  const visit = (part: unknown, path: string): boolean => {
    if (typeof part !== 'object' || part === null) return true;
    const { start, end, text: words } = part as { start?: unknown; end?: unknown; text?: unknown };
    const isSpan = typeof start === 'number' && typeof end === 'number' && typeof words === 'string';
    if (isSpan && text.slice(start, end) !== words) {
      report(what, `${path}: its words do not stand where it says`);
      return false;
    }
    return Object.entries(part).every(([name, value]) => visit(value, path ? `${path}.${name}` : name));
  };
  for (const [name, part] of Object.entries(reading)) if (name !== 'report' && !visit(part, name)) return;
}
