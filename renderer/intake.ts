/** Anything pasted or dropped anywhere goes to the screen that understands it. */
import type { Draft } from './components/draft.ts';
import { destinationOf } from './destination.ts';
import { go, hrefOfTool, parseRoute } from './route.ts';
import { takeCertificate } from './screens/certificates/store.ts';
import { takeError } from './screens/explain/store.ts';
import { takeDocument } from './screens/inspect/store.ts';
import { takeMetadata, takeMetadataURL } from './screens/metadata/store.ts';

export function takeAnything(draft: Draft): void {
  const destination = destinationOf(draft);
  const text = 'text' in draft.content ? draft.content.text.trim() : '';
  const here = parseRoute(window.location.hash);
  const connectionId = here.screen === 'connection' ? here.id : '';
  if (destination === 'metadata-url') takeMetadataURL(text, connectionId);
  else if (destination === 'metadata') takeMetadata(draft, connectionId);
  else if (destination === 'certificates') takeCertificate(draft);
  else if (destination === 'explain') takeError(text);
  else takeDocument(draft);
  go(hrefOfTool(destination === 'metadata-url' ? 'metadata' : destination));
}
