/** What a metadata document offers: entityID, endpoints, keys, NameID formats. */
import type { EntityDescriptor, Role } from '../../shared/model.ts';
import { shortName } from '../../shared/urns.ts';
import { CertificateCard } from './certificate-card.tsx';
import { Breakable } from './breakable.tsx';
import { CopyButton } from './copy-field.tsx';
import { Time } from './time.tsx';

const roles = { idp: 'Identity provider', sp: 'Service provider' } as const;

export function EntityPreview({ entity, judgedAt }: { entity: EntityDescriptor; judgedAt: string }) {
  return (
    <section className="entity" aria-label="What the metadata says">
      <dl className="facts">
        <div><dt>entityID</dt><dd className="mono">{entity.entityID ? <Breakable text={entity.entityID} /> : <span className="quiet">not there</span>}{entity.entityID ? <CopyButton text={entity.entityID} what="entityID" /> : null}</dd></div>
        {entity.organization ? <div><dt>Organization</dt><dd>{entity.organization}</dd></div> : null}
        {entity.validUntil?.at ? <div><dt>validUntil</dt><dd><Time at={entity.validUntil.at} both /></dd></div> : null}
        {entity.otherRoles.length > 0 ? <div><dt>Other roles</dt><dd className="second">{entity.otherRoles.map(shortName).join(', ')} (not SAML 2.0, not used)</dd></div> : null}
      </dl>
      {entity.roles.map((role, index) => <RolePreview key={index} role={role} judgedAt={judgedAt} />)}
    </section>
  );
}

function RolePreview({ role, judgedAt }: { role: Role; judgedAt: string }) {
  return (
    <div className="entity-role">
      <h3>{roles[role.role]}</h3>
      <table className="endpoints">
        <thead><tr><th scope="col">Service</th><th scope="col">Binding</th><th scope="col">Location</th></tr></thead>
        <tbody>
          {role.endpoints.map((endpoint, index) => (
            <tr key={index}>
              <td>{endpoint.service}{endpoint.isDefault ? <span className="tag">default</span> : null}</td>
              <td title={endpoint.binding ?? ''}>{endpoint.binding ? shortName(endpoint.binding) : 'not there'}</td>
              <td className="mono"><Breakable text={endpoint.location ?? 'not there'} />{endpoint.location ? <CopyButton text={endpoint.location} what={endpoint.service} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {role.nameIDFormats.length > 0 ? <dl className="facts"><div><dt>nameIDFormats</dt><dd>{role.nameIDFormats.map((format, index) => <span key={index} title={format}>{index > 0 ? ', ' : ''}{shortName(format)}</span>)}</dd></div></dl> : null}
      {role.keyDescriptors.flatMap((descriptor, outer) => descriptor.certificates.map((certificate, inner) => (
        <CertificateCard key={`${outer}-${inner}`} certificate={certificate} reference={judgedAt} heading={descriptor.use ?? 'signing and encryption'} />
      )))}
      {role.keyDescriptors.length === 0 ? <p className="quiet">No certificate is given.</p> : null}
    </div>
  );
}
