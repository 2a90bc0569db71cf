/** Version of the engine that made a reading; `scripts/check.mjs` holds it to package.json. */
export const version = '0.1.0';
