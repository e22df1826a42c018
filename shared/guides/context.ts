/** What every guide's functions are given, read off a connection. */
import { idpName, idpSource, spName, spTarget, type Connection } from '../connection.ts';
import type { GuideContext } from './guide.ts';
import { requirementsOf } from './index.ts';
import { identityProviderID, serviceProviderID } from './names.ts';

export function guideContext(connection: Connection, signedWith: string | null = null): GuideContext {
  const sp = serviceProviderID(connection.sp.guide);
  const idp = identityProviderID(connection.idp.guide);
  const target = spTarget(connection);
  return {
    connection,
    target,
    requires: requirementsOf(connection),
    sp,
    spName: sp === 'other' ? (connection.sp.inputs['name']?.trim() || 'the service provider') : spName(connection),
    idp,
    idpName: idp === 'other' ? 'the identity provider' : idpName(connection),
    source: idpSource(connection),
    signedWith,
  };
}
