/** Rows of names and addresses: entityIDs, ACS URL, sign-on address, binding. */
import { bearerOf } from '../checks/judged.ts';
import { recogniseIdentityProvider } from '../guides/index.ts';
import type { Conditions } from '../model.ts';
import { binding, shortName } from '../urns.ts';
import { compareRow, none, unknown, type BoardRow, type Given } from './cell.ts';
import { change, enter, enterFrom, ofIdpOnly } from './change.ts';
import { nothingSent, sentValue, typedValue, type Sides } from './sides.ts';
import { isSpelling } from './spelling.ts';

export const addressRows = (sides: Sides): BoardRow[] => [entityID(sides), assertionConsumerService(sides), singleSignOnService(sides), idpEntityID(sides), requestBinding(sides)];

/** A test login is answered to this app: what it carried shows the real value only where it comes near it. */
function ofTestLogin(wanted: string | null, found: string, otherwise: string): Given {
  return wanted !== null && isSpelling(wanted, found) ? { value: found } : unknown(otherwise);
}

/**
 * The audience to show: the entityID where every restriction names it (saml-core 2.5.1.4), else the first of the restriction that does
 * not; null where there is none.
 */
function audienceToShow(restrictions: Conditions['audienceRestrictions'], entityID: string | null): string | null {
  const other = restrictions.find((audiences) => entityID === null || !audiences.includes(entityID));
  return other === undefined ? (restrictions.length === 0 ? null : entityID) : (other[0] ?? null);
}

function entityID(sides: Sides): BoardRow {
  const { target, spName } = sides.context;
  const swapped = (found: string): boolean => target.assertionConsumerService !== null && found !== target.entityID && isSpelling(target.assertionConsumerService, found);
  return compareRow({
    id: 'entityID', term: 'entityID', words: `Name of ${spName} (audience)`,
    given: {
      needs: target.entityID === null ? unknown(target.missing ?? 'Give the entityID of the service provider.') : { value: target.entityID },
      metadata: none(ofIdpOnly),
      typed: typedValue(sides, 'entityID'),
      sent: sentValue(sides, ({ conditions }) => {
        const audience = audienceToShow(conditions?.audienceRestrictions ?? [], target.entityID);
        if (audience === null || sides.login?.as !== 'test') return audience;
        return swapped(audience) ? { value: audience } : ofTestLogin(target.entityID, audience, `This login asked as this app itself. Switch Rehearsal on under Test login, so that it asks as ${spName}.`);
      }, 'The assertion names no audience.'),
    },
    tell: (_, found) => (swapped(found) ? 'The ACS URL stands where the entityID belongs: the two fields were mixed up.' : null),
    fix: (wanted) => enter('idp', 'entityID', wanted),
  });
}

function assertionConsumerService(sides: Sides): BoardRow {
  const { target, spName } = sides.context;
  const wanted = target.assertionConsumerService;
  const swapped = (found: string): boolean => target.entityID !== null && found !== wanted && isSpelling(target.entityID, found);
  return compareRow({
    id: 'assertionConsumerService', term: 'assertionConsumerService', words: 'Where the response is posted (ACS URL)',
    given: {
      needs: wanted === null ? unknown(target.missing ?? 'Give the ACS URL of the service provider.') : { value: wanted },
      metadata: none(ofIdpOnly),
      typed: typedValue(sides, 'assertionConsumerService'),
      sent: sentValue(sides, () => {
        const { facts } = sides.login!.report;
        const recipient = bearerOf(facts, { now: 0, clockSkew: 180, policy: 'practice', ...(wanted === null ? {} : { sp: { assertionConsumerService: wanted } }) })?.recipient ?? null;
        const destination = facts.response?.destination ?? null;
        const found = [recipient, destination].find((each) => each !== null && each !== wanted) ?? recipient ?? destination;
        if (found === null || sides.login?.as === 'captured') return found;
        return swapped(found) ? { value: found } : ofTestLogin(wanted, found, `A test login is answered to this app. Only a login at ${spName} itself shows this: capture one and paste its response above.`);
      }, 'The response names no address.'),
    },
    tell: (_, found) => (swapped(found) ? 'The entityID stands where the ACS URL belongs: the two fields were mixed up.' : null),
    fix: (value) => enter('idp', 'assertionConsumerService', value),
  });
}

