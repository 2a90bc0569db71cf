/**
 * Where a publisher is at home, as far as its name and address tell: a local paper means the places around it.
 *
 * @module
 */
import type { StructuredReport } from '../../report/types.ts';
import { fineKey } from './gazetteer/keys.ts';
import type { Candidate, World } from './world.ts';

export interface Home {
  /** ISO country of the address ("…co.uk"), or ''. */
  readonly country: string;
  /** Whether the address is one of those that hardly any but American papers of towns use. */
  readonly general: boolean;
  /** Letters of publisher and host, without gaps. */
  readonly letters: string;
  /** Towns that the address begins with ("concordmonitor.com"). */
  readonly towns: readonly Candidate[];
}

const COUNTRY_BY_DOMAIN: Readonly<Record<string, string>> = { uk: 'GB', eu: '' };
/** Words that newspapers add to their town. */
const PAPER =
  /(?:online|local|daily|weekly|evening|morning|sunday)?(?:news|newspapers?|times|post|herald|tribune|gazette|journal|star|sun|globe|mail|express|telegraph|guardian|observer|independent|mirror|press|today|register|review|monitor|advocate|leader|record|courier|chronicle|sentinel|reporter|citizen|live|banner|democrat|republican|republic|enquirer|examiner|dispatch|eagle|argus|echo|standard|bulletin|advertiser|beacon|messenger|pi|tv|fm|radio|newssun|sentinelreview|dailynews)+$/;

export function homeOf(report: StructuredReport, world: World): Home {
  const host = /^(?:https?:\/\/)?(?:www\d?\.)?([^/:?#]+)/.exec(report.url?.toLowerCase() ?? '')?.[1] ?? '';
  const labels = host.split('.');
  const end = labels.length > 1 ? labels.at(-1)! : '';
  const code = end.length === 2 ? (COUNTRY_BY_DOMAIN[end] ?? end.toUpperCase()) : '';
  const own =
    labels.length > 1 ? labels[labels.length - (/^(?:co|com|org|net)$/.test(labels.at(-2)!) ? 3 : 2)] : '';
  const letters = `${report.publisher ?? ''} ${host}`.toLowerCase().replace(/[^a-z]/g, '');
  const town = (own ?? '').replace(/^the/, '').replace(PAPER, '').replace(/-$/, '');
  const towns =
    own && town.length > 3 && town !== own
      ? world.find(fineKey(town)).filter(({ match, feature }) => match === 0 && feature.startsWith('PPL'))
      : [];
  return {
    country: world.countries.has(code) ? code : '',
    general: end.length === 3,
    letters,
    towns,
  };
}

/** Whether the publisher bears a place's name. */
export const bears = ({ letters }: Home, key: string) =>
  key.length > 3 && letters.length > 4 && letters.includes(key.replace(/ /g, ''));
