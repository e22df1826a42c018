/** The nouns of the guides: one product's setup walk as data, what proves its steps, and the walk as it stands. */
import type { Connection, IdpSource } from '../connection.ts';
import type { Field, Verdict } from '../finding.ts';
import type { SpRequirements } from '../model.ts';
import type { IdentityProviderID, ServiceProviderID } from './names.ts';
import type { SpTarget } from './targets.ts';

/** Against what, and when, the words of a step were last compared. */
export interface Checked {
  /** YYYY-MM-DD. */
  on: string;
  source: string;
}

export interface Link {
  label: string;
  /** https only. */
  url: string;
}

/** A value to copy into a console, under both names. */
export interface WalkValue {
  /** SAML term, or 'setting' where the standard has no word. */
  term: string;
  /** 'entityID of the service provider'. */
  termWords: string;
  /** That console's label. */
  label: string;
  /** '' while it is not known; `missing` then says what to give. */
  value: string;
  copy: boolean;
  missing?: string;
  note?: string;
}

/** What ticks a step. The stronger proof stands in for the weaker; each is computed from evidence, never from a hand. */
export type Proof =
  /** All values of the service provider are known. */
  | 'values'
  /** The identity provider's metadata (or certificate and address by hand) is here and was not rejected. */
  | 'metadata'
  /** A login of any kind against the real identity provider passed. */
  | 'login'
  /** A login with the real service provider's entityID passed: the application at the identity provider is right. */
  | 'rehearsal'
  /** The service provider's console shows the key and address that were handed over, or a captured login passed. */
  | 'handed'
  /** A login at the real service provider was captured and passed: nothing else can show what it was given. */
  | 'captured'
  /** Nothing can prove it from here; it is not counted. */
  | 'none';

/** One step of a guide with this connection's values in it. */
export interface Step {
  /** 'entra/basic-saml-configuration': stable, notes are kept under it. */
  id: string;
  title: string;
  /** Sentences with the console's exact labels in **bold**. */
  body: string[];
  values: WalkValue[];
  link?: Link;
  /** What you should see afterwards. */
  after?: string;
  proof: Proof;
  checked: Checked;
  /** Parts that no source states outright. Shown marked, never as hard rules. */
  unconfirmed?: string[];
}

/** What a guide's functions are given. */
export interface GuideContext {
  connection: Connection;
  target: SpTarget;
  requires: SpRequirements;
  sp: ServiceProviderID;
  spName: string;
  idp: IdentityProviderID;
  idpName: string;
  source: IdpSource;
  /** SHA-256 fingerprint of the certificate that a passed login was signed with, where one was. */
  signedWith: string | null;
}

export type InputReading = { ok: true; value: string; note?: string } | { ok: false; found: string; expected: string; do: string };

/** One thing the admin must (or may) give. */
export interface InputSpec {
  id: string;
  label: string;
  /** Where to find it. */
  help: string;
  example: string;
  required: boolean;
  /** The only values it can have; the first is the one taken when nothing is chosen. */
  choices?: { value: string; label: string }[];
  /** It names an attribute: asked for on the Claims screen, not when the connection is made. */
  namesClaim?: true;
  /** '' reads as '' where it is not required. */
  read(text: string): InputReading;
}

/** Path in the console, its last part being the label: 'Enterprise apps > (your application) > Single sign-on > Attributes & Claims'. What bears a name of the admin's own stands in brackets. */
export type Places = Readonly<Record<Field, string | null>>;

export interface Place {
  console: string;
  /** The whole path, the console first. */
  path: string;
  label: string;
  url?: string;
  /** No source states this label outright. */
  unconfirmed?: true;
  /** Who finds it there, where not everybody does. Ends in a full stop. */
  note?: string;
}

interface Guide {
  name: string;
  /** Short, as the first part of a path: 'Entra'. */
  console: string;
  url: string | null;
  inputs: InputSpec[];
  /** The console's labels of SAML's own words, for this pairing. */
  places(context: { sp: ServiceProviderID; inputs: Readonly<Record<string, string>> }): Places;
  /** Fields whose label no source states outright. */
  unconfirmedPlaces?: Field[];
  /** Of a catalog's application, which fills in itself what is null above: where an application of one's own has it. */
  ownApplication?: { places(): Places; note: string };
}

export interface ServiceProviderGuide extends Guide {
  id: ServiceProviderID;
  requires: SpRequirements;
  /** Who this service provider is: what to give, and the values that follow from it. Its proof is 'values'. */
  identify(context: GuideContext): Step;
  /** What to do once the login is proven: hand over, test, enable, and how to get back in. */
  after(context: GuideContext): Step[];
  exports(context: GuideContext): ExportDraft[];
}

