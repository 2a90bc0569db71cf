/**
 * How precisely a place is known, by its GeoNames feature code.
 *
 * @module
 */
import type { Place } from '../../record/reading.ts';

const REGIONS: ReadonlySet<string> = new Set([
  'ADM1',
  'CONT',
  'RGN',
  'OCN',
  'SEA',
  'GULF',
  'MTS',
  'DSRT',
  'PEN',
  'STM',
]);

/** A town is a settlement, an airbase is exact, a county a district, a province or sea a region. */
export function precisionOf(feature: string): Place['precision'] {
  if (feature.startsWith('PCL')) return 'country';
  if (REGIONS.has(feature)) return 'region';
  if (feature.startsWith('PPL')) return 'settlement';
  if (feature.startsWith('ADM')) return 'district';
  return 'exact';
}
