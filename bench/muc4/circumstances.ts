/**
 * When an incident was, and how sure the report is of who did it, as the slots INCIDENT: DATE and PERP: ORGANIZATION
 * CONFIDENCE of MUC-4 want it.
 *
 * @module
 */
import type { Analysis } from '../../src/read/layers.ts';
import { textOf, tokenAt } from '../../src/read/tokens/types.ts';
import { edtfDay, edtfDays } from '../../src/record/edtf.ts';
import type { Claim, Event } from '../../src/record/reading.ts';
import type { Incident } from './incidents.ts';

/** As the keys write them. */
export const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAY = /^(\d{4})-(\d\d)-(\d\d)/;

/** "1990-02-04" as the keys write it: "04 FEB 90". */
function keyDate(day: string): string {
  const [, year, month, date] = DAY.exec(day)!;
  return `${date} ${MONTHS[Number(month) - 1]} ${year!.slice(2)}`;
}

/** The day or stretch that the report gives; else, as the task asks, on or before the day of the report. */
export function dateOf(analysis: Analysis, incident: Incident): string | null {
  const told = incident.events.find(({ time }) => time.edtf && time.basis === 'explicit');
  const edtf = told?.time.edtf;
  const days = edtf ? edtfDays(edtf) : null;
  if (days?.first != null && days.last != null) {
    const [first, last] = [keyDate(edtfDay(days.first)), keyDate(edtfDay(days.last))];
    return first === last ? first : `${first} - ${last}`;
  }
  const filed = analysis.published.value;
  return filed && DAY.test(filed) ? `- ${keyDate(filed)}` : null;
}

const STATE = new Set(['government', 'military']);
const ADMITS = /\b(?:claim\w*|admit\w*|acknowledg\w*|assum\w*|tak\w* responsib\w*|credit)\b/i;
const SUSPECTS = /\b(?:suspect\w*|accus\w*|blam\w*|alleg\w*|attribut\w*|presum\w*|charg\w*|implicat\w*)\b/i;
const PERHAPS = /\b(?:possibl\w*|probabl\w*|might|may have|could have|apparent\w*)\b/i;

/** How an organisation is said to have done it. */
export function confidenceOf(analysis: Analysis, incident: Incident, organization: string): string {
  const named = analysis.names.entities.find((e) =>
    e.mentions.some((m) => m.text.toLowerCase().includes(organization.toLowerCase())),
  );
  const isIts = (claim: Claim) => named !== undefined && claim.source.entity === named.id;
  const claims = incident.events.flatMap((event) => claimsOf(analysis, event));
  const around = incident.events.map((event) => sentenceOf(analysis, event)).join(' ');
  if (claims.some(isIts) || ADMITS.test(around)) return 'CLAIMED OR ADMITTED';
  if (PERHAPS.test(around)) return 'POSSIBLE';
  const accused = incident.accused.has(organization) || SUSPECTS.test(around);
  if (!accused) return 'REPORTED AS FACT';
  const byState = claims.some(({ source }) => {
    const entity = analysis.names.entities.find((e) => e.id === source.entity);
    return (
      entity !== undefined && (STATE.has(entity.kind) || entity.sector === 'GOV' || entity.sector === 'COP')
    );
  });
  return byState ? 'SUSPECTED OR ACCUSED BY AUTHORITIES' : 'SUSPECTED OR ACCUSED';
}

const claimsOf = ({ claims }: Analysis, event: Event) =>
  claims.filter(({ id, source }) => event.claims.includes(id) && source.kind !== 'publisher');

function sentenceOf({ tokens }: Analysis, event: Event): string {
  const sentence = tokens.sentence[tokenAt(tokens, event.trigger.start)]!;
  return textOf(tokens, tokens.sentences[sentence]!, tokens.sentences[sentence + 1]!);
}
