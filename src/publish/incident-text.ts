/**
 * Incidents as plain text for a terminal.
 *
 * @module
 */
import type { IncidentLine } from '../record/incident.ts';
import { oneLine } from './sentence.ts';
import { PLAIN, printable, type Style } from './text.ts';

/** "3 reports, 2 origins" */
export function supportInWords({ reports, origins }: Pick<IncidentLine, 'reports' | 'origins'>): string {
  const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  return `${many(reports, 'report')}, ${many(origins, 'origin')}`;
}

/** One entry of a chronology; `day` is shown when it is another than that of the entry before. */
export function describeIncident(line: IncidentLine, day: string | null, style: Style = PLAIN): string {
  const { sentence, counts, contradictions, firstReported, grade, id } = line;
  const first = firstReported?.at
    ? `first ${[firstReported.outlet && oneLine(firstReported.outlet), firstReported.at.slice(0, 10)].filter(Boolean).join(', ')}`
    : null;
  const about = [
    supportInWords(line),
    first,
    ...counts
      .filter(({ relation }) => relation === 'update' || relation === 'disagreement')
      .map(({ measures, relation }) => `${measures}: ${relation}`),
    contradictions ? `${contradictions} contradiction${contradictions === 1 ? '' : 's'}` : null,
    grade ? `graded ${grade.grade}` : null,
    id,
  ];
  const lines = [
    ...(day === null ? [] : ['', style.strong(printable(day))]),
    `  ${printable(sentence)}`,
    `    ${style.quiet(printable(about.filter(Boolean).join('; ')))}`,
  ];
  return `${lines.join('\n')}\n`;
}
