// npm start: check Node, then hand over. The rest uses newer syntax, so it is imported only after the check.
import { requireNode } from './node-version.mjs';

requireNode();
import('./start-app.mjs').then((app) => app.start(process.argv.slice(2)));
