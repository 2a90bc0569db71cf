/**
 * The OpenAPI as a page to read: made here, without scripts and without anything from elsewhere.
 *
 * @module
 */
import { xml } from '../publish/xml.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  additionalProperties?: Schema | boolean;
}
interface Body {
  description?: string;
  content?: Record<string, { schema?: Schema }>;
}
interface Operation {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[];
  requestBody?: Body;
  responses?: Record<string, Body>;
}
export interface OpenApi {
  info: { title: string; version: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The whole page. All text of the document is escaped: nothing in it is markup. */
export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => ({
      path,
      method,
      operation: methods[method]!,
    })),
  );
  const schemas = Object.entries(document.components?.schemas ?? {});
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xml(document.info.title)}: API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header><h1>${xml(document.info.title)} ${xml(document.info.version)}: API</h1>
<p>${xml(document.info.description ?? '')} The same as <a href="/openapi.json">OpenAPI 3.1</a>.</p></header>
<nav aria-label="Routes"><ul>
${operations.map(({ path, method }) => `<li><a href="#${anchor(method, path)}"><b>${method.toUpperCase()}</b> ${xml(path)}</a></li>`).join('\n')}
</ul></nav>
<main>
${operations.map(({ path, method, operation }) => section(path, method, operation)).join('\n')}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => `<section id="schema-${xml(name)}"><h3>${xml(name)}</h3>${properties(schema)}</section>`).join('\n')}
</main>
</body>
</html>
`;
}

const anchor = (method: string, path: string) =>
  `${method}-${path.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '')}`;

function section(
  path: string,
  method: string,
  { summary, description, parameters, requestBody, responses }: Operation,
): string {
  const parts = [`<h2><b>${method.toUpperCase()}</b> ${xml(path)}</h2>`];
  const told = summary ?? description ?? responses?.['200']?.description ?? responses?.['202']?.description;
  if (told) parts.push(`<p>${xml(told)}</p>`);
  if (parameters?.length)
    parts.push(
      table(
        ['parameter', 'in', 'value', ''],
        parameters.map(({ name, in: place, required, schema, description }) => [
          `<code>${xml(name)}</code>${required ? ' (required)' : ''}`,
          xml(place),
          typeOf(schema),
          xml(description ?? schema?.description ?? ''),
        ]),
      ),
    );
  if (requestBody) parts.push('<h3>Body</h3>', contents(requestBody));
  if (responses)
    parts.push(
      '<h3>Answers</h3>',
      table(
        ['status', 'gives', ''],
        Object.entries(responses).map(([status, answer]) => [
          xml(status),
          Object.entries(answer.content ?? {})
            .map(([type, { schema }]) => `<code>${xml(type)}</code> ${typeOf(schema)}`)
            .join('<br>'),
          xml(answer.description ?? ''),
        ]),
      ),
    );
  return `<section id="${anchor(method, path)}">${parts.join('\n')}</section>`;
}

const contents = ({ content = {} }: Body) =>
  Object.entries(content)
    .map(([type, { schema }]) => `<p><code>${xml(type)}</code></p>${schema ? properties(schema) : ''}`)
    .join('\n');

/** What an object holds, as a table; of what is no object, its type. */
function properties(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.some((choice) => choice.properties)) return choices.map(properties).join('<p>or</p>');
  const all = {
    ...schema.properties,
    ...Object.assign({}, ...(schema.allOf ?? []).map((part) => part.properties)),
  };
  if (Object.keys(all).length === 0) return `<p>${typeOf(schema)}</p>`;
  return table(
    ['field', 'value', ''],
    Object.entries(all as Record<string, Schema>).map(([name, part]) => [
      `<code>${xml(name)}</code>${schema.required?.includes(name) ? '' : ' (may be missing)'}`,
      typeOf(part),
      xml(part.description ?? ''),
    ]),
  );
}

/** Deeper than this nothing is written out: the schema is in the document. */
const DEEPEST = 3;

function typeOf(schema: Schema | undefined, depth = 0): string {
  if (!schema || depth > DEEPEST) return '…';
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return `<a href="#schema-${xml(name)}">${xml(name)}</a>`;
  }
  if (schema.const !== undefined) return `<code>${xml(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((value) => `<code>${xml(String(value))}</code>`).join(', ');
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return choices.map((choice) => typeOf(choice, depth + 1)).join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items, depth + 1)}`;
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(([name, part]) => `${xml(name)}: ${typeOf(part, depth + 1)}`)
      .join(', ')} }`;
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  const bounds = [
    schema.format,
    schema.minimum === undefined ? '' : `at least ${schema.minimum}`,
    // Bounds of a whole number that are only the computer's own say nothing.
    schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
      ? ''
      : `at most ${schema.maximum}`,
    schema.maxLength === undefined ? '' : `at most ${schema.maxLength} letters`,
    schema.default === undefined ? '' : `${String(schema.default)} when not given`,
  ].filter(Boolean);
  return xml(bounds.length ? `${type} (${bounds.join(', ')})` : type);
}

const table = (head: string[], rows: string[][]) =>
  `<table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}</tbody></table>`;

export const DOCS_STYLE = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { border-top: 1px solid; font: 1.1rem/1.4 ui-monospace, monospace; margin-top: 2rem; padding-top: 1rem; }
h3 { font-size: 1rem; }
nav ul { columns: 20rem; font: 0.9rem/1.6 ui-monospace, monospace; list-style: none; padding: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; }
code { font-family: ui-monospace, monospace; }
a { color: inherit; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media print { nav { display: none; } }
`;