function singleSignOnService(sides: Sides): BoardRow {
  const { context: { source, spName, idpName, requires }, connection } = sides;
  const services = connection.idp.metadata?.summary.singleSignOnServices ?? [];
  const usable = services.filter((one) => (requires.redirectOnly === true ? one.binding === binding.redirect : one.binding === binding.redirect || one.binding === binding.post)).map((one) => one.location);
  return compareRow({
    id: 'singleSignOnService', term: 'singleSignOnService', words: 'Where people are sent to sign in',
    given: {
      needs: none(`${spName} takes the one of the identity provider.`),
      metadata: source.singleSignOnService === null ? unknown(`Bring the metadata of ${idpName}.`) : { value: source.singleSignOnService, ...(source.from === 'by hand' ? { words: 'Typed by hand in this app.' } : {}) },
      typed: typedValue(sides, 'singleSignOnService', { real: true }),
      sent: none('No assertion names it.'),
    },
    same: (wanted, found) => wanted === found || usable.includes(found),
    tell: (_, found) => (services.some((one) => one.location === found) ? `It is an address of ${idpName}, and not the one for HTTP-Redirect, by which ${spName} sends people.` : null),
    fix: (wanted) => enterFrom('sp', 'singleSignOnService', wanted, 'singleSignOnService'),
  });
}

function idpEntityID(sides: Sides): BoardRow {
  const { context: { source, spName, idpName } } = sides;
  return compareRow({
    id: 'idpEntityID', term: 'Issuer', words: `Name of ${idpName} (issuer)`,
    given: {
      needs: none(`${spName} takes the one it is told.`),
      metadata: source.entityID === null ? unknown(`Bring the metadata of ${idpName}.`) : { value: source.entityID, ...(source.from === 'by hand' ? { words: 'Typed by hand in this app.' } : {}) },
      typed: typedValue(sides, 'idpEntityID', { real: true, absent: `${spName} asks for no such value.` }),
      sent: sentValue(sides, ({ issuer }) => issuer?.value ?? sides.login!.report.facts.response?.issuer?.value ?? null, 'The response names no issuer.'),
    },
    tell: (wanted, found) => {
      const product = recogniseIdentityProvider(wanted);
      return product !== null && product === recogniseIdentityProvider(found) && !isSpelling(wanted, found) ? `Both are issuers of ${idpName}: one is another tenant or another application.` : null;
    },
    fix: (wanted, found, column) => (column === 'typed'
      ? enterFrom('sp', 'idpEntityID', wanted, 'idpEntityID')
      : { ...change('sp', 'idpEntityID', `If ${found} is the right one, bring its metadata to this connection and enter it at ${spName}, letter by letter.`, found), from: { side: 'idp', field: 'metadata' } }),
  });
}

function requestBinding(sides: Sides): BoardRow {
  const { context: { requires, spName, idpName, source }, connection, login } = sides;
  const known = connection.idp.metadata !== null && source.from === 'metadata';
  const listed = [...new Set((connection.idp.metadata?.summary.singleSignOnServices ?? []).map((one) => shortName(one.binding)))];
  const redirect = requires.redirectOnly === true;
  const came = login?.report.document.binding ?? null;
  return compareRow({
    unspelt: true,
    id: 'binding', term: 'binding', words: 'How request and response travel',
    given: {
      needs: { value: redirect ? 'HTTP-Redirect' : 'HTTP-Redirect or HTTP-POST', words: 'For the request; the response comes by HTTP-POST.' },
      metadata: known ? { value: listed.length === 0 ? 'none' : listed.join(', '), words: 'For the request.' } : unknown(`Bring the metadata of ${idpName}.`),
      typed: none('It follows from the address typed.'),
      sent: login === null ? nothingSent
        : came === 'HTTP-POST' || came === 'HTTP-Redirect' ? { value: came, words: 'For the response.' } : none('It was pasted without its form, so how it came is not known.'),
    },
    same: (_, found, column) => (column === 'sent' ? found === 'HTTP-POST' : listed.includes('HTTP-Redirect') || (!redirect && listed.includes('HTTP-POST'))),
    tell: (_, __, column) => (column === 'sent' ? 'A response must come by HTTP-POST: it is too long for an address.' : `${spName} sends people by HTTP-Redirect, and the metadata has no address for it.`),
    fix: (_, __, column) => (column === 'sent' ? change('idp', 'binding', 'Let the identity provider answer by HTTP-POST.') : change('idp', 'metadata', `Take the metadata with the HTTP-Redirect address, or switch that binding on at ${idpName}.`)),
  });
}
