/**
 * Land and borders (Natural Earth, public domain, by way of world-atlas), drawn in Mercator on the unit square: x and y
 * run from 0 to 1, north is 0. A file is asked for when something is drawn with it, and once.
 *
 * @module
 */
import { geoArea, geoContains, geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fine from 'world-atlas/countries-10m.json?url';
import middle from 'world-atlas/countries-50m.json?url';
import coarse from 'world-atlas/countries-110m.json?url';

/** One country, or the part of it that is one piece of land. */
interface Piece {
  path: Path2D;
  /** Box on the unit square: left, top, right, bottom. */
  box: readonly [number, number, number, number];
}

export interface Country {
  name: string;
  pieces: Piece[];
  contains: (lon: number, lat: number) => boolean;
}

export interface Land {
  countries: Country[];
  borders: Path2D;
}

export type Detail = 'coarse' | 'middle' | 'fine';
const FILES: Record<Detail, string> = { coarse, middle, fine };
const loaded = new Map<Detail, Promise<Land>>();

/** The scale at which the whole world is one unit wide. */
const projection = geoMercator()
  .scale(1 / (2 * Math.PI))
  .translate([0.5, 0.5])
  .precision(0);

/** Where a point of the earth stands on the unit square. */
export function unitOf(lon: number, lat: number): [number, number] {
  return projection([lon, Math.max(-84, Math.min(84, lat))]) ?? [0.5, 0.5];
}

/** The point of the earth at a place on the unit square. */
export const earthOf = (x: number, y: number): [number, number] => projection.invert!([x, y]) ?? [0, 0];

export function landOf(detail: Detail): Promise<Land> {
  let land = loaded.get(detail);
  if (!land) {
    land = load(FILES[detail]);
    loaded.set(detail, land);
    land.catch(() => loaded.delete(detail)); // Another attempt may do better.
  }
  return land;
}

type Countries = { countries: GeometryCollection<{ name: string }> };

async function load(address: string): Promise<Land> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error('The map did not come. Is the server still there?');
  const topology = (await answer.json()) as Topology<Countries>;
  const { countries } = topology.objects;
  const draw = geoPath(projection);
  const pathOf = (shape: Parameters<typeof draw>[0]) => {
    const path = new Path2D();
    geoPath(projection, path as unknown as CanvasRenderingContext2D)(shape);
    return path;
  };
  return {
    countries: feature(topology, countries).features.map((country) => {
      const pieces = piecesOf(country.geometry);
      return {
        name: country.properties.name,
        contains: (lon: number, lat: number) => pieces.some((piece) => geoContains(piece, [lon, lat])),
        pieces: pieces.map((piece) => {
          const [[left, top], [right, bottom]] = draw.bounds(piece);
          return { path: pathOf(piece), box: [left, top, right, bottom] as const };
        }),
      };
    }),
    borders: pathOf(mesh(topology, countries, (a, b) => a !== b)),
  };
}

/**
 * A country of many islands piece by piece, so that what is out of sight need not be drawn. A ring that has shrunk to a
 * point (three of the Maldives) reads as the whole globe but for that point: it is left out.
 */
function piecesOf(geometry: GeoJSON.Geometry): GeoJSON.Geometry[] {
  const pieces: GeoJSON.Geometry[] =
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
      : [geometry];
  return pieces.filter((piece) => geoArea(piece) < 2 * Math.PI);
}

/** What part of the unit square is shown: `scale` pixels are one unit, and `x`, `y` stand at the top left. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

export interface Colours {
  sea: string;
  land: string;
  coast: string;
  border: string;
  shade: string;
}

/** The colours that the style sheet gives a canvas, with `light-dark()` worked out. */
export function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  return {
    sea: style.backgroundColor,
    land: style.fill,
    coast: style.stroke,
    border: style.color,
    shade: style.caretColor,
  };
}

/** Draws land and borders over the whole canvas; `shaded` countries in their own colour. */
export function drawLand(
  canvas: HTMLCanvasElement,
  land: Land,
  view: View,
  shaded: ReadonlySet<string> = new Set(),
) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  const colours = coloursOf(canvas);
  const { x, y, scale } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale * ratio, 0, 0, scale * ratio, -x * scale * ratio, -y * scale * ratio);
  context.lineJoin = 'round';
  const [right, bottom] = [x + width / scale, y + height / scale];
  for (const country of land.countries) {
    context.fillStyle = shaded.has(country.name) ? colours.shade : colours.land;
    for (const { path, box } of country.pieces)
      if (box[0] < right && box[2] > x && box[1] < bottom && box[3] > y) {
        context.fill(path);
        context.strokeStyle = colours.coast;
        context.lineWidth = 0.8 / scale;
        context.stroke(path);
      }
  }
  context.strokeStyle = colours.border;
  context.lineWidth = 0.8 / scale;
  context.stroke(land.borders);
}

/** The view that shows all points with room around them, and no less than `least` degrees of longitude. */
export function viewOf(
  points: readonly { lat: number; lon: number }[],
  width: number,
  height: number,
  least = 8,
  padding = 24,
): View {
  const units = points.length
    ? points.map(({ lon, lat }) => unitOf(lon, lat))
    : [unitOf(-170, 70), unitOf(180, -56)];
  const xs = units.map(([x]) => x);
  const ys = units.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const inner = { width: Math.max(1, width - 2 * padding), height: Math.max(1, height - 2 * padding) };
  const scale = Math.max(
    Math.min(
      inner.width / Math.max(right - left, least / 360),
      inner.height / Math.max(bottom - top, least / 360),
    ),
    Math.max(width, 1),
  );
  return { x: (left + right) / 2 - width / 2 / scale, y: (top + bottom) / 2 - height / 2 / scale, scale };
}
