/**
 * What makes a person a public one: an office in the state, an armed force, a party, a court or an organization. It is
 * no list of `knowledge/`, since a change of it must not have every report read again.
 *
 * @module
 */

/** PLOVER sectors whose members act for it in public. The others (civilians, teachers, doctors, refugees, …) do not. */
export const PUBLIC_SECTORS: readonly string[] = [
  'GOV',
  'MIL',
  'LEG',
  'JUD',
  'IGO',
  'COP',
  'SPY',
  'PTY',
  'OPP',
  'REB',
  'PRM',
  'UAF',
];

/** Nouns of a role by which somebody speaks or answers for others: "head of the Red Cross", "union leader". */
const OFFICES =
  /\b(?:president|premier|minister|chancellor|king|queen|prince|princess|emir|sultan|pope|cardinal|archbishop|bishop|ayatollah|grand mufti|patriarch|governor|mayor|senator|deputy|congress(?:man|woman)|lawmaker|parliamentarian|mp|politician|candidate|ambassador|envoy|diplomat|consul|secretary|commissioner|representative|coordinator|rapporteur|spokes(?:man|woman|person)|leader|chief|head|chair|chair(?:man|woman|person)|director|executive|ceo|commander|general|admiral|colonel|major|brigadier|captain|lieutenant|judge|justice|magistrate|prosecutor|attorney general|sheriff|ombudsman|editor|dean|rector|founder)s?\b/i;

/** "43-year-old school teacher" is none, "former deputy head of the union" is one. */
export const isOffice = (role: string): boolean => OFFICES.test(role) && !PRIVATE.test(role);

/** "deputy head teacher", "head nurse", "chief cook": not known beyond where they work. */
const PRIVATE =
  /\b(?:teacher|nurse|cook|waiter|clerk|mechanic|driver|farmer|shopkeeper|student|pupil|villager|resident|household|family)s?\b/i;
