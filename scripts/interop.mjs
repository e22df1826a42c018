// npm run interop: real logins at real identity providers, and our messages at other people's programs.
import { requireNode } from './node-version.mjs';

requireNode();
import('../test/interop/run.mjs').then((interop) => interop.run(process.argv.slice(2)));
