/**
 * Elements that stand twice where the schema has them once (saml-schema-assertion-2.0). Readers differ in which one they take, the first
 * or the last, so nobody can say what such an assertion says.
 */
import { saml } from './names.ts';
import type { Tree } from './tree.ts';

/** Per parent: groups of children of which one may stand there. Order and absence are judged elsewhere. */
const onceIn = new Map<number, readonly (readonly number[])[]>([
  [saml.Assertion!, [[saml.Issuer!], [saml.Subject!], [saml.Conditions!], [saml.Advice!]]],
  [saml.Subject!, [[saml.NameID!, saml.EncryptedID!, saml.BaseID!]]],
  [saml.SubjectConfirmation!, [[saml.SubjectConfirmationData!], [saml.NameID!, saml.EncryptedID!, saml.BaseID!]]],
  [saml.AuthnStatement!, [[saml.SubjectLocality!], [saml.AuthnContext!]]],
  [saml.AuthnContext!, [[saml.AuthnContextClassRef!], [saml.AuthnContextDecl!, saml.AuthnContextDeclRef!]]],
]);

/** A sentence that names the first one in the assertion, or null. */
export function repeatedElement(tree: Tree, assertion: number): string | null {
  const pending = [assertion];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const groups = onceIn.get(tree.kind(element))!;
    const seen = new Map<readonly number[], number>();
    for (let child = tree.firstChild(element); child !== -1; child = tree.nextSibling(child)) {
      const kind = tree.kind(child);
      if (onceIn.has(kind) && kind !== saml.Assertion) pending.push(child);
      const group = groups.find((each) => each.includes(kind));
      if (group === undefined) continue;
      const first = seen.get(group);
      if (first !== undefined) return `${tree.local(element)} holds ${tree.local(first)} and ${tree.local(child)}, where one of them may stand, and readers differ in which one they take`;
      seen.set(group, child);
    }
  }
  return null;
}
