/** Entry: the loopback web host. Never imports electron. */
import { runServer } from './serve.ts';

await runServer(process.argv.slice(2), new URL('.', import.meta.url));
