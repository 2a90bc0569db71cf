/**
 * Incidents as files. Each writes exactly the incidents that it is given, in their order.
 *
 * @module
 */
import type { CountSummary, IncidentLine, IncidentPlace } from '../record/incident.ts';
import { supportInWords } from './incident-text.ts';
import { type Columns, listCsv, listJson } from './lists.ts';
import { oneLine } from './sentence.ts';

type Lines = AsyncIterable<IncidentLine>;

interface IncidentForm {
  mediaType: string;
  write(lines: Lines): AsyncGenerator<string>;
}

const several = (items: readonly string[]) => items.map(oneLine).join('; ');

/** "killed 3 to 5 (disagreement)" */
function countInCell({ measures, lowest, highest, relation }: CountSummary): string {
  const bounds = lowest === highest ? `${lowest ?? '?'}` : `${lowest ?? '?'} to ${highest ?? '?'}`;
  return `${measures} ${bounds} (${relation})`;
}

/** "place (read as Mosul)": what a person set, and what the machine had. */
function correctedInCell({ field, was }: IncidentLine['corrected'][number]): string {
  const words = Array.isArray(was)
    ? was.join(', ')
    : typeof was === 'object'
      ? (was as IncidentPlace | null)?.name
      : was;
  return `${field} (read as ${words || 'nothing'})`;
}

/** Columns in their order; `docs/incidents.md` says what each holds. */
const COLUMNS: Columns<IncidentLine> = [
  ['incident', (i) => i.id],
  ['first_day', (i) => i.firstDay],
  ['last_day', (i) => i.lastDay],
  ['time', (i) => i.when],
  ['date_doubtful', (i) => (i.dateDoubtful ? 'yes' : 'no')],
  ['type', (i) => i.type],
  ['mode', (i) => i.mode],
  ['status', (i) => i.status],
  ['actors', (i) => several(i.actors)],
  ['recipients', (i) => several(i.recipients)],
  ['place', (i) => i.place?.name ?? null],
  ['admin1', (i) => i.place?.admin1 ?? null],
  ['country', (i) => i.place?.country ?? null],
  ['latitude', (i) => i.place?.lat ?? null],
  ['longitude', (i) => i.place?.lon ?? null],
  ['geonames', (i) => i.place?.geonames ?? null],
  ['place_precision', (i) => i.place?.precision ?? null],
  ['counts', (i) => i.counts.map(countInCell).join('; ')],
  ['reports', (i) => i.reports],
  ['origins', (i) => i.origins],
  ['contradictions', (i) => i.contradictions],
  ['first_outlet', (i) => i.firstReported?.outlet ?? null],
  ['first_reported', (i) => i.firstReported?.at ?? null],
  ['grade', (i) => i.grade?.grade ?? null],
  ['grade_reason', (i) => i.grade?.reason ?? null],
  ['storyline', (i) => i.storyline],
  ['corrected', (i) => several(i.corrected.map(correctedInCell))],
  ['statement', (i) => i.sentence],
];

const FORMS = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: (lines) => listCsv(lines, COLUMNS) },
  json: { mediaType: 'application/json', write: listJson },
  jsonl: { mediaType: 'application/jsonl', write: jsonLines },
  geojson: { mediaType: 'application/geo+json', write: geojson },
  md: { mediaType: 'text/markdown; charset=utf-8', write: markdown },
} satisfies Record<string, IncidentForm>;

export type IncidentFormName = keyof typeof FORMS;
export const INCIDENT_FORMS = Object.keys(FORMS) as IncidentFormName[];
export const incidentForm = (name: IncidentFormName): IncidentForm => FORMS[name];

async function* jsonLines(lines: Lines): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** RFC 7946: one Feature an incident; one without coordinates has no geometry. */
async function* geojson(lines: Lines): AsyncGenerator<string> {
  let between = '{"type":"FeatureCollection","features":[';
  for await (const line of lines) {
    const { place, id, ...properties } = line;
    const located = place && place.lat !== null && place.lon !== null;
    yield between +
      JSON.stringify({
        type: 'Feature',
        id,
        geometry: located ? { type: 'Point', coordinates: [place.lon, place.lat] } : null,
        properties: { ...properties, place },
      });
    between = ',\n';
  }
  yield between === ',\n' ? ']}\n' : `${between}]}\n`;
}

async function* markdown(lines: Lines): AsyncGenerator<string> {
  yield '# Chronology\n\nWhat was reported, on whose word; not what is true. Copies of one text are one origin.\n';
  let day: string | null = null;
  let count = 0;
  for await (const line of lines) {
    const when = line.when ?? 'undated';
    count++;
    if (when !== day) yield `\n## ${when}\n\n`;
    day = when;
    const grade = line.grade ? `, graded ${line.grade.grade}: ${line.grade.reason}` : '';
    yield `- ${escaped(line.sentence)} *${supportInWords(line)}${escaped(grade)}; incident ${line.id}*\n`;
  }
  if (count === 0) yield '\nNo incidents.\n';
}

/** Text in which nothing is Markdown or HTML. */
const escaped = (text: string) => oneLine(text).replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&');
