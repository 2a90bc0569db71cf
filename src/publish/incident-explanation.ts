/**
 * Why an incident holds what it holds, as text.
 *
 * @module
 */
import type { ExplainedIncident, ExplainedPair } from '../archive/incidents-explain.ts';
import { oneLine, sentenceOf } from './sentence.ts';

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

function pairInWords({ report, event, score, veto, features }: ExplainedPair, of = ''): string[] {
  const told = `${report} ${event}${of}`;
  if (veto) return [`    ${told}: kept apart, ${veto}`];
  return [
    `    ${told}: score ${signed(score ?? 0)}`,
    `      ${features.map(({ feature, adds, value }) => `${feature}${value === 1 ? '' : `×${value.toFixed(2)}`} ${signed(adds)}`).join('  ')}`,
  ];
}

export function describeIncidentExplanation({ id, tellings, apart, decisions }: ExplainedIncident): string {
  const lines = [`Incident ${id}: ${tellings.length} tellings`, ''];
  for (const { telling, listed, sameAs, joined, mean } of tellings) {
    lines.push(
      `${telling.report} ${telling.record.event} (${telling.mention})  ${sentenceOf(telling.record)}`,
    );
    lines.push(`    “${oneLine(telling.record.quote.text)}”`);
    if (!listed) lines.push(`    told again in its report${sameAs ? `: goes with ${sameAs}` : ''}`);
    if (mean !== null) lines.push(`    like the others on the whole: ${signed(mean)} (above 0 joins)`);
    for (const pair of joined) lines.push(...pairInWords(pair));
    lines.push('');
  }
  if (apart.length) lines.push('Outside it, nearest first:');
  for (const pair of apart) lines.push(...pairInWords(pair, ` in incident ${pair.incident ?? 'none'}`));
  if (decisions.length) lines.push('', 'Decisions:');
  for (const { n, at, by, kind, reason } of decisions)
    lines.push(`    ${n}  ${at.slice(0, 10)}  ${by}: ${kind} (${oneLine(reason)})`);
  return `${lines.join('\n').trimEnd()}\n`;
}
