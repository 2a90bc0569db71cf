import type { Reading } from '../src/record/reading.ts';

/** Paths of all spans of a reading whose words are not those of the report at their offsets. */
export function wrongSpans(reading: Reading): string[] {
  const { text } = reading.report;
  const wrong: string[] = [];
  const visit = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, `${path}[${i}]`);
    else if (value && typeof value === 'object') {
      const span = value as { start?: unknown; end?: unknown; text?: unknown };
      if (typeof span.start === 'number' && typeof span.end === 'number') {
        const inside = span.start >= 0 && span.start < span.end && span.end <= text.length;
        const same = typeof span.text !== 'string' || text.slice(span.start, span.end) === span.text;
        if (!inside || !same) wrong.push(path);
      }
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    }
  };
  visit({ ...reading, report: { ...reading.report, text: undefined } }, '');
  return wrong;
}
