/** The practice identity provider's sign-in page: who to be, and what to answer, for this one login. */
import type { ServerResponse } from 'node:http';
import type { PracticeFault, PracticeSettings } from '../../shared/contract.ts';
import { nameIDFormat, shortName } from '../../shared/urns.ts';
import { escapeHtml, sendPage } from '../pages.ts';
import type { Asked } from './answer.ts';

const groups: Record<PracticeFault['group'], string> = {
  time: 'Time', addressing: 'Addressing', signature: 'Signature', subject: 'Subject and attributes', status: 'Status', attack: 'Attacks', encryption: 'Encryption', shape: 'Shapes of products',
};

const formats = [nameIDFormat.emailAddress, nameIDFormat.persistent, nameIDFormat.transient, nameIDFormat.unspecified];

export function signInPage(response: ServerResponse, page: { id: string; request: Asked; settings: PracticeSettings; faults: readonly PracticeFault[] }): void {
  const { request, settings } = page;
  const option = (value: string, label: string, selected: boolean): string => `<option value="${escapeHtml(value)}"${selected ? ' selected' : ''}>${escapeHtml(label)}</option>`;
  const chosen = settings.fault ?? settings.shape ?? '';
  const menu = (Object.keys(groups) as PracticeFault['group'][])
    .map((group) => `<optgroup label="${groups[group]}">${page.faults.filter((each) => each.group === group).map((each) => option(each.id, each.title, each.id === chosen)).join('')}</optgroup>`)
    .join('');
  const attributes = settings.attributes.map((each) => `${each.name} = ${each.values.join('; ')}`).join('\n');
  const known = formats.includes(settings.nameIDFormat as (typeof formats)[number]) ? formats : [...formats, settings.nameIDFormat];
  sendPage(response, {
    title: 'Sign in · practice identity provider',
    formAction: 'any',
    body: `<h1>Practice identity provider</h1>
<p><small>for <code>${escapeHtml(request.sp === '' ? 'a service provider without a name' : request.sp)}</code></small></p>
<form method="post" action="/saml/sign-in"><input type="hidden" name="id" value="${page.id}">
<label for="nameID">NameID</label><input id="nameID" name="nameID" value="${escapeHtml(settings.nameID)}" autocomplete="off">
<label for="nameIDFormat">NameID format</label><select id="nameIDFormat" name="nameIDFormat">${known.map((each) => option(each, shortName(each), each === settings.nameIDFormat)).join('')}</select>
<label for="attributes">Attributes <small>one a line: name = value; value</small></label><textarea id="attributes" name="attributes" rows="5" spellcheck="false">${escapeHtml(attributes)}</textarea>
<label for="fault">Answer</label><select id="fault" name="fault">${option('', 'Correctly', chosen === '')}${menu}</select>
<p><label for="encrypt"><input type="checkbox" id="encrypt" name="encrypt"${settings.encrypt ? ' checked' : ''}> Encrypt the assertion</label></p>
<button>Sign in</button></form>`,
  });
}
