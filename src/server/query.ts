/**
 * Queries of the API as schemas: one set of filters for every list.
 *
 * @module
 */
import { z } from '@hono/zod-openapi';
import type { Filter } from '../archive/filter.ts';
import { MOST_LIMIT } from '../archive/pages.ts';
import { EVENT_STATUSES, EVENT_TYPES } from '../record/vocabulary.ts';

const words = (description: string, example?: string) =>
  z
    .string()
    .max(500)
    .optional()
    .openapi({ description, ...(example ? { example } : {}) });

export const FilterQuery = z.object({
  q: words(
    'Words, "phrases", OR between alternatives, - before what must not be; place: actor: source: type: date: published: outlet: before a value (docs/search.md).',
    'ceasefire OR truce place:Homs date:2016-02/2016-03',
  ),
  from: words('First day, month or year.', '2020-08'),
  to: words('Last day, month or year.', '2020-08-31'),
  place: words('A place, a region, or a country by name or two-letter code.', 'Beirut'),
  actor: words('Words of the name of somebody who takes part.'),
  source: words('Words of the name of somebody on whose word it is.'),
  type: words(`Event types, separated by commas: ${EVENT_TYPES.join(', ')}.`, 'ASSAULT,PROTEST'),
  status: words(`Statuses, separated by commas: ${EVENT_STATUSES.join(', ')}.`),
  outlet: words('Words of the name or address of the publisher.'),
  report: words('Key of a report.'),
});

/** What only files take. */
export const ofExports = {
  unmasked: z
    .enum(['0', '1'])
    .optional()
    .openapi({ description: '1: with the names of private persons; for reviewers and above.' }),
};
export const ExportQuery = FilterQuery.extend(ofExports);

export const PageQuery = FilterQuery.extend({
  cursor: z.string().max(500).optional().openapi({ description: '`next` of the page before.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_LIMIT)
    .optional()
    .openapi({ description: 'Items on a page.', default: 50 }),
});

export const PlacedQuery = PageQuery.extend({
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .openapi({ description: 'Items to pass over, for a page from anywhere in the list; not with a cursor.' }),
});

/** A filter from a query; the empty string of a form's field counts as not given. */
export function filterOfQuery(query: z.infer<typeof FilterQuery>): Filter {
  const { type, status, ...rest } = query;
  const several = (value: string | undefined) =>
    value
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  return { ...rest, type: several(type), status: several(status)?.map((name) => name.toLowerCase()) };
}
