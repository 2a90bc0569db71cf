/**
 * Distances on the earth.
 *
 * @module
 */

const RADIUS = 6371;
const RADIANS = Math.PI / 180;

/** Great-circle distance in kilometres (haversine). */
export function kilometres(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const x =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 +
    Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.sin(((lon2 - lon1) * RADIANS) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, x)));
}