export interface IdentityProviderGuide extends Guide {
  id: IdentityProviderID;
  /** Whether this entityID can be one of this product; false for all where it cannot be told. */
  recognises(entityID: string): boolean;
  /** Where this application's metadata is served, as far as the inputs tell. */
  metadataURL(inputs: Readonly<Record<string, string>>): string | null;
  steps(context: GuideContext): Step[];
  /** Where another reply URL is added for a rehearsal. */
  rehearsal: RehearsalPlace;
  /** Its dashboard and what a click there means. */
  initiation: string;
}

export interface RehearsalPlace {
  path: string;
  label: string;
  body: string[];
  remove: string;
  /** What is known of http on this machine as an ACS URL. */
  loopback: { accepted: 'yes' | 'no' | 'unknown'; note: string; unconfirmed: boolean };
  checked: Checked;
}

// ---- evidence --------------------------------------------------------------------------------------------------

/** `set-aside`: a capture that neither proves nor disproves anything. */
export type LoginOutcome = 'passed' | 'failed' | 'unverified' | 'timed-out' | 'cancelled' | 'pending' | 'set-aside';

export interface ExchangeEvidence {
  id: string;
  /** ISO 8601. */
  at: string;
  outcome: LoginOutcome;
  rehearsal: boolean;
  /** It was the practice identity provider that answered. */
  practice: boolean;
  verdict: Verdict | null;
  headline: string;
  /** The metadata it was judged against: evidence of other metadata does not count. */
  metadataSha256: string | null;
  /** A login at the real service provider, captured in the browser. */
  captured?: boolean;
  /** It had expired when it was brought here, and was judged as of when it was issued. */
  validWhenCaptured?: boolean;
  /** SHA-256 fingerprint of the certificate whose key made the signature, as in CertificateFacts.sha256. */
  verifiedBy?: string | null;
  /** Whom it named, out of verified bytes. */
  nameID?: string | null;
  /** Milliseconds from IssueInstant to its arrival, by the two clocks; null where one is not known. */
  clockOffset?: number | null;
}

export interface Evidence {
  /** The identity provider's metadata judged again; null: as it was judged when it was added. */
  metadata: { verdict: Verdict; at: string; sha256: string } | null;
  exchanges: ExchangeEvidence[];
  /** Epoch milliseconds. */
  now: number;
}

// ---- the walk --------------------------------------------------------------------------------------------------

export type StepState = 'done' | 'current' | 'later' | 'blocked';

export interface WalkStep extends Omit<Step, 'unconfirmed'> {
  number: number;
  side: 'sp' | 'idp' | 'workbench';
  state: StepState;
  /** What proves it: 'metadata validated 2 min ago'. */
  evidence?: string;
  /** What will tick it, while nothing has. */
  provenBy?: string;
  /** Why it is blocked. */
  blockedBy?: string;
  /** What is wrong with it as it stands. */
  warning?: string;
  /** 'You said so 2 h ago; not proven.' */
  said?: string;
  unconfirmed: string[];
}

export interface Readiness {
  /**
   * `missing`: something is not there yet. `wrong`: something was judged and failed. `practised`: it works with the practice
   * identity provider, which proves nothing about the real one. `ready`: to hand over. `proven`: a real login passed.
   */
  state: 'missing' | 'wrong' | 'practised' | 'ready' | 'proven';
  sentence: string;
  proven: number;
  total: number;
}

/** Something the service provider wants, in its form. */
export interface ExportDraft {
  id: string;
  /** That console's label. */
  label: string;
  term: string;
  termWords: string;
  kind: 'file' | 'text';
  fileName?: string;
  mediaType?: string;
  content: string;
  /** 'metadata' | 'manual': the ways to hand over; items of one way belong together. */
  way: string;
  optional?: boolean;
  note?: string;
  /** Why there is nothing to hand over. */
  blocked?: string;
}

export interface ExportItem extends Omit<ExportDraft, 'blocked'> {
  blocked: string | null;
  /** Not blocked, but not proven by a login yet. */
  caution: string | null;
  checked: Checked;
}

export interface Walk {
  title: string;
  sp: { guide: ServiceProviderID; name: string };
  idp: { guide: IdentityProviderID; name: string };
  readiness: Readiness;
  /** Pinned at the side. */
  targets: WalkValue[];
  steps: WalkStep[];
  /** What stands before the exports, also where the admin typed against it. */
  gate: { reason: string; overridable: boolean; overriddenAt: string | null } | null;
  exports: ExportItem[];
  requires: SpRequirements;
}
