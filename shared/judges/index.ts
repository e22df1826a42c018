/** Every judge, in the order in which they are shown, and how their rules become a verdict. */
import type { JudgeCell } from '../finding.ts';
import { crewjam } from './crewjam.ts';
import { itfoxtec, sustainsys } from './dotnet.ts';
import type { Case, Given, JudgeByAll, JudgePolicy, Ruling } from './judge.ts';
import { mellon } from './mellon.ts';
import { nodeSaml, nodeSamlAssertion } from './node-saml.ts';
import { heap, heroku } from './products.ts';
import { saml2Int, samlProfile } from './profile.ts';
import { pysaml2 } from './pysaml2.ts';
import { python3Saml } from './python3-saml.ts';
import { rubySaml } from './ruby-saml.ts';
import { samlify } from './samlify.ts';
import { shibboleth } from './shibboleth.ts';
import { simpleSamlPhp } from './simplesamlphp.ts';
import { spring } from './spring.ts';
import { xmlCrypto } from './xml-crypto.ts';

export const judges: readonly JudgePolicy[] = [
  samlProfile, saml2Int, heroku, heap, nodeSaml, nodeSamlAssertion, samlify, xmlCrypto, python3Saml, pysaml2, rubySaml, crewjam, sustainsys, itfoxtec, spring, shibboleth, mellon, simpleSamlPhp,
];

/** How every judge would decide on a Response. */
export const judgeByAll: JudgeByAll = (case_) => judges.map((policy) => judgeBy(policy, case_));

export function judgeBy(policy: JudgePolicy, case_: Case): JudgeCell {
  const { id, name, version, defaults, basis, sources } = policy;
  return { id, name, version, ...safely(policy, case_), defaults: [...defaults], basis, sources: [...sources] };
}

type Decision = Pick<JudgeCell, 'verdict' | 'rule' | 'error' | 'because' | 'unknown'>;
const unknown = (reason: string): Decision => ({ verdict: 'unknown', unknown: reason });

/** A rule that breaks says nothing about the document, and stops nobody from reading the rest. */
function safely(policy: JudgePolicy, case_: Case): Decision {
  try {
    return decide(policy, case_);
  } catch (error) {
    return unknown(`The rules of this judge broke on it (${error instanceof Error ? error.message : String(error)}); that is a fault of this program.`);
  }
}

function decide(policy: JudgePolicy, case_: Case): Decision {
  const { facts, expected, findings, verdict, bare } = case_;
  const { response } = facts;
  if (facts.trusted.every((key) => key.use === 'encryption')) return unknown('No metadata or signing certificate of the identity provider was given, so no signature can be verified.');
  if (facts.fault !== null) return ruled(policy.unreadable?.(facts) ?? { unsure: 'This program does not read such text; whether that one does is not known.' });
  if (response === null) return unknown('This is not a Response, and they take nothing else.');
  if (expected.binding === 'HTTP-Redirect') return unknown('It came by HTTP-Redirect; what is judged here is a Response that was posted.');
  return byRules(policy, { facts, expected, response, assertion: response.assertions[0] ?? null, bare, findings, verdict }, case_.headline);
}

/** The first rule that is broken is what it says. Where an earlier one cannot be told, its words cannot be told either. */
function byRules(policy: JudgePolicy, given: Given, headline: string): Decision {
  let doubt: string | null = null;
  for (const each of policy.rules) {
    const ruling = each.judge(given);
    if (ruling === null) continue;
    if ('unsure' in ruling) {
      doubt ??= ruling.unsure;
      if (ruling.final === true) break;
    } else return doubt === null ? { ...ruled(ruling, each.holds), rule: each.id } : { verdict: 'reject', rule: each.id, because: `It wants that ${each.holds}. Which message it shows is not known: ${doubt}` };
  }
  if (doubt !== null) return unknown(doubt);
  return given.verdict === 'reject' ? { verdict: 'accept', because: `It accepts what is refused here: ${headline}` } : { verdict: 'accept' };
}

function ruled(ruling: Ruling, holds?: string): Decision {
  if ('unsure' in ruling) return unknown(ruling.unsure);
  const because = holds === undefined ? {} : { because: `It wants that ${holds}.` };
  return 'error' in ruling ? { verdict: 'reject', error: ruling.error, ...because } : { verdict: 'reject', because: ruling.refuses };
}
