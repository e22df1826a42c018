/** Reads what admins paste for a guide's inputs. Takes the wanted part out of a pasted URL; a refusal says found, expected, do. */
import type { InputReading, InputSpec } from './guide.ts';

const ok = (value: string, note?: string): InputReading => (note === undefined ? { ok: true, value } : { ok: true, value, note });
const no = (found: string, expected: string, todo: string): InputReading => ({ ok: false, found, expected, do: todo });
const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`;

/** Wraps a reader: trims, and settles the empty case. */
function reader(required: boolean, expected: string, todo: string, read: (text: string) => InputReading): (text: string) => InputReading {
  return (text) => {
    const trimmed = text.trim().replace(/^["'“”<]+|["'“”>]+$/g, '').trim();
    if (trimmed === '') return required ? no('nothing', expected, todo) : ok('');
    return read(trimmed);
  };
}

const teamExpected = 'the team name as it stands in the dashboard’s address: letters, digits and dashes';
const teamTodo = 'Open the team at dashboard.heroku.com and copy the part after /teams/ in the address.';

export const team: InputSpec = {
  id: 'team',
  label: 'Heroku team or enterprise account',
  help: 'The name in the address of the team’s page at dashboard.heroku.com. A pasted Heroku URL is taken apart for you.',
  example: 'acme',
  required: true,
  read: reader(true, teamExpected, teamTodo, (text) => {
    const sso = /(?:^|\/\/)sso\.heroku\.com\/saml\/([^/?#\s]+)/i.exec(text);
    const dashboard = /dashboard\.heroku\.com\/(?:teams|orgs|enterprise-accounts?)\/([^/?#\s]+)/i.exec(text);
    const slug = sso?.[1] ?? dashboard?.[1];
    if (slug !== undefined) return slugOf(decoded(slug), 'Taken from the Heroku URL.');
    if (/^[a-z]+:\/\//i.test(text) || text.includes('/')) return no(quoted(text), 'a team name, or a URL of sso.heroku.com or dashboard.heroku.com', teamTodo);
    if (text.includes('@')) return no(`an e-mail address, ${quoted(text)}`, teamExpected, teamTodo);
    return slugOf(text);
  }),
};

function slugOf(slug: string, note?: string): InputReading {
  if (/^[{<[].*[}>\]]$/.test(slug)) return no(`a placeholder, ${quoted(slug)}`, teamExpected, teamTodo);
  if (/\s/.test(slug)) return no(`${quoted(slug)}, which has a space in it`, teamExpected, `${teamTodo} The display name will not do.`);
  const odd = /[^A-Za-z0-9_-]/.exec(slug);
  if (odd) return no(`${quoted(slug)}, which has “${odd[0]}” in it`, teamExpected, teamTodo);
  if (slug.length > 100) return no(`${slug.length} characters`, teamExpected, teamTodo);
  const capitals = /[A-Z]/.test(slug) ? 'Check the capitals: the entityID is compared letter by letter.' : undefined;
  return ok(slug, [note, capitals].filter((one) => one !== undefined).join(' ') || undefined);
}

const appExpected = 'the App ID: digits only';
const appTodo = 'Copy App ID from the Single Sign-On section of Heap’s account settings.';

export const heapApp: InputSpec = {
  id: 'appId',
  label: 'App ID',
  help: 'Shown in Heap under Account > Manage > Account settings, section Single Sign-On. A pasted ACS URL is taken apart for you.',
  example: '1234567890',
  required: true,
  read: reader(true, appExpected, appTodo, (text) => {
    const url = /heapanalytics(?:\.com)?\/saml\/finalize\/([^/?#\s]+)/i.exec(text);
    if (url?.[1] !== undefined) {
      const typo = /heapanalytics\/saml/i.test(text) ? ' The pasted URL lacks “.com”; the right one is shown below.' : '';
      return digits(url[1], `Taken from the ACS URL.${typo}`);
    }
    return digits(text.replace(/^app\s*id\s*[:=]?\s*/i, ''));
  }),
};

function digits(text: string, note?: string): InputReading {
  if (/^\d{1,20}$/.test(text)) return ok(text, note);
  const odd = /\D/.exec(text);
  return no(odd ? `${quoted(text)}, which has “${odd[0]}” in it` : quoted(text), appExpected, appTodo);
}

/** An entityID: any string, best an absolute URI, at most 1024 characters (the metadata schema's limit). */
export function entityIDInput(id: string, label: string, help: string, example: string): InputSpec {
  const expected = 'the entityID exactly as the other side shows it, most often a URL or a URN';
  const todo = 'Copy it; do not retype it. A slash at the end counts, and so do capitals.';
  return { id, label, help, example, required: false, read: reader(false, expected, todo, (text) => {
    if (/\s/.test(text)) return no(`${quoted(text)}, which has a space in it`, expected, todo);
    if (text.length > 1024) return no(`${text.length} characters`, 'at most 1024 characters', todo);
    if (/[{<][A-Za-z][\w -]*[}>]/.test(text)) return no(`a placeholder in ${quoted(text)}`, expected, todo);
    if (text.startsWith('<?xml') || text.includes('EntityDescriptor')) return no('a metadata document', expected, 'Drop the document as metadata; its entityID is then read from it.');
    return ok(text, /^[a-z][a-z0-9+.-]*:/i.test(text) ? undefined : 'This is not a URI. It may be right (Heap’s is not one either), but some identity providers refuse it.');
  }) };
}

/** An address that answers: https, or http on this machine. */
export function addressInput(id: string, label: string, help: string, example: string): InputSpec {
  const expected = `an https URL, as in ${example}`;
  const todo = `Copy the whole ${label} from the other side, with https:// in front.`;
  return { id, label, help, example, required: false, read: reader(false, expected, todo, (text) => {
    const parts = /^(https?):\/\/([^/?#\s]+)([^\s]*)$/i.exec(text);
    if (parts === null) return no(quoted(text), expected, todo);
    if (/[{<][A-Za-z][\w -]*[}>]/.test(text)) return no(`a placeholder in ${quoted(text)}`, expected, todo);
    const host = (parts[2] ?? '').toLowerCase();
    const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
    if (parts[1]?.toLowerCase() === 'http' && !loopback) return no(`${quoted(text)}, which is http`, expected, 'Use the https address: an assertion sent over http can be read on the way.');
    if (text.includes('#')) return no(`${quoted(text)}, which has a fragment (#)`, expected, 'Leave off everything from # on: it never reaches a server.');
    return ok(text);
  }) };
}

/** A host name, taken out of a URL where one was pasted. */
export function hostInput(id: string, label: string, help: string, example: string): InputSpec {
  const expected = `a host name, as in ${example}`;
  const todo = `Copy ${label} from the address of its console; without it only links and the metadata address stay general.`;
  return { id, label, help, example, required: false, read: reader(false, expected, todo, (text) => {
    const host = (/^(?:[a-z]+:\/\/)?([^/?#\s:]+(?::\d+)?)/i.exec(text)?.[1] ?? '').toLowerCase();
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(host) || !host.includes('.')) return no(quoted(text), expected, todo);
    return ok(host, host === text.toLowerCase() ? undefined : 'Taken from the URL.');
  }) };
}

/** A short token of a known form: a tenant's id, a client id, a realm. */
export function tokenInput(id: string, label: string, help: string, example: string, form: RegExp, words: string): InputSpec {
  const todo = `Copy ${label} again.`;
  return { id, label, help, example, required: false, read: reader(false, words, todo, (text) => (form.test(text) ? ok(text) : no(quoted(text), words, todo))) };
}

export function choiceInput(id: string, label: string, help: string, choices: { value: string; label: string }[]): InputSpec {
  const words = choices.map((one) => one.value).join(' or ');
  return { id, label, help, example: choices[0]?.value ?? '', required: false, choices, read: reader(false, words, `Choose ${words}.`, (text) =>
    (choices.some((one) => one.value === text) ? ok(text) : no(quoted(text), words, `Choose ${words}.`))) };
}

export function textInput(id: string, label: string, help: string, example: string): InputSpec {
  return { id, label, help, example, required: false, read: reader(false, 'a name', 'Give a name.', (text) => (text.length > 200 ? no(`${text.length} characters`, 'at most 200', 'Shorten it.') : ok(text))) };
}

/** The name of an attribute: a URI, or a word without blanks. */
export function claimNameInput(id: string, label: string, help: string, example: string): InputSpec {
  const expected = `the name of an attribute, as in ${example}`;
  const todo = 'Copy it from the service provider’s documentation; names are compared letter by letter.';
  return { id, label, help, example, required: false, namesClaim: true, read: reader(false, expected, todo, (text) => {
    if (/\s/.test(text)) return no(`${quoted(text)}, which has a space in it`, expected, todo);
    if (text.length > 500) return no(`${text.length} characters`, 'at most 500', todo);
    return text.includes('@') ? no(`${quoted(text)}, which looks like a value`, expected, 'Give the name of the attribute, not what it holds.') : ok(text);
  }) };
}

/** All inputs of a guide at once: the values to keep, and what was refused or is missing. */
export function readInputs(specs: readonly InputSpec[], given: Readonly<Record<string, string>>): { values: Record<string, string>; refused: { id: string; label: string; reading: Extract<InputReading, { ok: false }> }[] } {
  const values: Record<string, string> = {};
  const refused: { id: string; label: string; reading: Extract<InputReading, { ok: false }> }[] = [];
  for (const spec of specs) {
    const reading = spec.read(Object.hasOwn(given, spec.id) ? (given[spec.id] ?? '') : '');
    if (!reading.ok) refused.push({ id: spec.id, label: spec.label, reading });
    else if (reading.value !== '') values[spec.id] = reading.value;
  }
  return { values, refused };
}

/** One sentence out of a refusal. */
export const refusal = (label: string, reading: Extract<InputReading, { ok: false }>): string => `${label}: found ${reading.found}; expected ${reading.expected}. ${reading.do}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
