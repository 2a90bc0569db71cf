/**
 * What the API answers about incidents, as schemas; the types of the record must fit them.
 *
 * @module
 */
import { z } from '@hono/zod-openapi';
import { DECISION_KINDS } from '../archive/incidents-rulings.ts';
import { GRADES } from '../record/incident.ts';
import { Event, Quantity, SpanText } from '../record/reading.ts';

const words = z.string().nullable();
const span = z.object(SpanText.shape);

const SupportAnswer = z.object({
  report: z.string(),
  event: z.string(),
  origin: z.string().openapi({ description: 'Id of the origin: copies of one text are one.' }),
  outlet: words.openapi({ description: 'Agency or publisher of the origin.' }),
  source: words.openapi({ description: 'Whom the report names for it; null: the publisher’s own.' }),
  published: words,
  span: span.nullable(),
  quote: span,
});

const told = <T extends z.ZodType>(value: T) => z.object({ value, support: z.array(SupportAnswer) });

const PlaceAnswer = z.object({
  name: z.string(),
  geonames: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  country: words,
  admin1: words,
  precision: z.enum(['exact', 'settlement', 'district', 'region', 'country', 'unknown']),
});

const roles = ['actor', 'recipient', 'instrument', 'beneficiary'] as const;

const CountSummaryAnswer = z.object({
  measures: Quantity.shape.measures,
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  latest: z.array(
    z.object({
      origin: z.string(),
      outlet: words,
      asOf: words,
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  relation: z.enum(['single', 'agreement', 'update', 'disagreement']),
});

const GradeAnswer = z.object({ grade: z.enum(GRADES), reason: z.string(), by: z.string(), at: z.string() });

export const CorrectionAnswer = z.object({
  field: z.string(),
  was: z.unknown(),
  by: z.string(),
  at: z.string(),
  reason: z.string(),
});

export const IncidentLineAnswer = z
  .object({
    id: z.string().openapi({ description: 'Stays while the incident grows.' }),
    type: Event.shape.type,
    mode: words,
    status: Event.shape.status,
    sentence: z
      .string()
      .openapi({ description: 'One neutral sentence, never more certain than its sources.' }),
    when: words.openapi({ description: 'EDTF that all dated tellings allow.' }),
    firstDay: words,
    lastDay: words,
    dateDoubtful: z.boolean(),
    place: PlaceAnswer.nullable(),
    actors: z.array(z.string()),
    recipients: z.array(z.string()),
    counts: z.array(CountSummaryAnswer),
    reports: z.int(),
    origins: z.int().openapi({ description: 'Texts that were written for themselves; copies count once.' }),
    contradictions: z.int(),
    firstReported: z.object({ outlet: words, at: words }).nullable(),
    grade: GradeAnswer.nullable(),
    storyline: words,
    corrected: z.array(CorrectionAnswer),
  })
  .openapi('IncidentLine');

export const MentionAnswer = SupportAnswer.extend({
  mention: z.string().openapi({ description: 'Id of the telling: its report, words and offsets.' }),
  title: words,
  url: words,
  sentence: z.string(),
}).openapi('Mention');

export const IncidentAnswer = IncidentLineAnswer.omit({ contradictions: true, reports: true, origins: true })
  .extend({
    times: z.array(told(z.string())),
    places: z.array(told(PlaceAnswer)),
    participants: z.array(
      told(z.object({ name: z.string(), kind: words, role: z.enum(roles), label: z.boolean() })),
    ),
    figures: z.array(
      z.object({
        measures: Quantity.shape.measures,
        unit: words,
        value: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        operator: Quantity.shape.operator,
        asOf: words,
        countedBy: words,
        support: SupportAnswer,
      }),
    ),
    contradictions: z.array(
      z.object({
        field: z.enum(['actor', 'recipient', 'place', 'time', 'count', 'status']),
        words: z.string(),
        sides: z.array(told(z.string())),
      }),
    ),
    facts: z.object({
      reports: z.int(),
      origins: z.int(),
      outlets: z.array(z.string()),
      namedSources: z.array(z.string()),
      officials: z.array(z.string()),
      admissions: z.array(z.string()),
      denials: z.array(z.string()),
    }),
    origins: z.array(z.object({ id: z.string(), outlet: words, reports: z.array(z.string()) })),
    mentions: z.array(MentionAnswer),
    formerly: z.array(z.string()).openapi({ description: 'Ids that lead here.' }),
  })
  .openapi('Incident');

export const DecisionAnswer = z
  .object({
    n: z.int(),
    at: z.string(),
    by: z.string(),
    kind: z.enum([...DECISION_KINDS, 'undo']),
    reason: z.string(),
    target: z.record(z.string(), z.unknown()),
    undone: z.int().nullable().openapi({ description: 'Number of the decision that undid it.' }),
    orphaned: z
      .boolean()
      .openapi({ description: 'Its words are no longer read as they were: it is kept, and has no effect.' }),
  })
  .openapi('Decision');

export const DecidedAnswer = z.object({
  decision: DecisionAnswer,
  incidents: z.array(z.string()).openapi({ description: 'Where its tellings are now.' }),
});

export const DoubtfulPairAnswer = z
  .object({
    a: MentionAnswer,
    b: MentionAnswer,
    score: z.number().openapi({ description: 'Log-odds that the two are one event.' }),
    features: z.record(z.string(), z.number()),
    incidentA: words,
    incidentB: words,
  })
  .openapi('DoubtfulPair');

export const DecisionBody = z.object({
  kind: z.enum(DECISION_KINDS),
  reason: z.string().min(1).max(2000),
  a: z.string().max(100).optional().openapi({ description: 'A telling, or "report/event".' }),
  b: z.string().max(100).optional(),
  incidents: z.array(z.string().max(100)).max(50).optional(),
  incident: z.string().max(100).optional(),
  mentions: z.array(z.string().max(100)).max(5000).optional(),
  report: z.string().max(100).optional(),
  to: z.string().max(100).nullable().optional().openapi({ description: 'Where it is moved; null: apart.' }),
  field: z.string().max(100).optional(),
  value: z.unknown().optional(),
  grade: z.string().max(100).optional(),
});

const pair = z.object({
  mention: z.string(),
  report: z.string(),
  event: z.string(),
  score: z.number().nullable().openapi({ description: 'Log-odds that the two are one event; null: a veto.' }),
  veto: words,
  features: z.array(
    z.object({ feature: z.string(), value: z.number(), weight: z.number(), adds: z.number() }),
  ),
});

export const ExplainedIncidentAnswer = z
  .object({
    id: z.string(),
    tellings: z.array(
      z.object({
        mention: z.string(),
        report: z.string(),
        event: z.string(),
        sentence: z.string(),
        quote: span,
        listed: z.boolean(),
        sameAs: words,
        joined: z.array(pair),
        mean: z.number().nullable(),
      }),
    ),
    apart: z.array(pair.extend({ incident: words, to: z.string() })),
    decisions: z.array(DecisionAnswer.omit({ undone: true, orphaned: true })),
  })
  .openapi('ExplainedIncident');

const because = z.object({ text: z.string(), because: z.string() });

export const ExplainedEventAnswer = z
  .object({
    event: z.string(),
    statement: z.string(),
    rule: z.string(),
    quote: z.string(),
    fields: z.array(z.object({ field: z.string(), says: z.string(), because: z.string() })),
    how: z
      .object({
        sentence: span,
        tree: z.array(
          z.object({
            word: z.string(),
            lemma: z.string(),
            tag: z.string(),
            relation: z.string(),
            head: z.string(),
            depth: z.int(),
          }),
        ),
        rule: z.string(),
        roles: z.array(because.extend({ role: z.string() })),
        status: z.object({ status: z.string(), because: z.string() }),
        place: z.array(z.object({ text: z.string(), chance: z.number() })),
        rejected: z.array(because),
      })
      .nullable(),
  })
  .openapi('ExplainedEvent');

export const StorylineAnswer = z
  .object({
    id: z.string(),
    actor: z.string().openapi({ description: 'Who takes part in all of it.' }),
    area: words.openapi({ description: 'The region, or else the country.' }),
    country: words,
    first: words,
    last: words,
    incidents: z.int(),
    reports: z.int(),
    origins: z.int(),
  })
  .openapi('Storyline');
