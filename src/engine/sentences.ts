/**
 * Incidents with their sentences.
 *
 * @module
 */
import { type IncidentParts, type IncidentRecord, mentionFrom } from '../archive/incidents-record.ts';
import type { DoubtfulPair } from '../archive/incidents-review.ts';
import { createIncidentSentence, type IncidentSentence } from '../publish/incident-sentence.ts';
import { sentenceOf } from '../publish/sentence.ts';
import type { Incident, IncidentLine } from '../record/incident.ts';
import { loadKnowledge } from './knowledge.ts';

let sentence: IncidentSentence | undefined;

/** The lists are read at the first call. */
function sentenceOfIncident(incident: Parameters<IncidentSentence>[0]): string {
  sentence ??= createIncidentSentence(loadKnowledge('incidents'));
  return sentence(incident);
}

/** A line as lists show it. */
export function stateIncident({ wording, ...line }: IncidentRecord): IncidentLine {
  return { ...line, sentence: sentenceOfIncident({ ...line, wording }) };
}

/** An incident with all that is told of it, each telling as a sentence of its own. */
export function stateWhole({ wording, mentions, ...parts }: IncidentParts): Incident {
  const stated = {
    ...parts,
    wording,
    origins: parts.facts.origins,
    contradictions: parts.contradictions.length,
  };
  return {
    ...parts,
    sentence: sentenceOfIncident(stated),
    mentions: mentions.map(stateMention),
  };
}

const stateMention = ({
  record,
  ...mention
}: IncidentParts['mentions'][number]): Incident['mentions'][number] => ({
  ...mention,
  sentence: sentenceOf(record),
});

/** A doubtful pair, each side as a telling with its sentence. */
export function statePair({ a, b, features, ...pair }: DoubtfulPair) {
  const sides = { a: stateMention(mentionFrom(a)), b: stateMention(mentionFrom(b)) };
  return { ...sides, features: { ...features } as Record<string, number>, ...pair };
}
