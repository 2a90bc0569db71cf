/**
 * What each layer of `read` may see: everything that the layers before it found.
 *
 * @module
 */
import type { Claim, Event, Place, Published, Quantity, Time } from '../record/reading.ts';
import type { StructuredReport } from '../report/types.ts';
import type { Names } from './names/types.ts';
import type { Syntax } from './syntax/types.ts';
import type { Tokens } from './tokens/types.ts';

export interface Structured {
  readonly report: StructuredReport;
}
export interface Tokenized extends Structured {
  readonly tokens: Tokens;
}
export interface Parsed extends Tokenized {
  readonly syntax: Syntax;
}
export interface Named extends Parsed {
  readonly names: Names;
}
export interface Timed extends Named {
  readonly times: readonly Time[];
  /** When the report was published, after the text itself has been heard. */
  readonly published: Published;
}
export interface Placed extends Timed {
  readonly places: readonly Place[];
}
export interface Counted extends Placed {
  readonly quantities: readonly Quantity[];
}
export interface Attributed extends Counted {
  readonly claims: readonly Claim[];
}
/** All that was found, before it is put into the form of the record. */
export interface Analysis extends Attributed {
  readonly events: readonly Event[];
}
