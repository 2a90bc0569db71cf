// The rules of the house (docs/architecture.md): data flows one way, and no import points back up it.

/** Rooms in the order in which a report goes through them; a room may import those before it, never those after. */
const rooms = [
  'record',
  'knowledge',
  'report',
  'collect',
  'read',
  'reconcile',
  'archive',
  'publish',
  'engine',
  'server',
  'cli',
];
/** Layers of `read`, likewise. */
const layers = ['tokens', 'syntax', 'names', 'time', 'place', 'quantity', 'attribution', 'event'];

const oneWay = (base, names) =>
  names.slice(0, -1).map((name, i) => ({
    name: `${name}-looks-only-back`,
    comment: `${base}/${name} may not import what comes after it`,
    severity: 'error',
    from: { path: `^${base}/${name}/` },
    to: { path: `^${base}/(${names.slice(i + 1).join('|')})/` },
  }));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...oneWay('src', rooms),
    ...oneWay('src/read', layers),
    {
      name: 'reading-is-pure',
      comment: 'src/read and the rooms before it, but for collect, run in a browser too: nothing from Node',
      severity: 'error',
      from: { path: '^src/(read|record|knowledge|report)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'program-does-not-import-tools',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(bench|training|test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
