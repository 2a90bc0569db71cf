/**
 * How often something on record was changed from this page: what shows the record asks again when it was.
 *
 * @module
 */
export const changes = $state({ count: 0 });
