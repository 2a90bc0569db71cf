/** Great-circle distance in kilometres between two points in degrees (haversine, mean radius 6371 km). */
export function distanceKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const radians = Math.PI / 180;
  const across = Math.sin(((lon2 - lon1) * radians) / 2) ** 2;
  const along = Math.sin(((lat2 - lat1) * radians) / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(along + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * across));
}
