/** `npm run check`: types, lint, layers, docs. Exit code 1 when one of them fails. */
import { checks, run } from './steps.mjs';

const failed = checks.filter((step) => !run(step));
process.exit(failed.length ? 1 : 0);
