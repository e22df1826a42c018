// npm test: installs what is missing, then types, lint, unit and end-to-end tests. Prints what ran and what could not.
import { requireNode } from './node-version.mjs';

requireNode();
import('./test-all.mjs').then((all) => all.testAll());
