// shared/checks/check.ts
var defineCheck = (check) => check;
var fix = (side, text, field2, value) => ({ side, text, ...field2 === void 0 ? {} : { field: field2 }, ...value === void 0 ? {} : { value } });
var unedited = (origin) => origin === "network" ? fix("network", "Find what rewrites the response after it was signed: a proxy, a security gateway, a browser extension, or a template at the identity provider. Until then do not accept it.") : fix("capture", "Capture the posted SAMLResponse value again, unedited (base64, not pretty-printed XML). If it fails again, find what rewrites it on its way.");
var refuse = (text = "Do not accept this message. Keep it, and find out which way it took.") => fix("network", text);
function outcomeOf(severity, strict2) {
  if (severity === "error") return "fail";
  if (severity === "warning") return strict2 ? "fail" : "warn";
  return "pass";
}
var core = "https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf";
var profiles = "https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf";
var bindings = "https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf";
var metadata = "https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf";
var documents = {
  "saml-core": core,
  "saml-profiles": profiles,
  "saml-bindings": bindings,
  "saml-metadata": metadata,
  SAML2Int: "https://kantarainitiative.github.io/SAMLprofiles/saml2int.html",
  xml: "https://www.w3.org/TR/xml/",
  "xml-names": "https://www.w3.org/TR/xml-names/",
  xmldsig: "https://www.w3.org/TR/xmldsig-core1/",
  xmlenc: "https://www.w3.org/TR/xmlenc-core1/",
  "rfc5280": "https://www.rfc-editor.org/rfc/rfc5280",
  "rfc7468": "https://www.rfc-editor.org/rfc/rfc7468",
  policy: "https://www.w3.org/TR/xmldsig-bestpractices/"
};
function spec(text) {
  return { text, url: documents[text.split(" ")[0]] ?? core };
}

// shared/urns.ts
var ns = {
  samlp: "urn:oasis:names:tc:SAML:2.0:protocol",
  saml: "urn:oasis:names:tc:SAML:2.0:assertion",
  md: "urn:oasis:names:tc:SAML:2.0:metadata",
  ds: "http://www.w3.org/2000/09/xmldsig#",
  dsig11: "http://www.w3.org/2009/xmldsig11#",
  xenc: "http://www.w3.org/2001/04/xmlenc#",
  xenc11: "http://www.w3.org/2009/xmlenc11#",
  excC14n: "http://www.w3.org/2001/10/xml-exc-c14n#",
  xsi: "http://www.w3.org/2001/XMLSchema-instance",
  xs: "http://www.w3.org/2001/XMLSchema",
  xml: "http://www.w3.org/XML/1998/namespace",
  xmlns: "http://www.w3.org/2000/xmlns/",
  saml1: "urn:oasis:names:tc:SAML:1.0:assertion",
  saml1p: "urn:oasis:names:tc:SAML:1.0:protocol",
  wstrust: "http://docs.oasis-open.org/ws-sx/ws-trust/200512",
  soap: "http://schemas.xmlsoap.org/soap/envelope/",
  fed: "http://docs.oasis-open.org/wsfed/federation/200706"
};
var binding = {
  post: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
  redirect: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
  artifact: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact",
  soap: "urn:oasis:names:tc:SAML:2.0:bindings:SOAP",
  paos: "urn:oasis:names:tc:SAML:2.0:bindings:PAOS"
};
var nameIDFormat = {
  unspecified: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
  emailAddress: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  windowsDomain: "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName",
  x509: "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
  persistent: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  transient: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
  entity: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity",
  kerberos: "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
  encrypted: "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted"
};
var confirmation = {
  bearer: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
  holderOfKey: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key",
  senderVouches: "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
};
var attributeNameFormat = {
  uri: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
  basic: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
  unspecified: "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"
};
var statusBase = "urn:oasis:names:tc:SAML:2.0:status:";
var status = {
  base: statusBase,
  success: statusBase + "Success",
  requester: statusBase + "Requester",
  responder: statusBase + "Responder",
  versionMismatch: statusBase + "VersionMismatch",
  authnFailed: statusBase + "AuthnFailed",
  noPassive: statusBase + "NoPassive",
  noAuthnContext: statusBase + "NoAuthnContext",
  invalidNameIDPolicy: statusBase + "InvalidNameIDPolicy",
  requestDenied: statusBase + "RequestDenied",
  requestUnsupported: statusBase + "RequestUnsupported",
  unsupportedBinding: statusBase + "UnsupportedBinding",
  unknownPrincipal: statusBase + "UnknownPrincipal",
  partialLogout: statusBase + "PartialLogout"
};
var protocol = ns.samlp;
var c14n = {
  exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
  exclusiveWithComments: "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
  inclusive: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
  inclusiveWithComments: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
  inclusive11: "http://www.w3.org/2006/12/xml-c14n11",
  inclusive11WithComments: "http://www.w3.org/2006/12/xml-c14n11#WithComments"
};
var enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
var more = "http://www.w3.org/2001/04/xmldsig-more#";
var more07 = "http://www.w3.org/2007/05/xmldsig-more#";
var signatureAlgorithms = {
  [ns.ds + "rsa-sha1"]: { name: "RSA-SHA1", family: "rsa", hash: "sha1", strength: "weak" },
  [more + "rsa-sha256"]: { name: "RSA-SHA256", family: "rsa", hash: "sha256", strength: "good" },
  [more + "rsa-sha384"]: { name: "RSA-SHA384", family: "rsa", hash: "sha384", strength: "good" },
  [more + "rsa-sha512"]: { name: "RSA-SHA512", family: "rsa", hash: "sha512", strength: "good" },
  [more07 + "sha256-rsa-MGF1"]: { name: "RSA-PSS-SHA256", family: "rsa-pss", hash: "sha256", strength: "good" },
  [more07 + "sha384-rsa-MGF1"]: { name: "RSA-PSS-SHA384", family: "rsa-pss", hash: "sha384", strength: "good" },
  [more07 + "sha512-rsa-MGF1"]: { name: "RSA-PSS-SHA512", family: "rsa-pss", hash: "sha512", strength: "good" },
  [more + "ecdsa-sha256"]: { name: "ECDSA-SHA256", family: "ecdsa", hash: "sha256", strength: "good" },
  [more + "ecdsa-sha384"]: { name: "ECDSA-SHA384", family: "ecdsa", hash: "sha384", strength: "good" },
  [more + "ecdsa-sha512"]: { name: "ECDSA-SHA512", family: "ecdsa", hash: "sha512", strength: "good" },
  [more + "ecdsa-sha1"]: { name: "ECDSA-SHA1", family: "ecdsa", hash: "sha1", strength: "refused" },
  [ns.ds + "dsa-sha1"]: { name: "DSA-SHA1", family: "dsa", hash: "sha1", strength: "refused" },
  [more + "rsa-md5"]: { name: "RSA-MD5", family: "rsa", hash: "md5", strength: "refused" },
  [ns.ds + "hmac-sha1"]: { name: "HMAC-SHA1", family: "hmac", hash: "sha1", strength: "refused" },
  [more + "hmac-sha256"]: { name: "HMAC-SHA256", family: "hmac", hash: "sha256", strength: "refused" },
  [more + "hmac-sha512"]: { name: "HMAC-SHA512", family: "hmac", hash: "sha512", strength: "refused" }
};
var rsaSha256 = more + "rsa-sha256";
var rsaSha1 = ns.ds + "rsa-sha1";
var digestAlgorithms = {
  [ns.ds + "sha1"]: { name: "SHA-1", hash: "sha1", strength: "weak" },
  [ns.xenc + "sha256"]: { name: "SHA-256", hash: "sha256", strength: "good" },
  [more + "sha384"]: { name: "SHA-384", hash: "sha384", strength: "good" },
  [ns.xenc + "sha512"]: { name: "SHA-512", hash: "sha512", strength: "good" },
  [more + "md5"]: { name: "MD5", hash: "md5", strength: "refused" }
};
var sha256 = ns.xenc + "sha256";
var sha1 = ns.ds + "sha1";
var blockCiphers = {
  [ns.xenc + "aes128-cbc"]: { name: "AES-128-CBC", cipher: "aes-128-cbc", keyBytes: 16, mode: "cbc", strength: "weak" },
  [ns.xenc + "aes192-cbc"]: { name: "AES-192-CBC", cipher: "aes-192-cbc", keyBytes: 24, mode: "cbc", strength: "weak" },
  [ns.xenc + "aes256-cbc"]: { name: "AES-256-CBC", cipher: "aes-256-cbc", keyBytes: 32, mode: "cbc", strength: "weak" },
  [ns.xenc11 + "aes128-gcm"]: { name: "AES-128-GCM", cipher: "aes-128-gcm", keyBytes: 16, mode: "gcm", strength: "good" },
  [ns.xenc11 + "aes192-gcm"]: { name: "AES-192-GCM", cipher: "aes-192-gcm", keyBytes: 24, mode: "gcm", strength: "good" },
  [ns.xenc11 + "aes256-gcm"]: { name: "AES-256-GCM", cipher: "aes-256-gcm", keyBytes: 32, mode: "gcm", strength: "good" }
};
var tripleDes = ns.xenc + "tripledes-cbc";
var keyTransports = {
  [ns.xenc + "rsa-oaep-mgf1p"]: { name: "RSA-OAEP", scheme: "oaep", strength: "good" },
  [ns.xenc11 + "rsa-oaep"]: { name: "RSA-OAEP (1.1)", scheme: "oaep11", strength: "good" },
  [ns.xenc + "rsa-1_5"]: { name: "RSA PKCS#1 v1.5", scheme: "pkcs1", strength: "weak" }
};
var maskGenerations = {
  [ns.xenc11 + "mgf1sha1"]: "sha1",
  [ns.xenc11 + "mgf1sha224"]: "sha224",
  [ns.xenc11 + "mgf1sha256"]: "sha256",
  [ns.xenc11 + "mgf1sha384"]: "sha384",
  [ns.xenc11 + "mgf1sha512"]: "sha512"
};
function shortName(uri) {
  if (uri.endsWith("#")) return shortName(uri.slice(0, -1));
  const cut = Math.max(uri.lastIndexOf("#"), uri.lastIndexOf(":"), uri.lastIndexOf("/"));
  return cut >= 0 && cut < uri.length - 1 ? uri.slice(cut + 1) : uri;
}
var emailAttributeNames = [
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
  "urn:oid:0.9.2342.19200300.100.1.3",
  "email",
  "Email",
  "mail",
  "Mail",
  "emailAddress",
  "EmailAddress",
  "User.email",
  "user.email",
  "e-mail"
];

// shared/checks/judged.ts
function assertionOf(facts) {
  const list3 = facts.response?.assertions;
  if (list3 === void 0) return facts.assertion;
  if (list3.length < 2) return list3[0] ?? null;
  for (const assertion of list3) if (assertion.coveredBy.length > 0) return assertion;
  return list3[0];
}
function nameIDOf(facts) {
  return assertionOf(facts)?.subject?.nameID ?? null;
}
function authnStatementOf(facts) {
  return assertionOf(facts)?.authnStatements[0] ?? null;
}
var skewOf = (expected) => expected.clockSkew * 1e3;
function score(item, request, expected) {
  let points = 0;
  const acs2 = expected.sp?.assertionConsumerService;
  if (item.recipient !== null && (acs2 === void 0 || item.recipient === acs2)) points += 4;
  if (item.notOnOrAfter?.at != null && expected.now - skewOf(expected) < item.notOnOrAfter.at) points += 2;
  if (item.notBefore === null) points += 1;
  if (item.inResponseTo === request) points += 2;
  return points;
}
function bearerOf(facts, expected) {
  const list3 = assertionOf(facts)?.subject?.confirmations;
  if (list3 === void 0) return null;
  const request = facts.response !== null && facts.response.inResponseTo === null ? null : expected.requestID;
  let best = null;
  let bestScore = -1;
  for (const item of list3) {
    if (item.method !== confirmation.bearer) continue;
    if (list3.length === 1) return item;
    const points = score(item, request, expected);
    if (points > bestScore) {
      best = item;
      bestScore = points;
    }
  }
  return best;
}
function responseSigned(facts) {
  const node = facts.response?.node;
  for (const signature2 of facts.signatures) if (signature2.parent === node) return true;
  return false;
}
function signatureOf(facts, parent) {
  for (const signature2 of facts.signatures) if (signature2.parent === parent) return signature2;
  return null;
}
var isSigned = (facts) => facts.signatures.length > 0;
function givenCertificates(facts) {
  const list3 = [];
  for (const key2 of facts.trusted) if (key2.use !== "encryption" && key2.certificate !== null) list3.push(key2.certificate);
  return list3;
}
function entityOf(facts) {
  const metadata2 = facts.metadata;
  return metadata2 === null || metadata2.chosen < 0 ? null : metadata2.entities[metadata2.chosen] ?? null;
}
function roleOf(facts, expected) {
  const wanted3 = expected.role ?? "idp";
  return entityOf(facts)?.roles.find((role) => role.role === wanted3) ?? null;
}
var dates = /* @__PURE__ */ new WeakMap();
function datesOf(certificate) {
  let found2 = dates.get(certificate);
  if (found2 === void 0) {
    found2 = { from: Date.parse(certificate.notBefore), until: Date.parse(certificate.notAfter) };
    dates.set(certificate, found2);
  }
  return found2;
}
function judgedCertificates(facts, expected) {
  const list3 = [];
  if (facts.certificateFile !== null) {
    for (const certificate of facts.certificateFile.certificates) if (certificate.fault === null) list3.push({ certificate, node: void 0 });
  } else if (facts.metadata !== null) {
    for (const key2 of roleOf(facts, expected)?.keyDescriptors ?? []) {
      if (key2.use === "encryption") continue;
      for (const certificate of key2.certificates) if (certificate.fault === null) list3.push({ certificate, node: key2.node });
    }
  } else {
    for (const signature2 of facts.signatures) {
      const certificate = signature2.result === "verified" ? signature2.verifiedBy?.certificate : null;
      if (certificate == null || list3.some((item) => item.certificate.sha256 === certificate.sha256)) continue;
      list3.push({ certificate, node: signature2.node });
    }
  }
  return list3;
}

// shared/checks/words.ts
var LONGEST_QUOTE = 160;
function quote(value) {
  if (value === null || value === void 0) return "absent";
  if (value === "") return "empty";
  return value.length <= LONGEST_QUOTE ? `"${value}"` : `"${value.slice(0, 100)}\u2026${value.slice(-40)}"`;
}
function said(text) {
  const quoted = quote(text.trim());
  return /[.!?…]"$/.test(quoted) ? quoted : `${quoted}.`;
}
function list(values2, most = 4) {
  if (values2.length === 0) return "none";
  const shown2 = values2.slice(0, most).map(quote);
  if (values2.length > most) return `${shown2.join(", ")} and ${values2.length - most} more`;
  return shown2.length === 1 ? shown2[0] : `${shown2.slice(0, -1).join(", ")} and ${shown2.at(-1)}`;
}
function plural(count2, one, many = `${one}s`) {
  return `${count2} ${count2 === 1 ? one : many}`;
}
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
function duration(milliseconds) {
  const span = Math.abs(milliseconds);
  if (span < SECOND) return plural(Math.round(span), "millisecond");
  if (span < 2 * MINUTE) return plural(Math.round(span / SECOND), "second");
  if (span < HOUR) return plural(Math.round(span / MINUTE), "minute");
  if (span < 2 * DAY) {
    const minutes = Math.round(span / MINUTE);
    const rest2 = minutes % 60;
    const hours = plural(Math.floor(minutes / 60), "hour");
    return rest2 === 0 ? hours : `${hours} ${plural(rest2, "minute")}`;
  }
  const days = Math.round(span / DAY);
  return days < 730 ? plural(days, "day") : plural(Math.round(days / 365), "year");
}
function moment(at) {
  if (!Number.isFinite(at) || Math.abs(at) > 864e13) return "a time out of range";
  const text = new Date(at).toISOString();
  return `${text.slice(0, 10)} ${text.endsWith(".000Z") ? text.slice(11, 19) : text.slice(11, 23)} UTC`;
}
var clockTime = (at) => moment(Math.floor(at / 1e3) * 1e3);
function day(value) {
  const at = typeof value === "number" ? value : Date.parse(value);
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : String(value);
}
function instantText(instant) {
  return instant === null ? "absent" : instant.at === null ? quote(instant.text) : moment(instant.at);
}
function commonName(subject) {
  const start = subject.indexOf("CN=");
  if (start < 0) return subject.replaceAll("\n", ", ");
  let stop = start + 3;
  while (stop < subject.length && subject[stop] !== "," && subject[stop] !== "\n") stop += 1;
  return subject.slice(start + 3, stop).trim();
}
function certificateLine(certificate) {
  return `SHA-256 ${certificate.sha256}  CN=${commonName(certificate.subject)}  ${day(certificate.notBefore)} to ${day(certificate.notAfter)}`;
}
function shortFingerprint(fingerprint) {
  return fingerprint.length > 14 ? `${fingerprint.slice(0, 11)}\u2026` : fingerprint;
}
function spName(expected) {
  return expected.sp?.name || "the service provider";
}
var isRehearsal = ({ sp: sp2 }) => sp2?.standsInFor !== void 0 && sp2.entityID !== void 0 && sp2.entityID === sp2.standsInFor.entityID;
var nameOr = (expected, otherwise) => expected.sp?.name ? `${expected.sp.name}'s` : otherwise;
function handOver(expected, what = "the current metadata of the identity provider") {
  const here2 = expected.sp?.standsInFor === void 0 ? " Use it here too." : " Give it to this connection too.";
  return `Download ${what} and give it (or the certificate in it) to ${spName(expected)}.${here2}`;
}
var entityIDName = (expected) => expected.sp?.standsInFor !== void 0 && !isRehearsal(expected) ? "this app's entityID" : `${nameOr(expected, "your")} entityID`;
var acsName = (expected) => `${expected.sp?.standsInFor === void 0 ? nameOr(expected, "your") : "this app's"} ACS URL`;
function capital(text) {
  return text === "" ? text : text[0].toUpperCase() + text.slice(1);
}
function isEmail(value) {
  const at = value.indexOf("@");
  if (at < 1 || at === value.length - 1 || value.indexOf("@", at + 1) >= 0) return false;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code <= 32 || code === 60 || code === 62 || code === 40 || code === 41 || code === 44 || code === 59 || code === 160) return false;
  }
  return value[at + 1] !== "." && value.at(-1) !== ".";
}
function isNCName(value) {
  if (value === "") return false;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    const letter = code >= 97 && code <= 122 || code >= 65 && code <= 90 || code === 95 || code >= 192;
    if (letter) continue;
    const later = code >= 48 && code <= 57 || code === 45 || code === 46 || code === 183;
    if (!later || i === 0) return false;
  }
  return true;
}
function isAbsoluteUri(value) {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]/.test(value);
}
var isBlank = (code) => code === 32 || code === 10 || code === 9 || code === 13 || code === 160;
function hasOuterSpace(value) {
  return value !== "" && (isBlank(value.charCodeAt(0)) || isBlank(value.charCodeAt(value.length - 1)));
}
function hostOf(address3) {
  const match = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:]+)/i.exec(address3);
  return match === null ? null : match[1].toLowerCase();
}
var bare = (value) => value.replace(/^https?:\/\//i, "");
var withoutSlash = (value) => value.endsWith("/") ? value.slice(0, -1) : value;
var withoutPort = (value) => value.replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)/i, "$1").replace(/^(http:\/\/[^/?#]*):80(?=[/?#]|$)/i, "$1");
var withoutAnyPort = (value) => value.replace(/^(https?:\/\/(?:\[[^\]/?#]*\]|[^/?#:]+)):\d+(?=[/?#]|$)/i, "$1");
var withoutWww = (value) => bare(value).replace(/^www\./i, "");
var collapsed = (value) => value.replace(/([^:/])\/{2,}/g, "$1/");
function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
var lookAlikes = {
  \u0430: "a",
  \u0435: "e",
  \u043E: "o",
  \u0440: "p",
  \u0441: "c",
  \u0443: "y",
  \u0445: "x",
  \u0456: "i",
  \u0458: "j",
  \u0455: "s",
  \u04BB: "h",
  "\u0501": "d",
  \u0578: "n",
  \u03B1: "a",
  \u03BF: "o",
  \u03BD: "v",
  \u03C1: "p",
  \u03B9: "i",
  \u0131: "i",
  \u0261: "g",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2044": "/",
  "\u2215": "/",
  "\uFF1A": ":",
  "\u2024": ".",
  "0": "o",
  O: "o",
  "1": "l",
  I: "l",
  "|": "l"
};
var skeleton = (value) => [...value.normalize("NFKC")].map((letter) => lookAlikes[letter] ?? lookAlikes[letter.toLowerCase()] ?? letter).join("").toLowerCase();
function lookAlikeWords(wanted3, found2) {
  const [one, other] = [[...wanted3], [...found2]];
  const at = other.findIndex((letter, index) => letter !== one[index]);
  const named3 = (letter) => letter === void 0 ? "nothing" : letter.charCodeAt(0) < 128 ? quote(letter) : `${quote(letter)} (U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")})`;
  return `only in characters that look alike: ${named3(other[at])} stands where ${named3(one[at])} is wanted`;
}
var environments = /* @__PURE__ */ new Set(["sandbox", "test", "testing", "staging", "stage", "stg", "dev", "development", "qa", "uat", "preview", "preprod", "demo", "prod", "production", "live"]);
function environmentWords(wanted3, found2) {
  if (hostOf(wanted3) === null || hostOf(found2) === null) return null;
  const parts = (value) => bare(value).toLowerCase().split(/[./-]/);
  const rest2 = (value) => parts(value).filter((part) => !environments.has(part)).join("/");
  const [one, other] = [wanted3, found2].map((value) => parts(value).filter((part) => environments.has(part)).join(" "));
  if (one === other || rest2(wanted3) !== rest2(found2)) return null;
  return `only in the environment: ${other === "" ? "none is named" : quote(other)} where ${one === "" ? "none is named" : quote(one)} is wanted`.replace("where none is named is wanted", "where none is wanted");
}
var beforeRollover = "before the planned rollover";
var afterRollover = "after the planned rollover";
var earlierLogin = "an earlier login";
function nearMiss(wanted3, found2) {
  if (wanted3 === found2 || wanted3 === "" || found2 === "") return null;
  const miss = (kind, words2) => ({ kind, words: words2 });
  if (wanted3.trim() === found2.trim()) return miss("white-space", "only in white space around the value");
  if (found2 === `spn:${wanted3}` || wanted3 === `spn:${found2}`) return miss("spn", 'only in the prefix "spn:"');
  if (withoutSlash(wanted3) === withoutSlash(found2)) return miss("trailing-slash", "only in the trailing slash");
  if (wanted3.toLowerCase() === found2.toLowerCase()) return miss("case", "only in upper and lower case");
  if (bare(wanted3) === bare(found2)) return miss("scheme", /^https?:/i.test(wanted3) === /^https?:/i.test(found2) ? "only in http and https" : 'only in the "https://" in front');
  if (withoutWww(wanted3) === withoutWww(found2)) return miss("www", 'only in the "www." in front');
  if (withoutPort(wanted3) === withoutPort(found2)) return miss("port", "only in the port number, which is the default one");
  if (withoutAnyPort(wanted3) === withoutAnyPort(found2)) return miss("port", "only in the port number");
  if (collapsed(wanted3) === collapsed(found2)) return miss("double-slash", "only in a doubled slash");
  if (withoutSlash(bare(wanted3)).toLowerCase() === withoutSlash(bare(found2)).toLowerCase()) return miss("form", "only in form (scheme, trailing slash or case)");
  if (decoded(wanted3) === decoded(found2)) return miss("encoding", "only in percent-encoding");
  if (skeleton(wanted3) === skeleton(found2)) return miss("look-alike", lookAlikeWords(wanted3, found2));
  if (wanted3.split(/[?#]/, 1)[0] === found2.split(/[?#]/, 1)[0]) return miss("query", "only after the question mark");
  if (found2.startsWith(wanted3)) return miss("longer", `in that ${quote(found2.slice(wanted3.length))} follows at the end`);
  if (wanted3.startsWith(found2)) return miss("shorter", `in that ${quote(wanted3.slice(found2.length))} is missing at the end`);
  const environment = environmentWords(wanted3, found2);
  if (environment !== null) return miss("environment", environment);
  const host = hostOf(wanted3);
  if (host !== null && host === hostOf(found2)) return miss("path", "only after the host name");
  if (host !== null && hostOf(found2) !== null && bare(wanted3).slice(host.length) === bare(found2).slice(hostOf(found2).length)) return miss("host", "only in the host name");
  return null;
}
function nearMissWords(wanted3, found2) {
  const near2 = nearMiss(wanted3, found2);
  return near2 === null ? "" : ` (they differ ${near2.words})`;
}

// shared/checks/envelope.ts
function envelopeChecks(of) {
  const { family, on, element: element2, side, get } = of;
  const needs2 = [of.need];
  return [
    defineCheck({
      id: `${family}/id`,
      on,
      severity: "error",
      title: `The ${element2} has a proper ID`,
      why: "Signatures, replies and replay protection name it by its ID, which must be an XML name: a letter or underscore first.",
      causes: ["The program that writes it uses a number or a bare UUID as ID; put an underscore in front.", "The ID was left out."],
      spec: spec("saml-core 1.3.4"),
      needs: needs2,
      run(facts) {
        const at = get(facts);
        if (at === null || at.id !== null && isNCName(at.id)) return null;
        return {
          message: at.id === null || at.id === "" ? `The ${element2} has no ID.` : `The ID ${quote(at.id)} of the ${element2} is no XML name: it must start with a letter or underscore and hold no spaces or colons.`,
          expected: "a name such as _4f7a90b2",
          actual: quote(at.id),
          place: at.node,
          fix: fix(side, `Give the ${element2} an ID that starts with an underscore or a letter.`)
        };
      }
    }),
    defineCheck({
      id: `${family}/version`,
      on,
      severity: "error",
      title: `The ${element2} says Version 2.0`,
      why: "A receiver refuses any other version.",
      causes: ["The Version attribute was left out of a template.", "The message is of another SAML version."],
      spec: spec(`saml-core ${of.section}`),
      needs: needs2,
      run(facts) {
        const at = get(facts);
        if (at === null || at.version === "2.0") return null;
        return {
          message: at.version === null ? `The ${element2} has no Version, and it must say "2.0".` : `The ${element2} says Version ${quote(at.version)}, and it must say "2.0".`,
          expected: "2.0",
          actual: at.version ?? "absent",
          place: at.version === null ? at.node : { node: at.node, attribute: "Version" },
          fix: fix(side, `Send the ${element2} with Version="2.0".`)
        };
      }
    }),
    defineCheck({
      id: `${family}/issue-instant`,
      on,
      severity: "error",
      title: `The ${element2} says when it was issued, in UTC`,
      why: "Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.",
      causes: ["The program writes its local time with a zone offset.", "The attribute was left out."],
      spec: spec("saml-core 1.3.3"),
      needs: needs2,
      run: (facts) => {
        const at = get(facts);
        return at === null ? null : timeProblem(at.issueInstant, "IssueInstant", element2, at.node, side);
      }
    }),
    defineCheck({
      id: `${family}/issuer-format`,
      on,
      severity: "error",
      title: `The Issuer of the ${element2} is an entityID`,
      why: "An Issuer names a provider; with another Format its text means something else.",
      causes: ["The Format of the user's NameID was put on the Issuer by mistake."],
      spec: spec("saml-profiles 4.1.4.2"),
      needs: needs2,
      run(facts) {
        const issuer = get(facts)?.issuer;
        if (issuer == null || issuer.format === null || issuer.format === nameIDFormat.entity) return null;
        return {
          message: `The Issuer of the ${element2} has the Format ${quote(issuer.format)}, where only "entity" or none is allowed.`,
          expected: nameIDFormat.entity,
          actual: issuer.format,
          place: { node: issuer.node, attribute: "Format" },
          fix: fix(side, "Leave the Format off the Issuer.", side === "idp" ? "idpEntityID" : "entityID")
        };
      }
    }),
    defineCheck({
      id: `${family}/from-the-future`,
      on,
      severity: "warning",
      title: `The ${element2} was not issued in the future`,
      why: "A time ahead of the receiver's clock means the two clocks differ; a little more and the message is refused.",
      causes: ["One of the two clocks is not kept in time by NTP.", "The time of judgement was set to before the login."],
      spec: spec("SAML2Int SDP-G01"),
      needs: needs2,
      run(facts, expected) {
        const at = get(facts);
        const issued = at?.issueInstant?.at;
        if (at === null || issued == null || issued <= expected.now + skewOf(expected)) return null;
        return {
          message: `The ${element2} was issued ${duration(issued - expected.now)} after the time it is judged at.`,
          expected: `up to ${clockTime(expected.now + skewOf(expected))}`,
          actual: moment(issued),
          place: { node: at.node, attribute: "IssueInstant" },
          fix: fix("clock", "Set both clocks by NTP; the difference must stay within the tolerance.", "clock")
        };
      }
    })
  ];
}
function timeProblem(instant, attribute2, element2, node, side) {
  if (instant !== null && instant.at !== null && instant.utc) return null;
  const place2 = instant === null ? node : { node, attribute: attribute2 };
  const remedy2 = fix(side, `Write ${attribute2} in UTC with a Z at its end, such as 2026-01-31T08:00:00Z.`);
  if (instant === null) return { message: `The ${element2} has no ${attribute2}.`, expected: "a time in UTC", actual: "absent", place: place2, fix: remedy2 };
  if (instant.at === null) return { message: `The ${attribute2} ${quote(instant.text)} of the ${element2} is not a time.`, expected: "such as 2026-01-31T08:00:00Z", actual: instant.text, place: place2, fix: remedy2 };
  return { message: `The ${attribute2} ${quote(instant.text)} of the ${element2} is not in UTC: it must end in Z.`, expected: instantText(instant), actual: instant.text, place: place2, fix: remedy2 };
}
function issuerProblem(issuer, expected, element2) {
  const wanted3 = expected.idp.entityID;
  if (issuer === null || issuer.value === wanted3) return null;
  return {
    message: `The ${element2} is from another identity provider: its Issuer is ${quote(issuer.value)}, and the one you set up is ${quote(wanted3)}${nearMissWords(wanted3, issuer.value)}.`,
    expected: wanted3,
    actual: issuer.value,
    place: issuer.node,
    fix: fix("sp", `Give ${spName(expected)} the metadata with the entityID ${quote(issuer.value)}, or log in at the identity provider you meant.`, "idpEntityID", issuer.value)
  };
}

// shared/checks/status-words.ts
var words = (says, side, text, field2) => ({ says, fix: fix(side, text, field2) });
var statusWords = {
  Requester: words("it found fault with the request of the service provider", "sp", "Compare the AuthnRequest with what is registered at the identity provider: Issuer, ACS URL, binding and signature.", "entityID"),
  Responder: words("something went wrong at its side", "idp", "Look up this login in the sign-in log of the identity provider, by its time and request ID.", "signInLog"),
  VersionMismatch: words("it does not speak the SAML version of the request", "sp", 'Send the request with Version="2.0".'),
  AuthnFailed: words("the user could not be authenticated, or cancelled", "idp", "Look up this login in the sign-in log of the identity provider, and let the user try again.", "signInLog"),
  NoPassive: words("the request forbade it to show a login page (IsPassive), and the user had no session", "sp", 'Send the AuthnRequest without IsPassive="true".'),
  NoAuthnContext: words("it cannot log the user in by the method that the request demands", "sp", "Remove RequestedAuthnContext from the AuthnRequest, or ask for a method the identity provider has.", "authnContext"),
  InvalidNameIDPolicy: words("it cannot issue a NameID of the format that the request demands", "sp", "Remove the Format from NameIDPolicy in the AuthnRequest, or let the identity provider issue a NameID of that format.", "nameIDFormat"),
  RequestDenied: words("its policy refuses this user or this request", "idp", "Assign the user to the application. If the user is assigned, see whether requests must be signed there.", "assignment"),
  RequestUnsupported: words("the request asks for something it does not support", "sp", "Remove the property that the status message names from the AuthnRequest."),
  UnsupportedBinding: words("the request asks to be answered by a binding it does not have", "sp", "Ask for HTTP-POST as ProtocolBinding in the AuthnRequest.", "binding"),
  UnknownPrincipal: words("it does not know the user", "idp", "Create or synchronise the user at the identity provider.", "assignment"),
  UnknownAttrProfile: words("it does not know the attribute profile of the request", "sp", "Remove AttributeConsumingServiceIndex from the AuthnRequest.", "attributes"),
  InvalidAttrNameOrValue: words("the request asks for an attribute it does not know", "sp", "Remove the requested attributes from the AuthnRequest.", "attributes"),
  PartialLogout: words("not all sessions could be ended", "sp", "Tell the user to close the browser; some applications may still be logged in.", "singleLogoutService"),
  ProxyCountExceeded: words("it may not pass the request on to another identity provider", "sp", "Remove Scoping from the AuthnRequest."),
  NoAvailableIDP: words("none of the identity providers the request names can be reached", "sp", "Remove Scoping from the AuthnRequest."),
  NoSupportedIDP: words("it supports none of the identity providers the request names", "sp", "Remove Scoping from the AuthnRequest."),
  ResourceNotRecognized: words("it does not recognise what the request asks about", "sp", "Compare the AuthnRequest with what is registered at the identity provider."),
  TooManyResponses: words("the answer would be longer than it can send", "sp", "Ask for less in the request."),
  RequestVersionTooHigh: words("the SAML version of the request is too high for it", "sp", 'Send the request with Version="2.0".'),
  RequestVersionTooLow: words("the SAML version of the request is too low for it", "sp", 'Send the request with Version="2.0".'),
  RequestVersionDeprecated: words("the SAML version of the request is no longer supported", "sp", 'Send the request with Version="2.0".')
};
var success = status.success;
var isSuccess = (facts) => facts.codes[0] === success;
function tellingCode(facts) {
  for (let i = facts.codes.length - 1; i >= 0; i -= 1) {
    const name2 = shortName(facts.codes[i]);
    if (statusWords[name2] !== void 0) return name2;
  }
  return shortName(facts.codes.at(-1) ?? "");
}
function entraCode(facts) {
  return /AADSTS\d{4,9}/.exec(facts.message ?? facts.detail ?? "")?.[0] ?? null;
}
function adfsCode(facts) {
  return /MSIS\d{4}/.exec(facts.message ?? facts.detail ?? "")?.[0] ?? null;
}
var codePath = (facts) => facts.codes.map(shortName).join(" / ");

// shared/checks/response.ts
var order = ["Issuer", "Signature", "Extensions", "Status", "Assertion"];
var responseChecks = [
  ...envelopeChecks({ family: "response", on: "response", need: "response", element: "Response", side: "idp", section: "3.2.2", get: (facts) => facts.response }),
  defineCheck({
    id: "response/destination",
    on: "response",
    severity: "error",
    title: "Destination is the ACS URL",
    why: "A receiver must discard a message that was sent to another address: it may have been stolen from there.",
    causes: ["The reply URL at the identity provider has a typing error, such as a missing trailing slash.", "The service provider runs behind a proxy and sees http or another host.", "The message is for another application."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response", "acs"],
    run(facts, expected) {
      const found2 = facts.response.destination;
      const wanted3 = expected.sp.assertionConsumerService;
      if (found2 === null || found2 === "" || found2 === wanted3) return null;
      return {
        message: `The response was sent to another address: its Destination is ${quote(found2)}, and ${acsName(expected)} is ${quote(wanted3)}${nearMissWords(wanted3, found2)}.`,
        expected: wanted3,
        actual: found2,
        place: { node: facts.response.node, attribute: "Destination" },
        fix: fix("idp", `Enter ${wanted3} as the ACS URL (reply URL), letter by letter.`, "destination", wanted3)
      };
    }
  }),
  defineCheck({
    id: "response/destination-missing",
    on: "response",
    severity: "error",
    title: "A signed Response names its Destination",
    why: "A signed message sent through the browser must say where it belongs, or it can be replayed elsewhere.",
    causes: ["The identity provider leaves Destination out.", "The field for it is empty at the identity provider."],
    spec: spec("saml-bindings 3.5.5.2"),
    needs: ["response"],
    run: (facts, expected) => (facts.response.destination ?? "") !== "" || !responseSigned(facts) ? null : {
      message: "The Response is signed but names no Destination.",
      expected: expected.sp?.assertionConsumerService ?? "the ACS URL",
      actual: quote(facts.response.destination),
      place: facts.response.node,
      fix: fix("idp", "Send the ACS URL as Destination.", "destination")
    }
  }),
  defineCheck({
    id: "response/issuer-missing",
    on: "response",
    severity: "error",
    title: "A signed or encrypted Response names its Issuer",
    why: "Without it a receiver cannot tell whose key to try.",
    causes: ["The identity provider leaves the Issuer out of the Response."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response"],
    run: (facts) => (facts.response.issuer?.value.trim() ?? "") !== "" || facts.response.encryptedAssertions === 0 && !responseSigned(facts) ? null : {
      message: `The Response is ${responseSigned(facts) ? "signed" : "encrypted"} but names no Issuer.`,
      place: facts.response.node,
      fix: fix("idp", "Send the identity provider's entityID as Issuer of the Response.", "idpEntityID")
    }
  }),
  defineCheck({
    id: "response/issuer",
    on: "response",
    severity: "error",
    title: "The Response is from the identity provider you set up",
    why: "A service provider looks up keys by the Issuer; one it does not know is refused.",
    causes: ["The entityID was typed by hand (trailing slash, http or https).", "The metadata is of another tenant or environment.", "The user logged in at another identity provider."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response", "idp-entity-id"],
    run: (facts, expected) => issuerProblem(facts.response.issuer, expected, "Response")
  }),
  defineCheck({
    id: "response/binding",
    on: "response",
    severity: "error",
    title: "Not sent by HTTP-Redirect",
    why: "A Response with an assertion must be posted: in a URL it is cut off, logged and leaked.",
    causes: ["The identity provider answers with the binding the request came by; force POST there.", "The ACS is registered with the wrong binding."],
    spec: spec("saml-profiles 4.1.2"),
    needs: ["response"],
    // A signature in the query string shows it too.
    run: (facts, expected) => expected.binding !== "HTTP-Redirect" && expected.binding !== binding.redirect && !facts.signatures.some((signature2) => signature2.detached) ? null : {
      message: "The Response came by HTTP-Redirect, and a browser login must be answered by HTTP-POST.",
      expected: "HTTP-POST",
      actual: "HTTP-Redirect",
      place: facts.response.node,
      fix: fix("idp", "Make the identity provider answer by HTTP-POST (in Keycloak: Force POST Binding).", "binding")
    }
  }),
  defineCheck({
    id: "response/no-assertion",
    on: "response",
    severity: "error",
    title: "A successful Response carries an assertion",
    why: "The assertion is what says who logged in.",
    causes: ["A fault at the identity provider.", "Something between removed it.", "The assertion stands in another namespace and so is none."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response", "success"],
    run: (facts) => facts.response.assertions.length + facts.response.encryptedAssertions > 0 ? null : {
      message: facts.response.status === null ? "The Response carries no assertion." : "The Response reports success but carries no assertion.",
      expected: "one assertion",
      actual: "none",
      place: facts.response.node,
      fix: fix("idp", "Look up this login in the sign-in log of the identity provider, and capture the response again.", "signInLog")
    }
  }),
  defineCheck({
    id: "response/several-assertions",
    on: "response",
    severity: "error",
    title: "Exactly one assertion",
    why: "With two, the service provider may verify one and read the other.",
    causes: ["It is a signature wrapping attack.", "The identity provider sends one assertion for each of several purposes."],
    spec: spec("SAML2Int SDP-IDP10"),
    needs: ["response"],
    run(facts) {
      const response2 = facts.response;
      const encrypted3 = response2.assertions.reduce((count2, assertion) => assertion.from === "plain" ? count2 : count2 + 1, 0);
      const total = response2.assertions.length - encrypted3 + Math.max(encrypted3, response2.encryptedAssertions);
      if (total < 2) return null;
      const uncovered = response2.assertions.filter((assertion) => assertion.coveredBy.length === 0).length;
      const some = uncovered > 0 && uncovered < response2.assertions.length ? `, of which ${plural(uncovered, "is", "are")} not covered by any verified signature` : "";
      return {
        message: `The Response carries ${plural(total, "assertion")}${some}.`,
        expected: "one assertion",
        actual: plural(total, "assertion"),
        place: response2.assertions[1]?.node ?? response2.node,
        fix: some === "" ? fix("idp", "Send exactly one assertion in a response.") : refuse("Do not accept this message: an assertion that nobody signed was put beside a signed one.")
      };
    }
  }),
  defineCheck({
    id: "response/stray-assertion",
    on: "response",
    severity: "error",
    title: "No assertion anywhere else",
    why: "An assertion hidden in another element is how signature wrapping works: the signed one is moved away and a forged one put in its place.",
    causes: ["It is a signature wrapping attack.", "A program nested one response in another."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response"],
    run(facts) {
      const stray = facts.response.strayAssertions;
      if (stray.length === 0) return null;
      return stray.slice(0, 20).map((item) => ({
        message: `An assertion stands where none belongs: ${item.path}.`,
        expected: "Response/Assertion",
        actual: item.path,
        place: item.node,
        fix: refuse("Do not accept this message; find out who put a second assertion into it.")
      }));
    }
  }),
  defineCheck({
    id: "response/error-with-assertion",
    on: "response",
    severity: "error",
    title: "An error carries no assertion",
    why: "A response that reports an error must not say who logged in; receivers that miss the status would let the user in.",
    causes: ["A fault at the identity provider.", "The status was changed on the way."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response"],
    run(facts) {
      const response2 = facts.response;
      if (response2.status === null || isSuccess(response2.status) || response2.assertions.length + response2.encryptedAssertions === 0) return null;
      return { message: "The Response reports an error and yet carries an assertion.", expected: "no assertion", actual: plural(Math.max(response2.assertions.length, response2.encryptedAssertions), "assertion"), place: response2.node, fix: fix("idp", "Do not accept this message, and look up this login in the sign-in log of the identity provider.", "signInLog") };
    }
  }),
  defineCheck({
    id: "response/repeated-child",
    on: "response",
    severity: "error",
    title: "Issuer, Extensions and Status once each",
    why: "When one stands twice, one receiver reads the first and another the last: success for one is an error for the other.",
    causes: ["The message was put together by hand, or changed on the way."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response"],
    run({ response: response2 }) {
      const { children, node } = response2;
      const twice2 = ["Issuer", "Extensions", "Status"].filter((name2) => children.indexOf(name2) !== children.lastIndexOf(name2));
      return twice2.length === 0 ? null : { message: `The Response holds ${list(twice2)} more than once, and receivers differ in which one they read.`, expected: "once each", actual: list(children, 12).replaceAll('"', ""), place: node, fix: fix("idp", "Send each of them once.") };
    }
  }),
  defineCheck({
    id: "response/child-order",
    on: "response",
    severity: "error",
    title: "Children of the Response in the order of the schema",
    why: "Receivers that check the schema refuse the message: Issuer, Signature, Extensions, Status, then the assertion.",
    causes: ["The Signature was appended at the end instead of after the Issuer.", "The message was put together by hand."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response"],
    run: (facts) => orderProblem(facts.response.children, order, "Response", facts.response.node)
  })
];
function orderProblem(children, wanted3, element2, node) {
  let last2 = 0;
  for (const name2 of children) {
    let position = wanted3.indexOf(name2);
    if (position < 0 && name2.startsWith("Encrypted")) position = wanted3.indexOf(name2.slice(9));
    if (position < 0) continue;
    if (position < last2) {
      return {
        message: `${name2} stands after ${wanted3[last2]} in the ${element2}, against the order of the schema.`,
        expected: wanted3.join(", "),
        actual: list(children, 12).replaceAll('"', ""),
        place: node,
        fix: fix("idp", `Put ${name2} before ${wanted3[last2]}.`)
      };
    }
    last2 = position;
  }
  return null;
}

// shared/checks/assertion.ts
var order2 = ["Issuer", "Signature", "Subject", "Conditions", "Advice", "Statement"];
var statements = /* @__PURE__ */ new Set(["AuthnStatement", "AttributeStatement", "AuthzDecisionStatement"]);
var assertionChecks = [
  ...envelopeChecks({ family: "assertion", on: "response", need: "assertion", element: "Assertion", side: "idp", section: "2.3.3", get: assertionOf }),
  defineCheck({
    id: "assertion/issuer-missing",
    on: "response",
    severity: "error",
    title: "The assertion names its Issuer",
    why: "Without it nobody knows whose word it is.",
    causes: ["The Issuer was left out of a template."],
    spec: spec("saml-core 2.3.3"),
    needs: ["assertion"],
    run(facts) {
      const assertion = assertionOf(facts);
      return assertion.issuer !== null && assertion.issuer.value.trim() !== "" ? null : { message: "The assertion does not name its Issuer.", expected: "the entityID of the identity provider", actual: assertion.issuer === null ? "absent" : "empty", place: assertion.node, fix: fix("idp", "Send the identity provider's entityID as Issuer.", "idpEntityID") };
    }
  }),
  defineCheck({
    id: "assertion/issuer",
    on: "response",
    severity: "error",
    title: "The assertion is from the identity provider you set up",
    why: "A service provider compares the Issuer letter by letter with what was set up.",
    causes: ["The entityID was typed by hand (trailing slash, http or https).", "The metadata is of another tenant or environment.", "The user logged in at another identity provider."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion", "idp-entity-id"],
    run(facts, expected) {
      const issuer = assertionOf(facts).issuer;
      return issuer === null || issuer.value.trim() === "" ? null : issuerProblem(issuer, expected, "assertion");
    }
  }),
  defineCheck({
    id: "assertion/issuers-agree",
    on: "response",
    severity: "error",
    title: "Response and assertion are from the same Issuer",
    why: "All of a response must come from one identity provider; strict receivers refuse a mixture.",
    causes: ["A proxy in between wrote its own Issuer on the Response.", "The assertion was put into a response of another identity provider."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response", "assertion"],
    run(facts) {
      const outer = facts.response.issuer;
      const inner = assertionOf(facts).issuer;
      if (outer === null || inner === null || outer.value === inner.value || outer.value.trim() === "" || inner.value.trim() === "") return null;
      return { message: `The Response says it is from ${quote(outer.value)} but its assertion from ${quote(inner.value)}${nearMissWords(outer.value, inner.value)}.`, expected: outer.value, actual: inner.value, place: inner.node, fix: fix("idp", "Send the same entityID as Issuer in both.", "idpEntityID") };
    }
  }),
  defineCheck({
    id: "assertion/child-order",
    on: "response",
    severity: "error",
    title: "Children of the assertion in the order of the schema",
    why: "Receivers that check the schema refuse it: Issuer, Signature, Subject, Conditions, Advice, then the statements.",
    causes: ["The Signature was appended at the end instead of after the Issuer.", "The message was put together by hand."],
    spec: spec("saml-core 2.3.3"),
    needs: ["assertion"],
    run(facts) {
      const assertion = assertionOf(facts);
      const problem = orderProblem(assertion.children, order2, "Assertion", assertion.node);
      if (problem !== null) return problem;
      const first = assertion.children.findIndex((name2) => statements.has(name2));
      const late = first < 0 ? void 0 : assertion.children.slice(first).find((name2) => order2.includes(name2) && name2 !== "Statement");
      return late === void 0 ? null : { message: `${late} stands after ${assertion.children[first]} in the Assertion, against the order of the schema.`, expected: order2.join(", "), actual: assertion.children.slice(0, 12).join(", "), place: assertion.node, fix: fix("idp", `Put ${late} before the statements.`) };
    }
  }),
  defineCheck({
    id: "assertion/attribute-statements",
    on: "response",
    severity: "warning",
    title: "At most one AttributeStatement",
    why: "Some service providers read only the first, so attributes in a second are lost.",
    causes: ["The identity provider writes one statement for each source of attributes."],
    spec: spec("SAML2Int SDP-IDP10"),
    needs: ["assertion"],
    run(facts) {
      const { attributeStatements, node } = assertionOf(facts);
      return attributeStatements < 2 ? null : { message: `The assertion has ${plural(attributeStatements, "AttributeStatement")}, of which some service providers read only the first.`, expected: "at most 1", actual: String(attributeStatements), place: node, fix: fix("idp", "Send all attributes in one AttributeStatement.", "attributes") };
    }
  }),
  defineCheck({
    id: "assertion/attribute-statement-empty",
    on: "response",
    severity: "error",
    title: "An AttributeStatement holds attributes",
    why: "The schema wants at least one attribute in it; receivers that check the schema refuse the message.",
    causes: ["No attribute is mapped, and the identity provider writes the empty statement all the same."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion"],
    run(facts) {
      const { attributeStatements, attributes, encryptedAttributes, node } = assertionOf(facts);
      return attributeStatements === 0 || attributes.length + encryptedAttributes > 0 ? null : { message: "The AttributeStatement is empty, which receivers that check the schema refuse.", expected: "at least 1 attribute", actual: "none", place: node, fix: fix("idp", "Map an attribute, such as the e-mail address, or leave the statement out.", "attributes") };
    }
  })
];

// shared/checks/attributes.ts
var MOST_FINDINGS = 20;
var emailNames = new Set(emailAttributeNames);
var NAMES_KEPT = 2e3;
var names = /* @__PURE__ */ new Map();
function nameFacts(name2) {
  let facts = names.get(name2);
  if (facts !== void 0) return facts;
  facts = {
    email: emailNames.has(name2),
    secret: /(?:access_?token|refresh_?token|password|client_?secret)$/i.test(name2),
    grouplike: /group|role|member|entitlement|affiliation/i.test(name2),
    groups: /groups$/i.test(name2),
    uri: isAbsoluteUri(name2),
    basic: name2 !== "" && !/[\s/]/.test(name2)
  };
  if (names.size >= NAMES_KEPT) names.clear();
  if (name2.length <= 300) names.set(name2, facts);
  return facts;
}
function each(facts, rule2) {
  let problems = null;
  for (const attribute2 of assertionOf(facts).attributes) {
    const problem = rule2(attribute2);
    if (problem === null) continue;
    (problems ??= []).push(problem);
    if (problems.length === MOST_FINDINGS) break;
  }
  return problems;
}
var named = (attributes, names4) => attributes.find((attribute2) => names4.includes(attribute2.name));
function missing(facts, expected, email) {
  const { attributes, node, encryptedAttributes } = assertionOf(facts);
  let problems = null;
  for (const wanted3 of expected.sp.requires.attributes ?? []) {
    if (!wanted3.required || wanted3.term === "email" !== email) continue;
    const found2 = named(attributes, wanted3.names);
    if (found2 !== void 0 && (found2.structured > 0 || found2.values.some((value) => value.trim() !== ""))) continue;
    if (found2 === void 0 && encryptedAttributes > 0) continue;
    const what = email ? "the e-mail address" : wanted3.term;
    (problems ??= []).push({
      message: found2 === void 0 ? `${capital(spName(expected))} needs ${what} as an attribute, and none of the names it reads is there: ${list(wanted3.names)}.` : `${capital(spName(expected))} needs ${what}, and the attribute ${quote(found2.name)} is empty.`,
      expected: wanted3.names.slice(0, 10).join(" or "),
      actual: found2 === void 0 ? list(attributes.map((attribute2) => attribute2.name), 8).replaceAll('"', "") : "empty",
      place: found2?.node ?? node,
      fix: fix("idp", found2 === void 0 ? `Send ${what} as an attribute named ${quote(wanted3.names[0] ?? wanted3.term)}.` : `Fill ${what} of this user in the directory of the identity provider.`, email ? "email" : wanted3.term === "groups" ? "groups" : "attributes", found2 === void 0 ? wanted3.names[0] : void 0)
    });
  }
  return problems;
}
var attributesChecks = [
  defineCheck({
    id: "attributes/email-missing",
    on: "response",
    severity: "error",
    title: "The e-mail address is there, as the service provider needs",
    why: "The service provider makes or finds the account by it.",
    causes: ["No attribute is mapped to the e-mail address.", "It is sent under another name; names are compared letter by letter.", "The user has no e-mail address in the directory (Entra drops empty claims)."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion", "sp-requirements"],
    run: (facts, expected) => missing(facts, expected, true)
  }),
  defineCheck({
    id: "attributes/required-missing",
    on: "response",
    severity: "error",
    title: "Every attribute the service provider needs is there",
    why: "Without it the login fails, or the user gets too few rights.",
    causes: ["The attribute is not mapped at the identity provider.", "It is sent under another name; names are compared letter by letter.", "It is empty for this user."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion", "sp-requirements"],
    run: (facts, expected) => missing(facts, expected, false)
  }),
  defineCheck({
    id: "attributes/no-email",
    on: "response",
    severity: "warning",
    title: "An e-mail address stands somewhere",
    why: "Most service providers find or make the account by e-mail address, in the NameID or in an attribute.",
    causes: ["No attribute is mapped to the e-mail address.", "The user has no e-mail address in the directory.", "The service provider knows users by another name, and all is well."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion", "name-id"],
    run(facts, expected) {
      const { attributes, subject, node, encryptedAttributes } = assertionOf(facts);
      const requires = expected.sp?.requires;
      if (requires?.nameIDIsEmail !== void 0 || requires?.attributes !== void 0 || encryptedAttributes > 0) return null;
      if (isEmail(subject.nameID.value.trim())) return null;
      for (const attribute2 of attributes) if (attribute2.values.length === 1 && isEmail(attribute2.values[0].trim())) return null;
      return { message: `Neither the NameID (${quote(subject.nameID.value)}) nor any attribute is an e-mail address.`, expected: "an e-mail address", actual: list(attributes.map((attribute2) => attribute2.name), 8).replaceAll('"', ""), place: node, fix: fix("idp", `Send the user's e-mail address as an attribute, such as ${emailAttributeNames[0]}, and fill it in the directory.`, "email") };
    }
  }),
  defineCheck({
    id: "attributes/email-format",
    on: "response",
    severity: "warning",
    title: "The e-mail attribute holds an address",
    why: "A user name in its place makes an account nobody can mail to.",
    causes: ["The user name is mapped to the e-mail attribute."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      if (!nameFacts(attribute2.name).email) return null;
      const odd2 = attribute2.values.find((value) => value.trim() !== "" && !isEmail(value.trim()));
      return odd2 === void 0 ? null : { message: `The attribute ${quote(attribute2.name)} should hold an e-mail address and holds ${quote(odd2)}.`, expected: "local@domain", actual: odd2, place: attribute2.node, fix: fix("idp", "Map the user's e-mail address to this attribute.", "email") };
    })
  }),
  defineCheck({
    id: "attributes/empty",
    on: "response",
    severity: "warning",
    title: "Attributes have values",
    why: "An empty value overwrites what the service provider has, or counts as missing.",
    causes: ["The source is empty for this user in the directory."],
    spec: spec("saml-core 2.7.3.1.1"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      if (attribute2.encrypted || attribute2.structured > 0 || attribute2.values.some((value) => value.trim() !== "")) return null;
      return { message: `The attribute ${quote(attribute2.name)} has no value.`, expected: "a value", actual: "empty", place: attribute2.node, fix: nameFacts(attribute2.name).email ? fix("idp", "Fill the e-mail address of this user in the directory, or do not send the attribute when it is empty.", "email") : fix("idp", "Fill its source for this user, or do not send it when it is empty.", "attributes") };
    })
  }),
  defineCheck({
    id: "attributes/duplicate",
    on: "response",
    severity: "warning",
    title: "Every attribute name once",
    why: "Some service providers read the first, some the last, and some all of them.",
    causes: ["Keycloak's role list writes one Role attribute for each role.", "Two rules at the identity provider issue the same claim."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion"],
    run(facts) {
      const { attributes } = assertionOf(facts);
      if (attributes.length < 2) return null;
      const seen2 = /* @__PURE__ */ new Map();
      let repeated2 = null;
      for (const attribute2 of attributes) {
        const count2 = (seen2.get(attribute2.name) ?? 0) + 1;
        seen2.set(attribute2.name, count2);
        if (count2 === 2) (repeated2 ??= /* @__PURE__ */ new Map()).set(attribute2.name, attribute2);
      }
      if (repeated2 === null) return null;
      return [...repeated2].slice(0, MOST_FINDINGS).map(([name2, attribute2]) => ({ message: `The attribute ${quote(name2)} stands ${seen2.get(name2) === 2 ? "twice" : `${seen2.get(name2)} times`}; service providers differ in which one they read.`, expected: "one Attribute with several values", actual: plural(seen2.get(name2), "Attribute"), place: attribute2.node, fix: fix("idp", nameFacts(name2).email ? "Remove one of the two rules that send it, so that one address is sent." : "Send one attribute with several values (Keycloak: Single Role Attribute).", nameFacts(name2).email ? "email" : "attributes") }));
    }
  }),
  defineCheck({
    id: "attributes/delimited",
    on: "response",
    severity: "warning",
    title: "Several values are several elements",
    why: "A list in one value is read as one long name, so no group matches.",
    causes: ["A join function builds the value at the identity provider."],
    spec: spec("SAML2Int SDP-IDP20"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      const value = attribute2.values.length === 1 ? attribute2.values[0] : "";
      if (value.length < 3 || value.length > 1e5 || !nameFacts(attribute2.name).grouplike) return null;
      const delimiter = value.includes(";") ? ";" : value.includes("|") ? "|" : value.includes(",") && !/^(?:cn|uid|ou)=/i.test(value) ? "," : null;
      return delimiter === null ? null : { message: `The attribute ${quote(attribute2.name)} has one value that looks like a list with ${quote(delimiter)} between: ${quote(value)}.`, expected: "one AttributeValue for each", actual: value.slice(0, 500), place: attribute2.node, fix: fix("idp", "Send each value in an AttributeValue of its own.", "groups") };
    })
  }),
  defineCheck({
    id: "attributes/white-space",
    on: "response",
    severity: "warning",
    title: "No white space around values",
    why: "Values are compared letter by letter, so a group with a blank in front does not match.",
    causes: ["A list was split at its commas and the blanks stayed.", "The message was pretty-printed before it was signed."],
    spec: spec("saml-core 1.3.1"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      for (const value of attribute2.values) {
        if (hasOuterSpace(value) && value.trim() !== "") return { message: `A value of the attribute ${quote(attribute2.name)} has white space around it: ${quote(value)}.`, expected: value.trim(), actual: value, place: attribute2.node, fix: fix("idp", "Remove the white space at the source.", "attributes") };
      }
      return null;
    })
  }),
  defineCheck({
    id: "attributes/groups-overage",
    on: "response",
    severity: "warning",
    title: "The groups are there, not only a link to them",
    why: "Above 150 groups Entra sends a link instead of the list, and the service provider sees no group at all.",
    causes: ["The user is in more than 150 groups.", "All groups are sent instead of those assigned to the application."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => attribute2.name !== "http://schemas.microsoft.com/claims/groups.link" ? null : { message: "The user is in too many groups: Entra sent a link instead of the list.", expected: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", actual: attribute2.name, place: attribute2.node, fix: fix("idp", "Send only groups assigned to the application, or filter them in the groups claim.", "groups") })
  }),
  defineCheck({
    id: "attributes/group-ids",
    on: "response",
    severity: "info",
    title: "Groups are names",
    why: "Identifiers match only where the service provider is set up with the same identifiers.",
    causes: ["Entra sends the object ID of groups unless told otherwise."],
    spec: spec("saml-core 2.7.3"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      if (!nameFacts(attribute2.name).groups) return null;
      const id = attribute2.values[0];
      if (id === void 0 || id.length !== 36 || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
      return { message: `The groups are sent as identifiers (${quote(id)}), not by name.`, actual: id, place: attribute2.node, fix: fix("idp", "Choose the group name as source, or enter the identifiers at the service provider.", "groups") };
    })
  }),
  defineCheck({
    id: "attributes/name-format",
    on: "response",
    severity: "warning",
    title: "Attribute names are of the format they say",
    why: "A service provider that compares name and format does not find the attribute.",
    causes: ["The format was chosen by hand at the identity provider and does not fit the name."],
    spec: spec("saml-core 8.2"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => {
      const uri = attribute2.nameFormat === attributeNameFormat.uri;
      if (!uri && attribute2.nameFormat !== attributeNameFormat.basic) return null;
      if (uri ? nameFacts(attribute2.name).uri : nameFacts(attribute2.name).basic) return null;
      return { message: `The attribute ${quote(attribute2.name)} says its name is ${uri ? "a URI" : "a basic name"}, and it is not.`, expected: uri ? "such as urn:oid:0.9.2342.19200300.100.1.3" : "a name without spaces or slashes", actual: attribute2.name, place: attribute2.node, fix: fix("idp", `Set the name format to ${uri ? "basic" : "uri"}.`, "attributes") };
    })
  }),
  defineCheck({
    id: "attributes/structured",
    on: "response",
    severity: "info",
    title: "Values are text",
    why: "Values made of elements, such as eduPersonTargetedID, are read by few service providers.",
    causes: ["The attribute is defined that way in its federation."],
    spec: spec("saml-core 2.7.3.1.1"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => attribute2.structured === 0 ? null : { message: `The attribute ${quote(attribute2.name)} has ${plural(attribute2.structured, "value")} made of elements, which few service providers read.`, actual: plural(attribute2.structured, "structured value"), place: attribute2.node })
  }),
  defineCheck({
    id: "attributes/secret",
    on: "response",
    severity: "warning",
    title: "No access tokens or passwords",
    why: "An assertion passes through the user's browser and into logs; a token in it can be used by whoever reads them.",
    causes: ["Auth0 sends identities with their access_token unless mapIdentities is false."],
    spec: spec("policy secrets in assertions"),
    needs: ["assertion"],
    run: (facts) => each(facts, (attribute2) => !nameFacts(attribute2.name).secret ? null : { message: `The attribute ${quote(attribute2.name)} carries a secret through the browser.`, place: attribute2.node, fix: fix("idp", "Do not send it (Auth0: set mapIdentities to false).", "attributes") })
  })
];

// shared/checks/authn.ts
var authnChecks = [
  defineCheck({
    id: "authn/statement-missing",
    on: "response",
    severity: "error",
    title: "The assertion has an AuthnStatement",
    why: "It says that the user authenticated at all; without it the assertion only describes somebody.",
    causes: ["The statement is switched off at the identity provider (Keycloak: Include AuthnStatement).", "A template leaves it out (samlify's does)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run: (facts) => assertionOf(facts).authnStatements.length > 0 ? null : { message: "The assertion has no AuthnStatement: it does not say that the user authenticated.", expected: "one AuthnStatement", actual: "none", place: assertionOf(facts).node, fix: fix("idp", "Switch on the AuthnStatement at the identity provider.", "authnContext") }
  }),
  defineCheck({
    id: "authn/several-statements",
    on: "response",
    severity: "warning",
    title: "Exactly one AuthnStatement",
    why: "Service providers read the first; sessions of others are never ended.",
    causes: ["The identity provider writes one for each method of authentication."],
    spec: spec("SAML2Int SDP-IDP10"),
    needs: ["assertion"],
    run(facts) {
      const count2 = assertionOf(facts).authnStatements.length;
      return count2 < 2 ? null : { message: `The assertion has ${plural(count2, "AuthnStatement")}, of which service providers read the first.`, expected: "1", actual: String(count2), place: assertionOf(facts).authnStatements[1].node, fix: fix("idp", "Send one AuthnStatement.") };
    }
  }),
  defineCheck({
    id: "authn/instant",
    on: "response",
    severity: "warning",
    title: "AuthnInstant is a UTC time",
    why: "The schema requires it, and service providers that limit the age of a login compare it.",
    causes: ["The identity provider writes its local time or leaves it out."],
    spec: spec("saml-core 2.7.2"),
    needs: ["assertion"],
    run(facts) {
      const statement = authnStatementOf(facts);
      return statement === null ? null : timeProblem(statement.authnInstant, "AuthnInstant", "AuthnStatement", statement.node, "idp");
    }
  }),
  defineCheck({
    id: "authn/session-expired",
    on: "response",
    severity: "error",
    title: "The session at the identity provider has not ended",
    why: "After SessionNotOnOrAfter the service provider must not start a session.",
    causes: ["The response was captured some time ago.", "The session at the identity provider ended while the user was on the way."],
    spec: spec("saml-core 2.7.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const statement = authnStatementOf(facts);
      const end = statement?.sessionNotOnOrAfter?.at;
      if (statement === null || end == null || expected.now - skewOf(expected) < end) return null;
      return { message: `The session at the identity provider ended ${duration(expected.now - end)} before the time it is judged at: SessionNotOnOrAfter is ${moment(end)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: statement.node, attribute: "SessionNotOnOrAfter" }, fix: fix("capture", "Log in again and judge the new response at once.", "clock") };
    }
  }),
  defineCheck({
    id: "authn/session-time",
    on: "response",
    severity: "error",
    title: "SessionNotOnOrAfter is a UTC time",
    why: "A time that cannot be read ends nothing: the service provider would keep the session for as long as it likes.",
    causes: ["The identity provider writes its local time, or something that is no time."],
    spec: spec("saml-core 2.7.2"),
    needs: ["assertion"],
    run(facts) {
      for (const { sessionNotOnOrAfter, node } of assertionOf(facts).authnStatements) {
        const problem = sessionNotOnOrAfter === null ? null : timeProblem(sessionNotOnOrAfter, "SessionNotOnOrAfter", "AuthnStatement", node, "idp");
        if (problem !== null) return problem;
      }
      return null;
    }
  }),
  defineCheck({
    id: "authn/session-index",
    on: "response",
    severity: "info",
    title: "The AuthnStatement has a SessionIndex",
    why: "Single logout names the session by it; without one it ends all or none.",
    causes: ["The identity provider does not do single logout.", "It is left out by default (Auth0)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts) {
      const statement = authnStatementOf(facts);
      return statement === null || (statement.sessionIndex ?? "") !== "" ? null : { message: "The AuthnStatement has no SessionIndex, which single logout needs.", actual: "absent", place: statement.node, fix: fix("idp", "Switch on SessionIndex if you use single logout.", "singleLogoutService") };
    }
  }),
  defineCheck({
    id: "authn/context",
    on: "response",
    severity: "warning",
    title: "The user authenticated as requested",
    why: "The service provider asked for a method, and the assertion names another; strict ones refuse it.",
    causes: ["The identity provider does not look at RequestedAuthnContext.", "The user had a session by another method (Entra: AADSTS75011)."],
    spec: spec("saml-core 3.3.2.2.1"),
    needs: ["assertion", "request-sent"],
    run(facts, expected) {
      const wanted3 = expected.request.authnContextClassRefs;
      const statement = authnStatementOf(facts);
      if (wanted3 === void 0 || wanted3.length === 0 || statement === null || wanted3.includes(statement.authnContextClassRef ?? "")) return null;
      return { message: `The request asked for ${list(wanted3.map(shortName))} and the user authenticated by ${statement.authnContextClassRef === null ? "a method that is not named" : shortName(statement.authnContextClassRef)}.`, expected: wanted3.join(" or "), actual: statement.authnContextClassRef ?? "absent", place: statement.node, fix: fix("sp", "Remove RequestedAuthnContext from the AuthnRequest, or set the identity provider to the requested method.", "authnContext") };
    }
  }),
  defineCheck({
    id: "authn/force",
    on: "response",
    severity: "warning",
    title: "The user authenticated anew, as requested",
    why: "ForceAuthn asks for a fresh login; an older one means the wish was passed over.",
    causes: ["The identity provider does not honour ForceAuthn (in Okta it is a switch).", "The clocks differ."],
    spec: spec("saml-core 3.4.1"),
    needs: ["assertion", "request-sent"],
    run(facts, expected) {
      const { forceAuthn, issuedAt: issuedAt2 } = expected.request;
      const statement = authnStatementOf(facts);
      const at = statement?.authnInstant?.at;
      if (forceAuthn !== true || issuedAt2 === void 0 || statement === null || at == null || at >= issuedAt2 - skewOf(expected)) return null;
      return { message: `The request asked for a fresh login (ForceAuthn), and the user had authenticated ${duration(issuedAt2 - at)} before it.`, expected: `from ${moment(issuedAt2)}`, actual: moment(at), place: { node: statement.node, attribute: "AuthnInstant" }, fix: fix("idp", "Let the identity provider honour ForceAuthn.", "authnContext") };
    }
  })
];

// shared/checks/certificate.ts
var renew = (expected) => fix("idp", `Create a new signing certificate at the identity provider, give it to ${spName(expected)}, then make it active.`, "signingCertificate");
var named2 = (certificate) => `CN=${commonName(certificate.subject)} (${shortFingerprint(certificate.sha256)})`;
function each2(facts, expected, rule2) {
  let problems = null;
  for (const { certificate, node } of judgedCertificates(facts, expected)) {
    const problem = rule2(certificate);
    if (problem !== null && (problems?.length ?? 0) < 20) (problems ??= []).push(node === void 0 ? problem : { ...problem, place: node });
  }
  return problems;
}
var known = ({ keyType, curve }) => keyType === "RSA" || keyType === "RSA-PSS" || keyType === "EC" && (curve === "P-256" || curve === "P-384" || curve === "P-521");
var isWeakHash = (algorithm) => /sha-?1(?!\d)|md[25]/i.test(algorithm);
var certificateChecks = [
  defineCheck({
    id: "certificate/expired",
    on: "certificate",
    severity: "warning",
    strict: true,
    title: "The certificate has not expired",
    why: "SAML trusts the key, not the dates, so many service providers go on; others stop from one minute to the next.",
    causes: ["It was not renewed in time.", "The identity provider has a new one, and this is the old."],
    spec: spec("rfc5280 4.1.2.5"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => {
      const end = datesOf(certificate).until;
      return !(end < expected.now) ? null : { message: `The certificate ${named2(certificate)} expired ${duration(expected.now - end)} ago, on ${day(end)}.`, expected: `until ${day(end)}`, actual: day(expected.now), fix: renew(expected) };
    })
  }),
  defineCheck({
    id: "certificate/expires-soon",
    on: "certificate",
    severity: "warning",
    title: "The certificate is good for 30 days and more",
    why: "When it expires or is replaced, logins stop unless the service provider has the new one before.",
    causes: ["It is near the end of its life."],
    spec: spec("rfc5280 4.1.2.5"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => {
      const left = datesOf(certificate).until - expected.now;
      return !(left >= 0 && left < 30 * DAY) ? null : { message: `The certificate ${named2(certificate)} expires in ${duration(left)}, on ${day(certificate.notAfter)}.`, expected: "more than 30 days", actual: duration(left), fix: renew(expected) };
    })
  }),
  defineCheck({
    id: "certificate/not-yet-valid",
    on: "certificate",
    severity: "warning",
    strict: true,
    title: "The certificate is valid already",
    why: "Service providers that look at the dates refuse it until then.",
    causes: ["It was made for a later change.", "The clock of the machine that made it was ahead."],
    spec: spec("rfc5280 4.1.2.5"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => {
      const start = datesOf(certificate).from;
      return !(start > expected.now + expected.clockSkew * 1e3) ? null : { message: `The certificate ${named2(certificate)} is valid only from ${day(start)} on, in ${duration(start - expected.now)}.`, expected: `from ${day(start)}`, actual: day(expected.now), fix: fix("idp", "Sign with a certificate that is valid today.", "signingCertificate") };
    })
  }),
  defineCheck({
    id: "certificate/weak-key",
    on: "certificate",
    severity: "warning",
    strict: true,
    title: "The key is long enough",
    why: "RSA keys under 2048 bits can be broken by those who try hard enough, and some service providers refuse them.",
    causes: ["The certificate was made many years ago.", "A length of 1024 bits was chosen at the identity provider."],
    spec: spec("SAML2Int SDP-MD06"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => {
      const { keyType, keyBits: keyBits2 } = certificate;
      const least = keyType === "EC" ? 256 : keyType === "RSA" || keyType === "RSA-PSS" || keyType === "DSA" ? 2048 : 0;
      if (keyBits2 >= least || keyBits2 === 0) return null;
      return { message: `The key of the certificate CN=${commonName(certificate.subject)} has only ${keyBits2} bits.`, expected: `at least ${least} bits`, actual: `${keyType} ${keyBits2} bits`, severity: keyType === "EC" ? "error" : "warning", fix: renew(expected) };
    })
  }),
  defineCheck({
    id: "certificate/key-type",
    on: "certificate",
    severity: "warning",
    strict: true,
    title: "A key of RSA or EC",
    why: "XML signatures are made with RSA or elliptic curves; other keys are known to few programs.",
    causes: ["The certificate was made for another purpose."],
    spec: spec("xmldsig 6.4"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => known(certificate) ? null : { message: `The certificate ${named2(certificate)} has a key ${certificate.keyType === "EC" ? `on the curve ${certificate.curve ?? "of its own"}` : `of the type ${certificate.keyType}`}, which few SAML programs know.`, expected: "RSA with 2048 bits, or EC P-256", actual: certificate.curve ?? certificate.keyType, fix: renew(expected) })
  }),
  defineCheck({
    id: "certificate/weak-signature",
    on: "certificate",
    severity: "warning",
    title: "The certificate itself is not signed with SHA-1",
    why: "Nobody checks the signature on a self-signed certificate, but scanners and some service providers refuse SHA-1 in it.",
    causes: ["The certificate was made many years ago."],
    spec: spec("SAML2Int SDP-MD07"),
    needs: ["certificates"],
    run: (facts, expected) => each2(facts, expected, (certificate) => !isWeakHash(certificate.signatureAlgorithm) ? null : { message: `The certificate ${named2(certificate)} is itself signed with ${certificate.signatureAlgorithm}.`, expected: "SHA-256", actual: certificate.signatureAlgorithm, fix: renew(expected) })
  }),
  defineCheck({
    id: "certificate/private-key",
    on: "certificate",
    severity: "error",
    title: "No private key",
    why: "Whoever has the private key of an identity provider can log in as anybody. It never leaves its machine.",
    causes: ["The key file was taken instead of the certificate.", "A file with both was exported."],
    spec: spec("policy private keys"),
    needs: ["certificate-file"],
    run: (facts) => !facts.certificateFile.hasPrivateKey ? null : { message: facts.certificateFile.certificates.length === 0 ? "This is a private key, and the certificate is needed." : "A private key stands beside the certificate.", expected: "a certificate alone", actual: "a private key", fix: fix("capture", "Hand in only the certificate (BEGIN CERTIFICATE); if others may have seen the key, make a new pair.", "signingCertificate") }
  }),
  defineCheck({
    id: "certificate/public-key",
    on: "certificate",
    severity: "error",
    title: "A certificate, not a bare public key",
    why: "Most service providers want a certificate and refuse a public key.",
    causes: ["The public key was exported instead of the certificate."],
    spec: spec("rfc7468 13"),
    needs: ["certificate-file"],
    run: (facts) => facts.certificateFile.form !== "public-key" ? null : { message: "This is a public key, and the certificate is needed.", expected: "-----BEGIN CERTIFICATE-----", actual: "-----BEGIN PUBLIC KEY-----", fix: fix("capture", "Export the certificate that belongs to this key.", "signingCertificate") }
  }),
  defineCheck({
    id: "certificate/request",
    on: "certificate",
    severity: "error",
    title: "A certificate, not a signing request",
    why: "A signing request is the question to a certificate authority; the certificate is its answer.",
    causes: ["The .csr file was taken instead of the .crt file."],
    spec: spec("rfc7468 7"),
    needs: ["certificate-file"],
    run: (facts) => facts.certificateFile.form !== "csr" ? null : { message: "This is a certificate signing request, and the certificate is needed.", expected: "-----BEGIN CERTIFICATE-----", actual: "-----BEGIN CERTIFICATE REQUEST-----", fix: fix("capture", "Hand in the certificate that came back from the certificate authority.", "signingCertificate") }
  }),
  defineCheck({
    id: "certificate/other-file",
    on: "certificate",
    severity: "error",
    title: "A certificate, not something else",
    why: "SSH keys and revocation lists cannot verify SAML signatures.",
    causes: ["The wrong file was chosen."],
    spec: spec("rfc7468 5"),
    needs: ["certificate-file"],
    run(facts) {
      const { form: form2, message: message2 } = facts.certificateFile;
      if (form2 !== "ssh-key" && form2 !== "crl") return null;
      return { message: message2 ?? `This is ${form2 === "crl" ? "a certificate revocation list" : "an SSH key"}, and the certificate is needed.`, expected: "a certificate", actual: form2 === "crl" ? "a certificate revocation list" : "an SSH key", fix: fix("capture", "Hand in the signing certificate of the identity provider.", "signingCertificate") };
    }
  }),
  defineCheck({
    id: "certificate/unreadable",
    on: "certificate",
    severity: "error",
    title: "The certificate can be read",
    why: "What cannot be read here cannot be read by the service provider.",
    causes: ["It was cut off or changed when it was copied.", "The file is something else."],
    spec: spec("rfc7468 5"),
    needs: ["certificate-file"],
    run(facts) {
      const { form: form2, certificates: certificates2, message: message2, hasPrivateKey, needsPassphrase } = facts.certificateFile;
      if (form2 === "ssh-key" || form2 === "crl" || form2 === "csr" || form2 === "public-key" || needsPassphrase) return null;
      const faulty2 = certificates2.filter((certificate) => certificate.fault !== null);
      if (faulty2.length === 0 && (certificates2.length > 0 || hasPrivateKey)) return null;
      return { message: message2 ?? `The certificate cannot be read${faulty2[0]?.fault == null ? "." : `: ${faulty2[0].fault}`}`, expected: "a certificate", actual: form2, fix: fix("capture", "Download the certificate again and hand in the whole file.", "signingCertificate") };
    }
  }),
  defineCheck({
    id: "certificate/passphrase",
    on: "certificate",
    severity: "error",
    title: "The file can be opened",
    why: "Without its passphrase nothing in the file can be read.",
    causes: ["The file is protected, and the passphrase is missing or wrong."],
    spec: spec("rfc7468 11"),
    needs: ["certificate-file"],
    run: (facts) => !facts.certificateFile.needsPassphrase || facts.certificateFile.certificates.length > 0 ? null : { message: facts.certificateFile.message ?? "The file is protected by a passphrase.", expected: "the passphrase", actual: "none that fits", fix: fix("capture", "Give the passphrase, or export the certificate by itself.", "signingCertificate") }
  }),
  defineCheck({
    id: "certificate/repaired",
    on: "certificate",
    severity: "warning",
    title: "The file needs no repair",
    why: "It was put right in order to be read here; another program may refuse it as it stands.",
    causes: ["It was copied from a web page or a mail (curly dashes, lost line breaks).", "The BEGIN and END lines were left out."],
    spec: spec("rfc7468 2"),
    needs: ["certificate-file"],
    run(facts) {
      const { certificates: certificates2 } = facts.certificateFile;
      const notes = facts.certificateFile.notes.filter((note2) => note2.code !== "chain");
      return notes.length === 0 || certificates2.length === 0 ? null : { message: `Other programs may refuse this file as it stands. ${notes.slice(0, 4).map((note2) => note2.message).join(" ")}`, actual: notes.map((note2) => note2.code).slice(0, 8).join(", "), fix: fix("capture", "Use the repaired text that is shown here.", "signingCertificate") };
    }
  }),
  defineCheck({
    id: "certificate/several",
    on: "certificate",
    severity: "info",
    title: "One certificate",
    why: "A service provider that takes one reads the first, which may be the wrong one.",
    causes: ["The file holds the chain of a certificate authority.", "Old and new certificate were put together."],
    spec: spec("rfc7468 5"),
    needs: ["certificate-file"],
    run(facts, expected) {
      const { certificates: certificates2 } = facts.certificateFile;
      const slots = expected.sp?.requires?.certificateSlots;
      if (certificates2.length < 2) return null;
      const tooMany = slots !== void 0 && certificates2.length > slots;
      return { message: `The file holds ${plural(certificates2.length, "certificate")}: ${list(certificates2.map((certificate) => commonName(certificate.subject)))}${tooMany ? `, and ${spName(expected)} takes ${slots === 1 ? "only one" : slots}` : ""}.`, expected: slots === void 0 ? "one" : `at most ${slots}`, actual: String(certificates2.length), severity: tooMany ? "warning" : "info", ...tooMany ? { fix: fix("sp", `Give ${spName(expected)} the one the identity provider signs with.`, "signingCertificate") } : {} };
    }
  })
];

// shared/checks/conditions.ts
var conditionsOf = (facts) => assertionOf(facts).conditions;
var clocks = fix("clock", "Set the clocks of both sides by NTP, or let the service provider allow for a difference of 3 to 5 minutes.", "clock");
var conditionsChecks = [
  defineCheck({
    id: "conditions/audience-missing",
    on: "response",
    severity: "error",
    title: "The assertion says for whom it is",
    why: "Without an audience it would count at every service provider, so none may accept it.",
    causes: ["The audience field at the identity provider is empty.", "The Conditions were left out of a template."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions !== null && conditions.audienceRestrictions.length > 0) return null;
      return { message: "The assertion does not say for whom it is: it has no AudienceRestriction.", expected: expected.sp?.entityID ?? "the entityID of the service provider", actual: "absent", place: conditions?.node ?? assertionOf(facts).node, fix: fix("idp", `Enter ${expected.sp?.entityID ?? "the entityID of the service provider"} as the audience.`, "audience", expected.sp?.entityID) };
    }
  }),
  defineCheck({
    id: "conditions/audience-empty",
    on: "response",
    severity: "error",
    title: "Every audience restriction names somebody",
    why: "An empty restriction is kept by nobody, so the assertion counts nowhere.",
    causes: ["The audience field at the identity provider is empty."],
    spec: spec("saml-core 2.5.1.4"),
    needs: ["assertion"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions === null || !conditions.audienceRestrictions.some((audiences) => audiences.every((audience2) => audience2.trim() === ""))) return null;
      return { message: "An AudienceRestriction of the assertion names no audience.", expected: expected.sp?.entityID ?? "the entityID of the service provider", actual: "empty", place: conditions.node, fix: fix("idp", `Enter ${expected.sp?.entityID ?? "the entityID of the service provider"} as the audience.`, "audience", expected.sp?.entityID) };
    }
  }),
  defineCheck({
    id: "conditions/audience",
    on: "response",
    severity: "error",
    title: "The audience is your service provider",
    why: "An assertion for somebody else must be refused: it may have been taken from there. The values are compared letter by letter.",
    causes: ["The entityID at the identity provider has a typing error, such as a trailing slash or http for https.", "The ACS URL was entered as audience.", "The response is of another application.", 'Entra puts "spn:" in front of an identifier that is not a URI.'],
    spec: spec("saml-core 2.5.1.4"),
    needs: ["assertion", "sp-entity-id"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const wanted3 = expected.sp.entityID;
      if (conditions === null) return null;
      for (const audiences of conditions.audienceRestrictions) {
        if (audiences.includes(wanted3) || audiences.every((audience2) => audience2.trim() === "")) continue;
        const found2 = audiences.length === 1 ? audiences[0] : audiences.slice(0, 20).join(", ");
        return {
          message: `The assertion is for another service provider: its Audience is ${list(audiences)}, and ${entityIDName(expected)} is ${quote(wanted3)}${nearMissWords(wanted3, audiences[0])}.`,
          expected: wanted3,
          actual: found2,
          place: conditions.node,
          fix: fix("idp", `Enter ${wanted3} as the audience, letter by letter.`, "audience", wanted3)
        };
      }
      return null;
    }
  }),
  defineCheck({
    id: "conditions/expired",
    on: "response",
    severity: "error",
    title: "The assertion has not expired",
    why: "After NotOnOrAfter nobody may accept it; this keeps stolen assertions from being used later.",
    causes: ["The response was captured some time ago.", "The user waited too long on the way.", "The service provider's clock is ahead of the identity provider's."],
    spec: spec("saml-core 2.5.1.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const end = conditions?.notOnOrAfter?.at;
      if (conditions === null || end == null || expected.now - skewOf(expected) < end) return null;
      return {
        message: `The assertion expired ${duration(expected.now - end)} before the time it is judged at (${clockTime(expected.now)}): NotOnOrAfter is ${moment(end)}.`,
        expected: `before ${moment(end + skewOf(expected))}`,
        actual: clockTime(expected.now),
        place: { node: conditions.node, attribute: "NotOnOrAfter" },
        fix: fix("capture", "Log in again and judge the new response at once; if that is late too, set both clocks by NTP.", "clock")
      };
    }
  }),
  defineCheck({
    id: "conditions/not-yet-valid",
    on: "response",
    severity: "error",
    title: "The assertion may be used already",
    why: "Before NotBefore nobody may accept it.",
    causes: ["The service provider's clock is behind the identity provider's.", "The identity provider gives no back-dating (AD FS: NotBeforeSkew 0), so a second makes the difference."],
    spec: spec("saml-core 2.5.1.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      const start = conditions?.notBefore?.at;
      if (conditions === null || start == null || start <= expected.now + skewOf(expected)) return null;
      return {
        message: `The assertion may not be used yet: NotBefore (${moment(start)}) is ${duration(start - expected.now)} after the time it is judged at.`,
        expected: `from ${moment(start - skewOf(expected))}`,
        actual: clockTime(expected.now),
        place: { node: conditions.node, attribute: "NotBefore" },
        fix: clocks
      };
    }
  }),
  defineCheck({
    id: "conditions/within-tolerance",
    on: "response",
    severity: "warning",
    title: "It is in time without any tolerance of clocks",
    why: "It is accepted here only because clocks are allowed to differ; a service provider without tolerance refuses it.",
    causes: ["The two clocks differ a little.", "The identity provider gives no back-dating and the receiver cuts its time to whole seconds.", "The response was judged shortly after it expired."],
    spec: spec("SAML2Int SDP-G01"),
    needs: ["assertion"],
    run(facts, expected) {
      const conditions = conditionsOf(facts);
      if (conditions === null) return null;
      const start = conditions.notBefore?.at;
      const end = conditions.notOnOrAfter?.at;
      const skew5 = skewOf(expected);
      if (start != null && expected.now < start && expected.now + skew5 >= start) {
        return { message: `The assertion may be used only ${duration(start - expected.now)} later, and is accepted within the tolerance of ${duration(skew5)}.`, expected: `from ${moment(start)}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: "NotBefore" }, fix: clocks };
      }
      if (end != null && expected.now >= end && expected.now - skew5 < end) {
        return { message: `The assertion expired ${duration(expected.now - end)} ago, and is accepted within the tolerance of ${duration(skew5)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: conditions.node, attribute: "NotOnOrAfter" }, fix: clocks };
      }
      return null;
    }
  }),
  defineCheck({
    id: "conditions/no-back-dating",
    on: "response",
    severity: "info",
    title: "NotBefore leaves room for clocks",
    why: "When NotBefore equals the time of issue, a receiver whose clock is a second behind, or cuts off milliseconds, refuses the assertion.",
    causes: ["The identity provider gives no back-dating (Entra, Auth0, AD FS by default)."],
    spec: spec("SAML2Int SDP-G01"),
    needs: ["assertion"],
    run(facts) {
      const assertion = assertionOf(facts);
      const start = assertion.conditions?.notBefore?.at;
      if (start == null || assertion.issueInstant?.at == null || start < assertion.issueInstant.at) return null;
      return { message: "NotBefore is the time of issue itself: a service provider without tolerance refuses it when its clock is a moment behind.", place: { node: assertion.conditions.node, attribute: "NotBefore" } };
    }
  }),
  defineCheck({
    id: "conditions/window",
    on: "response",
    severity: "error",
    title: "NotBefore is before NotOnOrAfter",
    why: "Otherwise there is no moment at which the assertion may be used.",
    causes: ["The lifetime at the identity provider is set to zero or less."],
    spec: spec("saml-core 2.5.1.2"),
    needs: ["assertion"],
    run(facts) {
      const conditions = conditionsOf(facts);
      const start = conditions?.notBefore?.at;
      const end = conditions?.notOnOrAfter?.at;
      if (conditions === null || start == null || end == null || start < end) return null;
      return { message: `The assertion may never be used: NotBefore (${moment(start)}) is not before NotOnOrAfter (${moment(end)}).`, expected: "NotBefore before NotOnOrAfter", actual: `${moment(start)} to ${moment(end)}`, place: conditions.node, fix: fix("idp", "Set a lifetime of five minutes or more.", "lifetime") };
    }
  }),
  defineCheck({
    id: "conditions/time-format",
    on: "response",
    severity: "error",
    title: "The times of the Conditions are UTC times",
    why: "Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.",
    causes: ["The identity provider writes its local time."],
    spec: spec("saml-core 1.3.3"),
    needs: ["assertion"],
    run(facts) {
      const conditions = conditionsOf(facts);
      if (conditions === null) return null;
      const { notBefore, notOnOrAfter, node } = conditions;
      return (notBefore === null ? null : timeProblem(notBefore, "NotBefore", "Conditions", node, "idp")) ?? (notOnOrAfter === null ? null : timeProblem(notOnOrAfter, "NotOnOrAfter", "Conditions", node, "idp"));
    }
  }),
  defineCheck({
    id: "conditions/no-expiry",
    on: "response",
    severity: "info",
    title: "The Conditions set an end",
    why: "Without NotOnOrAfter only the subject confirmation limits how long the assertion can be used.",
    causes: ["The identity provider leaves NotOnOrAfter out of the Conditions."],
    spec: spec("saml-core 2.5.1.2"),
    needs: ["assertion"],
    run(facts) {
      const conditions = conditionsOf(facts);
      return conditions === null || conditions.notOnOrAfter !== null ? null : { message: "The Conditions have no NotOnOrAfter, so they never expire.", expected: "a time", actual: "absent", place: conditions.node };
    }
  }),
  defineCheck({
    id: "conditions/unknown",
    on: "response",
    severity: "error",
    title: "Every condition is understood",
    why: "An assertion with a condition that is not understood must not be accepted.",
    causes: ["The identity provider adds a condition of its own."],
    spec: spec("saml-core 2.5.1.1"),
    needs: ["assertion"],
    run(facts) {
      const conditions = conditionsOf(facts);
      return conditions === null || conditions.unknown.length === 0 ? null : { message: `The assertion has a condition that is not understood: ${list(conditions.unknown)}.`, expected: "AudienceRestriction, OneTimeUse or ProxyRestriction", actual: conditions.unknown.slice(0, 10).join(", "), place: conditions.node, fix: fix("idp", "Remove the condition.") };
    }
  }),
  defineCheck({
    id: "conditions/one-time-use",
    on: "response",
    severity: "error",
    title: "OneTimeUse at most once",
    why: "The standard allows it once; strict receivers refuse more.",
    causes: ["A template has it twice."],
    spec: spec("saml-core 2.5.1.5"),
    needs: ["assertion"],
    run: (facts) => repeated(conditionsOf(facts), "oneTimeUse", "OneTimeUse")
  }),
  defineCheck({
    id: "conditions/proxy-restriction",
    on: "response",
    severity: "warning",
    title: "ProxyRestriction at most once",
    why: "The standard allows it once; strict receivers refuse more.",
    causes: ["A template has it twice."],
    spec: spec("saml-core 2.5.1.6"),
    needs: ["assertion"],
    run: (facts) => repeated(conditionsOf(facts), "proxyRestrictions", "ProxyRestriction")
  }),
  defineCheck({
    id: "conditions/long-lifetime",
    on: "response",
    severity: "info",
    title: "The assertion does not live long",
    why: "The longer it lives, the longer a stolen one can be used.",
    causes: ["The lifetime at the identity provider is set high (Entra gives 70 minutes, Auth0 and AD FS an hour)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run: (facts) => lifetime(facts, (span) => span > 70 * 6e4 + 1e3 ? `The assertion lives for ${duration(span)}, so a stolen one can be used for that long.` : null)
  }),
  defineCheck({
    id: "conditions/short-lifetime",
    on: "response",
    severity: "warning",
    title: "The assertion lives long enough",
    why: "A login that takes a moment longer than this fails, and so does every clock that differs by as much.",
    causes: ["The lifetime at the identity provider is set to a minute or less."],
    spec: spec("SAML2Int SDP-G01"),
    needs: ["assertion"],
    run: (facts) => lifetime(facts, (span) => span > 0 && span <= 6e4 ? `The assertion lives for only ${duration(span)}: slow logins and clocks that differ make it fail.` : null)
  })
];
function repeated(conditions, key2, name2) {
  if (conditions === null || conditions[key2] < 2) return null;
  return { message: `${name2} stands ${plural(conditions[key2], "time")} in the Conditions, and once is allowed.`, expected: "at most 1", actual: String(conditions[key2]), place: conditions.node, fix: fix("idp", `Send ${name2} once.`) };
}
function lifetime(facts, say) {
  const assertion = assertionOf(facts);
  const end = assertion.conditions?.notOnOrAfter?.at;
  const start = assertion.conditions?.notBefore?.at ?? assertion.issueInstant?.at;
  if (end == null || start == null) return null;
  const message2 = say(end - start);
  return message2 === null ? null : { message: message2, actual: duration(end - start), place: { node: assertion.conditions.node, attribute: "NotOnOrAfter" }, fix: fix("idp", "Set the lifetime of assertions to between 5 and 60 minutes.", "lifetime") };
}

// shared/checks/document-xml.ts
var roots = /* @__PURE__ */ new Map([
  [ns.samlp, /* @__PURE__ */ new Set(["Response", "AuthnRequest", "LogoutRequest", "LogoutResponse"])],
  [ns.saml, /* @__PURE__ */ new Set(["Assertion", "EncryptedAssertion"])],
  [ns.md, /* @__PURE__ */ new Set(["EntityDescriptor", "EntitiesDescriptor"])]
]);
var rootNames = new Set([...roots.values()].flatMap((names4) => [...names4]));
var otherKinds = /* @__PURE__ */ new Set([ns.saml1, ns.saml1p, ns.soap, ns.wstrust, "http://schemas.xmlsoap.org/ws/2005/02/trust", "http://www.w3.org/2003/05/soap-envelope"]);
var documentXmlChecks = [
  defineCheck({
    id: "document/root",
    on: "document",
    severity: "error",
    title: "A SAML 2.0 document",
    why: "Only Response, Assertion, AuthnRequest, LogoutRequest, LogoutResponse and metadata of SAML 2.0 can be judged.",
    causes: ["Another XML file was handed in.", "A message of another protocol was captured."],
    spec: spec("saml-core 3"),
    needs: ["xml"],
    run(facts) {
      const { rootName, rootNamespace } = facts.xml;
      if (roots.get(rootNamespace)?.has(rootName) || rootNames.has(rootName) || otherKinds.has(rootNamespace) || rootName.startsWith("RequestSecurityToken")) return null;
      return {
        message: `The XML is no SAML 2.0 document: its root is ${quote(rootName)} in ${rootNamespace === "" ? "no namespace" : `the namespace ${quote(rootNamespace)}`}.`,
        expected: "Response, Assertion, AuthnRequest, LogoutRequest, LogoutResponse, EntityDescriptor or EntitiesDescriptor",
        actual: rootName,
        fix: fix("capture", "Hand in the SAMLResponse of the login, or the metadata file.")
      };
    }
  }),
  defineCheck({
    id: "document/root-namespace",
    on: "document",
    severity: "error",
    title: "The root stands in its SAML 2.0 namespace",
    why: "A receiver tells elements by their namespace, not by their prefix; in another namespace the message is not SAML.",
    causes: ["A typing error in a template, such as https:// in front of a namespace or an older version.", "It is an attack that confuses namespaces."],
    spec: spec("saml-core 1.1"),
    needs: ["xml"],
    run(facts) {
      const { rootName, rootNamespace } = facts.xml;
      if (!rootNames.has(rootName) || otherKinds.has(rootNamespace) || roots.get(rootNamespace)?.has(rootName)) return null;
      const wanted3 = [...roots].find(([, names4]) => names4.has(rootName))[0];
      return {
        message: `The root ${rootName} stands in ${rootNamespace === "" ? "no namespace" : `the namespace ${quote(rootNamespace)}`}, where SAML 2.0 has ${quote(wanted3)}.`,
        expected: wanted3,
        actual: rootNamespace,
        fix: fix("idp", `Declare the namespace ${wanted3} on the root element.`)
      };
    }
  }),
  defineCheck({
    id: "document/saml-1",
    on: "document",
    severity: "error",
    title: "Version 2.0, not SAML 1.1",
    why: "SAML 1.1 is another protocol with other elements; a SAML 2.0 service provider cannot read it.",
    causes: ["The identity provider's application is set to SAML 1.1.", "The login went through WS-Federation, which carries SAML 1.1 assertions."],
    spec: spec("saml-core 1.1"),
    needs: ["xml"],
    run: (facts) => facts.xml.rootNamespace !== ns.saml1 && facts.xml.rootNamespace !== ns.saml1p ? null : {
      message: `This is a SAML 1.1 ${facts.xml.rootName}, and the service provider reads SAML 2.0.`,
      expected: "SAML 2.0",
      actual: "SAML 1.1",
      fix: fix("idp", "Set the application to SAML 2.0.", "binding")
    }
  }),
  defineCheck({
    id: "document/ws-federation",
    on: "document",
    severity: "error",
    title: "SAML, not WS-Federation",
    why: "WS-Federation wraps tokens in another protocol; a SAML service provider cannot read its answer.",
    causes: ["The application was set up as WS-Federation at the identity provider.", "The wresult field was captured instead of SAMLResponse."],
    spec: spec("saml-bindings 3.5"),
    needs: ["xml"],
    run: (facts) => !facts.xml.rootName.startsWith("RequestSecurityToken") ? null : {
      message: `This is a WS-Federation answer (${facts.xml.rootName}), and the service provider reads SAML 2.0.`,
      expected: "a SAML 2.0 Response",
      actual: facts.xml.rootName,
      fix: fix("idp", "Set the application's sign-on method to SAML 2.0 instead of WS-Federation.", "binding")
    }
  }),
  defineCheck({
    id: "document/soap",
    on: "document",
    severity: "error",
    title: "Not wrapped in SOAP",
    why: "A browser login carries the Response itself; a SOAP envelope belongs to server-to-server calls.",
    causes: ["An artifact resolution or an enhanced client login was captured.", "The wrong request was copied from a trace."],
    spec: spec("saml-bindings 3.2"),
    needs: ["xml"],
    run: (facts) => facts.xml.rootName !== "Envelope" || !facts.xml.rootNamespace.includes("soap") ? null : {
      message: "This is a SOAP envelope, and a browser login carries the Response without one.",
      expected: "Response",
      actual: "Envelope",
      fix: fix("capture", "Capture the browser's post to the ACS URL, or hand in the Response inside the SOAP Body.")
    }
  }),
  defineCheck({
    id: "document/duplicate-id",
    on: "document",
    severity: "error",
    title: "Every ID stands once",
    why: "A signature names what it covers by ID. With two elements of that ID, one is verified and the other may be read.",
    causes: ["It is a signature wrapping attack.", "A message was pasted into another."],
    spec: spec("saml-core 1.3.4"),
    needs: ["xml"],
    run(facts) {
      const repeated2 = facts.xml.duplicateIDs;
      if (repeated2.length === 0) return null;
      return repeated2.slice(0, 20).map((item) => ({
        message: `The ID ${quote(item.id)} stands on ${plural(item.nodes.length, "element")}, so a signature that names it can mean either.`,
        expected: "one element",
        actual: plural(item.nodes.length, "element"),
        ...item.nodes[1] === void 0 ? {} : { place: item.nodes[1] },
        fix: refuse("Do not accept this message: an identity provider gives every element its own ID.")
      }));
    }
  }),
  defineCheck({
    id: "document/comment-in-value",
    on: "document",
    severity: "warning",
    title: "No comments inside values",
    why: 'Some receivers read only the text before a comment, so "admin@x.com<!-- -->.evil.com" becomes "admin@x.com". Here the whole value was read.',
    causes: ["It is an attack with a registered look-alike address (CVE-2017-11427 and its kin).", "A template has a comment inside an element."],
    spec: spec("policy comments in text"),
    needs: ["xml"],
    run(facts) {
      const nodes = facts.xml.commentsInValues;
      if (nodes.length === 0) return null;
      return nodes.slice(0, 20).map((place2) => ({
        message: "A comment stands inside this value; the whole value was read, but some service providers stop at the comment.",
        place: place2,
        expected: "text without comments",
        fix: fix("idp", "Remove the comment from the value; ask who put it there if you did not.", "nameID")
      }));
    }
  }),
  defineCheck({
    id: "document/cdata-in-value",
    on: "document",
    severity: "warning",
    title: "No CDATA inside values",
    why: "CDATA is legal XML, yet readers exist that skip it and see an empty value. Here the whole value was read.",
    causes: ["A template writes values as CDATA to avoid escaping them.", "It is an attack on readers that skip CDATA."],
    spec: spec("xml 2.7"),
    needs: ["xml"],
    run(facts) {
      const nodes = facts.xml.cdataInValues;
      if (nodes.length === 0) return null;
      return nodes.slice(0, 20).map((place2) => ({ message: "This value is written as CDATA; the whole value was read, but some service providers skip it.", place: place2, fix: fix("idp", "Write the value as plain text.") }));
    }
  }),
  defineCheck({
    id: "document/transcoded",
    on: "document",
    severity: "info",
    title: "Written in UTF-8",
    why: "A signature is computed over UTF-8; a file saved in another encoding still verifies, but older receivers stumble.",
    causes: ["An editor saved the file in another encoding."],
    spec: spec("xml 4.3.3"),
    needs: ["xml"],
    run: (facts) => facts.xml.transcodedFrom === null ? null : { message: `The text was in ${list([facts.xml.transcodedFrom])} and was read as UTF-8.`, expected: "UTF-8", actual: facts.xml.transcodedFrom }
  })
];

// shared/checks/document.ts
var codesWithWords = /* @__PURE__ */ new Set();
var codeOf = ({ code, message: message2 }) => code === "not-well-formed" && message2.startsWith("The document ends ") ? "truncated" : code;
function refusal(record) {
  for (const code of record.codes) codesWithWords.add(code);
  return defineCheck({
    id: `document/${record.id}`,
    on: "document",
    severity: "error",
    title: record.title,
    why: record.why,
    causes: record.causes,
    spec: spec(record.spec),
    needs: [],
    run(facts) {
      const fault = facts.fault;
      if (fault === null || !record.codes.includes(codeOf(fault))) return null;
      const where2 = fault.line === null ? "" : ` (line ${fault.line}${fault.column === null ? "" : `, column ${fault.column}`})`;
      const limit = fault.limit === null ? void 0 : `at most ${fault.limit}`;
      const message2 = record.own === true ? fault.message.replace(/\.$/, `${where2}.`) : record.alone === true ? `${record.lead}${where2}.` : `${record.lead}${where2}: ${fault.message}`;
      return limit === void 0 ? { message: message2, fix: record.fix } : { message: message2, expected: limit, fix: record.fix };
    }
  });
}
var recapture = fix("capture", "Copy or download it again, whole: the SAMLResponse form field from the browser's network panel, or the metadata file.");
var sender = (what) => fix("idp", what);
var documentChecks = [
  refusal({
    id: "empty",
    codes: ["empty", "document-is-empty"],
    title: "Something was handed in",
    lead: "There is nothing to read",
    alone: true,
    why: "Without content nothing can be judged.",
    causes: ["The copy did not reach the clipboard.", "The SAMLResponse field was sent empty."],
    spec: "saml-bindings 3.5.4",
    fix: recapture
  }),
  refusal({
    id: "html-page",
    codes: ["document-is-html", "html"],
    title: "Not a web page",
    lead: "This is a web page, not a SAML message or metadata",
    alone: true,
    why: "A page is what a browser shows; the SAML document it stands for is somewhere else.",
    causes: ["The metadata address wants a login and answered with its login page.", "The page around the metadata was saved instead of the file behind its link.", "The wrong response was copied from the network panel."],
    spec: "saml-metadata 4.1",
    fix: fix("capture", "Download the metadata file itself (an XML file), or copy the SAMLResponse form field.", "metadata")
  }),
  refusal({
    id: "unrecognised",
    codes: ["unrecognised", "document-is-text", "document-is-binary", "document-is-json", "text", "binary", "json"],
    title: "Holds a SAML document",
    lead: "No SAML document was found in this",
    own: true,
    why: "Only XML, base64, a form body, a URL, a HAR file, or a certificate can be judged.",
    causes: ["Another field was copied, such as RelayState or a cookie.", "A JSON web token was handed in: that is OpenID Connect, not SAML.", "The capture has no login in it."],
    spec: "saml-bindings 3.5.4",
    fix: fix("capture", "Hand in the SAMLResponse form field from the browser's network panel, the metadata file (XML), or the certificate.")
  }),
  refusal({
    id: "capture",
    codes: ["document-is-har", "har"],
    title: "One message, not a whole capture",
    lead: "This is a capture of many requests",
    alone: true,
    why: "A capture is taken apart first; then each login in it is judged by itself.",
    causes: ["A HAR file was handed in where one message is expected."],
    spec: "saml-bindings 3.5.4",
    fix: fix("capture", "Open the file as a capture (on the command line: sso-workbench capture <file>) and choose the login.")
  }),
  refusal({
    id: "base64",
    codes: ["base64-broken", "base64"],
    title: "The base64 text can be undone",
    lead: "The base64 text is damaged",
    why: "A receiver cannot decode it, so the message never arrives.",
    causes: ["The copy was cut off.", "A mail program or a ticket system changed characters."],
    spec: "saml-bindings 3.5.4",
    fix: recapture
  }),
  refusal({
    id: "compression",
    codes: ["inflate-broken"],
    title: "The compression can be undone",
    lead: "The compressed message is damaged",
    why: "A message of the HTTP-Redirect binding is compressed; cut or changed by one character it is lost.",
    causes: ["The URL was cut off by a log or a chat program.", "The value was URL-decoded once too often."],
    spec: "saml-bindings 3.4.4.1",
    fix: recapture
  }),
  refusal({
    id: "inflated-size",
    codes: ["inflate-too-large"],
    title: "The message stays small when decompressed",
    lead: "The message grows past the limit when it is decompressed",
    why: "A few kilobytes that become many megabytes are an attack on the memory of the receiver.",
    causes: ["Somebody built a decompression bomb.", "Something other than a SAML message was compressed."],
    spec: "policy size of input",
    fix: refuse("Do not accept the message; find out who sent it.")
  }),
  refusal({
    id: "size",
    codes: ["too-large"],
    title: "Within the size limit",
    lead: "The document is larger than what is read at once",
    why: "Receivers cap the size of messages, as large ones are used to exhaust them.",
    causes: ["Thousands of group values are sent for one user.", "A federation aggregate was handed in instead of one provider's metadata."],
    spec: "policy size of input",
    fix: sender("Send fewer groups or attributes, or hand in the metadata of the one provider.")
  }),
  refusal({
    id: "doctype",
    codes: ["doctype"],
    title: "No document type declaration",
    lead: "The document has a DOCTYPE, which can define entities",
    alone: true,
    why: "A DOCTYPE can make a parser read files, call addresses, or grow without end; SAML never needs one.",
    causes: ["It is an attack (XML external entity).", "An HTML page was handed in as XML."],
    spec: "SAML2Int SDP-G03",
    fix: refuse("Do not accept the message: no identity provider sends a DOCTYPE.")
  }),
  refusal({
    id: "entity",
    codes: ["entity"],
    title: "No entities of its own",
    lead: "The document uses an entity that XML does not define",
    why: "Only the five entities of XML itself can be read the same way by everybody.",
    causes: ["HTML entities such as &nbsp; came in by a copy from a web page.", "It is an attack that hides text in entities."],
    spec: "xml 4.1",
    fix: recapture
  }),
  refusal({
    id: "processing-instruction",
    codes: ["processing-instruction"],
    title: "No processing instructions",
    lead: "The document holds a processing instruction, which programs read differently",
    alone: true,
    why: "Some signature libraries read its text and some do not, so signed content can be made to look different.",
    causes: ["It is an attack on signature libraries.", "A style-sheet instruction was added by hand."],
    spec: "SAML2Int SDP-G03",
    fix: refuse("Do not accept the message: no identity provider sends processing instructions.")
  }),
  refusal({
    id: "truncated",
    codes: ["truncated"],
    title: "Complete to its last character",
    lead: "The document stops before its end",
    own: true,
    why: "Half a message cannot be verified or judged.",
    causes: ["A log, a terminal or a ticket cut the line.", "Not all of it was selected when it was copied."],
    spec: "xml 2.1",
    fix: recapture
  }),
  refusal({
    id: "well-formed",
    codes: ["not-well-formed"],
    title: "Well-formed XML",
    lead: "The XML is broken",
    why: "No receiver can read it.",
    causes: ["The copy is incomplete or was changed by a program on the way.", "An attribute value with < or & was put in without being escaped."],
    spec: "xml 2.1",
    fix: recapture
  }),
  refusal({
    id: "namespaces",
    codes: ["namespace"],
    title: "Every prefix is declared",
    lead: "The XML uses namespaces wrongly",
    own: true,
    why: "Without its declarations no element can be told from another, and relative namespaces break signatures.",
    causes: ["A part was cut out of a larger document and its declarations stayed behind.", "It is an attack on signature libraries."],
    spec: "xml-names 3",
    fix: recapture
  }),
  refusal({
    id: "duplicate-attribute",
    codes: ["duplicate-attribute"],
    title: "Every attribute once",
    lead: "An element has the same attribute twice",
    why: "Parsers disagree about which one counts, which attacks make use of.",
    causes: ["It is an attack on signature libraries.", "The document was edited by hand."],
    spec: "xml 3.1",
    fix: recapture
  }),
  refusal({
    id: "encoding",
    codes: ["encoding"],
    title: "A text encoding that can be read",
    lead: "The bytes are not text in a known encoding",
    why: "Characters that cannot be read cannot be verified.",
    causes: ["The file was saved in another encoding than its first line says.", "A binary file was handed in."],
    spec: "xml 4.3.3",
    fix: fix("capture", "Save the file as UTF-8, or download it again without opening it in an editor.")
  }),
  refusal({
    id: "depth",
    codes: ["too-deep"],
    title: "Not nested too deeply",
    lead: "Elements stand inside each other deeper than is read",
    why: "Deep nesting is used to crash parsers.",
    causes: ["It is an attack.", "A document was wrapped in itself by a faulty program."],
    spec: "policy depth of input",
    fix: refuse("Do not accept the message; find out who sent it.")
  }),
  refusal({
    id: "attribute-count",
    codes: ["too-many-attributes"],
    title: "Not too many XML attributes",
    lead: "An element has more XML attributes than is read",
    why: "Masses of attributes on one element are used to slow receivers down.",
    causes: ["It is an attack."],
    spec: "policy size of input",
    fix: refuse("Do not accept the message; find out who sent it.")
  }),
  refusal({
    id: "element-count",
    codes: ["too-many-elements"],
    title: "Not too many elements",
    lead: "The document has more elements than is read",
    why: "Masses of elements exhaust the memory of receivers.",
    causes: ["Thousands of group values are sent for one user.", "A federation aggregate was handed in as one message."],
    spec: "policy size of input",
    fix: sender("Send only the groups the application needs.")
  }),
  refusal({
    id: "name-count",
    codes: ["too-many-names"],
    title: "Not too many different names",
    lead: "The document uses more different names than is read",
    why: "SAML has a few dozen names; thousands are an attack or no SAML.",
    causes: ["It is an attack.", "Another kind of XML was handed in."],
    spec: "policy size of input",
    fix: recapture
  }),
  defineCheck({
    id: "document/unreadable",
    on: "document",
    severity: "error",
    title: "The document can be read",
    why: "What cannot be read cannot be judged.",
    causes: ["The document was damaged on the way.", "It is of a kind that is not known here."],
    spec: spec("saml-bindings 3.5.4"),
    needs: [],
    run: (facts) => facts.fault === null || codesWithWords.has(facts.fault.code) ? null : { message: `The document cannot be read: ${facts.fault.message}`, fix: recapture }
  })
];

// shared/checks/encryption.ts
function each3(facts, rule2) {
  let problems = null;
  for (const item of facts.encrypted.slice(0, 20)) {
    const problem = rule2(item);
    if (problem !== null) (problems ??= []).push(problem);
  }
  return problems;
}
var failed = (facts, failures, say, remedy2) => each3(facts, (item) => item.result !== "failed" || !failures.includes(item.failure) ? null : { message: say(item), place: item.node, ...remedy2 === void 0 ? {} : { fix: remedy2 } });
var told = (item) => item.message === null ? "" : `: ${item.message.replace(/\.$/, "")}`;
var encryptionChecks = [
  defineCheck({
    id: "encryption/no-key",
    on: "response",
    severity: "error",
    title: "A key is there to open what is encrypted",
    why: "Without the private key of the service provider nobody can read who logged in.",
    causes: ["The identity provider encrypts for a key the service provider does not have any more.", "The key handed in is not one of RSA."],
    spec: spec("saml-core 6.1"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => each3(facts, (item) => item.result !== "no-key" ? null : { message: `None of the keys you gave can be tried on the ${item.what}.`, place: item.node, fix: fix("sp", "Give the private key that belongs to the encryption certificate the identity provider has.", "encryptionCertificate") })
  }),
  defineCheck({
    id: "encryption/wrong-key",
    on: "response",
    severity: "error",
    title: "It is encrypted for your key",
    why: "Only the private key that belongs to the certificate it was encrypted with can open it.",
    causes: ["The identity provider holds an old encryption certificate of the service provider.", "It was encrypted with the signing certificate, or with that of another application."],
    spec: spec("xmlenc 5.5"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => failed(facts, ["wrong-key"], (item) => `The ${item.what} was encrypted for another key than you gave${told(item)}.`, fix("idp", "Upload the current encryption certificate of the service provider at the identity provider.", "encryptionCertificate"))
  }),
  defineCheck({
    id: "encryption/wrong-variant",
    on: "response",
    severity: "error",
    title: "The parameters of RSA-OAEP are as they say",
    why: "RSA-OAEP has a digest and a mask function; when sender and receiver use different ones, the key fits and yet nothing opens.",
    causes: ["The sender writes other parameters than it uses, SHA-1 and SHA-256 mixed up above all."],
    spec: spec("xmlenc 5.5.2"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => each3(facts, (item) => item.result !== "failed" || item.failure !== "wrong-variant" ? null : {
      message: `The key fits the ${item.what}, but it was encrypted with other RSA-OAEP parameters than it says${told(item)}.`,
      actual: `digest ${item.oaepDigest === null ? "not named" : shortName(item.oaepDigest)}, mask ${item.mgf === null ? "not named" : shortName(item.mgf)}`,
      place: item.node,
      fix: fix("idp", "Set the key transport to RSA-OAEP with SHA-1 digest and mask (rsa-oaep-mgf1p), which everybody reads alike.", "encryption")
    })
  }),
  defineCheck({
    id: "encryption/unsupported-algorithm",
    on: "response",
    severity: "error",
    title: "Encrypted with a known algorithm",
    why: "What is encrypted with an unknown algorithm cannot be opened.",
    causes: ["The identity provider is set to a rare cipher."],
    spec: spec("xmlenc 5.1"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => each3(facts, (item) => item.result !== "failed" || item.failure !== "unsupported-algorithm" ? null : {
      message: `The ${item.what} is encrypted with an algorithm that is not supported (${item.blockCipher === null ? "none named" : shortName(item.blockCipher)}, key by ${item.keyTransport === null ? "none named" : shortName(item.keyTransport)}).`,
      expected: "AES-256-GCM with RSA-OAEP",
      actual: `${item.blockCipher ?? "absent"}, ${item.keyTransport ?? "absent"}`,
      place: item.node,
      fix: fix("idp", "Set encryption to AES-256-GCM (or AES-256-CBC) with RSA-OAEP.", "encryption")
    })
  }),
  defineCheck({
    id: "encryption/damaged",
    on: "response",
    severity: "error",
    title: "The encrypted content is whole",
    why: "What was changed or cut after encryption cannot be opened.",
    causes: ["The capture was edited or cut.", "The sender pads or encodes wrongly."],
    spec: spec("xmlenc 5.2"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => failed(facts, ["damaged", "malformed"], (item) => `The ${item.what} is damaged${told(item)}.`, fix("capture", "Capture the posted SAMLResponse value again, unedited."))
  }),
  defineCheck({
    id: "encryption/undecryptable",
    on: "response",
    severity: "error",
    title: "It can be opened",
    why: "To a sender from the network no more is said than that it could not be opened, as details help attackers.",
    causes: ["It was encrypted for another key.", "It was changed after encryption."],
    spec: spec("xmlenc 6.1"),
    needs: ["encrypted", "decryption-keys"],
    run: (facts) => failed(facts, ["undecryptable", null], (item) => `The ${item.what} could not be opened with the keys you gave.`, fix("idp", "Upload the current encryption certificate of the service provider at the identity provider.", "encryptionCertificate"))
  }),
  defineCheck({
    id: "encryption/not-readable-there",
    on: "response",
    severity: "error",
    title: "The service provider can read it",
    why: "This service provider publishes no key to encrypt to, so it cannot open what is encrypted.",
    causes: ["Encryption was switched on at the identity provider."],
    spec: spec("saml-metadata 2.4.1.1"),
    needs: ["encrypted", "sp-requirements"],
    run: (facts, expected) => expected.sp.requires.noEncryption !== true ? null : { message: `${capital(spName(expected))} has no key to decrypt with, and the ${facts.encrypted[0].what} is encrypted.`, expected: "not encrypted", actual: facts.encrypted[0].what, place: facts.encrypted[0].node, fix: fix("idp", "Switch off assertion encryption for this application.", "encryption") }
  }),
  defineCheck({
    // Not a rejection under policy strict: CBC inside a signed response is what most identity providers send, and peers take it.
    id: "encryption/weak-cipher",
    on: "response",
    severity: "warning",
    title: "Encrypted with AES-GCM",
    why: "AES-CBC and triple DES do not notice changes, which lets an attacker open the content by trying (padding oracle).",
    causes: ["It is the default of the identity provider.", "The service provider's metadata does not list AES-GCM."],
    spec: spec("SAML2Int SDP-ALG01"),
    needs: ["encrypted"],
    run: (facts) => each3(facts, (item) => {
      if (item.blockCipher === null || blockCiphers[item.blockCipher]?.strength !== "weak" && item.blockCipher !== tripleDes) return null;
      const name2 = blockCiphers[item.blockCipher]?.name ?? "triple DES";
      return { message: `The ${item.what} is encrypted with ${name2}.`, expected: "AES-256-GCM", actual: name2, place: item.node, fix: fix("idp", "Set the cipher to AES-256-GCM if both sides have it.", "encryption") };
    })
  }),
  defineCheck({
    id: "encryption/weak-key-transport",
    on: "response",
    severity: "warning",
    strict: true,
    title: "The key is sent by RSA-OAEP",
    why: "RSA PKCS#1 v1.5 lets an attacker open the content by trying (Bleichenbacher).",
    causes: ["It is the default of an old identity provider."],
    spec: spec("SAML2Int SDP-ALG01"),
    needs: ["encrypted"],
    run: (facts) => each3(facts, (item) => {
      if (item.keyTransport === null || keyTransports[item.keyTransport]?.strength !== "weak") return null;
      return { message: `The key of the ${item.what} is encrypted with ${keyTransports[item.keyTransport].name}.`, expected: "RSA-OAEP", actual: keyTransports[item.keyTransport].name, place: item.node, fix: fix("idp", "Set the key transport to RSA-OAEP.", "encryption") };
    })
  }),
  defineCheck({
    id: "encryption/several-keys",
    on: "response",
    severity: "info",
    title: "Encrypted for one recipient",
    why: "Several encrypted keys are legal, but some receivers try only the first.",
    causes: ["The identity provider encrypts for the old and the new certificate while they change."],
    spec: spec("xmlenc 3.5"),
    needs: ["encrypted"],
    run: (facts) => each3(facts, (item) => item.keys < 2 ? null : { message: `The ${item.what} is encrypted for ${plural(item.keys, "key")}${item.recipients.length === 0 ? "" : `, ${item.recipients.slice(0, 3).map(quote).join(" and ")}`}; some receivers try only the first.`, actual: plural(item.keys, "key"), place: item.node })
  })
];

// shared/checks/endpoint.ts
var services = (facts, expected, service) => roleOf(facts, expected).endpoints.filter((endpoint) => endpoint.service === service);
var signOn = (facts, expected) => services(facts, expected, "SingleSignOnService");
var usable = (endpoint) => endpoint.binding === binding.post || endpoint.binding === binding.redirect;
var bindings2 = (endpoints) => list(endpoints.map((endpoint) => endpoint.binding === null ? "none" : shortName(endpoint.binding))).replaceAll('"', "");
function each4(facts, expected, rule2) {
  const role = roleOf(facts, expected);
  const problems = [];
  for (const endpoint of role?.endpoints ?? []) {
    const problem = endpoint.location === null ? null : rule2(endpoint, endpoint.location);
    if (problem !== null && problems.length < 20) problems.push(problem);
  }
  return problems.length === 0 ? null : problems;
}
function isPrivateHost(host) {
  return host === "localhost" || host.endsWith(".localhost") || host.endsWith(".local") || host === "[::1]" || host === "0.0.0.0" || /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) || /^\[f[cd]/.test(host);
}
var fieldOf = (endpoint) => endpoint.service === "AssertionConsumerService" ? "assertionConsumerService" : endpoint.service === "SingleLogoutService" ? "singleLogoutService" : "singleSignOnService";
var endpointChecks = [
  defineCheck({
    id: "endpoint/no-sign-on",
    on: "metadata",
    severity: "error",
    title: "There is a login address",
    why: "Without a SingleSignOnService the service provider does not know where to send users.",
    causes: ["The metadata is incomplete or was cut."],
    spec: spec("saml-metadata 2.4.3"),
    needs: ["entity", "idp-role"],
    run: (facts, expected) => signOn(facts, expected).length > 0 ? null : { message: "The metadata has no login address (SingleSignOnService).", expected: "at least one SingleSignOnService", actual: "none", place: roleOf(facts, expected).node, fix: fix("idp", "Download the metadata of the identity provider again, whole.", "metadata") }
  }),
  defineCheck({
    id: "endpoint/binding",
    on: "metadata",
    severity: "error",
    title: "A login address for browsers",
    why: "Browsers log in by HTTP-Redirect or HTTP-POST; other bindings are for programs.",
    causes: ["Only SOAP or artifact addresses are published."],
    spec: spec("SAML2Int SDP-IDP02"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      const found2 = signOn(facts, expected);
      return found2.length === 0 || found2.some(usable) ? null : { message: `No login address can be used by a browser: the bindings are ${bindings2(found2)}.`, expected: "HTTP-Redirect or HTTP-POST", actual: bindings2(found2), place: found2[0].node, fix: fix("idp", "Switch on a login address (SingleSignOnService) for HTTP-Redirect, then download the metadata again.", "singleSignOnService") };
    }
  }),
  defineCheck({
    id: "endpoint/no-redirect",
    on: "metadata",
    severity: "warning",
    title: "A login address by HTTP-Redirect, as the service provider uses",
    why: "This service provider sends users by redirect; with a POST address only, logins started there will probably not work.",
    causes: ["The identity provider publishes only HTTP-POST."],
    spec: spec("saml-bindings 3.4"),
    needs: ["entity", "idp-role", "sp-requirements"],
    run(facts, expected) {
      const found2 = signOn(facts, expected);
      if (expected.sp.requires.redirectOnly !== true || found2.length === 0 || found2.some((endpoint) => endpoint.binding === binding.redirect)) return null;
      return { message: `${capital(spName(expected))} sends users by HTTP-Redirect, and the metadata has a login address for ${bindings2(found2)} only.`, expected: "HTTP-Redirect", actual: bindings2(found2), place: found2[0].node, fix: fix("idp", "Switch on a login address (SingleSignOnService) for HTTP-Redirect, then download the metadata again.", "singleSignOnService") };
    }
  }),
  defineCheck({
    id: "endpoint/no-consumer",
    on: "metadata",
    severity: "error",
    title: "There is an ACS URL",
    why: "Without an AssertionConsumerService the identity provider does not know where to send users back.",
    causes: ["The metadata is incomplete or was cut."],
    spec: spec("saml-metadata 2.4.4"),
    needs: ["entity", "sp-role"],
    run: (facts, expected) => services(facts, expected, "AssertionConsumerService").length > 0 ? null : { message: "The metadata has no ACS URL (AssertionConsumerService).", expected: "at least one AssertionConsumerService", actual: "none", place: roleOf(facts, expected).node, fix: fix("sp", "Download the metadata of the service provider again, whole.", "metadata") }
  }),
  defineCheck({
    id: "endpoint/consumer-binding",
    on: "metadata",
    severity: "error",
    title: "The ACS URL takes HTTP-POST",
    why: "A response must be posted; an ACS for other bindings cannot take it.",
    causes: ["The file was written by hand."],
    spec: spec("saml-profiles 4.1.2"),
    needs: ["entity", "sp-role"],
    run(facts, expected) {
      const found2 = services(facts, expected, "AssertionConsumerService");
      return found2.length === 0 || found2.some((endpoint) => endpoint.binding === binding.post) ? null : { message: `No ACS URL takes HTTP-POST: the bindings are ${bindings2(found2)}.`, expected: "HTTP-POST", actual: bindings2(found2), place: found2[0].node, fix: fix("sp", "Switch on an ACS URL (AssertionConsumerService) for HTTP-POST, then download the metadata again.", "assertionConsumerService") };
    }
  }),
  defineCheck({
    id: "endpoint/default",
    on: "metadata",
    severity: "warning",
    title: "One ACS URL is the default",
    why: "With two defaults, identity providers differ in which one they send users to.",
    causes: ["The file was written by hand."],
    spec: spec("saml-metadata 2.2.3"),
    needs: ["entity", "sp-role"],
    run(facts, expected) {
      const defaults = services(facts, expected, "AssertionConsumerService").filter((endpoint) => endpoint.isDefault);
      return defaults.length < 2 ? null : { message: `${plural(defaults.length, "ACS URL")} are marked as default.`, expected: "1", actual: String(defaults.length), place: defaults[1].node, fix: fix("sp", 'Set isDefault="true" on one AssertionConsumerService.', "assertionConsumerService") };
    }
  }),
  defineCheck({
    id: "endpoint/location-missing",
    on: "metadata",
    severity: "error",
    title: "Every address says where",
    why: "An endpoint without Binding or Location cannot be used, and programs that check the schema refuse the file.",
    causes: ["A template was filled in with an empty value."],
    spec: spec("saml-metadata 2.2.2"),
    needs: ["entity"],
    run(facts, expected) {
      const broken2 = (roleOf(facts, expected)?.endpoints ?? []).filter((endpoint) => (endpoint.location ?? "").trim() === "" || (endpoint.binding ?? "") === "");
      return broken2.length === 0 ? null : broken2.slice(0, 20).map((endpoint) => ({ message: `A ${endpoint.service} has no ${(endpoint.location ?? "").trim() === "" ? "Location" : "Binding"}.`, expected: "Binding and Location", actual: "absent", place: endpoint.node, fix: fix(endpoint.service === "AssertionConsumerService" ? "sp" : "idp", "Fill in the address at the provider and download its metadata again.", fieldOf(endpoint)) }));
    }
  }),
  defineCheck({
    id: "endpoint/not-absolute",
    on: "metadata",
    severity: "error",
    title: "Every address is a whole URL",
    why: "Browsers are sent there from another site; an address without scheme and host leads nowhere.",
    causes: ["The base address of the provider is not set.", "White space or a placeholder stands in the value."],
    spec: spec("saml-metadata 2.2.2"),
    needs: ["entity"],
    run: (facts, expected) => each4(facts, expected, (endpoint, location) => location.trim() === "" || hostOf(location) !== null && !hasOuterSpace(location) && !/[\s{}<>]/.test(location) ? null : { message: `The address ${quote(location)} of ${endpoint.service} is not a whole URL.`, expected: "such as https://idp.example.com/sso", actual: location, place: { node: endpoint.node, attribute: "Location" }, fix: fix(endpoint.service === "AssertionConsumerService" ? "sp" : "idp", "Correct the address at the provider and download its metadata again.", fieldOf(endpoint)) })
  }),
  defineCheck({
    id: "endpoint/http",
    on: "metadata",
    severity: "warning",
    title: "Every address is https",
    why: "Over http anybody on the way can read and change the login.",
    causes: ["The provider does not know that it stands behind an https proxy.", "It is a test installation."],
    spec: spec("SAML2Int SDP-IDP03"),
    needs: ["entity"],
    run: (facts, expected) => each4(facts, expected, (endpoint, location) => !/^http:\/\//i.test(location) ? null : { message: `The address ${quote(location)} of ${endpoint.service} is not https.`, expected: "https", actual: location, place: { node: endpoint.node, attribute: "Location" }, fix: fix(endpoint.service === "AssertionConsumerService" ? "sp" : "idp", "Set the provider's base address to https.", fieldOf(endpoint)) })
  }),
  defineCheck({
    id: "endpoint/private-host",
    on: "metadata",
    severity: "warning",
    title: "Every address can be reached",
    why: "This machine's own name or a private network cannot be reached from anybody else's browser.",
    causes: ["The metadata was taken from inside, through localhost.", "It is a test installation."],
    spec: spec("SAML2Int SDP-IDP03"),
    needs: ["entity"],
    run: (facts, expected) => each4(facts, expected, (endpoint, location) => {
      const host = hostOf(location);
      return host === null || !isPrivateHost(host) ? null : { message: `The address ${quote(location)} of ${endpoint.service} leads to this machine or a private network.`, expected: "a public host name", actual: host, place: { node: endpoint.node, attribute: "Location" }, fix: fix(endpoint.service === "AssertionConsumerService" ? "sp" : "idp", "Set the provider's base address to its public host name.", fieldOf(endpoint)) };
    })
  })
];

// shared/checks/flow.ts
var again = fix("sp", "Start the login afresh at the service provider, in one tab, and let it finish.", "signOnURL");
var flowChecks = [
  defineCheck({
    id: "flow/in-response-to-missing",
    on: "response",
    severity: "error",
    title: "The response says which request it answers",
    why: "A response that answers no request can be planted on a user by somebody else.",
    causes: ["The login was started at the identity provider (a tile or a bookmark).", "A proxy in between lost the request."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response", "solicited"],
    run(facts, { requestID: requestID2, allowIdpInitiated }) {
      if (facts.response.inResponseTo !== null || allowIdpInitiated === true) return null;
      const why = requestID2 === void 0 ? "logins started at the identity provider are not allowed" : `the request was ${quote(requestID2)}`;
      return {
        message: `The response answers no request: it has no InResponseTo, and ${why}.`,
        expected: requestID2 ?? "the ID of a request",
        actual: "absent",
        place: facts.response.node,
        fix: fix("sp", "Start the login at the service provider, or allow logins started at the identity provider if you want those.", "signOnURL")
      };
    }
  }),
  defineCheck({
    id: "flow/in-response-to",
    on: "response",
    severity: "error",
    title: "The response answers your request",
    why: "A response to another request belongs to another login, perhaps another user's.",
    causes: ["The login was started twice, in two tabs.", "The service provider lost its cookie or its memory of the request.", "An older response was captured or sent again."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response", "request-id"],
    run(facts, expected) {
      const found2 = facts.response.inResponseTo;
      if (found2 === null || found2 === "" || found2 === expected.requestID) return null;
      return { message: `The response answers another request: its InResponseTo is ${quote(found2)} and the request was ${quote(expected.requestID)}.`, expected: expected.requestID, actual: found2, place: { node: facts.response.node, attribute: "InResponseTo" }, fix: again };
    }
  }),
  defineCheck({
    id: "flow/in-response-to-empty",
    on: "response",
    severity: "error",
    title: "InResponseTo is not empty",
    why: "It must name a request or be left out; receivers that check the schema refuse an empty one.",
    causes: ["A template writes InResponseTo even when the login was started at the identity provider (samlify does)."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const outer = facts.response.inResponseTo === "";
      if (!outer && bearer?.inResponseTo !== "") return null;
      return { message: "InResponseTo is there but empty.", expected: "the ID of the request, or no InResponseTo", actual: "empty", place: { node: outer ? facts.response.node : bearer.node, attribute: "InResponseTo" }, fix: fix("idp", "Leave InResponseTo out when no request is answered.") };
    }
  }),
  defineCheck({
    id: "flow/unsolicited",
    on: "response",
    severity: "warning",
    title: "A login started at the identity provider is wanted",
    why: "A response that answers no request can be planted on a user by somebody else, so it is accepted only where that is wanted.",
    causes: ["The login was started at the identity provider (a tile or a bookmark).", "The service provider forgot the request it had sent."],
    spec: spec("saml-profiles 4.1.5"),
    needs: ["response"],
    run: (facts, expected) => expected.allowIdpInitiated !== false || expected.requestID !== void 0 || facts.response.inResponseTo !== null ? null : {
      message: "The response answers no request, and logins started at the identity provider are not allowed here.",
      expected: "the ID of a request",
      actual: "absent",
      place: facts.response.node,
      fix: fix("sp", "Start the login at the service provider, or allow logins started at the identity provider if you want those.", "signOnURL")
    }
  }),
  defineCheck({
    id: "flow/unsolicited-in-response-to",
    on: "response",
    severity: "warning",
    title: "An unsolicited response answers no request",
    why: "A response that names a request was made for one; as an unsolicited one it is an old one sent again, or the request was lost.",
    causes: ["The service provider lost the request it had sent.", "A captured response was sent again."],
    spec: spec("saml-profiles 4.1.5"),
    needs: ["response"],
    run(facts, expected) {
      const found2 = facts.response.inResponseTo;
      if (expected.allowIdpInitiated === void 0 || expected.requestID !== void 0 || found2 === null || found2 === "") return null;
      const refused2 = expected.origin === "network" || !expected.allowIdpInitiated;
      return { ...refused2 ? { severity: "error" } : {}, message: `The response answers the request ${quote(found2)}, and no such request is known.`, expected: "no InResponseTo", actual: found2, place: { node: facts.response.node, attribute: "InResponseTo" }, fix: fix("sp", refused2 ? "Start the login afresh and let it finish; do not accept this response." : "Give the ID of the request it answers, or start the login at the identity provider.", "signOnURL") };
    }
  }),
  defineCheck({
    id: "flow/subject-in-response-to",
    on: "response",
    severity: "error",
    title: "The bearer confirmation answers your request",
    why: "The signed assertion must name the request too; the Response around it may be unsigned.",
    causes: ["The identity provider leaves it out of SubjectConfirmationData.", "The assertion is of another login."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion", "request-id"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      if (bearer === null || !bearer.hasData || bearer.inResponseTo === expected.requestID || bearer.inResponseTo === "") return null;
      if (bearer.inResponseTo === null) {
        const unsolicited = expected.allowIdpInitiated === true && (facts.response?.inResponseTo ?? null) === null;
        return unsolicited ? null : { message: `The bearer confirmation names no request, and the request was ${quote(expected.requestID)}.`, expected: expected.requestID, actual: "absent", place: bearer.node, fix: fix("idp", "Send InResponseTo in SubjectConfirmationData, or start the login at the service provider.", "signOnURL") };
      }
      return { message: `The bearer confirmation answers another request: its InResponseTo is ${quote(bearer.inResponseTo)} and the request was ${quote(expected.requestID)}.`, expected: expected.requestID, actual: bearer.inResponseTo, place: { node: bearer.node, attribute: "InResponseTo" }, fix: again };
    }
  }),
  defineCheck({
    id: "flow/unsolicited-subject",
    on: "response",
    severity: "error",
    title: "An unsolicited response brings no assertion made for a request",
    why: "The Response around a signed assertion may be unsigned, so a thief of an assertion can leave InResponseTo out of it. The confirmation inside still names the request it was made for.",
    causes: ["A captured assertion was put into another response.", "A proxy in between lost the InResponseTo of the Response."],
    spec: spec("saml-profiles 4.1.5"),
    needs: ["response", "assertion", "solicited"],
    // Where neither a request nor a wish about unsolicited ones was given, `solicited` is not met: the check is skipped and the verdict left alone.
    run(facts, expected) {
      const found2 = bearerOf(facts, expected)?.inResponseTo ?? "";
      if (facts.response.inResponseTo !== null || found2 === "") return null;
      return { message: `The Response answers no request, but its assertion was made for the request ${quote(found2)}.`, expected: "no InResponseTo in the assertion, or the same in the Response", actual: found2, place: { node: bearerOf(facts, expected).node, attribute: "InResponseTo" }, fix: refuse("Do not accept this message: an assertion that was made for a request was put into a response to none.") };
    }
  }),
  defineCheck({
    id: "flow/in-response-to-agree",
    on: "response",
    severity: "error",
    title: "Response and confirmation answer the same request",
    why: "When they name different requests, the assertion was made for another login.",
    causes: ["An assertion was put into another response.", "A proxy in between writes its own request into one of the two."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response", "assertion"],
    run(facts, expected) {
      const outer = facts.response.inResponseTo;
      const bearer = bearerOf(facts, expected);
      const inner = bearer?.inResponseTo;
      if (bearer === null || outer === null || outer === "" || inner == null || inner === "" || outer === inner) return null;
      return { message: `The Response answers the request ${quote(outer)} but its assertion was made for ${quote(inner)}.`, expected: outer, actual: inner, place: { node: bearer.node, attribute: "InResponseTo" }, fix: refuse("Do not accept this message: it is put together from two logins.") };
    }
  }),
  defineCheck({
    id: "flow/replay",
    on: "response",
    severity: "error",
    title: "The assertion is used for the first time",
    why: "An assertion that was accepted once must be refused the second time, or whoever copies it can log in.",
    causes: ["The page was loaded again or the back button was pressed.", "A captured response was sent again.", "It is an attack."],
    spec: spec("saml-profiles 4.1.4.5"),
    needs: ["assertion", "seen-ids"],
    run(facts, expected) {
      const { id, node } = assertionOf(facts);
      if (id === null || !expected.seenAssertionIDs.includes(id)) return null;
      return { message: `The assertion ${quote(id)} was accepted before.`, expected: "an assertion not seen before", actual: id, place: { node, attribute: "ID" }, fix: fix("capture", "Log in again: every login makes a new assertion.") };
    }
  }),
  defineCheck({
    id: "flow/destination-and-recipient",
    on: "response",
    severity: "warning",
    title: "Destination and Recipient are the same address",
    why: "Both name the ACS URL; when they differ, one of them is wrong.",
    causes: ["They are two fields at the identity provider, and one was changed (Okta, OneLogin, Auth0)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["response", "assertion"],
    run(facts, expected) {
      const outer = facts.response.destination;
      const bearer = bearerOf(facts, expected);
      const inner = bearer?.recipient;
      if (bearer === null || outer === null || outer === "" || inner == null || inner === "" || outer === inner) return null;
      return { message: `Destination is ${quote(outer)} but Recipient is ${quote(inner)}.`, expected: outer, actual: inner, place: { node: bearer.node, attribute: "Recipient" }, fix: fix("idp", "Set both to the ACS URL of the service provider.", "recipient") };
    }
  }),
  defineCheck({
    id: "flow/relay-state",
    on: "response",
    severity: "warning",
    title: "RelayState came back as it was sent",
    why: "The service provider finds the page the user wanted, and often the login itself, by this value; an identity provider must send it back unchanged.",
    causes: ["The identity provider drops or shortens RelayState.", "A default RelayState is set at the identity provider and takes its place.", "A proxy on the way decodes it."],
    spec: spec("saml-bindings 3.5.3"),
    needs: ["relay-state", "request-sent"],
    run(_facts, expected) {
      const sent = expected.request.relayState;
      const received = expected.relayState ?? null;
      if (sent === void 0 || sent === received || sent === null && received === "") return null;
      if (received === null) return { message: `RelayState ${quote(sent ?? "")} was sent and did not come back.`, expected: sent ?? "none", actual: "none", fix: fix("idp", "Make the identity provider send RelayState back unchanged.", "relayState") };
      return { message: sent === null ? `RelayState ${quote(received)} came back though none was sent.` : `RelayState came back as ${quote(received)}; ${quote(sent)} was sent.`, expected: sent ?? "none", actual: received, fix: fix("idp", "Clear the default RelayState at the identity provider, so that it sends back what it was given.", "relayState") };
    }
  }),
  defineCheck({
    id: "flow/relay-state-length",
    on: "response",
    severity: "warning",
    title: "RelayState has at most 80 bytes",
    why: "The standard allows 80 bytes; identity providers may cut or drop a longer one, and the user lands on the wrong page.",
    causes: ["The service provider puts the whole deep link into it."],
    spec: spec("saml-bindings 3.4.3"),
    needs: ["relay-state"],
    run(_facts, expected) {
      const state = expected.relayState ?? "";
      if (state.length * 3 <= 80) return null;
      const bytes = new TextEncoder().encode(state).length;
      return bytes <= 80 ? null : { message: `RelayState has ${bytes} bytes, and 80 are allowed.`, expected: "at most 80 bytes", actual: `${bytes} bytes`, fix: fix("sp", "Send a short token as RelayState and keep the address at the service provider.", "relayState") };
    }
  }),
  defineCheck({
    id: "flow/relay-state-address",
    on: "response",
    severity: "warning",
    title: "RelayState leads to no foreign address",
    why: "A service provider that sends the user to any address in RelayState can be used for phishing (open redirect).",
    causes: ["A start URL of another host is set at the identity provider.", "It is an attack."],
    spec: spec("policy open redirect"),
    needs: ["relay-state", "acs"],
    run(_facts, expected) {
      const state = expected.relayState ?? "";
      const foreign3 = hostOf(state.startsWith("//") ? `https:${state}` : state);
      if (foreign3 === null || foreign3 === hostOf(expected.sp.assertionConsumerService)) return null;
      return { message: `RelayState is an address on another host: ${quote(state)}.`, expected: `a token, or an address on ${hostOf(expected.sp.assertionConsumerService)}`, actual: state, fix: fix("idp", "Clear the RelayState (start URL) at the identity provider, or set it to a page of the service provider.", "relayState") };
    }
  }),
  defineCheck({
    id: "flow/arrival",
    on: "response",
    severity: "warning",
    title: "It arrived about when it was issued",
    why: "A response goes from one server to the other in seconds; a larger difference is one between their clocks.",
    causes: ["One of the two clocks is not kept in time by NTP.", "The user left the last page open for minutes."],
    spec: spec("SAML2Int SDP-G01"),
    needs: ["response", "received-at"],
    run(facts, expected) {
      const issued = facts.response.issueInstant?.at;
      if (issued == null) return null;
      const late = expected.receivedAt - issued;
      if (Math.abs(late) <= Math.max(skewOf(expected), 6e4)) return null;
      return { message: `The response was issued ${duration(late)} ${late > 0 ? "before" : "after"} it arrived, by the two clocks.`, expected: clockTime(expected.receivedAt), actual: moment(issued), place: { node: facts.response.node, attribute: "IssueInstant" }, fix: fix("clock", "Set the clocks of both sides by NTP.", "clock") };
    }
  })
];

// shared/checks/key.ts
var keysOf = (facts, expected) => roleOf(facts, expected)?.keyDescriptors ?? [];
var signing = (facts, expected) => keysOf(facts, expected).filter((key2) => key2.use !== "encryption" && key2.useText === null);
function eachCertificate(facts, expected, rule2) {
  const problems = [];
  for (const key2 of keysOf(facts, expected)) {
    for (const certificate of key2.certificates) {
      const problem = rule2(certificate, key2);
      if (problem !== null && problems.length < 20) problems.push(problem);
    }
  }
  return problems.length === 0 ? null : problems;
}
function mistake(certificate) {
  const fault = certificate.fault;
  if (fault === null) return null;
  if (/private key/i.test(fault)) return "private-key";
  if (/public key/i.test(fault)) return "public-key";
  return /PEM header/i.test(fault) ? "pem" : "other";
}
var again2 = fix("idp", "Download the metadata again, or paste the certificate that the identity provider shows.", "signingCertificate");
var keyChecks = [
  defineCheck({
    id: "key/no-signing",
    on: "metadata",
    severity: "error",
    title: "There is a signing certificate",
    why: "Without it no signature of this identity provider can be verified; the certificate is the whole trust.",
    causes: ["No signing certificate is active at the identity provider.", "Only an encryption certificate is published.", "The metadata was cut."],
    spec: spec("saml-metadata 2.4.1.1"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      if (signing(facts, expected).some((key2) => key2.certificates.length > 0 || key2.keyValue)) return null;
      const others = keysOf(facts, expected).length;
      return { message: `The metadata has no signing certificate${others === 0 ? "" : `: ${others === 1 ? "its only key is" : `its ${others} keys are`} for encryption or of unknown use`}.`, expected: "a KeyDescriptor for signing", actual: others === 0 ? "none" : plural(others, "other key"), place: roleOf(facts, expected).node, fix: fix("idp", "Create and activate a signing certificate at the identity provider, then download the metadata again.", "signingCertificate") };
    }
  }),
  defineCheck({
    id: "key/use",
    on: "metadata",
    severity: "error",
    title: "The use of every key is signing or encryption",
    why: "Only these two words are allowed; with any other, programs skip the key or refuse the file.",
    causes: ['The file was written by hand ("Signing", "both").'],
    spec: spec("saml-metadata 2.4.1.1"),
    needs: ["entity"],
    run(facts, expected) {
      const odd2 = keysOf(facts, expected).filter((key2) => key2.useText !== null);
      return odd2.length === 0 ? null : odd2.slice(0, 20).map((key2) => ({ message: `A key says its use is ${quote(key2.useText)}, and only "signing" and "encryption" exist.`, expected: "signing or encryption", actual: key2.useText, place: { node: key2.node, attribute: "use" }, fix: fix("idp", 'Write use="signing", or leave use out for both.', "metadata") }));
    }
  }),
  defineCheck({
    id: "key/unreadable",
    on: "metadata",
    severity: "error",
    title: "Every certificate can be read",
    why: "A certificate that cannot be read cannot verify anything, and many service providers refuse the whole file for it.",
    causes: ["It was cut off or changed when it was copied.", "Something else was put in its place."],
    spec: spec("xmldsig 4.5.4"),
    needs: ["entity"],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key2) => mistake(certificate) !== "other" ? null : { message: `A certificate in the metadata cannot be read: ${certificate.fault}`, expected: "base64 of a DER certificate", place: key2.node, fix: again2 })
  }),
  defineCheck({
    id: "key/pem-inside",
    on: "metadata",
    severity: "error",
    title: "Certificates without PEM lines",
    why: "In metadata only the base64 belongs; many programs cannot read a certificate with BEGIN and END lines in it.",
    causes: ["A PEM file was pasted into a template whole."],
    spec: spec("xmldsig 4.5.4"),
    needs: ["entity"],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key2) => mistake(certificate) !== "pem" ? null : { message: "A certificate in the metadata has BEGIN and END lines, which do not belong there.", expected: "base64 only", actual: "-----BEGIN CERTIFICATE-----", place: key2.node, fix: fix("idp", "Remove the BEGIN and END lines from X509Certificate, or download the metadata again.", "metadata") })
  }),
  defineCheck({
    id: "key/private-key",
    on: "metadata",
    severity: "error",
    title: "No private key",
    why: "Whoever has the private key can log in as anybody. Metadata is public.",
    causes: ["The wrong file was pasted as certificate."],
    spec: spec("policy private keys"),
    needs: ["entity"],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key2) => mistake(certificate) !== "private-key" ? null : { message: "A private key stands in the metadata, where only the certificate belongs.", expected: "a certificate", actual: "a private key", place: key2.node, fix: fix("idp", "Take it out at once, make a new key pair, and publish only its certificate.", "signingCertificate") })
  }),
  defineCheck({
    id: "key/public-key",
    on: "metadata",
    severity: "error",
    title: "A certificate, not a bare public key",
    why: "Service providers want a certificate; a bare public key has no name and no dates and is refused.",
    causes: ["The public key file was pasted instead of the certificate."],
    spec: spec("xmldsig 4.5.4"),
    needs: ["entity"],
    run: (facts, expected) => eachCertificate(facts, expected, (certificate, key2) => mistake(certificate) !== "public-key" ? null : { message: "A public key stands in the metadata where a certificate belongs.", expected: "a certificate", actual: "a public key", place: key2.node, fix: fix("idp", "Put the certificate in its place (a PEM file of it begins with -----BEGIN CERTIFICATE-----), or download the metadata again.", "signingCertificate") })
  }),
  defineCheck({
    id: "key/key-value",
    on: "metadata",
    severity: "warning",
    title: "Keys come as certificates",
    why: "A bare KeyValue is legal, but many service providers read certificates only.",
    causes: ["The provider publishes keys without certificates."],
    spec: spec("xmldsig 4.5.2"),
    needs: ["entity"],
    run(facts, expected) {
      const bare5 = keysOf(facts, expected).filter((key2) => key2.keyValue && key2.certificates.length === 0);
      return bare5.length === 0 ? null : bare5.slice(0, 20).map((key2) => ({ message: "A key is published as KeyValue without a certificate, which many service providers cannot read.", expected: "X509Certificate", actual: "KeyValue", place: key2.node, fix: fix("idp", "Publish the key as a certificate.", "signingCertificate") }));
    }
  }),
  defineCheck({
    id: "key/several",
    on: "metadata",
    severity: "info",
    title: "One signing certificate",
    why: "Several are normal while a certificate is being changed; all must be known to the service provider.",
    causes: ["The identity provider is about to change its certificate.", "AD FS publishes the next one ahead."],
    spec: spec("saml-metadata 2.4.1.1"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      const certificates2 = new Map(signing(facts, expected).flatMap((key2) => key2.certificates).filter((certificate) => certificate.der !== "").map((certificate) => [certificate.sha256, certificate]));
      if (certificates2.size < 2) return null;
      const names4 = [...certificates2.values()].map((certificate) => `CN=${commonName(certificate.subject)} ${shortFingerprint(certificate.sha256)}`);
      const slots = expected.sp?.requires?.certificateSlots;
      const tooMany = slots !== void 0 && certificates2.size > slots;
      return {
        message: `The metadata has ${certificates2.size} signing certificates (${list(names4).replaceAll('"', "")})${tooMany ? `, and ${spName(expected)} can hold ${slots === 1 ? "only one" : slots}` : ""}.`,
        expected: slots === void 0 ? "all of them at the service provider" : `at most ${slots}`,
        actual: String(certificates2.size),
        place: roleOf(facts, expected).node,
        severity: tooMany ? "warning" : "info",
        ...tooMany ? { fix: fix("sp", "Give the service provider the certificate the identity provider signs with today, and change it on the day of the rollover.", "signingCertificate") } : {}
      };
    }
  })
];

// shared/checks/logout.ts
var logoutChecks = [
  ...envelopeChecks({ family: "logout", on: "logout", need: "logout", element: "logout message", side: "idp", section: "3.2.1", get: (facts) => facts.logout }),
  defineCheck({
    id: "logout/issuer-missing",
    on: "logout",
    severity: "error",
    title: "The logout message names its Issuer",
    why: "The receiver looks up keys and sessions by it.",
    causes: ["The Issuer was left out."],
    spec: spec("saml-profiles 4.4.4"),
    needs: ["logout"],
    run: (facts) => (facts.logout.issuer?.value.trim() ?? "") !== "" ? null : { message: "The logout message does not name its Issuer.", expected: "an entityID", actual: "absent", place: facts.logout.node, fix: fix("idp", "Send the entityID of the sender as Issuer.", "idpEntityID") }
  }),
  defineCheck({
    id: "logout/issuer",
    on: "logout",
    severity: "warning",
    title: "The logout message is from a side of this connection",
    why: "A message of somebody else must not end sessions.",
    causes: ["The message belongs to another application.", "The identity provider uses another name in logout (Entra does)."],
    spec: spec("saml-profiles 4.4.4"),
    needs: ["logout", "idp-entity-id"],
    run(facts, expected) {
      const issuer = facts.logout.issuer;
      const wanted3 = expected.idp.entityID;
      if (issuer === null || issuer.value === wanted3 || issuer.value === expected.sp?.entityID) return null;
      if (hostOf(issuer.value) === "login.microsoftonline.com" && hostOf(wanted3) === "sts.windows.net") return null;
      return { message: `The logout message is from ${quote(issuer.value)}, and the identity provider set up is ${quote(wanted3)}${nearMissWords(wanted3, issuer.value)}.`, expected: wanted3, actual: issuer.value, place: issuer.node, fix: fix("sp", "Look whether the message belongs to this connection.", "idpEntityID") };
    }
  }),
  defineCheck({
    id: "logout/unsigned",
    on: "logout",
    severity: "warning",
    title: "The logout message is signed",
    why: "Through the browser it must be signed, or anybody could log users out; AD FS refuses it otherwise (MSIS7084).",
    causes: ["Signing of logout messages is switched off.", "The capture lacks the Signature parameter of the URL."],
    spec: spec("saml-profiles 4.4.4"),
    needs: ["logout"],
    run: (facts) => facts.signatures.length > 0 ? null : { message: "The logout message is not signed.", expected: "a signature", actual: "none", place: facts.logout.node, fix: fix("sp", "Switch on signing of logout messages.", "singleLogoutService") }
  }),
  defineCheck({
    id: "logout/signature",
    on: "logout",
    severity: "error",
    title: "The signature of the logout message holds",
    why: "The receiver refuses it otherwise.",
    causes: ["It was changed after signing, or the URL was encoded anew.", "It was signed with another key than those given."],
    spec: spec("saml-core 5"),
    needs: ["logout", "signature"],
    run(facts, expected) {
      const own = expected.sp?.entityID !== void 0 && facts.logout.issuer?.value === expected.sp.entityID;
      const bad = facts.signatures.find((signature2) => signature2.result === "refused" || signature2.result === "failed" && (signature2.failure === "digest" || !own));
      return bad === void 0 ? null : { message: bad.result === "refused" ? `The signature of the logout message is not allowed: ${bad.faults[0]?.message ?? "its shape is wrong."}` : bad.failure === "digest" ? "The logout message was changed after it was signed." : "None of the keys you gave made the signature of the logout message.", expected: "a signature that verifies", actual: bad.result, place: bad.node, fix: fix("sp", "Give the current metadata of the sender to the receiver.", "signingCertificate") };
    }
  }),
  defineCheck({
    id: "logout/expired",
    on: "logout",
    severity: "error",
    title: "The LogoutRequest has not expired",
    why: "After NotOnOrAfter it must be refused.",
    causes: ["The message was captured some time ago.", "The clocks differ."],
    spec: spec("saml-core 3.7.1"),
    needs: ["logout"],
    run(facts, expected) {
      const end = facts.logout.notOnOrAfter?.at;
      return end == null || expected.now - skewOf(expected) < end ? null : { message: `The LogoutRequest expired ${duration(expected.now - end)} ago: NotOnOrAfter is ${moment(end)}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: facts.logout.node, attribute: "NotOnOrAfter" }, fix: fix("capture", "Log out again and judge the new message at once.", "clock") };
    }
  }),
  defineCheck({
    id: "logout/name-id-missing",
    on: "logout",
    severity: "error",
    title: "The LogoutRequest names the user",
    why: "Without a NameID nobody knows whose session shall end.",
    causes: ["The service provider did not keep the NameID of the login."],
    spec: spec("saml-core 3.7.1"),
    needs: ["logout"],
    run: (facts) => facts.logout.kind === "response" || facts.logout.nameID !== null || facts.encrypted.some((item) => item.what === "EncryptedID") ? null : { message: "The LogoutRequest names no user.", expected: "the NameID of the login", actual: "absent", place: facts.logout.node, fix: fix("sp", "Keep NameID, Format and SessionIndex of the login and send them in the LogoutRequest.", "nameID") }
  }),
  defineCheck({
    id: "logout/session-index",
    on: "logout",
    severity: "info",
    title: "The LogoutRequest names the session",
    why: "Without SessionIndex all sessions of the user end, or with some identity providers none.",
    causes: ["The assertion of the login had none.", "The service provider did not keep it."],
    spec: spec("saml-core 3.7.1"),
    needs: ["logout"],
    run: (facts) => facts.logout.kind === "response" || facts.logout.sessionIndexes.length > 0 ? null : { message: "The LogoutRequest names no session (SessionIndex).", actual: "absent", place: facts.logout.node }
  }),
  defineCheck({
    id: "logout/status",
    on: "logout",
    severity: "error",
    title: "The logout succeeded",
    why: "Otherwise the user may still be logged in somewhere.",
    causes: ["An application did not answer.", "The session was not known any more."],
    spec: spec("saml-core 3.7.2"),
    needs: ["logout"],
    run(facts) {
      const logout = facts.logout;
      if (logout.kind === "request") return null;
      const state = logout.status;
      if (state === null || state.codes.length === 0) return { message: "The LogoutResponse has no status.", expected: status.success, actual: "absent", place: logout.node, fix: fix("idp", "Send Status with a StatusCode.") };
      if (state.codes.includes(status.partialLogout)) return { message: "The logout was partial: not all sessions could be ended.", expected: status.success, actual: state.codes.join(" / "), place: state.node, severity: "warning", fix: statusWords["PartialLogout"].fix };
      if (isSuccess(state)) return null;
      const known3 = statusWords[tellingCode(state)];
      return { message: `The logout was refused: ${known3?.says ?? "the status is not in the standard"} (${codePath(state)}).${state.message === null ? "" : ` Its message: ${said(state.message)}`}`, expected: status.success, actual: state.codes.join(" / "), place: state.node, fix: known3?.fix ?? fix("idp", "Look into the identity provider's log.") };
    }
  }),
  defineCheck({
    id: "logout/in-response-to",
    on: "logout",
    severity: "error",
    title: "The LogoutResponse answers your request",
    why: "An answer to another request says nothing about this logout.",
    causes: ["Two logouts ran at the same time.", "An older answer was captured."],
    spec: spec("saml-core 3.2.2"),
    needs: ["logout", "request-id"],
    run(facts, expected) {
      const logout = facts.logout;
      return logout.kind === "request" || logout.inResponseTo === expected.requestID ? null : { message: `The LogoutResponse answers ${logout.inResponseTo === null ? "no request" : `the request ${quote(logout.inResponseTo)}`}, and the request was ${quote(expected.requestID)}.`, expected: expected.requestID, actual: logout.inResponseTo ?? "absent", place: logout.node, fix: fix("idp", "Log out again and wait for its own answer.") };
    }
  }),
  defineCheck({
    id: "logout/destination-missing",
    on: "logout",
    severity: "error",
    title: "A signed logout message names its Destination",
    why: "A signed message sent through the browser must say where it belongs.",
    causes: ["The logout address is not set at the sender."],
    spec: spec("saml-bindings 3.5.5.2"),
    needs: ["logout", "signature"],
    run: (facts) => (facts.logout.destination ?? "") !== "" ? null : { message: "The logout message is signed but names no Destination.", expected: "the logout address of the receiver", actual: "absent", place: facts.logout.node, fix: fix("idp", "Set the logout address of the receiver at the sender.", "singleLogoutService") }
  })
];

// shared/checks/metadata.ts
var again3 = fix("idp", "Download the metadata again from the identity provider.", "metadata");
function validUntil(facts, expected) {
  const all = [facts.metadata?.validUntil, entityOf(facts)?.validUntil, roleOf(facts, expected)?.validUntil];
  let earliest = null;
  for (const each7 of all) if (each7 != null && each7.at !== null && (earliest === null || each7.at < earliest.at)) earliest = each7;
  return earliest;
}
function edited(signature2) {
  return signature2.failure === "digest" || signature2.digestClaimed !== null && signature2.digestComputed !== null && signature2.digestClaimed !== signature2.digestComputed;
}
var idpOrder = ["Signature", "Extensions", "KeyDescriptor", "Organization", "ContactPerson", "ArtifactResolutionService", "SingleLogoutService", "ManageNameIDService", "NameIDFormat", "SingleSignOnService", "NameIDMappingService", "AssertionIDRequestService", "AttributeProfile", "Attribute"];
var spOrder = ["Signature", "Extensions", "KeyDescriptor", "Organization", "ContactPerson", "ArtifactResolutionService", "SingleLogoutService", "ManageNameIDService", "NameIDFormat", "AssertionConsumerService", "AttributeConsumingService"];
var roleWords = { idp: "identity provider", sp: "service provider" };
var metadataChecks = [
  defineCheck({
    id: "metadata/entity",
    on: "metadata",
    severity: "error",
    title: "One entity is meant",
    why: "A file of a whole federation describes many; which one is meant must be known.",
    causes: ["The aggregate of a federation was handed in.", "The entityID to choose is not in it."],
    spec: spec("saml-metadata 2.3.1"),
    needs: ["metadata"],
    run(facts, expected) {
      const metadata2 = facts.metadata;
      if (metadata2.chosen >= 0) return null;
      if (metadata2.entities.length === 0) return { message: "The metadata describes no entity.", expected: "one EntityDescriptor", actual: "none", place: metadata2.node, fix: again3 };
      if (expected.entityID !== void 0) return { message: `The entityID ${quote(expected.entityID)} is not among the ${metadata2.entities.length} in this metadata.`, expected: expected.entityID, actual: list(metadata2.entities.map((entity2) => entity2.entityID ?? ""), 3), place: metadata2.node, fix: fix("capture", "Choose one of the entities in it, or hand in the metadata of the one you mean.") };
      return { message: `The metadata describes ${plural(metadata2.entities.length, "entity", "entities")}, and which one is meant is not known.`, expected: "one entity", actual: list(metadata2.entities.map((entity2) => entity2.entityID ?? ""), 3), place: metadata2.node, fix: fix("capture", "Choose one of them by its entityID.") };
    }
  }),
  defineCheck({
    id: "metadata/entity-id",
    on: "metadata",
    severity: "error",
    title: "The entity has an entityID",
    why: "The entityID is its name; everything is looked up by it.",
    causes: ["The file was written by hand."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run(facts) {
      const entity2 = entityOf(facts);
      const id = entity2.entityID;
      if (id !== null && id.trim() !== "" && id.length <= 1024 && !hasOuterSpace(id)) return null;
      const message2 = id === null || id.trim() === "" ? "The entity has no entityID." : hasOuterSpace(id) ? `The entityID ${quote(id)} has white space around it, and it is compared letter by letter.` : `The entityID has ${id.length} characters, and 1024 are allowed.`;
      return { message: message2, expected: "a URI of at most 1024 characters", actual: quote(id), place: entity2.node, fix: fix("idp", "Set the entityID at the provider and download its metadata again.", "idpEntityID") };
    }
  }),
  defineCheck({
    id: "metadata/entity-id-uri",
    on: "metadata",
    severity: "warning",
    title: "The entityID is a URI",
    why: 'Programs that check the schema want a URI; Entra puts "spn:" in front of others in the audience.',
    causes: ["The entityID was chosen as a plain name (Heap's is heapanalytics.com)."],
    spec: spec("saml-core 1.3.2"),
    needs: ["entity"],
    run(facts) {
      const entity2 = entityOf(facts);
      const id = entity2.entityID?.trim() ?? "";
      return id === "" || isAbsoluteUri(id) ? null : { message: `The entityID ${quote(id)} is not an absolute URI.`, expected: "such as https://idp.example.com/saml", actual: id, place: { node: entity2.node, attribute: "entityID" } };
    }
  }),
  defineCheck({
    id: "metadata/tenant-placeholder",
    on: "metadata",
    severity: "error",
    title: "The entityID is of one tenant",
    why: `The metadata of Entra's "common" address has {tenant} in place of a tenant and fits none.`,
    causes: ["The metadata was taken from /common/ instead of from the tenant or application."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run(facts) {
      const entity2 = entityOf(facts);
      const id = entity2.entityID ?? "";
      return !/\{tenant(?:id)?\}/i.test(id) ? null : { message: `The entityID ${quote(id)} has a placeholder where the tenant belongs.`, expected: "the tenant's identifier", actual: id, place: { node: entity2.node, attribute: "entityID" }, fix: fix("idp", "Take the App Federation Metadata Url of the application (with ?appid=) in Entra.", "metadata") };
    }
  }),
  defineCheck({
    id: "metadata/other-entity",
    on: "metadata",
    severity: "warning",
    title: "The entityID is the one known so far",
    why: "Metadata of another entity replaces one identity provider by another.",
    causes: ["The metadata is of another tenant, environment or application.", "The identity provider changed its entityID."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity", "idp-entity-id", "idp-role"],
    run(facts, expected) {
      const entity2 = entityOf(facts);
      const wanted3 = expected.idp.entityID;
      return entity2.entityID === null || entity2.entityID === wanted3 ? null : { message: `The metadata is of ${quote(entity2.entityID)}, and the one set up is ${quote(wanted3)}${nearMissWords(wanted3, entity2.entityID)}.`, expected: wanted3, actual: entity2.entityID, place: { node: entity2.node, attribute: "entityID" }, fix: fix("sp", "Give the service provider the new metadata if the change is meant; else take the metadata of the right application.", "idpEntityID") };
    }
  }),
  defineCheck({
    id: "metadata/wrong-role",
    on: "metadata",
    severity: "error",
    title: "It describes the side that is asked for",
    why: "Service provider and identity provider each have metadata; the one of the wrong side has neither the keys nor the addresses that are needed.",
    causes: ["The two files were mixed up.", "The download link of the application's own metadata was taken."],
    spec: spec("saml-metadata 2.4.3"),
    needs: ["entity"],
    run(facts, expected) {
      const entity2 = entityOf(facts);
      const wanted3 = expected.role ?? "idp";
      const other = wanted3 === "idp" ? "sp" : "idp";
      if (entity2.roles.some((role) => role.role === wanted3) || !entity2.roles.some((role) => role.role === other)) return null;
      return { message: `This is the metadata of ${other === "sp" ? "a service provider" : "an identity provider"}, and that of ${wanted3 === "sp" ? "a service provider" : "an identity provider"} is needed.`, expected: wanted3 === "idp" ? "an identity provider (IDPSSODescriptor)" : "a service provider (SPSSODescriptor)", actual: other === "sp" ? "a service provider (SPSSODescriptor)" : "an identity provider (IDPSSODescriptor)", place: entity2.roles[0].node, fix: fix(wanted3, `Download the metadata of the ${roleWords[wanted3]}.`, "metadata") };
    }
  }),
  defineCheck({
    id: "metadata/ws-federation-only",
    on: "metadata",
    severity: "error",
    title: "It describes SAML 2.0",
    why: "Metadata with WS-Federation roles only has no SAML addresses or keys.",
    causes: ["The metadata of a WS-Federation application was taken."],
    spec: spec("saml-metadata 2.4"),
    needs: ["entity"],
    run(facts) {
      const entity2 = entityOf(facts);
      if (entity2.roles.length > 0) return null;
      return { message: entity2.otherRoles.length === 0 ? "The metadata describes no role at all." : entity2.otherRoles.every((name2) => name2.startsWith("fed:")) ? "The metadata describes WS-Federation only, and not SAML 2.0." : `The metadata describes neither an identity provider nor a service provider, only ${list(entity2.otherRoles)}.`, expected: "IDPSSODescriptor", actual: entity2.otherRoles.slice(0, 5).join(", ") || "none", place: entity2.node, fix: fix("idp", "Download the SAML 2.0 metadata of the identity provider.", "metadata") };
    }
  }),
  defineCheck({
    id: "metadata/protocol",
    on: "metadata",
    severity: "error",
    title: "The role speaks SAML 2.0",
    why: "Its protocolSupportEnumeration says which protocols the role speaks; without SAML 2.0 it cannot be used.",
    causes: ["The metadata is of a SAML 1.1 provider.", "The file was written by hand."],
    spec: spec("saml-metadata 2.4.1"),
    needs: ["entity"],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      return role === null || role.protocols.includes(protocol) ? null : { message: `The role does not say that it speaks SAML 2.0: its protocols are ${list(role.protocols)}.`, expected: protocol, actual: role.protocols.slice(0, 5).join(" ") || "none", place: role.node, fix: again3 };
    }
  }),
  defineCheck({
    id: "metadata/expired",
    on: "metadata",
    severity: "error",
    title: "The metadata has not expired",
    why: "After validUntil nobody may use it; programs that keep to the standard refuse it.",
    causes: ["The file was downloaded long ago.", "The certificate expired with it (Google sets validUntil to the certificate's end)."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run(facts, expected) {
      const until = validUntil(facts, expected);
      if (until === null || expected.now - expected.clockSkew * 1e3 < until.at) return null;
      return { message: `The metadata expired ${duration(expected.now - until.at)} ago: validUntil is ${moment(until.at)}.`, expected: `before ${moment(until.at)}`, actual: clockTime(expected.now), place: entityOf(facts).node, fix: again3 };
    }
  }),
  defineCheck({
    id: "metadata/expires-soon",
    on: "metadata",
    severity: "warning",
    title: "The metadata stays good for a week",
    why: "After validUntil logins can stop from one moment to the next.",
    causes: ["The provider gives a short validUntil and expects its metadata to be fetched again and again.", "The certificate is about to expire (Google)."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run(facts, expected) {
      const until = validUntil(facts, expected);
      if (until === null || until.at <= expected.now || until.at - expected.now > 7 * DAY) return null;
      return { message: `The metadata expires in ${duration(until.at - expected.now)}: validUntil is ${moment(until.at)}.`, expected: "more than 7 days", actual: moment(until.at), place: entityOf(facts).node, fix: fix("sp", "Let the service provider fetch the metadata by its address, or note the day.", "metadata") };
    }
  }),
  defineCheck({
    id: "metadata/no-valid-until",
    on: "metadata",
    severity: "info",
    title: "The metadata says until when it is good",
    why: "Federations require validUntil; single providers (Entra, Okta, Auth0) leave it out.",
    causes: ["The provider does not set it."],
    spec: spec("SAML2Int SDP-MD03"),
    needs: ["entity"],
    run: (facts, expected) => validUntil(facts, expected) !== null ? null : { message: "The metadata has no validUntil, so nothing tells when it is out of date.", actual: "absent", place: entityOf(facts).node }
  }),
  defineCheck({
    id: "metadata/cache-duration",
    on: "metadata",
    severity: "warning",
    title: "cacheDuration is a duration",
    why: "Programs that fetch metadata read from it when to come back.",
    causes: ["The file was written by hand."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run(facts) {
      const { cacheDuration, node } = entityOf(facts);
      return cacheDuration === null || /^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/.test(cacheDuration) ? null : { message: `The cacheDuration ${quote(cacheDuration)} is not a duration.`, expected: "such as PT24H", actual: cacheDuration, place: { node, attribute: "cacheDuration" }, fix: again3 };
    }
  }),
  defineCheck({
    id: "metadata/child-order",
    on: "metadata",
    severity: "warning",
    title: "Children of the role in the order of the schema",
    why: "Programs that check the schema refuse the file.",
    causes: ["The file was written by hand or by a template."],
    spec: spec("saml-metadata 2.4.3"),
    needs: ["entity"],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      if (role === null) return null;
      const order4 = role.role === "idp" ? idpOrder : spOrder;
      let last2 = 0;
      for (const name2 of role.children) {
        const position = order4.indexOf(name2);
        if (position < 0) continue;
        if (position < last2) return { message: `${name2} stands after ${order4[last2]}, against the order of the schema.`, expected: order4.filter((each7) => role.children.includes(each7)).join(", "), actual: role.children.slice(0, 20).join(", "), place: role.node, fix: fix(role.role, `Put ${name2} before ${order4[last2]}.`, "metadata") };
        last2 = position;
      }
      return null;
    }
  }),
  defineCheck({
    id: "metadata/signature-broken",
    on: "metadata",
    severity: "warning",
    title: "The signed metadata is unchanged",
    why: "Programs that verify the signature of metadata refuse it (AD FS: ID6018).",
    causes: ["The file was edited or pretty-printed after it was downloaded."],
    spec: spec("saml-metadata 3"),
    needs: ["metadata", "signature"],
    run(facts) {
      const broken2 = facts.signatures.find(edited);
      return broken2 === void 0 ? null : { message: "The metadata was changed after it was signed.", ...broken2.digestClaimed === null ? {} : { expected: broken2.digestClaimed }, ...broken2.digestComputed === null ? {} : { actual: broken2.digestComputed }, place: broken2.node, fix: fix("capture", "Download the metadata again and hand it in without opening it in an editor.", "metadata") };
    }
  }),
  defineCheck({
    id: "metadata/signed",
    on: "metadata",
    severity: "info",
    title: "Signed, not verified",
    why: "No key to verify metadata with is known here; trust comes from where it was downloaded.",
    causes: ["The provider signs its metadata (Entra and federations do)."],
    spec: spec("SAML2Int SDP-MD02"),
    needs: ["metadata", "signature"],
    run: (facts) => facts.signatures.some((signature2) => signature2.result === "verified" || edited(signature2)) ? null : { message: "The metadata is signed; its signature was not verified, as no key for that was given.", place: facts.signatures[0].node }
  }),
  defineCheck({
    id: "metadata/other-roles",
    on: "metadata",
    severity: "info",
    title: "Other roles are left aside",
    why: "Entra and AD FS describe WS-Federation in the same file; that is legal and of no concern here.",
    causes: ["The provider speaks several protocols."],
    spec: spec("saml-metadata 2.4.2"),
    needs: ["entity"],
    run: (facts) => entityOf(facts).otherRoles.length === 0 || entityOf(facts).roles.length === 0 ? null : { message: `The metadata also describes ${list(entityOf(facts).otherRoles)}, which is left aside.`, place: entityOf(facts).node }
  }),
  defineCheck({
    id: "metadata/both-roles",
    on: "metadata",
    severity: "info",
    title: "Only one of the two sides",
    why: "A proxy is both; make sure the right side is read.",
    causes: ["The provider is a proxy between others."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity"],
    run: (facts, expected) => new Set(entityOf(facts).roles.map((role) => role.role)).size < 2 ? null : { message: `The metadata describes an identity provider and a service provider; it was judged as ${expected.role === "sp" ? "a service provider" : "an identity provider"}.`, place: entityOf(facts).node }
  }),
  defineCheck({
    id: "metadata/wants-signed-requests",
    on: "metadata",
    severity: "warning",
    title: "Unsigned requests are taken",
    why: "With WantAuthnRequestsSigned the identity provider refuses a request without a signature, and many service providers send none.",
    causes: ["Signed requests are switched on at the identity provider."],
    spec: spec("saml-metadata 2.4.3"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      return role.wantAuthnRequestsSigned !== true ? null : { message: `The identity provider wants signed requests; make sure that ${spName(expected)} signs them.`, expected: 'WantAuthnRequestsSigned="false"', actual: "true", place: { node: role.node, attribute: "WantAuthnRequestsSigned" }, severity: expected.sp === void 0 ? "info" : "warning", fix: fix("idp", "Switch off signed requests for this application, or let the service provider sign them.", "signedRequests") };
    }
  }),
  defineCheck({
    id: "metadata/name-id-format",
    on: "metadata",
    severity: "info",
    title: "The needed NameID format is listed",
    why: "The list is a hint of what can be sent; some identity providers send formats they do not list.",
    causes: ["The NameID format is not set for this application yet."],
    spec: spec("saml-metadata 2.4.2"),
    needs: ["entity", "idp-role", "sp-requirements"],
    run(facts, expected) {
      const role = roleOf(facts, expected);
      const wanted3 = expected.sp.requires.nameIDFormat;
      if (wanted3 === void 0 || wanted3 === nameIDFormat.unspecified || role.nameIDFormats.length === 0 || role.nameIDFormats.includes(wanted3)) return null;
      return { message: `${capital(spName(expected))} needs the NameID format ${shortName(wanted3)}, and the metadata lists ${list(role.nameIDFormats.map(shortName))}.`, expected: wanted3, actual: role.nameIDFormats.slice(0, 8).join(" "), place: role.node, fix: fix("idp", `Set the NameID format to ${shortName(wanted3)} for this application.`, "nameIDFormat") };
    }
  }),
  defineCheck({
    id: "metadata/hosts-differ",
    on: "metadata",
    severity: "info",
    title: "Name and addresses are of one host",
    why: "An entityID is only a name and need not be of the same host; a difference can also show mixed-up files.",
    causes: ["The provider is set up that way.", "Metadata of two environments was mixed."],
    spec: spec("saml-metadata 2.3.2"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      const entity2 = entityOf(facts);
      const name2 = hostOf(entity2.entityID ?? "");
      const location = roleOf(facts, expected).endpoints.find((endpoint) => endpoint.service === "SingleSignOnService" && endpoint.location !== null);
      const host = hostOf(location?.location ?? "");
      if (name2 === null || host === null || site(name2) === site(host) || name2 === "sts.windows.net" || name2 === "www.okta.com") return null;
      return { message: `The entityID is on ${name2} and the login address on ${host}; that is allowed, make sure it is meant.`, expected: name2, actual: host, place: location.node };
    }
  }),
  defineCheck({
    id: "metadata/tenant-wide",
    on: "metadata",
    severity: "warning",
    title: "The metadata is the application's own",
    why: "In Entra every SAML application has a certificate of its own. The tenant-wide metadata lists other ones, and then no signature fits.",
    causes: ["The metadata address was taken without ?appid=.", "A custom certificate is used, and all is well."],
    spec: spec("saml-metadata 2.4.1.1"),
    needs: ["entity", "idp-role"],
    run(facts, expected) {
      const entity2 = entityOf(facts);
      if (!(entity2.entityID ?? "").startsWith("https://sts.windows.net/")) return null;
      const subjects = roleOf(facts, expected).keyDescriptors.filter((key2) => key2.use !== "encryption").flatMap((key2) => key2.certificates.map((certificate) => certificate.subject));
      if (subjects.length === 0 || subjects.some((subject) => subject.includes("Microsoft Azure Federated SSO Certificate"))) return null;
      return { message: `This may be Entra's tenant-wide metadata: none of its certificates is called "Microsoft Azure Federated SSO Certificate" (found ${list([...new Set(subjects.map(commonName))])}).`, expected: "CN=Microsoft Azure Federated SSO Certificate", actual: subjects.slice(0, 5).join(" | "), place: entity2.node, fix: fix("idp", "Take the App Federation Metadata Url of the application (it ends in ?appid=\u2026), unless you use a certificate of your own.", "metadata") };
    }
  })
];
var site = (host) => host.split(".").slice(-2).join(".");

// shared/checks/name-id.ts
var unspecific = /* @__PURE__ */ new Set([nameIDFormat.unspecified, "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified", "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified"]);
function looksOpaque(value) {
  if (value.includes("|") && !value.includes("@")) return true;
  return value.length >= 26 && value.length <= 200 && !value.includes("@") && /^[A-Za-z0-9_+/=-]+$/.test(value) && /\d/.test(value);
}
var nameIDChecks = [
  defineCheck({
    id: "name-id/missing",
    on: "response",
    severity: "error",
    title: "The Subject has a NameID",
    why: "The service provider matches the account by it; without one nobody can be logged in.",
    causes: ["The attribute the NameID is taken from is empty for this user.", "No rule issues a Name ID (AD FS does not by itself)."],
    spec: spec("saml-core 2.4.1"),
    needs: ["assertion"],
    run(facts) {
      const subject = assertionOf(facts).subject;
      return subject === null || subject.nameID !== null || subject.encryptedID ? null : { message: "The Subject has no NameID, so the service provider cannot tell who logged in.", expected: "a NameID", actual: "absent", place: subject.node, fix: fix("idp", "Let the identity provider issue a NameID for this application, and fill the attribute it is taken from.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/empty",
    on: "response",
    severity: "error",
    title: "The NameID has a value",
    why: "An empty name matches no account, or worse, the wrong one.",
    causes: ["The attribute the NameID is taken from is empty for this user."],
    spec: spec("saml-core 1.3.1"),
    needs: ["name-id"],
    run: (facts) => nameIDOf(facts).value.trim() !== "" ? null : { message: "The NameID is empty.", expected: "a value", actual: "empty", place: nameIDOf(facts).node, fix: fix("idp", "Fill the attribute the NameID is taken from for this user, or take it from another one.", "nameID") }
  }),
  defineCheck({
    id: "name-id/format-requested",
    on: "response",
    severity: "error",
    title: "The NameID has the format that was requested",
    why: "The identity provider must answer in the requested format or refuse; a receiver may reject anything else.",
    causes: ["The format at the identity provider is set by hand and wins over the request.", "The service provider asks for a format it does not need."],
    spec: spec("saml-core 3.4.1.1"),
    needs: ["name-id", "request-sent"],
    run(facts, expected) {
      const wanted3 = expected.request.nameIDFormat;
      const nameID2 = nameIDOf(facts);
      if (wanted3 === void 0 || wanted3 === "" || unspecific.has(wanted3) || wanted3 === nameIDFormat.encrypted || nameID2.format === wanted3) return null;
      return { message: `The request asked for a NameID of the format ${shortName(wanted3)} and got ${nameID2.format === null ? "one without a format" : shortName(nameID2.format)}.`, expected: wanted3, actual: nameID2.format ?? "absent", place: nameID2.node, fix: fix("idp", `Set the NameID format to ${shortName(wanted3)}, or take the Format out of the request.`, "nameIDFormat") };
    }
  }),
  defineCheck({
    id: "name-id/format-required",
    on: "response",
    severity: "error",
    title: "The NameID has the format the service provider needs",
    why: "The format says what the value is; a service provider that expects another one looks up the wrong thing or refuses.",
    causes: ["The NameID format at the identity provider was left at its default.", "The import of metadata did not set it (PingOne)."],
    spec: spec("saml-core 8.3"),
    needs: ["name-id", "sp-requirements"],
    run(facts, expected) {
      const wanted3 = expected.sp.requires.nameIDFormat;
      const nameID2 = nameIDOf(facts);
      if (wanted3 === void 0 || unspecific.has(wanted3) || nameID2.format === wanted3) return null;
      const vague = nameID2.format === null || unspecific.has(nameID2.format);
      const harmless = vague && (wanted3 !== nameIDFormat.emailAddress || isEmail(nameID2.value));
      return {
        message: `${capital(spName(expected))} needs a NameID of the format ${shortName(wanted3)}, and this one ${nameID2.format === null ? "has no format" : `is ${shortName(nameID2.format)}`}.`,
        expected: wanted3,
        actual: nameID2.format ?? "absent",
        place: nameID2.node,
        severity: harmless ? "warning" : "error",
        fix: fix("idp", `Set the NameID format to ${shortName(wanted3)} (${wanted3}).`, "nameIDFormat", wanted3)
      };
    }
  }),
  defineCheck({
    id: "name-id/email",
    on: "response",
    severity: "error",
    title: "The NameID is an e-mail address, as the service provider needs",
    why: "The service provider finds the account by e-mail address; with another value it finds none, or makes a second account.",
    causes: ["The NameID is taken from the user name or an internal identifier.", "The attribute with the e-mail address is empty for this user, and the identity provider sent another one instead."],
    spec: spec("saml-core 8.3.2"),
    needs: ["name-id", "sp-requirements"],
    run(facts, expected) {
      const nameID2 = nameIDOf(facts);
      if (expected.sp.requires.nameIDIsEmail !== true || isEmail(nameID2.value.trim()) || nameID2.value.trim() === "") return null;
      return { message: `${capital(spName(expected))} needs an e-mail address as NameID, and this one is ${quote(nameID2.value)}${looksOpaque(nameID2.value) ? ", which looks like an internal identifier" : ""}.`, expected: "an e-mail address", actual: nameID2.value, place: nameID2.node, fix: fix("idp", "Take the NameID from the user's e-mail address, and see that every user has one.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/other-email",
    on: "response",
    severity: "warning",
    title: "The NameID is the e-mail address that the attributes have",
    why: "The service provider finds the account by the NameID. A user name that looks like an address, or the same address in other letter case, finds none, or makes a second account.",
    causes: ["The NameID is the user principal name (UPN), and the user's e-mail address is another one.", "The address is written in capitals in one place and in small letters in the other."],
    spec: spec("saml-core 8.3.2"),
    needs: ["name-id", "sp-requirements"],
    run(facts, expected) {
      const nameID2 = nameIDOf(facts);
      const address3 = assertionOf(facts)?.attributes.find(({ name: name2, values: values2 }) => emailAttributeNames.includes(name2) && values2.length === 1 && isEmail(values2[0]))?.values[0];
      if (expected.sp.requires.nameIDIsEmail !== true || address3 === void 0 || !isEmail(nameID2.value) || nameID2.value === address3) return null;
      const isCase = nameID2.value.toLowerCase() === address3.toLowerCase();
      return { message: isCase ? `The NameID ${quote(nameID2.value)} and the e-mail attribute ${quote(address3)} differ in letter case.` : `The NameID is ${quote(nameID2.value)}, and the e-mail attribute says ${quote(address3)}.`, expected: address3, actual: nameID2.value, place: nameID2.node, fix: fix("idp", isCase ? "Send the address in small letters in both places." : "Take the NameID from the e-mail address instead of the user name.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/email-address",
    on: "response",
    severity: "warning",
    title: "A NameID of the format emailAddress is one",
    why: "The format promises a bare address such as ada@example.com, without display name or angle brackets.",
    causes: ["The format was set to emailAddress but the value is a user name."],
    spec: spec("saml-core 8.3.2"),
    needs: ["name-id"],
    run(facts) {
      const nameID2 = nameIDOf(facts);
      return nameID2.format !== nameIDFormat.emailAddress || isEmail(nameID2.value.trim()) || nameID2.value.trim() === "" ? null : { message: `The NameID says it is an e-mail address, and it is ${quote(nameID2.value)}.`, expected: "local@domain", actual: nameID2.value, place: nameID2.node, fix: fix("idp", "Take the NameID from the user's e-mail address.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/opaque",
    on: "response",
    severity: "warning",
    title: "The NameID is a name, not an internal identifier",
    why: "A random looking value is different at every service provider and matches no account there.",
    causes: ['Entra sends a pairwise identifier when the source attribute is empty or the request asks for "unspecified".', "Auth0 falls back to its user id when no e-mail attribute is mapped."],
    spec: spec("saml-core 8.3"),
    needs: ["name-id"],
    run(facts) {
      const nameID2 = nameIDOf(facts);
      if (nameID2.format === nameIDFormat.persistent || nameID2.format === nameIDFormat.transient || nameID2.format === nameIDFormat.entity || !looksOpaque(nameID2.value)) return null;
      return { message: `The NameID ${quote(nameID2.value)} looks like an internal identifier, not like a user name or an e-mail address.`, expected: "a user name or e-mail address", actual: nameID2.value, place: nameID2.node, fix: fix("idp", "Take the NameID from the user's e-mail address or user name, and fill that attribute for every user.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/white-space",
    on: "response",
    severity: "warning",
    title: "No white space around the NameID",
    why: "Some service providers cut it off and some do not; the account may not be found.",
    causes: ["The message was pretty-printed before it was signed.", "The attribute has a blank in the directory."],
    spec: spec("saml-core 1.3.1"),
    needs: ["name-id"],
    run: (facts) => !hasOuterSpace(nameIDOf(facts).value) ? null : { message: `The NameID has white space around it: ${quote(nameIDOf(facts).value)}.`, expected: nameIDOf(facts).value.trim(), actual: nameIDOf(facts).value, place: nameIDOf(facts).node, fix: fix("idp", "Remove the white space from the attribute the NameID is taken from.", "nameID") }
  }),
  defineCheck({
    id: "name-id/child-elements",
    on: "response",
    severity: "error",
    title: "The NameID is text only",
    why: "Elements inside it are read by some programs and skipped by others, so two names stand in one place.",
    causes: ["It is an attack.", "A value was put in without being escaped."],
    spec: spec("saml-core 2.2.2"),
    needs: ["name-id"],
    run: (facts) => !nameIDOf(facts).hasElements ? null : { message: "The NameID holds elements, where only text belongs.", expected: "text", actual: "elements", place: nameIDOf(facts).node, fix: fix("idp", "Send the NameID as plain text. If the identity provider does, do not accept this message.", "nameID") }
  }),
  defineCheck({
    id: "name-id/length",
    on: "response",
    severity: "warning",
    title: "The NameID is not too long",
    why: "Persistent and transient identifiers may have 256 characters; longer ones are cut off in databases.",
    causes: ["It holds a whole distinguished name."],
    spec: spec("saml-core 8.3.7"),
    needs: ["name-id"],
    run(facts) {
      const nameID2 = nameIDOf(facts);
      const most = nameID2.format === nameIDFormat.persistent || nameID2.format === nameIDFormat.transient ? 256 : 1024;
      return nameID2.value.length <= most ? null : { message: `The NameID has ${nameID2.value.length} characters, and ${most} are allowed.`, expected: `at most ${most} characters`, actual: `${nameID2.value.length} characters`, place: nameID2.node, fix: fix("idp", "Take the NameID from a shorter attribute.", "nameID") };
    }
  }),
  defineCheck({
    id: "name-id/entity",
    on: "response",
    severity: "warning",
    title: "A NameID of the format entity has no qualifiers",
    why: "The format entity names a provider, not a user; qualifiers are forbidden with it.",
    causes: ["The format was chosen by mistake."],
    spec: spec("saml-core 8.3.6"),
    needs: ["name-id"],
    run(facts) {
      const nameID2 = nameIDOf(facts);
      if (nameID2.format !== nameIDFormat.entity || nameID2.nameQualifier === null && nameID2.spNameQualifier === null && nameID2.spProvidedID === null) return null;
      return { message: "The NameID has the format entity and a qualifier, which exclude each other.", expected: "no qualifiers", actual: "NameQualifier, SPNameQualifier or SPProvidedID", place: nameID2.node, fix: fix("idp", "Choose another NameID format for users.", "nameIDFormat") };
    }
  }),
  defineCheck({
    id: "name-id/transient",
    on: "response",
    severity: "info",
    title: "The NameID stays the same",
    why: "A transient identifier is new at every login; a service provider that keeps accounts needs something that stays.",
    causes: ["The format at the identity provider was left at transient (SimpleSAMLphp by default)."],
    spec: spec("saml-core 8.3.8"),
    needs: ["name-id"],
    run: (facts) => nameIDOf(facts).format !== nameIDFormat.transient ? null : { message: "The NameID is transient: it is another one at the next login.", actual: nameIDFormat.transient, place: nameIDOf(facts).node, fix: fix("idp", "Send a persistent identifier or the e-mail address if the service provider keeps accounts.", "nameIDFormat") }
  })
];

// shared/checks/request.ts
var common = /* @__PURE__ */ new Set([nameIDFormat.emailAddress, nameIDFormat.unspecified, nameIDFormat.persistent, nameIDFormat.transient]);
var requestChecks = [
  ...envelopeChecks({ family: "request", on: "request", need: "request", element: "AuthnRequest", side: "sp", section: "3.2.1", get: (facts) => facts.request }),
  defineCheck({
    id: "request/issuer-missing",
    on: "request",
    severity: "error",
    title: "The request names its Issuer",
    why: "The identity provider looks up the application by it.",
    causes: ["The entityID of the service provider is not set."],
    spec: spec("saml-profiles 4.1.4.1"),
    needs: ["request"],
    run: (facts) => (facts.request.issuer?.value.trim() ?? "") !== "" ? null : { message: "The request does not name its Issuer.", expected: "the entityID of the service provider", actual: "absent", place: facts.request.node, fix: fix("sp", "Send the entityID of the service provider as Issuer.", "entityID") }
  }),
  defineCheck({
    id: "request/issuer",
    on: "request",
    severity: "error",
    title: "The Issuer is your service provider",
    why: "The identity provider compares it letter by letter with the registered entityID (Entra: AADSTS700016, Google: app_not_configured).",
    causes: ["The entityID at one side has a typing error, such as a trailing slash.", "The request is of another service provider."],
    spec: spec("saml-core 3.2.1"),
    needs: ["request", "sp-entity-id"],
    run(facts, expected) {
      const issuer = facts.request.issuer;
      const wanted3 = expected.sp.entityID;
      return issuer === null || issuer.value.trim() === "" || issuer.value === wanted3 ? null : { message: `The request is from another service provider: its Issuer is ${quote(issuer.value)}, and ${entityIDName(expected)} is ${quote(wanted3)}${nearMissWords(wanted3, issuer.value)}.`, expected: wanted3, actual: issuer.value, place: issuer.node, fix: fix("idp", `Register the entityID ${quote(issuer.value)} at the identity provider, or set the one of the service provider right.`, "entityID") };
    }
  }),
  defineCheck({
    id: "request/consumer",
    on: "request",
    severity: "error",
    title: "The request asks to be answered at your ACS URL",
    why: "The identity provider refuses an address that is not registered (Entra: AADSTS50011).",
    causes: ["The reply URL has a typing error on one side.", "The service provider runs behind a proxy and writes http or another host."],
    spec: spec("saml-core 3.4.1"),
    needs: ["request", "acs"],
    run(facts, expected) {
      const found2 = facts.request.assertionConsumerServiceURL;
      const wanted3 = expected.sp.assertionConsumerService;
      return found2 === null || found2 === wanted3 ? null : { message: `The request asks to be answered at ${quote(found2)}, and ${acsName(expected)} is ${quote(wanted3)}${nearMissWords(wanted3, found2)}.`, expected: wanted3, actual: found2, place: { node: facts.request.node, attribute: "AssertionConsumerServiceURL" }, fix: fix("sp", `Let the service provider send ${wanted3}, or register the other address at the identity provider.`, "assertionConsumerService", wanted3) };
    }
  }),
  defineCheck({
    id: "request/consumer-http",
    on: "request",
    severity: "warning",
    title: "The answer goes over https",
    why: "Over http anybody on the way can read the assertion; many identity providers refuse such an address.",
    causes: ["The service provider does not know that it stands behind an https proxy."],
    spec: spec("SAML2Int SDP-SP08"),
    needs: ["request"],
    run(facts) {
      const found2 = facts.request.assertionConsumerServiceURL ?? "";
      return !/^http:\/\//i.test(found2) || isPrivateHost(hostOf(found2) ?? "") ? null : { message: `The request asks to be answered at ${quote(found2)}, which is not https.`, expected: "https", actual: found2, place: { node: facts.request.node, attribute: "AssertionConsumerServiceURL" }, fix: fix("sp", "Set the base address of the service provider to https.", "assertionConsumerService") };
    }
  }),
  defineCheck({
    id: "request/consumer-and-index",
    on: "request",
    severity: "error",
    title: "The answer address is given in one way",
    why: "An ACS URL or ProtocolBinding and an ACS index exclude each other; identity providers refuse the request.",
    causes: ["A library sends both."],
    spec: spec("saml-core 3.4.1"),
    needs: ["request"],
    run(facts) {
      const request = facts.request;
      if (request.assertionConsumerServiceIndex === null || request.assertionConsumerServiceURL === null && request.protocolBinding === null) return null;
      return { message: "The request gives an AssertionConsumerServiceIndex together with an address or binding, which exclude each other.", expected: "one of them", actual: `index ${request.assertionConsumerServiceIndex}`, place: request.node, fix: fix("sp", "Leave AssertionConsumerServiceIndex out.", "assertionConsumerService") };
    }
  }),
  defineCheck({
    id: "request/protocol-binding",
    on: "request",
    severity: "error",
    title: "The answer is asked for by HTTP-POST",
    why: "A response must be posted (or fetched by artifact); by Redirect it is forbidden (Entra: AADSTS75003).",
    causes: ["The library's setting for the response binding is wrong."],
    spec: spec("saml-profiles 4.1.2"),
    needs: ["request"],
    run(facts) {
      const found2 = facts.request.protocolBinding;
      return found2 === null || found2 === binding.post || found2 === binding.artifact || found2 === binding.paos ? null : { message: `The request asks to be answered by ${quote(shortName(found2))}, and a browser login must be answered by HTTP-POST.`, expected: binding.post, actual: found2, place: { node: facts.request.node, attribute: "ProtocolBinding" }, fix: fix("sp", "Ask for HTTP-POST as ProtocolBinding.", "binding") };
    }
  }),
  defineCheck({
    id: "request/destination-missing",
    on: "request",
    severity: "error",
    title: "A signed request names its Destination",
    why: "A signed message sent through the browser must say where it belongs, or it can be replayed elsewhere.",
    causes: ["The login address of the identity provider is not set at the service provider."],
    spec: spec("saml-bindings 3.5.5.2"),
    needs: ["request", "signature"],
    run: (facts) => (facts.request.destination ?? "") !== "" ? null : { message: "The request is signed but names no Destination.", expected: "the login address of the identity provider", actual: "absent", place: facts.request.node, fix: fix("sp", "Send the login address of the identity provider as Destination.", "singleSignOnService") }
  }),
  defineCheck({
    id: "request/signature",
    on: "request",
    severity: "error",
    title: "The signature of the request holds",
    why: "An identity provider that checks it refuses the request.",
    causes: ["The request was changed after signing, or the capture was edited.", "The shape or algorithm of the signature is not allowed."],
    spec: spec("saml-core 5"),
    needs: ["request", "signature"],
    run(facts) {
      const bad = facts.signatures.find((signature2) => signature2.result === "refused" || signature2.failure === "digest");
      if (bad !== void 0) return { message: bad.result === "refused" ? `The signature of the request is not allowed: ${bad.faults[0]?.message ?? "its shape is wrong."}` : "The request was changed after it was signed.", expected: "a signature that verifies", actual: bad.result, place: bad.node, fix: fix("sp", "Sign the request with the key whose certificate the identity provider has, by RSA-SHA256.", "signedRequests") };
      const other = facts.signatures.find((signature2) => signature2.result === "failed");
      return other === void 0 ? null : { message: "The request was signed with a key that is none of those you gave; a request is signed by the service provider.", place: other.node, severity: "info" };
    }
  }),
  defineCheck({
    id: "request/subject",
    on: "request",
    severity: "warning",
    title: "The request names no Subject",
    why: "Identity providers such as Entra refuse a request that says who shall log in.",
    causes: ["The library pre-fills the user name."],
    spec: spec("saml-profiles 4.1.4.1"),
    needs: ["request"],
    run: (facts) => !facts.request.hasSubject ? null : { message: "The request has a Subject, which Entra and others refuse.", expected: "no Subject", actual: "Subject", place: facts.request.node, fix: fix("sp", "Leave Subject out; give the user name as login_hint where the identity provider knows it.") }
  }),
  defineCheck({
    id: "request/scoping",
    on: "request",
    severity: "warning",
    title: "The request has no Scoping",
    why: "Scoping is for proxies; identity providers such as Entra refuse parts of it.",
    causes: ["The library sends a list of identity providers."],
    spec: spec("saml-core 3.4.1.2"),
    needs: ["request"],
    run: (facts) => !facts.request.hasScoping ? null : { message: "The request has Scoping, which Entra and others refuse.", expected: "no Scoping", actual: "Scoping", place: facts.request.node, fix: fix("sp", "Leave Scoping out unless a proxy needs it.") }
  }),
  defineCheck({
    id: "request/name-id-policy",
    on: "request",
    severity: "info",
    title: "The request leaves the NameID format open",
    why: "An identity provider that cannot issue the format answers InvalidNameIDPolicy (AD FS: MSIS7070, Entra: AADSTS750161).",
    causes: ["The library asks for a format by default."],
    spec: spec("SAML2Int SDP-SP04"),
    needs: ["request"],
    run(facts) {
      const format2 = facts.request.nameIDPolicyFormat;
      if (format2 === null || format2 === "") return null;
      const rare = !common.has(format2);
      return { message: `The request demands a NameID of the format ${rare ? quote(format2) : shortName(format2)}.`, expected: "no Format", actual: format2, place: facts.request.node, severity: rare ? "warning" : "info", fix: fix("sp", "Leave the Format of NameIDPolicy out unless the service provider needs it.", "nameIDFormat") };
    }
  }),
  defineCheck({
    id: "request/authn-context",
    on: "request",
    severity: "warning",
    title: "The request leaves the way of logging in open",
    why: "A demanded method that does not match the user's session ends in an error (Entra: AADSTS75011, AD FS: MSIS7102).",
    causes: ["The library demands PasswordProtectedTransport by default."],
    spec: spec("SAML2Int SDP-SP07"),
    needs: ["request"],
    run: (facts) => facts.request.authnContextClassRefs.length === 0 ? null : { message: `The request demands that the user logs in by ${list(facts.request.authnContextClassRefs.map(shortName))}.`, expected: "no RequestedAuthnContext", actual: facts.request.authnContextClassRefs.slice(0, 5).join(" "), place: facts.request.node, fix: fix("sp", "Leave RequestedAuthnContext out unless you need it.", "authnContext") }
  }),
  defineCheck({
    id: "request/comparison",
    on: "request",
    severity: "warning",
    title: "The method is compared exactly",
    why: 'Identity providers differ in what counts as better or weaker; Entra takes "exact" only.',
    causes: ["The library is set to minimum or better."],
    spec: spec("saml-core 3.3.2.2.1"),
    needs: ["request"],
    run: (facts) => facts.request.comparison === null || facts.request.comparison === "exact" ? null : { message: `The request compares the way of logging in by ${quote(facts.request.comparison)}, which Entra refuses.`, expected: "exact", actual: facts.request.comparison, place: facts.request.node, fix: fix("sp", "Set Comparison to exact, or leave RequestedAuthnContext out.", "authnContext") }
  }),
  defineCheck({
    id: "request/passive",
    on: "request",
    severity: "info",
    title: "The identity provider may ask the user",
    why: "With IsPassive no login page is shown; a user without a session gets the error NoPassive.",
    causes: ["The service provider tests silently whether there is a session."],
    spec: spec("saml-core 3.4.1"),
    needs: ["request"],
    run: (facts) => facts.request.isPassive !== true ? null : { message: "The request forbids showing a login page (IsPassive): users without a session get an error.", actual: 'IsPassive="true"', place: { node: facts.request.node, attribute: "IsPassive" } }
  }),
  defineCheck({
    id: "request/force-and-passive",
    on: "request",
    severity: "warning",
    title: "ForceAuthn and IsPassive not together",
    why: "One demands a fresh login and the other forbids asking for it; hardly any identity provider can do both.",
    causes: ["Both switches of the library are on."],
    spec: spec("saml-core 3.4.1"),
    needs: ["request"],
    run: (facts) => facts.request.forceAuthn !== true || facts.request.isPassive !== true ? null : { message: "The request demands a fresh login and forbids asking for it (ForceAuthn with IsPassive).", expected: "one of them", actual: "both", place: facts.request.node, fix: fix("sp", "Switch one of the two off.") }
  })
];

// shared/checks/signature-shape.ts
var attack = "It is an attack on signature libraries.";
var hostile = "Do not accept this message: no identity provider signs like this.";
var odd = "A signature program is set up in an unusual way.";
function shape(of) {
  const remedy2 = of.remedy === hostile ? refuse(hostile) : fix("idp", of.remedy, of.code === "signature-algorithm" || of.code === "digest-algorithm" ? "signatureAlgorithm" : void 0);
  return defineCheck({
    id: `signature/${of.code}`,
    on: "response",
    severity: "error",
    title: of.title,
    why: of.why,
    causes: of.causes,
    spec: spec(of.spec),
    needs: ["signature"],
    run(facts) {
      let problems = null;
      for (const signature2 of facts.signatures) {
        for (const fault of signature2.faults) {
          if (fault.code !== of.code) continue;
          (problems ??= []).push({ message: fault.message, ...fault.expected === void 0 ? {} : { expected: fault.expected }, ...fault.actual === void 0 ? {} : { actual: fault.actual }, place: fault.node, fix: remedy2 });
        }
      }
      return problems;
    }
  });
}
var signatureShapeChecks = [
  shape({ code: "reference-count", title: "The signature has exactly one Reference", why: "With none nothing is signed; with two it is unclear which one counts.", causes: [attack, odd], spec: "saml-core 5.4.2", remedy: hostile }),
  shape({ code: "reference-target", title: "The signature refers to its own parent by ID", why: "A signature over another element says nothing about the one it stands in; wrapping attacks live on that.", causes: ["It is a signature wrapping attack.", "The ID was changed after signing."], spec: "saml-core 5.4.2", remedy: hostile }),
  shape({ code: "position", title: "The signature stands right after the Issuer", why: "The schema allows it there only, and receivers that check the schema refuse it elsewhere.", causes: ["The signing library appends the signature at the end.", attack], spec: "saml-core 3.2.2", remedy: "Put the Signature right after the Issuer." }),
  shape({ code: "parent", title: "The signature is a child of what it signs", why: "SAML signatures are enveloped: they stand directly in the Response or assertion they sign.", causes: ["It is a signature wrapping attack."], spec: "saml-core 5.4.1", remedy: hostile }),
  shape({ code: "transform", title: "Only the two allowed transforms", why: "Enveloped signature and exclusive canonicalisation are allowed; any other transform can hide or replace content before it is signed.", causes: [attack, odd], spec: "saml-core 5.4.4", remedy: "Use the enveloped-signature transform followed by exclusive canonicalisation, and no other." }),
  shape({ code: "c14n", title: "A canonicalisation that is allowed", why: "Canonicalisation decides which bytes are signed; unknown ones cannot be verified.", causes: [odd], spec: "saml-core 5.4.3", remedy: "Use exclusive canonicalisation (http://www.w3.org/2001/10/xml-exc-c14n#)." }),
  shape({ code: "signature-algorithm", title: "A signature algorithm that is allowed", why: "HMAC, MD5 and DSA signatures can be forged or confused with others and are never verified.", causes: ["The identity provider is set to a very old algorithm.", attack], spec: "SAML2Int SDP-ALG01", remedy: "Set the signature algorithm to RSA-SHA256." }),
  shape({ code: "digest-algorithm", title: "A digest algorithm that is allowed", why: "MD5 and unknown digests prove nothing.", causes: ["The identity provider is set to a very old algorithm.", attack], spec: "SAML2Int SDP-ALG01", remedy: "Set the digest algorithm to SHA-256." }),
  shape({ code: "object", title: "No Object or Manifest in the signature", why: "SAML never needs them; attacks hide the signed original in them.", causes: ["It is a signature wrapping attack."], spec: "saml-core 5.4.1", remedy: hostile }),
  shape({ code: "signed-info-count", title: "Exactly one SignedInfo", why: "With two, one is verified and the digest is taken from the other (CVE-2025-29774).", causes: [attack], spec: "xmldsig 4.4", remedy: hostile }),
  shape({ code: "missing-part", title: "The signature is complete", why: "Without SignedInfo, SignatureValue, Reference or DigestValue there is nothing to verify.", causes: ["The message was cut or edited.", attack], spec: "xmldsig 4", remedy: "Send a complete signature; capture the message again if it was edited." }),
  shape({ code: "unexpected-content", title: "Nothing foreign inside the signature", why: "Comments or elements inside DigestValue and SignatureValue make programs read different values (CVE-2025-29775).", causes: [attack], spec: "xmldsig 4.4.3.6", remedy: hostile }),
  shape({ code: "base64", title: "The values of the signature are base64", why: "A value that cannot be decoded cannot be verified.", causes: ["The message was damaged when it was copied."], spec: "xmldsig 4.3", remedy: "Capture the message again, unedited." }),
  shape({ code: "empty-canonical", title: "Something was really signed", why: "A signature over nothing fits every document (CVE-2025-66568).", causes: [attack], spec: "policy empty canonical form", remedy: hostile }),
  shape({ code: "hmac-length", title: "No shortened signature value", why: "A truncated signature can be guessed.", causes: [attack], spec: "xmldsig 4.4.2", remedy: hostile }),
  shape({ code: "duplicate-signature", title: "One signature for one element", why: "With two, one may be verified and the other ignored.", causes: ["It is a signature wrapping attack.", "Two programs signed one after the other."], spec: "saml-core 5.4.1", remedy: "Sign each element once." }),
  defineCheck({
    id: "signature/inclusive-c14n",
    on: "response",
    severity: "warning",
    title: "Exclusive canonicalisation",
    why: "The inclusive form takes in declarations of the elements around, so the signature breaks when the assertion is moved into another document.",
    causes: ["The identity provider's canonicalisation method is set to INCLUSIVE."],
    spec: spec("saml-core 5.4.3"),
    needs: ["signature"],
    run(facts) {
      let problems = null;
      for (const { canonicalization, transforms, node } of facts.signatures) {
        const found2 = canonicalization === c14n.inclusive || canonicalization === c14n.inclusive11 ? canonicalization : transforms.find((uri) => uri === c14n.inclusive || uri === c14n.inclusive11);
        if (found2 !== void 0) (problems ??= []).push({ message: "The signature uses inclusive canonicalisation, where SAML wants the exclusive one.", expected: c14n.exclusive, actual: found2, place: node, fix: fix("idp", "Set the canonicalisation method to EXCLUSIVE.") });
      }
      return problems;
    }
  }),
  defineCheck({
    id: "signature/with-comments",
    on: "response",
    severity: "warning",
    title: "Canonicalisation without comments",
    why: "Some receivers refuse the variant that keeps comments; it has no use in SAML.",
    causes: ["The identity provider's canonicalisation method is set to a WITH_COMMENTS variant."],
    spec: spec("saml-core 5.4.4"),
    needs: ["signature"],
    run(facts) {
      let problems = null;
      for (const { canonicalization, transforms, node } of facts.signatures) {
        const found2 = canonicalization?.endsWith("#WithComments") === true ? canonicalization : transforms.find((uri) => uri.endsWith("#WithComments"));
        if (found2 !== void 0) (problems ??= []).push({ message: `The signature uses ${shortName(found2)}, the canonicalisation that keeps comments.`, expected: c14n.exclusive, actual: found2, place: node, fix: fix("idp", "Set the canonicalisation method to the one without comments.") });
      }
      return problems;
    }
  })
];

// shared/checks/signature.ts
var renew2 = (expected) => ({ ...fix("sp", handOver(expected), "signingCertificate"), from: { side: "idp", field: "metadata" } });
function each5(facts, rule2) {
  let problems = null;
  for (const signature2 of facts.signatures) {
    const problem = rule2(signature2);
    if (problem !== null) (problems ??= []).push(problem);
  }
  return problems;
}
var signingKeys = (facts) => facts.trusted.reduce((count2, key2) => key2.use === "encryption" ? count2 : count2 + 1, 0);
var signatureChecks = [
  defineCheck({
    id: "signature/missing",
    on: "response",
    severity: "error",
    title: "Something is signed",
    why: "Without a signature anybody can write the message; no service provider may accept it.",
    causes: ["Signing is switched off for this application at the identity provider.", "The signature was removed on the way.", "The capture was edited."],
    spec: spec("saml-profiles 4.1.4.5"),
    needs: ["success", "signing-keys"],
    run(facts) {
      if (isSigned(facts) || (facts.response?.encryptedAssertions ?? 0) > facts.encrypted.filter((item) => item.result === "decrypted").length) return null;
      return { message: "Neither the Response nor the assertion is signed, so anybody could have written it.", expected: "a signature on the Response or the assertion", actual: "none", place: facts.response?.node ?? facts.assertion.node, fix: fix("idp", "Switch on signing of the assertion.", "signAssertion") };
    }
  }),
  defineCheck({
    id: "signature/verified",
    on: "response",
    severity: "error",
    title: "A key you gave signed what the identity is read from",
    why: "Only what a known key signed says who logged in; everything else is just text.",
    causes: ["The signature covers another element than the assertion.", "The signature could not be verified; the other signature checks say why."],
    spec: spec("saml-profiles 4.1.4.5"),
    needs: ["success", "signing-keys", "signature", "assertion"],
    run(facts, expected) {
      const assertion = assertionOf(facts);
      if (assertion.coveredBy.length > 0 && facts.readingDiffers === null) return null;
      const verified5 = facts.signatures.some((signature2) => signature2.result === "verified");
      const key2 = facts.signatures.some((signature2) => signature2.result === "failed" && signature2.failure !== "digest");
      const refused2 = facts.signatures.some((signature2) => signature2.result === "refused");
      return {
        message: verified5 ? "A signature was verified, but it does not cover the assertion the identity stands in." : "No signature was verified by a key you gave, so nothing in this response may be relied on.",
        expected: "the assertion covered by a verified signature",
        actual: verified5 ? "covered by none" : "none verified",
        place: assertion.node,
        fix: verified5 ? fix("idp", "Sign the assertion itself, or the Response that holds it; if it was signed, somebody moved it: do not accept the message.", "signAssertion") : key2 ? renew2(expected) : refused2 ? refuse() : unedited(expected.origin)
      };
    }
  }),
  defineCheck({
    id: "signature/no-trusted-key",
    on: "response",
    severity: "error",
    title: "One of the keys you gave made the signature",
    why: "A signature by another key proves nothing: the certificate inside a message can be anybody's.",
    causes: ["The identity provider changed its certificate and the service provider still has the old one.", "The metadata is of another tenant, environment or application.", "Only the tenant-wide metadata was taken, while the application has a certificate of its own."],
    spec: spec("saml-core 5.4.5"),
    needs: ["signature", "signing-keys"],
    run: (facts, expected) => each5(facts, (signature2) => {
      if (signature2.result !== "failed" || signature2.failure === "digest") return null;
      const count2 = signingKeys(facts);
      const embedded = signature2.embeddedCertificates[0];
      const given = givenCertificates(facts)[0];
      return {
        message: `${count2 === 1 ? "The key you gave" : `None of the ${plural(count2, "key")} you gave`} ${count2 === 1 ? "did not make" : "made"} the signature of the ${signature2.parentName}${embedded === void 0 ? "" : `; it says it was made with the key of CN=${commonName(embedded.subject)} (${shortFingerprint(embedded.sha256)})`}.`,
        ...given === void 0 ? {} : { expected: `SHA-256 ${given.sha256}` },
        ...embedded === void 0 ? {} : { actual: `SHA-256 ${embedded.sha256}` },
        place: signature2.node,
        fix: renew2(expected)
      };
    })
  }),
  defineCheck({
    id: "signature/digest-mismatch",
    on: "response",
    severity: "error",
    title: "Nothing changed after signing",
    why: "The digest in the signature is of other content than what stands here: it was changed, be it by one space.",
    causes: ["The capture was pretty-printed, or an editor changed line ends or encoding.", "Somebody altered the message.", "The identity provider encrypts after it has signed the Response (then only the assertion's signature holds)."],
    spec: spec("xmldsig 3.2.1"),
    needs: ["signature"],
    run: (facts, expected) => each5(facts, (signature2) => signature2.failure !== "digest" || signature2.result !== "failed" ? null : {
      message: `The content of the ${signature2.parentName} was changed after it was signed: its digest differs from the signed one.`,
      ...signature2.digestClaimed === null ? {} : { expected: signature2.digestClaimed },
      ...signature2.digestComputed === null ? {} : { actual: signature2.digestComputed },
      place: signature2.node,
      fix: unedited(expected.origin)
    })
  }),
  defineCheck({
    id: "signature/coverage",
    on: "response",
    severity: "error",
    title: "Every assertion is covered",
    why: "An unsigned assertion beside a signed one is how signature wrapping works: one is verified, the other may be read.",
    causes: ["It is a signature wrapping attack.", "The identity provider signs only one of several assertions."],
    spec: spec("saml-profiles 4.1.4.5"),
    needs: ["success", "signing-keys", "signature", "assertion"],
    run(facts) {
      const assertions = facts.response?.assertions ?? [];
      if (assertions.length < 2 || !assertions.some((assertion) => assertion.coveredBy.length > 0)) return null;
      return assertions.filter((assertion) => assertion.coveredBy.length === 0).slice(0, 20).map((assertion) => ({
        message: "This assertion stands beside a signed one and is itself covered by no signature.",
        expected: "covered by a verified signature",
        actual: "covered by none",
        place: assertion.node,
        fix: refuse("Do not accept this message: an identity provider signs every assertion it sends.")
      }));
    }
  }),
  defineCheck({
    id: "signature/stray",
    on: "response",
    severity: "error",
    title: "No signature anywhere else",
    why: "A signature belongs directly into the Response or the assertion it signs; anywhere else it may verify something nobody reads.",
    causes: ["It is a signature wrapping attack.", "A program put the signature into the wrong element."],
    spec: spec("saml-core 5.4.1"),
    needs: ["xml"],
    run(facts) {
      const stray = facts.xml.straySignatures;
      if (stray.length === 0) return null;
      return stray.slice(0, 20).map((item) => ({
        message: `A signature stands where none belongs: ${item.path}.`,
        expected: "Response/Signature or Response/Assertion/Signature",
        actual: item.path,
        place: item.node,
        fix: refuse("Do not accept this message; find out who moved the signature.")
      }));
    }
  }),
  defineCheck({
    id: "signature/assertion-not-signed",
    on: "response",
    severity: "error",
    title: "The assertion is signed, as the service provider wants",
    why: "This service provider looks for a signature on the assertion itself; one on the Response alone does not count there.",
    causes: ["The identity provider is set to sign the Response only (Entra: Sign SAML response; Google: Signed response; Auth0: signResponse)."],
    spec: spec("saml-metadata 2.4.4"),
    needs: ["success", "sp-requirements", "assertion"],
    run(facts, expected) {
      const assertion = assertionOf(facts);
      if (expected.sp.requires.assertionSigned !== true || signatureOf(facts, assertion.node) !== null) return null;
      return { message: `${capital(spName(expected))} wants the assertion signed, and ${responseSigned(facts) ? "only the Response is" : "it is not"}.`, expected: "signature on the assertion", actual: responseSigned(facts) ? "signature on the Response only" : "none", place: assertion.node, fix: fix("idp", "Set the identity provider to sign the assertion (or both).", "signAssertion") };
    }
  }),
  defineCheck({
    id: "signature/response-not-signed",
    on: "response",
    severity: "error",
    title: "The Response is signed, as the service provider wants",
    why: "This service provider looks for a signature on the Response; one on the assertion alone does not count there.",
    causes: ["The identity provider is set to sign the assertion only, which is the default of most."],
    spec: spec("saml-core 5"),
    needs: ["response", "success", "sp-requirements"],
    run(facts, expected) {
      if (expected.sp.requires.responseSigned !== true || responseSigned(facts)) return null;
      const some = isSigned(facts);
      return { message: `${capital(spName(expected))} wants the Response signed, and ${some ? "only the assertion is" : "it is not"}.`, expected: "signature on the Response", actual: some ? "signature on the assertion only" : "none", place: facts.response.node, fix: fix("idp", "Set the identity provider to sign the Response (or both).", "signResponse") };
    }
  }),
  defineCheck({
    id: "signature/weak-algorithm",
    on: "response",
    severity: "warning",
    strict: true,
    title: "Signed with SHA-256 or better",
    why: "SHA-1 signatures can be forged with effort, and many service providers refuse them by now.",
    causes: ["The identity provider defaults to RSA-SHA1 (Auth0 and OneLogin unless told otherwise).", "The application was set up long ago."],
    spec: spec("SAML2Int SDP-ALG01"),
    needs: ["signature"],
    run: (facts) => each5(facts, (signature2) => {
      const method2 = signature2.signatureMethod;
      if (method2 === null || signatureAlgorithms[method2]?.strength !== "weak") return null;
      return { message: `The ${signature2.parentName} is signed with ${signatureAlgorithms[method2].name}.`, expected: "RSA-SHA256", actual: signatureAlgorithms[method2].name, place: signature2.node, fix: fix("idp", "Set the signature algorithm to RSA-SHA256.", "signatureAlgorithm") };
    })
  }),
  defineCheck({
    id: "signature/weak-digest",
    on: "response",
    severity: "warning",
    strict: true,
    title: "Digest by SHA-256 or better",
    why: "Two documents with the same SHA-1 digest can be made, so one may be signed and the other shown.",
    causes: ["The digest algorithm is set apart from the signature algorithm and was left at SHA-1 (Auth0: digestAlgorithm)."],
    spec: spec("SAML2Int SDP-ALG01"),
    needs: ["signature"],
    run: (facts) => each5(facts, (signature2) => {
      const method2 = signature2.digestMethod;
      if (method2 === null || digestAlgorithms[method2]?.strength !== "weak") return null;
      return { message: `The digest of the ${signature2.parentName} is made with ${digestAlgorithms[method2].name}.`, expected: "SHA-256", actual: digestAlgorithms[method2].name, place: signature2.node, fix: fix("idp", "Set the digest algorithm to SHA-256.", "signatureAlgorithm") };
    })
  }),
  defineCheck({
    id: "signature/weak-key",
    on: "response",
    severity: "warning",
    strict: true,
    title: "Signed with a key of full strength",
    why: "RSA keys under 2048 bits can be broken by those who try hard enough.",
    causes: ["The certificate was made many years ago.", "The identity provider offers 1024 bits and it was chosen."],
    spec: spec("SAML2Int SDP-MD06"),
    needs: ["signature", "signing-keys"],
    run: (facts) => each5(facts, (signature2) => {
      const by = signature2.verifiedBy;
      if (by === null || by.bits === null || by.bits === 0) return null;
      const type = by.certificate?.keyType ?? (by.bits < 600 ? "EC" : "RSA");
      const least = type === "RSA" || type === "RSA-PSS" || type === "DSA" ? 2048 : 256;
      if (by.bits >= least || type === "Ed25519") return null;
      return { message: `The ${signature2.parentName} was signed with a key of only ${by.bits} bits.`, expected: `at least ${least} bits`, actual: `${by.bits} bits`, place: signature2.node, severity: least === 256 ? "error" : "warning", fix: fix("idp", `Make a new signing certificate with at least ${least} bits.`, "signingCertificate") };
    })
  }),
  defineCheck({
    id: "signature/embedded-certificate-differs",
    on: "response",
    severity: "info",
    title: "The certificate inside is one you gave",
    why: "The certificate in a message is a hint and never trusted; when it differs from those you gave, a change of certificates may be under way.",
    causes: ["The certificate was renewed for the same key.", "The identity provider changed its key.", "Somebody signed with a key of their own."],
    spec: spec("saml-core 5.4.5"),
    needs: ["signature", "signing-keys"],
    run: (facts, expected) => each5(facts, (signature2) => embeddedDiffers(facts, signature2, expected))
  }),
  defineCheck({
    id: "signature/second-opinion",
    on: "response",
    severity: "error",
    title: "Two independent programs agree",
    why: "Every signature is verified twice by different code; when they disagree, nothing may be relied on.",
    causes: ["The document makes use of a difference between parsers.", "One of the two programs has a fault."],
    spec: spec("policy two implementations"),
    needs: ["signature", "signing-keys"],
    run: (facts) => each5(facts, (signature2) => {
      const opinion = signature2.secondOpinion;
      if (opinion === null || opinion.verdict === "error" || signature2.result === "not-checked" || signature2.result === "refused") return null;
      if (opinion.verdict === "verified" === (signature2.result === "verified")) return null;
      return { message: `The two programs that verify signatures disagree about the ${signature2.parentName}: one says ${signature2.result}, the other ${opinion.verdict}${opinion.message === null ? "" : ` (${opinion.message})`}.`, expected: "the same answer", actual: `${signature2.result} and ${opinion.verdict}`, place: signature2.node, fix: refuse("Do not accept this message; keep it and report it.") };
    })
  }),
  defineCheck({
    id: "signature/reading-differs",
    on: "response",
    severity: "error",
    title: "What was signed reads the same",
    why: "After verification the signed bytes are read a second time; a difference means that what is shown was not what was signed.",
    causes: ["It is an attack that makes parsers disagree."],
    spec: spec("policy see what is signed"),
    needs: ["signature"],
    run: (facts) => facts.readingDiffers === null ? null : { message: `The signed bytes read differently from the document: ${facts.readingDiffers}.`, expected: "the same reading", actual: facts.readingDiffers, place: facts.response?.node ?? facts.assertion?.node ?? 0, fix: refuse("Do not accept this message; keep it and report it.") }
  })
];
function embeddedDiffers(facts, signature2, expected) {
  const embedded = signature2.embeddedCertificates[0];
  if (embedded === void 0 || embedded.fault !== null || facts.trusted.length === 0) return null;
  let sameKey = false;
  for (const key2 of facts.trusted) {
    if (key2.certificate?.sha256 === embedded.sha256) return null;
    if (key2.keySha256 === embedded.keySha256) sameKey = true;
  }
  const given = givenCertificates(facts)[0]?.sha256;
  const values2 = { ...given === void 0 ? {} : { expected: `SHA-256 ${given}` }, actual: `SHA-256 ${embedded.sha256}`, place: signature2.node };
  if (sameKey) return { message: "The certificate in the signature differs from the one you gave, but it is for the same key: it was renewed.", ...values2 };
  return {
    message: `The certificate in the signature (CN=${commonName(embedded.subject)}, ${shortFingerprint(embedded.sha256)}) is none of those you gave.`,
    ...values2,
    severity: signature2.result === "verified" ? "warning" : "info",
    fix: renew2(expected)
  };
}

// shared/checks/status.ts
var topLevel = /* @__PURE__ */ new Set([status.success, status.requester, status.responder, status.versionMismatch]);
var statusChecks = [
  defineCheck({
    id: "status/missing",
    on: "response",
    severity: "error",
    title: "The Response has a status",
    why: "Without a status nobody can tell success from refusal.",
    causes: ["The message was put together by hand or cut."],
    spec: spec("saml-core 3.2.2"),
    needs: ["response"],
    run: (facts) => facts.response.status !== null && facts.response.status.codes.length > 0 ? null : {
      message: "The Response has no status code.",
      expected: status.success,
      actual: "absent",
      place: facts.response.status?.node ?? facts.response.node,
      fix: fix("idp", "Send Status with a StatusCode; capture the response again if it was cut.")
    }
  }),
  defineCheck({
    id: "status/success",
    on: "response",
    severity: "error",
    title: "The identity provider reports success",
    why: "Any other status means nobody was logged in; the second code and the message say why.",
    causes: ["The user is not assigned to the application, or cancelled.", "The request asks for something the identity provider cannot do.", "The request does not match what is registered at the identity provider."],
    spec: spec("saml-core 3.2.2.2"),
    needs: ["response"],
    run(facts) {
      const state = facts.response.status;
      if (state === null || state.codes.length === 0 || isSuccess(state)) return null;
      const known3 = statusWords[tellingCode(state)];
      const code = entraCode(state);
      const reason = state.message === null || state.message.trim() === "" ? "" : ` Its message: ${said(state.message)}`;
      return {
        message: `The identity provider refused the login: ${known3?.says ?? "it reports a status that is not in the standard"} (${codePath(state)}${code === null ? "" : `, ${code}`}).${reason}`,
        expected: status.success,
        actual: state.codes.join(" / "),
        place: state.node,
        fix: code === null ? known3?.fix ?? fix("idp", "Look up this login in the sign-in log of the identity provider.", "signInLog") : fix("idp", `Look up ${code} at https://login.microsoftonline.com/error?code=${code.slice(6)}, and this login in the sign-in log of Entra.`, "signInLog")
      };
    }
  }),
  defineCheck({
    id: "status/top-level-code",
    on: "response",
    severity: "warning",
    title: "The first status code is one of the four",
    why: "The outer code must be Success, Requester, Responder or VersionMismatch, with the reason nested inside; strict receivers do not understand others.",
    causes: ["The identity provider puts the reason into the outer code (the samlp library does)."],
    spec: spec("saml-core 3.2.2.2"),
    needs: ["response"],
    run(facts) {
      const state = facts.response.status;
      if (state === null || state.codes.length === 0 || topLevel.has(state.codes[0])) return null;
      return { message: `The outer status code is ${quote(state.codes[0])}, where only Success, Requester, Responder or VersionMismatch may stand.`, expected: [...topLevel].join(" or "), actual: state.codes[0], place: state.node, fix: fix("idp", "Nest the reason inside a Responder or Requester code.") };
    }
  }),
  defineCheck({
    id: "status/several-codes",
    on: "response",
    severity: "error",
    title: "One status code, at most one inside it",
    why: "With two beside each other, one receiver reads success and another an error.",
    causes: ["The message was put together by hand, or changed before it was signed."],
    spec: spec("saml-core 3.2.2.1"),
    needs: ["response"],
    run(facts) {
      const state = facts.response.status;
      if (state === null || state.codesBeside === 0) return null;
      return { message: `The Status has ${plural(state.codesBeside, "StatusCode")} beside the one that counts, and receivers differ in which one they read.`, expected: "one StatusCode", actual: `${state.codesBeside} more`, place: state.node, fix: fix("idp", "Send one StatusCode, with the reason nested inside it.") };
    }
  }),
  defineCheck({
    id: "status/message-attribute",
    on: "response",
    severity: "warning",
    title: "The status message is text",
    why: "Some programs write the message into a Value attribute; receivers that check the schema refuse the whole response and hide the real error.",
    causes: ["The identity provider is Auth0 or another one built on the samlp library."],
    spec: spec("saml-core 3.2.2.3"),
    needs: ["response"],
    run: (facts) => facts.response.status?.messageFrom !== "attribute" ? null : {
      message: "The status message stands in a Value attribute instead of in the element's text.",
      expected: "<StatusMessage>text</StatusMessage>",
      actual: '<StatusMessage Value="\u2026"/>',
      place: facts.response.status.node,
      fix: fix("idp", "Nothing to set: read the message here and mend its cause.")
    }
  })
];

// shared/checks/subject.ts
var subjectChecks = [
  defineCheck({
    id: "subject/missing",
    on: "response",
    severity: "error",
    title: "The assertion has a Subject",
    why: "The Subject is who logged in.",
    causes: ["No rule at the identity provider issues a Name ID (AD FS does not by itself).", "The message was put together by hand."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run: (facts) => assertionOf(facts).subject !== null ? null : { message: "The assertion has no Subject, so it says nothing about who logged in.", expected: "Subject with a NameID", actual: "absent", place: assertionOf(facts).node, fix: fix("idp", "Let the identity provider issue a NameID for this application.", "nameID") }
  }),
  defineCheck({
    id: "subject/bearer",
    on: "response",
    severity: "error",
    title: "The Subject has a bearer confirmation",
    why: "A browser login works by bearer: whoever brings the assertion is the user. Without it no service provider accepts it.",
    causes: ["The application is set to another confirmation method.", "The message was put together by hand."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const subject = assertionOf(facts).subject;
      if (subject === null || bearerOf(facts, expected) !== null) return null;
      const methods3 = subject.confirmations.map((item) => item.method ?? "none");
      return { message: methods3.length === 0 ? "The Subject has no SubjectConfirmation." : `The Subject is confirmed by ${list(methods3)}, and a browser login needs bearer.`, expected: confirmation.bearer, actual: methods3.length === 0 ? "absent" : methods3.slice(0, 5).join(", "), place: subject.node, fix: fix("idp", "Send a SubjectConfirmation with the Method bearer.") };
    }
  }),
  defineCheck({
    id: "subject/confirmation-data",
    on: "response",
    severity: "error",
    title: "The bearer confirmation says where and until when",
    why: "SubjectConfirmationData binds the assertion to one address and a short time; without it a stolen one fits everywhere.",
    causes: ["The message was put together by hand."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.hasData ? null : { message: "The bearer confirmation has no SubjectConfirmationData, so neither Recipient nor time are given.", expected: "Recipient and NotOnOrAfter", actual: "absent", place: bearer.node, fix: fix("idp", "Send SubjectConfirmationData with Recipient and NotOnOrAfter.", "recipient") };
    }
  }),
  defineCheck({
    id: "subject/recipient-missing",
    on: "response",
    severity: "error",
    title: "The confirmation names its Recipient",
    why: "Without a Recipient the assertion could be brought to any address.",
    causes: ["The Recipient field at the identity provider is empty (OneLogin)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      if (bearer === null || !bearer.hasData || (bearer.recipient ?? "").trim() !== "") return null;
      const wanted3 = expected.sp?.assertionConsumerService ?? "the ACS URL";
      return { message: "The bearer confirmation names no Recipient.", expected: wanted3, actual: quote(bearer.recipient), place: bearer.node, fix: fix("idp", `Enter ${wanted3} as the Recipient.`, "recipient", expected.sp?.assertionConsumerService) };
    }
  }),
  defineCheck({
    id: "subject/recipient",
    on: "response",
    severity: "error",
    title: "The Recipient is your ACS URL",
    why: "The assertion may be brought only to the address it names, compared letter by letter.",
    causes: ["The reply URL at the identity provider has a typing error, such as a missing trailing slash.", "Recipient is a field of its own there and was left at another value (OneLogin, Okta).", "The service provider runs behind a proxy and sees http or another host."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion", "acs"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const wanted3 = expected.sp.assertionConsumerService;
      const found2 = bearer?.recipient;
      if (bearer === null || found2 == null || found2 === wanted3 || found2.trim() === "") return null;
      return {
        message: `The assertion was made for another address: its Recipient is ${quote(found2)}, and ${acsName(expected)} is ${quote(wanted3)}${nearMissWords(wanted3, found2)}.`,
        expected: wanted3,
        actual: found2,
        place: { node: bearer.node, attribute: "Recipient" },
        fix: fix("idp", `Enter ${wanted3} as the Recipient (reply URL), letter by letter.`, "recipient", wanted3)
      };
    }
  }),
  defineCheck({
    id: "subject/confirmation-no-expiry",
    on: "response",
    severity: "error",
    title: "The confirmation has an end",
    why: "NotOnOrAfter is required here; without it a stolen assertion could be brought for ever.",
    causes: ["The identity provider writes the end into the Conditions only."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || !bearer.hasData || bearer.notOnOrAfter !== null ? null : { message: "The bearer confirmation has no NotOnOrAfter, so it would never end.", expected: "a time", actual: "absent", place: bearer.node, fix: fix("idp", "Send NotOnOrAfter in SubjectConfirmationData.", "lifetime") };
    }
  }),
  defineCheck({
    id: "subject/confirmation-expired",
    on: "response",
    severity: "error",
    title: "The confirmation has not expired",
    why: "After NotOnOrAfter the assertion may not be brought any more; this end is often earlier than that of the Conditions.",
    causes: ["The response was captured some time ago.", "The user waited too long on the way.", "The service provider's clock is ahead of the identity provider's."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || end == null || expected.now - skewOf(expected) < end) return null;
      return {
        message: `The bearer confirmation expired ${duration(expected.now - end)} before the time it is judged at (${clockTime(expected.now)}): NotOnOrAfter is ${moment(end)}.`,
        expected: `before ${moment(end + skewOf(expected))}`,
        actual: clockTime(expected.now),
        place: { node: bearer.node, attribute: "NotOnOrAfter" },
        fix: fix("capture", "Log in again and judge the new response at once; if that is late too, set both clocks by NTP.", "clock")
      };
    }
  }),
  defineCheck({
    id: "subject/within-tolerance",
    on: "response",
    severity: "warning",
    title: "The confirmation is in time without any tolerance of clocks",
    why: "It is accepted here only because clocks are allowed to differ; a service provider without tolerance refuses it.",
    causes: ["The two clocks differ a little.", "The response was judged shortly after it expired."],
    spec: spec("SAML2Int SDP-G01"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || end == null || expected.now < end || expected.now - skewOf(expected) >= end) return null;
      return { message: `The bearer confirmation expired ${duration(expected.now - end)} ago, and is accepted within the tolerance of ${duration(skewOf(expected))}.`, expected: `before ${moment(end)}`, actual: clockTime(expected.now), place: { node: bearer.node, attribute: "NotOnOrAfter" }, fix: fix("clock", "Set the clocks of both sides by NTP.", "clock") };
    }
  }),
  defineCheck({
    id: "subject/confirmation-not-before",
    on: "response",
    severity: "error",
    title: "The confirmation has no NotBefore",
    why: "The profile forbids NotBefore here; strict receivers refuse the assertion.",
    causes: ["The identity provider copies the times of the Conditions."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.notBefore === null ? null : { message: "The bearer confirmation has a NotBefore, which the profile forbids.", expected: "absent", actual: bearer.notBefore.text, place: { node: bearer.node, attribute: "NotBefore" }, fix: fix("idp", "Leave NotBefore out of SubjectConfirmationData.") };
    }
  }),
  defineCheck({
    id: "subject/time-format",
    on: "response",
    severity: "error",
    title: "The end of the confirmation is a UTC time",
    why: "Times in SAML are UTC and end in Z; a receiver that reads a local time is hours off.",
    causes: ["The identity provider writes its local time."],
    spec: spec("saml-core 1.3.3"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.notOnOrAfter === null ? null : timeProblem(bearer.notOnOrAfter, "NotOnOrAfter", "bearer confirmation", bearer.node, "idp");
    }
  }),
  defineCheck({
    id: "subject/long-lifetime",
    on: "response",
    severity: "info",
    title: "The confirmation is short",
    why: "Until it ends, a stolen assertion can be brought, unless the service provider remembers those it has seen.",
    causes: ["The identity provider uses one lifetime for everything (Auth0: an hour)."],
    spec: spec("saml-profiles 4.1.4.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      const start = assertionOf(facts).issueInstant?.at;
      const end = bearer?.notOnOrAfter?.at;
      if (bearer === null || start == null || end == null || end - start <= 10 * 6e4) return null;
      return { message: `The assertion can be brought for ${duration(end - start)} after its issue.`, expected: "up to 10 minutes", actual: duration(end - start), place: { node: bearer.node, attribute: "NotOnOrAfter" }, fix: fix("idp", "Set a shorter lifetime where the identity provider allows it.", "lifetime") };
    }
  }),
  defineCheck({
    id: "subject/address",
    on: "response",
    severity: "info",
    title: "The confirmation is not bound to a network address",
    why: "A service provider may compare the user's address, which breaks behind proxies and mobile networks.",
    causes: ["The identity provider writes the address it saw."],
    spec: spec("saml-core 2.4.1.2"),
    needs: ["assertion"],
    run(facts, expected) {
      const bearer = bearerOf(facts, expected);
      return bearer === null || bearer.address === null ? null : { message: `The assertion is bound to the network address ${quote(bearer.address)}; a service provider that compares it refuses users who come by another way.`, actual: bearer.address, place: { node: bearer.node, attribute: "Address" } };
    }
  })
];

// shared/checks/index.ts
var checks = [
  ...documentChecks,
  ...documentXmlChecks,
  ...responseChecks,
  ...statusChecks,
  ...signatureChecks,
  ...signatureShapeChecks,
  ...encryptionChecks,
  ...assertionChecks,
  ...subjectChecks,
  ...nameIDChecks,
  ...conditionsChecks,
  ...authnChecks,
  ...attributesChecks,
  ...flowChecks,
  ...requestChecks,
  ...logoutChecks,
  ...metadataChecks,
  ...endpointChecks,
  ...keyChecks,
  ...certificateChecks
];
var byId = new Map(checks.map((check) => [check.id, check]));
function checkById(id) {
  return byId.get(id);
}

// shared/checks/run.ts
var needs = [
  "xml",
  "response",
  "success",
  "assertion",
  "request",
  "logout",
  "metadata",
  "entity",
  "idp-role",
  "sp-role",
  "certificate-file",
  "certificates",
  "signature",
  "signing-keys",
  "idp-entity-id",
  "sp-entity-id",
  "acs",
  "request-id",
  "solicited",
  "request-sent",
  "seen-ids",
  "encrypted",
  "decryption-keys",
  "name-id",
  "sp-requirements",
  "relay-state",
  "received-at"
];
var bits = Object.fromEntries(needs.map((need, index) => [need, 1 << index]));
var reasons = {
  xml: "the document is not XML that could be read",
  response: "there is no Response",
  success: "the response reports an error, so there is no login to judge",
  assertion: "there is no assertion that could be read",
  request: "there is no AuthnRequest",
  logout: "there is no logout message",
  metadata: "there is no metadata",
  entity: "no entity was chosen from the metadata",
  "idp-role": "the metadata is not judged as, or does not describe, an identity provider",
  "sp-role": "the metadata is not judged as, or does not describe, a service provider",
  "certificate-file": "there is no certificate file",
  certificates: "there is no certificate whose dates count here",
  signature: "nothing in the document is signed",
  "signing-keys": "no metadata or signing certificate of the identity provider was given",
  "idp-entity-id": "the entityID of the identity provider was not given",
  "sp-entity-id": "the entityID of the service provider was not given",
  acs: "the ACS URL of the service provider was not given",
  "request-id": "no request ID was given",
  solicited: "no request ID was given, nor whether logins started at the identity provider are allowed",
  "request-sent": "the request that was sent is not known",
  "seen-ids": "there is no list of assertions that were accepted before",
  encrypted: "nothing in the document is encrypted",
  "decryption-keys": "no decryption key was given",
  "name-id": "there is no NameID that could be read",
  "sp-requirements": "what the service provider requires is not known",
  "relay-state": "RelayState is not known",
  "received-at": "the time of arrival is not known"
};
function met(facts, expected) {
  let set = 0;
  const { response: response2, idp: idp2, sp: sp2 } = { response: facts.response, idp: expected.idp, sp: expected.sp };
  const assertion = assertionOf(facts);
  if (facts.xml !== null) set |= bits.xml;
  if (response2 !== null) set |= bits.response;
  if (response2 === null ? assertion !== null : response2.status === null || isSuccess(response2.status)) set |= bits.success;
  if (assertion !== null) {
    set |= bits.assertion;
    if (assertion.subject?.nameID != null) set |= bits["name-id"];
  }
  if (facts.request !== null) set |= bits.request;
  if (facts.logout !== null) set |= bits.logout;
  if (facts.metadata !== null) {
    set |= bits.metadata;
    const entity2 = entityOf(facts);
    if (entity2 !== null) {
      set |= bits.entity;
      const wanted3 = expected.role ?? "idp";
      if (entity2.roles.some((role) => role.role === wanted3)) set |= wanted3 === "idp" ? bits["idp-role"] : bits["sp-role"];
    }
  }
  if (facts.certificateFile !== null) set |= bits["certificate-file"];
  if (judgedCertificates(facts, expected).length > 0) set |= bits.certificates;
  if (facts.signatures.length > 0) set |= bits.signature;
  if (facts.trusted.some((key2) => key2.use !== "encryption") || idp2?.keys.some((key2) => key2.use !== "encryption") === true) set |= bits["signing-keys"];
  if (idp2?.entityID !== void 0 && idp2.entityID !== "") set |= bits["idp-entity-id"];
  if (sp2?.entityID !== void 0 && sp2.entityID !== "") set |= bits["sp-entity-id"];
  if (sp2?.assertionConsumerService !== void 0 && sp2.assertionConsumerService !== "") set |= bits.acs;
  if (sp2?.requires !== void 0) set |= bits["sp-requirements"];
  if (expected.requestID !== void 0) set |= bits["request-id"];
  if (expected.requestID !== void 0 || expected.allowIdpInitiated !== void 0) set |= bits.solicited;
  if (expected.request !== void 0) set |= bits["request-sent"];
  if (expected.seenAssertionIDs !== void 0) set |= bits["seen-ids"];
  if (facts.encrypted.length > 0) set |= bits.encrypted;
  if (expected.decryptionKeys !== void 0 && expected.decryptionKeys.length > 0) set |= bits["decryption-keys"];
  if (expected.relayState !== void 0) set |= bits["relay-state"];
  if (expected.receivedAt !== void 0) set |= bits["received-at"];
  return set;
}
var sets = {
  message: /* @__PURE__ */ new Set(["document", "response", "certificate"]),
  request: /* @__PURE__ */ new Set(["document", "request"]),
  logout: /* @__PURE__ */ new Set(["document", "logout"]),
  metadata: /* @__PURE__ */ new Set(["document", "metadata", "certificate"]),
  certificate: /* @__PURE__ */ new Set(["certificate"]),
  other: /* @__PURE__ */ new Set(["document"])
};
function setFor(kind, facts) {
  if (facts.response !== null || facts.assertion !== null || kind === "response" || kind === "assertion") return "message";
  if (facts.metadata !== null || kind === "metadata") return "metadata";
  if (facts.logout !== null || kind === "logout-request" || kind === "logout-response") return "logout";
  if (facts.request !== null || kind === "request") return "request";
  if (facts.certificateFile !== null || kind === "certificate" || kind === "private-key" || kind === "public-key" || kind === "csr") return "certificate";
  return "other";
}
var lists = /* @__PURE__ */ new Map();
function listFor(name2) {
  let list3 = lists.get(name2);
  if (list3 === void 0) {
    list3 = checks.filter((check) => sets[name2].has(check.on) && (name2 === "certificate" || !check.needs.includes("certificate-file"))).map(prepare);
    lists.set(name2, list3);
  }
  return list3;
}
var plansKept = 200;
var plans = /* @__PURE__ */ new Map();
function planFor(name2, state, sealed) {
  const key2 = `${name2} ${state} ${sealed}`;
  let plan = plans.get(key2);
  if (plan === void 0) {
    plan = makePlan(listFor(name2), state, sealed);
    if (plans.size >= plansKept) plans.clear();
    plans.set(key2, plan);
  }
  return plan;
}
function makePlan(list3, state, sealed) {
  const plan = { checks: [], places: [], outcomes: [] };
  const skipped = [];
  for (const prepared of list3) {
    if ((state & prepared.mask) === prepared.mask) {
      plan.places.push(plan.outcomes.length);
      plan.checks.push(prepared);
      plan.outcomes.push(prepared.pass);
    } else {
      const { outcome: outcome2, finding } = skip(prepared, state, sealed);
      plan.outcomes.push(outcome2);
      skipped.push(finding);
    }
  }
  const counts = { pass: plan.checks.length, warn: 0, fail: 0, skip: skipped.length };
  return { ...plan, counts, silent: [...skipped, ...plan.checks.map(({ passed }) => passed)] };
}
function prepare(check) {
  return {
    check,
    run: check.run,
    mask: check.needs.reduce((mask2, need) => mask2 | bits[need], 0),
    pass: Object.freeze({ check: check.id, outcome: "pass" }),
    passed: Object.freeze({ check: check.id, outcome: "pass", severity: "info", message: check.title }),
    skips: check.needs.map((need) => skipFor(check, reasons[need])),
    sealedAssertion: skipFor(check, "the assertion is encrypted and was not opened"),
    sealedNameID: skipFor(check, "the NameID is encrypted and was not opened")
  };
}
var skipFor = (check, reason) => ({
  outcome: Object.freeze({ check: check.id, outcome: "skip", reason }),
  finding: Object.freeze({ check: check.id, outcome: "skip", severity: "info", message: reason })
});
function sealedIn(facts) {
  const assertion = assertionOf(facts);
  if (assertion === null) return (facts.response?.encryptedAssertions ?? 0) > 0 ? "assertion" : null;
  return assertion.subject?.encryptedID === true ? "name-id" : null;
}
function skip({ check, skips, sealedAssertion, sealedNameID }, state, sealed) {
  const at = check.needs.findIndex((need2) => (state & bits[need2]) === 0);
  const need = check.needs[at];
  if (sealed === null || need !== "assertion" && need !== "name-id") return skips[at];
  return sealed === "assertion" ? sealedAssertion : sealedNameID;
}
var rank = { fail: 3, warn: 2, pass: 1, skip: 0 };
function withFault(facts, kind) {
  if (facts.fault !== null || facts.xml !== null || facts.certificateFile !== null) return facts;
  if (kind !== "html" && kind !== "json" && kind !== "har" && kind !== "text" && kind !== "binary" && kind !== "empty") return facts;
  const words2 = { html: "This starts like an HTML page", json: "This is JSON, not SAML", har: "The HAR file holds no SAML message", text: "The text holds no SAML message", binary: "This is a binary file without SAML in it", empty: "There is nothing here" };
  return { ...facts, fault: { code: kind, message: `${words2[kind]}.`, line: null, column: null, limit: null } };
}
function broken(check, error2) {
  return { severity: "error", message: `The check ${check.id} itself broke (${error2 instanceof Error ? error2.message : String(error2)}); that is a fault of this program, and nothing is said about the document.` };
}
function runChecks(given, expected, kind) {
  const facts = withFault(given, kind);
  const state = met(facts, expected);
  const strict2 = expected.policy === "strict";
  const plan = planFor(setFor(kind, facts), state, sealedIn(facts));
  const run = { results: [], outcomes: plan.outcomes.slice(), counts: { ...plan.counts }, silent: plan.silent };
  const heard = /* @__PURE__ */ new Set();
  for (let at = 0; at < plan.checks.length; at++) {
    const prepared = plan.checks[at];
    const problems = problemsOf(prepared, facts, expected);
    if (problems === null) continue;
    const outcome2 = judge(prepared, Array.isArray(problems) ? problems : [problems], strict2, run);
    run.outcomes[plan.places[at]] = outcome2;
    run.counts.pass--;
    run.counts[outcome2.outcome]++;
    heard.add(prepared.passed);
  }
  if (heard.size > 0) run.silent = plan.silent.filter((finding) => !heard.has(finding));
  return run;
}
function problemsOf(prepared, facts, expected) {
  try {
    const result = prepared.run(facts, expected);
    return Array.isArray(result) && result.length === 0 ? null : result;
  } catch (error2) {
    return broken(prepared.check, error2);
  }
}
function judge({ check, pass }, problems, strict2, run) {
  let worst = "pass";
  for (const problem of problems) {
    const severity = problem.severity ?? check.severity;
    const outcome2 = outcomeOf(severity, strict2 && check.strict === true);
    if (rank[outcome2] > rank[worst]) worst = outcome2;
    run.results.push({ check: check.id, problem, outcome: outcome2, severity });
  }
  return worst === "pass" ? pass : { check: check.id, outcome: worst };
}

// shared/diagnoses/cause.ts
var defineCause = (cause) => cause;
function contextOf(facts, expected, results) {
  const found2 = /* @__PURE__ */ new Map();
  for (const result of results) if ((result.outcome === "fail" || result.outcome === "warn") && !found2.has(result.check)) found2.set(result.check, result);
  return { facts, expected, assertion: assertionOf(facts), found: found2 };
}
var seen = (context, ...checks3) => checks3.filter((check) => context.found.has(check));
var has = (context, ...checks3) => checks3.some((check) => context.found.has(check));
function proof(label, value, from) {
  return value === null || value === void 0 || value === "" ? [] : [{ label, value, from }];
}
function pair(context, check, wanted3 = "expected", got = "found") {
  const problem = context.found.get(check)?.problem;
  return [...proof(got, problem?.actual, inDocument(context)), ...proof(wanted3, problem?.expected, expectedFrom(wanted3))];
}
var expectedFrom = (label) => label.startsWith("this app") ? "in this app" : "you gave";
function inDocument({ facts }) {
  if (facts.response !== null) return "in the response";
  if (facts.metadata !== null) return "in the metadata";
  if (facts.assertion !== null) return "in the assertion";
  return facts.request !== null ? "in the request" : "in the document";
}
var remedy = (side, text, field2, { value, from } = {}) => ({
  side,
  text,
  ...field2 === void 0 ? {} : { field: field2 },
  ...value === void 0 ? {} : { value },
  ...from === void 0 ? {} : { from: { side: "idp", field: from } }
});
var fixOf = (context, check, otherwise) => context.found.get(check)?.problem.fix ?? otherwise;
var messageOf = (context, check) => context.found.get(check)?.problem.message ?? "";

// shared/diagnoses/attack.ts
var doNotAccept = refuse();
var hostileShapes = ["signature/reference-target", "signature/object", "signature/parent", "signature/duplicate-signature", "signature/reference-count", "signature/signed-info-count", "signature/unexpected-content", "signature/empty-canonical", "signature/hmac-length"];
var attackCauses = [
  defineCause({
    id: "wrapped-assertion",
    title: "A second assertion was put in",
    meaning: "The signed assertion is there, and beside or around it another one that nobody signed. A careless service provider verifies the first and reads the other (signature wrapping).",
    run(context) {
      const stray = context.facts.response?.strayAssertions ?? [];
      const assertions = context.facts.response?.assertions ?? [];
      const signed2 = assertions.some((assertion) => context.facts.signatures.some((signature2) => signature2.parent === assertion.node)) || context.facts.signatures.length > 0;
      const because2 = seen(context, "signature/coverage", "response/stray-assertion", "response/several-assertions", "signature/stray", "document/duplicate-id", ...hostileShapes, "signature/verified", "signature/digest-mismatch");
      if (!signed2 && stray.length === 0) return null;
      if (!has(context, "signature/coverage", "response/stray-assertion", "signature/stray") && !(has(context, "response/several-assertions") && assertions.some((assertion) => !signedItself(context, assertion.node)))) {
        if (!has(context, "signature/reference-target", "signature/object")) return null;
      }
      const evil = assertions.find((assertion) => !signedItself(context, assertion.node));
      const good = assertions.find((assertion) => signedItself(context, assertion.node));
      return {
        message: "Somebody put a second, unsigned assertion into this response: a signature wrapping attack.",
        detail: "No identity provider builds a response like this; only faulty programs and attackers do.",
        because: because2,
        evidence: [...proof("signed for", good?.subject?.nameID?.value, "in the response"), ...proof("not signed", evil?.subject?.nameID?.value, "in the response"), ...stray.slice(0, 2).flatMap((item) => proof("stands at", item.path, "in the response"))],
        fix: doNotAccept,
        confidence: 0.95
      };
    }
  }),
  defineCause({
    id: "assertion-not-covered",
    title: "The signature covers something else",
    meaning: "A known key signed something in this message, but not the assertion that says who logged in.",
    run(context) {
      if (!has(context, "signature/verified") || context.facts.readingDiffers !== null) return null;
      const signature2 = context.facts.signatures.find((each7) => each7.result === "verified");
      if (signature2 === void 0) return null;
      return { message: "A key you gave signed something in this message, but not the assertion that says who logged in.", detail: "Somebody may have moved the signed part away and put another in its place.", because: seen(context, "signature/verified"), evidence: proof("signed", `${signature2.parentName}${signature2.parentID === null ? "" : ` ${signature2.parentID}`}`, "in the response"), fix: remedy("idp", "Sign the assertion itself or the Response that holds it; if that is so already, do not accept the message.", "signAssertion"), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "several-assertions",
    title: "More than one assertion",
    meaning: "Service providers differ in which of several assertions they read, so exactly one may be sent.",
    run: (context) => !has(context, "response/several-assertions") ? null : { message: "The identity provider sent more than one assertion, and service providers differ in which one they read.", because: seen(context, "response/several-assertions"), evidence: (context.facts.response?.assertions ?? []).slice(0, 3).flatMap((assertion) => proof("for", assertion.subject?.nameID?.value, "in the response")), fix: remedy("idp", "Send exactly one assertion in a response.", "signAssertion"), confidence: 0.8 }
  }),
  defineCause({
    id: "repeated-id",
    title: "The same ID twice",
    meaning: "Two elements carry the ID that a signature names, so one can be verified and the other read.",
    run: (context) => !has(context, "document/duplicate-id") ? null : { message: "Two elements carry the same ID, so nobody can say which of them was signed.", because: seen(context, "document/duplicate-id", "signature/reference-target"), evidence: context.facts.xml.duplicateIDs.slice(0, 3).flatMap((item) => proof("ID", item.id, inDocument(context))), fix: doNotAccept, confidence: 0.85 }
  }),
  defineCause({
    id: "forbidden-xml",
    title: "XML that attacks use",
    meaning: "A DOCTYPE, an entity or a processing instruction can make programs read files or read the document differently. SAML forbids them.",
    run(context) {
      const because2 = seen(context, "document/doctype", "document/entity", "document/processing-instruction");
      if (because2.length === 0) return null;
      const name2 = { "document/doctype": "a DOCTYPE", "document/entity": "an entity", "document/processing-instruction": "a processing instruction" }[because2[0]];
      return { message: `The document holds ${name2}, which SAML forbids and attacks use.`, detail: "Programs can be made to read files, call addresses or read another text by it.", because: because2, evidence: proof("where", context.facts.fault?.line == null ? null : `line ${context.facts.fault.line}, column ${context.facts.fault.column ?? 1}`, inDocument(context)), fix: fixOf(context, because2[0], doNotAccept), confidence: 0.95 };
    }
  }),
  defineCause({
    id: "unusual-signature",
    title: "A signature that SAML does not allow",
    meaning: "The signature is built in a way that the standard forbids, because it lets somebody swap what was signed.",
    run(context) {
      const because2 = seen(context, ...hostileShapes, "signature/transform", "signature/c14n", "signature/position", "signature/missing-part", "signature/base64");
      if (because2.length === 0) return null;
      const hostile2 = hostileShapes.includes(because2[0]);
      return { message: hostile2 ? "The signature is built in a way that only attacks and faulty programs use, so it was not verified." : "The signature is built in a way that SAML does not allow, so it was not verified.", detail: messageOf(context, because2[0]), because: because2, evidence: [...proof("found", context.found.get(because2[0]).problem.actual, inDocument(context)), ...proof("allowed", context.found.get(because2[0]).problem.expected, "by the standard")], fix: fixOf(context, because2[0], doNotAccept), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "comment-in-value",
    title: "A comment inside a value",
    meaning: 'Programs differ in whether they read on after a comment. Whoever registers "admin@example.com.evil.org" can so become "admin@example.com" at a careless service provider.',
    run(context) {
      const nameID2 = context.assertion?.subject?.nameID;
      const elements = has(context, "name-id/child-elements");
      if (!has(context, "document/comment-in-value") && !elements) return null;
      const inName = nameID2?.hasComment === true || elements;
      const thing = elements ? "An element" : "A comment";
      return {
        message: inName ? `${thing} stands inside the NameID: service providers that stop reading there see another user.` : "A comment stands inside a value: service providers that stop reading there see something else.",
        detail: `The whole value was read here. Make sure that ${spName(context.expected)} reads all of it too.`,
        because: seen(context, "name-id/child-elements", "document/comment-in-value"),
        evidence: inName ? proof("whole NameID", nameID2?.value, "in the response") : [],
        fix: remedy("idp", "Remove it from the value, and find out who put it there.", "nameID"),
        confidence: 0.8
      };
    }
  }),
  defineCause({
    id: "programs-disagree",
    title: "Two programs read it differently",
    meaning: "The document makes use of a difference between programs, so that what is verified is not what is read.",
    run: (context) => !has(context, "signature/second-opinion", "signature/reading-differs") ? null : { message: "Independent programs disagree about this document, so nothing in it may be relied on.", detail: messageOf(context, seen(context, "signature/reading-differs", "signature/second-opinion")[0]), because: seen(context, "signature/reading-differs", "signature/second-opinion"), evidence: [], fix: doNotAccept, confidence: 0.9 }
  })
];
function signedItself(context, node) {
  const { facts } = context;
  return facts.signatures.some((signature2) => signature2.parent === node && signature2.result !== "refused") || (facts.response?.assertions.find((assertion) => assertion.node === node)?.coveredBy.length ?? 0) > 0;
}

// shared/diagnoses/capture.ts
var recapture2 = remedy("capture", "Copy or download it again, whole: the SAMLResponse form field from the browser's network panel, or the metadata file.");
var captureCauses = [
  defineCause({
    id: "page-instead-of-document",
    title: "A web page was handed in",
    meaning: "What was downloaded or copied is the page around it (a login or an error page), not the SAML document.",
    run: (context) => !has(context, "document/html-page") ? null : {
      message: "This is a web page, not SAML: the address wants a login first, or the page was saved instead of the file.",
      because: seen(context, "document/html-page"),
      evidence: proof("found", "an HTML page", "in what you gave"),
      fix: remedy("capture", "Sign in where the metadata is, then download the XML file itself; or copy the SAMLResponse form field.", "metadata"),
      confidence: 1
    }
  }),
  defineCause({
    id: "whole-capture",
    title: "A whole capture was handed in",
    meaning: "A HAR file holds many requests; the logins in it are judged one by one.",
    run: (context) => !has(context, "document/capture") ? null : { message: "This is a browser capture (HAR) of many requests, and one login must be chosen from it.", because: seen(context, "document/capture"), evidence: [], fix: fixOf(context, "document/capture", recapture2), confidence: 1 }
  }),
  defineCause({
    id: "not-a-saml-document",
    title: "No SAML in it",
    meaning: "Neither a SAML message nor metadata nor a certificate could be found in what was handed in.",
    run(context) {
      const because2 = seen(context, "document/root-namespace", "document/root", "document/unrecognised", "document/empty", "document/unreadable");
      const first = because2[0];
      if (first === void 0) return null;
      const evidence2 = proof("root element", context.facts.xml?.rootName, "in what you gave");
      if (first === "document/empty") return { message: "There is nothing here: no text and no file arrived.", because: because2, evidence: evidence2, fix: recapture2, confidence: 0.95 };
      return { message: messageOf(context, first), because: because2, evidence: evidence2, fix: fixOf(context, first, recapture2), confidence: 0.95 };
    }
  }),
  defineCause({
    id: "damaged-copy",
    title: "The copy is damaged",
    meaning: "The text was cut off or changed on its way here, so it cannot be read.",
    run(context) {
      const because2 = seen(context, "document/truncated", "document/base64", "document/compression", "document/well-formed", "document/namespaces", "document/encoding", "document/duplicate-attribute");
      const fault = context.facts.fault;
      if (because2.length === 0 || fault === null) return null;
      const words2 = {
        "document/truncated": "What you gave is cut off: its end is missing.",
        "document/namespaces": "What you gave is a part cut out of a larger document: declarations that it needs are missing.",
        "document/encoding": "What you gave is saved in an encoding that cannot be read."
      };
      return { message: words2[because2[0]] ?? "What you gave is damaged: it was cut off or changed when it was copied.", detail: messageOf(context, because2[0]), because: because2, evidence: proof("where", fault.line === null ? null : `line ${fault.line}${fault.column === null ? "" : `, column ${fault.column}`}`, "in what you gave"), fix: because2[0] === "document/encoding" ? fixOf(context, because2[0], recapture2) : recapture2, confidence: 0.9 };
    }
  }),
  defineCause({
    id: "over-a-limit",
    title: "Over a limit",
    meaning: "Receivers put limits on size, depth and number, as masses are used for attacks. This document is over one of them.",
    run(context) {
      const because2 = seen(context, "document/size", "document/inflated-size", "document/depth", "document/attribute-count", "document/element-count", "document/name-count");
      const limit = context.facts.fault?.limit;
      if (because2.length === 0) return null;
      return { message: messageOf(context, because2[0]), because: because2, evidence: proof("limit", limit == null ? null : plural(limit, "unit", "units").replace(/ units?$/, ""), "of this program"), fix: fixOf(context, because2[0], recapture2), confidence: 0.95 };
    }
  }),
  defineCause({
    id: "other-protocol",
    title: "Another protocol",
    meaning: "The login went through another protocol (WS-Federation, SAML 1.1, SOAP), which a SAML 2.0 service provider cannot read.",
    run(context) {
      const because2 = seen(context, "document/ws-federation", "document/saml-1", "document/soap");
      if (because2.length === 0) return null;
      const name2 = because2[0] === "document/soap" ? "SOAP" : because2[0] === "document/saml-1" ? "SAML 1.1" : "WS-Federation";
      return { message: `This is ${name2}, and the service provider speaks SAML 2.0.`, because: because2, evidence: [...proof("root element", context.facts.xml?.rootName, "in what you gave"), ...proof("namespace", context.facts.xml?.rootNamespace, "in what you gave")], fix: fixOf(context, because2[0], recapture2), confidence: 1 };
    }
  })
];

// shared/diagnoses/damage.ts
var checks2 = [
  "signature/digest-mismatch",
  "signature/verified",
  "signature/no-trusted-key",
  "signature/base64",
  "signature/unexpected-content",
  "signature/missing-part",
  "signature/position",
  "signature/signature-algorithm",
  "metadata/signature-broken",
  "request/signature",
  "document/truncated",
  "document/well-formed",
  "document/entity",
  "document/processing-instruction",
  "document/namespaces",
  "document/encoding",
  "document/duplicate-attribute",
  "document/empty",
  "document/unreadable",
  "document/base64"
];
var isQuery = (damage) => damage.kinds[0].startsWith("query-");
function outcome({ signed: signed2, verifiesWith, fitsEmbedded }) {
  const many = signed2.length > 1;
  const whose = `the signature${many ? "s" : ""} of the ${signed2.join(" and the ")}`;
  if (verifiesWith !== null) return `${whose} ${many ? "verify" : "verifies"} with the key you gave`;
  return fitsEmbedded ? `${whose} ${many ? "fit" : "fits"} the certificate in the message, which you did not give` : `the digest of the ${signed2[0]} is again the one that was signed`;
}
function placeWords({ place: place2, places }) {
  if (place2 === null) return "";
  const at = `line ${place2.line}, column ${place2.column}${place2.path === "" ? "" : `, in ${place2.path.split("/").slice(-2).join(" / ")}`}`;
  return places === 1 ? ` It was changed in one place: ${at}.` : ` The first of ${places} changed places is ${at}.`;
}
function recapture3({ expected, facts }, damage) {
  if (facts.metadata !== null) return "Download the metadata again and hand it on as it is, without opening it in an editor.";
  if (isQuery(damage)) return "Copy the address again from the browser's network panel, unedited; if it fails again, look for what rewrites it on the way (a proxy, a redirect of the web server).";
  return expected.origin === "network" ? "Look for what rewrites the message between the identity provider and here." : "Capture the posted SAMLResponse value again, unedited: the base64 of the form field, not the XML that a viewer shows.";
}
var damageCauses = [
  defineCause({
    id: "changed-in-copying",
    title: "The copy was changed, and it is known how",
    meaning: "Each damage that viewers, editors, chats and mails do was undone in turn. With one of them undone the signature holds, so nobody tampered with the message and neither side is at fault.",
    run(context) {
      const { damage } = context.facts;
      if (damage === void 0 || damage.signed.length === 0) return null;
      const isProven = damage.verifiesWith !== null;
      return {
        message: `The ${isQuery(damage) ? "query string" : "capture"} ${damage.happened}: ${damage.undone}, ${outcome(damage)}.`,
        detail: `${isProven ? "Nothing is wrong at either side; this copy stays rejected, because it is not what was signed." : "So it was not tampered with, but this copy is not what was signed."}${placeWords(damage)}`,
        because: seen(context, ...checks2),
        evidence: [
          ...proof("signed digest", damage.digestClaimed, inDocument(context)),
          ...proof("digest with it undone", damage.digestUndone, "computed here"),
          ...damage.digestBefore === damage.digestUndone ? [] : proof("digest as it came", damage.digestBefore, "computed here"),
          ...proof("changed at", damage.place === null ? null : `line ${damage.place.line}, column ${damage.place.column}`, inDocument(context))
        ],
        fix: remedy("capture", recapture3(context, damage)),
        confidence: isProven ? 0.99 : 0.92
      };
    }
  }),
  defineCause({
    id: "cut-off-at",
    title: "The copy ends too early",
    meaning: "The end of the text is missing. It can be said where it stops, but not what stood behind.",
    run(context) {
      const { damage } = context.facts;
      if (damage === void 0 || damage.signed.length > 0 || damage.place === null) return null;
      const { line, column, path } = damage.place;
      return {
        message: `The capture ${damage.happened}: it ends in ${path === "" ? "the first element" : path.split("/").slice(-2).join(" / ")}, line ${line}, column ${column}.`,
        detail: "What is missing was signed too, so nothing of it can be verified.",
        because: seen(context, ...checks2),
        evidence: [...proof("open at its end", path, "in what you gave"), ...proof("ends at", `line ${line}, column ${column}`, "in what you gave")],
        fix: remedy("capture", recapture3(context, damage)),
        confidence: 0.95
      };
    }
  })
];

// shared/diagnoses/encryption.ts
var ownKeys = ({ expected }) => (expected.decryptionKeys ?? []).slice(0, 3).flatMap((key2) => proof("tried with", key2.label, expected.sp?.standsInFor === void 0 ? "you gave" : "in this app"));
var encryptionCauses = [
  defineCause({
    id: "encryption-not-wanted",
    title: "Encrypted for somebody who cannot decrypt",
    meaning: "The service provider publishes no key to encrypt to, and the identity provider encrypts all the same.",
    run: (context) => !has(context, "encryption/not-readable-there") ? null : { message: `The assertion is encrypted, and ${spName(context.expected)} cannot decrypt it.`, because: seen(context, "encryption/not-readable-there", "encryption/wrong-key", "encryption/no-key"), evidence: proof("cipher", context.facts.encrypted[0]?.blockCipher == null ? null : shortName(context.facts.encrypted[0].blockCipher), "in the response"), fix: remedy("idp", "Switch off assertion encryption for this application.", "encryption"), confidence: 0.95 }
  }),
  defineCause({
    id: "no-decryption-key",
    title: "Encrypted, and no key to open it",
    meaning: "Only the private key of the service provider opens the assertion, and none was given.",
    run(context) {
      const sealed = context.facts.encrypted.find((item) => item.result === "no-key");
      if (sealed === void 0 || has(context, "encryption/not-readable-there")) return null;
      const given = (context.expected.decryptionKeys?.length ?? 0) > 0;
      return { message: given ? "The assertion is encrypted, and none of your keys can be tried on it." : "The assertion is encrypted, and no key to open it was given, so nobody can say who logged in.", because: given ? seen(context, "encryption/no-key") : ["encryption/no-key"], evidence: [...proof("cipher", sealed.blockCipher === null ? null : shortName(sealed.blockCipher), "in the response"), ...proof("encrypted for", sealed.recipients[0], "in the response")], fix: remedy("sp", "Give the decryption key of the service provider (it stays on this machine), or switch off encryption at the identity provider while you test.", "encryptionCertificate"), confidence: given ? 0.9 : 0.6 };
    }
  }),
  defineCause({
    id: "encrypted-for-another-key",
    title: "Encrypted for another key",
    meaning: "The identity provider encrypts with a certificate that is not, or no longer, the service provider's.",
    run(context) {
      const because2 = seen(context, "encryption/wrong-key", "encryption/undecryptable");
      if (because2.length === 0) return null;
      const item = context.facts.encrypted.find((each7) => each7.result === "failed");
      const said2 = context.expected.origin === "network" ? void 0 : item?.message;
      if (isRehearsal(context.expected)) {
        const name2 = spName(context.expected);
        return { message: `The assertion is encrypted for a key that this app does not have: that of ${name2}, most likely.`, detail: `In a rehearsal the identity provider encrypts for ${name2}, and only ${name2} can open it.`, because: because2, evidence: [...proof("encrypted for", item?.recipients[0], "in the response"), ...ownKeys(context)], fix: remedy("idp", `Switch assertion encryption off while you rehearse and on again afterwards, or judge the response under Inspect with the private key of ${name2}.`, "encryption"), confidence: 0.93 };
      }
      return { message: `The assertion is encrypted for another key than that of ${context.expected.sp?.standsInFor === void 0 ? spName(context.expected) : "this app"}.`, detail: said2 ?? "The identity provider holds an old encryption certificate, or that of another application.", because: because2, evidence: [...proof("encrypted for", item?.recipients[0], "in the response"), ...ownKeys(context)], fix: remedy("idp", `Upload the current encryption certificate of ${context.expected.sp?.standsInFor === void 0 ? spName(context.expected) : "this app (it is in its metadata)"} there.`, "encryptionCertificate"), confidence: has(context, "encryption/wrong-key") ? 0.93 : 0.75 };
    }
  }),
  defineCause({
    id: "other-oaep-parameters",
    title: "The key fits, the parameters do not",
    meaning: "RSA-OAEP has a digest and a mask function. The sender used others than it wrote down.",
    run: (context) => !has(context, "encryption/wrong-variant") ? null : { message: "The key fits, but the identity provider used other RSA-OAEP parameters than it says.", detail: context.facts.encrypted.find((item) => item.failure === "wrong-variant")?.message ?? "SHA-1 and SHA-256 are mixed up most often.", because: seen(context, "encryption/wrong-variant"), evidence: proof("says", context.found.get("encryption/wrong-variant").problem.actual, "in the response"), fix: fixOf(context, "encryption/wrong-variant", remedy("idp", "Set the key transport to RSA-OAEP (rsa-oaep-mgf1p).", "encryption")), confidence: 0.95 }
  }),
  defineCause({
    id: "unknown-cipher",
    title: "An unknown cipher",
    meaning: "The assertion is encrypted with an algorithm that is not supported.",
    run: (context) => !has(context, "encryption/unsupported-algorithm") ? null : { message: messageOf(context, "encryption/unsupported-algorithm"), because: seen(context, "encryption/unsupported-algorithm"), evidence: proof("cipher", context.found.get("encryption/unsupported-algorithm").problem.actual, "in the response"), fix: fixOf(context, "encryption/unsupported-algorithm", remedy("idp", "Set encryption to AES-256-GCM with RSA-OAEP.", "encryption")), confidence: 0.95 }
  }),
  defineCause({
    id: "damaged-ciphertext",
    title: "The encrypted content is damaged",
    meaning: "The key fits, but the encrypted content was cut or changed.",
    run: (context) => !has(context, "encryption/damaged") ? null : { message: "The encrypted content was cut or changed after encryption.", detail: messageOf(context, "encryption/damaged"), because: seen(context, "encryption/damaged"), evidence: [], fix: fixOf(context, "encryption/damaged", remedy("capture", "Capture the posted SAMLResponse value again, unedited.")), confidence: 0.85 }
  }),
  defineCause({
    id: "weak-encryption",
    title: "Encryption that can be opened by trying",
    meaning: "AES-CBC, triple DES and RSA PKCS#1 v1.5 let attackers open content by trying many variants.",
    run: (context) => !has(context, "encryption/weak-cipher", "encryption/weak-key-transport") ? null : { message: "The identity provider encrypts with an outdated algorithm.", because: seen(context, "encryption/weak-key-transport", "encryption/weak-cipher"), evidence: [...proof("cipher", context.found.get("encryption/weak-cipher")?.problem.actual, "in the response"), ...proof("key transport", context.found.get("encryption/weak-key-transport")?.problem.actual, "in the response")], fix: remedy("idp", "Set encryption to AES-256-GCM with RSA-OAEP, if both sides have it.", "encryption"), confidence: 0.45 }
  })
];

// shared/diagnoses/flow.ts
var answered = (context) => context.facts.response?.inResponseTo ?? bearerOf(context.facts, context.expected)?.inResponseTo ?? null;
var otherRequest = (context) => [context.facts.response?.inResponseTo, bearerOf(context.facts, context.expected)?.inResponseTo].find((id) => id != null && id !== "" && id !== context.expected.requestID) ?? null;
var asked = ({ expected }) => expected.sp?.standsInFor === void 0 ? proof("your request", expected.requestID, "you gave") : proof("request", expected.requestID, "sent by this app");
var flowCauses = [
  defineCause({
    id: "replayed",
    title: "Used a second time",
    meaning: "This very assertion was accepted before. Whoever copies a response could log in with it, so the second time is refused.",
    run: (context) => !has(context, "flow/replay") ? null : { message: "This response was used before: the page was loaded again, or somebody sent a copy.", because: seen(context, "flow/replay", "flow/in-response-to", "flow/subject-in-response-to"), evidence: proof("assertion ID", context.assertion?.id, "in the response"), fix: remedy("capture", "Log in again: every login makes a new assertion. If nobody reloaded the page, find out who sent the copy."), confidence: 0.97 }
  }),
  defineCause({
    id: "answers-another-request",
    title: "The answer to another request",
    meaning: "The response names another request than the one that was sent: another tab, another session, or an older login.",
    run: (context) => otherRequest(context) === null || !has(context, "flow/in-response-to", "flow/subject-in-response-to") ? null : {
      message: `The response answers another request than the one ${context.expected.sp?.standsInFor === void 0 ? "you gave" : "this app sent"}.`,
      detail: `Usually the login was started twice (two tabs, the back button) or an old page was used${context.expected.sp?.standsInFor === void 0 ? `, or ${spName(context.expected)} lost its cookie in between` : ""}.`,
      because: seen(context, "flow/in-response-to", "flow/subject-in-response-to", "flow/in-response-to-agree"),
      evidence: [...proof("answers", otherRequest(context), "in the response"), ...asked(context)],
      fix: remedy("sp", context.expected.sp?.standsInFor === void 0 ? `Start the login afresh in one tab, at the sign-on URL, and let it finish. If it stays so, see that the cookie of ${spName(context.expected)} survives the way (SameSite=None; Secure).` : "Start the test login again in one tab and let it finish. Where users meet this, let them start at the sign-on URL and never at a bookmarked page of the identity provider.", "signOnURL"),
      confidence: 0.9
    }
  }),
  defineCause({
    id: "started-at-identity-provider",
    title: "Started at the identity provider",
    meaning: "The response answers no request: the user clicked a tile or bookmark at the identity provider. Service providers that expect their own request refuse it.",
    run: (context) => !has(context, "flow/in-response-to-missing", "flow/unsolicited") ? null : {
      message: "The response answers no request: the login was started at the identity provider, and an answer to a request was expected.",
      because: seen(context, "flow/in-response-to-missing", "flow/unsolicited", "flow/subject-in-response-to"),
      evidence: [...proof("answers", "no request", "in the response"), ...asked(context)],
      fix: remedy("sp", `Start the login at the sign-on URL of ${spName(context.expected)}, or allow logins that start at the identity provider.`, "signOnURL"),
      confidence: 0.9
    }
  }),
  defineCause({
    id: "empty-in-response-to",
    title: "InResponseTo is empty",
    meaning: "A template writes InResponseTo even though no request was answered, and the empty value is not allowed.",
    run: (context) => !has(context, "flow/in-response-to-empty") ? null : { message: "The identity provider wrote an empty InResponseTo, which is not allowed.", because: seen(context, "flow/in-response-to-empty"), evidence: proof("InResponseTo", '""', "in the response"), fix: remedy("idp", "Leave InResponseTo out when the login was started at the identity provider, or update its SAML library."), confidence: 0.9 }
  }),
  defineCause({
    id: "confirmation-without-request",
    title: "Only the Response names the request",
    meaning: "The request must be named in the signed assertion too, and is not.",
    run: (context) => !has(context, "flow/subject-in-response-to") || has(context, "flow/in-response-to", "flow/in-response-to-missing") || bearerOf(context.facts, context.expected)?.inResponseTo != null ? null : { message: "The Response names your request but the assertion in it does not.", because: seen(context, "flow/subject-in-response-to"), evidence: [...proof("Response", context.facts.response?.inResponseTo, "in the response"), ...asked(context)], fix: remedy("idp", "Send InResponseTo in SubjectConfirmationData too."), confidence: 0.8 }
  }),
  defineCause({
    id: "mixed-message",
    title: "Parts of two logins",
    meaning: "Response and assertion name different requests, as when an assertion is put into another response.",
    run: (context) => !has(context, "flow/in-response-to-agree", "flow/unsolicited-subject") || has(context, "flow/in-response-to") ? null : { message: has(context, "flow/unsolicited-subject") ? "The Response answers no request and its assertion was made for one: they are parts of two logins." : "The Response and its assertion answer different requests: they are parts of two logins.", because: seen(context, "flow/in-response-to-agree", "flow/unsolicited-subject", "flow/subject-in-response-to"), evidence: [...proof("Response", context.facts.response?.inResponseTo ?? "no request", "in the response"), ...proof("Assertion", bearerOf(context.facts, context.expected)?.inResponseTo, "in the response")], fix: refuse("Do not accept this message; find out who put it together."), confidence: 0.9 }
  }),
  defineCause({
    id: "lost-request",
    title: "The request was forgotten",
    meaning: "The response answers a request, but it is judged as if none had been sent.",
    run: (context) => !has(context, "flow/unsolicited-in-response-to") ? null : { message: "The response answers a request that is not known here.", detail: context.expected.origin === "network" ? "No login that this app started has that request: it was started elsewhere, or long ago." : "It is judged as a login that started at the identity provider, and such a one answers no request.", because: seen(context, "flow/unsolicited-in-response-to"), evidence: proof("answers", answered(context), "in the response"), fix: context.expected.origin === "network" ? remedy("sp", "Start the login afresh and let it finish; do not accept this response.", "signOnURL") : remedy("sp", `Judge it with the ID of its request${answered(context) === null ? "." : `, ${quote(answered(context))}, if you sent that one.`}`, "signOnURL"), confidence: 0.5 }
  }),
  defineCause({
    id: "response-by-redirect",
    title: "The Response came in the URL",
    meaning: "A Response must be posted. In a URL it is cut off, logged and leaked.",
    run: (context) => !has(context, "response/binding") ? null : { message: "The identity provider sent the Response in the URL (HTTP-Redirect) instead of posting it.", because: seen(context, "response/binding"), evidence: pair(context, "response/binding", "must be", "sent by"), fix: remedy("idp", "Force HTTP-POST for responses (Keycloak: Force POST Binding), and register the ACS URL with HTTP-POST.", "binding"), confidence: 0.9 }
  }),
  defineCause({
    id: "relay-state-lost",
    title: "RelayState was lost or changed",
    meaning: "The identity provider must send RelayState back as it got it. Without it the service provider does not know which page the user wanted, and some lose the login itself.",
    run(context) {
      const problem = context.found.get("flow/relay-state")?.problem;
      if (problem === void 0) return null;
      const isLost = context.expected.relayState == null;
      return { message: isLost ? "RelayState was sent with the request and did not come back." : "RelayState came back changed.", detail: isLost ? "The identity provider drops it, or the login went on from a page that no longer knew it." : "A default RelayState is set at the identity provider, or something on the way rewrites it.", because: seen(context, "flow/relay-state"), evidence: [...proof("sent", problem.expected, "with the request"), ...proof("came back", problem.actual, "with the response")], fix: problem.fix, confidence: 0.65 };
    }
  }),
  defineCause({
    id: "relay-state",
    title: "RelayState is too long or leads away",
    meaning: "RelayState should be a short token of the service provider. Long ones are cut, and addresses on other hosts can be used for phishing.",
    run: (context) => !has(context, "flow/relay-state-length", "flow/relay-state-address") ? null : { message: has(context, "flow/relay-state-address") ? "RelayState leads to another host." : "RelayState is longer than the standard allows, so it may be lost on the way.", because: seen(context, "flow/relay-state-address", "flow/relay-state-length"), evidence: proof("RelayState", context.expected.relayState, "with the message"), fix: has(context, "flow/relay-state-address") ? remedy("idp", "Clear the RelayState (start URL) at the identity provider, or set it to a page of the service provider.", "relayState") : remedy("sp", "Send a short token as RelayState and keep the address at the service provider.", "relayState"), confidence: 0.6 }
  }),
  defineCause({
    id: "malformed-message",
    title: "The message breaks the schema",
    meaning: "Something that must be there is missing, or stands in the wrong place. Receivers that check the schema refuse the message.",
    run(context) {
      const because2 = seen(context, "response/id", "response/version", "assertion/id", "assertion/version", "response/child-order", "response/repeated-child", "status/several-codes", "assertion/child-order", "assertion/attribute-statement-empty", "response/no-assertion", "status/missing", "assertion/issuer-missing", "response/issuer-missing", "conditions/unknown", "conditions/one-time-use", "subject/confirmation-not-before", "subject/confirmation-no-expiry", "subject/bearer", "request/id", "request/version", "request/consumer-and-index", "request/issuer-missing", "logout/id", "logout/version", "response/issuer-format", "assertion/issuer-format", "request/issuer-format", "logout/issuer-format", "response/error-with-assertion");
      if (because2.length === 0) return null;
      const problem = context.found.get(because2[0]).problem;
      return { message: problem.message, detail: "The identity provider's program or template writes it this way, or the message was put together by hand.", because: because2, evidence: [...proof("found", problem.actual, "in the message"), ...proof("must be", problem.expected, "by the standard")], fix: problem.fix ?? remedy("idp", "Correct the message at the identity provider."), confidence: 0.6 };
    }
  })
];

// shared/diagnoses/identifiers.ts
var audienceOf = (context) => context.found.get("conditions/audience")?.problem.actual;
var stories = {
  "trailing-slash": "One of the two was typed with a slash at the end; they are compared letter by letter.",
  case: "They are compared letter by letter, upper and lower case included.",
  scheme: "One was typed with http where the other has https, or without either.",
  spn: 'Entra puts "spn:" in front of an identifier that is not a URI.',
  "white-space": "A blank or line break came in when the value was copied.",
  www: 'One was taken from the address bar and the other typed without the "www.".',
  port: "One of them names a port that the other does not.",
  "look-alike": "It was typed on another keyboard, or copied out of a text that made hyphens into dashes; somebody may also want to deceive.",
  "double-slash": "One part was put together from pieces that both had a slash.",
  query: "Everything counts, also what follows the question mark.",
  form: "They name the same thing but are compared letter by letter.",
  encoding: "They are compared letter by letter, percent-encoding included."
};
function near(context, check, kinds2) {
  const problem = context.found.get(check)?.problem;
  if (problem?.expected === void 0 || problem.actual === void 0) return null;
  const found2 = nearMiss(problem.expected, problem.actual);
  return found2 !== null && (kinds2 === null || kinds2.includes(found2.kind)) ? found2 : null;
}
var form = ["trailing-slash", "case", "scheme", "spn", "white-space", "www", "port", "double-slash", "query", "form", "encoding", "look-alike"];
var addresses = ["subject/recipient", "response/destination"];
function address(context, wanted3, say) {
  const because2 = seen(context, ...addresses, "flow/destination-and-recipient");
  const first = addresses.find((check) => has(context, check));
  if (first === void 0) return null;
  const miss = near(context, first, form);
  if (!wanted3(miss)) return null;
  const both = addresses.every((check) => has(context, check));
  const name2 = both ? "Destination and Recipient" : first === "subject/recipient" ? "Recipient" : "Destination";
  const field2 = both ? "assertionConsumerService" : first === "subject/recipient" ? "recipient" : "destination";
  return { ...say(name2, miss), because: because2, evidence: pair(context, first, acsName(context.expected), name2), fix: addressFix(context, both ? "the ACS URL (reply URL)" : `the ${name2}`, field2) };
}
function addressFix(context, what, field2) {
  const { sp: sp2 } = context.expected;
  const acs2 = sp2.assertionConsumerService;
  if (sp2.standsInFor === void 0) return remedy("idp", `Enter ${acs2} as ${what}, letter by letter.`, field2, { value: acs2 });
  const real = sp2.standsInFor.assertionConsumerService;
  return remedy("idp", `Let ${what} of this test login be ${acs2}: clear a value that was fixed by hand, or add the address as one more ACS URL (reply URL)${real === void 0 ? "" : ` beside ${real}`}.`, field2, { value: acs2 });
}
var isRealAddress = (context) => {
  const real = context.expected.sp?.standsInFor?.assertionConsumerService;
  return real !== void 0 && addresses.some((check) => context.found.get(check)?.problem.actual === real);
};
var answeredForReal = (context) => {
  const { sp: sp2 } = context.expected;
  return sp2?.standsInFor?.entityID !== void 0 && sp2.standsInFor.entityID !== sp2.entityID && audienceOf(context) === sp2.standsInFor.entityID;
};
var is = (fields2) => fields2.includes(" and ") ? "are" : "is";
function audienceFix({ expected }) {
  const { entityID: entityID3, standsInFor } = expected.sp;
  if (standsInFor === void 0 || isRehearsal(expected)) return remedy("idp", `Enter ${entityID3} as the audience, letter by letter.`, "audience", { value: entityID3 });
  return remedy("idp", `Enter ${entityID3} as the audience of the application made for this test, or switch on Rehearsal to test the one for ${spName(expected)}.`, "audience", { value: entityID3 });
}
var audienceProof = (context) => pair(context, "conditions/audience", entityIDName(context.expected), "Audience");
function isOtherIssuer(context) {
  const check = ["assertion/issuer", "response/issuer"].find((each7) => has(context, each7));
  return check !== void 0 && near(context, check, form) === null;
}
var ownedBy = [
  ["Okta application", /^https?:\/\/www\.okta\.com\/(exk[A-Za-z0-9]+)$/],
  ["Entra tenant", /^https:\/\/sts\.windows\.net\/([0-9a-fA-F-]{36})\/?$/],
  ["Auth0 tenant", /^urn:([a-z0-9.-]+\.auth0\.com)$/],
  ["Google application", /^https:\/\/accounts\.google\.com\/o\/saml2\?idpid=([A-Za-z0-9]+)$/],
  ["Keycloak realm", /^https?:\/\/[^/]+(?:\/auth)?\/realms\/([^/?#]+)$/]
];
function ownerOf(one, other) {
  for (const [what, pattern] of ownedBy) {
    const [first, second] = [pattern.exec(one ?? "")?.[1], pattern.exec(other ?? "")?.[1]];
    if (first !== void 0 && second !== void 0 && first.toLowerCase() !== second.toLowerCase()) return what;
  }
  return null;
}
var identifierCauses = [
  defineCause({
    id: "for-another-application",
    title: "The response is for another application",
    meaning: "Audience and addresses all name another service provider: the response belongs to another application or environment.",
    run(context) {
      const { sp: sp2 } = context.expected;
      const acs2 = sp2?.assertionConsumerService;
      if (audienceOf(context) === void 0 || acs2 === void 0 || !has(context, ...addresses) || near(context, "conditions/audience", form) !== null || answeredForReal(context)) return null;
      const recipient = context.assertion === null ? null : bearerOf(context.facts, context.expected)?.recipient;
      return { message: `This response is for another application: neither its audience nor its address is ${sp2?.name ? `${sp2.name}'s` : "yours"}.`, detail: "Either the wrong tile or bookmark was used, or the values of another environment were entered at the identity provider.", because: seen(context, "conditions/audience", ...addresses), evidence: [...audienceProof(context), ...proof("Recipient", recipient, "in the response"), ...proof(acsName(context.expected), acs2, expectedFrom(acsName(context.expected)))], fix: remedy("idp", `Open the application for ${sp2?.name || "your service provider"} there, and enter ${sp2.entityID} as its audience and ${acs2} as its ACS URL (reply URL).`, "audience", { value: sp2.entityID }), confidence: 0.9 };
    }
  }),
  defineCause({
    id: "audience-is-acs",
    title: "The ACS URL was entered as audience",
    meaning: "Two fields were mixed up at the identity provider: the audience holds the address the response is sent to.",
    run(context) {
      const audience2 = audienceOf(context);
      const { sp: sp2 } = context.expected;
      const acs2 = [sp2?.assertionConsumerService, sp2?.standsInFor?.assertionConsumerService].find((each7) => each7 !== void 0 && audience2 !== void 0 && (audience2 === each7 || nearMiss(each7, audience2)?.kind === "trailing-slash"));
      if (acs2 === void 0) return null;
      return { message: "At the identity provider the ACS URL was entered where the entityID belongs.", because: seen(context, "conditions/audience"), evidence: [...audienceProof(context), ...proof("an ACS URL", acs2, "you gave")], fix: remedy("idp", `Enter ${sp2.entityID} as the audience, and leave the ACS URL in its own field.`, "audience", { value: sp2.entityID }), confidence: 0.97 };
    }
  }),
  defineCause({
    id: "audience-near-miss",
    title: "The audience is spelt differently",
    meaning: "The audience and the entityID of the service provider mean the same but differ in spelling, and they are compared letter by letter.",
    run(context) {
      const miss = near(context, "conditions/audience", form);
      if (miss === null) return null;
      return { message: `The audience is ${entityIDName(context.expected)} spelt differently: they differ ${miss.words}.`, ...stories[miss.kind] === void 0 ? {} : { detail: stories[miss.kind] }, because: seen(context, "conditions/audience"), evidence: audienceProof(context), fix: audienceFix(context), confidence: 0.97 };
    }
  }),
  defineCause({
    id: "other-environment",
    title: "Another environment",
    meaning: "Sandbox and production were mixed up: the values differ only in the word that names the environment, and each environment has an application of its own.",
    run(context) {
      const check = ["conditions/audience", ...addresses, "assertion/issuer", "response/issuer"].find((each7) => near(context, each7, ["environment"]) !== null);
      if (check === void 0 || check === "conditions/audience" && answeredForReal(context) || addresses.includes(check) && isRealAddress(context)) return null;
      const miss = near(context, check, ["environment"]);
      const because2 = seen(context, "conditions/audience", ...addresses, "flow/destination-and-recipient", "assertion/issuer", "response/issuer");
      const { actual, expected } = context.found.get(check).problem;
      const detail = `They differ ${miss.words}.`;
      if (check.endsWith("/issuer")) {
        return { message: "The response is from another environment of the identity provider than the one you set up.", detail, because: because2, evidence: [...proof("Issuer", actual, "in the response"), ...proof("set up", expected, "you gave")], fix: remedy("sp", `Give ${spName(context.expected)}, and this connection, the metadata of the environment the user logs in to.`, "metadata", { from: "metadata" }), confidence: 0.98 };
      }
      const isAudience = check === "conditions/audience";
      return {
        message: `The response is for another environment of ${spName(context.expected)}, as between sandbox and production.`,
        detail,
        because: because2,
        evidence: isAudience ? audienceProof(context) : pair(context, check, acsName(context.expected), check === "subject/recipient" ? "Recipient" : "Destination"),
        fix: isAudience ? audienceFix(context) : addressFix(context, "the ACS URL (reply URL)", "assertionConsumerService"),
        confidence: 0.96
      };
    }
  }),
  defineCause({
    id: "address-is-entity-id",
    title: "The entityID was entered as ACS URL",
    meaning: "Two fields were mixed up at the identity provider: the address the response is sent to holds the entityID of the service provider.",
    run(context) {
      const { sp: sp2 } = context.expected;
      const check = addresses.find((each7) => [sp2?.entityID, sp2?.standsInFor?.entityID].some((entityID3) => entityID3 !== void 0 && entityID3 === context.found.get(each7)?.problem.actual));
      if (check === void 0 || sp2?.assertionConsumerService === void 0) return null;
      return { message: "At the identity provider the entityID was entered where the ACS URL belongs.", because: seen(context, ...addresses, "flow/destination-and-recipient"), evidence: pair(context, check, acsName(context.expected), check === "subject/recipient" ? "Recipient" : "Destination"), fix: addressFix(context, "the ACS URL (reply URL)", "assertionConsumerService"), confidence: 0.97 };
    }
  }),
  defineCause({
    id: "wrong-audience",
    title: "The audience is another service provider",
    meaning: "The assertion says that it is for somebody else, so it must be refused.",
    run(context) {
      const audience2 = audienceOf(context);
      if (audience2 === void 0 || near(context, "conditions/audience", form) !== null) return null;
      const { expected } = context;
      if (answeredForReal(context)) {
        return { message: `The assertion is for ${spName(expected)}, and this login asked as this app's own test service provider.`, detail: `The identity provider gives every login of the application this audience, and for ${spName(expected)} it is the right one.`, because: seen(context, "conditions/audience"), evidence: audienceProof(context), fix: remedy("capture", `Switch on Rehearsal for the test login: it then asks as ${spName(expected)}.`), confidence: 0.97 };
      }
      return { message: `The assertion is for another service provider, ${quote(audience2)}.`, because: seen(context, "conditions/audience"), evidence: audienceProof(context), fix: audienceFix(context), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "no-audience",
    title: "No audience",
    meaning: "The assertion does not say for whom it is, which browser logins require.",
    run: (context) => !has(context, "conditions/audience-missing", "conditions/audience-empty") ? null : { message: "The assertion does not say for whom it is.", because: seen(context, "conditions/audience-missing", "conditions/audience-empty"), evidence: proof(entityIDName(context.expected), context.expected.sp?.entityID, expectedFrom(entityIDName(context.expected))), fix: remedy("idp", `Enter ${context.expected.sp?.entityID ?? "the entityID of the service provider"} as the audience.`, "audience", { value: context.expected.sp?.entityID }), confidence: 0.9 }
  }),
  defineCause({
    id: "address-near-miss",
    title: "The ACS URL is spelt differently",
    meaning: "The address in the response and the ACS URL of the service provider lead to the same place but differ in spelling, and they are compared letter by letter.",
    run: (context) => address(context, (miss) => miss !== null, (fields2, miss) => ({ message: `${fields2} ${is(fields2)} ${acsName(context.expected)} spelt differently: they differ ${miss.words}.`, ...stories[miss.kind] === void 0 ? {} : { detail: miss.kind === "scheme" ? "Often the service provider runs behind a proxy and believes that it is called by http." : stories[miss.kind] }, confidence: 0.95 }))
  }),
  defineCause({
    id: "wrong-address",
    title: "Sent to another address",
    meaning: "The response names another address than the ACS URL of the service provider.",
    run: (context) => address(context, (miss) => miss === null, (fields2) => isRealAddress(context) ? { message: `The identity provider answers to ${spName(context.expected)}'s own ACS URL, not to this app's as the test login asked.`, detail: `For ${spName(context.expected)} itself that is the right address.`, confidence: 0.88 } : { message: `The response is for another address: its ${fields2} ${is(fields2)} not ${acsName(context.expected)}.`, ...fields2.includes(" and ") ? {} : { detail: `Only the ${fields2} is wrong, the ${fields2 === "Recipient" ? "Destination" : "Recipient"} is right: look for a field of its own at the identity provider.` }, confidence: 0.88 })
  }),
  defineCause({
    id: "address-missing",
    title: "No address in it",
    meaning: "The response does not say to which address it belongs, so it could be brought anywhere.",
    run(context) {
      if (!has(context, "subject/recipient-missing", "response/destination-missing", "subject/confirmation-data")) return null;
      const outer = has(context, "response/destination-missing");
      const label = acsName(context.expected);
      return { message: "The response does not say to which ACS URL it belongs.", because: seen(context, "subject/recipient-missing", "response/destination-missing", "subject/confirmation-data"), evidence: proof(label, context.expected.sp?.assertionConsumerService, expectedFrom(label)), fix: remedy("idp", `Enter ${context.expected.sp?.assertionConsumerService ?? "the ACS URL"} as the ${outer ? "Destination" : "Recipient"}.`, outer ? "destination" : "recipient", { value: context.expected.sp?.assertionConsumerService }), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "wrong-issuer",
    title: "From another identity provider",
    meaning: "The Issuer is not the entityID that was set up: the login came from elsewhere, or the entityID was typed by hand.",
    run(context) {
      const check = ["assertion/issuer", "response/issuer"].find((each7) => has(context, each7));
      if (check === void 0) return null;
      const miss = near(context, check, form);
      const { actual, expected } = context.found.get(check).problem;
      const because2 = seen(context, "assertion/issuer", "response/issuer", "assertion/issuers-agree");
      const evidence2 = [...proof("Issuer", actual, "in the response"), ...proof("set up", expected, "you gave")];
      const sp2 = spName(context.expected);
      const owner = ownerOf(actual, expected);
      if (owner !== null) {
        return { message: `The response is from another ${owner} than the one whose metadata you gave.`, detail: `The user logged in to one ${owner}, and the metadata was downloaded from another.`, because: [...because2, ...seen(context, "signature/no-trusted-key", "signature/verified")], evidence: evidence2, fix: remedy("sp", `Give ${sp2}, and this connection, the metadata of the ${owner} the user logged in to.`, "metadata", { from: "metadata" }), confidence: 0.98 };
      }
      if (isOtherIssuer(context) && has(context, "signature/no-trusted-key")) {
        return { message: "The response is from another identity provider than the one you set up: its Issuer and its key are both others.", detail: "Usually the metadata is of another application, tenant or environment than the one the user logged in to.", because: [...because2, ...seen(context, "signature/no-trusted-key", "signature/verified")], evidence: evidence2, fix: remedy("sp", `Give ${sp2}, and this connection, the metadata of the application the user logged in to.`, "metadata", { from: "metadata" }), confidence: 0.97 };
      }
      return {
        message: miss === null ? "The response is from another identity provider than the one you set up." : `The Issuer is the entityID you set up spelt differently: they differ ${miss.words}.`,
        detail: miss !== null ? "The entityID was typed by hand; taking it from the metadata avoids this." : context.facts.signatures.some((signature2) => signature2.result === "verified") ? "The key is the one you gave, so it is the same provider under another name: the application has an Issuer of its own, or the metadata is of another application." : "It is another tenant or environment, or the metadata is of another application.",
        because: because2,
        evidence: evidence2,
        fix: remedy("sp", `Enter ${actual} as the identity provider's entityID (Issuer) at ${sp2}, letter by letter, and give this connection the metadata that says so.`, "idpEntityID", { value: actual, from: "idpEntityID" }),
        confidence: miss === null ? 0.85 : 0.95
      };
    }
  }),
  defineCause({
    id: "two-issuers",
    title: "Response and assertion have different Issuers",
    meaning: "All of a response must come from one identity provider.",
    run: (context) => !has(context, "assertion/issuers-agree") || has(context, "assertion/issuer", "response/issuer") ? null : { message: "The Response and its assertion name different identity providers.", because: seen(context, "assertion/issuers-agree"), evidence: [...proof("Response", context.facts.response?.issuer?.value, "in the response"), ...proof("Assertion", context.assertion?.issuer?.value, "in the response")], fix: remedy("idp", "Send the same entityID as Issuer in both.", "idpEntityID"), confidence: 0.8 }
  })
];

// shared/diagnoses/metadata.ts
function plain(id, title, meaning, checks3, confidence, { message: message2, detail, needed: needed2 = "by the standard" } = {}) {
  return defineCause({
    id,
    title,
    meaning,
    run(context) {
      const because2 = seen(context, ...checks3);
      if (because2.length === 0) return null;
      const first = because2[0];
      const second = detail ?? (message2 === void 0 ? void 0 : messageOf(context, first));
      return { message: message2 ?? messageOf(context, first), ...second === void 0 ? {} : { detail: second }, because: because2, evidence: pair(context, first, "needed", "found").map((item) => item.label === "needed" ? { ...item, from: needed2 === "by the service provider" ? `by ${spName(context.expected)}` : needed2 } : item), fix: fixOf(context, first, remedy("idp", "Download the metadata again.", "metadata")), confidence };
    }
  });
}
var entityID = (context) => proof("entityID", context.facts.metadata?.entities[context.facts.metadata.chosen]?.entityID, "in the metadata");
var metadataCauses = [
  defineCause({
    id: "metadata-of-wrong-side",
    title: "The metadata of the other side",
    meaning: "Service provider and identity provider each have metadata, and the two were mixed up.",
    run: (context) => !has(context, "metadata/wrong-role") ? null : { message: messageOf(context, "metadata/wrong-role"), detail: "The two files are easily mixed up; it has neither the keys nor the addresses that are needed here.", because: seen(context, "metadata/wrong-role"), evidence: [...entityID(context), ...pair(context, "metadata/wrong-role", "needed", "found").map((item) => item.label === "needed" ? { ...item, from: "here" } : item)], fix: fixOf(context, "metadata/wrong-role", remedy("idp", "Download the metadata of the identity provider.", "metadata")), confidence: 1 }
  }),
  defineCause({
    id: "metadata-expired",
    title: "The metadata has expired",
    meaning: "After validUntil nobody may use it. Where Google sets it, the certificate has expired too.",
    run(context) {
      if (!has(context, "metadata/expired")) return null;
      const until = validUntil(context.facts, context.expected);
      const too = has(context, "certificate/expired");
      return { message: `The metadata expired on ${until === null ? "an earlier day" : day(until.at)}${too ? ", and its certificate with it" : ""}.`, because: seen(context, "metadata/expired", "certificate/expired"), evidence: [...proof("validUntil", until?.text, "in the metadata"), ...proof("judged at", day(context.expected.now), "the time given")], fix: remedy("idp", too ? "Create a new certificate at the identity provider, then download the metadata again." : "Download the metadata again from the identity provider.", "metadata"), confidence: 0.95 };
    }
  }),
  plain("no-signing-key", "No signing certificate", "Without a signing certificate no signature of this identity provider can be verified.", ["key/no-signing"], 0.97),
  plain("no-login-address", "No usable login address", "Service providers do not know where to send users, or cannot by the way they have.", ["endpoint/no-sign-on", "endpoint/binding", "endpoint/location-missing", "endpoint/not-absolute"], 0.95),
  plain("no-acs-address", "No usable ACS URL", "Identity providers do not know where to send users back.", ["endpoint/no-consumer", "endpoint/consumer-binding"], 0.95),
  plain("common-metadata", "The metadata of no tenant", "Entra's common metadata has a placeholder where the tenant belongs and fits nobody.", ["metadata/tenant-placeholder"], 1, { message: "This is the metadata of all tenants of Entra, not of yours.", needed: "in yours" }),
  plain("tenant-wide-metadata", "Perhaps the tenant-wide metadata", "In Entra every SAML application has its own certificate; the tenant-wide metadata lists others.", ["metadata/tenant-wide"], 0.6, { needed: "in that of an application" }),
  plain("several-entities", "Which entity is meant", "The file of a federation describes many providers.", ["metadata/entity"], 0.95, { needed: "to be judged" }),
  plain("no-saml-role", "No SAML 2.0 in it", "The metadata describes other protocols or other roles only.", ["metadata/ws-federation-only", "metadata/protocol"], 0.97),
  plain("private-key-exposed", "A private key was handed out", "Whoever has the private key of an identity provider can log in as anybody. It must be replaced when others may have seen it.", ["key/private-key", "certificate/private-key"], 1, { detail: "Whoever has it can log in as anybody. If others may have seen it, treat it as lost.", needed: "here" }),
  plain("public-key-instead-of-certificate", "A public key instead of the certificate", "A bare public key has no name and no dates; service providers want the certificate.", ["key/public-key", "certificate/public-key", "key/key-value"], 0.97, { needed: "here" }),
  plain("certificate-unreadable", "A certificate that cannot be read", "It was cut off or changed when it was copied, or has lines that do not belong there.", ["key/pem-inside", "key/unreadable", "certificate/unreadable"], 0.93, { needed: "here" }),
  plain("other-certificate-file", "Not a certificate", "A signing request, an SSH key or a revocation list was handed in instead of the certificate.", ["certificate/request", "certificate/other-file"], 0.97, { needed: "here" }),
  plain("passphrase-needed", "A passphrase is needed", "The file is protected and cannot be read without its passphrase.", ["certificate/passphrase"], 0.97, { needed: "to open it" }),
  plain("entity-id-missing", "The entityID is missing or malformed", "The entityID is the name by which everything is looked up.", ["metadata/entity-id"], 0.95),
  plain("key-use-misspelt", "The use of a key is misspelt", "Only signing and encryption are allowed; with another word the key is skipped or the file refused.", ["key/use"], 0.93),
  defineCause({
    id: "metadata-edited",
    title: "The metadata was edited",
    meaning: "Signed metadata that was changed is refused by programs that verify it (AD FS: ID6018).",
    run(context) {
      const problem = context.found.get("metadata/signature-broken")?.problem;
      return problem === void 0 ? null : { message: problem.message, detail: "Programs that verify it refuse it, AD FS among them (ID6018).", because: ["metadata/signature-broken"], evidence: [...proof("signed digest", problem.expected, "in the metadata"), ...proof("digest now", problem.actual, "computed here")], fix: problem.fix, confidence: 0.75 };
    }
  }),
  plain("metadata-of-other-entity", "Another identity provider's metadata", "The entityID is not the one that was set up.", ["metadata/other-entity"], 0.6, { needed: "as set up" }),
  defineCause({
    id: "certificate-expired",
    title: "The certificate has expired",
    meaning: "SAML trusts the key and not the dates, so some service providers go on and others stop.",
    run(context) {
      const expired = context.found.get("certificate/expired");
      if (expired === void 0 || has(context, "metadata/expired", "signature/no-trusted-key")) return null;
      const certificates2 = context.facts.certificateFile?.certificates ?? context.facts.signatures.flatMap((signature2) => signature2.verifiedBy?.certificate == null ? [] : [signature2.verifiedBy.certificate]);
      const old = certificates2.find((certificate) => Date.parse(certificate.notAfter) < context.expected.now);
      return { message: expired.problem.message, detail: `Make sure that ${spName(context.expected)} gets the new certificate before the identity provider signs with it.`, because: seen(context, "certificate/expired"), evidence: old === void 0 ? pair(context, "certificate/expired", "counted", "today") : proof("certificate", certificateLine(old), "you gave"), fix: expired.problem.fix, confidence: 0.8 };
    }
  }),
  plain("certificate-not-yet-valid", "The certificate does not count yet", "Service providers that look at its dates refuse it until then.", ["certificate/not-yet-valid"], 0.7, { needed: "to be used" }),
  plain("certificate-expires-soon", "The certificate expires soon", "When it expires or is replaced, logins stop unless the service provider has the new one before.", ["certificate/expires-soon", "metadata/expires-soon"], 0.5, { needed: "for a quiet change" }),
  plain("no-redirect-address", "No login address by redirect", "The service provider sends users by HTTP-Redirect, and the metadata has no such address.", ["endpoint/no-redirect"], 0.6, { needed: "by the service provider" }),
  plain("signed-requests-wanted", "Signed requests are wanted", "The identity provider refuses requests without a signature.", ["metadata/wants-signed-requests"], 0.45),
  plain("addresses-not-public", "Addresses that others cannot reach", "The addresses lead to this machine or a private network, or go over http.", ["endpoint/private-host", "endpoint/http"], 0.4),
  plain("too-many-certificates", "More certificates than fit", "The service provider can hold fewer certificates than there are.", ["key/several", "certificate/several"], 0.4, { needed: "by the service provider" })
];

// shared/diagnoses/other-application.ts
var applicationCertificate = "Microsoft Azure Federated SSO Certificate";
var tenantCertificate = "accounts.accesscontrol.windows.net";
var entraIssuer = /^https:\/\/sts\.windows\.net\/[0-9a-f-]{36}\/?$/i;
var otherApplicationCauses = [
  defineCause({
    id: "metadata-of-other-application",
    title: "Metadata of the tenant or of another application",
    meaning: 'In Entra every SAML application signs with a certificate of its own. Metadata downloaded without "?appid=" is that of the tenant, and that of another application has the same entityID and another key.',
    run(context) {
      const { facts } = context;
      const signature2 = facts.signatures.find((each7) => each7.result === "failed" && each7.failure === "key" && each7.embeddedKeyFits === true);
      const embedded = signature2?.embeddedCertificates[0];
      const issuer = context.assertion?.issuer?.value ?? facts.response?.issuer?.value;
      const entityID3 = context.expected.idp?.entityID;
      if (embedded === void 0 || issuer === void 0 || !entraIssuer.test(issuer) || entityID3 !== void 0 && entityID3 !== issuer || commonName(embedded.subject) !== applicationCertificate) return null;
      const given = facts.trusted.flatMap(({ use, certificate }) => use === "encryption" || certificate === null ? [] : [certificate]);
      const isTenant = given.length > 0 && given.every(({ subject }) => commonName(subject) === tenantCertificate);
      const newest = given.filter(({ subject }) => commonName(subject) === applicationCertificate).map(({ notBefore }) => notBefore).toSorted().at(-1);
      const isOlder = newest !== void 0 && Date.parse(embedded.notBefore) < Date.parse(newest);
      if (!isTenant && !isOlder) return null;
      return {
        message: isTenant ? "The metadata is that of the whole Entra tenant, and the response was signed with the key of one application in it." : "The response comes from the right Entra tenant but was signed with the key of another application, or with one that its application no longer lists.",
        detail: isTenant ? 'The address it was downloaded from lacks "?appid=" with the id of the application.' : `It was signed with a certificate of ${day(embedded.notBefore)}, and yours is of ${day(newest)}: every application of a tenant has the same entityID and a certificate of the same name.`,
        because: seen(context, "signature/no-trusted-key", "signature/verified", "signature/embedded-certificate-differs"),
        evidence: [...proof("signed by", certificateLine(embedded), "in the response"), ...given.slice(0, 3).flatMap((certificate) => proof("you gave", certificateLine(certificate), "you gave"))],
        fix: remedy("sp", `Download the App Federation Metadata of the application the user signs in to (its address ends in "?appid=" and the application id), and give it to ${spName(context.expected)} and to this connection.`, "metadata"),
        confidence: isTenant ? 0.97 : 0.9
      };
    }
  })
];

// shared/diagnoses/request.ts
var requestCauses = [
  defineCause({
    id: "request-of-another-provider",
    title: "The request names another service provider",
    meaning: "The identity provider looks up the application by the Issuer of the request, letter by letter.",
    run: (context) => !has(context, "request/issuer") ? null : { message: messageOf(context, "request/issuer"), because: seen(context, "request/issuer"), evidence: pair(context, "request/issuer", "your entityID", "Issuer"), fix: fixOf(context, "request/issuer", remedy("idp", "Register this entityID.", "entityID")), confidence: 0.9 }
  }),
  defineCause({
    id: "request-to-another-address",
    title: "The request asks for another ACS URL",
    meaning: "An identity provider refuses to answer to an address that is not registered.",
    run: (context) => !has(context, "request/consumer", "request/consumer-http") ? null : { message: messageOf(context, seen(context, "request/consumer", "request/consumer-http")[0]), because: seen(context, "request/consumer", "request/consumer-http"), evidence: pair(context, seen(context, "request/consumer", "request/consumer-http")[0], "your ACS URL", "asked for"), fix: fixOf(context, seen(context, "request/consumer", "request/consumer-http")[0], remedy("sp", "Correct the ACS URL.", "assertionConsumerService")), confidence: 0.85 }
  }),
  defineCause({
    id: "demanding-request",
    title: "The request demands more than it needs",
    meaning: "Every demand in a request (a method, a format, a subject) is a reason for an identity provider to refuse it.",
    run(context) {
      const because2 = seen(context, "request/protocol-binding", "request/subject", "request/scoping", "request/comparison", "request/authn-context", "request/name-id-policy", "request/force-and-passive");
      return because2.length === 0 ? null : { message: messageOf(context, because2[0]), detail: "Leave out what the service provider does not need.", because: because2, evidence: proof("in the request", context.found.get(because2[0]).problem.actual, "in the request"), fix: fixOf(context, because2[0], remedy("sp", "Leave it out.")), confidence: 0.6 };
    }
  }),
  defineCause({
    id: "request-signature",
    title: "The signature of the request does not hold",
    meaning: "An identity provider that checks signatures of requests refuses it.",
    run: (context) => !has(context, "request/signature", "request/destination-missing") ? null : { message: messageOf(context, seen(context, "request/signature", "request/destination-missing")[0]), because: seen(context, "request/signature", "request/destination-missing"), evidence: [], fix: fixOf(context, seen(context, "request/signature", "request/destination-missing")[0], remedy("sp", "Sign the request again.", "signedRequests")), confidence: 0.85 }
  }),
  defineCause({
    id: "logout-refused",
    title: "The logout message will be refused",
    meaning: "Logout messages must be signed, fresh, name the user and answer the right request.",
    run(context) {
      const because2 = seen(context, "logout/signature", "logout/expired", "logout/in-response-to", "logout/name-id-missing", "logout/issuer-missing", "logout/destination-missing", "logout/issuer", "logout/unsigned");
      return because2.length === 0 ? null : { message: messageOf(context, because2[0]), because: because2, evidence: pair(context, because2[0], "expected", "found").map((item) => ({ ...item, from: "in the message" })), fix: fixOf(context, because2[0], remedy("sp", "Correct the logout message.", "singleLogoutService")), confidence: 0.8 };
    }
  })
];

// shared/diagnoses/signature.ts
var isLogin = ({ facts }) => facts.response !== null || facts.assertion !== null;
var byKey = ({ facts }) => facts.signatures.find((signature2) => signature2.result === "failed" && signature2.failure !== "digest");
var changed = ({ facts }) => facts.signatures.find((signature2) => signature2.result === "failed" && signature2.failure === "digest");
var keyChecks2 = ["signature/no-trusted-key", "signature/verified", "signature/embedded-certificate-differs", "certificate/expired"];
var where = ({ facts }) => facts.trusted.some((key2) => key2.source === "metadata") ? "the metadata you gave" : "what you gave";
var isPasted = ({ facts }) => facts.trusted.length > 0 && facts.trusted.every((key2) => key2.source === "certificate");
function keyProof(context, embedded) {
  const given = givenCertificates(context.facts);
  return [
    ...embedded === void 0 ? [] : proof("signed by", certificateLine(embedded), "in the response"),
    ...given.slice(0, 3).flatMap((certificate) => proof("you gave", certificateLine(certificate), `in ${where(context)}`)),
    ...given.length > 0 ? [] : context.facts.trusted.slice(0, 1).flatMap((key2) => proof("you gave", `SHA-256 of the key ${key2.keySha256}`, `in ${where(context)}`))
  ];
}
var renew3 = ({ expected }, what) => remedy("sp", handOver(expected, what), "signingCertificate", { from: "metadata" });
function optionWords({ expected }, words2) {
  const guide = expected.idp?.guide;
  return guide !== void 0 && Object.hasOwn(words2, guide) ? ` (${words2[guide]})` : "";
}
var signTheAssertion = { entra: "Signing Option: Sign SAML assertion", okta: "Assertion Signature: Signed", keycloak: "Sign Assertions: On", google: "clear Signed response", auth0: "signResponse: false", adfs: "SamlResponseSignature AssertionOnly" };
function replacement(embedded, before2) {
  const name2 = `CN=${commonName(embedded.subject)}`;
  const from = day(embedded.notBefore);
  const then = day(before2.notBefore);
  if (from === then) return `Its certificate is called ${name2} like yours and holds another key: it was replaced.`;
  return from > then ? `It seems to have changed its certificate: the new one, also called ${name2}, is valid from ${from}; yours is from ${then}.` : `It signs with an older certificate, also called ${name2} and valid from ${from}, than yours of ${then}: the new one may not be active there yet.`;
}
var signatureCauses = [
  defineCause({
    id: "no-key-given",
    title: "Nothing to verify with",
    meaning: "A signature can be verified only with the identity provider's certificate, and none was given. The certificate inside the message may be anybody's.",
    run(context) {
      const { facts } = context;
      if (facts.trusted.some((key2) => key2.use !== "encryption") || (context.expected.idp?.keys.length ?? 0) > 0 || facts.response === null && facts.assertion === null) return null;
      const signature2 = facts.signatures[0];
      if (signature2 === void 0 || facts.signatures.some((each7) => each7.result !== "not-checked")) return null;
      return {
        message: "You gave no metadata and no certificate of the identity provider, so nothing could be verified.",
        because: ["signature/verified"],
        evidence: signature2.embeddedCertificates.slice(0, 1).flatMap((certificate) => proof("says it was signed by", certificateLine(certificate), "in the response")),
        fix: remedy("capture", "Give the metadata or signing certificate of the identity provider, from its console.", "metadata"),
        confidence: 0.3
      };
    }
  }),
  defineCause({
    id: "signed-with-encryption-key",
    title: "Signed with the encryption key",
    meaning: "The key that signed is known, but the metadata gives it for encryption only.",
    run(context) {
      const signature2 = byKey(context);
      const certificate = signature2?.embeddedCertificates[0];
      const own = context.facts.trusted.filter((key2) => key2.use === "encryption");
      const tried = signature2?.otherKeyFits != null && signature2.otherKeyFits >= (context.expected.otherKeys?.length ?? 0);
      if (signature2 === void 0 || !isLogin(context) || !tried && !(signature2.embeddedKeyFits === true && own.some((key2) => key2.keySha256 === certificate?.keySha256))) return null;
      return { message: "The identity provider signed with a key that its metadata gives for encryption only.", because: seen(context, ...keyChecks2), evidence: keyProof(context, certificate), fix: remedy("idp", 'Publish the key for signing too (use="signing" or no use), or sign with the signing key, then download the metadata again.', "signingCertificate"), confidence: 0.95 };
    }
  }),
  defineCause({
    id: "before-or-after-rollover",
    title: "The other side of a planned rollover",
    meaning: "The key that signed counts only before the rollover noted on the connection, or only after it, and the login is judged at the other side of it.",
    run(context) {
      const { rollover } = context.expected.idp ?? {};
      const signature2 = context.facts.signatures.find((each7) => each7.result === "not-checked" || each7.result === "failed" && each7.failure === "key");
      if (rollover === void 0 || signature2 === void 0 || !isLogin(context)) return null;
      const { at } = rollover;
      const source2 = signature2.otherKeyFits === null ? void 0 : context.expected.otherKeys?.[signature2.otherKeyFits]?.source;
      const embedded = signature2.embeddedCertificates[0];
      const isUnknown = rollover.keys.length === 0 && context.expected.now >= at;
      if (source2 !== beforeRollover && source2 !== afterRollover && !isUnknown) return null;
      const evidence2 = [...proof("rollover", moment(at), "on the connection"), ...proof("judged at", moment(context.expected.now), "the time given"), ...embedded === void 0 ? [] : proof("signed by", certificateLine(embedded), "in the response"), ...givenCertificates(context.facts).slice(0, 1).flatMap((certificate) => proof("counts then", certificateLine(certificate), "you gave"))];
      const because2 = seen(context, ...keyChecks2);
      if (isUnknown && source2 !== beforeRollover) return { message: `From the rollover planned for ${moment(at)} on only the next certificate counts, and it is not noted on the connection.`, because: because2, evidence: evidence2, fix: remedy("capture", "Note the next certificate beside the rollover under Certificates, as soon as the identity provider shows it.", "signingCertificate"), confidence: 0.9 };
      if (source2 === afterRollover) return { message: `The response is signed with the key that counts only after the rollover planned for ${moment(at)}.`, detail: "The identity provider signs with its new key already.", because: because2, evidence: evidence2, fix: renew3(context), confidence: 0.98 };
      return { message: `The response is signed with the key that the rollover planned for ${moment(at)} replaces: after it such a login is refused.`, detail: `Logins work on if the identity provider signs with its new key by then, and ${spName(context.expected)} has the new certificate.`, because: because2, evidence: evidence2, fix: renew3(context, "the next certificate of the identity provider"), confidence: 0.98 };
    }
  }),
  defineCause({
    id: "key-of-earlier-login",
    title: "The key of an earlier login",
    meaning: "The key that signed is none of those given, and an earlier login that passed was signed with it: the metadata was replaced, or the identity provider went back to its old key.",
    run(context) {
      const signature2 = byKey(context);
      const other = signature2?.otherKeyFits == null ? void 0 : context.expected.otherKeys?.[signature2.otherKeyFits];
      if (signature2 === void 0 || !isLogin(context) || other === void 0 || !other.source.startsWith(earlierLogin)) return null;
      return { message: `The response was signed with a key that is not in ${where(context)}, and ${other.source} was signed with it.`, detail: "Either the metadata was replaced by that of another application, or the identity provider signs with its old key again.", because: seen(context, ...keyChecks2), evidence: [...proof("key of", other.source, "on this machine"), ...keyProof(context, signature2.embeddedCertificates[0])], fix: renew3(context), confidence: 0.97 };
    }
  }),
  defineCause({
    id: "key-of-other-connection",
    title: "The key of another connection",
    meaning: "The key that signed belongs to another identity provider or application that is set up here.",
    run(context) {
      const signature2 = byKey(context);
      if (signature2 === void 0 || !isLogin(context) || signature2.otherKeyFits === null) return null;
      const other = context.expected.otherKeys?.[signature2.otherKeyFits];
      if (other === void 0 || other.source === beforeRollover || other.source === afterRollover || other.source.startsWith(earlierLogin)) return null;
      return { message: `The response was signed with the key of another provider that you know: ${other.source}.`, detail: "Metadata and login belong to different applications or tenants.", because: seen(context, ...keyChecks2), evidence: [...proof("key of", other.source, "on this machine"), ...keyProof(context, signature2.embeddedCertificates[0])], fix: renew3(context, "the metadata of the application the user logged in to"), confidence: 0.97 };
    }
  }),
  defineCause({
    id: "key-not-in-metadata",
    title: "A key that was not given",
    meaning: "The signature is sound, but the key that made it is none of those the admin gave. Most often the identity provider changed its certificate.",
    run(context) {
      const signature2 = byKey(context);
      if (signature2 === void 0 || !isLogin(context) || signature2.embeddedKeyFits === false || isOtherIssuer(context)) return null;
      const embedded = signature2.embeddedCertificates[0];
      const given = givenCertificates(context.facts);
      const before2 = embedded === void 0 ? void 0 : given.find((certificate) => certificate.subject === embedded.subject);
      const detail = before2 !== void 0 && embedded !== void 0 ? replacement(embedded, before2) : embedded !== void 0 && before2 === void 0 && given.length > 0 ? `Its certificate is called CN=${commonName(embedded.subject)} and yours CN=${commonName(given[0].subject)}: the metadata may be of another tenant or application.` : embedded === void 0 ? "The response does not say with which certificate it was signed." : void 0;
      return {
        message: isPasted(context) ? "The certificate you gave is not the one that the identity provider signs with." : `The identity provider signed with a key that is not in ${where(context)}.`,
        ...detail === void 0 ? {} : { detail },
        because: seen(context, ...keyChecks2),
        evidence: keyProof(context, embedded),
        fix: renew3(context),
        confidence: signature2.embeddedKeyFits === true ? 0.95 : 0.7
      };
    }
  }),
  defineCause({
    id: "signature-damaged",
    title: "The signature itself is damaged",
    meaning: "Not even the key whose certificate stands in the message made the signature: its value or what it signs was changed.",
    run(context) {
      const signature2 = byKey(context);
      if (signature2 === void 0 || !isLogin(context) || signature2.embeddedKeyFits !== false) return null;
      return { message: "The signature does not fit even the certificate that comes with it, so it was changed or made wrongly.", detail: context.expected.origin === "network" ? "Something on the way altered it, or somebody did." : "Either the text was damaged when it was captured, or somebody altered it.", because: seen(context, ...keyChecks2), evidence: keyProof(context, signature2.embeddedCertificates[0]), fix: unedited(context.expected.origin), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "signed-before-encryption",
    title: "Encrypted after it was signed",
    meaning: "The Response was signed first and its assertion encrypted afterwards, which breaks the signature of the Response.",
    run(context) {
      const signature2 = changed(context);
      const { facts } = context;
      if (signature2 === void 0 || facts.response === null || signature2.parent !== facts.response.node || facts.response.encryptedAssertions === 0 || !facts.response.assertions.some((assertion) => assertion.coveredBy.length > 0)) return null;
      return { message: "The identity provider signed the Response first and encrypted the assertion afterwards, which broke its own signature.", detail: "The signature of the assertion itself holds.", because: seen(context, "signature/digest-mismatch"), evidence: [...proof("signed digest", signature2.digestClaimed, "in the response"), ...proof("digest now", signature2.digestComputed, "computed here")], fix: remedy("idp", "Set the identity provider to encrypt first and then sign, or to sign the assertion only.", "signResponse"), confidence: 0.9 };
    }
  }),
  defineCause({
    id: "content-changed",
    title: "Changed after signing",
    meaning: "The signed digest and that of what stands here differ: the content was changed after it was signed, be it by one line break.",
    run(context) {
      const signature2 = changed(context);
      if (signature2 === void 0 || !isLogin(context)) return null;
      return {
        message: `The ${signature2.parentName} was changed after it was signed.`,
        detail: context.expected.origin === "network" ? "It came here straight from the browser, so something rewrote it between the identity provider and here, or somebody tampered with it." : "Usually the capture was pretty-printed or edited, or a proxy rewrote it; it can also be that somebody tampered with it.",
        because: seen(context, "signature/digest-mismatch", "signature/verified"),
        evidence: [...proof("signed digest", signature2.digestClaimed, "in the response"), ...proof("digest now", signature2.digestComputed, "computed here")],
        fix: unedited(context.expected.origin),
        confidence: 0.9
      };
    }
  }),
  defineCause({
    id: "not-signed",
    title: "Nothing is signed",
    meaning: "Neither Response nor assertion carries a signature, so anybody could have written them.",
    run: (context) => !has(context, "signature/missing") ? null : { message: "Nothing in this response is signed, so no service provider may accept it.", detail: "Either signing is switched off for this application, or somebody took the signature away.", because: seen(context, "signature/missing", "signature/assertion-not-signed", "signature/response-not-signed"), evidence: proof("signatures", "0", "in the response"), fix: remedy("idp", `Switch on signing of the assertion for this application${optionWords(context, signTheAssertion)}. If it is on already, do not accept the message.`, "signAssertion"), confidence: 0.95 }
  }),
  defineCause({
    id: "only-response-signed",
    title: "Only the Response is signed",
    meaning: "The service provider looks for a signature on the assertion itself, and only the Response around it has one.",
    run: (context) => !has(context, "signature/assertion-not-signed") || !responseSigned(context.facts) ? null : { message: `Only the Response is signed, and ${spName(context.expected)} wants a signature on the assertion itself.`, because: seen(context, "signature/assertion-not-signed"), evidence: [...proof("signed", "Response", "in the response"), ...proof("wanted", "Assertion", `by ${spName(context.expected)}`)], fix: remedy("idp", `Set the identity provider to sign the assertion, or both${optionWords(context, signTheAssertion)}.`, "signAssertion"), confidence: 0.95 }
  }),
  defineCause({
    id: "only-assertion-signed",
    title: "Only the assertion is signed",
    meaning: "The service provider looks for a signature on the Response, and only the assertion in it has one.",
    run: (context) => !has(context, "signature/response-not-signed") || context.assertion === null || signatureOf(context.facts, context.assertion.node) === null ? null : { message: `Only the assertion is signed, and ${spName(context.expected)} wants the Response signed.`, because: seen(context, "signature/response-not-signed"), evidence: [...proof("signed", "Assertion", "in the response"), ...proof("wanted", "Response", `by ${spName(context.expected)}`)], fix: remedy("idp", `Set the identity provider to sign the Response, or both${optionWords(context, { entra: "Signing Option: Sign SAML response", okta: "Response Signature: Signed", keycloak: "Sign Documents: On", google: "tick Signed response", auth0: "signResponse: true", adfs: "SamlResponseSignature MessageOnly" })}.`, "signResponse"), confidence: 0.95 }
  }),
  defineCause({
    id: "forbidden-algorithm",
    title: "An algorithm that is never verified",
    meaning: "The signature is made with an algorithm or a key that proves nothing any more.",
    run(context) {
      const because2 = seen(context, "signature/signature-algorithm", "signature/digest-algorithm");
      if (because2.length === 0) return null;
      return { message: "The response is signed in a way that is too weak to be verified at all.", detail: messageOf(context, because2[0]), because: because2, evidence: proof("found", context.found.get(because2[0]).problem.actual, "in the response"), fix: remedy("idp", "Set the signature algorithm to RSA-SHA256, with a key of at least 2048 bits.", "signatureAlgorithm"), confidence: 0.95 };
    }
  }),
  defineCause({
    id: "weak-algorithm",
    title: "Signed with SHA-1",
    meaning: "SHA-1 is outdated for signatures. Many service providers refuse it, and strict policy does so here.",
    run(context) {
      const because2 = seen(context, "signature/weak-algorithm", "signature/weak-digest");
      const signature2 = context.facts.signatures.find((each7) => signatureAlgorithms[each7.signatureMethod ?? ""]?.strength === "weak") ?? context.facts.signatures[0];
      if (because2.length === 0 || signature2 === void 0) return null;
      return { message: "The identity provider signs with SHA-1, which is outdated and refused by many service providers.", because: because2, evidence: [...proof("signature", signature2.signatureMethod === null ? null : shortName(signature2.signatureMethod), "in the response"), ...proof("digest", signature2.digestMethod === null ? null : shortName(signature2.digestMethod), "in the response")], fix: remedy("idp", "Set the signature algorithm to RSA-SHA256 and the digest algorithm to SHA-256.", "signatureAlgorithm"), confidence: 0.9 };
    }
  }),
  defineCause({
    id: "weak-signing-key",
    title: "The signing key is too short",
    meaning: "A key this short can be broken by those who try hard enough.",
    run(context) {
      const because2 = seen(context, "signature/weak-key", "certificate/weak-key");
      return because2.length === 0 ? null : { message: "The key of the identity provider is too short to be safe.", because: because2, evidence: proof("key", context.found.get(because2[0]).problem.actual, "in its certificate"), fix: fixOf(context, because2[0], renew3(context)), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "renewed-certificate",
    title: "A certificate nobody told you about",
    meaning: "The message carries another certificate than the one given, and yet a given key made the signature.",
    run(context) {
      const signature2 = context.facts.signatures.find((each7) => each7.result === "verified" && each7.embeddedCertificates.length > 0);
      if (signature2 === void 0 || !has(context, "signature/embedded-certificate-differs")) return null;
      return { message: `The response carries another certificate (${shortFingerprint(signature2.embeddedCertificates[0].sha256)}) than the ${plural(givenCertificates(context.facts).length, "one", "ones")} you gave, though a key you gave signed it.`, because: seen(context, "signature/embedded-certificate-differs"), evidence: keyProof(context, signature2.embeddedCertificates[0]), fix: renew3(context), confidence: 0.5 };
    }
  })
];

// shared/diagnoses/status.ts
var stateOf = ({ facts }) => {
  const state = facts.response?.status ?? facts.logout?.status ?? null;
  return state === null || state.codes.length === 0 || isSuccess(state) && !state.codes.includes(status.partialLogout) ? null : state;
};
var evidence = (state) => [...proof("status", codePath(state), "in the response"), ...proof("message", state.message?.trim(), "in the response")];
var because = (context) => seen(context, "status/success", "logout/status", "status/top-level-code");
function reported(code, id, title, message2, detail, retort) {
  return defineCause({
    id,
    title,
    meaning: `${capital(statusWords[code].says)}.`,
    run(context) {
      const state = stateOf(context);
      if (state === null || tellingCode(state) !== code || entraCode(state) !== null || adfsCode(state) !== null) return null;
      const { request } = context.expected;
      const said2 = request?.isPassive === void 0 ? null : retort?.(request, context) ?? null;
      return { message: message2, ...detail === void 0 ? {} : { detail }, fix: statusWords[code].fix, ...said2, because: because(context), evidence: evidence(state), confidence: 0.95 };
    }
  });
}
var signInLog = remedy("idp", "Look up this login in the sign-in log of the identity provider, by its time: it says what was really wrong.", "signInLog");
var inRequest = ({ expected }, option, otherwise) => expected.sp?.standsInFor === void 0 ? otherwise : remedy("capture", `${option} in the options of the test login.`);
var passive = (request, context) => request.isPassive === false ? { message: "The identity provider says that it may not show its login page (NoPassive), although the request allows it.", fix: signInLog } : { message: "The user had no session, and the request forbids the identity provider to show its login page (IsPassive).", fix: inRequest(context, "Switch IsPassive off", statusWords["NoPassive"].fix) };
function format(request, context) {
  const wanted3 = context.expected.sp?.requires?.nameIDFormat;
  if (request.nameIDFormat !== void 0) return { message: `The request demands the NameID format ${shortName(request.nameIDFormat)}, which the identity provider cannot issue for this application.`, fix: inRequest(context, "Leave the NameIDPolicy format open", statusWords["InvalidNameIDPolicy"].fix) };
  return {
    message: "The identity provider cannot issue a NameID for this application, although the request demands no format.",
    detail: "The format that is set for the application does not go with the attribute the NameID is taken from, most likely.",
    fix: remedy("idp", wanted3 === void 0 ? "Set a NameID format for this application that the identity provider can issue." : `Set the NameID format of this application to ${shortName(wanted3)} (${wanted3}).`, "nameIDFormat", { value: wanted3 })
  };
}
var method = (request, context) => (request.authnContextClassRefs?.length ?? 0) === 0 ? { message: "The identity provider says that it cannot log the user in as demanded, although the request demands no way of logging in.", detail: "A policy of its own asks for something this user cannot do, most likely.", fix: signInLog } : { message: `The request demands a way of logging in that the identity provider cannot meet: ${shortName(request.authnContextClassRefs[0])}.`, fix: inRequest(context, "Leave RequestedAuthnContext open", statusWords["NoAuthnContext"].fix) };
var entraCodes = {
  AADSTS50011: { message: "The ACS URL of the request is not registered at Entra.", fix: remedy("idp", "Add the ACS URL of the request, letter by letter, to the reply URLs of the application.", "assertionConsumerService") },
  AADSTS700016: { message: "Entra has no application with the entityID of the request in this tenant.", fix: remedy("idp", "Set the Identifier (Entity ID) of the application to the Issuer of the request, letter by letter, in the right tenant.", "entityID") },
  AADSTS650056: { message: "The application is not set up for the entityID of the request.", fix: remedy("idp", "Set the Identifier (Entity ID) of the application to the Issuer of the request.", "entityID") },
  AADSTS50105: { message: "The user is not assigned to the application in Entra.", fix: remedy("idp", "Assign the user, or a group the user is in directly (nested groups do not count), to the application.", "assignment") },
  AADSTS501241: { message: "The attribute the NameID is taken from is empty for this user.", fix: remedy("idp", "Fill the user's attribute (often user.mail), or take the NameID from another one.", "nameID") },
  AADSTS75011: { message: "The user's session was made by another method than the request demands.", fix: remedy("sp", 'Remove RequestedAuthnContext from the request, or send ForceAuthn="true".', "authnContext") },
  AADSTS75016: { message: "Entra does not know the NameID format that the request demands.", fix: remedy("sp", "Remove NameIDPolicy from the request, or ask for emailAddress, unspecified, persistent or transient.", "nameIDFormat") },
  AADSTS750161: { message: "Entra does not know the NameID format that the request demands.", fix: remedy("sp", "Remove NameIDPolicy from the request, or ask for emailAddress, unspecified, persistent or transient.", "nameIDFormat") },
  AADSTS75008: { message: "The Destination of the request is not this tenant's address.", fix: remedy("sp", "Set the login address of the identity provider to that of this tenant.", "singleSignOnService") },
  AADSTS75003: { message: "The request asks to be answered by another way than HTTP-POST.", fix: remedy("sp", "Ask for HTTP-POST as ProtocolBinding.", "binding") },
  AADSTS75005: { message: "Entra could not read the request.", fix: remedy("sp", "Decode the request and correct what is missing or wrongly encoded.") },
  AADSTS75006: { message: "The request asks for something Entra does not support.", fix: remedy("sp", "Remove the property that the message names (SPNameQualifier, often) from the request.") },
  AADSTS76021: { message: "Entra wants signed requests, and this one was not signed or signed in the wrong place.", fix: remedy("sp", 'Sign the request, or switch off "Require verification certificates" at the application.', "signedRequests") },
  AADSTS76026: { message: "The request was issued too long ago for Entra.", fix: remedy("clock", "Set the clock of the service provider by NTP.", "clock") },
  AADSTS7500529: { message: "The ID of the request is no XML name: it starts with a digit.", fix: remedy("sp", "Put an underscore in front of request IDs.") },
  AADSTS50058: { message: "The user has no session at Entra, and the request forbids asking (IsPassive).", fix: remedy("sp", 'Send the request without IsPassive="true".') }
};
var statusCauses = [
  defineCause({
    id: "entra-refused",
    title: "Entra says why",
    meaning: "The status message holds an AADSTS code of Microsoft Entra, which names the cause.",
    run(context) {
      const state = stateOf(context);
      const code = state === null ? null : entraCode(state);
      if (state === null || code === null) return null;
      const known3 = entraCodes[code];
      return {
        message: known3 === void 0 ? `Entra refused the login with ${code}.` : `${known3.message.replace(/\.$/, "")} (${code}).`,
        because: because(context),
        evidence: [...proof("code", code, "in the response"), ...evidence(state)],
        fix: known3?.fix ?? remedy("idp", `Look up ${code} at https://login.microsoftonline.com/error?code=${code.slice(6)}, and this login in the sign-in log of Entra.`, "signInLog"),
        confidence: known3 === void 0 ? 0.8 : 0.97
      };
    }
  }),
  defineCause({
    id: "adfs-refused",
    title: "AD FS says why",
    meaning: "The status message holds an MSIS code of AD FS; the event log of the server says more (event 364).",
    run(context) {
      const state = stateOf(context);
      const code = state === null ? null : adfsCode(state);
      if (state === null || code === null) return null;
      const nameID2 = code === "MSIS7070" || code === "MSIS1000" || tellingCode(state) === "InvalidNameIDPolicy";
      return {
        message: nameID2 ? `AD FS has no rule that issues a NameID of the format the request demands (${code}).` : `AD FS refused the login with ${code}.`,
        because: because(context),
        evidence: [...proof("code", code, "in the response"), ...evidence(state)],
        fix: nameID2 ? remedy("idp", "Add a claim rule that transforms the e-mail address to Name ID with the requested format, or drop the Format from the request.", "nameIDFormat") : remedy("idp", `Look up ${code} in the event log AD FS/Admin (event 364).`, "signInLog"),
        confidence: 0.9
      };
    }
  }),
  reported("AuthnFailed", "login-failed-there", "The user could not be authenticated", "The identity provider could not authenticate the user, or the user cancelled.", "Nothing is wrong with the connection itself."),
  reported("NoPassive", "no-session", "No session, and asking was forbidden", "The user had no session, and the request forbade the identity provider to show its login page (IsPassive).", void 0, passive),
  reported("RequestDenied", "request-denied", "Refused by policy", "The identity provider refuses this user or this request by its policy.", "Usually the user is not assigned to the application. Some want the request signed."),
  reported("InvalidNameIDPolicy", "name-id-policy", "The demanded NameID format cannot be issued", "The request demands a NameID format that the identity provider cannot issue for this application.", void 0, format),
  reported("NoAuthnContext", "authn-context", "The demanded way of logging in cannot be met", "The request demands a way of logging in that the identity provider cannot meet.", void 0, method),
  reported("RequestUnsupported", "request-unsupported", "The request asks for too much", "The request asks for something that the identity provider does not support."),
  reported("UnsupportedBinding", "unsupported-binding", "The demanded binding is not supported", "The request asks to be answered by a binding that the identity provider does not have."),
  reported("UnknownPrincipal", "unknown-user", "The user is not known there", "The identity provider does not know this user."),
  reported("VersionMismatch", "version-mismatch", "Versions do not match", "The identity provider does not speak the SAML version of the request."),
  reported("PartialLogout", "partial-logout", "Not everywhere logged out", "Not all applications could be logged out."),
  defineCause({
    id: "request-at-fault",
    title: "The request is at fault",
    meaning: "The identity provider says that the request of the service provider is wrong (Requester), without a closer reason.",
    run(context) {
      const state = stateOf(context);
      if (state === null || tellingCode(state) !== "Requester" || entraCode(state) !== null || adfsCode(state) !== null) return null;
      return { message: `The identity provider finds fault with the request${context.expected.sp?.standsInFor === void 0 ? ` of ${spName(context.expected)}` : ""}.`, detail: state.message === null ? "It gives no reason; the usual ones are an unknown Issuer, an ACS URL that is not registered, or a missing signature." : `It says: ${said(state.message)}`, because: because(context), evidence: evidence(state), fix: statusWords["Requester"].fix, confidence: 0.7 };
    }
  }),
  defineCause({
    id: "identity-provider-failed",
    title: "The identity provider failed",
    meaning: "The identity provider reports an error at its own side (Responder) or a status of its own.",
    run(context) {
      const state = stateOf(context);
      if (state === null || entraCode(state) !== null || adfsCode(state) !== null) return null;
      const code = tellingCode(state);
      if (code !== "Responder" && ["AuthnFailed", "NoPassive", "RequestDenied", "InvalidNameIDPolicy", "NoAuthnContext", "RequestUnsupported", "UnsupportedBinding", "UnknownPrincipal", "VersionMismatch", "PartialLogout", "Requester"].includes(code)) return null;
      const known3 = statusWords[code];
      return { message: known3 === void 0 || code === "Responder" ? "The identity provider failed at its own side while answering." : `The identity provider refused: ${known3.says}.`, ...state.message === null ? {} : { detail: `It says: ${said(state.message)}` }, because: because(context), evidence: evidence(state), fix: known3?.fix ?? statusWords["Responder"].fix, confidence: 0.7 };
    }
  })
];

// shared/diagnoses/subject.ts
var nameIDOf2 = ({ assertion }) => assertion?.subject?.nameID ?? null;
var emailElsewhere = ({ assertion }) => assertion?.attributes.find((attribute2) => attribute2.values.length === 1 && isEmail(attribute2.values[0].trim()));
var nameIDChecks2 = ["name-id/email", "name-id/opaque", "name-id/email-address", "name-id/format-required", "name-id/format-requested"];
var sources = { entra: "user.mail", okta: "Email", adfs: "E-Mail-Addresses", auth0: "the email claim", google: "Primary email", keycloak: "Name ID Format: email, and Force Name ID Format: On" };
var sourceWords = ({ expected }) => expected.idp?.guide !== void 0 && Object.hasOwn(sources, expected.idp.guide) ? ` (${sources[expected.idp.guide]})` : "";
function twice({ assertion }) {
  const attributes = assertion?.attributes ?? [];
  const name2 = attributes.find((attribute2, index) => attributes.findIndex((each7) => each7.name === attribute2.name) < index)?.name;
  return attributes.filter((attribute2) => attribute2.name === name2).slice(0, 4).flatMap((attribute2, index) => proof(`value ${index + 1}`, attribute2.values.slice(0, 3).join(", "), "in the response"));
}
var subjectCauses = [
  defineCause({
    id: "no-name-id",
    title: "No NameID",
    meaning: "The assertion does not say who logged in: no rule issues a NameID, or its source is empty for this user.",
    run: (context) => !has(context, "name-id/missing", "name-id/empty", "subject/missing") ? null : { message: "The assertion does not say who logged in: its NameID is missing or empty.", detail: "The attribute it is taken from is empty for this user, or no rule issues it.", because: seen(context, "name-id/missing", "name-id/empty", "subject/missing"), evidence: proof("e-mail in the attributes", emailElsewhere(context)?.values[0], "in the response"), fix: remedy("idp", `Issue a NameID for this application, taken from an attribute that every user has: usually the e-mail address${sourceWords(context)}.`, "nameID"), confidence: 0.95 }
  }),
  defineCause({
    id: "opaque-name-id",
    title: "An internal identifier as NameID",
    meaning: "The NameID is a random looking value that only the identity provider knows. It matches no account elsewhere.",
    run(context) {
      const nameID2 = nameIDOf2(context);
      if (nameID2 === null || !looksOpaque(nameID2.value) || nameID2.format === nameIDFormat.transient || !has(context, ...nameIDChecks2)) return null;
      const guide = context.expected.idp?.guide;
      const auth0 = nameID2.value.includes("|") || guide === "auth0";
      return {
        message: `The NameID is an internal identifier, where ${has(context, "name-id/email", "name-id/format-required") ? `${spName(context.expected)} needs an e-mail address` : "a name is needed"}.`,
        detail: auth0 ? "Auth0 falls back to its user id when no e-mail attribute is mapped to the NameID." : `${guide === "entra" || guide === void 0 ? "Entra sends such a value" : "Some identity providers send such a value"} when the attribute for the NameID is empty for the user${guide === "entra" ? ', or when the request asks for "unspecified"' : ""}.`,
        because: seen(context, ...nameIDChecks2),
        evidence: [...proof("NameID", nameID2.value, "in the response"), ...proof("format", nameID2.format, "in the response"), ...proof("e-mail in the attributes", emailElsewhere(context)?.values[0], "in the response")],
        fix: remedy("idp", auth0 ? "Set nameIdentifierProbes to the e-mail claim, and map email." : `Take the NameID from the user's e-mail address${guide === void 0 ? " (in Entra: user.mail)" : sourceWords(context)}, and fill it for this user.`, "nameID"),
        confidence: 0.95
      };
    }
  }),
  defineCause({
    id: "name-id-not-email",
    title: "The NameID is not an e-mail address",
    meaning: "The service provider finds accounts by e-mail address, and the NameID is something else.",
    run(context) {
      const nameID2 = nameIDOf2(context);
      if (nameID2 === null || looksOpaque(nameID2.value) || !has(context, "name-id/email", "name-id/email-address")) return null;
      if (has(context, "name-id/format-required") && (nameID2.format === nameIDFormat.transient || nameID2.format === nameIDFormat.persistent)) return null;
      const other = emailElsewhere(context);
      return { message: `The NameID ${quote(nameID2.value)} is not an e-mail address${has(context, "name-id/email") ? `, and ${spName(context.expected)} needs one` : ", although it says that it is"}.`, detail: other === void 0 ? "No attribute holds an e-mail address either: the user may have none in the directory." : `The e-mail address is there, as the attribute ${quote(other.name)}.`, because: seen(context, "name-id/email", "name-id/email-address", "name-id/format-required", "name-id/format-requested"), evidence: [...proof("NameID", nameID2.value, "in the response"), ...proof("e-mail in the attributes", other?.values[0], "in the response")], fix: remedy("idp", `Take the NameID from the user's e-mail address${sourceWords(context)}, with the format emailAddress.`, "nameID"), confidence: 0.93 };
    }
  }),
  defineCause({
    id: "name-id-other-than-email",
    title: "The NameID is another address than the e-mail attribute",
    meaning: "The NameID looks like an e-mail address and is not the user's: a user principal name (UPN), an alias, or the same address in other letter case. The service provider may not find the account.",
    run(context) {
      const problem = context.found.get("name-id/other-email")?.problem;
      const nameID2 = nameIDOf2(context)?.value ?? "";
      if (problem === void 0) return null;
      const isCase = nameID2.toLowerCase() === problem.expected?.toLowerCase();
      const isUPN = /\.onmicrosoft\.com$/i.test(nameID2) || context.assertion?.attributes.some(({ name: name2, values: values2 }) => /upn|userprincipalname|claims\/name$/i.test(name2) && values2[0] === nameID2) === true;
      return {
        message: isCase ? "The NameID and the e-mail attribute are the same address in different letter case." : isUPN ? "The NameID is the user principal name (UPN), and the user's e-mail address is another one." : "The NameID is another address than the e-mail attribute.",
        detail: `${capital(spName(context.expected))} finds the account by the NameID; ${isCase ? "some service providers compare it letter by letter" : "an account under the other address is not found, or made a second time"}.`,
        because: seen(context, "name-id/other-email"),
        evidence: [...proof("NameID", problem.actual, "in the response"), ...proof("e-mail attribute", problem.expected, "in the response")],
        fix: isCase ? problem.fix : remedy("idp", `Take the NameID from the user's e-mail address${sourceWords(context)}.`, "nameID"),
        confidence: 0.6
      };
    }
  }),
  defineCause({
    id: "wrong-name-id-format",
    title: "The NameID has another format",
    meaning: "The format says what the NameID is. The service provider needs or asked for another one.",
    run(context) {
      const check = ["name-id/format-required", "name-id/format-requested"].find((each7) => has(context, each7));
      if (check === void 0) return null;
      const problem = context.found.get(check).problem;
      const wanted3 = problem.expected ?? "";
      return { message: `The NameID format is ${problem.actual === void 0 || problem.actual === "absent" ? "missing" : shortName(problem.actual)}, and ${check === "name-id/format-required" ? `${spName(context.expected)} needs` : "the request asked for"} ${shortName(wanted3)}.`, ...problem.actual === nameIDFormat.transient ? { detail: "A transient NameID is a new random value at every login, so no account can be found by it." } : {}, because: seen(context, "name-id/format-required", "name-id/format-requested", "name-id/email"), evidence: [...proof("NameID", nameIDOf2(context)?.value, "in the response"), ...pair(context, check, "needed", "format")], fix: remedy("idp", `Set the NameID format of this application to ${shortName(wanted3)} (${wanted3})${wanted3 === nameIDFormat.emailAddress ? ", and take its value from the e-mail address" : ""}.`, "nameIDFormat", { value: wanted3 }), confidence: 0.9 };
    }
  }),
  defineCause({
    id: "no-email",
    title: "The e-mail address is missing",
    meaning: "The service provider needs the e-mail address as an attribute under a name it knows, and it is not there or empty.",
    run(context) {
      if (!has(context, "attributes/email-missing", "attributes/no-email")) return null;
      const wanted3 = context.expected.sp?.requires?.attributes?.find((attribute2) => attribute2.term === "email")?.names ?? emailAttributeNames;
      const empty3 = context.assertion?.attributes.find((attribute2) => wanted3.includes(attribute2.name));
      const other = emailElsewhere(context);
      const upn = context.assertion?.attributes.find((attribute2) => /upn|userprincipalname|claims\/name$/i.test(attribute2.name));
      const name2 = wanted3[0] ?? "email";
      return {
        message: empty3 !== void 0 ? `The e-mail attribute is there but empty, and ${spName(context.expected)} needs it.` : other !== void 0 ? `The e-mail address is sent under a name that ${spName(context.expected)} does not read: ${quote(other.name)}.` : `No e-mail address is sent, and ${spName(context.expected)} ${has(context, "attributes/email-missing") ? "needs it" : "will probably need it"}.`,
        detail: empty3 !== void 0 ? `The user has no e-mail address in the directory${context.expected.idp?.guide === "entra" ? " (the Email field)" : ""}.` : other !== void 0 ? "Attribute names are compared letter by letter." : upn !== void 0 ? "The user name is sent (UPN); it looks alike but is another attribute. The user may have no mailbox." : "No attribute is mapped to it, or the user has none in the directory.",
        because: seen(context, "attributes/email-missing", "attributes/no-email", "attributes/empty"),
        evidence: [...proof("sent as", other?.name, "in the response"), ...proof("its value", other?.values[0], "in the response"), ...proof("user name", other === void 0 ? upn?.values[0] : null, "in the response"), ...proof("read as", wanted3.slice(0, 3).join(", "), `by ${spName(context.expected)}`)],
        fix: remedy("idp", empty3 !== void 0 ? "Fill the e-mail address of this user in the directory." : `Send the user's e-mail address as an attribute named ${quote(name2)}.`, "email", empty3 !== void 0 ? {} : { value: name2 }),
        confidence: has(context, "attributes/email-missing") ? 0.93 : 0.5
      };
    }
  }),
  defineCause({
    id: "attribute-missing",
    title: "A needed attribute is missing",
    meaning: "The service provider needs an attribute under a name it knows, and it is not there or empty.",
    run: (context) => !has(context, "attributes/required-missing") ? null : { message: messageOf(context, "attributes/required-missing"), because: seen(context, "attributes/required-missing", "attributes/empty"), evidence: pair(context, "attributes/required-missing", "read as", "sent"), fix: fixOf(context, "attributes/required-missing", remedy("idp", "Map the attribute at the identity provider.", "attributes")), confidence: 0.9 }
  }),
  defineCause({
    id: "too-many-groups",
    title: "Too many groups",
    meaning: "Above 150 groups Entra sends a link instead of the list, and the service provider sees none.",
    run: (context) => !has(context, "attributes/groups-overage") ? null : { message: "The user is in too many groups, so Entra sent a link instead of the list.", because: seen(context, "attributes/groups-overage", "attributes/required-missing"), evidence: proof("attribute", "http://schemas.microsoft.com/claims/groups.link", "in the response"), fix: remedy("idp", "Send only the groups assigned to the application (groups claim), or filter them.", "groups"), confidence: 0.95 }
  }),
  defineCause({
    id: "attribute-twice",
    title: "An attribute is sent twice",
    meaning: "Some service providers read the first of two attributes with the same name, some the last, and some both.",
    run: (context) => !has(context, "attributes/duplicate") ? null : { message: messageOf(context, "attributes/duplicate"), because: seen(context, "attributes/duplicate"), evidence: twice(context), fix: fixOf(context, "attributes/duplicate", remedy("idp", "Send each attribute once.", "attributes")), confidence: 0.55 }
  }),
  defineCause({
    id: "untidy-values",
    title: "Values that will not match",
    meaning: "Values are compared letter by letter: blanks around them, lists in one value and empty values do not match.",
    run(context) {
      const because2 = seen(context, "attributes/delimited", "attributes/white-space", "name-id/white-space", "attributes/empty", "attributes/email-format");
      if (because2.length === 0) return null;
      return { message: messageOf(context, because2[0]), because: because2, evidence: pair(context, because2[0], "wanted", "sent").map((item) => ({ ...item, from: "in the response" })), fix: fixOf(context, because2[0], remedy("idp", "Correct the value at its source.", "attributes")), confidence: 0.4 };
    }
  }),
  defineCause({
    id: "no-authn-statement",
    title: "It does not say that the user authenticated",
    meaning: "A login needs an AuthnStatement; without it the assertion only describes somebody.",
    run: (context) => !has(context, "authn/statement-missing") ? null : { message: "The assertion does not say that the user authenticated (no AuthnStatement).", because: seen(context, "authn/statement-missing"), evidence: [], fix: remedy("idp", "Switch on the AuthnStatement (Keycloak: Include AuthnStatement), or update the template.", "authnContext"), confidence: 0.9 }
  }),
  defineCause({
    id: "other-login-method",
    title: "Not logged in as requested",
    meaning: "The request demanded a way of logging in, or a fresh login, and the identity provider did otherwise.",
    run: (context) => !has(context, "authn/context", "authn/force") ? null : { message: messageOf(context, seen(context, "authn/context", "authn/force")[0]), because: seen(context, "authn/context", "authn/force"), evidence: pair(context, seen(context, "authn/context", "authn/force")[0], "requested", "found"), fix: fixOf(context, seen(context, "authn/context", "authn/force")[0], remedy("sp", "Remove RequestedAuthnContext from the request.", "authnContext")), confidence: 0.6 }
  })
];

// shared/diagnoses/time.ts
var expiry = ["conditions/expired", "subject/confirmation-expired", "authn/session-expired"];
var FRESH = 6e4;
var issuedAt = ({ facts, assertion }) => facts.response?.issueInstant?.at ?? assertion?.issueInstant?.at ?? null;
function endOf(context) {
  const ends = [context.assertion?.conditions?.notOnOrAfter?.at, bearerOf(context.facts, context.expected)?.notOnOrAfter?.at].filter((at) => at != null);
  return ends.length === 0 ? null : Math.min(...ends);
}
var judgedBy = ({ expected }) => expected.origin === "network" ? "by this machine's clock" : "the time given";
var clockOwner = (expected) => expected.sp?.standsInFor === void 0 ? spName(expected) : "this machine";
var clouds = /* @__PURE__ */ new Set(["entra", "okta", "auth0", "google", "onelogin", "salesforce", "pingone", "aws", "jumpcloud"]);
var byNTP = (expected) => clouds.has(expected.idp?.guide ?? "") ? `Set the clock of ${clockOwner(expected)} by NTP: the identity provider is a cloud service and keeps its own right.` : `Set the clocks of the identity provider and of ${clockOwner(expected)} by NTP.`;
var sessions = {
  entra: "Conditional Access > Session > Sign-in frequency",
  okta: "Security > Global Session Policy",
  auth0: "Settings > Advanced > Session lifetime",
  keycloak: "Realm settings > Sessions > SSO Session Max",
  adfs: "Edit Federation Service Properties > Web SSO lifetime"
};
var sessionWords = ({ idp: idp2 }) => idp2?.guide !== void 0 && Object.hasOwn(sessions, idp2.guide) ? ` (${sessions[idp2.guide]})` : "";
var times = (context) => {
  const issued = issuedAt(context);
  const end = endOf(context);
  return [...proof("issued", issued === null ? null : moment(issued), "in the response"), ...proof("ends", end === null ? null : moment(end), "in the response"), ...proof("judged at", clockTime(context.expected.now), judgedBy(context))];
};
var timeCauses = [
  defineCause({
    id: "old-capture",
    title: "An old capture",
    meaning: "The response was good when it was captured and has expired since. Responses live for minutes only.",
    run(context) {
      const issued = issuedAt(context);
      const end = endOf(context);
      if (!has(context, "conditions/expired", "subject/confirmation-expired") || issued === null) return null;
      const { receivedAt, now: now2 } = context.expected;
      const arrivedInTime = receivedAt !== void 0 && end !== null && receivedAt - skewOf(context.expected) < end && now2 - receivedAt > FRESH;
      const aged = receivedAt === void 0 && now2 - issued > FRESH + skewOf(context.expected) && end !== null && end > issued;
      if (!arrivedInTime && !aged) return null;
      return {
        message: `This response was ${receivedAt === void 0 ? "issued" : "captured"} ${duration(now2 - (receivedAt ?? issued))} before the time it is judged at, and has expired since.`,
        detail: `It was valid when it was ${receivedAt === void 0 ? "issued" : "captured"}. If logins really fail with "expired", compare the clocks of both sides.`,
        because: seen(context, ...expiry),
        evidence: times(context),
        fix: remedy("capture", `Log in again and judge the new response at once, or judge this one as of ${new Date((receivedAt ?? issued) + 1e3).toISOString().replace(".000Z", "Z")}.`, "clock"),
        confidence: 0.85
      };
    }
  }),
  defineCause({
    id: "expired-on-arrival",
    title: "Expired when it arrived",
    meaning: "The response was over when it came: its lifetime is wrong, or the clock of the receiver is ahead of the sender's.",
    run(context) {
      const issued = issuedAt(context);
      const end = endOf(context);
      if (!has(context, "conditions/expired", "subject/confirmation-expired") || issued === null || end === null) return null;
      const arrival = context.expected.receivedAt ?? context.expected.now;
      if (arrival - skewOf(context.expected) < end) return null;
      const because2 = seen(context, ...expiry, "conditions/window", "flow/arrival");
      if (end <= issued) {
        return { message: "The assertion had ended before it was even issued: its lifetime is set wrongly.", detail: `It was issued at ${moment(issued)} and ended at ${moment(end)}.`, because: because2, evidence: times(context), fix: remedy("idp", "Set the lifetime of assertions to five minutes or more.", "lifetime"), confidence: 0.9 };
      }
      if (context.expected.receivedAt === void 0) return null;
      const sent = context.expected.request?.issuedAt;
      const owner = clockOwner(context.expected);
      if (sent !== void 0 && sent - issued > FRESH) {
        return { message: `The identity provider's clock is ${duration(sent - issued)} or more behind that of ${owner}, so its response had expired when it arrived.`, detail: `It dates its response ${moment(issued)}, and was asked only at ${moment(sent)}.`, because: because2, evidence: [...times(context), ...proof("asked", moment(sent), "in the request")], fix: remedy("clock", byNTP(context.expected), "clock"), confidence: 0.95 };
      }
      return {
        message: `The response arrived ${duration(arrival - issued)} after it was issued, when it had already expired.`,
        detail: `Either the clock of ${owner} is ahead of the identity provider's by that much, or the user stayed on the last page for so long.`,
        because: because2,
        evidence: times(context),
        fix: remedy("clock", byNTP(context.expected), "clock"),
        confidence: 0.9
      };
    }
  }),
  defineCause({
    id: "identity-provider-clock-ahead",
    title: "The identity provider's clock is ahead",
    meaning: "By the clock of the receiver the response may be used only in the future: the two clocks differ.",
    run(context) {
      if (!has(context, "conditions/not-yet-valid")) return null;
      const start = context.assertion?.conditions?.notBefore?.at ?? null;
      const issued = issuedAt(context);
      const ahead = (issued ?? start ?? context.expected.now) - context.expected.now;
      const clocks2 = ahead > 0;
      return {
        message: clocks2 ? `The identity provider's clock is ${duration(ahead)} ahead of that of ${clockOwner(context.expected)}, so the assertion may not be used yet.` : `The assertion may be used only from ${start === null ? "later" : moment(start)} on.`,
        ...clocks2 ? {} : { detail: "The identity provider dates it forward although it was issued before." },
        because: seen(context, "conditions/not-yet-valid", "response/from-the-future", "assertion/from-the-future", "flow/arrival"),
        evidence: [...proof("issued", issued === null ? null : moment(issued), "in the response"), ...proof("from", start === null ? null : moment(start), "in the response"), ...proof("judged at", clockTime(context.expected.now), judgedBy(context))],
        fix: remedy("clock", `${byNTP(context.expected)}${context.expected.idp?.guide === "adfs" ? " AD FS can also date its assertions back (NotBeforeSkew 3)." : ""}`, "clock"),
        confidence: 0.9
      };
    }
  }),
  defineCause({
    id: "clocks-differ",
    title: "The clocks differ",
    meaning: "By the two clocks the response took too long or came before it was sent.",
    run(context) {
      const issued = issuedAt(context);
      const because2 = seen(context, "flow/arrival", "response/from-the-future", "assertion/from-the-future", "conditions/within-tolerance", "subject/within-tolerance");
      if (because2.length === 0 || has(context, ...expiry, "conditions/not-yet-valid")) return null;
      const by = issued === null ? null : (context.expected.receivedAt ?? context.expected.now) - issued;
      const early = by !== null && by < 0;
      return {
        message: early ? `The identity provider's clock is ${duration(by)} ahead of ${context.expected.receivedAt === void 0 ? "the time it is judged at" : `that of ${clockOwner(context.expected)}`}.` : "The response is accepted only because clocks may differ a little: it is at the edge of its time.",
        detail: "A service provider without tolerance refuses it.",
        because: because2,
        evidence: times(context),
        fix: remedy("clock", `${byNTP(context.expected)} ${capital(spName(context.expected))} should allow for a difference of 3 to 5 minutes.`, "clock"),
        confidence: 0.6
      };
    }
  }),
  defineCause({
    id: "local-time",
    title: "Local time instead of UTC",
    meaning: "SAML times are UTC and end in Z. A time of a zone is read by some programs as UTC and is hours off then.",
    run(context) {
      const because2 = seen(context, "conditions/time-format", "subject/time-format", "authn/session-time", "response/issue-instant", "assertion/issue-instant", "request/issue-instant", "logout/issue-instant");
      if (because2.length === 0) return null;
      const found2 = context.found.get(because2[0]).problem;
      return { message: `${context.facts.request === null ? "The identity provider" : "The service provider"} does not write its times in UTC.`, because: because2, evidence: [...proof("found", found2.actual, inDocument(context)), ...proof("such as", "2026-01-31T08:00:00Z", "by the standard")], fix: remedy(context.facts.request === null ? "idp" : "sp", "Write all times in UTC with a Z at the end.", "clock"), confidence: 0.8 };
    }
  }),
  defineCause({
    id: "session-over",
    title: "The session there had ended",
    meaning: "The identity provider says that its session with the user ended before the response was judged.",
    run(context) {
      if (!has(context, "authn/session-expired") || has(context, "conditions/expired", "subject/confirmation-expired")) return null;
      const end = context.assertion?.authnStatements[0]?.sessionNotOnOrAfter?.at;
      return { message: "The identity provider says that the user's session there had already ended.", because: seen(context, "authn/session-expired"), evidence: [...proof("session ends", end == null ? null : moment(end), "in the response"), ...proof("judged at", clockTime(context.expected.now), judgedBy(context))], fix: remedy("idp", `Lengthen the session at the identity provider${sessionWords(context.expected)}, or make it ask users to sign in again when theirs has ended.`, "lifetime"), confidence: 0.85 };
    }
  }),
  defineCause({
    id: "short-lifetime",
    title: "The lifetime is very short",
    meaning: "Slow logins and clocks that differ a little make such a response fail now and then.",
    run: (context) => !has(context, "conditions/short-lifetime", "conditions/window") || has(context, ...expiry) ? null : { message: has(context, "conditions/window") ? "The assertion may never be used: its end is not after its start." : "The assertion lives for so short a time that logins will fail now and then.", because: seen(context, "conditions/window", "conditions/short-lifetime"), evidence: times(context), fix: remedy("idp", "Set the lifetime of assertions to five minutes or more.", "lifetime"), confidence: 0.6 }
  })
];

// shared/diagnoses/index.ts
var diagnosisList = [
  ...damageCauses,
  ...captureCauses,
  ...attackCauses,
  ...statusCauses,
  ...otherApplicationCauses,
  ...signatureCauses,
  ...encryptionCauses,
  ...metadataCauses,
  ...identifierCauses,
  ...subjectCauses,
  ...flowCauses,
  ...timeCauses,
  ...requestCauses
];
var byId2 = new Map(diagnosisList.map((cause) => [cause.id, cause]));
var overrules = {
  "changed-in-copying": ["content-changed", "signature-damaged", "damaged-copy", "unusual-signature", "forbidden-xml", "metadata-edited", "signed-before-encryption", "forbidden-algorithm", "request-signature"],
  "cut-off-at": ["damaged-copy"],
  "wrapped-assertion": ["changed-in-copying", "several-assertions", "assertion-not-covered", "repeated-id", "unusual-signature", "content-changed", "malformed-message", "attribute-twice"],
  "repeated-id": ["changed-in-copying", "unusual-signature"],
  "forbidden-algorithm": ["unusual-signature", "weak-algorithm", "weak-signing-key"],
  "signed-with-encryption-key": ["key-not-in-metadata", "key-of-other-connection"],
  "metadata-of-other-application": ["key-not-in-metadata", "tenant-wide-metadata"],
  "before-or-after-rollover": ["key-not-in-metadata", "metadata-of-other-application", "old-capture", "wrong-issuer"],
  "key-of-earlier-login": ["key-not-in-metadata", "metadata-of-other-application"],
  "key-of-other-connection": ["metadata-of-other-application", "key-not-in-metadata"],
  "signed-before-encryption": ["content-changed"],
  "for-another-application": ["wrong-audience", "wrong-address", "address-near-miss"],
  "other-environment": ["wrong-audience", "wrong-address", "for-another-application", "wrong-issuer"],
  "address-is-entity-id": ["wrong-address", "for-another-application", "other-environment"],
  "audience-is-acs": ["wrong-audience", "audience-near-miss", "for-another-application"],
  "opaque-name-id": ["name-id-not-email", "wrong-name-id-format"],
  "name-id-not-email": ["wrong-name-id-format"],
  "encryption-not-wanted": ["encrypted-for-another-key", "no-decryption-key"],
  replayed: ["answers-another-request", "old-capture"],
  "metadata-of-wrong-side": ["no-signing-key", "no-login-address", "no-saml-role", "too-many-certificates"],
  "key-use-misspelt": ["no-signing-key"],
  "private-key-exposed": ["passphrase-needed"],
  "no-email": ["untidy-values"],
  "expired-on-arrival": ["short-lifetime"],
  "too-many-groups": ["attribute-missing"],
  "page-instead-of-document": ["not-a-saml-document", "damaged-copy"]
};
function diagnose(facts, expected, results) {
  const context = contextOf(facts, expected, results);
  if (context.found.size === 0 && facts.trusted.length > 0 && facts.encrypted.every((item) => item.result === "decrypted")) return [];
  const found2 = [];
  for (const cause of diagnosisList) {
    const diagnosis = tryCause(cause, context);
    if (diagnosis !== null) found2.push({ diagnosis, fails: diagnosis.because.some((check) => context.found.get(check)?.outcome === "fail") });
  }
  const overruled = new Set(found2.flatMap(({ diagnosis }) => overrules[diagnosis.id] ?? []));
  return found2.filter(({ diagnosis }) => !overruled.has(diagnosis.id)).sort((a, b) => Number(b.fails) - Number(a.fails) || weight(b.diagnosis) - weight(a.diagnosis)).map(({ diagnosis }) => diagnosis);
}
var weight = ({ confidence }) => Math.round(confidence * 5);
function tryCause(cause, context) {
  try {
    const draft = cause.run(context);
    return draft === null || draft.because.length === 0 ? null : { id: cause.id, ...draft };
  } catch {
    return null;
  }
}

// shared/finding.ts
var order3 = { fail: 0, warn: 1, skip: 2, pass: 3 };
function compareFindings(a, b) {
  return order3[a.outcome] - order3[b.outcome] || (a.at?.offset ?? 0) - (b.at?.offset ?? 0);
}

// shared/model.ts
var nodeRef = (source2, element2) => source2 * 16777216 + element2;
var sourceOf = (ref) => Math.floor(ref / 16777216);
var elementOf = (ref) => ref % 16777216;

// shared/saml/node.ts
import { constants, deflateRawSync, inflateRawSync, unzipSync } from "node:zlib";

// shared/saml/binding/octets.ts
function toOctets(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
function toBytes(octets) {
  return plain2(Buffer.from(octets, "latin1"));
}
function toText(octets) {
  return Buffer.from(octets, "latin1").toString("utf8");
}
function plain2(bytes) {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function isSpace(code) {
  return code === 32 || code >= 9 && code <= 13 || code === 0;
}
var UTF8_BOM = "\xEF\xBB\xBF";
function trimOctets(octets) {
  let start = 0;
  let end = octets.length;
  for (; ; ) {
    while (start < end && isSpace(octets.charCodeAt(start))) start++;
    if (!octets.startsWith(UTF8_BOM, start)) break;
    start += UTF8_BOM.length;
  }
  while (end > start && isSpace(octets.charCodeAt(end - 1))) end--;
  return { start: Math.min(start, end), end };
}
function trimmed(octets) {
  const { start, end } = trimOctets(octets);
  return octets.slice(start, end);
}
function octetClass(characters) {
  const table3 = new Uint8Array(256);
  for (let index = 0; index < characters.length; index++) table3[characters.charCodeAt(index)] = 1;
  return table3;
}

// shared/saml/node.ts
function inflateRaw(bytes, maxOutput) {
  return inflateWith(inflateRawSync, bytes, maxOutput);
}
function inflateWrapped(bytes, maxOutput) {
  return inflateWith(unzipSync, bytes, maxOutput);
}
function inflateWith(unzip, bytes, maxOutput) {
  try {
    const { buffer, engine } = unzip(bytes, { maxOutputLength: maxOutput, info: true });
    return { ok: true, bytes: plain2(buffer), rest: bytes.length - engine.bytesWritten };
  } catch (error2) {
    const code = codeOf2(error2);
    if (code === "ERR_BUFFER_TOO_LARGE") return { ok: false, reason: "too-large" };
    if (code !== "Z_BUF_ERROR") return { ok: false, reason: "broken" };
  }
  try {
    const options = { maxOutputLength: maxOutput, finishFlush: constants.Z_SYNC_FLUSH };
    return { ok: false, reason: "truncated", bytes: plain2(unzip(bytes, options)) };
  } catch (error2) {
    return { ok: false, reason: codeOf2(error2) === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "broken" };
  }
}
function codeOf2(error2) {
  return error2 instanceof Error && "code" in error2 ? String(error2.code) : "";
}

// shared/saml/binding/budget.ts
var GUESSES = 2e3;
var TRIES = 4e3;
var UNCLOSED = 8;
var SEARCHES = 2e3;
var Budget = class {
  limits;
  #inflated = 0;
  #guesses = GUESSES;
  #tries = TRIES;
  #unclosed = UNCLOSED;
  #searches = SEARCHES;
  constructor(limits) {
    this.limits = limits;
  }
  /** Whether all that may be inflated for this paste has been. */
  get isSpent() {
    return this.#inflated >= this.limits.inflatedTotal;
  }
  /** Undoes DEFLATE within what is left for the paste. What failed counts as the most it may have cost. */
  inflate(bytes, form2) {
    const ceiling = Math.min(this.limits.inflated, this.limits.inflatedTotal - this.#inflated);
    if (ceiling <= 0) return { ok: false, reason: "too-large" };
    const inflated = inflateAs(form2, bytes, ceiling);
    if ("bytes" in inflated) this.#inflated += inflated.bytes.length;
    else this.#inflated += Math.min(ceiling, bytes.length * MOST_GROWTH);
    return inflated;
  }
  /** The first bytes of what DEFLATE makes of a value, or null when it makes nothing or no tries are left. */
  peek(bytes, form2, isGuess) {
    if ((isGuess ? this.#guesses-- : this.#tries--) <= 0) return null;
    for (const length of PEEK_LENGTHS) {
      const head = inflateAs(form2, bytes.subarray(0, length), length * MOST_GROWTH);
      if (!("bytes" in head)) return null;
      if (head.bytes.length > 0) return head.bytes;
    }
    return null;
  }
  /** Whether the end of a document may still be searched for. */
  get searchesEnds() {
    return this.#unclosed > 0;
  }
  /** Counts a search for an end that was not found. */
  missedEnd() {
    this.#unclosed--;
  }
  /** Takes one search of a text under a dressing; false when none is left. */
  search() {
    return this.#searches-- > 0;
  }
};
var MOST_GROWTH = 1032;
var PEEK_LENGTHS = [128, 512];
function inflateAs(form2, bytes, ceiling) {
  return form2 === "raw" ? inflateRaw(bytes, ceiling) : inflateWrapped(bytes, ceiling);
}

// shared/saml/binding/escapes.ts
var Output = class {
  #bytes;
  #length = 0;
  constructor(capacity) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }
  byte(value) {
    this.#bytes[this.#length++] = value;
  }
  /** The UTF-8 octets of a code point; U+FFFD for what is none. */
  codePoint(value) {
    const isCharacter = value <= 1114111 && (value < 55296 || value > 57343);
    this.#length += this.#bytes.write(String.fromCodePoint(isCharacter ? value : 65533), this.#length, "utf8");
  }
  octets() {
    return this.#bytes.toString("latin1", 0, this.#length);
  }
};
function undo(source2, marker2, readEscape) {
  if (!source2.includes(marker2)) return source2;
  const out = new Output(source2.length);
  const markerCode = marker2.charCodeAt(0);
  for (let at = 0; at < source2.length; ) {
    const code = source2.charCodeAt(at);
    const length = code === markerCode ? readEscape(source2, at, out) : 0;
    if (length === 0) out.byte(code);
    at += Math.max(length, 1);
  }
  return out.octets();
}
function hexadecimal(source2, at, length) {
  let value = 0;
  for (let index = at; index < at + length; index++) {
    const code = index < source2.length ? source2.charCodeAt(index) : 0;
    const lower = code | 32;
    if (code >= 48 && code <= 57) value = value * 16 + code - 48;
    else if (lower >= 97 && lower <= 102) value = value * 16 + lower - 87;
    else return -1;
  }
  return value;
}
function hasPercentEscape(octets) {
  return /%[0-9A-Fa-f]{2}/.test(octets);
}
function percentDecode(octets) {
  return undo(octets, "%", (source2, at, out) => {
    const value = hexadecimal(source2, at + 1, 2);
    if (value < 0) return 0;
    out.byte(value);
    return 3;
  });
}
function formDecode(octets) {
  return percentDecode(octets.replaceAll("+", " "));
}
var namedEntities = {
  lt: 60,
  gt: 62,
  amp: 38,
  quot: 34,
  apos: 39,
  nbsp: 160,
  plus: 43,
  equals: 61,
  sol: 47,
  colon: 58,
  num: 35,
  percnt: 37,
  quest: 63,
  lpar: 40,
  rpar: 41,
  Tab: 9,
  NewLine: 10,
  LT: 60,
  GT: 62,
  AMP: 38,
  QUOT: 34
};
var LONGEST_ENTITY = 12;
var entityPattern = /&(?:#(\d{1,8})|#[xX]([0-9A-Fa-f]{1,8})|([A-Za-z]{2,8}));?/y;
function hasEntity(octets) {
  return /&(?:#\d{1,8}|#[xX][0-9A-Fa-f]{1,8}|lt|gt|amp|quot|apos|plus|equals|sol|colon|NewLine|Tab);/.test(octets);
}
function entityDecode(octets) {
  return undo(octets, "&", (source2, at, out) => {
    entityPattern.lastIndex = 0;
    const match = entityPattern.exec(source2.slice(at, at + LONGEST_ENTITY));
    if (match === null) return 0;
    const [whole, decimal, hex2, name2] = match;
    if (name2 !== void 0) {
      const code = whole.endsWith(";") && Object.hasOwn(namedEntities, name2) ? namedEntities[name2] : void 0;
      if (code === void 0) return 0;
      out.codePoint(code);
    } else {
      out.codePoint(decimal !== void 0 ? Number(decimal) : Number.parseInt(hex2 ?? "", 16));
    }
    return whole.length;
  });
}
var letterEscapes = {
  n: 10,
  r: 13,
  t: 9,
  b: 8,
  f: 12,
  '"': 34,
  "'": 39,
  "/": 47,
  "\\": 92,
  "`": 96
};
function backslashDecode(octets) {
  return undo(octets, "\\", (source2, at, out) => {
    const letter = source2.charAt(at + 1);
    if (letter === "u") return readUnicodeEscape(source2, at, out);
    if (letter === "x") {
      const value = hexadecimal(source2, at + 2, 2);
      if (value < 0) return 0;
      out.codePoint(value);
      return 4;
    }
    if (letter === "\n") return 2;
    if (letter === "\r") return source2.charAt(at + 2) === "\n" ? 3 : 2;
    const code = letter !== "" && Object.hasOwn(letterEscapes, letter) ? letterEscapes[letter] : void 0;
    if (code === void 0) return 0;
    out.byte(code);
    return 2;
  });
}
function readUnicodeEscape(source2, at, out) {
  const unit = hexadecimal(source2, at + 2, 4);
  if (unit < 0) return 0;
  const isHigh = unit >= 55296 && unit <= 56319;
  const low = isHigh && source2.startsWith("\\u", at + 6) ? hexadecimal(source2, at + 8, 4) : -1;
  if (low >= 56320 && low <= 57343) {
    out.codePoint(65536 + (unit - 55296) * 1024 + (low - 56320));
    return 12;
  }
  out.codePoint(unit);
  return 6;
}
var caretEscaped = octetClass(`^&|<>()%!"\\ '`);
function caretDecode(octets) {
  return undo(octets, "^", (source2, at, out) => {
    const next = at + 1 < source2.length ? source2.charCodeAt(at + 1) : 0;
    if (caretEscaped[next] === 0) return 0;
    out.byte(next);
    return 2;
  });
}
function doubledQuoteDecode(octets) {
  return octets.replaceAll('""', '"');
}
function quotedPrintableDecode(octets) {
  return undo(octets, "=", (source2, at, out) => {
    if (source2.startsWith("\r\n", at + 1)) return 3;
    if (source2.charAt(at + 1) === "\n") return 2;
    const value = hexadecimal(source2, at + 1, 2);
    if (value < 0) return 0;
    out.byte(value);
    return 3;
  });
}

// shared/saml/binding/command.ts
var BEFORE = 32 * 1024;
var AFTER = 4 * 1024;
var command = /\b(?:curl(?:\.exe)?|wget|fetch\(|Invoke-WebRequest|Invoke-RestMethod|https?(?= +(?:--form +)?POST))/g;
var address2 = /https?:\/\/[^\s"'`<>\\]{1,2000}/;
function commandUrl(text, start, end) {
  const before2 = text.slice(Math.max(0, start - BEFORE), start);
  let last2 = -1;
  for (const match of before2.matchAll(command)) last2 = match.index;
  if (last2 < 0 || !isOneCommand(before2.slice(last2))) return null;
  const found2 = address2.exec(before2.slice(last2)) ?? address2.exec(sameCommand(text.slice(end, end + AFTER)));
  return found2 === null ? null : toText(caretDecode(found2[0]).replace(/\^$/, ""));
}
function isOneCommand(text) {
  return text.startsWith("fetch(") ? !text.includes(");") : sameCommand(text) === text;
}
function sameCommand(text) {
  const stop = text.search(/(?<![\\^`\r])\r?\n/);
  return stop < 0 ? text : text.slice(0, stop);
}

// shared/saml/binding/decoded.ts
var noteMessages = {
  "base64-line-breaks": "The base64 text is broken into lines. The white space was left out.",
  "base64-url-safe": 'The base64 text uses "-" and "_" (the URL-safe alphabet) where SAML uses "+" and "/". They were read as such.',
  "base64-missing-padding": 'The base64 text lacks the "=" at its end. It was read without.',
  "base64-twice": "The message is base64-encoded twice. Both layers were undone; a receiver undoes one.",
  "invisible-characters": "The text holds invisible characters (no-break or zero-width spaces), as copied from a web page. They were left out.",
  "plus-became-space": 'The base64 text has spaces where "+" belongs: a "+" was sent or copied without being encoded as %2B. They were read as "+".',
  "plus-unescaped": 'A "+" stands in the value without being encoded as %2B. A receiver reads it as a space.',
  "url-encoded": "The text is URL-encoded. The encoding was undone.",
  "url-encoded-twice": "The value is URL-encoded twice. Both layers were undone; a receiver undoes one.",
  "transcoded": "The text is not in UTF-8, or its XML declaration names the encoding of a file it was copied from. It was read as UTF-8.",
  "html-entities": "The text is written with HTML entities (&lt; for <). They were replaced by their characters.",
  "escaped": 'The text is written with backslash escapes (\\" or \\n), as in JSON or a log. They were replaced by their characters.',
  "shell-escapes": "The text is written with the escapes of the Windows command prompt (^). They were removed.",
  "doubled-quotes": "The quotes are doubled, as in a CSV export. They were halved.",
  "quoted": "The text stands in quotes. They were removed.",
  "quoted-printable": "The text is in the quoted-printable form of e-mail. It was undone.",
  "deflated": "The message is compressed with DEFLATE, the form of the HTTP-Redirect binding.",
  "deflate-rest": "After the end of the compressed message there are more bytes. They were left out.",
  "deflated-in-post": "The message was posted but is compressed with DEFLATE. HTTP-POST sends it uncompressed (saml-bindings 3.5.4).",
  "not-deflated": "The message stands in a URL but is not compressed. HTTP-Redirect demands DEFLATE (saml-bindings 3.4.4.1).",
  "zlib-wrapped": "The compressed message has a zlib header. HTTP-Redirect demands raw DEFLATE (saml-bindings 3.4.4.1).",
  "gzip-wrapped": "The compressed message has a gzip header. HTTP-Redirect demands raw DEFLATE (saml-bindings 3.4.4.1).",
  "text-around": "There is other text around the message. It was left out.",
  "curly-dashes": 'The BEGIN and END lines have typographic dashes. They were read as "-----".',
  "parameter-name": "The parameter is not spelt SAMLRequest or SAMLResponse. Receivers compare the case of letters.",
  "repeated-parameter": "A parameter of this message is there more than once. The first was taken.",
  "relative-action": "The form posts to an address without a host name, and the paste does not say of which page. The destination is unknown."
};
function note(code) {
  return { code, message: noteMessages[code] };
}
var MEBIBYTE = 1024 * 1024;
var DECODE_LIMITS = {
  /** The largest text a browser lets an admin paste without stalling; larger files are captures, which are streamed instead. */
  input: 32 * MEBIBYTE,
  /**
   * No server takes a URL over 64 KiB, and DEFLATE shrinks SAML about tenfold, so an honest message stays under 1 MiB.
   * A bomb makes a thousand bytes of one.
   */
  inflated: 4 * MEBIBYTE,
  /** Many small bombs are one large one: together they may not become more than a paste may be. */
  inflatedTotal: 32 * MEBIBYTE,
  /** More than any screen lists; keeps the memory of a paste of a million fragments small. */
  messages: 1e3
};

// shared/saml/binding/mention.ts
var source = "saml[ _-]?re(?:sponse|quest)(?![a-z])";
function findMention(text, from) {
  const pattern = new RegExp(source, "gi");
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? null : { start: match.index, end: pattern.lastIndex };
}
var NextMention = class {
  #text;
  #from = 0;
  #start = -1;
  constructor(text) {
    this.#text = text;
  }
  /** The start of the first mention at or after `from`; the length of the text when there is none. */
  after(from) {
    if (from < this.#from || from > this.#start) {
      this.#from = from;
      this.#start = findMention(this.#text, from)?.start ?? this.#text.length;
    }
    return this.#start;
  }
};
var equalsEscapes = ["%3D", "%3d", "%253D", "%253d", "\\x3d", "\\x3D", "\\u003d", "\\u003D"];
var quotePattern = /\\{0,7}["'`]|&quot;|&#34;|&#x22;|&#39;|&apos;|%22/y;
var wordPattern = /\.?value/iy;
var LONGEST_CONNECTOR = 120;
function readConnector(text, nameEnd) {
  if (text.charAt(nameEnd) === "=") return connector(text, nameEnd + 1, "form");
  for (const escape of equalsEscapes) {
    if (text.startsWith(escape, nameEnd)) return connector(text, nameEnd + escape.length, "form");
  }
  return connector(text, nameEnd, "named");
}
function connector(text, from, form2) {
  let at = from;
  let joined3 = form2 === "form";
  let quotes = 0;
  let quote2 = null;
  const limit = Math.min(text.length, from + LONGEST_CONNECTOR);
  while (at < limit) {
    const character = text.charAt(at);
    quotePattern.lastIndex = at;
    const quoted = quotePattern.exec(text);
    if (quoted !== null) {
      quotes++;
      quote2 = quoted[0];
      at += quote2.length;
    } else if (":=>,[(|".includes(character)) {
      if (character !== "," || quotes > 0) joined3 = true;
      quote2 = null;
      at++;
    } else if (character === "	" || character === "\n" || character === "\r") {
      joined3 = true;
      quote2 = null;
      at++;
    } else if (character === " ") {
      quote2 = null;
      at++;
    } else if (character === "]" || character === "{" || character === "}") {
      at++;
    } else if (wordAt(text, at)) {
      at = wordPattern.lastIndex;
      quote2 = null;
    } else {
      break;
    }
  }
  if (!joined3 || at >= text.length && (form2 !== "form" || at > from)) return null;
  return { form: at === from ? form2 : "named", valueStart: at, quote: quote2 };
}
function wordAt(text, at) {
  wordPattern.lastIndex = at;
  return wordPattern.test(text);
}

// shared/saml/binding/base64.ts
var UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
var standard = UPPER + UPPER.toLowerCase() + "0123456789+/";
var base64Class = octetClass(standard + "-_");
var MINUS = 45;
var UNDERSCORE = 95;
var EQUALS = 61;
var SPACE = 32;
function surveyBase64(octets) {
  const survey = { digits: 0, padding: 0, urlSafe: false, breaks: false, gaps: 0, invalid: -1, invalidCount: 0, afterPadding: -1 };
  for (let at = 0; at < octets.length; at++) {
    const code = octets.charCodeAt(at);
    if (base64Class[code] === 1) {
      survey.digits++;
      if (code === MINUS || code === UNDERSCORE) survey.urlSafe = true;
      if (survey.padding > 0 && survey.afterPadding < 0) survey.afterPadding = at;
    } else if (code === EQUALS) {
      survey.padding++;
    } else if (isSpace(code)) {
      const stop = spaceEnd(octets, at);
      if (isGap(octets, at, stop)) survey.gaps += stop - at;
      else survey.breaks = true;
      at = stop - 1;
    } else {
      survey.invalidCount++;
      if (survey.invalid < 0) survey.invalid = at;
    }
  }
  return survey;
}
function spaceEnd(octets, start) {
  let end = start + 1;
  while (end < octets.length && isSpace(octets.charCodeAt(end))) end++;
  return end;
}
function isGap(octets, start, end) {
  if (end - start > 3 || start === 0 || end === octets.length) return false;
  for (let at = start; at < end; at++) if (octets.charCodeAt(at) !== SPACE) return false;
  return true;
}
function base64Ways(survey) {
  const gaps = survey.gaps > 0 ? ["plus", "nothing"] : ["nothing"];
  return gaps.flatMap((each7) => {
    const digits = survey.digits + (each7 === "plus" ? survey.gaps : 0);
    const mayEndInPlus = digits % 4 === 3 && survey.padding === 0;
    return mayEndInPlus ? [{ gaps: each7, endPlus: false }, { gaps: each7, endPlus: true }] : [{ gaps: each7, endPlus: false }];
  });
}
function readBase64(octets, survey, { gaps, endPlus }) {
  const asPlus = gaps === "plus" && survey.gaps > 0;
  const digits = survey.digits + (asPlus ? survey.gaps : 0) + (endPlus ? 1 : 0);
  if (digits === 0 || digits % 4 === 1) return null;
  const notes = [];
  if (asPlus || endPlus) notes.push(note("plus-became-space"));
  if (survey.breaks || survey.gaps > 0 && !asPlus) notes.push(note("base64-line-breaks"));
  if (survey.urlSafe) notes.push(note("base64-url-safe"));
  if ((digits + survey.padding) % 4 !== 0) notes.push(note("base64-missing-padding"));
  const text = !asPlus ? octets : survey.breaks ? octets.replace(/(?<=\S) {1,3}(?=\S)/g, (gap) => "+".repeat(gap.length)) : octets.replaceAll(" ", "+");
  return { bytes: plain2(Buffer.from(endPlus ? text + "+" : text, "base64")), notes };
}
function base64Fault(octets, survey) {
  if (survey.invalid >= 0) {
    const which = describeCharacter(octets, survey.invalid);
    const more2 = survey.invalidCount > 1 ? ` (and ${survey.invalidCount - 1} more)` : "";
    return `The value is not base64: ${which} at ${place(octets, survey.invalid)} is not in its alphabet${more2}. Copy the value again, from the network trace if you can.`;
  }
  if (survey.gaps > 16 && survey.gaps * 8 > survey.digits) return "The value is not base64: it has spaces between words.";
  if (survey.afterPadding >= 0) {
    return `The value is not one base64 text: more follows after the padding "=", at ${place(octets, survey.afterPadding)}. Are these two values?`;
  }
  if (survey.digits % 4 === 1 && (survey.digits + survey.gaps) % 4 === 1) {
    return `The value is not complete: base64 cannot have ${survey.digits} characters (a multiple of 4, plus 1). It was cut off, or a character was lost.`;
  }
  return null;
}
function place(octets, at) {
  const lineStart = octets.lastIndexOf("\n", at) + 1;
  const character = at - lineStart + 1;
  if (lineStart === 0) return `character ${character}`;
  let line = 1;
  for (let found2 = octets.indexOf("\n"); found2 >= 0 && found2 < at; found2 = octets.indexOf("\n", found2 + 1)) line++;
  return `line ${line}, character ${character}`;
}
function describeCharacter(octets, at) {
  const character = String.fromCodePoint(toText(octets.slice(at, at + 4)).codePointAt(0) ?? 65533);
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /^[\x21-\x7e]$/.test(character) ? `"${character}" (U+${number})` : `U+${number}`;
}
var invisible = /\xc2[\xa0\xad]|\xe2\x80[\x80-\x8f\xa8-\xaf]|\xe2\x81\xa0|\xe3\x80\x80|\xef\xbb\xbf/g;
function withoutInvisible(octets) {
  return octets.replace(invisible, "");
}
function wasMeantAsBase64(survey) {
  return survey.digits >= 40 && survey.gaps * 8 <= survey.digits && survey.invalidCount * 40 <= survey.digits;
}

// shared/saml/binding/declaration.ts
var encoding = /^((?:\xef\xbb\xbf)?\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9})(["'])([A-Za-z0-9._-]{1,40})\2/;
function declareUtf8(xml) {
  const match = encoding.exec(xml.slice(0, 400));
  if (match === null) return xml;
  const [whole, before2, quote2, name2] = match;
  if (/^(?:utf-?8|us-ascii|ascii)$/i.test(name2)) return xml;
  return `${before2}${quote2}UTF-8${quote2}`.padEnd(whole.length, " ") + xml.slice(whole.length);
}

// shared/saml/binding/source.ts
var notSent = { carrier: "unknown", parameter: null, relayState: null, query: null, destination: null };
function toMessage(unwrapped, original, sent) {
  const { bytes, kind, deflated, fault } = unwrapped;
  const isMessage = kind === "xml" || fault !== null;
  const isRedirect = sent.carrier === "query" || sent.carrier === "unknown" && deflated;
  const wasSent = sent.parameter !== null || sent.carrier !== "unknown" || deflated || unwrapped.isEncoded;
  const binding2 = !isMessage || !wasSent ? null : isRedirect ? "HTTP-Redirect" : "HTTP-POST";
  let notes = unwrapped.notes.filter((each7, index, all) => all.findIndex((other) => other.code === each7.code) === index);
  if (sent.carrier === "query") notes = notes.filter((each7) => each7.code !== "deflated");
  if (sent.carrier === "query" && !deflated && kind === "xml") notes = [...notes, note("not-deflated")];
  if (sent.carrier === "post" && deflated) notes = notes.map((each7) => each7.code === "deflated" ? note("deflated-in-post") : each7);
  return {
    bytes,
    original,
    isOwn: false,
    kind,
    binding: binding2,
    notes,
    fault,
    parameter: sent.parameter,
    relayState: sent.relayState,
    query: binding2 === "HTTP-Redirect" ? sent.query : null,
    destination: sent.destination
  };
}
var spelling = /^saml[ _-]?re(sponse|quest)$/i;
function parameterOf(name2) {
  const match = spelling.exec(name2);
  return match === null ? null : match[1].toLowerCase() === "sponse" ? "SAMLResponse" : "SAMLRequest";
}

// shared/saml/binding/pem.ts
var dashesBefore = /(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])+ ?$/;
var labelAndDashes = /^(?:BEGIN|END) [A-Z0-9][A-Z0-9 ]{1,60}[A-Z0-9] ?(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])+/;
var LONGEST_DASHES = 16;
var LONGEST_LABEL = 6 + 62 + LONGEST_DASHES;
var BETWEEN_BLOCKS = 2e3;
function findBoundary(octets, word, from, limit) {
  for (let at = octets.indexOf(word, from); at >= 0 && at < limit; at = octets.indexOf(word, at + word.length)) {
    const last2 = octets.charCodeAt(octets.charAt(at - 1) === " " ? at - 2 : at - 1);
    if (last2 !== 45 && !(last2 >= 128)) continue;
    const before2 = dashesBefore.exec(octets.slice(Math.max(from, at - LONGEST_DASHES), at));
    if (before2 === null) continue;
    const match = labelAndDashes.exec(octets.slice(at, at + LONGEST_LABEL));
    if (match === null) continue;
    const label = match[0].replace(/[^A-Z0-9]+$/, "");
    return { start: at - before2[0].length, end: at + match[0].length, label };
  }
  return null;
}
function findPem(octets, from) {
  let begin = findBoundary(octets, "BEGIN ", from, octets.length);
  if (begin === null) return null;
  const { start } = begin;
  for (; ; ) {
    const end = findBoundary(octets, "END ", begin.end, octets.length);
    if (end === null) return { start, end: octets.length };
    begin = findBoundary(octets, "BEGIN ", end.end, end.end + BETWEEN_BLOCKS);
    if (begin === null || /[<{]|SAML/.test(octets.slice(end.end, begin.start))) return { start, end: end.end };
  }
}
function pemBytes(text) {
  const first = findBoundary(text, "BEGIN ", 0, 2 * LONGEST_DASHES);
  if (first === null || first.start !== 0) return null;
  const pieces = [];
  let copied = 0;
  for (let boundary = first; boundary !== null; ) {
    pieces.push(text.slice(copied, boundary.start), `-----${boundary.label}-----`);
    copied = boundary.end;
    boundary = findBoundary(text, boundary.label.startsWith("BEGIN") ? "END " : "BEGIN ", copied, text.length);
  }
  const plainDashes = pieces.join("") + text.slice(copied);
  return { bytes: toBytes(plainDashes), notes: plainDashes === text ? [] : [note("curly-dashes")] };
}

// shared/saml/binding/xml-region.ts
var roots2 = [
  "Response",
  "AuthnRequest",
  "LogoutRequest",
  "LogoutResponse",
  "ArtifactResolve",
  "ArtifactResponse",
  "Assertion",
  "EncryptedAssertion",
  "AttributeQuery",
  "ManageNameIDRequest",
  "ManageNameIDResponse",
  "EntityDescriptor",
  "EntitiesDescriptor",
  "Envelope",
  "RequestSecurityTokenResponse",
  "RequestSecurityTokenResponseCollection"
].join("|");
var name = "[A-Za-z_\\x80-\\xff][\\w.\\-\\x80-\\xff]{0,99}";
var knownRootSource = `(?:${name}(?::|%3[aA]))?(?:${roots2})(?![\\w.\\-:\\x80-\\xff])`;
var knownRoot = new RegExp(`<(?:(${name}):)?(?:${roots2})(?=[\\s/>])`, "y");
var anyRoot = new RegExp(`<${name}(?::${name})?(?=[\\s/>])`, "y");
function isKnownRoot(octets, at) {
  knownRoot.lastIndex = at;
  const match = knownRoot.exec(octets);
  if (match === null) return false;
  const next = octets.indexOf("<", at + 1);
  const tag2 = octets.slice(at, next < 0 ? octets.length : next);
  return tag2.includes(match[1] === void 0 ? "xmlns=" : `xmlns:${match[1]}=`);
}
function isElementStart(octets, at) {
  anyRoot.lastIndex = at;
  return anyRoot.test(octets);
}
function skipProlog(octets, from) {
  let at = from;
  for (; ; ) {
    while (at < octets.length && isSpace(octets.charCodeAt(at))) at++;
    let end;
    if (octets.startsWith("<!--", at)) end = after(octets, "-->", at + 4);
    else if (octets.startsWith("<?", at)) end = after(octets, "?>", at + 2);
    else if (octets.startsWith("<!DOCTYPE", at)) end = doctypeEnd(octets, at);
    else return at;
    at = end;
  }
}
function after(octets, mark, from) {
  const found2 = octets.indexOf(mark, from);
  return found2 < 0 ? octets.length : found2 + mark.length;
}
function doctypeEnd(octets, at) {
  const close = after(octets, ">", at);
  const subset = octets.slice(at, close).indexOf("[");
  return subset < 0 ? close : after(octets, ">", after(octets, "]", at + subset));
}
function elementEnd(octets, root) {
  let depth = 0;
  let at = root;
  while (at >= 0) {
    const next = octets.charCodeAt(at + 1);
    if (next === 33) {
      if (octets.startsWith("<!--", at)) at = after(octets, "-->", at + 4);
      else if (octets.startsWith("<![CDATA[", at)) at = after(octets, "]]>", at + 9);
      else at = after(octets, ">", at);
    } else if (next === 63) {
      at = after(octets, "?>", at + 2);
    } else {
      const close = tagEnd(octets, at);
      if (close < 0) return -1;
      if (next === 47) depth--;
      else if (octets.charCodeAt(close - 2) !== 47) depth++;
      at = close;
      if (depth <= 0) return at;
    }
    at = octets.indexOf("<", at);
  }
  return -1;
}
function tagEnd(octets, at) {
  let quote2 = 0;
  for (let index = at + 1; index < octets.length; index++) {
    const code = octets.charCodeAt(index);
    if (quote2 !== 0) {
      if (code === quote2) quote2 = 0;
    } else if (code === 34 || code === 39) quote2 = code;
    else if (code === 62) return index + 1;
  }
  return -1;
}
function findXml(octets, from) {
  const head = new RegExp(`<\\?xml[\\s?]|<!DOCTYPE|<(?=(?:${name}:)?(?:${roots2})[\\s/>])`, "g");
  head.lastIndex = from;
  for (let match = head.exec(octets); match !== null; match = head.exec(octets)) {
    const start = match.index;
    const root = match[0].length > 1 ? skipProlog(octets, start) : start;
    if (isKnownRoot(octets, root)) return { start, root };
    head.lastIndex = Math.max(root, start + 1);
  }
  return null;
}

// shared/saml/binding/sniff.ts
var PEEK = 64 * 1024;
function fromUtf16(bytes) {
  const order4 = utf16Order(bytes);
  if (order4 === null) return null;
  return plain2(Buffer.from(new TextDecoder(order4).decode(bytes), "utf8"));
}
function utf16Order(bytes) {
  if (bytes.length < 4) return null;
  if (bytes[0] === 255 && bytes[1] === 254) return "utf-16le";
  if (bytes[0] === 254 && bytes[1] === 255) return "utf-16be";
  const length = Math.min(bytes.length & ~1, 64);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) evenZeros++;
    if (bytes[at + 1] === 0) oddZeros++;
  }
  if (oddZeros === length / 2 && evenZeros === 0) return "utf-16le";
  if (evenZeros === length / 2 && oddZeros === 0) return "utf-16be";
  return null;
}
function isDer(bytes) {
  if (bytes[0] !== 48 || bytes.length < 16) return false;
  const form2 = bytes[1];
  if (form2 === 130) return startsDerContent(bytes[4]) && derLength(bytes, 2) > 127;
  if (form2 === 131) return startsDerContent(bytes[5]) && derLength(bytes, 3) + 5 === bytes.length;
  if (form2 === 129) return startsDerContent(bytes[3]) && derLength(bytes, 1) + 3 === bytes.length;
  if (form2 === 128) return startsDerContent(bytes[2]) && bytes.at(-1) === 0 && bytes.at(-2) === 0;
  return form2 < 128 && startsDerContent(bytes[2]) && form2 + 2 === bytes.length;
}
function startsDerContent(tag2) {
  return tag2 === 48 || tag2 === 2 || tag2 === 6;
}
function derLength(bytes, octetCount) {
  let length = 0;
  for (let at = 2; at < 2 + octetCount; at++) length = length * 256 + bytes[at];
  return length;
}
function compressedWrapper(bytes) {
  if (bytes.length < 8) return null;
  if (bytes[0] === 31 && bytes[1] === 139 && bytes[2] === 8) return "gzip-wrapped";
  const isDeflate = (bytes[0] & 15) === 8 && bytes[0] >> 4 <= 7 && (bytes[1] & 32) === 0;
  return isDeflate && (bytes[0] * 256 + bytes[1]) % 31 === 0 ? "zlib-wrapped" : null;
}
var htmlTag = /<(?:!doctype\s+html|(?:html|head|body|form|input|script|title|meta|div|p|h[1-6]|center|link|style|noscript|span|table|br|iframe|pre|ul|font)(?=[\s/>]))/iy;
function isHtml(octets, from) {
  let at = from;
  for (; ; ) {
    htmlTag.lastIndex = at;
    if (htmlTag.test(octets)) return true;
    const isProlog = octets.startsWith("<!--", at) || octets.startsWith("<?", at);
    const next = isProlog ? skipOne(octets, at) : at;
    if (next === at) return false;
    at = next;
  }
}
function skipOne(octets, at) {
  const mark = octets.startsWith("<?", at) ? "?>" : "-->";
  const found2 = octets.indexOf(mark, at);
  let next = found2 < 0 ? octets.length : found2 + mark.length;
  while (next < octets.length && isSpace(octets.charCodeAt(next))) next++;
  return next;
}
function isMarkup(octets, from) {
  if (octets.charCodeAt(from) !== 60) return false;
  return isElementStart(octets, skipProlog(octets, from)) || /^<(?:\?xml|!DOCTYPE|!--)/.test(octets.slice(from, from + 9));
}
var harHead = /\{\s{0,99}"log"\s{0,99}:\s{0,99}\{/y;
function jsonKind(octets, from, isCut) {
  const head = octets.slice(from, from + PEEK);
  if (!/^(?:\{\s*["}]|\[\s*(?:["[{\]]|(?:-?[\d.eE+]{1,40}|true|false|null)\s{0,99}[,\]]))/.test(head)) return null;
  harHead.lastIndex = 0;
  if (!harHead.test(head)) return "json";
  const hasEntries = /"entries"\s{0,99}:/.test(head);
  return hasEntries || (isCut || octets.length > from + PEEK) && head.includes('"creator"') && head.includes('"version"') ? "har" : "json";
}
function isPrintable(octets) {
  const head = octets.slice(0, PEEK);
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(head) && !isBrokenUtf8(head);
}
function isBrokenUtf8(head) {
  const text = Buffer.from(head, "latin1").toString("utf8");
  const broken2 = text.split("\uFFFD").length - 1;
  return broken2 * 10 > text.length + 20;
}
function kindOf(bytes) {
  if (isDer(bytes)) return "certificate";
  const head = bytes.subarray(0, PEEK);
  let octets = toOctets(fromUtf16(head) ?? head);
  let { start, end } = trimOctets(octets);
  if (start === end && bytes.length > head.length) {
    octets = toOctets(bytes);
    ({ start, end } = trimOctets(octets));
  }
  if (start === end) return "empty";
  if (octets.charCodeAt(start) === 60) {
    if (isHtml(octets, start)) return "html";
    if (isMarkup(octets, start)) return "xml";
  }
  return jsonKind(octets, start, bytes.length > octets.length) ?? (isPrintable(octets) ? "text" : "binary");
}
function hasKnownRoot(bytes) {
  const head = bytes.subarray(0, PEEK);
  const octets = toOctets(fromUtf16(head) ?? head);
  return isKnownRoot(octets, skipProlog(octets, trimOctets(octets).start));
}
function xmlWholeness(bytes) {
  const octets = toOctets(fromUtf16(bytes) ?? bytes);
  const { start } = trimOctets(octets);
  if (!isMarkup(octets, start)) return 0;
  const root = skipProlog(octets, start);
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(octets)) return 1;
  const end = elementEnd(octets, root);
  if (end < 0 || skipProlog(octets, end) < octets.length) return 1;
  return isUtf8(octets) ? 2 : 1;
}
function isUtf8(octets) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(octets, "latin1"));
    return true;
  } catch {
    return false;
  }
}

// shared/saml/binding/unwrap.ts
var LAYERS = 8;
function unwrap(value, reading) {
  return unwrapText(value, reading, [], LAYERS);
}
function unwrapText(value, reading, before2, layers) {
  const notes = [...before2];
  let text = trimmed(value);
  let percentLayers = 0;
  const add = (code) => {
    if (!notes.some((known3) => known3.code === code)) notes.push(note(code));
  };
  for (let layer = 0; layer < layers; layer++) {
    if (text === "") return failed2(toBytes(value), notes, { code: "empty", message: "The value is empty. Copy the whole message." });
    const first = text.charAt(0);
    if (first === "<") return classified(toBytes(text), reading, notes);
    const pem = text.includes("\\") ? null : pemBytes(text);
    if (pem !== null) return { bytes: pem.bytes, kind: "certificate", deflated: false, isEncoded: false, notes: [...notes, ...pem.notes], fault: null };
    let next = text;
    let code = "quoted";
    if (isQuoted(text)) {
      next = text.slice(1, -1);
    } else if (text.includes("\\") && (next = backslashDecode(text)) !== text) {
      code = "escaped";
    } else if (hasEntity(text)) {
      next = entityDecode(text);
      code = "html-entities";
    } else if (hasPercentEscape(text)) {
      next = percentDecode(text);
      percentLayers++;
      code = percentLayers > 1 ? "url-encoded-twice" : "url-encoded";
    } else if (/[\x80-\xff]/.test(text) && (next = withoutInvisible(text)) !== text) {
      code = "invisible-characters";
    } else {
      break;
    }
    if (!(code === "url-encoded" && reading.isParameter)) add(code);
    if (code === "url-encoded-twice") removeNote(notes, "url-encoded");
    text = trimmed(next);
  }
  return unwrapBase64(text, reading, notes, layers);
}
function removeNote(notes, code) {
  const at = notes.findIndex((known3) => known3.code === code);
  if (at >= 0) notes.splice(at, 1);
}
function isQuoted(text) {
  const first = text.charAt(0);
  return text.length >= 2 && (first === '"' || first === "'" || first === "`") && text.endsWith(first);
}
function unwrapBase64(text, reading, notes, layers) {
  const survey = surveyBase64(text);
  const broken2 = base64Fault(text, survey);
  if (broken2 !== null) {
    if (reading.isParameter || wasMeantAsBase64(survey)) return failed2(toBytes(text), notes, { code: "base64-broken", message: broken2 });
    return unrecognised(toBytes(text), notes);
  }
  if (reading.isInsideBase64 === true) notes = [...notes, note("base64-twice")];
  const ways = base64Ways(survey);
  let best = null;
  for (const way of ways) {
    const read = readBase64(text, survey, way);
    if (read === null) continue;
    const unwrapped = unwrapBytes(read.bytes, reading, [...notes, ...read.notes], layers - 1);
    if (best === null || worth(unwrapped) > worth(best)) best = unwrapped;
  }
  return best === null ? unrecognised(toBytes(text), notes) : afterBase64(text, best, reading, notes);
}
function afterBase64(text, unwrapped, reading, notes) {
  const isNothing = unwrapped.fault?.code === "unrecognised" && !reading.isParameter;
  return isNothing ? unrecognised(toBytes(text), notes) : { ...unwrapped, isEncoded: true };
}
function isWhole({ fault, kind, bytes, notes }) {
  return fault === null && (kind !== "xml" || xmlWholeness(bytes) === 2) && !notes.some((each7) => each7.code === "deflate-rest");
}
function worth(unwrapped) {
  if (unwrapped.fault !== null) return unwrapped.fault.code === "unrecognised" ? -2 : -1;
  return unwrapped.kind === "xml" ? xmlWholeness(unwrapped.bytes) : 1;
}
function unwrapBytes(bytes, reading, notes = [], layers = LAYERS) {
  const kind = kindOf(bytes);
  if (kind !== "text" && kind !== "binary") return classified(bytes, reading, notes);
  if (layers <= 0) return unrecognised(bytes, notes);
  if (kind === "binary") return unwrapCompressed(bytes, reading, notes, layers) ?? unrecognised(bytes, notes);
  const again4 = unwrapText(toOctets(bytes), { ...reading, isParameter: false, isInsideBase64: true }, notes, layers - 1);
  return again4.fault === null ? again4 : unrecognised(bytes, notes);
}
function unwrapCompressed(bytes, reading, notes, layers) {
  const wrapper = compressedWrapper(bytes);
  const wrapped = wrapper === null ? null : unwrapForm("wrapped", bytes, reading, [...notes, note(wrapper)], layers);
  if (wrapped !== null || (bytes[0] & 6) === 6) return wrapped;
  return unwrapForm("raw", bytes, reading, [...notes, note("deflated")], layers);
}
function unwrapForm(form2, bytes, reading, notes, layers) {
  const { budget, isGuess, isParameter } = reading;
  const head = budget.peek(bytes, form2, isGuess);
  const isXml = head !== null && beginsAsMarkup(head);
  if (head === null || isGuess && (!isXml || budget.isSpent)) return null;
  const inflated = budget.inflate(bytes, form2);
  if (inflated.ok) {
    const inner = unwrapBytes(inflated.bytes, reading, inflated.rest > 0 ? [...notes, note("deflate-rest")] : notes, layers - 1);
    return inner.fault?.code !== "unrecognised" || isParameter ? { ...inner, deflated: true } : null;
  }
  if (inflated.reason === "too-large") return failed2(bytes, notes, inflateTooLarge(budget));
  if (!isXml) return null;
  const what = inflated.reason === "truncated" ? "ends too early: it was cut off" : "is damaged after its beginning: characters were lost or changed";
  const message2 = `The compressed (DEFLATE) message ${what}. Copy the whole URL again, from the network trace if you can.`;
  return failed2(bytes, notes, { code: "inflate-broken", message: message2 });
}
function inflateTooLarge({ limits, isSpent }) {
  const mebibytes = (count2) => (count2 / (1024 * 1024)).toLocaleString("en", { maximumFractionDigits: 2 });
  const limit = isSpent && limits.inflatedTotal > limits.inflated ? limits.inflatedTotal : limits.inflated;
  const message2 = limit === limits.inflated ? `The compressed message becomes larger than ${mebibytes(limit)} MiB, the most one may become here. No honest SAML message does; it was not unpacked further.` : `The compressed messages of this paste become larger than ${mebibytes(limit)} MiB together, the most they may. Hand in fewer at a time.`;
  return { code: "inflate-too-large", message: message2, limit };
}
function beginsAsMarkup(head) {
  return /^(?:\xef\xbb\xbf)?\s{0,64}<[A-Za-z_?!]|^\xff\xfe<\0/.test(toOctets(head.subarray(0, 80)));
}
function classified(bytes, reading, notes) {
  const kind = kindOf(bytes);
  const isTaken = !reading.isGuess || kind === "xml" && hasKnownRoot(bytes);
  if (kind === "text" || kind === "binary" || kind === "empty" || !isTaken) return unrecognised(bytes, notes);
  return { bytes, kind, deflated: false, isEncoded: false, notes, fault: null };
}
function failed2(bytes, notes, fault) {
  const kind = kindOf(bytes);
  return { bytes, kind: fault.code === "empty" ? "empty" : kind === "binary" ? "binary" : "text", deflated: false, isEncoded: false, notes, fault };
}
function otherText(bytes) {
  const text = toOctets(bytes.subarray(0, 2e4)).trim();
  if (/^https?:\/\/\S+$/i.test(text)) return "This is an address, not the document that stands behind it.";
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text) ? "This is a JSON web token, which belongs to OpenID Connect and not to SAML." : null;
}
function unrecognised(bytes, notes) {
  const isText = kindOf(bytes) === "text";
  const message2 = isText ? otherText(bytes) ?? "The text is no SAML message and no encoding of one." : "The bytes are no SAML message and no certificate.";
  return failed2(bytes, notes, { code: "unrecognised", message: message2 });
}

// shared/saml/binding/form.ts
var endsWord = octetClass("\"'<>`\0");
var continues = (() => {
  const table3 = octetClass("%=&+.~");
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1 || isSpace(code)) table3[code] = 1;
  return table3;
})();
function openForm(source2, mentionStart, valueStart, floor) {
  const { text } = source2;
  let start = mentionStart;
  while (start > floor && !stopsWord(text.charCodeAt(start - 1))) start--;
  let end = valueStart;
  while (end < text.length && !stopsWord(text.charCodeAt(end))) end++;
  const plain5 = readWord(source2, start, end, mentionStart);
  if (end >= text.length || !isSpace(text.charCodeAt(end)) || plain5.every(isSettled)) return { start, end, messages: plain5 };
  for (const longer of longerEnds(source2, end)) {
    const messages3 = readWord(source2, start, longer, mentionStart);
    if (messages3.length > 0 && messages3.every(isWhole)) return { start, end: longer, messages: messages3 };
  }
  return { start, end, messages: plain5 };
}
function isSettled(message2) {
  return isWhole(message2) || message2.fault?.code === "inflate-too-large";
}
function stopsWord(code) {
  return endsWord[code] === 1 || isSpace(code);
}
function longerEnds({ text, nextMention }, from) {
  const limit = nextMention.after(from);
  let end = from;
  let lineEnd = -1;
  while (end < limit && continues[text.charCodeAt(end)] === 1) {
    if (lineEnd < 0 && (text.charAt(end) === "\n" || text.charAt(end) === "\r")) lineEnd = end;
    end++;
  }
  return lineEnd < 0 || lineEnd === from ? [end] : [lineEnd, end];
}
function readWord(source2, start, end, mentionStart) {
  const word = source2.text.slice(start, end);
  if (word.includes("&amp;") || word.includes("&#")) return source2.search(entityDecode(word), start, end, "html-entities");
  if (/\\(?:u00|x|\/|\\)/.test(word)) return source2.search(backslashDecode(word), start, end, "escaped");
  if (/\^(?:[&%^]|$)/.test(word)) return source2.search(caretDecode(word).replace(/\^$/, ""), start, end, "shell-escapes");
  if (/saml[ _-]?re(?:sponse|quest)%(?:25)*3d/i.test(word) && !/saml[ _-]?re(?:sponse|quest)=/i.test(word)) {
    return source2.search(percentDecode(word), start, end, "url-encoded");
  }
  return readFields(source2, start, end, mentionStart);
}
function* fields(query) {
  for (let at = 0; at < query.length; ) {
    const found2 = query.indexOf("&", at);
    const field2 = query.slice(at, found2 < 0 ? query.length : found2);
    const equals = field2.indexOf("=");
    if (equals >= 0) yield { name: field2.slice(0, equals), value: field2.slice(equals + 1), isLast: found2 < 0 };
    at += field2.length + 1;
  }
}
function firstField(before2) {
  const first = before2.slice(0, before2.indexOf("&") + 1);
  const name2 = /[\w.\-%[\]]{1,100}(?==)/.exec(first);
  return name2 === null ? before2.length : name2.index;
}
function urlIn(before2) {
  const query = /[?#]/g;
  let schemeAt = before2.lastIndexOf("://");
  for (let tries = 0; schemeAt > 0 && tries < 8; tries++) {
    query.lastIndex = schemeAt;
    const mark = query.exec(before2);
    const scheme = /[A-Za-z][A-Za-z0-9+.-]{0,20}$/.exec(before2.slice(Math.max(0, schemeAt - 21), schemeAt));
    const start = schemeAt - (scheme?.[0].length ?? 0);
    if (mark !== null && scheme !== null && !before2.slice(0, start).endsWith("RelayState=")) {
      return { address: toText(before2.slice(start, mark.index)), queryStart: mark.index + 1 };
    }
    schemeAt = before2.lastIndexOf("://", schemeAt - 1);
  }
  const path = /^[^=&]*\?/.exec(before2);
  return path === null ? null : { address: null, queryStart: path[0].length };
}
function readFields(source2, start, end, mentionStart) {
  const { budget } = source2;
  const word = source2.text.slice(start, end);
  const before2 = word.slice(0, mentionStart - start);
  const url = urlIn(before2);
  const hash = word.indexOf("#", before2.length);
  const wrapped = word.slice(url?.queryStart ?? firstField(before2), hash < 0 ? word.length : hash);
  const query = url !== null || /&Signature=/.test(joined(wrapped)) ? joined(wrapped) : wrapped;
  const carried = [];
  const around2 = /* @__PURE__ */ new Map();
  let repeated2 = false;
  for (const field2 of fields(query)) {
    if (parameterOf(field2.name) !== null) {
      if (carried.length <= budget.limits.messages) carried.push(field2);
    } else if (field2.name === "RelayState" || field2.name === "SigAlg" || field2.name === "Signature") {
      if (around2.has(field2.name)) repeated2 = true;
      else around2.set(field2.name, field2.isLast ? lastValue(field2.name, field2.value) : field2.value);
    }
  }
  const relayState = around2.get("RelayState");
  const destination = url?.address ?? source2.commandUrl(start, end);
  const carrier = url !== null ? "query" : destination !== null ? "post" : "unknown";
  return carried.map((field2, index) => {
    const parameter = parameterOf(field2.name);
    const value = index === carried.length - 1 ? withoutPunctuation(field2.value) : field2.value;
    const unwrapped = unwrap(value, { budget, isParameter: true, isGuess: false });
    const notes = [...unwrapped.notes];
    if (value.includes("+")) notes.push(note("plus-unescaped"));
    if (field2.name !== parameter) notes.push(note("parameter-name"));
    if (repeated2 || carried.some((other) => other !== field2 && other.name === field2.name)) notes.push(note("repeated-parameter"));
    return toMessage({ ...unwrapped, notes }, source2.original(start, end), {
      carrier,
      parameter,
      destination,
      relayState: relayState === void 0 ? null : toText(formDecode(relayState)),
      query: redirectQuery(field2.name, value, around2, url?.address ?? null)
    });
  });
}
function joined(value) {
  return value.replace(/[\r\n]+[ \t]*/g, "");
}
function lastValue(name2, value) {
  const padding3 = name2 === "Signature" ? /(?:=|%3[dD]){1,2}/.exec(value) : null;
  const candidate = padding3 === null ? value : value.slice(0, padding3.index + padding3[0].length);
  const space = candidate.search(/[\s\0]/);
  return space < 0 ? candidate : candidate.slice(0, space);
}
function withoutPunctuation(value) {
  let end = value.length;
  while (end > 0 && "),;.]}".includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}
function redirectQuery(name2, value, around2, url) {
  const sigAlg = around2.get("SigAlg");
  const signature2 = around2.get("Signature");
  let signedOctets = `${name2}=${value}`;
  for (const other of ["RelayState", "SigAlg"]) {
    const sent = around2.get(other);
    if (sent !== void 0) signedOctets += `&${other}=${sent}`;
  }
  return {
    signedOctets: toText(signedOctets),
    sigAlg: sigAlg === void 0 ? null : toText(formDecode(sigAlg)),
    // A "+" that was not encoded stays a "+": base64 has no spaces.
    signature: signature2 === void 0 ? null : percentDecode(signature2).replaceAll(" ", "+").replace(/[\r\n\t]/g, ""),
    url
  };
}

// shared/saml/binding/html-form.ts
var interesting = /<(?:\/?form|input|textarea)(?=[\s/>])/gi;
var wanted = /* @__PURE__ */ new Set(["name", "value", "action", "method", "href", "id"]);
function findForm(source2, from) {
  for (let at = from; ; ) {
    const form2 = readForm(source2.text, at, source2.budget.limits.messages);
    if (form2 === null) return null;
    if (form2.fields.length > 0) return { start: form2.start, resume: form2.end, open: () => openForm2(source2, form2) };
    at = form2.end;
  }
}
function readForm(text, from, mostFields) {
  const pattern = new RegExp(interesting);
  pattern.lastIndex = from;
  let form2 = null;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const tag2 = readTag(text, match.index);
    if (tag2.name === "form" && form2 !== null) return { ...form2, end: match.index };
    if (tag2.name === "/form" && form2 !== null) return { ...form2, end: tag2.end };
    pattern.lastIndex = tag2.end;
    if (tag2.name === "/form") continue;
    form2 ??= { start: match.index, end: text.length, action: null, isGet: false, fields: [], relayState: null };
    if (tag2.name === "form") {
      form2.action = tag2.attributes.get("action") ?? null;
      form2.isGet = tag2.attributes.get("method")?.toLowerCase() === "get";
      continue;
    }
    let value = tag2.attributes.get("value") ?? "";
    if (tag2.name === "textarea") {
      const close = endOfTextArea(text, tag2.end);
      value = entityDecode(text.slice(tag2.end, close));
      pattern.lastIndex = close;
    }
    const name2 = tag2.attributes.get("name") ?? tag2.attributes.get("id") ?? "";
    if (parameterOf(name2) !== null && form2.fields.length <= mostFields) form2.fields.push({ name: name2, value });
    if (name2 === "RelayState") form2.relayState ??= value;
  }
  return form2;
}
function endOfTextArea(text, from) {
  const pattern = /<\/textarea/gi;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
function readTag(text, at) {
  const name2 = /^<(\/?[A-Za-z]+)/.exec(text.slice(at, at + 20))?.[1] ?? "";
  const attributes = /* @__PURE__ */ new Map();
  let position = at + 1 + name2.length;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === 62) return { name: name2.toLowerCase(), attributes, end: position + 1 };
    if (code === 60) break;
    if (isSpace(code) || code === 47) {
      position++;
      continue;
    }
    position = readAttribute(text, position, attributes);
  }
  return { name: name2.toLowerCase(), attributes, end: Math.min(position, text.length) };
}
function readAttribute(text, start, attributes) {
  let position = start + 1;
  while (position < text.length && !isSpace(text.charCodeAt(position)) && !"=>/<".includes(text.charAt(position))) position++;
  const name2 = text.slice(start, Math.min(position, start + 20)).toLowerCase();
  while (isSpace(text.charCodeAt(position))) position++;
  if (text.charAt(position) !== "=") return position;
  position++;
  while (isSpace(text.charCodeAt(position))) position++;
  const quote2 = /^\\?["']/.exec(text.slice(position, position + 2))?.[0] ?? null;
  let end;
  let value;
  if (quote2 !== null) {
    const close = text.indexOf(quote2, position + quote2.length);
    end = close < 0 ? text.length : close + quote2.length;
    value = text.slice(position + quote2.length, close < 0 ? text.length : close);
    if (quote2.length > 1) value = backslashDecode(value);
  } else {
    end = position;
    while (end < text.length && !isSpace(text.charCodeAt(end)) && text.charAt(end) !== ">") end++;
    value = text.slice(position, end);
  }
  if (wanted.has(name2) && !attributes.has(name2)) attributes.set(name2, entityDecode(value));
  return end;
}
function openForm2(source2, form2) {
  const { destination, isRelative } = resolveAction(source2.text, form2);
  const messages3 = form2.fields.map(({ name: name2, value }) => {
    const parameter = parameterOf(name2);
    const unwrapped = unwrap(value, { budget: source2.budget, isParameter: true, isGuess: false });
    const notes = [...unwrapped.notes];
    if (name2 !== parameter) notes.push(note("parameter-name"));
    if (isRelative) notes.push(note("relative-action"));
    return toMessage({ ...unwrapped, notes }, source2.original(form2.start, form2.end), {
      carrier: form2.isGet ? "query" : "post",
      parameter,
      relayState: form2.relayState === null ? null : toText(form2.relayState),
      query: null,
      destination
    });
  });
  return { start: form2.start, end: form2.end, messages: messages3 };
}
function resolveAction(text, form2) {
  const action = form2.action === null ? "" : toText(form2.action).trim();
  if (/^[A-Za-z][A-Za-z0-9+.-]{0,20}:/.test(action)) return { destination: action, isRelative: false };
  const base = baseAddress(text);
  if (base !== null && URL.canParse(action, base)) return { destination: new URL(action, base).href, isRelative: false };
  return { destination: null, isRelative: action !== "" };
}
function baseAddress(text) {
  const at = text.search(/<base(?=[\s/>])/i);
  const href = at < 0 ? void 0 : readTag(text, at).attributes.get("href");
  const saved = href === void 0 ? /<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->/.exec(text.slice(0, 4096))?.[1] : href;
  return saved === void 0 ? null : toText(saved);
}

// shared/saml/binding/named-value.ts
var SHORTEST_VALUE = 24;
var NEARBY = 1e3;
var valueClass = (() => {
  const table3 = octetClass("%=");
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1) table3[code] = 1;
  return table3;
})();
function openNamedValue(source2, mention, connector2, floor) {
  const { text, budget } = source2;
  const name2 = text.slice(mention.start, mention.end);
  const ends = valueEnds(source2, connector2);
  for (const end of ends) {
    const value = text.slice(connector2.valueStart, end);
    if (value.length < SHORTEST_VALUE || isProse(value)) continue;
    const unwrapped = unwrap(value, { budget, isParameter: true, isGuess: false });
    if (end !== ends.at(-1) && !isWhole(unwrapped)) continue;
    if (unwrapped.fault?.code === "unrecognised") return null;
    return {
      start: mention.start,
      end,
      messages: [toMessage(unwrapped, source2.original(mention.start, end), {
        ...notSent,
        parameter: parameterOf(name2),
        relayState: nearbyRelayState(text, Math.max(floor, mention.start - NEARBY), mention.start, end)
      })]
    };
  }
  return null;
}
function isProse(value) {
  return /^\S{1,19}(?: \S{1,19}){2}/.test(value);
}
function valueEnds({ text, nextMention }, connector2) {
  const { valueStart, quote: quote2 } = connector2;
  if (quote2 !== null) {
    const found2 = closingQuote(text, quote2, valueStart);
    return [found2 < 0 ? runEnd(text, valueStart, text.length) : found2];
  }
  const limit = nextMention.after(valueStart);
  const first = runEnd(text, valueStart, limit);
  const last2 = continuedEnd(text, first, limit);
  return last2 === first ? [first] : [first, last2];
}
function closingQuote(text, quote2, from) {
  let at = text.indexOf(quote2, from);
  while (at > from && text.charAt(at - 1) === "\\") at = text.indexOf(quote2, at + quote2.length);
  return at;
}
function runEnd(text, from, limit) {
  let end = from;
  while (end < limit && valueClass[text.charCodeAt(end)] === 1) end++;
  return end;
}
function continuedEnd(text, from, limit) {
  let end = from;
  while (text.charAt(end - 1) !== "=") {
    let next = end;
    while (next < limit && isSpace(text.charCodeAt(next))) next++;
    if (!/[\r\n]/.test(text.slice(end, Math.min(next, end + 16)))) return end;
    const stop = runEnd(text, next, limit);
    const isWholeLine = stop >= limit || isSpace(text.charCodeAt(stop)) || "\"'<,&`".includes(text.charAt(stop));
    if (stop === next || !isWholeLine) return end;
    end = stop;
  }
  return end;
}
function nearbyRelayState(text, from, mentionStart, valueEnd) {
  const next = findMention(text.slice(valueEnd, valueEnd + NEARBY), 0);
  const after2 = text.slice(valueEnd, valueEnd + (next?.start ?? NEARBY));
  return relayStateIn(after2) ?? relayStateIn(text.slice(from, mentionStart));
}
function relayStateIn(text) {
  const at = text.search(/relay[ _-]?state/i);
  if (at < 0) return null;
  const match = /^relay[ _-]?state/i.exec(text.slice(at));
  const connector2 = match === null ? null : readConnector(text, at + match[0].length);
  if (connector2 === null) return null;
  const { valueStart, quote: quote2 } = connector2;
  if (quote2 === null) {
    const line = /^[^\r\n&,;}\]]*/.exec(text.slice(valueStart));
    return line === null ? null : toText(line[0].trimEnd());
  }
  const end = text.indexOf(quote2, valueStart);
  if (end < 0) return null;
  const value = text.slice(valueStart, end);
  return toText(quote2.startsWith("&") ? entityDecode(value) : backslashDecode(value));
}

// shared/saml/binding/scan.ts
function scan(source2, takesPem) {
  const finders = takesPem ? [...textFinders, pemFinder] : textFinders;
  const next = finders.map((find) => find(source2, 0));
  const found2 = [];
  let floor = 0;
  let count2 = 0;
  while (count2 <= source2.budget.limits.messages) {
    let chosen = -1;
    for (let index = 0; index < next.length; index++) {
      let candidate2 = next[index] ?? null;
      if (candidate2 !== null && candidate2.start < floor) candidate2 = next[index] = finders[index](source2, floor);
      if (candidate2 !== null && (chosen < 0 || candidate2.start < next[chosen].start)) chosen = index;
    }
    if (chosen < 0) break;
    const candidate = next[chosen];
    const opened2 = candidate.open(floor);
    if (opened2 !== null && opened2.messages.length > 0) {
      found2.push(opened2);
      count2 += opened2.messages.length;
      floor = Math.max(floor, opened2.end);
    }
    const resume = Math.max(candidate.resume, opened2?.end ?? 0);
    next[chosen] = finders[chosen](source2, Math.max(resume, floor));
  }
  return found2;
}
var mentionFinder = (source2, from) => {
  const { text } = source2;
  for (let mention = findMention(text, from); mention !== null; mention = findMention(text, mention.end)) {
    const connector2 = readConnector(text, mention.end);
    if (connector2 === null) continue;
    const { start, end } = mention;
    const found2 = mention;
    const open2 = (floor) => connector2.form === "form" ? openForm(source2, start, connector2.valueStart, floor) : openNamedValue(source2, found2, connector2, floor);
    return { start, resume: end, open: open2 };
  }
  return null;
};
var xmlFinder = (source2, from) => {
  const { text, budget } = source2;
  const head = findXml(text, from);
  if (head === null) return null;
  const open2 = (floor) => {
    const whole = source2.trimmed;
    const isFirst = floor === 0 && skipProlog(text, whole.start) === head.root;
    const start = isFirst ? whole.start : head.start;
    let end = budget.searchesEnds ? elementEnd(text, head.root) : -1;
    if (end < 0) {
      budget.missedEnd();
      end = unclosedEnd(text, head.root);
    }
    if (skipProlog(text, end) >= whole.end) end = whole.end;
    const { octets, codes } = undressed(text.slice(start, end));
    const codesAround = start > whole.start || end < whole.end ? ["text-around"] : [];
    const declared = source2.isCharacters ? declareUtf8(octets) : octets;
    if (declared !== octets) codesAround.push("transcoded");
    const unwrapped = {
      bytes: toBytes(declared),
      kind: "xml",
      deflated: false,
      isEncoded: false,
      fault: null,
      notes: [...codes, ...codesAround].map(note)
    };
    return { start, end, messages: [toMessage(unwrapped, source2.original(start, end), notSent)] };
  };
  return { start: head.start, resume: head.root + 1, open: open2 };
};
function unclosedEnd(text, root) {
  const name2 = /^<[^\s/>]{1,220}/.exec(text.slice(root, root + 221))?.[0] ?? "<?xml";
  const ends = [text.indexOf(name2, root + 1), text.indexOf("<?xml", root + 1)].filter((at) => at >= 0);
  return ends.length === 0 ? text.length : Math.min(...ends);
}
function undressed(xml) {
  const quote2 = /=\s{0,9}(\\+["']|""(?=[^\s/>"])|["'])/.exec(xml.slice(0, 4096))?.[1] ?? "";
  if (quote2 === '""') return { octets: doubledQuoteDecode(xml), codes: ["doubled-quotes"] };
  const hasLineEscapes = /^[^>]{0,2000}>\s{0,9}\\[nrt]/.test(xml);
  let octets = xml;
  for (let backslashes = Math.max(quote2.length - 1, hasLineEscapes ? 1 : 0); backslashes > 0; backslashes >>= 1) octets = backslashDecode(octets);
  return { octets, codes: octets === xml ? [] : ["escaped"] };
}
var SHORTEST_RUN = 32;
var LONGEST_REST = 64 * 1024;
var runFinder = (source2, from) => {
  const { text } = source2;
  let start = from;
  for (let at = from; at <= text.length; at++) {
    if (at < text.length && (base64Class[text.charCodeAt(at)] === 1 || text.charCodeAt(at) === 37)) continue;
    if (at - start >= SHORTEST_RUN && isPromising(text, start)) {
      const runStart = start;
      const runEnd2 = at;
      return { start: runStart, resume: runEnd2, open: () => openRun(source2, runStart, runEnd2) };
    }
    start = at + 1;
  }
  return null;
};
function isMarkupRun(text, start) {
  return /^(?:P[CDEFGH]|77u\/P)/.test(text.slice(start, start + 5));
}
function isPromising(text, start) {
  const head = text.slice(start, start + 64);
  return isMarkupRun(text, start) || !/^[0-9a-fA-F-]+$|^\/|^(.)\1{16}/.test(head);
}
function openRun(source2, start, end) {
  const { text, budget } = source2;
  let first = end;
  while (first < end + 2 && text.charAt(first) === "=") first++;
  const continued = continuedEnd(text, first, source2.nextMention.after(first));
  let best = null;
  for (const stop of continued === first ? [first] : [first, continued]) {
    const unwrapped2 = unwrap(text.slice(start, stop), { budget, isParameter: false, isGuess: true });
    if (!unwrapped2.isEncoded) continue;
    if (unwrapped2.fault !== null && (best !== null || unwrapped2.fault.code === "unrecognised")) continue;
    best = { end: stop, unwrapped: unwrapped2 };
    if (isClosed(unwrapped2)) break;
  }
  if (best === null) return { start, end: continued, messages: [] };
  const broken2 = isClosed(best.unwrapped) ? null : brokenRun(source2, start, best.end);
  if (broken2 !== null) return broken2;
  const { unwrapped } = best;
  const whole = source2.trimmed;
  const notes = start > whole.start || best.end < whole.end ? [...unwrapped.notes, note("text-around")] : unwrapped.notes;
  return { start, end: best.end, messages: [toMessage({ ...unwrapped, notes }, source2.original(start, best.end), notSent)] };
}
function brokenRun(source2, start, end) {
  const { text, budget } = source2;
  const limit = Math.min(text.length, end + LONGEST_REST);
  let stop = wordEnd(text, end, limit);
  for (let next = nextLine(text, stop); next > 0; next = nextLine(text, stop)) {
    const lineEnd = wordEnd(text, next, limit);
    if (lineEnd - next < SHORTEST_RUN) break;
    stop = lineEnd;
  }
  if (stop - end < SHORTEST_RUN) return null;
  const unwrapped = unwrap(text.slice(start, stop), { budget, isParameter: false, isGuess: false });
  if (unwrapped.fault?.code !== "base64-broken") return null;
  return { start, end: stop, messages: [toMessage(unwrapped, source2.original(start, stop), notSent)] };
}
function wordEnd(text, from, limit) {
  let end = from;
  while (end < limit && !isSpace(text.charCodeAt(end)) && !`"'<>`.includes(text.charAt(end))) end++;
  return end;
}
function nextLine(text, at) {
  const gap = /^\r?\n[ \t]{0,40}/.exec(text.slice(at, at + 42));
  return gap === null ? 0 : at + gap[0].length;
}
function isClosed(unwrapped) {
  let end = unwrapped.bytes.length;
  while (end > 0 && isSpace(unwrapped.bytes[end - 1])) end--;
  return unwrapped.fault === null && unwrapped.bytes[end - 1] === 62;
}
function dressedFinder(open2, stops, undo2, code) {
  const pattern = new RegExp(`(?:${open2})(?:${knownRootSource}|\\?xml|%3[fF]xml|form|input|html|!doctype)(?![a-z])`, "gi");
  return (source2, from) => {
    const { text } = source2;
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return null;
    const start = match.index;
    const stop = new RegExp(stops, "g");
    stop.lastIndex = start;
    const end = stop.exec(text)?.index ?? text.length;
    return { start, resume: end, open: () => ({ start, end, messages: source2.search(undo2(text.slice(start, end)), start, end, code) }) };
  };
}
var pemFinder = (source2, from) => {
  const pem = findPem(source2.text, from);
  if (pem === null) return null;
  const { start, end } = pem;
  const open2 = () => {
    const unwrapped = unwrap(source2.text.slice(start, end), { budget: source2.budget, isParameter: false, isGuess: false });
    return unwrapped.fault === null ? { start, end, messages: [toMessage(unwrapped, source2.original(start, end), notSent)] } : null;
  };
  return { start, resume: end, open: open2 };
};
var textFinders = [
  mentionFinder,
  findForm,
  xmlFinder,
  runFinder,
  dressedFinder("&(?:amp;)?(?:lt|#60|#[xX]3[cC]);", /[<]/, (octets) => entityDecode(octets.startsWith("&amp;") ? entityDecode(octets) : octets), "html-entities"),
  dressedFinder("%(?:25)?3[cC]", /[\s"'<>&]/, plusAndPercentDecode, "url-encoded"),
  dressedFinder("\\\\{1,8}(?:u003[cC]|x3[cC])", /(?!)/, backslashDecode, "escaped")
];
function plusAndPercentDecode(octets) {
  const spaced = octets.includes("%20") ? octets : octets.replaceAll("+", " ");
  const once = percentDecode(spaced);
  return /^%3[cC]/.test(once) ? percentDecode(once) : once;
}

// shared/saml/xml-chars.ts
var TAB = 9;
var LINE_FEED = 10;
var CARRIAGE_RETURN = 13;
var SPACE2 = 32;
var BANG = 33;
var QUOTE = 34;
var HASH = 35;
var AMPERSAND = 38;
var APOSTROPHE = 39;
var HYPHEN = 45;
var SLASH = 47;
var COLON = 58;
var SEMICOLON = 59;
var LESS = 60;
var EQUALS2 = 61;
var GREATER = 62;
var QUESTION = 63;
var RIGHT_BRACKET = 93;
var NONCHARACTER_LEAD = 239;
var padding = 4;
function byteTable(belongs) {
  const table3 = new Uint8Array(256);
  for (let byte = 0; byte < table3.length; byte++) table3[byte] = belongs(byte, String.fromCharCode(byte)) ? 1 : 0;
  return table3;
}
var isControl = (byte) => byte < 32 && byte !== TAB && byte !== LINE_FEED;
var isDigit = (byte) => byte >= 48 && byte <= 57;
var isLetter = (byte) => (byte | 32) >= 97 && (byte | 32) <= 122;
var isSpace2 = byteTable((byte) => byte === SPACE2 || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN);
var isNameByte = byteTable((byte, character) => byte >= 128 || isLetter(byte) || isDigit(byte) || "_:.-".includes(character));
var stopsText = byteTable((byte, character) => isControl(byte) || byte === NONCHARACTER_LEAD || "<&>".includes(character));
var stopsValue = byteTable((byte, character) => byte < 32 || byte === NONCHARACTER_LEAD || `<&"'`.includes(character));
var stopsComment = byteTable((byte) => isControl(byte) || byte === NONCHARACTER_LEAD || byte === HYPHEN);
var stopsCdata = byteTable((byte) => isControl(byte) || byte === NONCHARACTER_LEAD || byte === RIGHT_BRACKET);
var nameStartRanges = [
  192,
  214,
  216,
  246,
  248,
  767,
  880,
  893,
  895,
  8191,
  8204,
  8205,
  8304,
  8591,
  11264,
  12271,
  12289,
  55295,
  63744,
  64975,
  65008,
  65533,
  65536,
  983039
];
var nameOnlyRanges = [183, 183, 768, 879, 8255, 8256];
function isWithin(ranges, codePoint) {
  for (let i = 0; i < ranges.length; i += 2) if (codePoint >= ranges[i] && codePoint <= ranges[i + 1]) return true;
  return false;
}
function isNameStart(codePoint) {
  return codePoint < 128 ? isLetter(codePoint) || codePoint === 95 : isWithin(nameStartRanges, codePoint);
}
function isNameCharacter(codePoint) {
  if (codePoint < 128) return isNameByte[codePoint] === 1 && codePoint !== COLON;
  return isWithin(nameStartRanges, codePoint) || isWithin(nameOnlyRanges, codePoint);
}
function isXmlCharacter(codePoint) {
  if (codePoint < 32) return codePoint === TAB || codePoint === LINE_FEED || codePoint === CARRIAGE_RETURN;
  return codePoint <= 55295 || codePoint >= 57344 && codePoint <= 65533 || codePoint >= 65536 && codePoint <= 1114111;
}
function scan2(bytes, from, stops) {
  let at = from;
  while ((stops[bytes[at]] | stops[bytes[at + 1]] | stops[bytes[at + 2]] | stops[bytes[at + 3]]) === 0) at += 4;
  while (stops[bytes[at]] === 0) at++;
  return at;
}
function repeatedUntil(view, from, back, stop) {
  let at = from;
  const end = Math.min(stop, view.byteLength);
  while (at + 4 <= end && view.getInt32(at) === view.getInt32(at - back)) at += 4;
  while (at < end && view.getUint8(at) === view.getUint8(at - back)) at++;
  return at;
}
function utf8Length(lead) {
  return lead < 192 ? 1 : lead < 224 ? 2 : lead < 240 ? 3 : 4;
}
function codePointAt(bytes, at) {
  const lead = bytes[at];
  if (lead < 128) return lead;
  if (lead < 224) return (lead & 31) << 6 | bytes[at + 1] & 63;
  if (lead < 240) return (lead & 15) << 12 | (bytes[at + 1] & 63) << 6 | bytes[at + 2] & 63;
  return (lead & 7) << 18 | (bytes[at + 1] & 63) << 12 | (bytes[at + 2] & 63) << 6 | bytes[at + 3] & 63;
}
var smallestOfLength = [0, 0, 128, 2048, 65536];
function firstInvalidUtf8(bytes, end) {
  let at = 0;
  while (at < end) {
    const lead = bytes[at];
    if (lead < 128) {
      at++;
      continue;
    }
    const length = utf8Length(lead);
    if (length === 1 || lead > 244 || at + length > end) return at;
    for (let i = 1; i < length; i++) if ((bytes[at + i] & 192) !== 128) return at;
    const codePoint = codePointAt(bytes, at);
    if (codePoint < smallestOfLength[length] || codePoint > 1114111 || codePoint >= 55296 && codePoint <= 57343) return at;
    at += length;
  }
  return -1;
}
function codePointName(codePoint) {
  return "U+" + codePoint.toString(16).toUpperCase().padStart(4, "0");
}
function describeAt(bytes, at, end) {
  if (at >= end) return "the end of the document";
  const codePoint = codePointAt(bytes, at);
  if (codePoint === LINE_FEED || codePoint === CARRIAGE_RETURN) return "a line break";
  if (codePoint === SPACE2 || codePoint === TAB) return "a space";
  if (codePoint < 32 || codePoint >= 127 && codePoint < 160 || !isXmlCharacter(codePoint)) return "the character " + codePointName(codePoint);
  return `"${String.fromCodePoint(codePoint)}"`;
}

// shared/saml/binding/plain.ts
var roots3 = /* @__PURE__ */ new Set(["Response", "Assertion", "AuthnRequest", "LogoutRequest", "LogoutResponse", "EntityDescriptor", "EntitiesDescriptor"]);
var hasWideCharacter = /[^\0-\xff]/;
var headLength = 400;
function plainMessage(input2) {
  return typeof input2 === "string" ? plainText(input2) : plainBytes(input2);
}
function plainText(text) {
  if (text.charCodeAt(0) !== LESS) return plainBase64(text, text);
  const bytes = plain2(Buffer.from(text, "utf8"));
  return rootOf(bytes, true) ? message(bytes, bytes, null) : null;
}
function plainBytes(bytes) {
  if (bytes[0] === LESS) return rootOf(bytes, true) ? message(bytes, bytes, null) : null;
  return bytes.length % 4 === 0 ? plainBase64(toOctets(bytes), bytes) : null;
}
function plainBase64(encoded, original) {
  if (encoded.length % 4 !== 0 || encoded === "") return null;
  const room = Buffer.allocUnsafeSlow(encoded.length / 4 * 3 + padding);
  const length = room.write(encoded, "base64");
  const decoded3 = room.subarray(0, length);
  if (decoded3[0] !== LESS || !rootOf(decoded3, false) || !isExactBase64(encoded, decoded3)) return null;
  room.fill(0, length);
  return { ...message(plain2(decoded3), original, "HTTP-POST"), isOwn: true };
}
function isExactBase64(text, decoded3) {
  const padding3 = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (decoded3.length !== text.length / 4 * 3 - padding3 || hasWideCharacter.test(text) || text.includes("-") || text.includes("_")) return false;
  return decoded3.toString("base64", decoded3.length - (3 - padding3)) === text.slice(-4);
}
function rootOf(bytes, toItsEnd) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.toString("latin1", 0, headLength);
  const found2 = /^(?:<\?xml\s+version=(?:"1\.0"|'1\.0')(?:\s+encoding=(?:"UTF-8"|'UTF-8'|"utf-8"|'utf-8'))?\s*\?>\s*)?<((?:[\w-]+:)?(\w+))[\s>]/.exec(head);
  if (found2 === null || !roots3.has(found2[2])) return false;
  if (!toItsEnd) return true;
  let end = buffer.length;
  while (end > 0 && buffer[end - 1] <= 32) end--;
  const close = `</${found2[1]}>`;
  return buffer.indexOf(close, 0, "latin1") === end - close.length;
}
function message(bytes, original, binding2) {
  return { bytes, original, isOwn: false, kind: "xml", binding: binding2, parameter: null, relayState: null, query: null, destination: null, notes: [], fault: null };
}

// shared/saml/binding/whole.ts
var valueClass2 = (() => {
  const table3 = octetClass("%=\"'`&#;\\");
  for (let code = 0; code < 256; code++) if (base64Class[code] === 1 || isSpace(code) || code >= 128) table3[code] = 1;
  return table3;
})();
var SHORTEST_PIECE = 24;
var separators = [/\r?\n[ \t]*\r?\n\s*/, /\r?\n/];
function readValues(source2) {
  const { start, end } = source2.trimmed;
  for (let at = start; at < end; at++) if (valueClass2[source2.text.charCodeAt(at)] === 0) return [];
  const value = source2.text.slice(start, end);
  const whole = readValue(source2, value, false);
  if (isWhole(whole)) return [report(source2, whole, start, end)];
  for (const separator of separators) {
    const messages3 = readPieces(source2, value, start, separator);
    if (messages3.length > 0) return messages3;
  }
  return whole.fault === null || whole.fault.code.startsWith("inflate") ? [report(source2, whole, start, end)] : [];
}
function readPieces(source2, value, offset, separator) {
  const messages3 = [];
  const pattern = new RegExp(separator, "g");
  let at = 0;
  while (at < value.length && messages3.length <= source2.budget.limits.messages) {
    const match = pattern.exec(value);
    const stop = match?.index ?? value.length;
    if (at === 0 && match === null) return [];
    const piece = stop - at < SHORTEST_PIECE ? null : readValue(source2, value.slice(at, stop), true);
    if (piece !== null && isWhole(piece)) messages3.push(report(source2, piece, offset + at, offset + stop));
    at = match === null ? value.length : pattern.lastIndex;
  }
  return messages3;
}
function readValue(source2, value, isGuess) {
  return unwrap(value, { budget: source2.budget, isParameter: false, isGuess });
}
function report(source2, unwrapped, start, end) {
  return toMessage(unwrapped, source2.original(start, end), notSent);
}
function searchMail(source2) {
  const { text } = source2;
  if (!/=3D["']|^content-transfer-encoding: *quoted-printable/im.test(text)) return [];
  return source2.search(quotedPrintableDecode(text), 0, text.length, "quoted-printable");
}
function searchUndone(source2) {
  const { text } = source2;
  const attempts = [
    [hasEntity(text), () => entityDecode(text), "html-entities"],
    [hasPercentEscape(text), () => percentDecode(text), "url-encoded"],
    [/\\["'/nrtux\\]/.test(text), () => backslashDecode(text), "escaped"]
  ];
  for (const [isWorthIt, undo2, code] of attempts) {
    if (!isWorthIt) continue;
    const messages3 = source2.search(undo2(), 0, text.length, code);
    if (messages3.some((message2) => message2.fault === null)) return messages3;
  }
  return [];
}
function readAsOne(source2) {
  const { start, end } = source2.trimmed;
  const octets = source2.text.slice(start, end);
  const kind = kindOf(toBytes(octets));
  if (kind !== "text" && kind !== "binary" && kind !== "empty") {
    const declared = source2.isCharacters && kind === "xml" ? declareUtf8(octets) : octets;
    const notes = declared === octets ? [] : [note("transcoded")];
    return report(source2, { bytes: toBytes(declared), kind, deflated: false, isEncoded: false, notes, fault: null }, start, end);
  }
  return report(source2, readValue(source2, octets, false), start, end);
}

// shared/saml/binding.ts
var DEEPEST_DRESSING = 4;
function decode(input2, limits = {}) {
  const budget = new Budget({ ...DECODE_LIMITS, ...limits });
  const isCharacters = typeof input2 === "string";
  const isNearLimit = input2.length <= budget.limits.input && input2.length * 3 > budget.limits.input;
  const size = isCharacters && isNearLimit ? Buffer.byteLength(input2, "utf8") : input2.length;
  if (size > budget.limits.input) return { messages: [], fault: tooLarge(size, budget.limits.input) };
  const ordinary2 = plainMessage(input2);
  if (ordinary2 !== null) return { messages: [ordinary2], fault: null };
  const bytes = isCharacters ? plain2(Buffer.from(input2, "utf8")) : input2;
  return finish(messagesOf(bytes, isCharacters, budget), budget.limits.messages);
}
function tooLarge(size, limit) {
  const mebibytes = (count2) => (count2 / (1024 * 1024)).toLocaleString("en", { maximumFractionDigits: 1 });
  const message2 = `The paste has ${mebibytes(size)} MiB; at most ${mebibytes(limit)} MiB are decoded. Hand in the part with the message, or open a capture as a HAR file.`;
  return { code: "too-large", message: message2, limit };
}
function messagesOf(bytes, isCharacters, budget) {
  const transcoded = isCharacters ? null : fromUtf16(bytes);
  if (transcoded !== null) {
    return textMessages(transcoded, true, budget, () => bytes).map((message2) => withNote(message2, "transcoded"));
  }
  const kind = kindOf(bytes);
  if (kind === "certificate" || kind === "binary") {
    const unwrapped = unwrapBytes(bytes, { budget, isParameter: false, isGuess: false });
    if (unwrapped.fault?.code !== "unrecognised") return [toMessage(unwrapped, bytes, notSent)];
  }
  return textMessages(bytes, isCharacters, budget, (start, end) => bytes.subarray(start, end));
}
function textMessages(bytes, isCharacters, budget, original) {
  const source2 = sourceOf2(toOctets(bytes), isCharacters, budget, original, 0, null);
  const json = jsonKind(source2.text, source2.trimmed.start, false);
  if (json === "har") return [readAsOne(source2)];
  const mail = searchMail(source2);
  if (mail.some((message2) => message2.fault === null)) return mail;
  const values2 = readValues(source2);
  if (values2.length > 0) return values2;
  const found2 = scan(source2, json === null).flatMap((each7) => each7.messages);
  if (found2.some((message2) => message2.fault === null)) return found2;
  const undone = searchUndone(source2);
  if (undone.length > 0) return undone;
  return found2.length > 0 ? found2 : [readAsOne(source2)];
}
function sourceOf2(text, isCharacters, budget, original, depth, outerUrl) {
  const source2 = {
    text,
    isCharacters,
    budget,
    original,
    trimmed: trimOctets(text),
    nextMention: new NextMention(text),
    commandUrl: (start, end) => outerUrl ?? commandUrl(text, start, end),
    search(inner, start, end, code) {
      if (depth >= DEEPEST_DRESSING || inner === text || !budget.search()) return [];
      const slice = original(start, end);
      const under = sourceOf2(inner, isCharacters, budget, () => slice, depth + 1, source2.commandUrl(start, end));
      return scan(under, false).flatMap((each7) => each7.messages).map((message2) => withNote(message2, code));
    }
  };
  return source2;
}
function withNote(message2, code) {
  return message2.notes.some((known3) => known3.code === code) ? message2 : { ...message2, notes: [note(code), ...message2.notes] };
}
function finish(found2, limit) {
  const isWord = ({ fault }) => fault?.code === "unrecognised" || fault?.code === "empty";
  const decodedAny = found2.some((message2) => message2.fault === null);
  const meantAny = decodedAny || !found2.every(isWord);
  const seen2 = /* @__PURE__ */ new Set();
  const kept = found2.slice(0, limit).filter((message2) => {
    if (meantAny && isWord(message2)) return false;
    const key2 = toOctets(message2.bytes);
    if (seen2.has(key2)) return false;
    seen2.add(key2);
    return true;
  });
  if (found2.length > limit) return { messages: kept, fault: { code: "too-large", message: `The paste has more than ${limit} messages. Only those are shown; hand in fewer at a time.`, limit } };
  return { messages: kept, fault: decodedAny ? null : kept[0]?.fault ?? null };
}

// shared/saml/crypto.ts
import {
  constants as constants2,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  hash as oneShotHash,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  timingSafeEqual,
  verify
} from "node:crypto";

// shared/saml/der.ts
var tag = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8: 12,
  numeric: 18,
  printable: 19,
  teletex: 20,
  ia5: 22,
  utcTime: 23,
  generalizedTime: 24,
  visible: 26,
  universal: 28,
  bmp: 30,
  sequence: 48,
  set: 49,
  /** Context-specific and constructed: [0], [1] ... */
  context0: 160,
  context3: 163
};
var maximumChildren = 4096;
function derFault(message2) {
  const fault = new Error(message2);
  fault.name = "DerFault";
  throw fault;
}
function withoutDerFault(read) {
  try {
    return { ok: true, value: read() };
  } catch (error2) {
    if (error2 instanceof Error && error2.name === "DerFault") return { ok: false, fault: error2.message };
    throw error2;
  }
}
function derAt(bytes, offset, limit = bytes.length) {
  if (offset + 2 > limit) derFault(`It was cut off: the data ends at byte ${offset}, in the middle of a structure.`);
  const elementTag = bytes[offset];
  if ((elementTag & 31) === 31) derFault(`Byte ${offset} is not the start of anything a certificate holds.`);
  let length = bytes[offset + 1];
  let content = offset + 2;
  if (length >= 128) {
    const count2 = length & 127;
    if (count2 === 0) derFault(`The length at byte ${offset + 1} is indefinite, which DER does not allow.`);
    if (count2 > 4 || content + count2 > limit) derFault(`It was cut off or damaged: the length at byte ${offset + 1} goes past the end of the data.`);
    length = 0;
    for (let index = 0; index < count2; index++) length = length * 256 + bytes[content + index];
    content += count2;
    if (length < 128 || length < 256 ** (count2 - 1)) derFault(`The length at byte ${offset + 1} is not written in the shortest form, which DER demands.`);
  }
  const stop = content + length;
  if (stop > limit) {
    derFault(`It was cut off or damaged: ${length} bytes should follow byte ${content}, and only ${limit - content} do.`);
  }
  return { tag: elementTag, start: offset, content, stop };
}
function derExpect(bytes, offset, limit, wanted3, what) {
  const element2 = derAt(bytes, offset, limit);
  if (element2.tag !== wanted3) derFault(`At byte ${offset} the ${what} should stand, but something else does.`);
  return element2;
}
function derChildren(bytes, parent) {
  const children = [];
  for (let offset = parent.content; offset < parent.stop; ) {
    const child = derAt(bytes, offset, parent.stop);
    if (children.length === maximumChildren) derFault(`The structure at byte ${parent.start} holds more than ${maximumChildren} parts.`);
    children.push(child);
    offset = child.stop;
  }
  return children;
}
function derOid(bytes, element2) {
  const { content, stop } = element2;
  if (element2.tag !== tag.oid || stop === content || stop - content > 64 || bytes[stop - 1] >= 128) derFault(`At byte ${element2.start} an object identifier should stand.`);
  let text = "";
  let value = 0;
  for (let offset = content; offset < stop; offset++) {
    const byte = bytes[offset];
    value = value * 128 + (byte & 127);
    if (value > Number.MAX_SAFE_INTEGER / 128) derFault(`The object identifier at byte ${element2.start} is too large.`);
    if (byte >= 128) continue;
    if (text === "") {
      const first = value < 80 ? Math.floor(value / 40) : 2;
      text = `${first}.${value - first * 40}`;
    } else {
      text += "." + value;
    }
    value = 0;
  }
  return text;
}
function derIntegerBits(bytes, element2) {
  if (element2.tag !== tag.integer || element2.content === element2.stop) derFault(`At byte ${element2.start} a number should stand.`);
  let offset = element2.content;
  while (offset < element2.stop && bytes[offset] === 0) offset++;
  return offset === element2.stop ? 0 : (element2.stop - offset - 1) * 8 + (32 - Math.clz32(bytes[offset]));
}
function derShape(bytes) {
  const answer = withoutDerFault(() => shapeOf(bytes));
  return answer.ok ? answer.value : "unknown";
}
function shapeOf(bytes) {
  const outer = derAt(bytes, 0);
  if (outer.tag !== tag.sequence || outer.content === outer.stop) return "unknown";
  const parts = derChildren(bytes, outer);
  const tags = parts.map((part) => part.tag);
  const [first, second, third] = tags;
  if (first === tag.integer) {
    if (second === tag.integer) return parts.length === 2 ? "pkcs1-public" : parts.length >= 9 ? "pkcs1-private" : "unknown";
    if (second === tag.octetString) return "ec-private";
    if (second === tag.sequence && third === tag.octetString) return "pkcs8";
    if (second === tag.sequence) return "pkcs12";
    return "unknown";
  }
  if (first === tag.oid) return derOid(bytes, parts[0]) === "1.2.840.113549.1.7.2" ? "pkcs7" : "unknown";
  if (first !== tag.sequence) return "unknown";
  if (parts.length === 2 && second === tag.bitString) return "spki";
  if (parts.length === 2 && second === tag.octetString) return "pkcs8-encrypted";
  if (parts.length !== 3 || second !== tag.sequence || third !== tag.bitString) return "unknown";
  const inner = derChildren(bytes, parts[0]).map((part) => part.tag);
  if (inner[0] === tag.context0) return "certificate";
  if (inner[0] === tag.integer && inner[1] === tag.sequence && inner[2] === tag.sequence && inner[3] === tag.context0) return "csr";
  if (inner.includes(tag.utcTime) || inner.includes(tag.generalizedTime)) return "crl";
  return inner.length >= 6 && inner[5] === tag.sequence ? "certificate" : "unknown";
}
function spkiOfCertificate(bytes) {
  const outer = derExpect(bytes, 0, bytes.length, tag.sequence, "certificate");
  const body = derExpect(bytes, outer.content, outer.stop, tag.sequence, "certificate body");
  let element2 = derAt(bytes, body.content, body.stop);
  for (let left = element2.tag === tag.context0 ? 6 : 5; left > 0; left--) element2 = derAt(bytes, element2.stop, body.stop);
  if (element2.tag !== tag.sequence) derFault("The certificate holds no public key where it should stand.");
  return element2;
}

// shared/saml/padding.ts
var empty = new Uint8Array(0);
function oaepPad(message2, length, oaep, random, digest2) {
  const labelDigest = digest2(oaep.hash, oaep.label ?? empty);
  const size = labelDigest.length;
  if (message2.length > length - 2 * size - 2) return null;
  const padded2 = new Uint8Array(length);
  const seed = padded2.subarray(1, 1 + size);
  const block = padded2.subarray(1 + size);
  block.set(labelDigest);
  block[block.length - message2.length - 1] = 1;
  block.set(message2, block.length - message2.length);
  seed.set(random(size));
  mask(block, seed, oaep.mgfHash, digest2);
  mask(seed, block, oaep.mgfHash, digest2);
  return padded2;
}
function oaepUnpad(padded2, oaep, digest2) {
  const labelDigest = digest2(oaep.hash, oaep.label ?? empty);
  const size = labelDigest.length;
  if (padded2.length < 2 * size + 2) return null;
  const seed = padded2.slice(1, 1 + size);
  const block = padded2.slice(1 + size);
  mask(seed, block, oaep.mgfHash, digest2);
  mask(block, seed, oaep.mgfHash, digest2);
  let wrong = padded2[0];
  for (let index = 0; index < size; index++) wrong |= block[index] ^ labelDigest[index];
  let found2 = 0;
  let start = 0;
  for (let index = size; index < block.length; index++) {
    const isOne = block[index] === 1 ? 1 : 0;
    wrong |= (1 - found2) * (1 - isOne) * block[index];
    start += (1 - found2) * isOne * (index + 1);
    found2 |= isOne;
  }
  return wrong === 0 && found2 === 1 ? block.slice(start) : null;
}
function pkcs1Pad(message2, length, random) {
  if (message2.length > length - 11) return null;
  const padded2 = new Uint8Array(length);
  padded2[1] = 2;
  padded2.set(random(length - message2.length - 3).map((byte) => byte === 0 ? 165 : byte), 2);
  padded2.set(message2, length - message2.length);
  return padded2;
}
function pkcs1Unpad(padded2) {
  if (padded2.length < 11) return null;
  let wrong = padded2[0] | padded2[1] ^ 2;
  let found2 = 0;
  let start = 0;
  for (let index = 2; index < padded2.length; index++) {
    const isZero = padded2[index] === 0 ? 1 : 0;
    start += (1 - found2) * isZero * (index + 1);
    found2 |= isZero;
  }
  wrong |= found2 === 1 && start >= 11 ? 0 : 1;
  return wrong === 0 ? padded2.slice(start) : null;
}
function mask(target, seed, hash, digest2) {
  const input2 = new Uint8Array(seed.length + 4);
  input2.set(seed);
  const view = new DataView(input2.buffer);
  for (let counter = 0, done = 0; done < target.length; counter++) {
    view.setUint32(seed.length, counter);
    for (const byte of digest2(hash, input2)) {
      if (done === target.length) break;
      target[done++] ^= byte;
    }
  }
}

// shared/saml/pem.ts
function derFromPem(pem) {
  const begin = pem.indexOf("-----BEGIN ");
  if (begin < 0) return Buffer.from(pem, "base64");
  const start = pem.indexOf("-----", begin + 11) + 5;
  const stop = pem.indexOf("-----END ", start);
  return Buffer.from(pem.slice(start, stop < 0 ? void 0 : stop), "base64");
}

// shared/saml/crypto.ts
function digest(hash, bytes) {
  return oneShotHash(hash, bytes, "buffer");
}
function digestBase64(hash, bytes) {
  return oneShotHash(hash, bytes, "base64");
}
function digestHex(hash, bytes) {
  return oneShotHash(hash, bytes, "hex");
}
function sameBytes(one, other) {
  return one.length === other.length && timingSafeEqual(one, other);
}
function secureRandom(length) {
  return randomBytes(length);
}
var publicKeysKept = 256;
var privateKeysKept = 16;
var longestMaterial = 131072;
var publicKeys = /* @__PURE__ */ new Map();
var privateKeys = /* @__PURE__ */ new Map();
function remember(cache2, name2, value, kept) {
  cache2.delete(name2);
  cache2.set(name2, value);
  if (cache2.size > kept) cache2.delete(cache2.keys().next().value);
  return value;
}
function publicKeyOf(material) {
  const known3 = publicKeys.get(material);
  if (known3 !== void 0) return remember(publicKeys, material, known3, publicKeysKept);
  if (material.length > longestMaterial) return null;
  return remember(publicKeys, material, publicKeyOfDer(derFromPem(material)), publicKeysKept);
}
function publicKeyOfDer(der) {
  const shape2 = derShape(der);
  try {
    if (shape2 === "certificate") {
      const spki = withoutDerFault(() => spkiOfCertificate(der));
      return spki.ok ? publicKeyFromDer(der.subarray(spki.value.start, spki.value.stop), "spki") : null;
    }
    if (shape2 === "spki") return publicKeyFromDer(der, "spki");
    return shape2 === "pkcs1-public" ? publicKeyFromDer(der, "pkcs1") : null;
  } catch {
    return null;
  }
}
function publicKeyFromDer(der, type) {
  return createPublicKey({ key: Buffer.from(der.buffer, der.byteOffset, der.byteLength), format: "der", type });
}
function spkiOf(key2) {
  return (key2.type === "private" ? createPublicKey(key2) : key2).export({ type: "spki", format: "der" });
}
function keyBits(key2) {
  const details = key2.asymmetricKeyDetails;
  if (details?.modulusLength !== void 0) return details.modulusLength;
  const curve = details?.namedCurve;
  if (curve !== void 0) return curveBits(curve);
  return key2.asymmetricKeyType === "ed25519" ? 256 : 0;
}
function curveBits(curve) {
  return curve === "prime256v1" ? 256 : Number(/\d{3}/.exec(curve)?.[0] ?? 0);
}
function privateKeyFrom(pem, passphrase) {
  const name2 = digestHex("sha256", Buffer.from(passphrase === void 0 ? pem : `${pem}\0${passphrase}`));
  const known3 = privateKeys.get(name2);
  if (known3 !== void 0) return { ok: true, key: remember(privateKeys, name2, known3, privateKeysKept) };
  const answer = loadPrivateKey(pem, passphrase);
  if (answer.ok) remember(privateKeys, name2, answer.key, privateKeysKept);
  return answer;
}
var privateKeyTypes = { "pkcs8": "pkcs8", "pkcs8-encrypted": "pkcs8", "pkcs1-private": "pkcs1", "ec-private": "sec1" };
function loadPrivateKey(text, passphrase) {
  const block = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----[\s\S]*?-----END \1-----/.exec(text.replaceAll("\\n", "\n"))?.[0];
  if (block === void 0 && text.includes("-----BEGIN")) return { ok: false, reason: "not-a-private-key" };
  const headers = block !== void 0 && block.includes("Proc-Type:");
  const der = Buffer.from(derFromPem(block ?? text));
  const shape2 = derShape(der);
  if (!headers && !(shape2 in privateKeyTypes)) return { ok: false, reason: block === void 0 ? "not-a-private-key" : "unreadable" };
  const encrypted3 = headers || shape2 === "pkcs8-encrypted";
  if (encrypted3 && passphrase === void 0) return { ok: false, reason: "needs-passphrase" };
  const secret = encrypted3 ? { passphrase } : {};
  try {
    const key2 = headers ? createPrivateKey({ key: block, format: "pem", ...secret }) : createPrivateKey({ key: der, format: "der", type: privateKeyTypes[shape2], ...secret });
    return { ok: true, key: key2 };
  } catch {
    return { ok: false, reason: encrypted3 ? "wrong-passphrase" : "unreadable" };
  }
}
function keyFits(family, key2) {
  const type = key2.asymmetricKeyType;
  if (family === "rsa") return type === "rsa";
  if (family === "rsa-pss") return type === "rsa" || type === "rsa-pss";
  return family === "ecdsa" && type === "ec";
}
function verifyBytes(scheme, key2, data, signature2) {
  if (key2.type === "secret" || !keyFits(scheme.family, key2)) return false;
  try {
    return verify(scheme.hash, data, settings(scheme.family, key2), signature2);
  } catch {
    return false;
  }
}
function signBytes(scheme, key2, data) {
  if (key2.type !== "private" || !keyFits(scheme.family, key2)) throw new Error(`This key cannot sign with ${scheme.family}.`);
  return sign(scheme.hash, data, settings(scheme.family, key2));
}
function settings(family, key2) {
  if (family === "rsa-pss") return { key: key2, padding: constants2.RSA_PKCS1_PSS_PADDING, saltLength: constants2.RSA_PSS_SALTLEN_DIGEST };
  return family === "ecdsa" ? { key: key2, dsaEncoding: "ieee-p1363" } : key2;
}
var blockBytes = 16;
var gcmIvBytes = 12;
var gcmTagBytes = 16;
function decryptBlocks(algorithm, key2, data) {
  if (key2.length !== algorithm.keyBytes) return { ok: false, reason: "key-length" };
  return algorithm.mode === "gcm" ? decryptGcm(algorithm.cipher, key2, data) : decryptCbc(algorithm.cipher, key2, data);
}
function decryptGcm(cipher, key2, data) {
  if (data.length < gcmIvBytes + gcmTagBytes) return { ok: false, reason: "malformed" };
  try {
    const opener = createDecipheriv(cipher, key2, data.subarray(0, gcmIvBytes), { authTagLength: gcmTagBytes });
    opener.setAuthTag(data.subarray(data.length - gcmTagBytes));
    const bytes = opener.update(data.subarray(gcmIvBytes, data.length - gcmTagBytes));
    opener.final();
    return { ok: true, bytes };
  } catch {
    return { ok: false, reason: "damaged" };
  }
}
function decryptCbc(cipher, key2, data) {
  if (data.length < 2 * blockBytes || data.length % blockBytes !== 0) return { ok: false, reason: "malformed" };
  const opener = createDecipheriv(cipher, key2, data.subarray(0, blockBytes)).setAutoPadding(false);
  const bytes = opener.update(data.subarray(blockBytes));
  opener.final();
  const padding3 = bytes[bytes.length - 1];
  if (padding3 < 1 || padding3 > blockBytes) return { ok: false, reason: "damaged" };
  return { ok: true, bytes: bytes.subarray(0, bytes.length - padding3) };
}
function encryptBlocks(algorithm, key2, data, random = secureRandom) {
  if (algorithm.mode === "gcm") {
    const iv2 = random(gcmIvBytes);
    const maker2 = createCipheriv(algorithm.cipher, key2, iv2, { authTagLength: gcmTagBytes });
    const bytes = maker2.update(data);
    maker2.final();
    return Buffer.concat([iv2, bytes, maker2.getAuthTag()]);
  }
  const iv = random(blockBytes);
  const padding3 = new Uint8Array(blockBytes - data.length % blockBytes);
  padding3[padding3.length - 1] = padding3.length;
  const maker = createCipheriv(algorithm.cipher, key2, iv).setAutoPadding(false);
  return Buffer.concat([iv, maker.update(data), maker.update(padding3), maker.final()]);
}
function rsaDecryptOaep(key2, data, oaep) {
  if (!isRsa(key2, "private")) return null;
  try {
    if (oaep.hash !== oaep.mgfHash) return oaepUnpad(rawDecrypt(key2, data), oaep, digest);
    const label = oaep.label === void 0 || oaep.label.length === 0 ? {} : { oaepLabel: oaep.label };
    return privateDecrypt({ key: key2, padding: constants2.RSA_PKCS1_OAEP_PADDING, oaepHash: oaep.hash, ...label }, data);
  } catch {
    return null;
  }
}
function rsaDecryptPkcs1(key2, data) {
  if (!isRsa(key2, "private")) return null;
  try {
    return pkcs1Unpad(rawDecrypt(key2, data));
  } catch {
    return null;
  }
}
function rsaEncryptOaep(key2, data, oaep, random = secureRandom) {
  return rawEncrypt(key2, oaepPad(data, modulusBytes(key2), oaep, random, digest));
}
function rsaEncryptPkcs1(key2, data, random = secureRandom) {
  return rawEncrypt(key2, pkcs1Pad(data, modulusBytes(key2), random));
}
function modulusBytes(key2) {
  return keyBits(key2) + 7 >>> 3;
}
function rawEncrypt(key2, padded2) {
  return padded2 === null || !isRsa(key2) ? null : publicEncrypt({ key: key2, padding: constants2.RSA_NO_PADDING }, padded2);
}
function isRsa(key2, type) {
  return key2.asymmetricKeyType === "rsa" && (type === void 0 || key2.type === type);
}
function rawDecrypt(key2, data) {
  return privateDecrypt({ key: key2, padding: constants2.RSA_NO_PADDING }, data);
}

// shared/saml/distinguished-name.ts
var shortNames = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.9": "STREET",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.12": "title",
  "2.5.4.13": "description",
  "2.5.4.15": "businessCategory",
  "2.5.4.17": "postalCode",
  "2.5.4.42": "GN",
  "2.5.4.46": "dnQualifier",
  "2.5.4.97": "organizationIdentifier",
  "0.9.2342.19200300.100.1.1": "UID",
  "0.9.2342.19200300.100.1.25": "DC",
  "1.2.840.113549.1.9.1": "emailAddress",
  "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC"
};
var x520Names = Array.from({ length: 128 }, (_, last2) => shortNames[`2.5.4.${last2}`]);
var escaped = /["+,;<>\\]|^[ #]| $|[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/g;
var plain3 = /^[A-Za-z0-9][A-Za-z0-9 .:/@_*-]*[A-Za-z0-9.]$/;
function distinguishedName(bytes, name2) {
  let text = "";
  for (let offset = name2.content; offset < name2.stop; ) {
    const rdn = derExpect(bytes, offset, name2.stop, tag.set, "part of a name");
    const part = relativeName(bytes, rdn);
    text = text === "" ? part : `${part}, ${text}`;
    offset = rdn.stop;
  }
  return text;
}
function relativeName(bytes, rdn) {
  let text = "";
  for (let offset = rdn.content; offset < rdn.stop; ) {
    const pair2 = derExpect(bytes, offset, rdn.stop, tag.sequence, "part of a name");
    const type = derAt(bytes, pair2.content, pair2.stop);
    const value = derAt(bytes, type.stop, pair2.stop);
    const known3 = shortName2(bytes, type);
    if (text !== "") text += "+";
    text += known3 === void 0 ? `${derOid(bytes, type)}=${hexadecimal2(bytes, value)}` : `${known3}=${nameValue(bytes, value)}`;
    offset = pair2.stop;
  }
  return text;
}
function shortName2(bytes, type) {
  const { content } = type;
  if (type.tag === tag.oid && type.stop - content === 3 && bytes[content] === 85 && bytes[content + 1] === 4) return x520Names[bytes[content + 2]];
  return shortNames[derOid(bytes, type)];
}
function nameValue(bytes, value) {
  const text = derText(bytes, value);
  if (text === null) return hexadecimal2(bytes, value);
  return plain3.test(text) ? text : text.replace(escaped, escapeCharacter);
}
function escapeCharacter(character) {
  if (/[ "#+,;<>\\]/.test(character)) return "\\" + character;
  return Buffer.from(character).toString("hex").toUpperCase().replace(/../g, "\\$&");
}
function hexadecimal2(bytes, value) {
  return "#" + bytes.toString("hex", value.start, value.stop);
}
function derText(bytes, value) {
  const { content, stop } = value;
  switch (value.tag) {
    case tag.utf8:
      return bytes.toString("utf8", content, stop);
    // T.61 in name only: what stands there is Latin-1 in practice (RFC 5280 leaves it undefined; OpenSSL reads it so too).
    case tag.printable:
    case tag.ia5:
    case tag.numeric:
    case tag.visible:
    case tag.teletex:
      return bytes.toString("latin1", content, stop);
    case tag.bmp:
      return wideText(bytes, content, stop, 2);
    case tag.universal:
      return wideText(bytes, content, stop, 4);
    default:
      return null;
  }
}
function wideText(bytes, content, stop, width) {
  if ((stop - content) % width !== 0) derFault(`The text at byte ${content} ends in the middle of a character.`);
  let text = "";
  for (let offset = content; offset < stop; offset += width) {
    const code = width === 2 ? bytes.readUInt16BE(offset) : bytes.readUInt32BE(offset);
    text += width === 2 ? String.fromCharCode(code) : String.fromCodePoint(code > 1114111 ? 65533 : code);
  }
  return text;
}

// shared/saml/public-key.ts
var curves = {
  "1.2.840.10045.3.1.7": { name: "P-256", bits: 256 },
  "1.3.132.0.34": { name: "P-384", bits: 384 },
  "1.3.132.0.35": { name: "P-521", bits: 521 },
  "1.2.840.10045.3.1.1": { name: "P-192", bits: 192 },
  "1.3.132.0.33": { name: "P-224", bits: 224 },
  "1.3.132.0.10": { name: "secp256k1", bits: 256 },
  "1.3.36.3.3.2.8.1.1.7": { name: "brainpoolP256r1", bits: 256 },
  "1.3.36.3.3.2.8.1.1.11": { name: "brainpoolP384r1", bits: 384 },
  "1.3.36.3.3.2.8.1.1.13": { name: "brainpoolP512r1", bits: 512 }
};
var rsa = "1.2.840.113549.1.1.1";
var rsaPss = "1.2.840.113549.1.1.10";
var ellipticCurve = "1.2.840.10045.2.1";
var ed25519 = "1.3.101.112";
var dsa = "1.2.840.10040.4.1";
function publicKeyFacts(bytes, spki) {
  const algorithm = derExpect(bytes, spki.content, spki.stop, tag.sequence, "algorithm of the public key");
  const oid2 = derAt(bytes, algorithm.content, algorithm.stop);
  const key2 = derExpect(bytes, algorithm.stop, spki.stop, tag.bitString, "public key");
  const parameters = oid2.stop < algorithm.stop ? derAt(bytes, oid2.stop, algorithm.stop) : null;
  if (key2.content === key2.stop || bytes[key2.content] !== 0) derFault(`The public key at byte ${key2.start} is not made of whole bytes.`);
  switch (derOid(bytes, oid2)) {
    case rsa:
      return { keyType: "RSA", keyBits: modulusBits(bytes, key2), curve: null };
    case rsaPss:
      return { keyType: "RSA-PSS", keyBits: modulusBits(bytes, key2), curve: null };
    case ellipticCurve:
      return ellipticFacts(bytes, parameters, key2);
    case ed25519:
      return { keyType: "Ed25519", keyBits: 256, curve: null };
    case dsa: {
      const prime = parameters?.tag === tag.sequence ? derChildren(bytes, parameters)[0] : void 0;
      return { keyType: "DSA", keyBits: prime === void 0 ? 0 : derIntegerBits(bytes, prime), curve: null };
    }
    default:
      return { keyType: "unknown", keyBits: 0, curve: null };
  }
}
function modulusBits(bytes, key2) {
  const numbers = derExpect(bytes, key2.content + 1, key2.stop, tag.sequence, "RSA public key");
  const modulus = derExpect(bytes, numbers.content, numbers.stop, tag.integer, "RSA modulus");
  derExpect(bytes, modulus.stop, numbers.stop, tag.integer, "RSA exponent");
  return derIntegerBits(bytes, modulus);
}
function ellipticFacts(bytes, parameters, key2) {
  if (parameters?.tag === tag.oid) {
    const oid2 = derOid(bytes, parameters);
    const known3 = curves[oid2];
    return { keyType: "EC", keyBits: known3?.bits ?? pointBits(bytes, key2), curve: known3?.name ?? oid2 };
  }
  return { keyType: "EC", keyBits: pointBits(bytes, key2), curve: null };
}
function pointBits(bytes, key2) {
  const length = key2.stop - key2.content - 2;
  return bytes[key2.content + 1] === 4 ? length * 4 : Math.max(0, length) * 8;
}

// shared/saml/certificate.ts
var largestCertificate = 262144;
function readCertificate(der) {
  if (der.length > largestCertificate) return unreadableCertificate(`It is ${der.length} bytes long; no certificate is longer than ${largestCertificate}.`);
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const answer = withoutDerFault(() => walk(bytes));
  return answer.ok ? answer.value : unreadableCertificate(mistaken(bytes) ?? answer.fault);
}
function mistaken(bytes) {
  const shape2 = derShape(bytes);
  if (shape2 !== "unknown" && shape2 !== "certificate") return `This is ${shapeWords[shape2]}, not a certificate.`;
  return bytes.length < 2 || bytes[0] === tag.sequence ? null : "The content is not that of a certificate.";
}
function unreadableCertificate(fault) {
  return {
    der: "",
    subject: "",
    issuer: "",
    serialNumber: "",
    notBefore: "",
    notAfter: "",
    keyType: "unknown",
    keyBits: 0,
    curve: null,
    signatureAlgorithm: "",
    selfSigned: false,
    sha1: "",
    sha256: "",
    keySha256: "",
    fault
  };
}
function walk(bytes) {
  const outer = derExpect(bytes, 0, bytes.length, tag.sequence, "certificate");
  const body = derExpect(bytes, outer.content, outer.stop, tag.sequence, "certificate body");
  const first = derAt(bytes, body.content, body.stop);
  const serial = first.tag === tag.context0 ? derAt(bytes, first.stop, body.stop) : first;
  if (serial.tag !== tag.integer) derFault(notACertificate);
  const innerAlgorithm = derExpect(bytes, serial.stop, body.stop, tag.sequence, "signature algorithm");
  const issuer = derExpect(bytes, innerAlgorithm.stop, body.stop, tag.sequence, "issuer");
  const validity = derAt(bytes, issuer.stop, body.stop);
  if (validity.tag !== tag.sequence) derFault(notACertificate);
  const subject = derExpect(bytes, validity.stop, body.stop, tag.sequence, "subject");
  const spki = derExpect(bytes, subject.stop, body.stop, tag.sequence, "public key");
  for (let offset = spki.stop; offset < body.stop; ) offset = derAt(bytes, offset, body.stop).stop;
  const notBefore = derAt(bytes, validity.content, validity.stop);
  const notAfter = derAt(bytes, notBefore.stop, validity.stop);
  const algorithm = derExpect(bytes, body.stop, outer.stop, tag.sequence, "signature algorithm");
  const signature2 = derExpect(bytes, algorithm.stop, outer.stop, tag.bitString, "signature");
  if (signature2.stop !== outer.stop) derFault("Something stands after the signature of the certificate, where it should end.");
  if (outer.stop !== bytes.length) derFault(`${bytes.length - outer.stop} bytes follow after the end of the certificate.`);
  if (!same(bytes, algorithm, innerAlgorithm)) derFault("The certificate names two different signature algorithms (RFC 5280 4.1.1.2): it was altered.");
  const key2 = publicKeyFacts(bytes, spki);
  const selfSigned = same(bytes, issuer, subject);
  const subjectName = distinguishedName(bytes, subject);
  return {
    der: bytes.toString("base64"),
    subject: subjectName,
    issuer: selfSigned ? subjectName : distinguishedName(bytes, issuer),
    serialNumber: serialText(bytes, serial),
    notBefore: timeText(bytes, notBefore),
    notAfter: timeText(bytes, notAfter),
    keyType: key2.keyType,
    keyBits: key2.keyBits,
    curve: key2.curve,
    signatureAlgorithm: algorithmName(bytes, algorithm),
    selfSigned,
    sha1: colons(digestHex("sha1", bytes)),
    sha256: colons(digestHex("sha256", bytes)),
    keySha256: colons(digestHex("sha256", bytes.subarray(spki.start, spki.stop))),
    fault: null
  };
}
function same(bytes, one, other) {
  return bytes.compare(bytes, one.start, one.stop, other.start, other.stop) === 0;
}
var notACertificate = "The structure is not that of a certificate.";
var shapeWords = {
  "certificate": "a certificate",
  "spki": "a public key",
  "pkcs1-public": "an RSA public key",
  "pkcs1-private": "a private key",
  "pkcs8": "a private key",
  "pkcs8-encrypted": "an encrypted private key",
  "ec-private": "a private key",
  "pkcs7": "a PKCS#7 bundle",
  "pkcs12": "a PKCS#12 file",
  "csr": "a certificate signing request",
  "crl": "a certificate revocation list",
  "unknown": "something else"
};
function serialText(bytes, serial) {
  if (serial.content === serial.stop) derFault("The serial number is empty.");
  const hexadecimal3 = bytes.toString("hex", serial.content, serial.stop).toUpperCase();
  return hexadecimal3.length > 2 && hexadecimal3.startsWith("00") ? hexadecimal3.slice(2) : hexadecimal3;
}
function colons(hexadecimal3) {
  const upper = hexadecimal3.toUpperCase();
  let text = upper.slice(0, 2);
  for (let index = 2; index < upper.length; index += 2) text += ":" + upper.slice(index, index + 2);
  return text;
}
function timeText(bytes, element2) {
  const short = element2.tag === tag.utcTime;
  if (!short && element2.tag !== tag.generalizedTime) derFault(`At byte ${element2.start} a date should stand.`);
  let text = bytes.toString("latin1", element2.content, Math.min(element2.stop, element2.content + 32));
  if (short) text = (text >= "5" ? "19" : "20") + text;
  const match = time.exec(text);
  if (match === null) derFault(`At byte ${element2.start} a date should stand.`);
  const [, year, month, day2, hour, minute, second = "00", zone] = match;
  if (!exists(Number(year), Number(month), Number(day2)) || hour > "23" || minute > "59" || second > "59") derFault(`The date at byte ${element2.start} does not exist.`);
  const plain5 = `${year}-${month}-${day2}T${hour}:${minute}:${second}Z`;
  if (zone === "Z") return plain5;
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * 6e4;
  return new Date(Date.parse(plain5) + (zone.startsWith("+") ? -offset : offset)).toISOString().replace(".000Z", "Z");
}
var time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?(Z|[+-]\d{4})$/;
var monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function exists(year, month, day2) {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day2 >= 1 && day2 <= (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
}
var algorithmNames = {
  "1.2.840.113549.1.1.2": "RSA-MD2",
  "1.2.840.113549.1.1.4": "RSA-MD5",
  "1.2.840.113549.1.1.5": "RSA-SHA1",
  "1.3.14.3.2.29": "RSA-SHA1",
  "1.2.840.113549.1.1.14": "RSA-SHA224",
  "1.2.840.113549.1.1.11": "RSA-SHA256",
  "1.2.840.113549.1.1.12": "RSA-SHA384",
  "1.2.840.113549.1.1.13": "RSA-SHA512",
  "1.2.840.10045.4.1": "ECDSA-SHA1",
  "1.2.840.10045.4.3.1": "ECDSA-SHA224",
  "1.2.840.10045.4.3.2": "ECDSA-SHA256",
  "1.2.840.10045.4.3.3": "ECDSA-SHA384",
  "1.2.840.10045.4.3.4": "ECDSA-SHA512",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "1.2.840.10040.4.3": "DSA-SHA1",
  "2.16.840.1.101.3.4.3.2": "DSA-SHA256"
};
var pss = "1.2.840.113549.1.1.10";
var hashNames = {
  "1.3.14.3.2.26": "SHA1",
  "2.16.840.1.101.3.4.2.4": "SHA224",
  "2.16.840.1.101.3.4.2.1": "SHA256",
  "2.16.840.1.101.3.4.2.2": "SHA384",
  "2.16.840.1.101.3.4.2.3": "SHA512"
};
function algorithmName(bytes, algorithm) {
  const identifier = derAt(bytes, algorithm.content, algorithm.stop);
  const oid2 = derOid(bytes, identifier);
  if (oid2 !== pss) return algorithmNames[oid2] ?? oid2;
  const parameters = identifier.stop < algorithm.stop ? derChildren(bytes, derAt(bytes, identifier.stop, algorithm.stop)) : [];
  const chosen = parameters.find((part) => part.tag === tag.context0);
  if (chosen === void 0) return "RSA-PSS-SHA1";
  const hash = derExpect(bytes, chosen.content, chosen.stop, tag.sequence, "hash algorithm");
  const hashOid = derOid(bytes, derAt(bytes, hash.content, hash.stop));
  return `RSA-PSS-${hashNames[hashOid] ?? hashOid}`;
}
function readCertificateText(text) {
  const base643 = text.replace(/[ \t\r\n]+/g, "");
  if (base643 === "") return unreadableCertificate("It is empty.");
  if (base643.startsWith("-----BEGIN")) {
    const facts = readCertificate(derFromPem(text));
    return facts.fault === null ? { ...facts, fault: "PEM header lines (-----BEGIN CERTIFICATE-----) stand in it; only the base64 between them may." } : facts;
  }
  const stranger = /[^A-Za-z0-9+/=]|=(?!=?$)/.exec(base643);
  if (stranger !== null) return unreadableCertificate(`It is not base64: character ${stranger.index + 1} does not belong there.`);
  if (base643.length % 4 === 1) return unreadableCertificate("It is not base64: its length does not come out even, so something was cut off.");
  return readCertificate(Buffer.from(base643, "base64"));
}
function readPublicKey(spki) {
  const bytes = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength);
  const answer = withoutDerFault(() => publicKeyFacts(bytes, derExpect(bytes, 0, bytes.length, tag.sequence, "public key")));
  return answer.ok ? { ...answer.value, keySha256: colons(digestHex("sha256", bytes)), fault: null } : { fault: answer.fault };
}
function readTrustedKey(key2) {
  const der = derFromPem(key2.material);
  if (derShape(der) === "certificate") {
    const certificate = readCertificate(der);
    const { keySha256, keyType, keyBits: keyBits2, curve } = certificate;
    return certificate.fault === null ? { certificate, keySha256, keyType, keyBits: keyBits2, curve } : null;
  }
  const publicKey = publicKeyOf(key2.material);
  if (publicKey === null) return null;
  const facts = readPublicKey(spkiOf(publicKey));
  return facts.fault === null ? { certificate: null, keySha256: facts.keySha256, keyType: facts.keyType, keyBits: facts.keyBits, curve: facts.curve } : null;
}

// shared/saml/certificate-repair.ts
function textOfBytes(bytes, notes) {
  const utf16 = utf16Order2(bytes);
  if (utf16 === null) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  notes.push({ code: "utf-16", message: "The file is written in UTF-16; most systems want it as plain ASCII or UTF-8." });
  return new TextDecoder(utf16, { ignoreBOM: true }).decode(bytes);
}
function utf16Order2(bytes) {
  if (bytes.length < 4) return null;
  const [first, second, third, fourth] = bytes;
  if (first === 255 && second === 254 || first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  return first === 254 && second === 255 || first === 0 && second !== 0 && third === 0 && fourth !== 0 ? "utf-16be" : null;
}
var dash = "\\u002d\\u00ad\\u2010-\\u2015\\u2212\\u2500\\ufe58\\ufe63\\uff0d";
var invisible2 = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
var oddSpace = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
var repairs = [
  { code: "byte-order-mark", message: "A byte order mark stands at its start.", repair: (text) => text.startsWith("\uFEFF") ? text.slice(1) : text },
  { code: "invisible-characters", message: "It holds invisible characters, as copying from a chat or a web page leaves them.", repair: (text) => text.replace(invisible2, "") },
  { code: "odd-spaces", message: "It holds non-breaking or other special spaces.", repair: (text) => text.replace(oddSpace, " ") },
  { code: "url-encoded", message: "It was URL-encoded.", repair: undoPercent },
  { code: "xml-element", message: "It stood inside an X509Certificate element.", repair: certificateElements },
  { code: "html", message: "It was copied as HTML, with its tags or character references.", repair: undoHtml },
  { code: "escaped-line-breaks", message: "Its line breaks were written as \\n, as in JSON or an environment variable.", repair: undoEscapes },
  { code: "quoted", message: "Its lines were quoted, as in a mail.", repair: (text) => /^[ \t]*[>|]/m.test(text) ? text.replace(/^[ \t]*(?:[>|][ \t]*)+/gm, "") : text }
];
function repairText(text, notes) {
  let repaired = text;
  for (const { code, message: message2, repair } of repairs) {
    const next = repair(repaired);
    if (next !== repaired) notes.push({ code, message: message2 });
    repaired = next;
  }
  return repaired;
}
function undoPercent(text) {
  if (!/%(?:20|0A|0D|2B|2F|3D)/i.test(text)) return text;
  return text.replace(/-----(?:BEGIN|END)\+[A-Z+]{1,40}-----/g, (line) => line.replaceAll("+", " ")).replace(/%(20|0A|0D|2B|2F|3D)/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
function undoEscapes(text) {
  return text.includes("\\") ? text.replace(/(?:\\+r)?\\+n|\\+r/g, "\n").replace(/\\+\//g, "/") : text;
}
function certificateElements(text) {
  if (!text.includes("X509Certificate")) return text;
  const found2 = [...text.matchAll(/<(?:[\w.-]{1,40}:)?X509Certificate\b[^<>]{0,400}>([^<]*)</g)].map((match) => match[1].trim());
  if (found2.length === 0) return text;
  return found2.map((body) => body.includes("BEGIN") ? body : `-----BEGIN CERTIFICATE-----
${body.replace(/\s+/g, "").replace(/.{64}(?=.)/g, "$&\n")}
-----END CERTIFICATE-----`).join("\n");
}
function undoHtml(text) {
  if (!/<\/?[a-z][^<>]{0,400}>|&(?:#\d{1,5}|#x[0-9a-f]{1,4}|[a-z]{2,5});/i.test(text)) return text;
  return text.replace(/<\/?[a-z][^<>]{0,400}>/gi, "\n").replace(/&#x([0-9a-f]{1,4});/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))).replace(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code))).replace(/&nbsp;/gi, " ").replace(/&[a-z]{2,5};/gi, "");
}
var labels = [
  "NEW CERTIFICATE REQUEST",
  "CERTIFICATE REQUEST",
  "TRUSTED CERTIFICATE",
  "X509 CERTIFICATE",
  "X\\.509 CERTIFICATE",
  "X509 CRL",
  "CERTIFICATE CHAIN",
  "CERTIFICATE",
  "PKCS ?#?7 SIGNED DATA",
  "PKCS ?#?7",
  "CMS",
  "PKCS ?#?12",
  "(?:ENCRYPTED |RSA |EC |DSA |OPENSSH |ANY |SSH2 ENCRYPTED )?PRIVATE KEY",
  "(?:RSA |EC |DSA |SSH2 )?PUBLIC KEY",
  "EC PARAMETERS",
  "DH PARAMETERS",
  "PGP [A-Z ]{3,30}"
].map((label) => label.replace(/ (?!\?|\])/g, "[ \\t_]+")).join("|");
var marker = new RegExp(`(BEGIN|END)[ \\t_]+(${labels})(?![A-Z0-9])[ \\t]*([${dash}]*)`, "gi");
var dashesBefore2 = new RegExp(`[${dash}]{0,20}[ \\t]{0,4}$`);
function hasMarker(text) {
  return text.search(marker) >= 0;
}
function holdsPrivateKey(text) {
  return /BEGIN[ \t_+]{1,4}(?:[A-Z0-9]{1,10}[ \t_+]{1,4}){0,2}PRIVATE[ \t_+]{1,4}KEY/i.test(text) || text.includes("PuTTY-User-Key-File");
}
function findMarkers(text, notes) {
  const markers = [];
  for (const match of text.matchAll(marker)) {
    const before2 = dashesBefore2.exec(text.slice(Math.max(0, match.index - 24), match.index))[0];
    const written = `${match[1]} ${match[2]}`;
    if (before2 !== "-----" || match[3] !== "-----") {
      addNote(notes, "dashes", "The dashes of a header line are not five plain hyphens; word processors turn them into long dashes.");
    }
    if (written !== written.toUpperCase() || /[\t_]| {2}/.test(written)) {
      addNote(notes, "header-spelling", "A header line is not spelled as the standard has it: capitals and single spaces.");
    }
    markers.push({
      begins: match[1].toUpperCase() === "BEGIN",
      label: match[2].toUpperCase().replace(/[ \t_]+/g, " "),
      start: match.index - before2.length,
      stop: match.index + match[0].length
    });
  }
  return markers;
}
var maximumBlocks = 1e3;
function splitBlocks(text, notes) {
  const markers = findMarkers(text, notes);
  if (markers.length === 0) {
    const body = text.trim().replace(/^["']+|["',;]+$/g, "");
    return body === "" ? [] : [readBody(null, body, notes)];
  }
  const blocks = [];
  let open2 = null;
  let from = 0;
  for (const next of [...markers, null]) {
    const body = text.slice(from, next?.start ?? text.length);
    const filled = /[A-Za-z0-9+/]{40}/.test(body.replace(/\s+/g, ""));
    if (open2 !== null) {
      if (next?.begins === true && !filled) {
        addNote(notes, "doubled-header", "A header line stands there twice.");
      } else {
        if (next === null || next.begins) addNote(notes, "missing-end", "The last header line (-----END ...-----) is missing.");
        else if (next.label !== open2.label) addNote(notes, "header-mismatch", `It begins as ${open2.label} and ends as ${next.label}.`);
        blocks.push(readBody(open2.label, body, notes));
      }
    } else if (next?.begins === false) {
      const tail = filled ? base64Tail(body) : "";
      if (tail === "") {
        addNote(notes, "doubled-header", "A header line stands there twice.");
      } else {
        addNote(notes, "missing-begin", "The first header line (-----BEGIN ...-----) is missing.");
        blocks.push(readBody(next.label, tail, notes));
      }
    } else if (!/^["'\s,;[\]{}]*$/.test(body)) {
      addNote(notes, "text-around", "Other text stands around it; it was left out.");
    }
    if (blocks.length === maximumBlocks) {
      addNote(notes, "too-many", `Only the first ${maximumBlocks} blocks were read.`);
      break;
    }
    open2 = next?.begins === true ? next : null;
    from = next?.stop ?? text.length;
  }
  return blocks;
}
function base64Tail(text) {
  const lines3 = text.trimEnd().split(/\r\n|\n|\r/);
  let first = lines3.length;
  while (first > 0 && /^[ \t]*[A-Za-z0-9+/=_-]+[ \t]*$/.test(lines3[first - 1])) first--;
  return lines3.slice(first).join("\n");
}
function readBody(label, body, notes) {
  const headers = /^\s*(?:Proc-Type|DEK-Info|Comment|Subject):/m.test(body);
  const lines3 = body.trim().split(/(?:[ \t]*[\r\n])+/);
  let base643 = body.replace(/[\s"',;]+/g, "");
  if (/[-_]/.test(base643) && /^[A-Za-z0-9_=-]+$/.test(base643)) {
    addNote(notes, "url-alphabet", "Its base64 is written with - and _ instead of + and /.");
    base643 = base643.replaceAll("-", "+").replaceAll("_", "/");
  }
  const characters = base643.replace(/={1,8}$/, "");
  const padded2 = characters + "=".repeat((4 - characters.length % 4) % 4);
  if (!headers && characters.length % 4 !== 1 && base643 !== padded2 && /^[A-Za-z0-9+/]+$/.test(characters)) {
    addNote(notes, "padding", "The = signs at its end are missing or too many.");
    base643 = padded2;
  }
  if (label !== null && !headers && lines3.some((line, index) => index < lines3.length - 1 ? line.length !== 64 : line.length > 64)) {
    addNote(notes, "line-lengths", "Its lines are not 64 characters long, as RFC 7468 has it; some readers insist on that.");
  }
  return { label, base64: base643, headers };
}
function addNote(notes, code, message2) {
  if (!notes.some((other) => other.code === code)) notes.push({ code, message: message2 });
}

// shared/saml/certificate-file.ts
var largestFile = 2097152;
var keyWarning = "It belongs only on the system that signs with it: do not paste or send it anywhere. What is wanted here is the certificate. If others may have seen this key, replace it.";
var messages = {
  "private-key": `This is a private key. ${keyWarning}`,
  "encrypted-private-key": `This is a private key, encrypted with a passphrase. ${keyWarning}`,
  "public-key": "This is a public key without a certificate. It has no name and no dates, and most systems ask for the certificate instead: it begins with -----BEGIN CERTIFICATE-----.",
  "csr": "This is a certificate signing request: the question to a certificate authority, not its answer. Use the certificate that came back.",
  "crl": "This is a certificate revocation list, not a certificate.",
  "ssh-key": "This is an SSH public key, which SAML cannot use. Use the signing certificate of the identity provider.",
  "PKCS#12": "This is a PKCS#12 file (.p12 or .pfx), which cannot be opened here. Export its certificate by itself."
};
function readCertificateFile(input2, options = {}) {
  if (input2.length > largestFile) return file("unreadable", { message: `This is larger than ${largestFile / 1048576} MiB: it is no certificate.` });
  if (typeof input2 !== "string") {
    const shape2 = derShape(input2);
    if (shape2 !== "unknown") return readDer(input2, shape2, "DER", [], options);
    if (isJavaKeyStore(input2)) return file("unreadable", { message: "This is a Java key store. Export the certificate from it: keytool -exportcert -rfc." });
    if (input2[0] === 48 && input2[1] >= 128) return damagedDer(input2, "DER", []);
  }
  const notes = [];
  return readText(typeof input2 === "string" ? input2 : textOfBytes(input2, notes), notes, options, 0);
}
function looksLikeCertificate(input2) {
  if (input2.length > largestFile) return false;
  if (typeof input2 !== "string" && (derShape(input2) !== "unknown" || input2[0] === 48 && input2[1] === 130 || isJavaKeyStore(input2))) return true;
  const text = typeof input2 === "string" ? input2 : textOfBytes(input2, []);
  const start = text.slice(0, 400).trimStart();
  if (start.startsWith("<") && !/^<(?:[\w.-]{1,40}:)?X509(?:Certificate|Data)\b/.test(start) && !/^<(?:p|pre|div|span|br|code)\b/i.test(start)) return false;
  if (/(?:BEGIN|END)[ \t_+%]/i.test(text) && hasMarker(repairText(text.slice(0, longestPrologue), []))) return true;
  if (sshKey.test(start) || start.startsWith("PuTTY-User-Key-File") || isFingerprint(text)) return true;
  const beginning = bare2(start);
  if (/^(?:MII|TUlJ|LS0tLS1CRUdJTi|3082[0-9a-fA-F]{60})/.test(beginning)) return true;
  return beginning.startsWith("M") && text.length < 8192 && derShape(Buffer.from(bare2(text), "base64")) !== "unknown";
}
var longestPrologue = 1e5;
function bare2(text) {
  return repairText(text, []).replace(/[\s"',;]+/g, "");
}
function isJavaKeyStore(bytes) {
  return bytes[0] === 254 && bytes[1] === 237 && bytes[2] === 254 && bytes[3] === 237;
}
function file(form2, rest2 = {}) {
  return { form: form2, certificates: [], notes: [], hasPrivateKey: false, needsPassphrase: false, message: null, ...rest2 };
}
function derTrouble(bytes) {
  const answer = withoutDerFault(() => derChildren(bytes, derAt(bytes, 0)));
  return answer.ok ? { whole: true, fault: "It is binary data in the form certificates have, but not a certificate." } : { whole: false, fault: answer.fault };
}
function damagedDer(bytes, form2, notes) {
  const { whole, fault } = derTrouble(bytes);
  return whole ? file("unreadable", { notes, message: fault }) : { ...file(form2), ...certificates([unreadableCertificate(fault)], notes) };
}
function readDer(bytes, shape2, form2, notes, options) {
  switch (shape2) {
    case "certificate":
      return { ...file(form2), ...certificates(certificatesInRow(bytes, notes), notes) };
    case "pkcs7": {
      const answer = withoutDerFault(() => pkcs7Certificates(bytes));
      if (!answer.ok) return file("PKCS#7", { notes, message: `This PKCS#7 bundle cannot be read. ${answer.fault}` });
      if (answer.value.length === 0) return file("PKCS#7", { notes, message: "This PKCS#7 bundle holds no certificate." });
      return { ...file("PKCS#7"), ...certificates(answer.value, notes) };
    }
    case "pkcs12":
      return readPkcs12File(bytes, notes, options);
    case "pkcs1-private":
    case "pkcs8":
    case "ec-private":
      return file("private-key", { notes, hasPrivateKey: true, message: messages["private-key"] });
    case "pkcs8-encrypted":
      return file("encrypted-private-key", { notes, hasPrivateKey: true, needsPassphrase: true, message: messages["encrypted-private-key"] });
    case "spki":
    case "pkcs1-public":
      return file("public-key", { notes, message: messages["public-key"] });
    case "csr":
      return file("csr", { notes, message: messages.csr });
    case "crl":
      return file("crl", { notes, message: messages.crl });
    default:
      return damagedDer(bytes, form2, notes);
  }
}
function certificatesInRow(bytes, notes) {
  const read = [];
  let rest2 = bytes;
  do {
    const stop = derAt(rest2, 0).stop;
    read.push(readCertificate(rest2.subarray(0, stop)));
    rest2 = rest2.subarray(stop);
  } while (read.length < maximumInRow && derShape(rest2) === "certificate");
  if (rest2.length > 0) addNote(notes, "trailing-bytes", `${rest2.length} bytes after the end of the certificate were left out.`);
  return read;
}
var maximumInRow = 1e3;
function pkcs7Certificates(bytes) {
  const outer = derAt(bytes, 0);
  const type = derAt(bytes, outer.content, outer.stop);
  if (derOid(bytes, type) !== "1.2.840.113549.1.7.2") derFault("It is not signed data.");
  const wrapper = derExpect(bytes, type.stop, outer.stop, tag.context0, "signed data");
  const signed2 = derExpect(bytes, wrapper.content, wrapper.stop, tag.sequence, "signed data");
  const set = derChildren(bytes, signed2).find((part) => part.tag === tag.context0);
  if (set === void 0) return [];
  return derChildren(bytes, set).filter((part) => part.tag === tag.sequence).map((part) => readCertificate(bytes.subarray(part.start, part.stop)));
}
function readPkcs12File(bytes, notes, options) {
  if (options.pkcs12 === void 0) return file("PKCS#12", { notes, needsPassphrase: true, message: messages["PKCS#12"] });
  const answer = options.pkcs12(bytes, options.passphrase ?? "");
  if (!answer.ok && answer.reason === "unreadable") return file("PKCS#12", { notes, message: "This PKCS#12 file cannot be read: it is damaged or protected in a way that is not known here." });
  if (!answer.ok) {
    const message3 = options.passphrase === void 0 ? "This PKCS#12 file is protected by a passphrase. Enter it to see the certificates." : "The passphrase does not open this PKCS#12 file.";
    return file("PKCS#12", { notes, needsPassphrase: true, message: message3 });
  }
  const read = certificates(answer.certificates.map(readCertificate), notes);
  const message2 = answer.hasPrivateKey ? `This file holds a private key besides its certificate. ${keyWarning}` : read.message;
  return { ...file("PKCS#12"), ...read, hasPrivateKey: answer.hasPrivateKey, message: read.certificates.length === 0 ? "This PKCS#12 file holds no certificate." : message2 };
}
var sshKey = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh|ecdsa)[\w@.-]+) AAAA/;
function isFingerprint(text) {
  if (text.length > 200) return false;
  const pairs = text.replace(/^[^:=]*(?:fingerprint|thumbprint)[^:=]*[:=]/i, "").replace(/[\s:]/g, "");
  return /^[0-9a-f]+$/i.test(pairs) && (pairs.length === 40 || pairs.length === 64);
}
function readText(text, notes, options, depth) {
  const repaired = repairText(text, notes);
  const start = repaired.trimStart();
  if (start === "") return file("unreadable", { notes, message: text.trim() === "" ? "Nothing is there." : strangeText(text.trimStart()) });
  if (sshKey.test(start)) return file("ssh-key", { notes, message: messages["ssh-key"] });
  if (isFingerprint(repaired)) return file("unreadable", { notes, message: "This is a fingerprint of a certificate, not the certificate itself, which cannot be worked out from it." });
  const hexadecimal3 = repaired.length > 400 && /^[0-9a-f\s:]+$/i.test(repaired) && /^30\s*:?\s*82/.test(start) ? Buffer.from(repaired.replace(/[\s:]/g, ""), "hex") : null;
  if (hexadecimal3 !== null) {
    addNote(notes, "hexadecimal", "It was written in hexadecimal.");
    return readDer(hexadecimal3, derShape(hexadecimal3), "DER", notes, options);
  }
  const blocks = splitBlocks(repaired, notes);
  if (start.startsWith("PuTTY-User-Key-File")) return file("private-key", { notes: [], hasPrivateKey: true, message: messages["private-key"] });
  if (blocks.length === 1 && blocks[0].label === null) return readBare(blocks[0], start, notes, options, depth);
  return joined2(blocks, blocks.map((block) => readBlock(block, notes, options)), notes, holdsPrivateKey(repaired));
}
function readBare(block, start, notes, options, depth) {
  const stranger = /[^A-Za-z0-9+/=]/.exec(block.base64);
  if (stranger !== null || block.base64.length < 40) return file("unreadable", { notes, message: strangeText(start) });
  const bytes = Buffer.from(block.base64, "base64");
  const shape2 = derShape(bytes);
  if (shape2 !== "unknown") {
    addNote(notes, "missing-headers", "The header lines (-----BEGIN CERTIFICATE-----) are missing; most forms want them.");
    return readDer(bytes, shape2, "base64", notes, options);
  }
  if (depth === 0 && (bytes[0] === 45 || bytes[0] === 77)) {
    const inner = readText(bytes.toString("utf8"), [], options, 1);
    if (inner.form !== "unreadable") {
      return { ...inner, notes: [...notes, { code: "encoded-twice", message: "The file was encoded in base64 once more, as in a Kubernetes secret." }, ...inner.notes] };
    }
  }
  if (bytes[0] === 48) return damagedDer(bytes, "base64", notes);
  return file("unreadable", { notes, message: strangeText(start) });
}
function strangeText(start) {
  if (/^https?:\/\//i.test(start)) return "This is an address. Open it in a browser and paste what it shows.";
  if (start.startsWith("<")) return "This is XML or HTML without a certificate in it.";
  if (/^[[{]/.test(start)) return "This is JSON. Paste only the certificate that stands in it.";
  return "This is not a certificate: there are no header lines (-----BEGIN CERTIFICATE-----) and it is not the base64 of one.";
}
function readBlock(block, notes, options) {
  const label = block.label ?? "";
  if (label.endsWith("PRIVATE KEY")) {
    const encrypted3 = block.headers ? !label.startsWith("SSH2") : label.includes("ENCRYPTED") || derShape(Buffer.from(block.base64, "base64")) === "pkcs8-encrypted";
    return file(encrypted3 ? "encrypted-private-key" : "private-key", { hasPrivateKey: true, needsPassphrase: encrypted3, message: messages[encrypted3 ? "encrypted-private-key" : "private-key"] });
  }
  if (label.startsWith("SSH2")) return file("ssh-key", { message: messages["ssh-key"] });
  if (label.startsWith("PGP")) return file("unreadable", { message: "This is from PGP, which SAML does not use." });
  if (label.endsWith("PARAMETERS")) return file("unreadable", { message: "These are parameters of a key, not a certificate." });
  if (block.base64 === "") return damaged("There is nothing between the header lines.");
  const stranger = /[^A-Za-z0-9+/=]|=(?!=?$)/.exec(block.base64);
  if (stranger !== null) return damaged(`Between the header lines stands a character that is not base64, the ${ordinal(stranger.index + 1)} one.`);
  const bytes = Buffer.from(block.base64, "base64");
  const shape2 = derShape(bytes);
  if (shape2 === "unknown") return damaged(derTrouble(bytes).fault);
  const read = readDer(bytes, shape2, "PEM", notes, options);
  const expected = labelShapes[label.replace(/^(?:X\.?509 |TRUSTED |NEW |RSA |EC |DSA )/, "")];
  if (expected !== void 0 && !expected.includes(shape2)) {
    addNote(notes, "wrong-label", `Its header line says ${label}, but inside is ${shapeWords[shape2]}.`);
  } else if (label !== "CERTIFICATE" && shape2 === "certificate") {
    addNote(notes, "label", `Its header line says ${label}; most systems want CERTIFICATE.`);
  }
  return read;
}
var labelShapes = {
  "CERTIFICATE": ["certificate"],
  "CERTIFICATE CHAIN": ["certificate", "pkcs7"],
  "CERTIFICATE REQUEST": ["csr"],
  "CRL": ["crl"],
  "PUBLIC KEY": ["spki", "pkcs1-public"]
};
function damaged(fault) {
  return file("PEM", { certificates: [unreadableCertificate(fault)], message: fault });
}
function ordinal(number) {
  const last2 = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10;
  return `${number}${["th", "st", "nd", "rd"][last2] ?? "th"}`;
}
function joined2(blocks, read, notes, keyInText) {
  if (read.length === 0) return file(keyInText ? "private-key" : "unreadable", { notes, hasPrivateKey: keyInText, message: keyInText ? messages["private-key"] : "The header lines are there, but nothing stands between them." });
  const all = read.flatMap((part) => part.certificates);
  const key2 = read.find((part) => part.hasPrivateKey);
  if (all.length === 0) {
    const telling = key2 ?? read.find((part) => part.form !== "unreadable") ?? read[0];
    return { ...telling, notes, hasPrivateKey: key2 !== void 0 || keyInText };
  }
  const answer = { ...file(blocks.length === 1 ? read[0].form : "PEM"), ...certificates(all, notes) };
  if (key2 === void 0 && !keyInText) return answer;
  return { ...answer, hasPrivateKey: true, needsPassphrase: key2?.needsPassphrase ?? false, message: `A private key stands beside the certificate. ${keyWarning}` };
}
function certificates(read, notes) {
  const faulty2 = read.find((facts) => facts.fault !== null);
  return { certificates: inOrder(read, notes), notes, message: faulty2 === void 0 ? null : `${read.length > 1 ? "One of the certificates" : "The certificate"} cannot be read. ${faulty2.fault}` };
}
function inOrder(read, notes) {
  const once = read.filter((facts, index) => facts.fault !== null || read.findIndex((other) => other.sha256 === facts.sha256) === index);
  if (once.length < read.length) addNote(notes, "repeated", "The same certificate stands there more than once.");
  const issuers = new Set(once.filter((facts) => !facts.selfSigned).map((facts) => facts.issuer));
  const isIssuer = (facts) => facts.fault === null && issuers.has(facts.subject);
  const leaves2 = once.filter((facts) => !isIssuer(facts));
  const authorities = once.filter(isIssuer);
  if (authorities.length === 0 || leaves2.length === 0) return once;
  addNote(notes, "chain", `It holds a chain: ${leaves2.length === 1 ? "one certificate" : `${leaves2.length} certificates`} and ${authorities.length} of certificate authorities. Only the first is the signing certificate.`);
  const sorted = [...leaves2];
  for (let last2 = leaves2[0]; sorted.length < once.length; ) {
    const next = authorities.find((facts) => facts.subject === last2.issuer && !sorted.includes(facts)) ?? authorities.find((facts) => !sorted.includes(facts));
    sorted.push(next);
    last2 = next;
  }
  if (sorted.some((facts, index) => facts !== once[index])) addNote(notes, "chain-order", "The chain stood in another order; the signing certificate belongs first.");
  return sorted;
}

// shared/saml/har.ts
var entriesRead = 5e4;
var messagesKept = 1e3;
var mentions = /SAML(?:Request|Response)/i;
function decodeHar(capture) {
  const seen2 = /* @__PURE__ */ new Map();
  for (const entry of entriesOf(capture).slice(0, entriesRead)) {
    for (const { text, sent } of textsOf(entry)) {
      for (const message2 of decode(text).messages) {
        if (message2.kind !== "xml" || message2.fault !== null) continue;
        const key2 = Buffer.from(message2.bytes.buffer, message2.bytes.byteOffset, message2.bytes.byteLength).toString("latin1");
        const known3 = seen2.get(key2);
        if (known3 === void 0 && seen2.size < messagesKept) seen2.set(key2, { ...message2, destination: message2.destination ?? urlOf(entry), ...sent === null ? {} : { sent } });
        else if (known3 !== void 0 && known3.sent === void 0 && sent !== null) known3.sent = sent;
      }
    }
  }
  return { messages: [...seen2.values()], fault: null };
}
function entriesOf(capture) {
  try {
    const root = JSON.parse(new TextDecoder().decode(capture));
    const entries = field(field(root, "log"), "entries");
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}
function textsOf(entry) {
  const request = field(entry, "request");
  const post = field(request, "postData");
  const content = field(field(entry, "response"), "content");
  const body = stringOf(field(content, "text"));
  const page = stringOf(field(content, "encoding")) === "base64" ? Buffer.from(body, "base64").toString("utf8") : body;
  const sent = sentOf(entry);
  return [{ text: formOf(post), sent }, { text: stringOf(field(request, "url")), sent }, { text: page, sent: null }, { text: redirectOf(field(entry, "response")), sent: null }].filter(({ text }) => mentions.test(text));
}
function sentOf(entry) {
  const at = Date.parse(stringOf(field(entry, "startedDateTime")));
  const response2 = field(entry, "response");
  const status2 = field(response2, "status");
  return { at: Number.isNaN(at) ? null : at, url: urlOf(entry), answer: typeof status2 === "number" && status2 >= 100 ? { status: status2, location: redirectOf(response2) || null } : null };
}
function formOf(post) {
  const text = stringOf(field(post, "text"));
  if (text !== "") return text;
  const fields2 = field(post, "params");
  if (!Array.isArray(fields2)) return "";
  return fields2.map((each7) => `${encodeURIComponent(stringOf(field(each7, "name")))}=${escapeOnce(stringOf(field(each7, "value")))}`).join("&");
}
var escapeOnce = (value) => /%[0-9A-Fa-f]{2}/.test(value) ? value : encodeURIComponent(value);
var urlOf = (entry) => stringOf(field(field(entry, "request"), "url")).split("?")[0] || null;
var redirectOf = (response2) => stringOf(field(response2, "redirectURL"));
function field(value, name2) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name2) ? value[name2] : null;
}
var stringOf = (value) => typeof value === "string" ? value : "";

// shared/saml/names.ts
var list2 = [
  [ns.samlp, "Response Status StatusCode StatusMessage StatusDetail AuthnRequest NameIDPolicy RequestedAuthnContext Scoping Extensions LogoutRequest LogoutResponse SessionIndex ArtifactResponse ArtifactResolve IDPList IDPEntry GetComplete RequesterID AttributeQuery NewID Terminate"],
  [ns.saml, "Assertion EncryptedAssertion Issuer Subject NameID EncryptedID BaseID SubjectConfirmation SubjectConfirmationData Conditions AudienceRestriction Audience OneTimeUse ProxyRestriction Condition AuthnStatement AuthnContext AuthnContextClassRef AuthnContextDeclRef AuthnContextDecl AuthenticatingAuthority SubjectLocality AttributeStatement Attribute EncryptedAttribute AttributeValue Advice AuthzDecisionStatement Statement AssertionIDRef AssertionURIRef"],
  [ns.md, "EntityDescriptor EntitiesDescriptor IDPSSODescriptor SPSSODescriptor AuthnAuthorityDescriptor AttributeAuthorityDescriptor PDPDescriptor AffiliationDescriptor RoleDescriptor KeyDescriptor EncryptionMethod SingleSignOnService SingleLogoutService ArtifactResolutionService AssertionConsumerService ManageNameIDService NameIDMappingService AssertionIDRequestService NameIDFormat AttributeProfile AttributeConsumingService ServiceName ServiceDescription RequestedAttribute Organization OrganizationName OrganizationDisplayName OrganizationURL ContactPerson Company GivenName SurName EmailAddress TelephoneNumber Extensions AdditionalMetadataLocation"],
  [ns.ds, "Signature SignedInfo CanonicalizationMethod SignatureMethod Reference Transforms Transform DigestMethod DigestValue SignatureValue KeyInfo X509Data X509Certificate X509SubjectName X509IssuerSerial X509SKI X509CRL KeyName KeyValue RSAKeyValue DSAKeyValue Modulus Exponent RetrievalMethod Object Manifest SignatureProperties XPath HMACOutputLength"],
  [ns.dsig11, "ECKeyValue X509Digest"],
  [ns.xenc, "EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue CipherReference ReferenceList DataReference KeyReference CarriedKeyName EncryptionProperties OAEPparams KeySize"],
  [ns.xenc11, "MGF"],
  [ns.excC14n, "InclusiveNamespaces"],
  [ns.saml1p, "Response"],
  [ns.saml1, "Assertion"],
  [ns.wstrust, "RequestSecurityTokenResponse RequestSecurityTokenResponseCollection RequestedSecurityToken"],
  [ns.soap, "Envelope Body Header"]
];
var table = /* @__PURE__ */ new Map();
var known2 = [{ uri: "", local: "" }];
for (const [uri, locals] of list2) {
  const entry = {};
  for (const local of locals.split(" ")) entry[local] = known2.push({ uri, local }) - 1;
  table.set(uri, entry);
}
var knownNames = known2;
function kindOf2(uri, local) {
  const entry = table.get(uri);
  return entry !== void 0 && Object.hasOwn(entry, local) ? entry[local] : 0;
}
function must(uri) {
  return table.get(uri);
}
var samlp = must(ns.samlp);
var saml = must(ns.saml);
var md = must(ns.md);
var ds = must(ns.ds);
var xenc = must(ns.xenc);
var xenc11 = must(ns.xenc11);
var dsig11 = must(ns.dsig11);
var excC14n = must(ns.excC14n);

// shared/saml/xml-fault.ts
var Refusal = class {
  code;
  /** Byte offset in the bytes that were being read. */
  byte;
  message;
  limit;
  constructor(code, byte, message2, limit) {
    this.code = code;
    this.byte = byte;
    this.message = message2;
    this.limit = limit;
  }
};

// shared/saml/xml-names.ts
var EMPTY = 0;
var XML = 1;
var XMLNS = 2;
var XML_URI = 3;
var XMLNS_URI = 4;
var reserved = ["", "xml", "xmlns", ns.xml, ns.xmlns];
var usualPrefixes = [
  [ns.samlp, "samlp saml2p"],
  [ns.saml, "saml saml2"],
  [ns.md, "md"],
  [ns.ds, "ds dsig"],
  [ns.xenc, "xenc"],
  [ns.excC14n, "ec"],
  [ns.xs, "xs xsd"],
  [ns.xsi, "xsi"]
];
var usualAttributes = "ID Version IssueInstant Destination Consent InResponseTo AssertionConsumerServiceURL ProtocolBinding ProviderName ForceAuthn IsPassive AssertionConsumerServiceIndex AttributeConsumingServiceIndex Comparison AllowCreate Reason Format NameQualifier SPNameQualifier SPProvidedID Method NotBefore NotOnOrAfter Recipient Address DNSName AuthnInstant SessionIndex SessionNotOnOrAfter Name NameFormat FriendlyName OriginalIssuer Value Algorithm URI Id Type Encoding MimeType Target PrefixList entityID validUntil cacheDuration use Binding Location ResponseLocation index isDefault isRequired protocolSupportEnumeration errorURL WantAuthnRequestsSigned AuthnRequestsSigned WantAssertionsSigned contactType lang space base id type nil schemaLocation xml:lang xml:space xml:base xml:id xsi:type xsi:nil xsi:schemaLocation";
function* seedNames() {
  yield* reserved;
  for (const uri of Object.values(ns)) yield uri;
  for (const { local } of knownNames) yield local;
  for (const [, prefixes] of usualPrefixes) yield* prefixes.split(" ");
  yield* usualAttributes.split(" ");
  for (const [uri, prefixes] of usualPrefixes) {
    for (const prefix of prefixes.split(" ")) {
      yield "xmlns:" + prefix;
      for (const known3 of knownNames) if (known3.uri === uri) yield prefix + ":" + known3.local;
    }
  }
}
var [hashStart, hashFactor] = crypto.getRandomValues(new Int32Array(2));
var hashMultiplier = hashFactor | 1;
var emptyHash = hashStart;
function hashBytes(hash, first, second) {
  return Math.imul(hash ^ (first | second << 8), hashMultiplier);
}
function hashOf(bytes, start, stop) {
  let hash = emptyHash;
  let at = start;
  for (; at + 1 < stop; at += 2) hash = hashBytes(hash, bytes[at], bytes[at + 1]);
  return at < stop ? hashBytes(hash, bytes[at], 0) : hash;
}
var longestProbe = 256;
var keptBytes = 1 << 18;
var NOT_SPLIT = -1;
var UNBOUND = -1;
var NO_SCOPE = 0;
function compareBytes(left, leftStart, leftStop, right, rightStart, rightStop) {
  const common2 = Math.min(leftStop - leftStart, rightStop - rightStart);
  for (let i = 0; i < common2; i++) {
    const difference = left[leftStart + i] - right[rightStart + i];
    if (difference !== 0) return difference;
  }
  return leftStop - leftStart - (rightStop - rightStart);
}
var NameTable = class {
  count = 0;
  /** Name `n` is the UTF-8 bytes offsets[n] to offsets[n + 1]. */
  bytes = new Uint8Array(1 << 14);
  offsets = new Int32Array(1 << 11);
  /** Numbers of the parts of a qualified name; see `split`. */
  prefixOf = new Int32Array(1 << 11);
  localOf = new Int32Array(1 << 11);
  /** For a prefix: the namespace it stands for where the reader is. */
  scope = new Int32Array(1 << 11);
  /** For an attribute name: the last start tag it was met in. */
  metIn = new Int32Array(1 << 11);
  /** For an element name: the namespace it last had, and the kind that gave. */
  kindUri = new Int32Array(1 << 11);
  kind = new Int32Array(1 << 11);
  /** For an element or attribute name: the one that came after it last time, in any document. */
  follower = new Int32Array(1 << 11);
  /** For an element name: the last element that has it, and the number of the scope around that; see StartTags.repeat. */
  twin = new Int32Array(1 << 11);
  twinScope = new Int32Array(1 << 11);
  /** For the name of a declaration (`xmlns:saml`): the namespace name it had last, in any document. */
  lastUri = new Int32Array(1 << 11);
  hashes = new Int32Array(1 << 11);
  slotOf = new Int32Array(1 << 11);
  /** Open addressing: 0 for a free slot, else a name's number plus one. */
  slots = new Int32Array(1 << 12);
  limit = Infinity;
  seedTexts = [];
  seedNumbers = /* @__PURE__ */ new Map();
  /** Kinds (names.ts) of the known names, by the numbers of namespace and local name. */
  kinds = /* @__PURE__ */ new Map();
  /** How many names every document starts with; 0 until the first is read, so that starting a program that reads none costs nothing. */
  seeds = 0;
  plant() {
    for (const text of seedNames()) this.addSeed(text);
    this.seeds = this.count;
    this.scope[EMPTY] = EMPTY;
    this.scope[XML] = XML_URI;
    for (const [kind, { uri, local }] of knownNames.entries()) if (kind > 0) this.kinds.set(this.seedNumber(uri) * this.seeds + this.seedNumber(local), kind);
  }
  addSeed(text) {
    const bytes = Buffer.from(text);
    const name2 = this.findBytes(bytes, 0, bytes.length, 0);
    if (name2 === this.seedTexts.length) this.seedTexts.push(text);
    this.seedNumbers.set(text, name2);
    if (text !== "" && !text.includes("/") && !text.startsWith("urn:")) this.split(name2, 0);
  }
  /** Forgets the names of the last document. `limit` is how many the next one may have. */
  clear(limit) {
    if (this.seeds === 0) this.plant();
    for (let name2 = this.seeds; name2 < this.count; name2++) this.slots[this.slotOf[name2]] = 0;
    this.count = this.seeds;
    this.limit = limit;
    if (this.bytes.length > keptBytes) this.bytes = this.bytes.slice(0, Math.max(keptBytes, this.offsets[this.seeds]));
  }
  /**
   * The number of the name in source bytes `start` to `stop`, whose hash is `hash`. `at` is where to report that there
   * are too many names.
   */
  find(source2, start, stop, hash, at) {
    const mask2 = this.slots.length - 1;
    let slot = (hash ^ hash >>> 15) & mask2;
    for (let probes = 0; probes < longestProbe; probes++) {
      const name2 = this.slots[slot] - 1;
      if (name2 < 0) return this.add(source2, start, stop, hash, slot, at);
      if (this.hashes[name2] === hash && this.holds(name2, source2, start, stop)) return name2;
      slot = slot + 1 & mask2;
    }
    throw new Refusal("too-many-names", at, "The names in this document were made to collide. It is refused because reading it could take very long.", this.limit);
  }
  /**
   * `findBytes` for the namespace name that `declaration` gives. Most declarations of a prefix are alike, so the last one
   * is compared first, which is quicker than hashing. (A number left by another document only costs the comparison.)
   */
  findUri(declaration, source2, start, stop, at) {
    const last2 = this.lastUri[declaration];
    if (last2 < this.count && this.holds(last2, source2, start, stop)) return last2;
    return this.lastUri[declaration] = this.findBytes(source2, start, stop, at);
  }
  /**
   * The offset after the name `guess`, if that is what stands at `start`, else `start`. (A number left by another document only
   * costs the comparison.)
   */
  matches(guess, source2, start) {
    if (guess >= this.count) return start;
    const { bytes } = this;
    const stop = this.offsets[guess + 1];
    let there = start;
    for (let here2 = this.offsets[guess]; here2 < stop; here2++) if (bytes[here2] !== source2[there++]) return start;
    return isNameByte[source2[there]] === 1 ? start : there;
  }
  /** `find` for bytes whose hash is not known yet. */
  findBytes(source2, start, stop, at) {
    return this.find(source2, start, stop, hashOf(source2, start, stop), at);
  }
  /**
   * Makes sure that `prefixOf` and `localOf` are set for a name met at byte `at` of the document. A name is checked
   * (Namespaces in XML 1.0, QName, production 7) and taken apart only the first time it is met.
   */
  split(name2, at) {
    if (this.prefixOf[name2] !== NOT_SPLIT) return;
    const start = this.offsets[name2];
    const stop = this.offsets[name2 + 1];
    const colon = this.checkName(start, stop, at);
    if (colon < 0) {
      this.localOf[name2] = name2;
      this.prefixOf[name2] = EMPTY;
      return;
    }
    const prefix = this.findBytes(this.bytes, start, colon, at);
    this.localOf[name2] = this.findBytes(this.bytes, colon + 1, stop, at);
    this.prefixOf[name2] = prefix;
  }
  /** Refuses what is no QName; returns the offset of its colon, or -1. */
  checkName(start, stop, at) {
    let colon = -1;
    let isFirst = true;
    for (let here2 = start; here2 < stop; here2 += utf8Length(this.bytes[here2])) {
      const codePoint = codePointAt(this.bytes, here2);
      const place2 = at + here2 - start;
      if (codePoint === COLON) {
        if (colon >= 0) throw new Refusal("namespace", place2, `Found a second colon in the name ${this.quote(start, stop)}; expected at most one, between prefix and name.`);
        if (isFirst) throw new Refusal("namespace", place2, `Found a name that begins with a colon, ${this.quote(start, stop)}; expected a prefix before it.`);
        colon = here2;
        isFirst = true;
        continue;
      }
      if (isFirst ? isNameStart(codePoint) : isNameCharacter(codePoint)) {
        isFirst = false;
        continue;
      }
      const found2 = `"${String.fromCodePoint(codePoint)}" (${codePointName(codePoint)})`;
      if (!isNameCharacter(codePoint)) throw new Refusal("not-well-formed", place2, `Found ${found2} in a name; this character is not allowed there.`);
      throw new Refusal(colon < 0 ? "not-well-formed" : "namespace", place2, `Found ${found2} at the start of a name; expected a letter or an underscore.`);
    }
    if (colon === stop - 1) throw new Refusal("namespace", at + stop - start, `Found a name that ends with a colon, ${this.quote(start, stop)}; expected a name after the prefix.`);
    return colon;
  }
  quote(start, stop) {
    return `"${Buffer.from(this.bytes.subarray(start, Math.min(stop, start + 80))).toString()}"`;
  }
  /** Orders two names by code points, as Canonical XML sorts. */
  compare(left, right) {
    const { bytes, offsets } = this;
    return left === right ? 0 : compareBytes(bytes, offsets[left], offsets[left + 1], bytes, offsets[right], offsets[right + 1]);
  }
  /** The kind of the element name with these parts, 0 for one that is not known. */
  kindOf(uri, local) {
    return uri < this.seeds && local < this.seeds ? this.kinds.get(uri * this.seeds + local) ?? 0 : 0;
  }
  /** A seed name as a string. */
  seedText(name2) {
    return this.seedTexts[name2];
  }
  /** The number of a seed name, or -1. */
  seedNumber(text) {
    return this.seedNumbers.get(text) ?? -1;
  }
  holds(name2, source2, start, stop) {
    let here2 = this.offsets[name2];
    if (this.offsets[name2 + 1] - here2 !== stop - start) return false;
    const bytes = this.bytes;
    for (let there = start; there < stop; there++) if (bytes[here2++] !== source2[there]) return false;
    return true;
  }
  add(source2, start, stop, hash, slot, at) {
    if (this.count - this.seeds >= this.limit) {
      throw new Refusal("too-many-names", at, `The document has more than ${this.limit} different names, the most that is read.`, this.limit);
    }
    const name2 = this.count++;
    const length = stop - start;
    const offset = this.offsets[name2];
    if (name2 + 2 > this.offsets.length) this.growRows();
    if (offset + length > this.bytes.length) this.growBytes(length);
    for (let i = 0; i < length; i++) this.bytes[offset + i] = source2[start + i];
    this.offsets[name2 + 1] = offset + length;
    this.hashes[name2] = hash;
    this.prefixOf[name2] = NOT_SPLIT;
    this.scope[name2] = UNBOUND;
    this.metIn[name2] = 0;
    this.kindUri[name2] = UNBOUND;
    this.twinScope[name2] = NO_SCOPE;
    this.slotOf[name2] = slot;
    this.slots[slot] = name2 + 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return name2;
  }
  growBytes(needed2) {
    const larger = new Uint8Array((this.bytes.length + needed2) * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
  growRows() {
    for (const column of ["offsets", "prefixOf", "localOf", "scope", "metIn", "kindUri", "kind", "follower", "twin", "twinScope", "lastUri", "hashes", "slotOf"]) {
      const larger = new Int32Array(this[column].length * 2);
      larger.set(this[column]);
      this[column] = larger;
    }
  }
  growSlots() {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask2 = this.slots.length - 1;
    for (let name2 = 0; name2 < this.count; name2++) {
      let slot = (this.hashes[name2] ^ this.hashes[name2] >>> 15) & mask2;
      while (this.slots[slot] !== 0) slot = slot + 1 & mask2;
      this.slots[slot] = name2 + 1;
      this.slotOf[name2] = slot;
    }
  }
};
var nameTable = new NameTable();
function kindOfName(name2, uri) {
  if (nameTable.kindUri[name2] === uri) return nameTable.kind[name2];
  const kind = nameTable.kindOf(uri, nameTable.localOf[name2]);
  nameTable.kindUri[name2] = uri;
  nameTable.kind[name2] = kind;
  return kind;
}

// shared/saml/xml-tables.ts
var ELEMENT_WIDTH = 14;
var ELEMENT_START = 0;
var ELEMENT_NAME_STOP = 1;
var ELEMENT_OPEN_STOP = 2;
var ELEMENT_CLOSE_START = 3;
var ELEMENT_STOP = 4;
var ELEMENT_PARENT = 5;
var ELEMENT_END = 6;
var ELEMENT_PREFIX = 7;
var ELEMENT_LOCAL = 8;
var ELEMENT_URI = 9;
var ELEMENT_KIND = 10;
var ELEMENT_ATTRIBUTES = 11;
var ELEMENT_DECLARATIONS = 12;
var ELEMENT_FLAGS = 13;
var FLAG_TAG_DIFFERS = 1;
var FLAG_EMPTY_TAG = 2;
var FLAG_TEXT_DIFFERS = 4;
var FLAG_ATTRIBUTES_UNSORTED = 8;
var ATTRIBUTE_WIDTH = 8;
var ATTRIBUTE_START = 0;
var ATTRIBUTE_NAME_STOP = 1;
var ATTRIBUTE_VALUE_START = 2;
var ATTRIBUTE_VALUE_STOP = 3;
var ATTRIBUTE_PREFIX = 4;
var ATTRIBUTE_LOCAL = 5;
var ATTRIBUTE_URI = 6;
var ATTRIBUTE_PLAIN = 7;
var DECLARATION_WIDTH = 2;
var DECLARATION_PREFIX = 0;
var DECLARATION_URI = 1;
var REWRITE_WIDTH = 3;
var REWRITE_START = 0;
var REWRITE_STOP = 1;
var REWRITE_KIND = 2;
var REWRITE_TEXT = 0;
var REWRITE_DROP = 1;
var SECTION_WIDTH = 4;
var SECTION_KIND = 0;
var SECTION_ELEMENT = 1;
var SECTION_START = 2;
var SECTION_STOP = 3;
var SECTION_COMMENT = 0;
var SECTION_CDATA = 1;
var keptIntegers = 1 << 18;
var IntegerTable = class {
  width;
  rows;
  count = 0;
  initialRows;
  constructor(width, initialRows) {
    this.width = width;
    this.initialRows = initialRows;
    this.rows = new Int32Array(width * initialRows);
  }
  /** Adds a row with unset contents and returns the index of its first integer in `rows`. */
  add() {
    const index = this.count++ * this.width;
    if (index + this.width > this.rows.length) this.grow();
    return index;
  }
  /** Integers in use. */
  get used() {
    return this.count * this.width;
  }
  /** Forgets the rows. */
  clear() {
    this.count = 0;
    if (this.rows.length > keptIntegers) this.rows = new Int32Array(this.width * this.initialRows);
  }
  grow() {
    const larger = new Int32Array(this.rows.length * 2);
    larger.set(this.rows);
    this.rows = larger;
  }
};
function gather(tables, memory) {
  let total = 0;
  for (const table3 of tables) total += table3.used;
  const cells = memory !== null && memory.length >= total ? memory : new Int32Array(total);
  let at = 0;
  for (const table3 of tables) {
    const { used } = table3;
    if (used > 0) cells.set(table3.rows.subarray(0, used), at);
    at += used;
  }
  return cells;
}

// shared/saml/c14n-xml-attributes.ts
function inheritedAttributes10(tree, apex) {
  const rows = [];
  const met2 = /* @__PURE__ */ new Set();
  forXmlAttributes(tree, apex, (row2) => met2.add(tree.cells[row2 + ATTRIBUTE_LOCAL]));
  for (let around2 = tree.parent(apex); around2 >= 0; around2 = tree.parent(around2)) {
    forXmlAttributes(tree, around2, (row2) => {
      const local = tree.cells[row2 + ATTRIBUTE_LOCAL];
      if (met2.has(local)) return;
      met2.add(local);
      rows.push(row2);
    });
  }
  return rows;
}
function inheritedAttributes11(tree, apex) {
  return inheritedAttributes10(tree, apex).filter((row2) => {
    const local = tree.names.text(tree.cells[row2 + ATTRIBUTE_LOCAL]);
    return local === "lang" || local === "space";
  });
}
function forXmlAttributes(tree, element2, use) {
  for (let row2 = tree.firstAttribute(element2); row2 < tree.firstAttribute(element2 + 1); row2 += ATTRIBUTE_WIDTH) {
    if (tree.cells[row2 + ATTRIBUTE_URI] === XML_URI) use(row2);
  }
}
function fixedBase(tree, apex) {
  let fixed = null;
  for (let around2 = apex; around2 >= 0; around2 = tree.parent(around2)) {
    forXmlAttributes(tree, around2, (row2) => {
      if (tree.names.text(tree.cells[row2 + ATTRIBUTE_LOCAL]) !== "base") return;
      const value = tree.attributeValue(row2);
      if (fixed === null) fixed = { row: row2, value };
      else fixed.value = joinReferences(value, fixed.value);
    });
  }
  return fixed;
}
function splitReference(reference2) {
  const parts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/.exec(reference2);
  return { scheme: parts[1] ?? null, authority: parts[2] ?? null, path: parts[3], query: parts[4] ?? null };
}
function joinReferences(base, reference2) {
  const from = splitReference(base);
  const to = splitReference(reference2);
  const basePath = /(^|\/)\.\.?$/.test(from.path) ? from.path + "/" : from.path;
  if (to.scheme !== null) return joinParts({ ...to, path: removeDots(to.path) });
  if (to.authority !== null) return joinParts({ ...to, scheme: from.scheme, path: removeDots(to.path) });
  const { scheme, authority } = from;
  if (to.path === "") return joinParts({ scheme, authority, path: removeDots(basePath), query: to.query ?? from.query });
  if (to.path.startsWith("/")) return joinParts({ scheme, authority, path: removeDots(to.path), query: to.query });
  const merged = authority !== null && basePath === "" ? "/" + to.path : basePath.slice(0, basePath.lastIndexOf("/") + 1) + to.path;
  return joinParts({ scheme, authority, path: removeDots(merged), query: to.query });
}
function joinParts({ scheme, authority, path, query }) {
  return (scheme === null ? "" : scheme + ":") + (authority === null ? "" : "//" + authority) + path + (query === null ? "" : "?" + query);
}
function removeDots(path) {
  const isRooted = path.startsWith("/");
  const kept = [];
  const segments = path.split("/").filter((segment) => segment !== "");
  for (const segment of segments) {
    if (segment === ".") continue;
    if (segment !== "..") kept.push(segment);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isRooted) kept.push(segment);
  }
  const last2 = segments.at(-1);
  const isFolder = path.endsWith("/") || last2 === "." || last2 === "..";
  return (isRooted ? "/" : "") + kept.join("/") + (isFolder && kept.length > 0 ? "/" : "");
}

// shared/saml/c14n-namespaces.ts
var fewPrefixes = 16;
var RenderedNamespaces = class {
  /** For a prefix: the namespace its last declaration written around here gives it, or UNBOUND. */
  rendered = new Int32Array(1 << 11).fill(UNBOUND);
  /** The prefixes to declare on the current element are the first `pendingCount`; setting an array's length is slow. */
  pending = [];
  pendingCount = 0;
  /** Pairs of a prefix and what it was rendered as before; with per open element, the length before it. */
  undo = [];
  marks = [];
  tree = null;
  /** The prefixes treated as inclusive C14N treats all; null for all of them. */
  inclusive = null;
  constructor() {
    this.rendered[EMPTY] = EMPTY;
  }
  /** Begins a canonical form. `inclusive` is the PrefixList of exclusive C14N, or null for inclusive C14N. */
  begin(tree, inclusive) {
    this.tree = tree;
    this.inclusive = inclusive;
    if (this.rendered.length >= tree.names.count) return;
    this.rendered = new Int32Array(tree.names.count * 2).fill(UNBOUND);
    this.rendered[EMPTY] = EMPTY;
  }
  /** Ends the canonical form, finished or not. */
  end() {
    this.undoTo(0);
    this.marks.length = 0;
    this.tree = null;
  }
  /** Enters an element and sets `pending` to what its start tag declares, sorted. */
  enter(element2, isApex) {
    this.marks.push(this.undo.length);
    this.pendingCount = 0;
    if (this.inclusive === null) {
      if (isApex) this.collectInScope(element2, null);
      else this.collectDeclared(element2, null);
      return;
    }
    this.collectUsed(element2);
    if (this.inclusive.size === 0) return;
    if (isApex) this.collectInScope(element2, this.inclusive);
    else this.collectDeclared(element2, this.inclusive);
  }
  /** Leaves the element entered last. */
  leave() {
    this.undoTo(this.marks.pop());
  }
  /** Puts `pending` in the order of section 2.3: by prefix, the default namespace first. */
  sortPending() {
    const { pending, pendingCount } = this;
    const { names: names4 } = this.tree;
    if (pendingCount > fewPrefixes) {
      pending.length = pendingCount;
      pending.sort((left, right) => names4.compare(left, right));
      return;
    }
    for (let i = 1; i < pendingCount; i++) {
      const prefix = pending[i];
      let at = i;
      for (; at > 0 && names4.compare(pending[at - 1], prefix) > 0; at--) pending[at] = pending[at - 1];
      pending[at] = prefix;
    }
  }
  /** Whether the declarations in the element's source are exactly `pending`. */
  areAsDeclared(element2) {
    const { cells } = this.tree;
    const first = this.tree.firstDeclaration(element2);
    const stop = this.tree.firstDeclaration(element2 + 1);
    if (stop - first !== this.pendingCount * DECLARATION_WIDTH) return false;
    for (let row2 = first; row2 < stop; row2 += DECLARATION_WIDTH) if (!this.isPending(cells[row2 + DECLARATION_PREFIX])) return false;
    return true;
  }
  isPending(prefix) {
    for (let i = 0; i < this.pendingCount; i++) if (this.pending[i] === prefix) return true;
    return false;
  }
  /** Exclusive C14N, section 3: the prefixes the element and its attributes are written with. */
  collectUsed(element2) {
    const { cells } = this.tree;
    this.need(cells[element2 * ELEMENT_WIDTH + ELEMENT_PREFIX], cells[element2 * ELEMENT_WIDTH + ELEMENT_URI]);
    const stop = this.tree.firstAttribute(element2 + 1);
    for (let row2 = this.tree.firstAttribute(element2); row2 < stop; row2 += ATTRIBUTE_WIDTH) {
      const prefix = cells[row2 + ATTRIBUTE_PREFIX];
      if (prefix !== EMPTY) this.need(prefix, cells[row2 + ATTRIBUTE_URI]);
    }
  }
  /** The element's own declarations, all or those of `only`. */
  collectDeclared(element2, only) {
    const { cells } = this.tree;
    const stop = this.tree.firstDeclaration(element2 + 1);
    for (let row2 = this.tree.firstDeclaration(element2); row2 < stop; row2 += DECLARATION_WIDTH) {
      const prefix = cells[row2 + DECLARATION_PREFIX];
      if (only === null || only.has(prefix)) this.need(prefix, cells[row2 + DECLARATION_URI]);
    }
  }
  /** The declarations in scope at the apex: the innermost of each prefix. */
  collectInScope(element2, only) {
    const tree = this.tree;
    const met2 = /* @__PURE__ */ new Set();
    for (let around2 = element2; around2 >= 0; around2 = tree.parent(around2)) {
      const stop = tree.firstDeclaration(around2 + 1);
      for (let row2 = tree.firstDeclaration(around2); row2 < stop; row2 += DECLARATION_WIDTH) {
        const prefix = tree.cells[row2 + DECLARATION_PREFIX];
        if (met2.has(prefix) || only !== null && !only.has(prefix)) continue;
        met2.add(prefix);
        this.need(prefix, tree.cells[row2 + DECLARATION_URI]);
      }
    }
  }
  /** The prefix has to stand for `uri` here: declares it unless an element around already wrote just that. */
  need(prefix, uri) {
    const before2 = this.rendered[prefix];
    if (before2 === uri || prefix === XML) return;
    this.undo.push(prefix, before2);
    this.rendered[prefix] = uri;
    this.pending[this.pendingCount++] = prefix;
  }
  undoTo(length) {
    const { undo: undo2 } = this;
    while (undo2.length > length) {
      const before2 = undo2.pop();
      this.rendered[undo2.pop()] = before2;
    }
  }
};

// shared/saml/xml-text.ts
function predefined(source2, at) {
  const first = source2[at + 1];
  if (first === 108) return 60;
  if (first === 103) return 62;
  if (first === 113) return 34;
  return source2[at + 2] === 109 ? 38 : 39;
}
function referencedCodePoint(source2, at, stop) {
  if (source2[at + 1] !== HASH) return predefined(source2, at);
  const isHex = source2[at + 2] === 120;
  let codePoint = 0;
  for (let here2 = at + (isHex ? 3 : 2); here2 < stop - 1; here2++) {
    const byte = source2[here2];
    codePoint = codePoint * (isHex ? 16 : 10) + (byte <= 57 ? byte - 48 : (byte | 32) - 87);
  }
  return codePoint;
}
function referenceStop(source2, at) {
  let here2 = at;
  while (source2[here2] !== SEMICOLON) here2++;
  return here2 + 1;
}
function commentStop(source2, at) {
  let here2 = at + 4;
  while (source2[here2] !== HYPHEN || source2[here2 + 1] !== HYPHEN) here2++;
  return here2 + 3;
}
function cdataStop(source2, at) {
  let here2 = at + cdataOpening;
  while (source2[here2] !== RIGHT_BRACKET || source2[here2 + 1] !== RIGHT_BRACKET || source2[here2 + 2] !== GREATER) here2++;
  return here2 + 3;
}
var cdataOpening = 9;
function lines(source2, start, stop) {
  const text = source2.utf8Slice(start, stop);
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}
function characterData(source2, start, stop) {
  let text = "";
  let plainFrom = start;
  let at = start;
  while (at < stop) {
    const byte = source2[at];
    if (byte !== AMPERSAND && byte !== LESS) {
      at++;
      continue;
    }
    text += lines(source2, plainFrom, at);
    if (byte === AMPERSAND) {
      const end = referenceStop(source2, at);
      text += String.fromCodePoint(referencedCodePoint(source2, at, end));
      at = end;
    } else if (source2[at + 2] === HYPHEN) {
      at = commentStop(source2, at);
    } else {
      const end = cdataStop(source2, at);
      text += lines(source2, at + cdataOpening, end - 3);
      at = end;
    }
    plainFrom = at;
  }
  return text + lines(source2, plainFrom, stop);
}
function attributeText(source2, start, stop) {
  let text = "";
  let plainFrom = start;
  let at = start;
  while (at < stop) {
    const byte = source2[at];
    if (byte !== AMPERSAND && byte !== TAB && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
      at++;
      continue;
    }
    text += source2.utf8Slice(plainFrom, at);
    if (byte === AMPERSAND) {
      const end = referenceStop(source2, at);
      text += String.fromCodePoint(referencedCodePoint(source2, at, end));
      at = end;
    } else {
      text += " ";
      at += byte === CARRIAGE_RETURN && source2[at + 1] === LINE_FEED ? 2 : 1;
    }
    plainFrom = at;
  }
  return text + source2.utf8Slice(plainFrom, stop);
}

// shared/saml/c14n-output.ts
var sharedBytes = 1 << 18;
var usualGrowth = 1 << 12;
var shortRun = 40;
var escapedInValue = byteTable((_, character) => '&<"	\n\r'.includes(character));
var CanonicalFormTooLarge = class extends Error {
  constructor(limit) {
    super(`The canonical form is larger than ${limit} bytes, the most that is written.`);
    this.name = "CanonicalFormTooLarge";
  }
};
var CanonicalOutput = class {
  shared = new Uint8Array(sharedBytes);
  bytes = this.shared;
  length = 0;
  limit = 0;
  /** Begins a canonical form of at most `limit` bytes, for a source of `size`. */
  begin(limit, size) {
    this.length = 0;
    this.limit = limit;
    this.bytes = size + usualGrowth + padding > sharedBytes ? new Uint8Array(size + usualGrowth + padding) : this.shared;
  }
  /** What was written, in memory of its own that goes on with `padding` zeros: the next to read it is often the XML reader. */
  take() {
    const { length } = this;
    const isOwn = this.bytes !== this.shared && length + padding <= this.bytes.length;
    const taken2 = isOwn ? this.bytes : new Uint8Array(length + padding);
    if (isOwn) taken2.fill(0, length, length + padding);
    else taken2.set(this.bytes.subarray(0, length));
    this.release();
    return taken2.subarray(0, length);
  }
  release() {
    this.length = 0;
    this.bytes = this.shared;
  }
  /** Bytes as they are. */
  copy(source2, start, stop) {
    const count2 = stop - start;
    if (count2 <= 0) return;
    this.reserve(count2);
    if (count2 > shortRun) {
      this.bytes.set(source2.subarray(start, stop), this.length);
      this.length += count2;
      return;
    }
    const { bytes } = this;
    let to = this.length;
    for (let from = start; from < stop; from++) bytes[to++] = source2[from];
    this.length = to;
  }
  /** ASCII characters as they are. */
  ascii(text) {
    this.reserve(text.length);
    const { bytes } = this;
    let to = this.length;
    for (let i = 0; i < text.length; i++) bytes[to++] = text.charCodeAt(i);
    this.length = to;
  }
  /** Text between tags from source: references, CDATA sections, comments and line ends as Canonical XML has them. */
  text(source2, start, stop, withComments) {
    let at = start;
    while (at < stop) {
      const byte = source2[at];
      if (byte === AMPERSAND) {
        const end = referenceStop(source2, at);
        this.textCharacter(referencedCodePoint(source2, at, end));
        at = end;
      } else if (byte !== LESS) {
        at = this.sourceCharacter(source2, at);
      } else if (source2[at + 2] === HYPHEN) {
        const end = commentStop(source2, at);
        if (withComments) this.lines(source2, at, end);
        at = end;
      } else {
        const end = cdataStop(source2, at);
        this.escapedText(source2, at + cdataOpening, end - 3);
        at = end;
      }
    }
  }
  /** The content of a CDATA section, as text. */
  escapedText(source2, start, stop) {
    let at = start;
    while (at < stop) {
      const byte = source2[at];
      if (byte === AMPERSAND) {
        this.ascii("&amp;");
        at++;
      } else if (byte === LESS) {
        this.ascii("&lt;");
        at++;
      } else at = this.sourceCharacter(source2, at);
    }
  }
  /** A comment: only its line ends change. */
  lines(source2, start, stop) {
    for (let at = start; at < stop; ) {
      if (source2[at] === CARRIAGE_RETURN) at = this.lineEnd(source2, at);
      else this.byte(source2[at++]);
    }
  }
  /** One byte of text that is neither '&' nor '<'; returns the offset after what was written. */
  sourceCharacter(source2, at) {
    const byte = source2[at];
    if (byte === CARRIAGE_RETURN) return this.lineEnd(source2, at);
    if (byte === GREATER) this.ascii("&gt;");
    else this.byte(byte);
    return at + 1;
  }
  lineEnd(source2, at) {
    this.byte(LINE_FEED);
    return source2[at + 1] === LINE_FEED ? at + 2 : at + 1;
  }
  textCharacter(codePoint) {
    if (codePoint === AMPERSAND) this.ascii("&amp;");
    else if (codePoint === LESS) this.ascii("&lt;");
    else if (codePoint === GREATER) this.ascii("&gt;");
    else if (codePoint === CARRIAGE_RETURN) this.ascii("&#xD;");
    else this.codePoint(codePoint);
  }
  /** An attribute value from source, normalised (XML 1.0, section 3.3.3) and written with the escapes of section 2.3. */
  value(source2, start, stop) {
    let at = start;
    while (at < stop) {
      const byte = source2[at];
      if (byte === AMPERSAND) {
        const end = referenceStop(source2, at);
        this.valueCharacter(referencedCodePoint(source2, at, end));
        at = end;
        continue;
      }
      at += byte === CARRIAGE_RETURN && source2[at + 1] === LINE_FEED ? 2 : 1;
      if (byte === QUOTE) this.ascii("&quot;");
      else this.byte(byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE2 : byte);
    }
  }
  /** An attribute value that was already normalised, as UTF-8. */
  plainValue(value, start, stop) {
    let from = start;
    for (let at = start; at < stop; at++) {
      if (escapedInValue[value[at]] === 0) continue;
      this.copy(value, from, at);
      this.valueCharacter(value[at]);
      from = at + 1;
    }
    this.copy(value, from, stop);
  }
  valueCharacter(codePoint) {
    if (codePoint === AMPERSAND) this.ascii("&amp;");
    else if (codePoint === LESS) this.ascii("&lt;");
    else if (codePoint === QUOTE) this.ascii("&quot;");
    else if (codePoint === TAB) this.ascii("&#x9;");
    else if (codePoint === LINE_FEED) this.ascii("&#xA;");
    else if (codePoint === CARRIAGE_RETURN) this.ascii("&#xD;");
    else this.codePoint(codePoint);
  }
  codePoint(codePoint) {
    if (codePoint < 128) {
      this.byte(codePoint);
    } else if (codePoint < 2048) {
      this.byte(192 | codePoint >> 6);
      this.byte(128 | codePoint & 63);
    } else {
      if (codePoint < 65536) {
        this.byte(224 | codePoint >> 12);
      } else {
        this.byte(240 | codePoint >> 18);
        this.byte(128 | codePoint >> 12 & 63);
      }
      this.byte(128 | codePoint >> 6 & 63);
      this.byte(128 | codePoint & 63);
    }
  }
  byte(byte) {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }
  reserve(count2) {
    if (this.length + count2 > this.bytes.length) this.grow(count2);
  }
  grow(count2) {
    if (this.length + count2 > this.limit) throw new CanonicalFormTooLarge(this.limit);
    const larger = new Uint8Array(Math.min(Math.max(this.bytes.length * 2, this.length + count2), this.limit));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
};

// shared/saml/xml-tree.ts
import { isAscii as isAscii2 } from "node:buffer";

// shared/saml/xml-document-names.ts
var noOffsets = new Int32Array(1);
var noBytes = new Uint8Array(0);
var DocumentNames = class {
  seeds = nameTable.seeds;
  bytes;
  offsets;
  /** What the offsets count from: the bytes of the seed names were not copied. */
  base;
  texts = [];
  numbers = null;
  /** Copies the names the table has at the end of a document. */
  constructor() {
    const { offsets, bytes, count: count2 } = nameTable;
    this.base = offsets[this.seeds];
    const hasOwn = count2 > this.seeds;
    this.offsets = hasOwn ? offsets.slice(this.seeds, count2 + 1) : noOffsets;
    this.bytes = hasOwn ? bytes.slice(this.base, offsets[count2]) : noBytes;
  }
  /** One more than the largest name number. */
  get count() {
    return this.seeds + this.offsets.length - 1;
  }
  text(name2) {
    if (name2 < this.seeds) return nameTable.seedText(name2);
    const own = name2 - this.seeds;
    return this.texts[own] ??= Buffer.from(this.bytes.subarray(this.start(name2), this.stop(name2))).toString();
  }
  /** The bytes in which `start` and `stop` of this name count. */
  source(name2) {
    return name2 < this.seeds ? nameTable.bytes : this.bytes;
  }
  start(name2) {
    return name2 < this.seeds ? nameTable.offsets[name2] : this.offsets[name2 - this.seeds] - this.base;
  }
  stop(name2) {
    return name2 < this.seeds ? nameTable.offsets[name2 + 1] : this.offsets[name2 - this.seeds + 1] - this.base;
  }
  /** Orders two names by code points. */
  compare(left, right) {
    if (left === right) return 0;
    return compareBytes(this.source(left), this.start(left), this.stop(left), this.source(right), this.start(right), this.stop(right));
  }
  /** The number of a name of this document, or -1. */
  find(text) {
    const seed = nameTable.seedNumber(text);
    if (seed >= 0) return seed;
    this.numbers ??= this.number();
    return this.numbers.get(text) ?? -1;
  }
  /** A map, because a prefix list can be as long as the document. */
  number() {
    const numbers = /* @__PURE__ */ new Map();
    for (let name2 = this.seeds; name2 < this.count; name2++) numbers.set(this.text(name2), name2);
    return numbers;
  }
};

// shared/saml/xml-position.ts
import { isAscii } from "node:buffer";
var stride = 1 << 10;
function positionOf(bytes, byte) {
  const walker = { line: 1, lineOffset: 0, offset: 0 };
  walk2(bytes, 0, Math.min(byte, bytes.length), walker);
  return { line: walker.line, column: walker.offset - walker.lineOffset + 1, offset: walker.offset };
}
var Positions = class {
  bytes;
  isKnownAscii;
  /** Where lines begin, for a document in which every byte is one unit and lines end in LF: nearly all. */
  lines = null;
  /** line, offset of the line's first unit, offset: where each multiple of `stride` is. */
  marks = null;
  /** `isKnownAscii` saves looking at the bytes for that. */
  constructor(bytes, isKnownAscii = false) {
    this.bytes = bytes;
    this.isKnownAscii = isKnownAscii;
  }
  /** The position of a byte offset; offsets beyond the end count as the end. */
  locate(byte) {
    const at = Math.max(0, Math.min(byte, this.bytes.length));
    if (this.lines === null && this.marks === null) this.read();
    if (this.lines !== null) {
      const line = lineOf(this.lines, at);
      return { line: line + 1, column: at - this.lines[line] + 1, offset: at };
    }
    const marks2 = this.marks;
    const block = Math.floor(at / stride);
    const walker = { line: marks2[block * 3], lineOffset: marks2[block * 3 + 1], offset: marks2[block * 3 + 2] };
    walk2(this.bytes, block * stride, at, walker);
    return { line: walker.line, column: walker.offset - walker.lineOffset + 1, offset: walker.offset };
  }
  read() {
    const buffer = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    if (!this.isKnownAscii && !isAscii(buffer) || buffer.includes(CARRIAGE_RETURN)) {
      this.marks = this.mark();
      return;
    }
    this.lines = [0];
    for (let at = buffer.indexOf(LINE_FEED); at !== -1; at = buffer.indexOf(LINE_FEED, at + 1)) this.lines.push(at + 1);
  }
  mark() {
    const blocks = Math.floor(this.bytes.length / stride) + 1;
    const marks2 = new Int32Array(blocks * 3);
    const walker = { line: 1, lineOffset: 0, offset: 0 };
    for (let block = 0; block < blocks; block++) {
      marks2[block * 3] = walker.line;
      marks2[block * 3 + 1] = walker.lineOffset;
      marks2[block * 3 + 2] = walker.offset;
      walk2(this.bytes, block * stride, Math.min((block + 1) * stride, this.bytes.length), walker);
    }
    return marks2;
  }
};
function lineOf(lines3, at) {
  let low = 0;
  let high = lines3.length - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (lines3[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
function walk2(bytes, from, to, walker) {
  let { line, lineOffset, offset } = walker;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if ((byte & 192) !== 128) offset += byte >= 240 ? 2 : 1;
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED) {
      line++;
      lineOffset = offset;
    }
  }
  walker.line = line;
  walker.lineOffset = lineOffset;
  walker.offset = offset;
}

// shared/saml/xml-tree.ts
var cutOutBytes = 1 << 21;
var XmlTree = class {
  bytes;
  count;
  /** `bytes` and the 0 after them. */
  source;
  names = new DocumentNames();
  /** All tables: elements from 0, then attributes, declarations, rewrites and sections, each up to the next. */
  cells;
  attributesAt;
  declarationsAt;
  rewritesAt;
  sectionsAt;
  sectionsStop;
  positions;
  foundText = null;
  /** Every byte is a character, and values are cut out of `documentText`. */
  isCutOut;
  foundComments = null;
  foundCdata = null;
  foundOrdinals = null;
  /** `memory` is for the tables, if they fit; nobody else may use it while the tree is in use. */
  constructor(draft, memory = null) {
    this.source = draft.bytes;
    this.bytes = new Uint8Array(draft.bytes.buffer, draft.bytes.byteOffset, draft.end);
    this.count = draft.elements.count - 1;
    this.attributesAt = draft.elements.used;
    this.declarationsAt = this.attributesAt + draft.attributes.used;
    this.rewritesAt = this.declarationsAt + draft.declarations.used;
    this.sectionsAt = this.rewritesAt + draft.rewrites.used;
    this.sectionsStop = this.sectionsAt + draft.sections.used;
    this.cells = gather([draft.elements, draft.attributes, draft.declarations, draft.rewrites, draft.sections], memory);
    this.isCutOut = draft.end <= cutOutBytes && isAscii2(this.bytes);
    this.positions = new Positions(this.bytes, this.isCutOut);
  }
  get documentText() {
    return this.foundText ??= this.isCutOut || isAscii2(this.bytes) ? this.source.latin1Slice(0, this.bytes.length) : this.source.utf8Slice(0, this.bytes.length);
  }
  kind(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_KIND];
  }
  local(element2) {
    return this.names.text(this.cells[element2 * ELEMENT_WIDTH + ELEMENT_LOCAL]);
  }
  namespace(element2) {
    return this.names.text(this.cells[element2 * ELEMENT_WIDTH + ELEMENT_URI]);
  }
  prefix(element2) {
    return this.names.text(this.cells[element2 * ELEMENT_WIDTH + ELEMENT_PREFIX]);
  }
  parent(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_PARENT];
  }
  firstChild(element2) {
    return element2 + 1 < this.end(element2) ? element2 + 1 : -1;
  }
  nextSibling(element2) {
    const next = this.end(element2);
    return next < this.count && this.parent(next) === this.parent(element2) ? next : -1;
  }
  end(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_END];
  }
  depth(element2) {
    let depth = 0;
    for (let around2 = this.parent(element2); around2 >= 0; around2 = this.parent(around2)) depth++;
    return depth;
  }
  child(element2, kind) {
    const end = this.end(element2);
    for (let child = element2 + 1; child < end; child = this.end(child)) if (this.kind(child) === kind) return child;
    return -1;
  }
  childrenOf(element2, kind) {
    const found2 = [];
    const end = this.end(element2);
    for (let child = element2 + 1; child < end; child = this.end(child)) if (this.kind(child) === kind) found2.push(child);
    return found2;
  }
  children(element2) {
    const found2 = [];
    const end = this.end(element2);
    for (let child = element2 + 1; child < end; child = this.end(child)) found2.push(child);
    return found2;
  }
  attribute(element2, local, namespace = "") {
    const row2 = this.attributeRow(element2, local, namespace);
    return row2 < 0 ? null : this.attributeValue(row2);
  }
  attributes(element2) {
    const { names: names4, cells: rows } = this;
    const found2 = [];
    for (let row2 = this.firstAttribute(element2); row2 < this.firstAttribute(element2 + 1); row2 += ATTRIBUTE_WIDTH) {
      found2.push({
        local: names4.text(rows[row2 + ATTRIBUTE_LOCAL]),
        prefix: names4.text(rows[row2 + ATTRIBUTE_PREFIX]),
        namespace: names4.text(rows[row2 + ATTRIBUTE_URI]),
        value: this.attributeValue(row2),
        start: rows[row2 + ATTRIBUTE_START],
        stop: rows[row2 + ATTRIBUTE_VALUE_STOP] + 1
      });
    }
    return found2;
  }
  attributeSpan(element2, local, namespace = "") {
    const row2 = this.attributeRow(element2, local, namespace);
    return row2 < 0 ? null : { start: this.cells[row2 + ATTRIBUTE_START], stop: this.cells[row2 + ATTRIBUTE_VALUE_STOP] + 1 };
  }
  resolvePrefix(element2, prefix) {
    if (prefix === "xml") return ns.xml;
    for (let around2 = element2; around2 >= 0; around2 = this.parent(around2)) {
      const stop = this.firstDeclaration(around2 + 1);
      for (let row2 = this.firstDeclaration(around2); row2 < stop; row2 += DECLARATION_WIDTH) {
        if (this.names.text(this.cells[row2 + DECLARATION_PREFIX]) === prefix) return this.names.text(this.cells[row2 + DECLARATION_URI]);
      }
    }
    return prefix === "" ? "" : null;
  }
  text(element2) {
    const end = this.end(element2);
    if (element2 + 1 === end) return this.run(element2, this.contentStart(element2), this.contentStop(element2));
    let text = "";
    let from = this.contentStart(element2);
    for (let child = element2 + 1; child < end; child = this.end(child)) {
      text += this.run(element2, from, this.start(child));
      from = this.stop(child);
    }
    return text + this.run(element2, from, this.contentStop(element2));
  }
  textDeep(element2) {
    let text = "";
    let from = this.contentStart(element2);
    let around2 = element2;
    for (let inner = element2 + 1; inner < this.end(element2); inner++) {
      for (; this.end(around2) <= inner; around2 = this.parent(around2)) {
        text += this.run(around2, from, this.contentStop(around2));
        from = this.stop(around2);
      }
      text += this.run(around2, from, this.start(inner));
      from = this.contentStart(inner);
      around2 = inner;
    }
    for (; around2 !== element2; around2 = this.parent(around2)) {
      text += this.run(around2, from, this.contentStop(around2));
      from = this.stop(around2);
    }
    return text + this.run(element2, from, this.contentStop(element2));
  }
  start(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_START];
  }
  stop(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_STOP];
  }
  contentStart(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_OPEN_STOP];
  }
  contentStop(element2) {
    return this.cells[element2 * ELEMENT_WIDTH + ELEMENT_CLOSE_START];
  }
  get comments() {
    return this.foundComments ??= this.sectionsOf(SECTION_COMMENT);
  }
  get cdata() {
    return this.foundCdata ??= this.sectionsOf(SECTION_CDATA);
  }
  path(element2) {
    const ordinals = this.foundOrdinals ??= this.countSiblings();
    const steps = [];
    for (let at = element2; at >= 0; at = this.parent(at)) {
      steps.push(ordinals[at] === 0 ? this.local(at) : `${this.local(at)}[${ordinals[at]}]`);
    }
    return steps.reverse().join("/");
  }
  locate(byte) {
    return this.positions.locate(byte);
  }
  /** Index of the element's first attribute row; `element` may be `count`. */
  firstAttribute(element2) {
    return this.attributesAt + this.cells[element2 * ELEMENT_WIDTH + ELEMENT_ATTRIBUTES] * ATTRIBUTE_WIDTH;
  }
  /** Index of the element's first declaration row; `element` may be `count`. */
  firstDeclaration(element2) {
    return this.declarationsAt + this.cells[element2 * ELEMENT_WIDTH + ELEMENT_DECLARATIONS] * DECLARATION_WIDTH;
  }
  /** The value of the attribute at that row index. */
  attributeValue(row2) {
    const rows = this.cells;
    const start = rows[row2 + ATTRIBUTE_VALUE_START];
    const stop = rows[row2 + ATTRIBUTE_VALUE_STOP];
    return rows[row2 + ATTRIBUTE_PLAIN] === 1 ? this.plain(start, stop) : attributeText(this.source, start, stop);
  }
  /** Index of the row of an attribute, or -1. */
  attributeRow(element2, local, namespace) {
    const { names: names4, cells: rows } = this;
    const first = this.firstAttribute(element2);
    const stop = this.firstAttribute(element2 + 1);
    if (first === stop) return -1;
    const known3 = nameTable.seedNumber(local);
    for (let row2 = first; row2 < stop; row2 += ATTRIBUTE_WIDTH) {
      const name2 = rows[row2 + ATTRIBUTE_LOCAL];
      if (known3 >= 0 ? name2 !== known3 : names4.text(name2) !== local) continue;
      const uri = rows[row2 + ATTRIBUTE_URI];
      if (namespace === "" ? uri === EMPTY : names4.text(uri) === namespace) return row2;
    }
    return -1;
  }
  /** Character data of `element` in a range without tags. */
  run(element2, start, stop) {
    if (start === stop) return "";
    const differs2 = (this.cells[element2 * ELEMENT_WIDTH + ELEMENT_FLAGS] & FLAG_TEXT_DIFFERS) !== 0;
    return differs2 ? characterData(this.source, start, stop) : this.plain(start, stop);
  }
  /** Bytes that are written as they are meant. */
  plain(start, stop) {
    return this.isCutOut ? this.documentText.slice(start, stop) : this.source.utf8Slice(start, stop);
  }
  sectionsOf(kind) {
    const { cells } = this;
    const found2 = [];
    for (let row2 = this.sectionsAt; row2 < this.sectionsStop; row2 += SECTION_WIDTH) {
      if (cells[row2 + SECTION_KIND] !== kind) continue;
      found2.push({ element: cells[row2 + SECTION_ELEMENT], start: cells[row2 + SECTION_START], stop: cells[row2 + SECTION_STOP] });
    }
    return found2;
  }
  /** Per element its place, from 1, among the siblings of the same local name; 0 for one that has no such siblings. */
  countSiblings() {
    const ordinals = new Int32Array(this.count);
    const last2 = /* @__PURE__ */ new Map();
    for (let element2 = 1; element2 < this.count; element2++) {
      const key2 = this.parent(element2) * this.names.count + this.cells[element2 * ELEMENT_WIDTH + ELEMENT_LOCAL];
      const before2 = last2.get(key2);
      last2.set(key2, element2);
      if (before2 === void 0) continue;
      ordinals[before2] ||= 1;
      ordinals[element2] = ordinals[before2] + 1;
    }
    return ordinals;
  }
};

// shared/saml/c14n.ts
var canonicalGrowth = 4;
var canonicalFloor = 16 * 1024 * 1024;
var methods = /* @__PURE__ */ new Map([
  [c14n.exclusive, { kind: "exclusive", withComments: false }],
  [c14n.exclusiveWithComments, { kind: "exclusive", withComments: true }],
  [c14n.inclusive, { kind: "1.0", withComments: false }],
  [c14n.inclusiveWithComments, { kind: "1.0", withComments: true }],
  [c14n.inclusive11, { kind: "1.1", withComments: false }],
  [c14n.inclusive11WithComments, { kind: "1.1", withComments: true }]
]);
function canonicalize(tree, element2, options) {
  const method2 = methods.get(options.algorithm);
  if (method2 === void 0) throw new RangeError(`Unknown canonicalisation algorithm: ${options.algorithm}`);
  if (!(tree instanceof XmlTree)) throw new TypeError("Only a tree from parseXml can be canonicalised.");
  const inclusive = method2.kind === "exclusive" ? prefixNumbers(tree, options.inclusivePrefixes ?? []) : null;
  output.begin(Math.max(canonicalFloor, tree.bytes.length * canonicalGrowth), tree.stop(element2) - tree.start(element2));
  namespaces.begin(tree, inclusive);
  try {
    new Canonicalization(tree, element2, method2, options.omit ?? -1).write();
    return output.take();
  } finally {
    namespaces.end();
    output.release();
  }
}
var output = new CanonicalOutput();
var namespaces = new RenderedNamespaces();
var noPrefixes = /* @__PURE__ */ new Set();
function prefixNumbers(tree, prefixes) {
  if (prefixes.length === 0) return noPrefixes;
  return new Set(prefixes.map((prefix) => prefix === "#default" ? EMPTY : tree.names.find(prefix)));
}
var fewAttributes = 16;
function sortAttributes(tree, rows) {
  const { cells, names: names4 } = tree;
  const compare = (left, right) => {
    const byUri = names4.compare(cells[left + ATTRIBUTE_URI], cells[right + ATTRIBUTE_URI]);
    return byUri !== 0 ? byUri : names4.compare(cells[left + ATTRIBUTE_LOCAL], cells[right + ATTRIBUTE_LOCAL]);
  };
  if (rows.length > fewAttributes) {
    rows.sort(compare);
    return;
  }
  for (let i = 1; i < rows.length; i++) {
    const row2 = rows[i];
    let at = i;
    for (; at > 0 && compare(rows[at - 1], row2) > 0; at--) rows[at] = rows[at - 1];
    rows[at] = row2;
  }
}
var Canonicalization = class {
  tree;
  apex;
  method;
  omit;
  /** Source from here on is not yet written. */
  pendingFrom = 0;
  /** The first row of rewrites that is not before `pendingFrom`. */
  rewrite;
  constructor(tree, apex, method2, omit) {
    this.tree = tree;
    this.apex = apex;
    this.method = method2;
    this.omit = omit;
    this.rewrite = tree.rewritesAt;
  }
  write() {
    const { tree, apex, omit } = this;
    const { cells } = tree;
    this.skipTo(cells[apex * ELEMENT_WIDTH + ELEMENT_START]);
    const end = tree.end(apex);
    const open2 = [];
    for (let element2 = apex; element2 < end; ) {
      while (open2.length > 0 && open2[open2.length - 1] <= element2) {
        open2.pop();
        namespaces.leave();
      }
      if (element2 === omit) {
        this.flush(cells[element2 * ELEMENT_WIDTH + ELEMENT_START]);
        this.skipTo(cells[element2 * ELEMENT_WIDTH + ELEMENT_STOP]);
        element2 = tree.end(element2);
        continue;
      }
      namespaces.enter(element2, element2 === apex);
      open2.push(tree.end(element2));
      this.startTag(element2);
      element2++;
    }
    this.flush(cells[apex * ELEMENT_WIDTH + ELEMENT_STOP]);
  }
  /** Leaves out the source up to `to`. */
  skipTo(to) {
    const { cells, rewritesAt, sectionsAt } = this.tree;
    this.pendingFrom = to;
    let low = (this.rewrite - rewritesAt) / REWRITE_WIDTH;
    let high = (sectionsAt - rewritesAt) / REWRITE_WIDTH;
    while (low < high) {
      const middle = low + high >> 1;
      if (cells[rewritesAt + middle * REWRITE_WIDTH + REWRITE_START] < to) low = middle + 1;
      else high = middle;
    }
    this.rewrite = rewritesAt + low * REWRITE_WIDTH;
  }
  /** Writes the source up to `to`, with the rewrites in it. */
  flush(to) {
    const { bytes, cells, sectionsAt } = this.tree;
    let from = this.pendingFrom;
    let row2 = this.rewrite;
    while (row2 < sectionsAt && cells[row2 + REWRITE_START] < to) {
      output.copy(bytes, from, cells[row2 + REWRITE_START]);
      from = cells[row2 + REWRITE_STOP];
      if (cells[row2 + REWRITE_KIND] === REWRITE_TEXT) output.text(bytes, cells[row2 + REWRITE_START], from, this.method.withComments);
      row2 += REWRITE_WIDTH;
    }
    output.copy(bytes, from, to);
    this.pendingFrom = to;
    this.rewrite = row2;
  }
  /** Writes what differs of the start tag; the rest is left to the next run of source. */
  startTag(element2) {
    const { tree } = this;
    const row2 = element2 * ELEMENT_WIDTH;
    const isEmpty = (tree.cells[row2 + ELEMENT_FLAGS] & FLAG_EMPTY_TAG) !== 0;
    const stop = tree.cells[row2 + ELEMENT_OPEN_STOP];
    const isApexOfInclusive = element2 === this.apex && this.method.kind !== "exclusive" && tree.parent(element2) >= 0;
    if (isApexOfInclusive || (tree.cells[row2 + ELEMENT_FLAGS] & FLAG_TAG_DIFFERS) !== 0) {
      this.writeName(row2);
      this.writeDeclarations();
      this.writeAttributes(element2, isApexOfInclusive);
      this.pendingFrom = isEmpty ? stop - 2 : stop - 1;
    } else if (!namespaces.areAsDeclared(element2)) {
      this.writeName(row2);
      this.writeDeclarations();
      const first = tree.firstAttribute(element2);
      const hasAttributes = first < tree.firstAttribute(element2 + 1);
      this.pendingFrom = hasAttributes ? tree.cells[first + ATTRIBUTE_START] - 1 : isEmpty ? stop - 2 : stop - 1;
    }
    if (isEmpty) this.closeEmpty(row2, stop);
  }
  /** Writes '<' and the name, after the source before it. */
  writeName(row2) {
    const { bytes, cells } = this.tree;
    this.flush(cells[row2 + ELEMENT_START]);
    output.copy(bytes, cells[row2 + ELEMENT_START], cells[row2 + ELEMENT_NAME_STOP]);
  }
  /** `<a b="c"/>` becomes `<a b="c"></a>`. */
  closeEmpty(row2, stop) {
    const { bytes, cells } = this.tree;
    this.flush(stop - 2);
    output.ascii("></");
    output.copy(bytes, cells[row2 + ELEMENT_START] + 1, cells[row2 + ELEMENT_NAME_STOP]);
    output.ascii(">");
    this.pendingFrom = stop;
  }
  writeDeclarations() {
    const { names: names4 } = this.tree;
    namespaces.sortPending();
    for (let i = 0; i < namespaces.pendingCount; i++) {
      const prefix = namespaces.pending[i];
      const uri = namespaces.rendered[prefix];
      output.ascii(prefix === EMPTY ? " xmlns" : " xmlns:");
      output.copy(names4.source(prefix), names4.start(prefix), names4.stop(prefix));
      output.ascii('="');
      output.plainValue(names4.source(uri), names4.start(uri), names4.stop(uri));
      output.ascii('"');
    }
  }
  writeAttributes(element2, isApexOfInclusive) {
    const { tree } = this;
    const first = tree.firstAttribute(element2);
    const stop = tree.firstAttribute(element2 + 1);
    const isSorted = (tree.cells[element2 * ELEMENT_WIDTH + ELEMENT_FLAGS] & FLAG_ATTRIBUTES_UNSORTED) === 0;
    if (isSorted && !isApexOfInclusive) {
      for (let row2 = first; row2 < stop; row2 += ATTRIBUTE_WIDTH) this.writeAttribute(row2);
      return;
    }
    const rows = [];
    for (let row2 = first; row2 < stop; row2 += ATTRIBUTE_WIDTH) rows.push(row2);
    const base = isApexOfInclusive ? this.inherit(element2, rows) : null;
    sortAttributes(tree, rows);
    for (const row2 of rows) {
      if (row2 !== base?.row) this.writeAttribute(row2);
      else if (base.value !== "") this.writeBase(base);
    }
  }
  /** Adds to the apex's attributes those it inherits; returns what becomes of its xml:base, null when it stays. */
  inherit(apex, rows) {
    if (this.method.kind === "1.0") {
      rows.push(...inheritedAttributes10(this.tree, apex));
      return null;
    }
    rows.push(...inheritedAttributes11(this.tree, apex));
    const base = fixedBase(this.tree, apex);
    if (base !== null && !rows.includes(base.row)) rows.push(base.row);
    return base;
  }
  writeBase(base) {
    const value = Buffer.from(base.value);
    output.ascii(' xml:base="');
    output.plainValue(value, 0, value.length);
    output.ascii('"');
  }
  writeAttribute(row2) {
    const { bytes, cells } = this.tree;
    output.ascii(" ");
    output.copy(bytes, cells[row2 + ATTRIBUTE_START], cells[row2 + ATTRIBUTE_NAME_STOP]);
    output.ascii('="');
    const start = cells[row2 + ATTRIBUTE_VALUE_START];
    const stop = cells[row2 + ATTRIBUTE_VALUE_STOP];
    if (cells[row2 + ATTRIBUTE_PLAIN] === 1) output.copy(bytes, start, stop);
    else output.value(bytes, start, stop);
    output.ascii('"');
  }
};

// shared/saml/signature-keys.ts
var fewestRsaBits = 1024;
var materialsKept = 256;
var materials = /* @__PURE__ */ new Map();
function prepareKeys(keys) {
  return keys.map((key2) => ({ source: key2.source, use: key2.use, ...readMaterial(key2) }));
}
function readMaterial(key2) {
  const known3 = materials.get(key2.material);
  if (known3 !== void 0) return known3;
  const facts = readTrustedKey(key2);
  const material = facts === null ? { key: null, certificate: null, keySha256: "", keyType: "unknown", keyBits: 0 } : { key: publicKeyOf(key2.material), certificate: facts.certificate, keySha256: facts.keySha256, keyType: facts.keyType, keyBits: facts.keyBits };
  if (materials.size >= materialsKept) materials.clear();
  materials.set(key2.material, material);
  return material;
}
function signingKeys2(keys) {
  return keys.filter((key2) => key2.key !== null && key2.use !== "encryption");
}
function fittingKey(keys, scheme, data, signature2, hint) {
  const hinted = hint === null || hint === "" ? -1 : keys.findIndex((key2) => key2.keySha256 === hint);
  if (hinted !== -1 && made(keys[hinted], scheme, data, signature2)) return hinted;
  return keys.findIndex((key2, index) => index !== hinted && made(key2, scheme, data, signature2));
}
function made(prepared, scheme, data, signature2) {
  return prepared.key !== null && keyFits(scheme.family, prepared.key) && verifyBytes(scheme, prepared.key, data, signature2);
}
var diagnosisKeys = 200;
function diagnoseKeys(embedded, others, scheme, data, signature2) {
  const readable = embedded.filter((facts) => facts.der !== "");
  const embeddedKeyFits = readable.length === 0 ? null : readable.some((facts) => {
    const key2 = publicKeyOf(facts.der);
    return key2 !== null && verifyBytes(scheme, key2, data, signature2);
  });
  const other = fittingKey(others.slice(0, diagnosisKeys), scheme, data, signature2, readable[0]?.keySha256 ?? null);
  return { embeddedKeyFits, otherKeyFits: other === -1 ? null : other };
}
var isShortRsa = (key2) => key2.keyType.startsWith("RSA") && key2.keyBits < fewestRsaBits;

// shared/saml/base64-strict.ts
function strictBase64(text) {
  return exactBase64(text) ?? exactBase64(text.replace(/[ \t\r\n]+/g, ""));
}
function exactBase64(text) {
  if (text === "" || text.length % 4 !== 0) return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

// shared/saml/signature-place.ts
var table2 = (...kinds2) => {
  const marks2 = new Uint8Array(knownNames.length);
  for (const kind of kinds2) marks2[kind] = 1;
  return marks2;
};
var isSignedMetadata = table2(
  md.EntityDescriptor,
  md.EntitiesDescriptor,
  md.RoleDescriptor,
  md.IDPSSODescriptor,
  md.SPSSODescriptor,
  md.AuthnAuthorityDescriptor,
  md.AttributeAuthorityDescriptor,
  md.PDPDescriptor,
  md.AffiliationDescriptor
);
var isSignedMessage = table2(
  samlp.AuthnRequest,
  samlp.LogoutRequest,
  samlp.LogoutResponse,
  samlp.ArtifactResponse,
  samlp.ArtifactResolve,
  samlp.AttributeQuery
);
var soapBody = kindOf2(ns.soap, "Body");
var securityToken = kindOf2(ns.wstrust, "RequestedSecurityToken");
function mayHoldSignature(tree, parent) {
  if (parent === -1) return false;
  const kind = tree.kind(parent);
  if (isSignedMessage[kind] === 1 || isSignedMetadata[kind] === 1) return true;
  const above = tree.parent(parent);
  const aboveKind = above === -1 ? 0 : tree.kind(above);
  if (kind === samlp.Response) return above === -1 || aboveKind === samlp.ArtifactResponse || aboveKind === soapBody;
  return kind === saml.Assertion && (above === -1 || aboveKind === samlp.Response || aboveKind === saml.Advice || aboveKind === securityToken);
}
function wrongPlace(tree, parent, signature2) {
  const first = tree.firstChild(parent);
  const isMetadata = isSignedMetadata[tree.kind(parent)] === 1;
  const issuer = isMetadata ? -1 : tree.child(parent, saml.Issuer);
  if (issuer !== -1) {
    if (tree.nextSibling(issuer) === signature2) return null;
    return { expected: "right after Issuer", actual: first === signature2 ? "before Issuer" : `after ${nameBefore(tree, first, signature2)}` };
  }
  if (first === signature2) return null;
  return { expected: isMetadata ? "the first child" : "the first child, because there is no Issuer", actual: `after ${nameBefore(tree, first, signature2)}` };
}
function nameBefore(tree, first, signature2) {
  let name2 = "nothing";
  for (let child = first; child !== -1 && child !== signature2; child = tree.nextSibling(child)) {
    if (tree.kind(child) !== ds.Signature || name2 === "nothing") name2 = tree.local(child);
  }
  return name2;
}

// shared/saml/signed-info.ts
function readSignedInfo(tree, element2) {
  const info = {
    element: element2,
    canonicalization: null,
    signatureMethod: null,
    signatureMethodElement: -1,
    references: [],
    missing: [],
    unexpected: []
  };
  let step = 0;
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.CanonicalizationMethod && step === 0) {
      info.canonicalization = readAlgorithm(tree, child, info);
      step = 1;
    } else if (kind === ds.SignatureMethod && step <= 1 && info.signatureMethodElement === -1) {
      info.signatureMethod = tree.attribute(child, "Algorithm");
      info.signatureMethodElement = child;
      noChildren(tree, child, info);
      step = 2;
    } else if (kind === ds.Reference) {
      info.references.push(readReference(tree, child, info));
      step = 3;
    } else {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element2, info);
  if (info.canonicalization === null) info.missing.push({ part: "CanonicalizationMethod", element: element2 });
  if (info.signatureMethodElement === -1) info.missing.push({ part: "SignatureMethod", element: element2 });
  return info;
}
function readReference(tree, element2, info) {
  const reference2 = { element: element2, uri: tree.attribute(element2, "URI"), transforms: [], digestMethod: null, digestText: null, digestValue: -1 };
  let step = 0;
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.Transforms && step === 0) {
      step = 1;
      readTransforms(tree, child, reference2, info);
    } else if (kind === ds.DigestMethod && step <= 1) {
      step = 2;
      reference2.digestMethod = tree.attribute(child, "Algorithm");
      noChildren(tree, child, info);
    } else if (kind === ds.DigestValue && step <= 2 && reference2.digestValue === -1) {
      step = 3;
      reference2.digestValue = child;
      reference2.digestText = tree.text(child);
      for (let inner = tree.firstChild(child); inner !== -1; inner = tree.nextSibling(inner)) info.unexpected.push({ what: tree.local(inner), element: inner });
    } else {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element2, info);
  if (reference2.digestMethod === null) info.missing.push({ part: "DigestMethod", element: element2 });
  if (reference2.digestValue === -1) info.missing.push({ part: "DigestValue", element: element2 });
  return reference2;
}
function readTransforms(tree, element2, reference2, info) {
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) === ds.Transform) reference2.transforms.push(readAlgorithm(tree, child, info));
    else info.unexpected.push({ what: tree.local(child), element: child });
  }
  noText(tree, element2, info);
}
function readAlgorithm(tree, element2, info) {
  const algorithm = { uri: tree.attribute(element2, "Algorithm"), prefixes: [], element: element2 };
  let lists2 = 0;
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) === excC14n.InclusiveNamespaces && isExclusive(algorithm.uri) && lists2 === 0) {
      lists2 = 1;
      algorithm.prefixes = (tree.attribute(child, "PrefixList") ?? "").split(/[ \t\r\n]+/).filter((prefix) => prefix !== "");
      noChildren(tree, child, info);
    } else if (!isHarmlessPrefixList(tree, child, algorithm.uri)) {
      info.unexpected.push({ what: tree.local(child), element: child });
    }
  }
  noText(tree, element2, info);
  return algorithm;
}
function isHarmlessPrefixList(tree, element2, algorithm) {
  return algorithm === enveloped && tree.local(element2) === "InclusiveNamespaces" && tree.namespace(element2) === enveloped && tree.firstChild(element2) === -1;
}
var isExclusive = (uri) => uri !== null && uri.startsWith("http://www.w3.org/2001/10/xml-exc-c14n#");
function noChildren(tree, element2, info) {
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) info.unexpected.push({ what: tree.local(child), element: child });
  noText(tree, element2, info);
}
function noText(tree, element2, info) {
  const text = tree.text(element2);
  if (text !== "" && /[^ \t\r\n]/.test(text)) info.unexpected.push({ what: "text", element: element2 });
}
function sameSignedInfo(one, other) {
  return sameAlgorithm(one.canonicalization, other.canonicalization) && one.signatureMethod === other.signatureMethod && one.unexpected.length === other.unexpected.length && one.missing.length === other.missing.length && sameItems(one.references, other.references, sameReference);
}
function sameReference(one, other) {
  return one.uri === other.uri && one.digestMethod === other.digestMethod && one.digestText === other.digestText && sameItems(one.transforms, other.transforms, sameAlgorithm);
}
function sameAlgorithm(one, other) {
  if (one === null || other === null) return one === other;
  return one.uri === other.uri && sameItems(one.prefixes, other.prefixes, (prefix, same2) => prefix === same2);
}
function sameItems(one, other, isSame) {
  return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
}

// shared/saml/signature-shape.ts
var faultsKept = 12;
function rowOf(rows, uri) {
  return uri !== null && Object.hasOwn(rows, uri) ? rows[uri] : void 0;
}
var isAcceptedC14n = (uri) => uri === c14n.exclusive || uri === c14n.inclusive || uri === c14n.inclusive11;
function readSignatureShape(facts, element2) {
  const { tree, source: source2 } = facts;
  const parent = tree.parent(element2);
  const shape2 = {
    element: element2,
    parent,
    parentID: tree.attribute(parent, "ID"),
    signedInfo: null,
    signatureValue: null,
    keyInfo: -1,
    faults: []
  };
  const report3 = (code, at, message2, expected, actual) => {
    if (shape2.faults.length >= faultsKept) return;
    const fault = { code, message: message2, node: nodeRef(source2, at) };
    if (expected !== void 0) fault.expected = expected;
    if (actual !== void 0) fault.actual = actual;
    shape2.faults.push(fault);
  };
  judgePlace(facts, shape2, report3);
  judgeChildren(tree, shape2, report3);
  if (shape2.signedInfo !== null) judgeSignedInfo(facts, shape2, shape2.signedInfo, report3);
  return shape2;
}
function judgePlace(facts, shape2, report3) {
  const { tree } = facts;
  const name2 = tree.local(shape2.parent);
  const count2 = facts.signaturesIn(shape2.parent);
  if (count2 > 1) report3("duplicate-signature", shape2.element, `${name2} has ${count2} signatures. It may have one, because readers differ in which one they take.`, "1", String(count2));
  const wrong = wrongPlace(tree, shape2.parent, shape2.element);
  if (wrong !== null) report3("position", shape2.element, `The Signature does not stand where the SAML schema puts it in ${name2}.`, wrong.expected, wrong.actual);
  if (shape2.parentID === null || shape2.parentID === "") {
    report3("parent", shape2.parent, `${name2} has no ID, so its signature cannot point at it.`, "an ID attribute", "none");
  } else if ((facts.elementsByID().get(shape2.parentID)?.length ?? 0) > 1) {
    const others = facts.elementsByID().get(shape2.parentID);
    report3("reference-target", shape2.parent, `The ID "${shape2.parentID}" stands on ${others.length} elements, so it is not certain what was signed.`, "an ID that occurs once", `${others.length} elements`);
  }
}
function judgeChildren(tree, shape2, report3) {
  let signedInfos = 0;
  let signatureValue = -1;
  for (let child = tree.firstChild(shape2.element); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === ds.SignedInfo) {
      signedInfos++;
      if (signedInfos > 1) continue;
      if (signatureValue !== -1 || shape2.keyInfo !== -1) report3("unexpected-content", child, "SignedInfo must be the first element in Signature.");
      shape2.signedInfo = readSignedInfo(tree, child);
    } else if (kind === ds.SignatureValue && signatureValue === -1) {
      signatureValue = child;
      if (shape2.keyInfo !== -1) report3("unexpected-content", child, "SignatureValue must stand before KeyInfo.");
      if (tree.firstChild(child) !== -1) report3("unexpected-content", child, "SignatureValue holds an element. It may hold base64 text alone.", "base64 text", tree.local(tree.firstChild(child)));
      shape2.signatureValue = strictBase64(tree.text(child));
      if (shape2.signatureValue === null) report3("base64", child, "SignatureValue is not base64.", "base64 text", preview(tree.text(child)));
    } else if (kind === ds.KeyInfo && shape2.keyInfo === -1) {
      shape2.keyInfo = child;
    } else if (kind === ds.Object || kind === ds.Manifest) {
      report3("object", child, `The Signature holds ${tree.local(child)}. Wrapping attacks hide content there, so it is refused.`, "SignedInfo, SignatureValue and KeyInfo", tree.local(child));
    } else {
      report3("unexpected-content", child, `${tree.local(child)} has no place in Signature.`, "SignedInfo, SignatureValue and KeyInfo", tree.local(child));
    }
  }
  if (signedInfos !== 1) report3("signed-info-count", shape2.element, `The Signature has ${signedInfos === 0 ? "no SignedInfo" : `${signedInfos} SignedInfo elements`}. It must have exactly one.`, "1", String(signedInfos));
  if (signatureValue === -1) report3("missing-part", shape2.element, "The Signature has no SignatureValue.", "SignatureValue", "none");
  const text = tree.text(shape2.element);
  if (text !== "" && /[^ \t\r\n]/.test(text)) report3("unexpected-content", shape2.element, "Text stands between the elements of the Signature.");
  if (shape2.signedInfo !== null) noMarks(tree, shape2.signedInfo.element, report3);
  if (signatureValue !== -1) noMarks(tree, signatureValue, report3);
}
function noMarks(tree, element2, report3) {
  const comment = firstMark(tree.comments, tree.start(element2), tree.stop(element2));
  if (comment !== null) report3("unexpected-content", comment.element, `A comment stands inside ${tree.local(element2)}.`, "no comment", "a comment");
  const section = firstMark(tree.cdata, tree.start(element2), tree.stop(element2));
  if (section !== null) report3("unexpected-content", section.element, `A CDATA section stands inside ${tree.local(element2)}.`, "plain text", "CDATA");
}
function firstMark(marks2, start, stop) {
  let low = 0;
  let high = marks2.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (marks2[middle].start < start) low = middle + 1;
    else high = middle;
  }
  return low < marks2.length && marks2[low].start < stop ? marks2[low] : null;
}
function judgeSignedInfo(facts, shape2, info, report3) {
  const { tree } = facts;
  for (const { part, element: element2 } of info.missing) report3("missing-part", element2, `${tree.local(element2)} has no ${part}.`, part, "none");
  for (const { what, element: element2 } of info.unexpected) judgeUnexpected(tree, what, element2, report3);
  if (info.canonicalization !== null && !isAcceptedC14n(info.canonicalization.uri)) {
    report3("c14n", info.canonicalization.element, c14nMessage(info.canonicalization.uri, "SignedInfo is canonicalised"), c14n.exclusive, info.canonicalization.uri ?? "none");
  }
  if (info.signatureMethodElement !== -1) judgeSignatureMethod(info, report3);
  if (info.references.length !== 1) {
    report3("reference-count", info.element, `The signature has ${info.references.length === 0 ? "no Reference" : `${info.references.length} References`}. SAML wants exactly one, to the element it stands in.`, "1", String(info.references.length));
  }
  const reference2 = info.references[0];
  if (reference2 === void 0) return;
  judgeTarget(facts, shape2, reference2.uri, reference2.element, report3);
  judgeTransforms(reference2.transforms, reference2.element, report3);
  if (reference2.digestMethod !== null) {
    const algorithm = rowOf(digestAlgorithms, reference2.digestMethod);
    if (algorithm === void 0) report3("digest-algorithm", reference2.element, "We do not know this digest algorithm.", "SHA-256", reference2.digestMethod);
    else if (algorithm.strength === "refused") report3("digest-algorithm", reference2.element, `${algorithm.name} is broken and never accepted.`, "SHA-256", algorithm.name);
  }
  if (reference2.digestText !== null && strictBase64(reference2.digestText) === null) {
    report3("base64", reference2.digestValue, "DigestValue is not base64.", "base64 text", preview(reference2.digestText));
  }
}
function judgeUnexpected(tree, what, element2, report3) {
  const parent = what === "text" ? element2 : tree.parent(element2);
  const code = what === "HMACOutputLength" ? "hmac-length" : tree.kind(parent) === ds.Transform || tree.kind(parent) === ds.Transforms ? "transform" : "unexpected-content";
  const message2 = code === "hmac-length" ? "HMACOutputLength asks for a shortened HMAC. SAML signatures use public keys, so it is refused." : `${what === "text" ? "Text" : what} has no place in ${tree.local(parent)}.`;
  report3(code, element2, message2);
}
function judgeSignatureMethod(info, report3) {
  const algorithm = rowOf(signatureAlgorithms, info.signatureMethod);
  if (algorithm === void 0) {
    report3("signature-algorithm", info.signatureMethodElement, "We do not know this signature algorithm.", "RSA-SHA256", info.signatureMethod ?? "none");
  } else if (algorithm.strength === "refused") {
    const why = algorithm.family === "hmac" ? "uses a shared secret, which anyone who has the certificate could forge" : "is broken or obsolete";
    report3("signature-algorithm", info.signatureMethodElement, `${algorithm.name} ${why}, and is never accepted.`, "RSA-SHA256", algorithm.name);
  }
}
function judgeTarget(facts, shape2, uri, element2, report3) {
  const { tree } = facts;
  if (shape2.parentID === null || uri === "#" + shape2.parentID) return;
  const expected = "#" + shape2.parentID;
  const name2 = tree.local(shape2.parent);
  if (uri === null) return report3("reference-target", element2, `The Reference has no URI. It must point at the ${name2} it stands in.`, expected, "none");
  if (uri === "") return report3("reference-target", element2, `The Reference is to the whole document (an empty URI). It must point at the ${name2} it stands in.`, expected, '""');
  if (uri.startsWith("#xpointer")) return report3("reference-target", element2, `The Reference uses XPointer. It must name the ID of the ${name2} it stands in.`, expected, uri);
  const target = uri.startsWith("#") ? facts.elementsByID().get(uri.slice(1))?.[0] : void 0;
  const where2 = target === void 0 ? "something that is not in this document" : tree.path(target);
  report3("reference-target", element2, `The signature in ${name2} was made over another element: ${where2}. This is how signature wrapping looks.`, expected, uri);
}
function judgeTransforms(transforms, element2, report3) {
  const [first, second] = transforms;
  if (transforms.length > 2) report3("transform", element2, `The Reference has ${transforms.length} transforms. Two are allowed.`, "enveloped-signature and exclusive C14N", transforms.map((each7) => shortName(each7.uri ?? "")).join(", ").slice(0, 200));
  if (first?.uri !== enveloped) {
    const later = transforms.some((each7) => each7.uri === enveloped);
    report3("transform", first?.element ?? element2, later ? "The enveloped-signature transform must be the first." : "The enveloped-signature transform is missing: a signature inside what it signs cannot be verified without it.", enveloped, first?.uri ?? "none");
  }
  for (const transform of transforms.slice(0, 3)) {
    if (transform.uri === enveloped || isAcceptedC14n(transform.uri)) continue;
    if (isC14n(transform.uri)) report3("c14n", transform.element, c14nMessage(transform.uri, "The signed element is canonicalised"), c14n.exclusive, transform.uri ?? "none");
    else report3("transform", transform.element, "This transform is not allowed in SAML: it could drop or rewrite content before it is signed.", "enveloped-signature and exclusive C14N", transform.uri ?? "none");
  }
  if (second?.uri === enveloped && first?.uri === enveloped) report3("transform", second.element, "The enveloped-signature transform stands twice.", c14n.exclusive, enveloped);
}
var isC14n = (uri) => uri !== null && Object.values(c14n).includes(uri);
function c14nMessage(uri, what) {
  return isC14n(uri) ? `${what} with its comments, which lets readers disagree about the text around them; we refuse it.` : `${what} with an algorithm that we do not know.`;
}
var preview = (text) => text.length > 60 ? text.slice(0, 60) + "\u2026" : text;

// shared/bare-look.ts
var mostSignatures = 8;
function bareLook(facts, trees, expected) {
  const keys = signingKeys2(prepareKeys(expected.idp?.keys ?? []));
  const signatures = facts.signatures.map((signature2, index) => {
    const tree = trees[sourceOf(signature2.node)];
    return tree === void 0 || signature2.detached || index >= mostSignatures ? null : bareSignature(signature2, tree, keys);
  });
  const [document] = trees;
  if (document === void 0) return { signatures, keyBeside: false, oaepLabel: false, escapedReturns: false };
  const escapedReturns = /&#(?:13|x0*[dD]);/.test(document.documentText);
  if (facts.encrypted.length === 0) return { signatures, keyBeside: false, oaepLabel: false, escapedReturns };
  const has3 = (name2, parent) => anyElement(document, (element2) => document.local(element2) === name2 && (parent === void 0 || document.local(document.parent(element2)) === parent));
  return { signatures, keyBeside: has3("EncryptedKey", "EncryptedAssertion") && !has3("RetrievalMethod"), oaepLabel: has3("OAEPparams"), escapedReturns };
}
function anyElement(tree, is2) {
  for (let element2 = 1; element2 < tree.count; element2++) if (is2(element2)) return true;
  return false;
}
function bareSignature(signature2, tree, keys) {
  const element2 = elementOf(signature2.node);
  const children = childrenOf(tree, element2);
  const infos = children.filter((child) => tree.kind(child) === ds.SignedInfo);
  const valueElement = children.find((child) => tree.kind(child) === ds.SignatureValue);
  const info = infos[0] === void 0 ? null : readSignedInfo(tree, infos[0]);
  const value = valueElement === void 0 ? null : tree.text(valueElement);
  const known3 = signature2.result === "verified" ? "verified" : signature2.result === "failed" ? signature2.failure ?? "key" : null;
  return {
    signedInfos: infos.length,
    value,
    transforms: count(tree, element2, ds.Transform),
    emptyTransforms: count(tree, element2, ds.Transforms) > 0 && count(tree, element2, ds.Transform) === 0,
    references: info?.references.map((reference2) => ({ uri: reference2.uri, targets: targetsOf(tree, reference2.uri).length })) ?? [],
    prefixes: info?.references.flatMap((reference2) => reference2.transforms.flatMap((each7) => each7.prefixes)) ?? [],
    result: known3 ?? (infos.length === 1 ? verify2(tree, element2, infos[0], value, keys) : null)
  };
}
function childrenOf(tree, element2) {
  const found2 = [];
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) found2.push(child);
  return found2;
}
function count(tree, within, kind) {
  let found2 = 0;
  for (let element2 = within; element2 < tree.end(within); element2++) if (tree.kind(element2) === kind) found2++;
  return found2;
}
function targetsOf(tree, uri) {
  if (uri === null || uri === "") return [0];
  const id = uri.startsWith("#") ? uri.slice(1) : uri;
  const found2 = [];
  for (let element2 = 0; element2 < tree.count; element2++) {
    if (["ID", "Id", "id"].some((name2) => tree.attribute(element2, name2) === id)) found2.push(element2);
  }
  return found2;
}
function verify2(tree, signature2, infoElement, value, keys) {
  const info = readSignedInfo(tree, infoElement);
  const scheme = rowOf(signatureAlgorithms, info.signatureMethod);
  if (scheme === void 0 || scheme.strength === "refused" || info.canonicalization === null || info.references.length === 0 || value === null) return null;
  try {
    for (const reference2 of info.references) {
      const held = holds(tree, signature2, reference2);
      if (held !== true) return held === null ? null : "digest";
    }
    const signedBytes = canonical(tree, infoElement, info.canonicalization);
    return signedBytes === null ? null : fittingKey(keys, scheme, signedBytes, Buffer.from(value, "base64"), null) === -1 ? "key" : "verified";
  } catch {
    return null;
  }
}
function holds(tree, signature2, { uri, transforms, digestMethod, digestText }) {
  const targets = targetsOf(tree, uri);
  const hash = rowOf(digestAlgorithms, digestMethod);
  if (targets.length > 1 || hash === void 0 || hash.strength === "refused" || digestText === null) return null;
  if (targets.length === 0) return false;
  const methods3 = transforms.filter((each7) => each7.uri !== enveloped);
  const method2 = methods3[0] ?? { uri: c14n.inclusive, prefixes: [], element: -1 };
  if (methods3.some((each7) => each7.uri !== method2.uri)) return null;
  const bytes = canonical(tree, targets[0], { ...method2, uri: withoutComments(method2.uri) }, transforms.some((each7) => each7.uri === enveloped) ? signature2 : void 0);
  return bytes === null ? null : sameBytes(digest(hash.hash, bytes), Buffer.from(digestText, "base64"));
}
var withoutComments = (uri) => uri?.endsWith("#WithComments") === true ? uri.slice(0, -"WithComments".length).replace(/(?<=15|c14n11)#$/, "") : uri;
function canonical(tree, element2, method2, omit) {
  if (!Object.values(c14n).includes(method2.uri)) return null;
  return canonicalize(tree, element2, { algorithm: method2.uri, inclusivePrefixes: method2.prefixes, ...omit === void 0 ? {} : { omit } });
}

// shared/judges/judge.ts
var error = (text) => ({ error: text });
var refuses = (reason) => ({ refuses: reason });
var unsure = (reason) => ({ unsure: reason });
var unknown = (reason) => ({ unsure: reason, final: true });
var rule = (id, holds4, judge2) => ({ id, holds: holds4, judge: judge2 });
var spEntityID = ({ expected }) => expected.sp?.entityID || null;
var acsURL = ({ expected }) => expected.sp?.assertionConsumerService || null;
var idpEntityID = ({ expected }) => expected.idp?.entityID || null;
var noSpEntityID = unsure("The entityID of the service provider was not given, so the audience cannot be compared.");
var noAcs = unsure("The ACS URL of the service provider was not given.");
var noIdpEntityID = unsure("The entityID of the identity provider was not given.");
var audiencesOf = ({ assertion }) => assertion?.conditions?.audienceRestrictions.flat() ?? [];
var signaturesOn = ({ facts }, node) => facts.signatures.filter((each7) => each7.parent === node && !each7.detached);
var bareOf = ({ facts, bare: bare5 }, signature2) => bare5.signatures[facts.signatures.indexOf(signature2)] ?? null;
var isCovered = ({ assertion }) => assertion !== null && assertion.coveredBy.length > 0;
var isCoveredAlone = ({ facts, assertion }) => assertion !== null && assertion.coveredBy.some((index) => facts.signatures[index].parent === assertion.node);
var failed3 = ({ findings }, ...checks3) => findings.find((each7) => each7.outcome === "fail" && checks3.includes(each7.check));

// shared/judges/ordinary.ts
var onAssertion = (id, holds4, judge2) => rule(id, holds4, (given) => given.assertion === null ? null : judge2(given));
var ordinary = rule("ordinary", "everything stands once, where it belongs", ({ facts, response: response2 }) => {
  const several = response2.assertions.length > 1 || response2.strayAssertions.length > 0 || (facts.xml?.duplicateIDs.length ?? 0) > 0 || (facts.xml?.straySignatures.length ?? 0) > 0;
  return several || facts.readingDiffers !== null ? unknown("Something stands there more than once or in the wrong place. Which of it this program reads is not known.") : null;
});
function holds2(signature2) {
  if (signature2.result === "refused") return unsure("The signature breaks the rules of SAML. Whether it looks at that is not known.");
  return signature2.result === "verified";
}
function firstBroken(given) {
  for (const signature2 of [...signaturesOn(given, given.response.node), ...given.assertion === null ? [] : signaturesOn(given, given.assertion.node)]) {
    const result = holds2(signature2);
    if (result !== true) return { signature: signature2, ruling: result === false ? null : result };
  }
  return null;
}
var isSigned2 = (given) => signaturesOn(given, given.response.node).length > 0 || given.assertion !== null && signaturesOn(given, given.assertion.node).length > 0;
function opened({ facts, response: response2, expected }, noKey2) {
  if (response2.encryptedAssertions === 0) return null;
  if ((expected.decryptionKeys ?? []).length === 0) return noKey2;
  return facts.encrypted.some((each7) => each7.what === "EncryptedAssertion" && each7.result !== "decrypted") ? unsure("What is encrypted could not be opened here.") : null;
}
var isPast = ({ expected }, instant, skew5) => instant?.at != null && instant.at <= expected.now - skew5 * 1e3;
var isAhead = ({ expected }, instant, skew5) => instant?.at != null && instant.at > expected.now + skew5 * 1e3;
var unreadTimes = onAssertion("times", "all times are ones in UTC", ({ response: response2, assertion }) => {
  const { conditions, subject, authnStatements, issueInstant } = assertion;
  const times2 = [response2.issueInstant, issueInstant, conditions?.notBefore, conditions?.notOnOrAfter, ...authnStatements.flatMap((each7) => [each7.authnInstant, each7.sessionNotOnOrAfter]), ...subject?.confirmations.flatMap((each7) => [each7.notBefore, each7.notOnOrAfter]) ?? []];
  return times2.some((each7) => each7 != null && (each7.at === null || !each7.utc)) ? unsure("A time is not one in UTC. How it is read is not known.") : null;
});
function unmet(given, why) {
  const reasons2 = [];
  for (const each7 of given.assertion?.subject?.confirmations ?? []) {
    const reason = why(each7);
    if (reason === null) return null;
    reasons2.push(reason);
  }
  return reasons2;
}

// shared/judges/crewjam.ts
var maxIssueDelay = 9e4;
var maxClockSkew = 18e4;
var go = (at) => `${new Date(at).toISOString().replace("T", " ").replace(/\.?0*Z$/, "")} +0000 UTC`;
var isOver = ({ expected }, at, after2) => at != null && at + after2 < expected.now;
var algorithms = [rsaSha1, rsaSha256, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"];
function signature(given, node) {
  const [one] = signaturesOn(given, node);
  if (one === void 0) return null;
  const result = holds2(one);
  if (typeof result !== "boolean") return result;
  if (!algorithms.includes(one.signatureMethod)) return unsure("Which algorithms besides RSA it takes depends on its version.");
  const [embedded] = one.embeddedCertificates;
  const trusted = given.facts.trusted.filter((key2) => key2.use !== "encryption").map((key2) => key2.certificate);
  if (embedded !== void 0 && !trusted.some((certificate) => certificate?.sha256 === embedded.sha256)) return error("cannot validate signature on Response: Could not verify certificate against trusted certs");
  if (embedded === void 0 && trusted.length !== 1) return error("cannot validate signature on Response: Missing x509 Element");
  const used = embedded ?? trusted[0] ?? null;
  if (used === null) return unsure("It is set up with certificates, and a bare key was given.");
  const { from, until } = datesOf(used);
  if (given.expected.now < from || given.expected.now > until) return error("cannot validate signature on Response: Cert is not valid at this time");
  if (result) return null;
  return one.failure === "digest" ? refuses("It says \u201Ccannot validate signature on Response: Signature could not be verified\u201D.") : error("cannot validate signature on Response: crypto/rsa: verification error");
}
var crewjam = {
  id: "crewjam",
  name: "crewjam/saml",
  version: "0.4",
  defaults: [
    "AllowIDPInitiated is false: a response must answer a request that the browser holds a cookie of.",
    "MaxIssueDelay is 90 seconds: a Response or an assertion that was issued longer ago is refused, whatever its Conditions say. MaxClockSkew is 180 seconds.",
    "One signature is enough, but every one that is there must verify, with a certificate that is in the metadata and valid today.",
    "Every SubjectConfirmation must fit, not just one. An AuthnStatement and a NameID are not asked for.",
    "Users see \u201CAuthentication failed\u201D and no more; the text here is what the program can log."
  ],
  sources: [{ what: "crewjam/saml, service_provider.go, commit 0111fc2, and russellhaering/goxmldsig", url: "https://github.com/crewjam/saml", date: "2026-11-22" }],
  rules: [
    ordinary,
    unreadTimes,
    rule("destination", "the Destination is the ACS URL", (given) => {
      const { destination, node } = given.response;
      const acs2 = acsURL(given);
      if ((destination ?? "") === "" && signaturesOn(given, node).length === 0) return null;
      if (acs2 === null) return noAcs;
      return destination === acs2 ? null : error(`\`Destination\` does not match AcsURL (expected "${acs2}", actual "${destination ?? ""}")`);
    }),
    rule("in-response-to", "InResponseTo is a request that was sent", ({ response: response2, expected }) => {
      if (expected.requestID === void 0) return expected.allowIdpInitiated === true || response2.inResponseTo === null ? error("`InResponseTo` does not match any of the possible request IDs (expected [])") : unsure("The ID of the request was not given.");
      return response2.inResponseTo === expected.requestID ? null : error(`\`InResponseTo\` does not match any of the possible request IDs (expected [${expected.requestID}])`);
    }),
    rule("issued", "the Response is at most 90 seconds old", (given) => {
      const at = given.response.issueInstant?.at ?? null;
      if (at === null) return refuses("It does not read a Response without IssueInstant.");
      return isOver(given, at, maxIssueDelay) ? error(`response IssueInstant expired at ${go(at + maxIssueDelay)}`) : null;
    }),
    rule("issuer", "the Response is from the identity provider", (given) => {
      const expected = idpEntityID(given);
      const issuer = given.response.issuer?.value;
      if (issuer === void 0) return null;
      if (expected === null) return noIdpEntityID;
      return issuer === expected ? null : error(`response Issuer does not match the IDP metadata (expected "${expected}")`);
    }),
    rule("status", "the status is Success", ({ response: response2 }) => response2.status?.codes[0] === status.success ? null : error(response2.status?.codes[0] ?? "")),
    rule("response-signature", "a signature on the Response verifies, where there is one", (given) => signature(given, given.response.node)),
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, refuses("It has no key to open it with."))),
    onAssertion("assertion-signature", "a signature on the assertion verifies, where there is one", (given) => signature(given, given.assertion.node)),
    rule("signed", "the Response or the assertion is signed", (given) => [given.response.node, given.assertion?.node ?? -1].some((node) => signaturesOn(given, node).length > 0) ? null : error("either the Response or Assertion must be signed")),
    rule("assertion-there", "there is an assertion", (given) => given.assertion === null ? refuses("It breaks off where there is no assertion.") : null),
    onAssertion("assertion-issued", "the assertion is at most 90 seconds old", (given) => {
      const at = given.assertion.issueInstant?.at ?? null;
      if (at === null) return refuses("It takes an assertion without IssueInstant for one that is too old.");
      return isOver(given, at, maxIssueDelay) ? error(`assertion invalid: expired on ${go(at + maxIssueDelay)}`) : null;
    }),
    onAssertion("assertion-issuer", "the assertion is from the identity provider", (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.assertion.issuer?.value === expected ? null : error(`assertion invalid: issuer is not "${expected}"`);
    }),
    onAssertion("subject", "there is a Subject", ({ assertion }) => assertion.subject === null ? refuses("It breaks off where there is no Subject.") : null),
    onAssertion("confirmations", "every confirmation is for this request and the ACS URL, and in time", (given) => {
      const acs2 = acsURL(given);
      for (const each7 of given.assertion.subject?.confirmations ?? []) {
        if (!each7.hasData) return refuses("It breaks off where a SubjectConfirmation has no data.");
        if (given.expected.requestID !== void 0 && each7.inResponseTo !== given.expected.requestID) return error(`assertion invalid: assertion SubjectConfirmation one of the possible request IDs ([${given.expected.requestID}])`);
        if (acs2 === null) return noAcs;
        if (each7.recipient !== acs2) return error(`assertion invalid: assertion SubjectConfirmation Recipient is not ${acs2}`);
        if (each7.notOnOrAfter === null || isOver(given, each7.notOnOrAfter.at, maxClockSkew)) return error("assertion invalid: assertion SubjectConfirmationData is expired");
      }
      return null;
    }),
    onAssertion("conditions", "there are Conditions, and they are valid", (given) => {
      const { conditions } = given.assertion;
      if (conditions === null) return refuses("It breaks off where there are no Conditions.");
      if (conditions.notBefore?.at != null && conditions.notBefore.at - maxClockSkew > given.expected.now) return error("assertion invalid: assertion Conditions is not yet valid");
      return conditions.notOnOrAfter === null || isOver(given, conditions.notOnOrAfter.at, maxClockSkew) ? error("assertion invalid: assertion Conditions is expired") : null;
    }),
    onAssertion("audience", "one AudienceRestriction names the service provider", (given) => {
      const restrictions = given.assertion.conditions?.audienceRestrictions ?? [];
      const expected = spEntityID(given);
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      if (restrictions.some((audiences) => audiences.length === 1 && audiences[0] === expected)) return null;
      return restrictions.some((audiences) => audiences.includes(expected)) ? unsure("It reads one Audience of each AudienceRestriction, and there are several.") : error(`assertion invalid: assertion Conditions AudienceRestriction does not contain "${expected}"`);
    })
  ]
};

// shared/judges/dotnet.ts
var skew = 300;
var microsoft = [
  onAssertion("audience", "an audience is the service provider", (given) => {
    const expected = spEntityID(given);
    if (expected === null) return noSpEntityID;
    return audiencesOf(given).includes(expected) ? null : refuses("Microsoft\u2019s library refuses it with \u201CAudience validation failed\u201D (IDX10214) or a like message.");
  }),
  onAssertion("lifetime", "the Conditions are valid, with five minutes of tolerance", (given) => {
    const { notBefore = null, notOnOrAfter = null } = given.assertion.conditions ?? {};
    if (isAhead(given, notBefore, skew)) return refuses("Microsoft\u2019s library refuses it with \u201CLifetime validation failed. The token is not yet valid\u201D (IDX10222).");
    if (notOnOrAfter === null) return unsure("The Conditions have no end, which Microsoft\u2019s library refuses unless it is set otherwise.");
    return isPast(given, notOnOrAfter, skew) ? refuses("Microsoft\u2019s library refuses it with \u201CLifetime validation failed. The token is expired\u201D (IDX10223).") : null;
  })
];
var sustainsys = {
  id: "sustainsys",
  name: "Sustainsys.Saml2",
  version: "2",
  defaults: [
    "AllowUnsolicitedAuthnResponse is false: a login that was started at the identity provider is refused.",
    "The Response must be signed, or every assertion in it. MinIncomingSigningAlgorithm is RSA-SHA256: SHA-1 is refused.",
    "Destination and Recipient are not looked at. The Conditions may be five minutes off.",
    "A NameID and an AuthnStatement are not asked for."
  ],
  sources: [{ what: "Sustainsys/Saml2, Sustainsys.Saml2/SAML2P/Saml2Response.cs, commit 0ca9958", url: "https://github.com/Sustainsys/Saml2", date: "2026-11-22" }],
  rules: [
    ordinary,
    unreadTimes,
    rule("issuer", "the Response is from an identity provider that it knows", (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.response.issuer?.value.trim() === expected ? null : refuses("It knows no identity provider of that entityID.");
    }),
    rule("solicited", "the Response answers a request", ({ response: response2 }) => response2.inResponseTo === null ? error(`Unsolicited responses are not allowed for idp "${response2.issuer?.value.trim() ?? ""}".`) : null),
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, error("Encrypted Assertions encountered but Service Certificate was not provided."))),
    rule("signature", "the Response or every assertion is signed, by RSA-SHA256 or better", (given) => {
      const [own] = signaturesOn(given, given.response.node);
      const [inner] = given.assertion === null ? [] : signaturesOn(given, given.assertion.node);
      const one = own ?? inner;
      if (one === void 0) return given.assertion === null ? null : error("The SAML Response is not signed and contains unsigned Assertions. Response cannot be trusted.");
      const result = holds2(one);
      if (typeof result !== "boolean") return result;
      if (one.signatureMethod === rsaSha1) return refuses("The signing algorithm is weaker than the minimum accepted, which is RSA-SHA256.");
      if (result) return null;
      return one.embeddedKeyFits === true ? refuses("It says that the signature verified with the key contained in it, but that key is not trusted.") : refuses("It says that the signature did not verify, and asks whether the contents have been tampered with.");
    }),
    rule("status", "the status is Success", ({ response: response2 }) => response2.status?.codes[0] === status.success ? null : refuses("It says \u201CThe Saml2Response must have status success to extract claims.\u201D, and the status.")),
    ...microsoft,
    rule("in-response-to", "InResponseTo is the request that was sent", ({ response: response2, expected }) => expected.requestID === void 0 || response2.inResponseTo === null || response2.inResponseTo === expected.requestID ? null : error(`InResponseTo Id "${response2.inResponseTo}" in received response does not match Id "${expected.requestID}" of the sent request.`))
  ]
};
var itfoxtec = {
  id: "itfoxtec",
  name: "ITfoxtec.Identity.Saml2",
  version: "4",
  defaults: [
    "One signature is enough, on the Response or on the assertion, but both must verify where both are there.",
    "SignatureAlgorithm is RSA-SHA256. AllowedAudienceUris holds the service provider, as its examples set it.",
    "CertificateValidationMode is taken for None, as its examples set it; unless set, a self-signed certificate is refused.",
    "The first SubjectConfirmation counts, and may not have ended at all; Destination, Recipient and InResponseTo are not looked at."
  ],
  sources: [{ what: "ITfoxtec/ITfoxtec.Identity.Saml2, Saml2Request.cs (commit 0b1c2ce) and Saml2AuthnResponse.cs (commit 04f1f51)", url: "https://github.com/ITfoxtec/ITfoxtec.Identity.Saml2", date: "2026-11-22" }],
  rules: [
    rule("version", "the version is 2.0", ({ response: response2 }) => response2.version === "2.0" ? null : error("Invalid SAML2 version.")),
    rule("status", "the status is Success", ({ response: response2 }) => response2.status?.codes[0] === status.success ? null : refuses("Its examples end with the status, before anything is verified.")),
    rule("signature-count", "one signature on an element", (given) => [given.response.node, given.assertion?.node ?? -1].some((node) => signaturesOn(given, node).length > 1) ? error("There is more then one Signature element.") : null),
    rule("assertion-count", "there is one assertion in the whole document", ({ response: response2, expected, assertion }) => {
      const isClosed2 = response2.encryptedAssertions > 0 && (expected.decryptionKeys ?? []).length === 0;
      const count2 = response2.assertions.length + response2.strayAssertions.filter((each7) => /\/Assertion(\[\d+\])?$/.test(each7.path)).length;
      if (response2.encryptedAssertions > 0 && !isClosed2 && assertion === null) return unsure("What is encrypted could not be opened here.");
      return count2 === 1 ? null : error("There is not exactly one Assertion element.");
    }),
    ordinary,
    unreadTimes,
    rule("signature", "the Response or the assertion is signed, and every signature verifies", (given) => {
      const { facts } = given;
      if (!isSigned2(given)) return error("Signature is invalid.");
      const broken2 = firstBroken(given);
      if (broken2 !== null) return broken2.ruling ?? error("Signature is invalid.");
      return facts.signatures.some((each7) => each7.signatureMethod !== rsaSha256 || each7.canonicalization !== c14n.exclusive) ? unsure("It is set up for RSA-SHA256 and exclusive canonicalisation; what it makes of others depends on its version.") : null;
    }),
    onAssertion("subject", "there is a Subject with a confirmation and its data", ({ assertion }) => {
      if (assertion.subject === null) return error("Subject Not Found.");
      const [first] = assertion.subject.confirmations;
      if (first === void 0) return error("SubjectConfirmationElement Not Found.");
      return first.hasData ? null : error("SubjectConfirmationData Not Found.");
    }),
    onAssertion("confirmation-expired", "the first confirmation has not ended, without any tolerance", (given) => isPast(given, given.assertion.subject?.confirmations[0]?.notOnOrAfter, 0) ? refuses("It says \u201CAssertion has expired. Assertion valid NotOnOrAfter \u2026\u201D with the time as the machine writes it.") : null),
    ...microsoft
  ]
};

// shared/judges/xml-crypto.ts
var verified = { is: "verified" };
var notVerified = { is: "not-verified" };
var throws = (text, loading2 = false) => ({ is: "throws", loading: loading2, text });
var cannotTell = (reason) => ({ is: "unsure", reason });
var methods2 = [c14n.exclusive, c14n.exclusiveWithComments, c14n.inclusive, c14n.inclusiveWithComments];
var hashes = [sha1, sha256, `${ns.xenc}sha512`];
var xmlCryptoAlgorithms = [rsaSha1, rsaSha256, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"];
var has2 = (signature2, ...codes) => signature2.faults.some((fault) => codes.includes(fault.code));
function verifyByXmlCrypto(given, signature2, fits2 = true) {
  const bare5 = bareOf(given, signature2);
  if (bare5 === null) return cannotTell("The signature was not looked at closely enough.");
  return loading(signature2, bare5) ?? checking(given, signature2, bare5, fits2);
}
function loading(signature2, bare5) {
  if (bare5.signedInfos > 1) return throws("could not load signature that contains multiple SignedInfo nodes", true);
  if (signature2.canonicalization === null) return throws("could not find CanonicalizationMethod/@Algorithm element", true);
  if (signature2.canonicalization !== "" && ![...methods2, enveloped].includes(signature2.canonicalization)) return throws(unsupported("canonicalization", signature2.canonicalization), true);
  if (bare5.references.length === 0) return throws("could not find any Reference elements", true);
  if (bare5.emptyTransforms) return throws("Cannot read properties of undefined (reading 'documentElement')", true);
  if (has2(signature2, "missing-part") && bare5.value !== null && signature2.signatureMethod !== null) return throws(null, true);
  if (signature2.digestClaimed === "") return throws(null, true);
  return null;
}
function sameValueTwice({ bare: bare5 }, { value }) {
  const text = "Cannot validate a document which contains multiple Signature elements with the same SignatureValue, in order to prevent signature wrapping attack.";
  return value !== null && value !== "" && bare5.signatures.filter((each7) => each7?.value === value).length > 1 ? throws(text) : null;
}
function checking(given, signature2, bare5, fits2) {
  if (signature2.canonicalization === "") return throws(unsupported("canonicalization", ""));
  for (const { uri, targets } of bare5.references) {
    if (uri?.includes("'") === true) return throws("Cannot validate a uri with quotes inside it");
    if (uri === null || uri === "") continue;
    if (targets > 1) return throws("Cannot validate a document which contains multiple elements with the same value for the ID / Id / Id attributes, in order to prevent signature wrapping attack.");
    if (targets === 0) return notVerified;
  }
  const twice2 = sameValueTwice(given, bare5);
  if (twice2 !== null) return twice2;
  const strange = signature2.transforms.find((each7) => each7 !== enveloped && !methods2.includes(each7));
  if (strange !== void 0) return throws(unsupported("canonicalization", strange));
  if (signature2.digestMethod !== null && !hashes.includes(signature2.digestMethod)) return throws(unsupported("hash", signature2.digestMethod));
  if (bare5.prefixes.includes("#default")) return notVerified;
  if (given.facts.signatures.length > 1 && signature2.canonicalization !== null && !signature2.canonicalization.startsWith(c14n.exclusive)) return cannotTell("The signature is written with inclusive canonicalisation beside another one, which it does not compute as the standard says.");
  if (signature2.faults.some((fault) => fault.actual === "CDATA" || fault.message.startsWith("Text stands"))) return cannotTell("The signature is written in a way that its parts can be read differently.");
  if (bare5.result === "digest" || bare5.value === "") return notVerified;
  if (signature2.signatureMethod !== null && signature2.signatureMethod in {}) return throws(null);
  if (signature2.signatureMethod !== null && !xmlCryptoAlgorithms.includes(signature2.signatureMethod)) return bare5.result === null || bare5.result === "key" || bare5.result === "verified" ? throws(unsupported("signature", signature2.signatureMethod)) : notVerified;
  if (bare5.result === null) return cannotTell("The signature breaks the rules of SAML, so this program did not compute it.");
  return bare5.result === "verified" && fits2 ? verified : throws(`invalid signature: the signature value ${(bare5.value ?? "").replace(/\r?\n/g, "")} is incorrect`);
}
var unsupported = (what, name2) => `${what} algorithm '${name2}' is not supported`;
function rulingOf(verification, otherwise) {
  if (verification.is === "verified") return null;
  if (verification.is === "unsure") return unsure(verification.reason);
  if (verification.is === "not-verified") return otherwise;
  return verification.text === null ? refuses("xml-crypto cannot load the signature; its message quotes the signature.") : error(verification.text);
}
var xmlCrypto = {
  id: "xml-crypto",
  name: "xml-crypto",
  version: "6.3",
  defaults: [
    "It verifies signatures and nothing else: time, audience and everything that SAML asks for are left to the program around it.",
    "It is asked about the signatures of the Response and of the assertions in it, with the first certificate of the identity provider.",
    "It knows RSA with SHA-1, SHA-256 and SHA-512, and no elliptic curves."
  ],
  sources: [{ what: "node-saml/xml-crypto 6.3.2, src/signed-xml.ts", url: "https://github.com/node-saml/xml-crypto", date: "2026-11-22" }],
  rules: [
    rule("signature-missing", "the Response or the assertion is signed", (given) => asked2(given).length > 0 ? null : refuses("Nothing is signed that it could verify.")),
    rule("signature", "every signature verifies", (given) => {
      for (const signature2 of asked2(given)) {
        const ruling = rulingOf(verifyByXmlCrypto(given, signature2, fitsFirst(given, signature2)), refuses("checkSignature returns false: the digest of what is signed is another one."));
        if (ruling !== null) return ruling;
      }
      return null;
    })
  ]
};
function asked2({ facts, response: response2 }) {
  const nodes = [response2.node, ...response2.assertions.filter((each7) => each7.from === "plain").map((each7) => each7.node)];
  return facts.signatures.filter((each7) => !each7.detached && nodes.includes(each7.parent));
}
function fitsFirst({ facts }, signature2) {
  const first = facts.trusted.find((key2) => key2.use !== "encryption");
  return signature2.result !== "verified" || first === void 0 || (first.certificate?.sha256 ?? null) === (signature2.verifiedBy?.sha256 ?? null);
}

// shared/judges/node-saml.ts
function verifies(given, signatures) {
  const [signature2] = signatures;
  if (signature2 === void 0) return false;
  if (signatures.length > 1) return error("Too many signatures found for this element");
  const bare5 = bareOf(given, signature2);
  if (bare5 === null) return unsure("The signature was not looked at closely enough.");
  if (bare5.transforms > 2) return error("Invalid signature, too many transforms");
  const verification = verifyByXmlCrypto(given, signature2);
  if (verification.is === "throws" && verification.loading) return verification.text === null ? refuses("xml-crypto cannot load the signature; its message quotes the signature.") : error(verification.text);
  const [reference2] = bare5.references;
  if (bare5.references.length !== 1 || reference2 === void 0) return false;
  const id = (reference2.uri ?? "").replace(/^#/, "");
  if (id === "") return error("signature reference uri not found");
  if (/['"]/.test(id)) return error(`ref URI included quote character ' or ". Not a valid ID, and not allowed`);
  if (reference2.targets !== 1 || signature2.parentID === null && reference2.targets === 1) return error("Invalid signature: ID cannot refer to more than one element");
  if (id !== signature2.parentID) return error("Invalid signature: Referenced node does not refer to it's parent element");
  return verification.is === "unsure" ? unsure(verification.reason) : verification.is === "verified";
}
var stands = (path, name2) => new RegExp(`^[^/]*Response/${name2}(?:\\[\\d+\\])?$`).test(path);
var strays = ({ response: response2 }, name2) => response2.strayAssertions.filter((each7) => stands(each7.path, name2)).length;
var plain4 = (given) => given.response.assertions.filter((each7) => each7.from === "plain").length + strays(given, "Assertion");
var encrypted = (given) => given.response.encryptedAssertions + strays(given, "EncryptedAssertion");
var responseSignature = (given) => verifies(given, signaturesOn(given, given.response.node));
function time2(instant) {
  if (instant === null) return void 0;
  if (/T[\d:.]+$/.test(instant.text)) return null;
  return Date.parse(instant.text);
}
function unreadTime(notOnOrAfter, issueInstant) {
  for (const [label, instant] of [["NotOnOrAfter", notOnOrAfter], ["IssueInstant", issueInstant]]) {
    const read = time2(instant);
    if (read === void 0 || Number.isNaN(read)) return error(`Error parsing ${label}: '${instant?.text}' is not a valid date`);
  }
  return null;
}
function outsideTime(given, notBefore, notOnOrAfter) {
  const [from, until] = [time2(notBefore), time2(notOnOrAfter)];
  if (from === null || until === null) return unsure("A time has no zone, so it depends on the zone of the machine.");
  if (from !== void 0 && Number.isNaN(from)) return error(`Error parsing NotBefore: '${notBefore?.text}' is not a valid date`);
  if (from !== void 0 && given.expected.now < from) return error("SAML assertion not yet valid");
  if (until !== void 0 && given.expected.now >= until) return error("SAML assertion expired: clocks skewed too much");
  return null;
}
function statusError({ response: response2 }) {
  const [top, second] = response2.status?.codes ?? [];
  const last2 = (code) => /[^:]*$/.exec(code)[0];
  if (top === void 0 || last2(top) === "Success") return null;
  const message2 = response2.status.messageFrom === "attribute" ? "unspecified" : response2.status.message ?? (second === void 0 ? "unspecified" : last2(second));
  return error(`SAML provider returned ${last2(top)} error: ${message2 === "" ? "unspecified" : message2}`);
}
function decryption(given) {
  if (encrypted(given) === 0 || plain4(given) > 0) return null;
  const keys = given.expected.decryptionKeys ?? [];
  if (keys.length === 0) return error("No decryption key for encrypted SAML response");
  const [one] = given.facts.encrypted.filter((each7) => each7.what === "EncryptedAssertion");
  if (one === void 0) return unsure("What is encrypted was not read.");
  if (one.result === "decrypted" && keys.length > 1) return unsure("Several keys were given, and it is set up with one.");
  if (one.keys === 0 || given.bare.keyBeside) return error("cant find encryption algorithm");
  if (one.keyTransport?.endsWith("rsa-1_5") === true) return unsure("RSA 1.5 is opened or refused depending on the version of Node.");
  if (one.keyTransport !== null && !one.keyTransport.endsWith("#rsa-oaep-mgf1p")) return error(`key encryption algorithm ${one.keyTransport} not supported`);
  if (one.oaepDigest !== null && one.oaepDigest !== `${ns.ds}sha1`) return refuses("xml-encryption opens RSA-OAEP with SHA-1 alone.");
  if (one.blockCipher !== null && /192/.test(one.blockCipher)) return error(`encryption algorithm ${one.blockCipher} not supported`);
  if (one.blockCipher !== null && blockCiphers[one.blockCipher] === void 0 && !one.blockCipher.endsWith("#tripledes-cbc")) return one.failure === "wrong-key" ? refuses("It cannot be opened.") : error(`encryption algorithm ${one.blockCipher} not supported`);
  if (one.keys > 1) return unsure("There are several encrypted keys, and it takes the first.");
  if (given.bare.oaepLabel) return refuses("xml-encryption opens RSA-OAEP without a label alone.");
  if (one.message?.startsWith("It was decrypted") === true || one.failure === "malformed" && one.message?.includes("base64") !== true || one.failure === "unsupported-algorithm") return unsure("What was encrypted could not be read here.");
  if (one.result !== "decrypted") return refuses("It cannot be opened with the key that was given.");
  return given.assertion === null ? unsure("What was encrypted was not read.") : null;
}
function rulesFor(wantAuthnResponseSigned) {
  return [
    ...wantAuthnResponseSigned ? [rule("response-signature", "a signature on the Response itself verifies", (given) => {
      const result = responseSignature(given);
      return result === true ? null : result === false ? error("Invalid document signature") : result;
    })] : [rule("response-signature-shape", "a signature on the Response itself, where there is one, can be read", (given) => {
      const result = responseSignature(given);
      return typeof result === "boolean" ? null : result;
    })],
    rule("assertion-count", "there is one assertion", (given) => plain4(given) + encrypted(given) > 1 ? error("Invalid signature: multiple assertions") : null),
    onAssertion("assertion-signature", "a signature on the assertion itself verifies", (given) => {
      if (plain4(given) !== 1 || given.assertion.from !== "plain") return null;
      const result = verifies(given, signaturesOn(given, given.assertion.node));
      return result === true ? null : result === false ? error("Invalid signature") : result;
    }),
    rule("assertion-namespace", "the assertion is one of SAML 2.0", (given) => strays(given, "Assertion") === 1 && given.response.assertions.length === 0 && given.response.encryptedAssertions === 0 ? error("Invalid signature") : null),
    rule("decryption", "an encrypted assertion can be opened", decryption),
    onAssertion("decrypted-signature", "a signature on the decrypted assertion verifies", (given) => {
      if (given.assertion.from !== "decrypted") return null;
      const result = verifies(given, signaturesOn(given, given.assertion.node));
      return result === true ? null : result === false ? error("Invalid signature from encrypted assertion") : result;
    }),
    rule("status", "without an assertion, the status says why", (given) => {
      if (plain4(given) + encrypted(given) > 0) return null;
      const [top, second] = given.response.status?.codes ?? [];
      if (top?.endsWith(":Responder") === true && second?.endsWith(":NoPassive") === true) return responseSignature(given) === true ? refuses("It gives no profile and no error: nobody is logged in.") : error("Invalid signature: NoPassive");
      return statusError(given) ?? error("Missing SAML assertion");
    }),
    onAssertion("confirmation-times", "the times of the confirmations can be read", (given) => {
      for (const each7 of given.assertion.subject?.confirmations ?? []) {
        if (!each7.hasData || (each7.recipient ?? each7.notBefore ?? each7.notOnOrAfter ?? each7.inResponseTo ?? each7.address) === null) continue;
        const unread2 = unreadTime(each7.notOnOrAfter, given.assertion.issueInstant);
        if (unread2 !== null) return unread2;
        if (outsideTime(given, each7.notBefore, each7.notOnOrAfter) === null) return null;
      }
      return null;
    }),
    onAssertion("conditions-count", "there is one Conditions", (given) => given.assertion.children.filter((child) => child === "Conditions").length > 1 ? error("Unable to process multiple conditions in SAML assertion") : null),
    onAssertion("conditions-times", "it is valid now, without any tolerance", (given) => {
      const { conditions, issueInstant } = given.assertion;
      if (conditions === null || conditions.notBefore === null && conditions.notOnOrAfter === null) return null;
      return unreadTime(conditions.notOnOrAfter, issueInstant) ?? outsideTime(given, conditions.notBefore, conditions.notOnOrAfter);
    }),
    onAssertion("audience", "every AudienceRestriction names the service provider", (given) => {
      const { conditions } = given.assertion;
      if (conditions === null) return error("Cannot read properties of null (reading 'AudienceRestriction')");
      if (conditions.audienceRestrictions.length === 0) return error("SAML assertion has no AudienceRestriction");
      const expected = spEntityID(given);
      for (const audiences of conditions.audienceRestrictions) {
        if (audiences[0] === void 0 || audiences[0].trim() === "") return error("SAML assertion AudienceRestriction has no Audience value");
        if (expected === null) return noSpEntityID;
        if (!audiences.includes(expected)) return error(`SAML assertion audience mismatch. Expected: ${expected} Received: ${audiences.join(", ")}`);
      }
      return null;
    })
  ];
}
var shared = [
  "wantAssertionsSigned is true: the assertion must carry a signature of its own.",
  "acceptedClockSkewMs is 0: a clock that is a second off is enough to be refused.",
  "validateInResponseTo is never: which request it answers is not looked at.",
  "Destination, Recipient, Issuer and the time of the confirmation are not looked at, and a status of failure only where there is no assertion.",
  "A NameID is not asked for."
];
var sources2 = [
  { what: "node-saml/node-saml 5.1.0, src/saml.ts and src/xml.ts", url: "https://github.com/node-saml/node-saml", date: "2026-11-22" },
  { what: "auth0/node-xml-encryption 3.1.0, lib/xmlenc.js", url: "https://github.com/auth0/node-xml-encryption", date: "2026-11-22" }
];
var nodeSaml = {
  id: "node-saml",
  name: "node-saml",
  version: "5.1",
  defaults: ["wantAuthnResponseSigned is true: the Response must be signed too, which Entra, Google and AD FS do not do unless told.", ...shared],
  sources: sources2,
  rules: rulesFor(true)
};
var nodeSamlAssertion = {
  id: "node-saml-assertion",
  name: "node-saml, signed assertion",
  version: "5.1",
  defaults: ["wantAuthnResponseSigned is set to false, which is not its default but is needed where only the assertion is signed.", ...shared],
  sources: sources2,
  rules: rulesFor(false)
};

// shared/judges/products.ts
var assertionThere = rule("assertion", "there is an assertion", ({ response: response2 }) => response2.assertions.length === 0 && response2.encryptedAssertions === 0 ? refuses("It carries no assertion, so there is nobody to log in.") : null);
var notEncrypted = (name2) => rule("encryption", "the assertion is not encrypted", ({ response: response2 }) => response2.encryptedAssertions > 0 ? refuses(`${name2} publishes no key to encrypt to, so it cannot read the assertion.`) : null);
var signed = (name2, why) => rule("signature", "the assertion is signed", (given) => {
  if (!isCovered(given)) return refuses("No signature that a key of the identity provider made covers the assertion.");
  if (!isCoveredAlone(given)) return unsure(`Only the Response is signed. ${why} Whether ${name2} takes this one is not published.`);
  const other = given.facts.signatures.find((each7) => each7.result === "verified" && each7.signatureMethod !== rsaSha256);
  return other === void 0 ? null : unsure(`Which algorithms ${name2} takes besides RSA-SHA256 is not published.`);
});
var forIt = (name2, guide, isIts) => rule("service-provider", `it is judged against the values of ${name2}`, ({ expected }) => {
  const { sp: sp2 } = expected;
  return sp2?.guide === guide || isIts(sp2?.entityID ?? "") ? null : unknown(`The response is not judged against the values of ${name2}: choose ${name2} as the service provider.`);
});
var nameID = (name2) => rule("name-id", "the NameID is an e-mail address", ({ assertion }) => {
  const id = assertion?.subject?.nameID ?? null;
  return id !== null && id.format === nameIDFormat.emailAddress && id.value.includes("@") ? null : unsure(`The guides of ${name2} ask for a NameID in the format emailAddress. What comes of another one is not published.`);
});
var rest = (name2) => rule("rest", "nothing is refused here", ({ findings }) => {
  const failed4 = findings.find((finding) => finding.outcome === "fail");
  if (failed4 !== void 0) return unsure(`It is refused here: ${failed4.message} Most service providers do the same; what ${name2} does is not published.`);
  const early = findings.find((finding) => finding.outcome === "warn" && /within-tolerance$/.test(finding.check));
  if (early !== void 0) return unsure(`It is in time only with a tolerance of clocks, and that of ${name2} is not published.`);
  const skipped = findings.find((finding) => finding.outcome === "skip" && ["conditions/audience", "subject/recipient", "response/issuer"].includes(finding.check));
  return skipped === void 0 ? null : unsure(`Not checked: ${skipped.message}.`);
});
var heroku = {
  id: "heroku",
  name: "Heroku",
  version: "as documented",
  defaults: [
    "Its metadata asks for a signed assertion by HTTP-POST and a NameID in the format emailAddress, and brings no key to encrypt to.",
    "The entityID is https://sso.heroku.com/saml/ and the name of the team, without a slash at the end.",
    "It publishes neither its error messages nor its tolerance of clocks: where those decide, the answer is unknown."
  ],
  sources: [
    { what: "Ping Identity, configuring SAML SSO with Heroku", url: "https://docs.pingidentity.com/r/en-us/pingfederate-heroku-integration/", date: "2026-11-22" },
    { what: "Heroku Dev Center, single sign-on", url: "https://devcenter.heroku.com/articles/using-sso-services-with-heroku", date: "2026-11-22" }
  ],
  rules: [forIt("Heroku", "heroku", (entityID3) => /^https:\/\/sso\.heroku\.com\/saml\//.test(entityID3)), assertionThere, notEncrypted("Heroku"), signed("Heroku", "Its metadata wants the assertion signed."), nameID("Heroku"), rest("Heroku")]
};
var heap = {
  id: "heap",
  name: "Heap",
  version: "as documented",
  defaults: [
    "Its guides ask for a signed assertion by HTTP-POST and a NameID in the format emailAddress, and for no encryption.",
    "It is given a certificate and no entityID of the identity provider: the certificate is all it trusts by.",
    "It publishes neither its error messages nor its algorithms nor its tolerance of clocks: where those decide, the answer is unknown."
  ],
  sources: [
    { what: "Ping Identity, configuring SAML SSO with Heap", url: "https://docs.pingidentity.com/r/en-us/configuration_guides/config_saml_heap_pingone", date: "2026-11-22" },
    { what: "Heap help centre, single sign-on", url: "https://help.heap.io/heap-administration/secure-access/saml-sso-integration-guide", date: "2026-11-22" }
  ],
  rules: [
    forIt("Heap", "heap", (entityID3) => entityID3 === "heapanalytics.com" || entityID3.startsWith("https://heapanalytics.com")),
    assertionThere,
    rule("encryption", "the assertion is not encrypted", ({ response: response2 }) => response2.encryptedAssertions > 0 ? unsure("Whether Heap opens encrypted assertions is not published; none of its guides encrypts.") : null),
    signed("Heap", "Its guides sign the assertion."),
    nameID("Heap"),
    rest("Heap")
  ]
};

// shared/judges/profile.ts
var needed = ["conditions/audience", "subject/recipient", "response/issuer"];
var found = (breaks) => rule("checks", "every rule of it that can be checked is kept", ({ findings }) => {
  const broken2 = findings.find(breaks);
  return broken2 === void 0 ? null : refuses(broken2.message);
});
var verified2 = rule("verified", "a verified signature covers the assertion", ({ verdict, findings }) => {
  if (verdict === "unverified") return unsure("No signature could be verified.");
  const skipped = findings.find((finding) => finding.outcome === "skip" && needed.includes(finding.check));
  return skipped === void 0 ? null : unsure(`Not checked: ${skipped.message}.`);
});
var isStandard = ({ spec: spec2 }) => spec2 !== void 0 && !/^(SAML2Int|policy)/.test(spec2);
var weak = ["signature/weak-algorithm", "signature/weak-digest", "signature/weak-key", "encryption/weak-cipher", "encryption/weak-key-transport", "assertion/attribute-statements"];
var samlProfile = {
  id: "saml-profile",
  name: "SAML 2.0 Web SSO profile",
  version: "2.0",
  defaults: ["What the standards of OASIS and W3C demand, and nothing that is mere advice: SHA-1 and short keys pass.", "The tolerance of clocks is the one of this report."],
  sources: [{ what: "Profiles for SAML 2.0, 4.1, and the standards under it", url: "https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf", date: "2026-11-22" }],
  unreadable: ({ fault }) => refuses(fault.message),
  rules: [found((finding) => finding.outcome === "fail" && isStandard(finding)), verified2]
};
var saml2Int = {
  id: "saml2int",
  name: "SAML2Int",
  version: "2.0",
  defaults: ["The deployment profile of Kantara: the standards, and SHA-256, strong keys, one assertion and no document type declaration besides.", "The tolerance of clocks is the one of this report; it asks for three to five minutes."],
  sources: [{ what: "SAML V2.0 Deployment Profile for Federation Interoperability", url: "https://kantarainitiative.github.io/SAMLprofiles/saml2int.html", date: "2026-11-22" }],
  unreadable: ({ fault }) => refuses(fault.message),
  rules: [found((finding) => finding.outcome === "fail" && !/^policy/.test(finding.spec ?? "policy") || finding.outcome === "warn" && weak.includes(finding.check)), verified2]
};

// shared/judges/schema.ts
var schemaChecks = ["response/id", "response/child-order", "assertion/id", "assertion/issuer-missing", "assertion/child-order", "assertion/attribute-statement-empty", "conditions/unknown", "flow/in-response-to-empty", "name-id/child-elements", "response/stray-assertion", "response/repeated-child", "status/several-codes"];
var schemaFaults = ["missing-part", "signed-info-count", "position"];
function breaksSchema(given) {
  const { facts, response: response2, assertion } = given;
  if (failed3(given, ...schemaChecks) !== void 0 || facts.readingDiffers !== null) return true;
  if (facts.signatures.some((each7) => each7.faults.some((fault) => schemaFaults.includes(fault.code) || fault.code === "reference-count" && fault.actual === "0" || fault.code === "unexpected-content" && !/comment|CDATA/.test(fault.message)))) return true;
  if (facts.signatures.some((each7) => each7.faults.some((fault) => fault.actual === "Manifest" || fault.code === "base64" && fault.message.startsWith("SignatureValue") && fault.actual !== ""))) return true;
  if ([...response2.children, ...assertion?.children ?? []].some((name2) => name2.startsWith("{") && !name2.startsWith(`{${ns.xenc}}`))) return true;
  const { subject: whom = null } = assertion ?? {};
  if (whom !== null && whom.encryptedID && whom.nameID !== null && sourceOf(whom.nameID.node) === sourceOf(whom.node)) return true;
  if (facts.signatures.some((each7) => each7.transforms.length === 0 && each7.referenceURI !== null)) return true;
  const times2 = [response2.issueInstant, assertion?.issueInstant ?? null];
  if (times2.some((each7, index) => each7 === null ? index === 0 || assertion !== null : each7.at === null)) return true;
  const { conditions = null, subject = null } = assertion ?? {};
  const optional = [conditions?.notBefore, conditions?.notOnOrAfter, ...assertion?.authnStatements.flatMap((each7) => [each7.authnInstant, each7.sessionNotOnOrAfter]) ?? [], ...subject?.confirmations.flatMap((each7) => [each7.notBefore, each7.notOnOrAfter]) ?? []];
  if (optional.some((each7) => each7 != null && each7.at === null)) return true;
  return conditions?.audienceRestrictions.some((audiences) => audiences.length === 0) === true;
}

// shared/judges/python3-saml.ts
function seconds({ text, at }) {
  return at === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*)?Z?$/.test(text) ? null : Math.floor(at / 1e3);
}
var unread = ({ text }) => error(`time data ${text} does not match format yyyy-mm-ddThh:mm:ss(\\.s+)?Z`);
var now = ({ expected }) => Math.floor(expected.now / 1e3);
var drift = 300;
var nested = ({ response: response2 }) => response2.strayAssertions.filter((each7) => each7.path.split("/").length > 2).length;
function signedElements(given) {
  const { facts } = given;
  const signatures = facts.signatures.filter((each7) => !each7.detached);
  if (facts.xml !== null && facts.xml.straySignatures.length > 0) return refuses("A Signature stands in another element than a Response or an Assertion.");
  const other = signatures.find((each7) => each7.parentName !== "Response" && each7.parentName !== "Assertion");
  if (other !== void 0) return refuses(`The ${other.parentName} is signed, and only a Response or an Assertion may be.`);
  if (signatures.some((each7) => each7.parentID === null || each7.parentID === "")) return error("Signed Element must contain an ID. SAML Response rejected");
  if (new Set(signatures.map((each7) => each7.parentID)).size < signatures.length) return error("Duplicated ID. SAML Response rejected");
  for (const { referenceURI, parentID } of signatures) if (referenceURI !== null && referenceURI !== "" && referenceURI.slice(1) !== parentID) return error("Found an invalid Signed Element. SAML Response rejected");
  if (signatures.some((each7) => signatures.filter((one) => one.parentName === each7.parentName).length > 1)) return error("Found an unexpected Signature Element. SAML Response rejected");
  if (signatures.some((each7) => (each7.referenceURI ?? "") === "")) return refuses("It looks for what is signed by the ID in the Reference, and there is none.");
  return null;
}
function decryption2(given) {
  const { facts, response: response2, expected, assertion } = given;
  if (response2.encryptedAssertions === 0) return null;
  if ((expected.decryptionKeys ?? []).length === 0) return error("No private key available to decrypt the assertion, check settings");
  const one = facts.encrypted.find((each7) => each7.what === "EncryptedAssertion");
  if (given.bare.keyBeside) return error("No KeyInfo present, invalid Assertion");
  if (one?.message?.startsWith("It was decrypted") === true) return unsure("What was encrypted could not be read here.");
  if (one === void 0 || one.failure === "malformed") return unsure("What is encrypted was not read.");
  if ((expected.decryptionKeys ?? []).length > 1) return unsure("Several keys were given, and it is set up with one.");
  if (one.result === "decrypted" && assertion !== null) {
    return one.keyTransport?.includes("xmlenc11") === true || one.oaepDigest !== null && !one.oaepDigest.endsWith("#sha1") ? error("(1, 'failed to decrypt')") : null;
  }
  return one.failure === null ? unsure("What is encrypted was not read.") : error("(1, 'failed to decrypt')");
}
function verified3(given, signature2) {
  const bare5 = bareOf(given, signature2);
  if (given.facts.trusted.some((key2) => key2.use !== "encryption" && key2.certificate === null)) return unsure("It is set up with certificates, and a bare key was given.");
  if (signature2.signatureMethod?.includes("-MGF1") === true) return false;
  if (signature2.transforms[0] !== enveloped) return false;
  if (![c14n.exclusive, c14n.inclusive, c14n.inclusive11].some((method2) => signature2.canonicalization?.startsWith(method2) === true)) return false;
  const row2 = signatureAlgorithms[signature2.signatureMethod ?? ""];
  if (!Object.hasOwn(signatureAlgorithms, signature2.signatureMethod ?? "") || row2?.family === "hmac" || row2?.family === "dsa" || !Object.hasOwn(digestAlgorithms, signature2.digestMethod ?? "")) return false;
  if (bare5 === null || bare5.result === null) return signature2.faults.some((fault) => fault.code === "hmac-length" || fault.code === "transform" || fault.code === "base64") ? false : unsure("The signature breaks the rules of SAML, so this program did not compute it.");
  return bare5.result === "verified";
}
function statusText({ response: response2 }) {
  const { status: given, children } = response2;
  if (given === null || children.filter((child) => child === "Status").length !== 1) return error("Missing Status on response");
  const [top, second] = given.codes;
  if (top === void 0 || given.codesBeside > 0 && given.codes.length === 1) return error("Missing Status Code on response");
  if (top === status.success || top === "") return null;
  const more2 = given.message ?? second ?? "";
  return error(`The status code of the Response was not Success, was ${top.split(":").at(-1)}${more2 === "" ? "" : ` -> ${more2}`}`);
}
var normalized = (url) => url.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase());
var currentURL = (given) => acsURL(given)?.split("?")[0] ?? null;
function confirms(given, each7, here2) {
  if (each7.method !== null && each7.method !== "" && each7.method !== confirmation.bearer || !each7.hasData) return false;
  const asked3 = given.response.inResponseTo;
  if (asked3 !== null && asked3 !== "" && each7.inResponseTo !== null && each7.inResponseTo !== "" && each7.inResponseTo !== asked3) return false;
  if (each7.recipient !== null && each7.recipient !== "" && !each7.recipient.includes(here2)) return false;
  if (each7.notOnOrAfter !== null) {
    const until = seconds(each7.notOnOrAfter);
    if (until === null) return unread(each7.notOnOrAfter);
    if (until <= now(given)) return false;
  }
  if (each7.notBefore === null) return true;
  const from = seconds(each7.notBefore);
  return from === null ? unread(each7.notBefore) : from <= now(given);
}
var python3Saml = {
  id: "python3-saml",
  name: "python3-saml",
  version: "1.12 with xmlsec 1.2",
  defaults: [
    "strict is true: the Response is held to the schema of SAML before most rules, and one message tells of everything that is not in it.",
    "wantAssertionsSigned and wantMessagesSigned are false: one signature is enough, but every one that is there must verify.",
    "The Conditions may be five minutes off; the confirmation may not be off at all.",
    "InResponseTo is compared where both sides have one. A Recipient need only contain the ACS URL, and a Destination begin with it.",
    "There must be a NameID, an AuthnStatement and an AttributeStatement, and no name of an attribute twice.",
    "rejectDeprecatedAlgorithm is false: SHA-1 is accepted."
  ],
  sources: [{ what: "SAML-Toolkits/python3-saml 1.12.0 as Debian 12 has it, response.py, auth.py and utils.py", url: "https://github.com/SAML-Toolkits/python3-saml", date: "2026-11-22" }],
  unreadable: ({ fault }) => !fault.message.includes("XML version") && (fault.code === "not-well-formed" || fault.code === "truncated" || fault.code === "doctype" || fault.code === "entity" || fault.code === "duplicate-attribute") ? refuses("It takes no text that is not well-formed XML, and no document type declaration; its message says where.") : unsure("This program does not read such text; whether that one does is not known."),
  rules: [
    rule("decryption", "an encrypted assertion can be opened", decryption2),
    rule("version", "the version is 2.0", ({ response: response2 }) => response2.version === "2.0" ? null : error("Unsupported SAML version")),
    rule("id", "the Response has an ID", ({ response: response2 }) => response2.id === null ? error("Missing ID attribute on SAML Response") : null),
    rule("status", "the status is Success", statusText),
    rule("assertion-count", "there is one assertion in the whole document", (given) => {
      const { response: response2 } = given;
      const own = response2.assertions.filter((each7) => each7.from === "plain").length + response2.encryptedAssertions;
      if (own === 0 && nested(given) === 1) return unsure("The only assertion stands elsewhere in the document.");
      return own + nested(given) === 1 ? null : error("SAML Response must contain 1 assertion");
    }),
    rule("signed-elements", "only the Response and the assertion are signed, each once and by its own ID", signedElements),
    rule("schema", "the Response keeps to the schema", (given) => breaksSchema(given) ? error("Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd") : (given.facts.xml?.duplicateIDs.length ?? 0) > 0 ? unsure("An ID stands twice, and the schema looks at some of them only.") : null),
    rule("in-response-to", "InResponseTo is the request that was sent", ({ response: response2, expected }) => response2.inResponseTo === null || expected.requestID === void 0 || response2.inResponseTo === expected.requestID ? null : error(`The InResponseTo of the Response: ${response2.inResponseTo}, does not match the ID of the AuthNRequest sent by the SP: ${expected.requestID}`)),
    onAssertion("conditions", "there are Conditions", (given) => given.assertion.conditions === null ? error("The Assertion must include a Conditions element") : null),
    onAssertion("conditions-times", "the Conditions are valid, with five minutes of tolerance", (given) => {
      const { notBefore = null, notOnOrAfter = null } = given.assertion.conditions ?? {};
      const from = notBefore === null ? -Infinity : seconds(notBefore);
      if (from === null) return unread(notBefore);
      if (from > now(given) + drift) return error("Could not validate timestamp: not yet valid. Check system clock.");
      const until = notOnOrAfter === null ? Infinity : seconds(notOnOrAfter);
      if (until === null) return unread(notOnOrAfter);
      return until + drift <= now(given) ? error("Could not validate timestamp: expired. Check system clock.") : null;
    }),
    onAssertion("authn-statement", "there is one AuthnStatement", ({ assertion }) => assertion.authnStatements.length === 1 ? null : error("The Assertion must include an AuthnStatement element")),
    onAssertion("attribute-statement", "there is an AttributeStatement", ({ assertion }) => assertion.attributeStatements > 0 ? null : error("There is no AttributeStatement on the Response")),
    onAssertion("encrypted-attributes", "no attribute is encrypted", ({ assertion }) => assertion.encryptedAttributes > 0 ? error("There is an EncryptedAttribute in the Response and this SP not support them") : null),
    rule("destination", "the Destination begins with the ACS URL", (given) => {
      const { destination } = given.response;
      const here2 = currentURL(given);
      if (destination === null) return null;
      if (destination === "") return error("The response has an empty Destination value");
      if (here2 === null) return noAcs;
      return normalized(destination).startsWith(normalized(here2)) ? null : error(`The response was received at ${here2} instead of ${destination}`);
    }),
    onAssertion("audience", "one of all audiences is the service provider", (given) => {
      const audiences = given.assertion.conditions?.audienceRestrictions.flat() ?? [];
      const expected = spEntityID(given);
      if (audiences.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return audiences.includes(expected) ? null : error(`${expected} is not a valid audience for this Response`);
    }),
    onAssertion("issuer", "both Issuers are the identity provider", (given) => {
      const expected = idpEntityID(given);
      const issuers = [given.response.issuer?.value, given.assertion.issuer?.value].filter((each7) => each7 !== void 0 && each7 !== "");
      if (expected === null) return noIdpEntityID;
      const other = issuers.filter((each7) => each7 !== expected);
      if (new Set(other).size > 1) return refuses("Both Issuers are others; it names one of them.");
      return other.length === 0 ? null : error(`Invalid issuer in the Assertion/Response (expected ${expected}, got ${other[0]})`);
    }),
    onAssertion("session", "the session has not ended", (given) => {
      const end = given.assertion.authnStatements.find((each7) => each7.sessionNotOnOrAfter !== null)?.sessionNotOnOrAfter ?? null;
      if (end === null) return null;
      const until = seconds(end);
      if (until === null) return unread(end);
      return until <= now(given) ? error("The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response") : null;
    }),
    onAssertion("confirmation", "one bearer confirmation is for the ACS URL, for this request and in time", (given) => {
      const here2 = currentURL(given);
      if (here2 === null) return noAcs;
      for (const each7 of given.assertion.subject?.confirmations ?? []) {
        const result = confirms(given, each7, here2);
        if (result === true) return null;
        if (result !== false) return result;
      }
      return error("A valid SubjectConfirmation was not found on this Response");
    }),
    rule("signature-missing", "the Response or the assertion is signed", ({ facts }) => facts.signatures.some((each7) => !each7.detached) ? null : error("No Signature found. SAML Response rejected")),
    rule("signature", "every signature verifies", (given) => {
      const signatures = [...signaturesOn(given, given.response.node), ...given.assertion === null ? [] : signaturesOn(given, given.assertion.node)];
      for (const signature2 of signatures) {
        const result = verified3(given, signature2);
        if (result !== true) return result === false ? error("Signature validation failed. SAML Response rejected") : result;
      }
      return null;
    }),
    onAssertion("attribute-names", "no name of an attribute stands twice", ({ assertion }) => {
      const twice2 = (names4) => new Set(names4).size < names4.length;
      const { attributes } = assertion;
      if (twice2(attributes.map((each7) => each7.name))) return error("Found an Attribute element with duplicated Name");
      return twice2(attributes.map((each7) => each7.friendlyName).filter((each7) => each7 !== null && each7 !== "")) ? error("Found an Attribute element with duplicated FriendlyName") : null;
    }),
    onAssertion("name-id", "there is a NameID, for this service provider", (given) => {
      const subject = given.assertion.subject;
      const nameID2 = subject?.nameID ?? null;
      if (nameID2 === null) return subject?.encryptedID === true ? refuses("The NameID is encrypted and cannot be opened.") : error("NameID not found in the assertion of the Response");
      if (nameID2.value === "") return error("An empty NameID value found");
      const qualifier = nameID2.spNameQualifier ?? "";
      const expected = spEntityID(given);
      if (qualifier === "" || qualifier === expected) return null;
      return expected === null ? noSpEntityID : error("The SPNameQualifier value mistmatch the SP entityID value.");
    })
  ]
};

// shared/judges/ruby-saml.ts
var ruby = (at) => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
var sameURI = (one, other) => one.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase()) === other.replace(/^[^:/?#]+:\/\/[^/?#]*/, (start) => start.toLowerCase());
function signatureOf2(given) {
  const [own] = signaturesOn(given, given.response.node);
  return own ?? (given.assertion === null ? void 0 : signaturesOn(given, given.assertion.node)[0]);
}
var rubySaml = {
  id: "ruby-saml",
  name: "ruby-saml",
  version: "1",
  defaults: [
    "The Response is held to the schema of SAML before most rules.",
    "allowed_clock_drift is 0: a clock that is a second off is enough to be refused.",
    "want_assertions_signed and want_messages_signed are false: one signature is enough, and of two only that of the Response is verified.",
    "There must be one AuthnStatement and one Conditions; an assertion without any audience passes.",
    "InResponseTo is compared only where the program hands over the request as matches_request_id; here it is."
  ],
  sources: [{ what: "SAML-Toolkits/ruby-saml, lib/onelogin/ruby-saml/response.rb and lib/xml_security.rb, commit 00d6380", url: "https://github.com/SAML-Toolkits/ruby-saml", date: "2026-11-22" }],
  rules: [
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, error("An EncryptedAssertion found and no SP private key found on the settings to decrypt it. Be sure you provided the :settings parameter at the initialize method"))),
    rule("version", "the version is 2.0", ({ response: response2 }) => response2.version === "2.0" ? null : error("Unsupported SAML version")),
    rule("id", "the Response has an ID", ({ response: response2 }) => response2.id === null ? error("Missing ID attribute on SAML Response") : null),
    rule("status", "the status is Success", ({ response: response2 }) => {
      const [top] = response2.status?.codes ?? [];
      return top === status.success ? null : refuses(`It shows \u201CThe status code of the Response was not Success, was \u2026\u201D with the codes and the message${top === void 0 ? "" : `: ${top.split(":").at(-1)}`}.`);
    }),
    rule("assertion-count", "there is one assertion", ({ response: response2 }) => {
      const own = response2.assertions.filter((each7) => each7.from === "plain").length + response2.encryptedAssertions;
      return own === 0 && response2.strayAssertions.length === 0 ? error("SAML Response must contain 1 assertion") : own > 1 ? error("SAML Response must contain 1 assertion") : null;
    }),
    ordinary,
    rule("signed-elements", "something is signed", ({ facts }) => facts.signatures.some((each7) => !each7.detached) ? null : error("Found an unexpected number of Signature Element. SAML Response rejected")),
    rule("schema", "the Response keeps to the schema", (given) => breaksSchema(given) ? error("Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd") : null),
    rule("in-response-to", "InResponseTo is the request that was sent", ({ response: response2, expected }) => expected.requestID === void 0 || response2.inResponseTo === expected.requestID ? null : error(`The InResponseTo of the Response: ${response2.inResponseTo ?? ""}, does not match the ID of the AuthNRequest sent by the SP: ${expected.requestID}`)),
    onAssertion("conditions", "there are Conditions", ({ assertion }) => assertion.conditions === null ? error("The Assertion must include one Conditions element") : null),
    unreadTimes,
    onAssertion("not-before", "NotBefore has come, without any tolerance", (given) => {
      const from = given.assertion.conditions?.notBefore;
      return isAhead(given, from, 0) ? error(`Current time is earlier than NotBefore condition (${ruby(given.expected.now)} < ${ruby(from.at)})`) : null;
    }),
    onAssertion("not-on-or-after", "NotOnOrAfter has not passed, without any tolerance", (given) => {
      const until = given.assertion.conditions?.notOnOrAfter;
      return isPast(given, until, 0) ? error(`Current time is on or after NotOnOrAfter condition (${ruby(given.expected.now)} >= ${ruby(until.at)})`) : null;
    }),
    onAssertion("authn-statement", "there is one AuthnStatement", ({ assertion }) => assertion.authnStatements.length === 1 ? null : error("The Assertion must include one AuthnStatement element")),
    onAssertion("audience", "one of all audiences is the service provider", (given) => {
      const audiences = audiencesOf(given).filter((each7) => each7 !== "");
      const expected = spEntityID(given);
      if (audiences.length === 0) return null;
      if (expected === null) return noSpEntityID;
      const s = audiences.length > 1 ? "s" : "";
      return audiences.includes(expected) ? null : error(`Invalid Audience${s}. The audience${s} ${audiences.join(",")}, did not match the expected audience ${expected}`);
    }),
    rule("destination", "the Destination is the ACS URL", (given) => {
      const { destination } = given.response;
      const acs2 = acsURL(given);
      if (destination === null) return null;
      if (destination === "") return error("The response has an empty Destination value");
      if (acs2 === null) return noAcs;
      return sameURI(destination, acs2) ? null : error(`The response was received at ${destination} instead of ${acs2}`);
    }),
    rule("issuer", "both Issuers are the identity provider", (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      if (given.response.issuer === null) return unsure("The Response names no Issuer, which some versions refuse.");
      const other = [given.response.issuer.value, given.assertion?.issuer?.value].find((each7) => each7 !== void 0 && !sameURI(each7, expected));
      return other === void 0 ? null : error(`Doesn't match the issuer, expected: <${expected}>, but was: <${other}>`);
    }),
    onAssertion("session", "the session has not ended", (given) => given.assertion.authnStatements.some((each7) => isPast(given, each7.sessionNotOnOrAfter, 0)) ? error("The attributes have expired, based on the SessionNotOnOrAfter of the AuthnStatement of this Response") : null),
    onAssertion("confirmation", "one bearer confirmation is for the ACS URL, for this request and in time", (given) => {
      const acs2 = acsURL(given);
      if (acs2 === null) return noAcs;
      const broken2 = unmet(given, (each7) => {
        const isOther = each7.method !== null && each7.method !== confirmation.bearer;
        return isOther || !each7.hasData || each7.inResponseTo !== null && each7.inResponseTo !== given.response.inResponseTo || isPast(given, each7.notOnOrAfter, 0) || isAhead(given, each7.notBefore, 0) || each7.recipient !== null && each7.recipient !== acs2 ? "broken" : null;
      });
      return broken2 === null ? null : error("A valid SubjectConfirmation was not found on this Response");
    }),
    onAssertion("name-id", "there is a NameID, for this service provider", (given) => {
      const subject = given.assertion.subject;
      const nameID2 = subject?.nameID ?? null;
      if (nameID2 === null) return subject?.encryptedID === true ? refuses("The NameID is encrypted and cannot be opened.") : error("No NameID element found in the assertion of the Response");
      if (nameID2.value === "") return error("An empty NameID value found");
      const qualifier = nameID2.spNameQualifier ?? "";
      const expected = spEntityID(given);
      return qualifier === "" || expected === null || qualifier === expected ? null : error("The SPNameQualifier value mistmatch the SP entityID value.");
    }),
    rule("signature", "the signature verifies", (given) => {
      const signature2 = signatureOf2(given);
      if (signature2 === void 0) return error("Invalid Signature on SAML Response");
      const result = holds2(signature2);
      if (result === true) return null;
      return result === false ? error("Invalid Signature on SAML Response") : result;
    })
  ]
};

// shared/judges/samlify.ts
function signaturesOf({ facts, response: response2 }) {
  const on = (nodes) => facts.signatures.filter((each7) => !each7.detached && nodes.includes(each7.parent));
  return [...on([response2.node]), ...on(response2.assertions.filter((each7) => each7.from === "plain").map((each7) => each7.node))];
}
var foreign = (names4, name2) => names4.some((each7) => each7.endsWith(`}${name2}`));
function taken(given) {
  const { response: response2 } = given;
  if (response2.strayAssertions.some((each7) => each7.path.includes("/SubjectConfirmationData"))) return error("ERR_POTENTIAL_WRAPPING_ATTACK");
  if ([response2.children, ...response2.assertions.map((each7) => each7.children)].some((names4) => foreign(names4, "Signature"))) return unsure("Something else is called Signature, and it goes by that name alone.");
  if (foreign(response2.children, "Assertion") && signaturesOf(given).some((each7) => each7.parent === response2.node)) return unsure("Something else is called Assertion, and it goes by that name alone.");
  if (given.bare.escapedReturns) return unsure("Carriage returns are written as references, which it does not keep.");
  for (const signature2 of signaturesOf(given)) {
    const problem = certificateProblem(given, signature2);
    if (problem !== null) return problem;
    const verification = verifyByXmlCrypto(given, signature2, fits(given, signature2));
    if (verification.is === "unsure") return unsure(verification.reason);
    if (verification.is === "throws") return verification.text === null ? refuses("xml-crypto cannot load the signature; its message quotes the signature.") : error(verification.text);
    if (verification.is === "not-verified") continue;
    return readFrom(given, signature2);
  }
  return error("FAILED_TO_VERIFY_SIGNATURE");
}
function certificateProblem({ facts }, signature2) {
  const given = facts.trusted.filter((key2) => key2.use !== "encryption");
  if (given.some((key2) => key2.certificate === null)) return unsure("It is set up with certificates, and a bare key was given.");
  const [embedded] = signature2.embeddedCertificates;
  if (embedded !== void 0 && signature2.faults.some((fault) => fault.code === "base64")) return unsure("The signature is written in a way that its parts can be read differently, the certificate in it too.");
  if (embedded === void 0 || given.some((key2) => key2.certificate.sha256 === embedded.sha256)) return null;
  return error("ERROR_UNMATCH_CERTIFICATE_DECLARATION_IN_METADATA");
}
function fits(given, signature2) {
  const [embedded] = signature2.embeddedCertificates;
  if (embedded === void 0) return fitsFirst(given, signature2);
  return signature2.result !== "verified" || embedded.sha256 === signature2.verifiedBy?.sha256;
}
function readFrom(given, signature2) {
  const { response: response2 } = given;
  const uri = bareOf(given, signature2)?.references[0]?.uri ?? "";
  const id = uri.replace(/^#/, "");
  if (id === response2.id || id === "") {
    const plain5 = response2.assertions.filter((each7) => each7.from === "plain");
    if (plain5.length === 1) return { assertion: plain5[0] };
    return response2.encryptedAssertions > 0 ? { assertion: null } : error("ERR_EMPTY_ASSERTION");
  }
  const assertion = response2.assertions.find((each7) => each7.id === id && each7.from === "plain");
  return assertion === void 0 ? unsure("It reads the signed element, which stands where this program reads none.") : { assertion };
}
var onTaken = (id, holds4, judge2) => rule(id, holds4, (given) => {
  const signed2 = taken(given);
  return "assertion" in signed2 ? judge2(signed2.assertion, given) : null;
});
var before = (instant, now2) => instant === null || instant.text === "" ? null : /T[\d:.]+$/.test(instant.text) ? null : now2 < Date.parse(instant.text);
var samlify = {
  id: "samlify",
  name: "samlify",
  version: "2.13",
  defaults: [
    "Audience, Destination, Recipient and InResponseTo are not looked at: the program around it must do that.",
    "One verified signature is enough, on the Response or on the assertion; wantAssertionsSigned does not change that.",
    "The certificate inside the signature must be one of the metadata, or it is refused even where a key fits.",
    "clockDrifts are 0: a clock that is a second off is enough to be refused.",
    "isAssertionEncrypted is false: encrypted assertions are not opened.",
    "It refuses to work without a validator of XML schemas; here one is assumed that lets everything pass."
  ],
  sources: [{ what: "tngan/samlify 2.13.1, src/flow.ts, src/libsaml.ts and src/validator.ts", url: "https://github.com/tngan/samlify", date: "2026-11-22" }],
  rules: [
    rule("status", "the status is Success", ({ response: response2 }) => {
      const [top, second] = response2.status?.codes ?? [];
      if (top === void 0 || top === "") return error("ERR_UNDEFINED_STATUS");
      return top === "urn:oasis:names:tc:SAML:2.0:status:Success" ? null : error(`ERR_FAILED_STATUS with top tier code: ${top}, second tier code: ${second}`);
    }),
    rule("signature", "a signature on the Response or on its assertion verifies", (given) => {
      const signed2 = taken(given);
      return "assertion" in signed2 ? null : signed2;
    }),
    onTaken("issuer", "the Issuer of the assertion is the identity provider", (assertion, given) => {
      const expected = idpEntityID(given);
      if (assertion === null) return error("ERR_UNMATCH_ISSUER");
      if (expected === null) return noIdpEntityID;
      return assertion.issuer?.value === expected && assertion.children.filter((child) => child === "Issuer").length === 1 ? null : error("ERR_UNMATCH_ISSUER");
    }),
    onTaken("session", "the session has not ended", (assertion, { expected }) => {
      const [statement, another] = assertion?.authnStatements ?? [];
      return another === void 0 && before(statement?.sessionNotOnOrAfter ?? null, expected.now) === false ? error("ERR_EXPIRED_SESSION") : null;
    }),
    onTaken("conditions", "the Conditions are valid now, without any tolerance", (assertion, { expected }) => {
      const conditions = assertion?.conditions ?? null;
      if (conditions === null || assertion.children.filter((child) => child === "Conditions").length > 1) return null;
      const { notBefore, notOnOrAfter } = conditions;
      if ([notBefore, notOnOrAfter].some((each7) => each7 !== null && /T[\d:.]+$/.test(each7.text))) return unsure("A time has no zone, so it depends on the zone of the machine.");
      const tooEarly = notBefore !== null && !(Date.parse(notBefore.text) <= expected.now);
      const tooLate = notOnOrAfter !== null && before(notOnOrAfter, expected.now) !== true;
      return tooEarly || tooLate ? error("ERR_SUBJECT_UNCONFIRMED") : null;
    })
  ]
};

// shared/judges/shibboleth.ts
var skew2 = 180;
var expires = 60;
var shibboleth = {
  id: "shibboleth-sp",
  name: "Shibboleth SP",
  version: "3",
  defaults: [
    "clockSkew is 180 seconds, and a Response more than a minute old beyond that is refused, whatever its Conditions say.",
    "requireSignedAssertions is false: one signature is enough, on the Response or on the assertion.",
    "A signed Response must name its Destination. The bearer confirmation must name the ACS URL as its Recipient, and its end.",
    "Which request it answers is not looked at unless checkCorrelation is set.",
    "There must be an AuthnStatement. A NameID is not asked for."
  ],
  sources: [{ what: "Shibboleth SP 3 and OpenSAML-C 3, SAML2Consumer.cpp, BearerConfirmationRule.cpp, ConditionsRule.cpp and the security-policy.xml that comes with it (a mirror of the sources)", url: "https://git.shibboleth.net/view/?p=cpp-sp.git", date: "2026-11-22" }],
  rules: [
    ordinary,
    rule("destination", "the Destination is the ACS URL", (given) => {
      const { destination, node } = given.response;
      const acs2 = acsURL(given);
      if (destination === null || destination === "") return signaturesOn(given, node).length > 0 ? error("Signed SAML message missing Destination attribute.") : null;
      if (acs2 === null) return noAcs;
      return destination === acs2.split("?")[0] || destination === acs2 ? null : error("SAML message delivered with POST to incorrect server URL.");
    }),
    unreadTimes,
    rule("issued-ahead", "the Response was not issued in the future, with 180 seconds of tolerance", (given) => isAhead(given, given.response.issueInstant, skew2) ? error("Message rejected, was issued in the future.") : null),
    rule("issued-long-ago", "the Response is at most four minutes old", (given) => given.response.issueInstant?.at != null && given.response.issueInstant.at < given.expected.now - (skew2 + expires) * 1e3 ? error("Message expired, was issued too long ago.") : null),
    rule("response-signature", "a signature on the Response verifies, where there is one", (given) => {
      const [signature2] = signaturesOn(given, given.response.node);
      const result = signature2 === void 0 || holds2(signature2);
      return result === true ? null : result === false ? error("Message was signed, but signature could not be verified.") : result;
    }),
    rule("status", "the status is Success", ({ response: response2 }) => response2.status?.codes[0] === status.success ? null : error("SAML response reported an IdP error.")),
    rule("assertion-there", "there is an assertion", ({ response: response2 }) => response2.assertions.length === 0 && response2.encryptedAssertions === 0 ? error("Incoming message contained no SAML assertions.") : null),
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, error("A valid authentication statement was not found in the incoming message."))),
    onAssertion("issuer", "the Issuer is the identity provider", (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return [given.response.issuer?.value, given.assertion.issuer?.value].every((each7) => each7 === void 0 || each7 === expected) ? null : refuses("It has no metadata for that Issuer, or two of them differ.");
    }),
    onAssertion("not-before", "NotBefore has come, with 180 seconds of tolerance", (given) => isAhead(given, given.assertion.conditions?.notBefore, skew2) ? error("Assertion is not yet valid.") : null),
    onAssertion("not-on-or-after", "NotOnOrAfter has not passed, with 180 seconds of tolerance", (given) => isPast(given, given.assertion.conditions?.notOnOrAfter, skew2) ? error("Assertion is no longer valid.") : null),
    onAssertion("audience", "every AudienceRestriction names the service provider", (given) => {
      const expected = spEntityID(given);
      const restrictions = given.assertion.conditions?.audienceRestrictions ?? [];
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return restrictions.every((audiences) => audiences.includes(expected)) ? null : refuses("It says that the AudienceRestriction is unacceptable; shibd.log holds the audience.");
    }),
    onAssertion("conditions-known", "no condition is unknown", ({ assertion }) => (assertion.conditions?.unknown.length ?? 0) > 0 ? refuses("It takes no condition that its policy does not know.") : null),
    onAssertion("assertion-signature", "a signature on the assertion verifies, where there is one", (given) => {
      const [signature2] = signaturesOn(given, given.assertion.node);
      const result = signature2 === void 0 || holds2(signature2);
      return result === true ? null : result === false ? error("Message was signed, but signature could not be verified.") : result;
    }),
    onAssertion("confirmation", "a bearer confirmation is for the ACS URL and in time", (given) => {
      const acs2 = acsURL(given);
      if (acs2 === null) return noAcs;
      const broken2 = unmet(given, (each7) => each7.method !== confirmation.bearer || each7.recipient !== acs2.split("?")[0] || each7.notOnOrAfter === null || isPast(given, each7.notOnOrAfter, skew2) || isAhead(given, each7.notBefore, skew2) ? "broken" : null);
      return broken2 === null ? null : error("Unable to locate satisfiable bearer SubjectConfirmation in assertion.");
    }),
    onAssertion("signed", "the assertion or the Response is signed", (given) => given.assertion.coveredBy.length > 0 ? null : error("Unable to establish security of incoming assertion.")),
    onAssertion("authn-instant", "the login does not lie in the future", (given) => given.assertion.authnStatements.some((each7) => isAhead(given, each7.authnInstant, skew2)) ? error("The login time at your identity provider was future-dated.") : null),
    onAssertion("authn-statement", "there is an AuthnStatement", ({ assertion }) => assertion.authnStatements.length > 0 ? null : error("A valid authentication statement was not found in the incoming message."))
  ]
};

// shared/judges/simplesamlphp.ts
var skew3 = 180;
var confirmationSkew = 60;
var exported = (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
var here = (given) => acsURL(given)?.split("?")[0] ?? null;
function verified4(given, node) {
  const [signature2] = signaturesOn(given, node);
  if (signature2 === void 0) return false;
  const result = holds2(signature2);
  return result === false && signature2.failure === "key" ? error("Unable to validate Signature") : result;
}
function confirmations(given, current) {
  const { response: response2 } = given;
  const reasons2 = unmet(given, (each7) => {
    if (each7.method === confirmation.holderOfKey) return "Holder-of-Key SubjectConfirmation received, but the Holder-of-Key profile is not enabled.";
    if (each7.method !== confirmation.bearer && each7.method !== confirmation.senderVouches) return `Invalid Method on SubjectConfirmation: ${each7.method === null ? "NULL" : exported(each7.method)}`;
    if (!each7.hasData) return "No SubjectConfirmationData provided";
    if (isAhead(given, each7.notBefore, confirmationSkew)) return `NotBefore in SubjectConfirmationData is in the future: ${Math.floor(each7.notBefore.at / 1e3)}`;
    if (isPast(given, each7.notOnOrAfter, confirmationSkew)) return `NotOnOrAfter in SubjectConfirmationData is in the past: ${Math.floor(each7.notOnOrAfter.at / 1e3)}`;
    if (each7.recipient !== null && each7.recipient !== current) return `Recipient in SubjectConfirmationData does not match the current URL. Recipient is ${exported(each7.recipient)}, current URL is ${exported(current)}.`;
    if (each7.inResponseTo !== null && response2.inResponseTo !== null && each7.inResponseTo !== response2.inResponseTo) return `InResponseTo in SubjectConfirmationData does not match the Response. Response has ${exported(response2.inResponseTo)}, SubjectConfirmationData has ${exported(each7.inResponseTo)}.`;
    return null;
  });
  return reasons2 === null ? null : error(`Error validating SubjectConfirmation in Assertion: ${reasons2.at(-1) ?? "No SubjectConfirmation element in Subject."}`);
}
var simpleSamlPhp = {
  id: "simplesamlphp",
  name: "SimpleSAMLphp",
  version: "1.19",
  defaults: [
    "One signature is enough, on the Response or on the assertion.",
    "assertion.allowed_clock_skew is 180 seconds for the Conditions and the session; for the confirmation it is always 60.",
    "A response that answers no request it knows is taken for one that was started at the identity provider, and accepted.",
    "A Destination, a Recipient and an audience must fit where they are there, and none has to be.",
    "There must be an AuthnStatement. A NameID is not asked for."
  ],
  sources: [{ what: "simplesamlphp 1.19.7 as Debian 12 has it, modules/saml/lib/Message.php and www/sp/saml2-acs.php; simplesamlphp/saml2 4, Assertion.php", url: "https://github.com/simplesamlphp/simplesamlphp", date: "2026-11-22" }],
  rules: [
    rule("id", "the Response has an ID", ({ response: response2 }) => response2.id === null ? error("Missing ID attribute on SAML message.") : null),
    rule("version", "the version is 2.0", ({ response: response2 }) => response2.version === "2.0" ? null : error(`Unsupported version: ${response2.version ?? ""}`)),
    rule("status-there", "there is a status", ({ response: response2 }) => response2.status === null ? error("Missing status code on response.") : response2.status.codes.length === 0 ? error("Missing status code in status element.") : null),
    ordinary,
    unreadTimes,
    onAssertion("assertion-issuer", "the assertion names its Issuer", ({ assertion }) => assertion.issuer === null ? error("Missing <saml:Issuer> in assertion.") : null),
    onAssertion("conditions-known", "no condition is unknown", ({ assertion }) => (assertion.conditions?.unknown.length ?? 0) > 0 ? refuses("It takes no condition that it does not know.") : null),
    onAssertion("attribute-context", "every AuthnStatement says when and how", ({ assertion }) => {
      if (assertion.authnStatements.length > 1) return error("More than one <saml:AuthnStatement> in <saml:Assertion> not supported.");
      return assertion.authnStatements.some((each7) => each7.authnInstant === null) ? error("Missing required AuthnInstant attribute on <saml:AuthnStatement>.") : null;
    }),
    rule("issuer", "the Issuer is the identity provider", (given) => {
      const issuer = given.response.issuer?.value ?? given.assertion?.issuer?.value;
      const expected = idpEntityID(given);
      if (issuer === void 0) return error("Missing <saml:Issuer> in message delivered to AssertionConsumerService.");
      if (expected === null) return noIdpEntityID;
      return issuer === expected ? null : refuses(`It has no metadata for ${issuer}, and says so.`);
    }),
    rule("status", "the status is Success", ({ response: response2 }) => response2.status.codes[0] === status.success ? null : refuses("It shows the page \u201CError received from Identity Provider\u201D with the status.")),
    rule("destination", "the Destination is the ACS URL", (given) => {
      const { destination } = given.response;
      const current = here(given);
      if (destination === null) return null;
      if (current === null) return noAcs;
      return destination === current ? null : error(`Destination in response doesn't match the current URL. Destination is "${destination}", current URL is "${current}".`);
    }),
    rule("response-signature", "a signature on the Response verifies, where there is one", (given) => {
      const result = verified4(given, given.response.node);
      return typeof result === "boolean" ? null : result;
    }),
    rule("assertion-there", "there is an assertion", ({ response: response2 }) => response2.assertions.length === 0 && response2.encryptedAssertions === 0 ? error("No assertions found in response from IdP.") : null),
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, refuses("It has no key to open it with, and says \u201CError decrypting assertion: \u2026\u201D."))),
    onAssertion("signature", "the assertion or the Response is signed", (given) => {
      const result = verified4(given, given.assertion.node);
      if (typeof result !== "boolean") return result;
      return result || verified4(given, given.response.node) === true ? null : error("Neither the assertion nor the response was signed.");
    }),
    onAssertion("not-before", "NotBefore has come, with 180 seconds of tolerance", (given) => isAhead(given, given.assertion.conditions?.notBefore, skew3) ? error("Received an assertion that is valid in the future. Check clock synchronization on IdP and SP.") : null),
    onAssertion("not-on-or-after", "NotOnOrAfter has not passed, with 180 seconds of tolerance", (given) => isPast(given, given.assertion.conditions?.notOnOrAfter, skew3) ? error("Received an assertion that has expired. Check clock synchronization on IdP and SP.") : null),
    onAssertion("session", "the session has not ended, with 180 seconds of tolerance", (given) => isPast(given, given.assertion.authnStatements[0]?.sessionNotOnOrAfter, skew3) ? error("Received an assertion with a session that has expired. Check clock synchronization on IdP and SP.") : null),
    onAssertion("audience", "every AudienceRestriction names the service provider", (given) => {
      const restrictions = given.assertion.conditions?.audienceRestrictions ?? [];
      const expected = spEntityID(given);
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      const common2 = restrictions[0].filter((each7) => restrictions.every((others) => others.includes(each7)));
      return common2.includes(expected) ? null : error(`This SP [${expected}]  is not a valid audience for the assertion. Candidates were: [${common2.join("], [")}]`);
    }),
    onAssertion("confirmation", "a confirmation is for the ACS URL and in time", (given) => {
      const current = here(given);
      return current === null ? noAcs : confirmations(given, current);
    }),
    rule("replay", "the assertion is used for the first time", ({ assertion, expected }) => assertion?.id != null && expected.seenAssertionIDs?.includes(assertion.id) === true ? error("Received duplicate assertion.") : null),
    onAssertion("authn-statement", "there is an AuthnStatement", ({ assertion }) => assertion.authnStatements.length > 0 ? null : error("No AuthnStatement found in assertion(s)."))
  ]
};

// shared/judges/spring.ts
var skew4 = 300;
var invalid = ({ assertion, response: response2 }, what) => refuses(`It says \u201CInvalid assertion [${assertion.id}] for SAML response [${response2.id}]: \u2026\u201D: ${what}`);
var spring = {
  id: "spring",
  name: "Spring Security",
  version: "6 with OpenSAML 4",
  defaults: [
    "The Response must be signed, or every assertion in it; both must verify where both are there. An encrypted assertion in an unsigned Response is not opened.",
    "The Conditions and the confirmation may be five minutes off.",
    "InResponseTo must be the request that is kept in the session, where there is one.",
    "There must be a NameID. An AuthnStatement is not asked for.",
    "What OpenSAML found follows the colon in its message, and depends on the version."
  ],
  sources: [{ what: "spring-projects/spring-security, OpenSaml4AuthenticationProvider.java, commit 0112e1e", url: "https://github.com/spring-projects/spring-security", date: "2026-11-22" }],
  rules: [
    ordinary,
    unreadTimes,
    rule("issuer-there", "the Response names its Issuer", ({ response: response2 }) => response2.issuer === null ? refuses("It breaks off where the Response names no Issuer.") : null),
    rule("response-signature", "a signature on the Response verifies, where there is one", (given) => {
      const [one] = signaturesOn(given, given.response.node);
      const result = one === void 0 || holds2(one);
      if (typeof result !== "boolean") return result;
      return result ? null : error(`Invalid signature for object [${given.response.id}]`);
    }),
    rule("encrypted-unsigned", "an encrypted assertion comes in a signed Response", (given) => given.response.encryptedAssertions > 0 && signaturesOn(given, given.response.node).length === 0 ? error(`Did not decrypt response [${given.response.id}] since it is not signed`) : null),
    rule("decryption", "an encrypted assertion can be opened", (given) => opened(given, refuses("It has no key to open it with (decryption_error)."))),
    rule("status", "the status is Success", ({ response: response2 }) => {
      const code = response2.status?.codes[0];
      return code === void 0 || code === status.success ? null : error(`Invalid status [${code}] for SAML response [${response2.id}]`);
    }),
    rule("in-response-to", "InResponseTo is the request that was sent", ({ response: response2, expected }) => expected.requestID === void 0 || response2.inResponseTo === null || response2.inResponseTo === expected.requestID ? null : error(`The InResponseTo attribute [${response2.inResponseTo}] does not match the ID of the authentication request [${expected.requestID}]`)),
    rule("destination", "the Destination is the ACS URL", (given) => {
      const { destination, id } = given.response;
      const acs2 = acsURL(given);
      if ((destination ?? "").trim() === "") return null;
      if (acs2 === null) return noAcs;
      return destination === acs2 ? null : error(`Invalid destination [${destination}] for SAML response [${id}]`);
    }),
    rule("issuer", "the Response is from the identity provider", (given) => {
      const expected = idpEntityID(given);
      if (expected === null) return noIdpEntityID;
      return given.response.issuer?.value === expected ? null : error(`Invalid issuer [${given.response.issuer?.value}] for SAML response [${given.response.id}]`);
    }),
    rule("assertion-there", "there is an assertion", ({ response: response2 }) => response2.assertions.length === 0 && response2.encryptedAssertions === 0 ? error("No assertions found in response.") : null),
    onAssertion("assertion-signature", "a signature on the assertion verifies, where there is one", (given) => {
      const [one] = signaturesOn(given, given.assertion.node);
      const result = one === void 0 || holds2(one);
      if (typeof result !== "boolean") return result;
      return result ? null : invalid(given, "its signature does not verify.");
    }),
    onAssertion("weak", "no signature is made with SHA-1", ({ facts }) => facts.signatures.some((each7) => each7.signatureMethod === rsaSha1) ? unsure("Whether OpenSAML takes SHA-1 depends on its version and on how Java is set up.") : null),
    onAssertion("conditions", "the Conditions are valid, with five minutes of tolerance", (given) => {
      const { notBefore = null, notOnOrAfter = null } = given.assertion.conditions ?? {};
      if (isAhead(given, notBefore, skew4)) return invalid(given, "NotBefore has not come.");
      return isPast(given, notOnOrAfter, skew4) ? invalid(given, "NotOnOrAfter has passed.") : null;
    }),
    onAssertion("audience", "every AudienceRestriction names the service provider", (given) => {
      const expected = spEntityID(given);
      const restrictions = given.assertion.conditions?.audienceRestrictions ?? [];
      if (restrictions.length === 0) return null;
      if (expected === null) return noSpEntityID;
      return restrictions.every((audiences) => audiences.includes(expected)) ? null : invalid(given, "none of the audiences is the service provider.");
    }),
    onAssertion("conditions-known", "no condition is unknown", (given) => (given.assertion.conditions?.unknown.length ?? 0) > 0 ? invalid(given, "a condition is not known.") : null),
    onAssertion("confirmation", "a bearer confirmation is for the ACS URL and in time", (given) => {
      const acs2 = acsURL(given);
      if (acs2 === null) return noAcs;
      const list3 = given.assertion.subject?.confirmations ?? [];
      if (list3.some((each7) => each7.recipient === null || each7.notOnOrAfter === null || each7.address !== null)) return unsure("A confirmation names no Recipient, no end, or a network address; what OpenSAML makes of that depends on its version.");
      const request = given.expected.requestID;
      const broken2 = unmet(given, (each7) => each7.method !== confirmation.bearer || each7.recipient !== acs2 || isPast(given, each7.notOnOrAfter, skew4) || isAhead(given, each7.notBefore, skew4) || request !== void 0 && each7.inResponseTo !== null && each7.inResponseTo !== request ? "broken" : null);
      return broken2 === null ? null : list3.length === 0 ? unsure("There is no SubjectConfirmation.") : invalid(given, "no SubjectConfirmation holds.");
    }),
    rule("signed", "the Response or the assertion is signed", (given) => signaturesOn(given, given.response.node).length > 0 || given.assertion === null || signaturesOn(given, given.assertion.node).length > 0 ? null : error("Either the response or one of the assertions is unsigned. Please either sign the response or all of the assertions.")),
    onAssertion("name-id", "there is a NameID", ({ assertion }) => assertion.subject?.nameID == null ? error(`Assertion [${assertion.id}] is missing a subject`) : null)
  ]
};

// shared/judges/index.ts
var judges = [
  samlProfile,
  saml2Int,
  heroku,
  heap,
  nodeSaml,
  nodeSamlAssertion,
  samlify,
  xmlCrypto,
  python3Saml,
  rubySaml,
  crewjam,
  sustainsys,
  itfoxtec,
  spring,
  shibboleth,
  simpleSamlPhp
];
var judgeByAll = (case_) => judges.map((policy) => judgeBy(policy, case_));
function judgeBy(policy, case_) {
  const { id, name: name2, version, defaults, sources: sources3 } = policy;
  return { id, name: name2, version, ...decide(policy, case_), defaults: [...defaults], sources: [...sources3] };
}
var unknown2 = (reason) => ({ verdict: "unknown", unknown: reason });
function decide(policy, case_) {
  const { facts, expected, findings, verdict, bare: bare5 } = case_;
  const { response: response2 } = facts;
  if (facts.trusted.every((key2) => key2.use === "encryption")) return unknown2("No metadata or signing certificate of the identity provider was given, so no signature can be verified.");
  if (facts.fault !== null) return ruled(policy.unreadable?.(facts) ?? { unsure: "This program does not read such text; whether that one does is not known." });
  if (response2 === null) return unknown2("This is not a Response, and they take nothing else.");
  if (expected.binding === "HTTP-Redirect") return unknown2("It came by HTTP-Redirect; what is judged here is a Response that was posted.");
  return byRules(policy, { facts, expected, response: response2, assertion: response2.assertions[0] ?? null, bare: bare5, findings, verdict }, case_.headline);
}
function byRules(policy, given, headline) {
  let doubt = null;
  for (const each7 of policy.rules) {
    const ruling = each7.judge(given);
    if (ruling === null) continue;
    if ("unsure" in ruling) {
      doubt ??= ruling.unsure;
      if (ruling.final === true) break;
    } else return doubt === null ? { ...ruled(ruling, each7.holds), rule: each7.id } : { verdict: "reject", rule: each7.id, because: `It wants that ${each7.holds}. Which message it shows is not known: ${doubt}` };
  }
  if (doubt !== null) return unknown2(doubt);
  return given.verdict === "reject" ? { verdict: "accept", because: `It accepts what is refused here: ${headline}` } : { verdict: "accept" };
}
function ruled(ruling, holds4) {
  if ("unsure" in ruling) return unknown2(ruling.unsure);
  const because2 = holds4 === void 0 ? {} : { because: `It wants that ${holds4}.` };
  return "error" in ruling ? { verdict: "reject", error: ruling.error, ...because2 } : { verdict: "reject", because: ruling.refuses };
}

// shared/saml/instant.ts
var dayOfMonthLimit = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
var isLeapYear = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
function two(text, from) {
  const tens = text.charCodeAt(from) - 48;
  const units2 = text.charCodeAt(from + 1) - 48;
  return tens >= 0 && tens <= 9 && units2 >= 0 && units2 <= 9 ? tens * 10 + units2 : -1;
}
function daysFromEpoch(year, month, day2) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day2 - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}
function offsetMinutes(text, from) {
  if (from === text.length) return 0;
  const sign2 = text.charCodeAt(from);
  if (sign2 === 90) return from + 1 === text.length ? 0 : null;
  if (sign2 !== 43 && sign2 !== 45 || text.length !== from + 6 || text.charCodeAt(from + 3) !== 58) return null;
  const hours = two(text, from + 1);
  const minutes = two(text, from + 4);
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return null;
  return (sign2 === 43 ? 1 : -1) * (hours * 60 + minutes);
}
function instantAt(text) {
  if (text.length < 19) return null;
  const century = two(text, 0);
  const yearOfCentury = two(text, 2);
  const month = two(text, 5);
  const day2 = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null;
  if (century < 0 || yearOfCentury < 0) return null;
  const year = century * 100 + yearOfCentury;
  if (year === 0 || month < 1 || month > 12 || day2 < 1 || day2 > dayOfMonthLimit[month - 1]) return null;
  if (month === 2 && day2 === 29 && !isLeapYear(year)) return null;
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  let position = 19;
  let milliseconds = 0;
  let fractionIsZero = true;
  if (text.charCodeAt(position) === 46) {
    const first = ++position;
    let weight2 = 100;
    for (; position < text.length; position++) {
      const digit = text.charCodeAt(position) - 48;
      if (digit < 0 || digit > 9) break;
      if (digit !== 0) fractionIsZero = false;
      milliseconds += digit * weight2;
      weight2 = weight2 === 1 ? 0 : weight2 / 10;
    }
    if (position === first) return null;
  }
  if (hour === 24 && (minute !== 0 || second !== 0 || !fractionIsZero)) return null;
  const offset = offsetMinutes(text, position);
  if (offset === null) return null;
  return (daysFromEpoch(year, month, day2) * 1440 + hour * 60 + minute - offset) * 6e4 + second * 1e3 + milliseconds;
}
function readInstant(text) {
  return { text, at: instantAt(text), utc: text.endsWith("Z") };
}

// shared/saml/read.ts
var { StatusCode, StatusMessage, StatusDetail } = samlp;
function instantAttribute(tree, element2, name2) {
  const text = tree.attribute(element2, name2);
  return text === null ? null : readInstant(text);
}
function booleanAttribute(tree, element2, name2) {
  const text = tree.attribute(element2, name2);
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  return null;
}
var uriText = (tree, element2) => tree.text(element2).trim();
var plainNamespaces = /* @__PURE__ */ new Set([ns.samlp, ns.saml, ns.md, ns.ds]);
var nameOfKind = knownNames.map(({ uri, local }) => plainNamespaces.has(uri) ? local : `{${uri}}${local}`);
function childName(tree, element2) {
  const kind = tree.kind(element2);
  return kind === 0 ? `{${tree.namespace(element2)}}${tree.local(element2)}` : nameOfKind[kind];
}
function holds3(tree, element2, marks2) {
  if (marks2.length === 0) return false;
  const from = tree.contentStart(element2);
  let low = 0;
  let high = marks2.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (marks2[middle].start < from) low = middle + 1;
    else high = middle;
  }
  return low < marks2.length && marks2[low].start < tree.contentStop(element2);
}
function readIssuer(tree, source2, element2) {
  return { value: tree.text(element2), format: tree.attribute(element2, "Format"), node: nodeRef(source2, element2) };
}
function readNameID(tree, source2, element2) {
  return {
    value: tree.text(element2),
    format: tree.attribute(element2, "Format"),
    nameQualifier: tree.attribute(element2, "NameQualifier"),
    spNameQualifier: tree.attribute(element2, "SPNameQualifier"),
    spProvidedID: tree.attribute(element2, "SPProvidedID"),
    node: nodeRef(source2, element2),
    hasComment: holds3(tree, element2, tree.comments),
    hasCdata: holds3(tree, element2, tree.cdata),
    hasElements: tree.firstChild(element2) !== -1
  };
}
function readStatus(tree, source2, element2) {
  const facts = { codes: [], codesBeside: 0, message: null, messageFrom: null, detail: null, node: nodeRef(source2, element2) };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case StatusCode:
        if (facts.codes.length > 0) {
          facts.codesBeside++;
          break;
        }
        for (let code = child; code !== -1; code = tree.child(code, StatusCode)) {
          facts.codes.push(tree.attribute(code, "Value") ?? "");
          facts.codesBeside += Math.max(0, tree.childrenOf(code, StatusCode).length - 1);
        }
        break;
      case StatusMessage: {
        if (facts.messageFrom !== null) break;
        const text = tree.text(child);
        const value = text.trim() === "" ? tree.attribute(child, "Value") : null;
        facts.message = value ?? text;
        facts.messageFrom = value === null ? "text" : "attribute";
        break;
      }
      case StatusDetail:
        facts.detail ??= tree.textDeep(child);
        break;
    }
  }
  return facts;
}

// shared/saml/assertion.ts
var {
  Issuer,
  Subject: SubjectKind,
  NameID,
  EncryptedID,
  SubjectConfirmation: SubjectConfirmationKind,
  SubjectConfirmationData,
  Conditions: ConditionsKind,
  AudienceRestriction,
  Audience,
  OneTimeUse,
  ProxyRestriction,
  AuthnStatement: AuthnStatementKind,
  AuthnContext,
  AuthnContextClassRef,
  AttributeStatement,
  Attribute: AttributeKind,
  EncryptedAttribute,
  AttributeValue
} = saml;
function readConfirmation(tree, source2, element2) {
  const data = tree.child(element2, SubjectConfirmationData);
  const method2 = tree.attribute(element2, "Method");
  const node = nodeRef(source2, element2);
  if (data === -1) return { method: method2, recipient: null, notBefore: null, notOnOrAfter: null, inResponseTo: null, address: null, hasData: false, node };
  return {
    method: method2,
    recipient: tree.attribute(data, "Recipient"),
    notBefore: instantAttribute(tree, data, "NotBefore"),
    notOnOrAfter: instantAttribute(tree, data, "NotOnOrAfter"),
    inResponseTo: tree.attribute(data, "InResponseTo"),
    address: tree.attribute(data, "Address"),
    hasData: true,
    node
  };
}
function readSubject(tree, source2, element2) {
  const subject = { nameID: null, encryptedID: false, confirmations: [], node: nodeRef(source2, element2) };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case NameID:
        subject.nameID ??= readNameID(tree, source2, child);
        break;
      case EncryptedID:
        subject.encryptedID = true;
        break;
      case SubjectConfirmationKind:
        subject.confirmations.push(readConfirmation(tree, source2, child));
        break;
    }
  }
  return subject;
}
function readConditions(tree, source2, element2) {
  const conditions = {
    notBefore: instantAttribute(tree, element2, "NotBefore"),
    notOnOrAfter: instantAttribute(tree, element2, "NotOnOrAfter"),
    audienceRestrictions: [],
    oneTimeUse: 0,
    proxyRestrictions: 0,
    unknown: [],
    node: nodeRef(source2, element2)
  };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case AudienceRestriction: {
        const audiences = [];
        for (let entry = tree.firstChild(child); entry !== -1; entry = tree.nextSibling(entry)) {
          if (tree.kind(entry) === Audience) audiences.push(tree.text(entry));
        }
        conditions.audienceRestrictions.push(audiences);
        break;
      }
      case OneTimeUse:
        conditions.oneTimeUse++;
        break;
      case ProxyRestriction:
        conditions.proxyRestrictions++;
        break;
      // saml:Condition is abstract: its xsi:type says what it is.
      default:
        conditions.unknown.push(tree.attribute(child, "type", ns.xsi) ?? tree.local(child));
    }
  }
  return conditions;
}
function readAuthnStatement(tree, source2, element2) {
  const context = tree.child(element2, AuthnContext);
  const classRef = context === -1 ? -1 : tree.child(context, AuthnContextClassRef);
  return {
    authnInstant: instantAttribute(tree, element2, "AuthnInstant"),
    sessionIndex: tree.attribute(element2, "SessionIndex"),
    sessionNotOnOrAfter: instantAttribute(tree, element2, "SessionNotOnOrAfter"),
    authnContextClassRef: classRef === -1 ? null : uriText(tree, classRef),
    node: nodeRef(source2, element2)
  };
}
function readAttribute2(tree, source2, element2, encrypted3 = false) {
  const values2 = [];
  let structured = 0;
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    if (tree.kind(child) !== AttributeValue) continue;
    if (tree.firstChild(child) === -1) {
      values2.push(tree.text(child));
    } else {
      structured++;
      values2.push(tree.textDeep(child));
    }
  }
  return {
    name: tree.attribute(element2, "Name") ?? "",
    nameFormat: tree.attribute(element2, "NameFormat"),
    friendlyName: tree.attribute(element2, "FriendlyName"),
    values: values2,
    structured,
    encrypted: encrypted3,
    node: nodeRef(source2, element2)
  };
}
function readAssertion(tree, source2, element2, from) {
  const assertion = {
    id: tree.attribute(element2, "ID"),
    version: tree.attribute(element2, "Version"),
    issueInstant: instantAttribute(tree, element2, "IssueInstant"),
    issuer: null,
    subject: null,
    conditions: null,
    authnStatements: [],
    attributeStatements: 0,
    attributes: [],
    encryptedAttributes: 0,
    children: [],
    from,
    coveredBy: [],
    node: nodeRef(source2, element2)
  };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    assertion.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case Issuer:
        assertion.issuer ??= readIssuer(tree, source2, child);
        break;
      case SubjectKind:
        assertion.subject ??= readSubject(tree, source2, child);
        break;
      case ConditionsKind:
        assertion.conditions ??= readConditions(tree, source2, child);
        break;
      case AuthnStatementKind:
        assertion.authnStatements.push(readAuthnStatement(tree, source2, child));
        break;
      case AttributeStatement:
        assertion.attributeStatements++;
        for (let entry = tree.firstChild(child); entry !== -1; entry = tree.nextSibling(entry)) {
          const kind = tree.kind(entry);
          if (kind === AttributeKind) assertion.attributes.push(readAttribute2(tree, source2, entry));
          else if (kind === EncryptedAttribute) assertion.encryptedAttributes++;
        }
        break;
    }
  }
  return assertion;
}

// shared/saml/xml-declaration.ts
var longestValue = 100;
function readDeclaration(bytes, end) {
  const declaration = { stop: 0, encoding: null, encodingAt: 0 };
  if (bytes[0] !== 60 || bytes[1] !== QUESTION || bytes.utf8Slice(0, 5) !== "<?xml") return declaration;
  if (isSpace2[bytes[5]] !== 1 && bytes[5] !== QUESTION) return declaration;
  const version = readItem(bytes, 5, end, "version");
  if (version === null) throw new Refusal("not-well-formed", skipSpace(bytes, 5), `Found ${describeAt(bytes, skipSpace(bytes, 5), end)} in the XML declaration; expected version="1.0".`);
  if (version.value !== "1.0") throw new Refusal("not-well-formed", version.start, `Found XML version "${version.value}"; expected "1.0", the only one SAML uses.`);
  let at = version.stop;
  const encoding2 = readItem(bytes, at, end, "encoding");
  if (encoding2 !== null) {
    if (!/^[A-Za-z][A-Za-z0-9._-]*$/.test(encoding2.value)) throw new Refusal("not-well-formed", encoding2.start, `Found the encoding name "${encoding2.value}"; expected a name such as "UTF-8".`);
    declaration.encoding = encoding2.value;
    declaration.encodingAt = encoding2.start;
    at = encoding2.stop;
  }
  const standalone = readItem(bytes, at, end, "standalone");
  if (standalone !== null) {
    if (standalone.value !== "yes" && standalone.value !== "no") throw new Refusal("not-well-formed", standalone.start, `Found standalone="${standalone.value}"; expected "yes" or "no".`);
    at = standalone.stop;
  }
  at = skipSpace(bytes, at);
  if (bytes[at] !== QUESTION || bytes[at + 1] !== GREATER) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, end)} in the XML declaration; expected "?>".`);
  declaration.stop = at + 2;
  return declaration;
}
function skipSpace(bytes, from) {
  let at = from;
  while (isSpace2[bytes[at]] === 1) at++;
  return at;
}
function readItem(bytes, from, end, name2) {
  let at = skipSpace(bytes, from);
  if (at === from || bytes.utf8Slice(at, Math.min(at + name2.length, end)) !== name2) return null;
  at = skipSpace(bytes, at + name2.length);
  if (bytes[at] !== EQUALS2) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, end)} after ${name2} in the XML declaration; expected "=".`);
  at = skipSpace(bytes, at + 1);
  const quote2 = bytes[at];
  if (quote2 !== QUOTE && quote2 !== APOSTROPHE) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, end)} as the ${name2} in the XML declaration; expected a quotation mark.`);
  const start = at + 1;
  let stop = start;
  while (stop < end && bytes[stop] !== quote2 && stop - start < longestValue) stop++;
  if (bytes[stop] !== quote2) throw new Refusal("not-well-formed", start, `Found no end of the ${name2} in the XML declaration; expected a closing quotation mark.`);
  return { value: bytes.utf8Slice(start, stop), start, stop: stop + 1 };
}

// shared/saml/xml-encoding.ts
import { isAscii as isAscii3, isUtf8 as isUtf82 } from "node:buffer";
function ownBytes(input2, from) {
  const bytes = padded(input2.length - from);
  bytes.set(from === 0 ? input2 : input2.subarray(from));
  return bytes;
}
function ownText(text) {
  const bytes = padded(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
function padded(length) {
  const bytes = Buffer.allocUnsafeSlow(length + padding);
  for (let at = length; at < bytes.length; at++) bytes[at] = 0;
  return bytes;
}
function openSource(input2, lent = false) {
  const first = input2[0];
  const second = input2[1];
  const third = input2[2];
  const fourth = input2[3];
  if (first === 239 && second === 187 && third === 191) return utf8Source(input2, 3, "UTF-8 with BOM");
  if (first === 255 && second === 254 && third === 0 && fourth === 0 || first === 60 && second === 0 && third === 0 && fourth === 0) return unknown3(input2, "UTF-32");
  if (first === 0 && second === 0 && third === 254 && fourth === 255 || first === 0 && second === 0 && third === 0 && fourth === 60) return unknown3(input2, "UTF-32");
  if (first === 76 && second === 111 && third === 167 && fourth === 148) return unknown3(input2, "EBCDIC");
  if (first === 255 && second === 254) return utf16Source(input2, 2, "UTF-16LE");
  if (first === 254 && second === 255) return utf16Source(input2, 2, "UTF-16BE");
  if (first === 60 && second === 0) return utf16Source(input2, 0, "UTF-16LE");
  if (first === 0 && second === 60) return utf16Source(input2, 0, "UTF-16BE");
  if (lent && isPadded(input2)) return { bytes: Buffer.from(input2.buffer, input2.byteOffset, input2.length + padding), end: input2.length, family: "UTF-8" };
  return utf8Source(input2, 0, "UTF-8");
}
function isPadded(input2) {
  const stop = input2.byteOffset + input2.length;
  if (stop + padding > input2.buffer.byteLength) return false;
  const after2 = new Uint8Array(input2.buffer, stop, padding);
  for (let at = 0; at < padding; at++) if (after2[at] !== 0) return false;
  return true;
}
function utf8Source(input2, from, family) {
  const bytes = ownBytes(input2, from);
  return { bytes, end: bytes.length - padding, family };
}
function unknown3(input2, name2) {
  const refusal2 = new Refusal("encoding", 0, `The document is encoded in ${name2}; expected UTF-8 or UTF-16.`);
  return { bytes: ownBytes(input2, 0), end: input2.length, family: "UTF-8", refusal: refusal2 };
}
function utf16Source(input2, from, family) {
  const units2 = Buffer.from(input2.subarray(from, input2.length - (input2.length - from) % 2));
  if (family === "UTF-16BE") units2.swap16();
  const text = units2.toString("utf16le");
  const bytes = ownText(text);
  const source2 = { bytes, end: bytes.length - padding, family };
  const broken2 = firstLoneSurrogate(text);
  if (broken2 >= 0) {
    const code = text.charCodeAt(broken2).toString(16).toUpperCase();
    source2.refusal = new Refusal("encoding", Buffer.byteLength(text.slice(0, broken2)), `Found half of a surrogate pair, U+${code}, in a UTF-16 document; expected both halves.`);
  } else if ((input2.length - from) % 2 === 1) {
    source2.refusal = new Refusal("encoding", source2.end, "The UTF-16 document ends in the middle of a character; expected an even number of bytes.");
  }
  return source2;
}
function firstLoneSurrogate(text) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 55296 || unit > 57343) continue;
    const next = text.charCodeAt(i + 1);
    if (unit > 56319 || !(next >= 56320 && next <= 57343)) return i;
    i++;
  }
  return -1;
}
var singleByte = {
  "iso-8859-1": "ISO-8859-1",
  "iso8859-1": "ISO-8859-1",
  "latin1": "ISO-8859-1",
  "windows-1252": "windows-1252",
  "cp1252": "windows-1252",
  "us-ascii": "US-ASCII",
  "ascii": "US-ASCII"
};
var windows1252 = "\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178";
var utf16Names = ["utf-16", "utf-16le", "utf-16be", "iso-10646-ucs-2"];
function settleEncoding(source2, declared, nameAt) {
  const name2 = declared?.toLowerCase() ?? null;
  const { family } = source2;
  if (family === "UTF-16LE" || family === "UTF-16BE") {
    const opposite = family === "UTF-16LE" ? "utf-16be" : "utf-16le";
    if (name2 !== null && (!utf16Names.includes(name2) || name2 === opposite)) refuseMismatch(declared, family, nameAt);
    return family;
  }
  if (name2 === null || name2 === "utf-8" || name2 === "utf8") {
    requireUtf8(source2, name2 !== null);
    return family === "UTF-8" ? void 0 : family;
  }
  if (utf16Names.includes(name2) || family === "UTF-8 with BOM") refuseMismatch(declared, "UTF-8", nameAt);
  if (!Object.hasOwn(singleByte, name2)) {
    throw new Refusal("encoding", nameAt, `The XML declaration names the encoding "${declared}"; expected UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII.`);
  }
  convertSingleByte(source2, singleByte[name2]);
  return singleByte[name2];
}
function refuseMismatch(declared, actual, nameAt) {
  throw new Refusal("encoding", nameAt, `The XML declaration says "${declared}", but the bytes are ${actual}; expected the declaration to agree or to be left out.`);
}
function requireUtf8(source2, isDeclared) {
  if (isUtf82(source2.bytes)) return;
  const at = firstInvalidUtf8(source2.bytes, source2.end);
  const byte = source2.bytes[at].toString(16).toUpperCase().padStart(2, "0");
  throw new Refusal("encoding", at, `Found the byte 0x${byte}, which is not valid UTF-8 here; ${isDeclared ? "the XML declaration says UTF-8" : "without a declared encoding a document is UTF-8"}.`);
}
function convertSingleByte(source2, encoding2) {
  if (isAscii3(source2.bytes)) return;
  const input2 = source2.bytes.subarray(0, source2.end);
  if (encoding2 === "US-ASCII") {
    const at = input2.findIndex((byte) => byte >= 128);
    throw new Refusal("encoding", at, `Found the byte 0x${input2[at].toString(16).toUpperCase()}, but the XML declaration says US-ASCII, which ends at 0x7F.`);
  }
  const text = input2.toString("latin1");
  source2.bytes = ownText(encoding2 === "ISO-8859-1" ? text : text.replace(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 128]));
  source2.end = source2.bytes.length - padding;
}

// shared/saml/xml-limits.ts
var xmlLimits = {
  /** A response with thousands of groups is about 1 MB; browsers and servers stop a POST at a few MB. */
  bytes: 8 * 1024 * 1024,
  /** A SAML message nests less than 20 deep; whoever walks the tree may do so recursively. */
  depth: 100,
  /** No SAML element has more than 20; each costs memory and is sorted when canonicalised. */
  attributes: 500,
  /** 8 MiB of the shortest elements would be two million; each takes 56 bytes of tables. */
  elements: 1e6,
  /** Documents have less than 300; names stay in a shared hash table while reading. */
  names: 2e4
};

// shared/saml/xml-draft.ts
var noBytes2 = Buffer.alloc(1);
var noView = new DataView(noBytes2.buffer, noBytes2.byteOffset, noBytes2.length);
var Draft = class {
  elements = new IntegerTable(ELEMENT_WIDTH, 256);
  attributes = new IntegerTable(ATTRIBUTE_WIDTH, 512);
  declarations = new IntegerTable(DECLARATION_WIDTH, 128);
  rewrites = new IntegerTable(REWRITE_WIDTH, 128);
  sections = new IntegerTable(SECTION_WIDTH, 32);
  /** The byte at `end` is 0, so that no loop has to compare its place with the end. */
  bytes = noBytes2;
  /** `bytes`, to be compared four at a time. */
  view = noView;
  end = 0;
  limits = xmlLimits;
  /** The innermost open element, -1 outside the root, and how many are open. */
  current = -1;
  depth = 0;
  begin(bytes, end, limits) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = end;
    this.limits = limits;
    this.current = -1;
    this.depth = 0;
    nameTable.clear(limits.names);
  }
  /** Adds the row that closes the ranges of the last element. */
  finish() {
    const row2 = this.elements.add();
    this.elements.rows[row2 + ELEMENT_ATTRIBUTES] = this.attributes.count;
    this.elements.rows[row2 + ELEMENT_DECLARATIONS] = this.declarations.count;
  }
  /** Lets go of the document, whether it became a tree or was refused. */
  release() {
    for (const table3 of [this.elements, this.attributes, this.declarations, this.rewrites, this.sections]) table3.clear();
    this.bytes = noBytes2;
    this.view = noView;
  }
  addRewrite(start, stop, kind) {
    const row2 = this.rewrites.add();
    const rows = this.rewrites.rows;
    rows[row2 + REWRITE_START] = start;
    rows[row2 + REWRITE_STOP] = stop;
    rows[row2 + REWRITE_KIND] = kind;
  }
  addSection(kind, start, stop) {
    const row2 = this.sections.add();
    const rows = this.sections.rows;
    rows[row2 + SECTION_KIND] = kind;
    rows[row2 + SECTION_ELEMENT] = this.current;
    rows[row2 + SECTION_START] = start;
    rows[row2 + SECTION_STOP] = stop;
  }
  /** The innermost open element's name as it is written, for messages. */
  currentName() {
    const row2 = this.current * ELEMENT_WIDTH;
    const rows = this.elements.rows;
    return this.bytes.utf8Slice(rows[row2 + ELEMENT_START] + 1, rows[row2 + ELEMENT_NAME_STOP]);
  }
};

// shared/saml/xml-markup.ts
var longestReference = 20;
function readReference2(bytes, at, end) {
  if (bytes[at + 1] === HASH) return readCharacterReference(bytes, at, end);
  let stop = at + 1;
  while (isNameByte[bytes[stop]] === 1) stop++;
  const name2 = bytes.utf8Slice(at + 1, Math.min(stop, at + 60));
  if (name2 === "") throw new Refusal("not-well-formed", at, 'Found "&" that begins no reference; expected "&amp;".');
  if (bytes[stop] !== SEMICOLON) throw new Refusal("not-well-formed", at, `Found "&${name2}" without a semicolon; expected "&amp;${name2}" or "&${name2};".`);
  if (name2 !== "amp" && name2 !== "lt" && name2 !== "gt" && name2 !== "quot" && name2 !== "apos") {
    throw new Refusal("entity", at, `Found the entity "&${name2};"; expected one of &amp; &lt; &gt; &quot; &apos;, as no other is defined without a DTD.`);
  }
  return stop + 1;
}
function readCharacterReference(bytes, at, end) {
  const isHex = bytes[at + 2] === 120;
  const first = at + (isHex ? 3 : 2);
  let stop = first;
  while (isDigit2(bytes[stop], isHex)) stop++;
  const found2 = bytes.utf8Slice(at, Math.min(stop + 1, at + longestReference, end));
  if (stop === first || bytes[stop] !== SEMICOLON) throw new Refusal("not-well-formed", at, `Found "${found2}"; expected a character reference such as "&#13;" or "&#xD;".`);
  stop++;
  const codePoint = stop - at > longestReference ? Infinity : referencedCodePoint(bytes, at, stop);
  if (!isXmlCharacter(codePoint)) throw new Refusal("not-well-formed", at, `Found "${found2}", which is not a character XML allows.`);
  return stop;
}
function isDigit2(byte, isHex) {
  if (byte >= 48 && byte <= 57) return true;
  return isHex && (byte | 32) >= 97 && (byte | 32) <= 102;
}
function isCanonicalReference(bytes, at, stop, inAttribute) {
  const first = bytes[at + 1];
  if (first === HASH) {
    if (stop !== at + 5 || bytes[at + 2] !== 120) return false;
    const digit = bytes[at + 3];
    return digit === 68 || inAttribute && (digit === 57 || digit === 65);
  }
  if (first === 108) return true;
  if (first === 103) return !inAttribute;
  if (first === 113) return inAttribute;
  return bytes[at + 2] === 109;
}
function readSpecialCharacter(bytes, at, where2) {
  const byte = bytes[at];
  if (byte !== NONCHARACTER_LEAD) throw new Refusal("not-well-formed", at, `Found the control character ${codePointName(byte)} in ${where2}; XML does not allow it.`);
  const isNoncharacter = bytes[at + 1] === 191 && bytes[at + 2] >= 190;
  if (isNoncharacter) throw new Refusal("not-well-formed", at, `Found the non-character ${codePointName(65344 + bytes[at + 2])} in ${where2}; XML does not allow it.`);
  return at + 3;
}
function readComment(bytes, at, end) {
  if (bytes[at + 3] !== HYPHEN) refuseMarkup(bytes, at, end);
  let here2 = at + 4;
  for (; ; ) {
    here2 = scan2(bytes, here2, stopsComment);
    if (bytes[here2] !== HYPHEN) {
      here2 = readSectionCharacter(bytes, here2, at, end, "a comment", "-->");
    } else if (bytes[here2 + 1] !== HYPHEN) {
      here2++;
    } else if (bytes[here2 + 2] === GREATER) {
      return here2 + 3;
    } else {
      throw new Refusal("not-well-formed", here2, 'Found "--" inside a comment; expected "-->" or a single hyphen.');
    }
  }
}
function readCdata(bytes, at, end) {
  if (bytes.utf8Slice(at, Math.min(at + cdataOpening, end)) !== "<![CDATA[") refuseMarkup(bytes, at, end);
  let here2 = at + cdataOpening;
  for (; ; ) {
    here2 = scan2(bytes, here2, stopsCdata);
    if (bytes[here2] !== RIGHT_BRACKET) here2 = readSectionCharacter(bytes, here2, at, end, "a CDATA section", "]]>");
    else if (bytes[here2 + 1] === RIGHT_BRACKET && bytes[here2 + 2] === GREATER) return here2 + 3;
    else here2++;
  }
}
function readSectionCharacter(bytes, here2, start, end, where2, closing) {
  if (bytes[here2] === 13) return here2 + 1;
  if (here2 === end) throw new Refusal("not-well-formed", start, `Found ${where2} that does not end; expected "${closing}".`);
  return readSpecialCharacter(bytes, here2, where2);
}
function refuseMarkup(bytes, at, end) {
  const opening = bytes.utf8Slice(at, Math.min(at + cdataOpening, end));
  if (bytes[at + 1] === QUESTION) {
    const isDeclaration = /^<\?xml[\s?]/.test(opening);
    throw new Refusal("processing-instruction", at, isDeclaration ? "Found an XML declaration that is not at the very start; expected it as the first characters of the document, or not at all." : 'Found a processing instruction ("<?"); SAML messages must not have any.');
  }
  if (opening === "<!DOCTYPE") throw new Refusal("doctype", at, "Found a DOCTYPE; SAML messages must not have one, because a DTD can define entities.");
  if (opening === "<![CDATA[") throw new Refusal("not-well-formed", at, "Found a CDATA section outside the root element; expected an element.");
  if (bytes[at + 1] === BANG) throw new Refusal("not-well-formed", at, 'Found "<!" that begins no comment or CDATA section; expected "<!--" or "<![CDATA[".');
  throw new Refusal("not-well-formed", at, "Found an end tag outside the root element; expected no more than comments there.");
}

// shared/saml/xml-scope.ts
var manyPrefixed = 9;
var manyScopes = 1073741824;
var COLON2 = 58;
function isAbsolute(uri, start, stop) {
  for (let at = start; at < stop; at++) {
    const byte = uri[at];
    const isLetter2 = (byte | 32) >= 97 && (byte | 32) <= 122;
    if (isLetter2) continue;
    if (at === start) return false;
    if (byte === COLON2) return true;
    const isOther = byte >= 48 && byte <= 57 || byte === 43 || byte === 45 || byte === 46;
    if (!isOther) return false;
  }
  return false;
}
var Scope = class {
  draft;
  /** Pairs: a prefix and what it stood for before it was declared. */
  undo = [];
  /** Per depth, the length of `undo` before the element. */
  marks = [];
  /** Number of the declarations in scope: the same only where, in one document, exactly the same ones are. */
  current = NO_SCOPE + 1;
  last = NO_SCOPE + 1;
  /** Per depth, `current` before the element. */
  outer = [];
  constructor(draft) {
    this.draft = draft;
  }
  /** Begins an element; `draft.depth` is the depth it has. */
  open() {
    this.marks[this.draft.depth] = this.undo.length;
    this.outer[this.draft.depth] = this.current;
  }
  /** Ends the element at `draft.depth`: its declarations are no longer in scope. */
  close() {
    this.undoTo(this.marks[this.draft.depth]);
    this.current = this.outer[this.draft.depth];
  }
  /** Ends all elements, as after a refusal. The next document has scopes of its own. */
  closeAll() {
    this.undoTo(0);
    if (this.last > manyScopes) {
      nameTable.twinScope.fill(NO_SCOPE);
      this.last = NO_SCOPE;
    }
    this.current = ++this.last;
  }
  undoTo(length) {
    const { undo: undo2 } = this;
    while (undo2.length > length) {
      const before2 = undo2.pop();
      nameTable.scope[undo2.pop()] = before2;
    }
  }
  /**
   * Declares the prefix of the attribute `name` (`xmlns` or `xmlns:prefix`), whose name is at `at` and whose value is at
   * bytes `valueStart` to `valueStop`. Returns whether there is a declaration to keep: there is none for `xml`.
   */
  declare(name2, at, valueStart, valueStop, isPlain) {
    const prefix = name2 === XMLNS ? EMPTY : nameTable.localOf[name2];
    const uri = this.namespaceName(name2, valueStart, valueStop, isPlain);
    if (prefix === XML && uri === XML_URI) return false;
    this.checkDeclaration(prefix, uri, at, valueStart);
    this.add(prefix, uri);
    return true;
  }
  /** Puts a declaration that was found good in scope, and in the table. */
  add(prefix, uri) {
    this.undo.push(prefix, nameTable.scope[prefix]);
    nameTable.scope[prefix] = uri;
    this.current = ++this.last;
    const { declarations } = this.draft;
    const row2 = declarations.add();
    declarations.rows[row2 + DECLARATION_PREFIX] = prefix;
    declarations.rows[row2 + DECLARATION_URI] = uri;
  }
  /** The number of the namespace name in bytes `start` to `stop`, references and white space normalised. */
  namespaceName(declaration, start, stop, isPlain) {
    const { bytes } = this.draft;
    if (isPlain) {
      if (start < stop && !isAbsolute(bytes, start, stop)) this.refuseRelative(start, stop);
      return nameTable.findUri(declaration, bytes, start, stop, start);
    }
    const value = Buffer.from(attributeText(bytes, start, stop));
    if (value.length > 0 && !isAbsolute(value, 0, value.length)) this.refuseRelative(start, stop);
    return nameTable.findBytes(value, 0, value.length, start);
  }
  refuseRelative(start, stop) {
    const found2 = this.draft.bytes.utf8Slice(start, Math.min(stop, start + 100));
    throw new Refusal("namespace", start, `Found the relative namespace name "${found2}"; expected an absolute URI. Signatures over relative ones cannot be computed.`);
  }
  /** The namespace constraints on declarations (sections 3 and 5). */
  checkDeclaration(prefix, uri, at, valueStart) {
    if (prefix === XMLNS) throw new Refusal("namespace", at, "Found a declaration of the prefix xmlns; it must not be declared.");
    if (prefix === XML) throw new Refusal("namespace", valueStart, "Found the prefix xml bound to another namespace; it always stands for http://www.w3.org/XML/1998/namespace.");
    if (uri === XML_URI) throw new Refusal("namespace", valueStart, "Found a prefix other than xml bound to http://www.w3.org/XML/1998/namespace; only xml may be.");
    if (uri === XMLNS_URI) throw new Refusal("namespace", valueStart, "Found a prefix bound to http://www.w3.org/2000/xmlns/; no prefix may be.");
    if (uri === EMPTY && prefix !== EMPTY) throw new Refusal("namespace", valueStart, "Found a prefix declared with an empty namespace name; expected a URI (only the default namespace can be undeclared).");
  }
  /** The namespace of an element or attribute with that prefix, whose name is at `at`. */
  resolve(prefix, at) {
    const uri = nameTable.scope[prefix];
    if (uri !== UNBOUND) return uri;
    const { bytes } = this.draft;
    const found2 = bytes.utf8Slice(at, bytes.indexOf(COLON2, at));
    throw new Refusal("namespace", at, `Found the prefix "${found2}", which is not declared; expected xmlns:${found2}="..." on this element or around it.`);
  }
  /**
   * Sets the namespaces of the attributes from row `first` on and refuses two with the same expanded name (section 6.3).
   * Returns whether they stand in the order Canonical XML wants.
   */
  resolveAttributes(first) {
    const { attributes } = this.draft;
    const rows = attributes.rows;
    let isSorted = true;
    let prefixed = 0;
    for (let attribute2 = first; attribute2 < attributes.count; attribute2++) {
      const row2 = attribute2 * ATTRIBUTE_WIDTH;
      const prefix = rows[row2 + ATTRIBUTE_PREFIX];
      if (prefix === EMPTY) {
        rows[row2 + ATTRIBUTE_URI] = EMPTY;
      } else {
        prefixed++;
        rows[row2 + ATTRIBUTE_URI] = this.resolve(prefix, rows[row2 + ATTRIBUTE_START]);
      }
      if (isSorted && attribute2 > first) isSorted = compareAttributes(rows, row2 - ATTRIBUTE_WIDTH, row2) < 0;
    }
    if (prefixed > 1) this.refuseDuplicates(first, prefixed);
    return isSorted;
  }
  refuseDuplicates(first, prefixed) {
    const { attributes } = this.draft;
    const rows = attributes.rows;
    const met2 = prefixed < manyPrefixed ? null : /* @__PURE__ */ new Set();
    for (let row2 = first * ATTRIBUTE_WIDTH; row2 < attributes.count * ATTRIBUTE_WIDTH; row2 += ATTRIBUTE_WIDTH) {
      const uri = rows[row2 + ATTRIBUTE_URI];
      if (uri === EMPTY) continue;
      const local = rows[row2 + ATTRIBUTE_LOCAL];
      let isMet = false;
      if (met2 === null) {
        for (let other = first * ATTRIBUTE_WIDTH; other < row2 && !isMet; other += ATTRIBUTE_WIDTH) {
          isMet = rows[other + ATTRIBUTE_URI] === uri && rows[other + ATTRIBUTE_LOCAL] === local;
        }
      } else {
        const key2 = uri * nameTable.count + local;
        isMet = met2.has(key2);
        met2.add(key2);
      }
      if (isMet) throw new Refusal("duplicate-attribute", rows[row2 + ATTRIBUTE_START], "Found two attributes with the same name and namespace, under different prefixes; expected it once.");
    }
  }
  /** Whether the declarations from row `first` on stand in the order Canonical XML wants: by prefix. */
  areSorted(first) {
    const { declarations } = this.draft;
    const rows = declarations.rows;
    for (let row2 = (first + 1) * DECLARATION_WIDTH; row2 < declarations.count * DECLARATION_WIDTH; row2 += DECLARATION_WIDTH) {
      if (nameTable.compare(rows[row2 - DECLARATION_WIDTH + DECLARATION_PREFIX], rows[row2 + DECLARATION_PREFIX]) > 0) return false;
    }
    return true;
  }
};
function compareAttributes(rows, left, right) {
  const byUri = nameTable.compare(rows[left + ATTRIBUTE_URI], rows[right + ATTRIBUTE_URI]);
  return byUri !== 0 ? byUri : nameTable.compare(rows[left + ATTRIBUTE_LOCAL], rows[right + ATTRIBUTE_LOCAL]);
}

// shared/saml/xml-start-tag.ts
var lastTag = 2147483647;
var StartTags = class {
  draft;
  scope;
  /** Number of the start tag being read, over all documents, for `nameTable.metIn`. */
  tag = 0;
  /** Its canonical form differs. */
  differs = false;
  /** Attributes and declarations met in it. */
  met = 0;
  /** Set by `value`: the bytes between the quotes are the value. */
  isPlain = true;
  /** Set by `name`: the offset after the name, and its number. */
  nameStop = 0;
  lastName = EMPTY;
  constructor(draft, scope) {
    this.draft = draft;
    this.scope = scope;
  }
  /** Reads a start or empty-element tag (productions 40 and 44) with its '<' at `start`; returns the offset after it. */
  read(start) {
    const { draft } = this;
    const attributes = draft.attributes.count;
    const declarations = draft.declarations.count;
    const around2 = this.scope.current;
    const name2 = this.open(start);
    const twin = nameTable.twinScope[name2] === around2 ? nameTable.twin[name2] : -1;
    nameTable.twin[name2] = draft.current;
    nameTable.twinScope[name2] = around2;
    if (twin >= 0 && this.isRepeated(twin, start)) return this.repeat(twin, start);
    const tagEnd3 = this.attributeList(this.nameStop, attributes);
    const isEmpty = draft.bytes[tagEnd3] === SLASH;
    if (isEmpty && draft.bytes[tagEnd3 + 1] !== GREATER) {
      throw new Refusal("not-well-formed", tagEnd3 + 1, `Found ${describeAt(draft.bytes, tagEnd3 + 1, draft.end)} after "/"; expected ">".`);
    }
    const stop = tagEnd3 + (isEmpty ? 2 : 1);
    const areSorted = draft.attributes.count === attributes || this.scope.resolveAttributes(attributes);
    if (!areSorted || draft.declarations.count > declarations + 1 && !this.scope.areSorted(declarations)) this.differs = true;
    const row2 = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    const prefix = nameTable.prefixOf[name2];
    const uri = this.scope.resolve(prefix, start + 1);
    rows[row2 + ELEMENT_OPEN_STOP] = stop;
    rows[row2 + ELEMENT_PREFIX] = prefix;
    rows[row2 + ELEMENT_LOCAL] = nameTable.localOf[name2];
    rows[row2 + ELEMENT_URI] = uri;
    rows[row2 + ELEMENT_KIND] = kindOfName(name2, uri);
    rows[row2 + ELEMENT_ATTRIBUTES] = attributes;
    rows[row2 + ELEMENT_DECLARATIONS] = declarations;
    rows[row2 + ELEMENT_FLAGS] = (this.differs ? FLAG_TAG_DIFFERS : 0) | (isEmpty ? FLAG_EMPTY_TAG : 0) | (areSorted ? 0 : FLAG_ATTRIBUTES_UNSORTED);
    if (isEmpty) this.close(stop, stop);
    return stop;
  }
  /**
   * Whether the tag at `start` is byte for byte that of the element `twin`. Bytes up to `nameStop` are known to be equal.
   * Looks at the last bytes first: most tags that differ have another length.
   */
  isRepeated(twin, start) {
    const { bytes } = this.draft;
    const rows = this.draft.elements.rows;
    const row2 = twin * ELEMENT_WIDTH;
    const back = start - rows[row2 + ELEMENT_START];
    const stop = rows[row2 + ELEMENT_OPEN_STOP] + back;
    if (bytes[stop - 1] !== GREATER || bytes[stop - 2] !== bytes[stop - 2 - back]) return false;
    return repeatedUntil(this.draft.view, this.nameStop, back, stop) === stop;
  }
  /**
   * The tag at `start`, which repeats that of the element `twin` with the same declarations in scope: so it is well-formed
   * too and means the same, and its rows are copies. Long lists of values are mostly such tags. Returns the offset after it.
   */
  repeat(twin, start) {
    const { draft } = this;
    const rows = draft.elements.rows;
    const from = twin * ELEMENT_WIDTH;
    const row2 = draft.current * ELEMENT_WIDTH;
    const forward = start - rows[from + ELEMENT_START];
    const stop = rows[from + ELEMENT_OPEN_STOP] + forward;
    const isNext = twin + 1 === draft.current;
    const lastAttribute = isNext ? draft.attributes.count : rows[from + ELEMENT_WIDTH + ELEMENT_ATTRIBUTES];
    const lastDeclaration = isNext ? draft.declarations.count : rows[from + ELEMENT_WIDTH + ELEMENT_DECLARATIONS];
    rows[row2 + ELEMENT_OPEN_STOP] = stop;
    rows[row2 + ELEMENT_PREFIX] = rows[from + ELEMENT_PREFIX];
    rows[row2 + ELEMENT_LOCAL] = rows[from + ELEMENT_LOCAL];
    rows[row2 + ELEMENT_URI] = rows[from + ELEMENT_URI];
    rows[row2 + ELEMENT_KIND] = rows[from + ELEMENT_KIND];
    rows[row2 + ELEMENT_ATTRIBUTES] = draft.attributes.count;
    rows[row2 + ELEMENT_DECLARATIONS] = draft.declarations.count;
    rows[row2 + ELEMENT_FLAGS] = rows[from + ELEMENT_FLAGS] & ~FLAG_TEXT_DIFFERS;
    for (let attribute2 = rows[from + ELEMENT_ATTRIBUTES]; attribute2 < lastAttribute; attribute2++) this.repeatAttribute(attribute2 * ATTRIBUTE_WIDTH, forward);
    for (let declaration = rows[from + ELEMENT_DECLARATIONS]; declaration < lastDeclaration; declaration++) {
      const at = declaration * DECLARATION_WIDTH;
      this.scope.add(draft.declarations.rows[at + DECLARATION_PREFIX], draft.declarations.rows[at + DECLARATION_URI]);
    }
    if ((rows[row2 + ELEMENT_FLAGS] & FLAG_EMPTY_TAG) !== 0) this.close(stop, stop);
    return stop;
  }
  repeatAttribute(from, forward) {
    const { attributes } = this.draft;
    const row2 = attributes.add();
    const rows = attributes.rows;
    rows[row2 + ATTRIBUTE_START] = rows[from + ATTRIBUTE_START] + forward;
    rows[row2 + ATTRIBUTE_NAME_STOP] = rows[from + ATTRIBUTE_NAME_STOP] + forward;
    rows[row2 + ATTRIBUTE_VALUE_START] = rows[from + ATTRIBUTE_VALUE_START] + forward;
    rows[row2 + ATTRIBUTE_VALUE_STOP] = rows[from + ATTRIBUTE_VALUE_STOP] + forward;
    rows[row2 + ATTRIBUTE_PREFIX] = rows[from + ATTRIBUTE_PREFIX];
    rows[row2 + ATTRIBUTE_LOCAL] = rows[from + ATTRIBUTE_LOCAL];
    rows[row2 + ATTRIBUTE_URI] = rows[from + ATTRIBUTE_URI];
    rows[row2 + ATTRIBUTE_PLAIN] = rows[from + ATTRIBUTE_PLAIN];
  }
  /** Ends the innermost element. `closeStart` is the '<' of its end tag, `stop` is after it. */
  close(closeStart, stop) {
    const { draft } = this;
    const row2 = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    rows[row2 + ELEMENT_CLOSE_START] = closeStart;
    rows[row2 + ELEMENT_STOP] = stop;
    rows[row2 + ELEMENT_END] = draft.elements.count;
    this.scope.close();
    draft.current = rows[row2 + ELEMENT_PARENT];
    draft.depth--;
  }
  /** Adds the element whose '<' is at `start` and returns the number of its name. */
  open(start) {
    const { draft } = this;
    const { limits } = draft;
    const element2 = draft.elements.count;
    if (element2 >= limits.elements) throw new Refusal("too-many-elements", start, `The document has more than ${limits.elements} elements, the most that is read.`, limits.elements);
    if (draft.depth >= limits.depth) throw new Refusal("too-deep", start, `Elements are nested more than ${limits.depth} deep, the deepest that is read.`, limits.depth);
    const name2 = this.name(start + 1, "an element");
    const row2 = draft.elements.add();
    const rows = draft.elements.rows;
    rows[row2 + ELEMENT_START] = start;
    rows[row2 + ELEMENT_NAME_STOP] = this.nameStop;
    rows[row2 + ELEMENT_PARENT] = draft.current;
    draft.current = element2;
    draft.depth++;
    this.scope.open();
    this.differs = false;
    this.met = 0;
    if (this.tag === lastTag) nameTable.metIn.fill(0);
    this.tag = this.tag === lastTag ? 1 : this.tag + 1;
    return name2;
  }
  /** The number of the qualified name at `start`; sets `nameStop`. Names mostly come in the order they came in before. */
  name(start, what) {
    const guess = nameTable.follower[this.lastName];
    const stop = nameTable.matches(guess, this.draft.bytes, start);
    const name2 = stop === start ? this.lookUp(start, what) : guess;
    if (stop !== start) this.nameStop = stop;
    nameTable.split(name2, start);
    nameTable.follower[this.lastName] = name2;
    this.lastName = name2;
    return name2;
  }
  lookUp(start, what) {
    const { bytes } = this.draft;
    let hash = emptyHash;
    let at = start;
    while ((isNameByte[bytes[at]] & isNameByte[bytes[at + 1]]) === 1) {
      hash = hashBytes(hash, bytes[at], bytes[at + 1]);
      at += 2;
    }
    if (isNameByte[bytes[at]] === 1) hash = hashBytes(hash, bytes[at++], 0);
    if (at === start) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, this.draft.end)}; expected the name of ${what}.`);
    this.nameStop = at;
    return nameTable.find(bytes, start, at, hash, start);
  }
  /**
   * The attributes from `start`, where the element's name ends. Returns the offset of the '>' or '/' that ends them.
   * `firstAttribute` is the row the first will have.
   */
  attributeList(start, firstAttribute) {
    const { bytes } = this.draft;
    let at = start;
    for (; ; ) {
      const spaces = at;
      while (isSpace2[bytes[at]] === 1) at++;
      const byte = bytes[at];
      if (byte === GREATER || byte === SLASH) {
        if (at !== spaces) this.differs = true;
        return at;
      }
      if (at === spaces) this.refuseInTag(at);
      if (at !== spaces + 1 || bytes[spaces] !== SPACE2) this.differs = true;
      at = this.attribute(at, firstAttribute);
    }
  }
  refuseInTag(at) {
    throw new Refusal("not-well-formed", at, `Found ${describeAt(this.draft.bytes, at, this.draft.end)} in the start tag <${this.draft.currentName()}; expected a space, ">" or "/>".`);
  }
  /** One attribute or namespace declaration (production 41) whose name begins at `start`; returns the offset after it. */
  attribute(start, firstAttribute) {
    const { bytes, end } = this.draft;
    const name2 = this.name(start, 'an attribute, ">" or "/>"');
    const { nameStop } = this;
    let at = nameStop;
    while (isSpace2[bytes[at]] === 1) at++;
    if (bytes[at] !== EQUALS2) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, end)} after the attribute name ${bytes.utf8Slice(start, nameStop)}; expected "=".`);
    at++;
    while (isSpace2[bytes[at]] === 1) at++;
    const quote2 = bytes[at];
    if (quote2 !== QUOTE && quote2 !== APOSTROPHE) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, end)} as the value of ${bytes.utf8Slice(start, nameStop)}; expected a quotation mark.`);
    if (quote2 === APOSTROPHE || at !== nameStop + 1) this.differs = true;
    const valueStart = at + 1;
    const valueStop = this.value(valueStart, quote2);
    this.count(name2, start);
    if (name2 === XMLNS || nameTable.prefixOf[name2] === XMLNS) {
      const isKept = this.scope.declare(name2, start, valueStart, valueStop, this.isPlain);
      if (!isKept || this.draft.attributes.count > firstAttribute) this.differs = true;
    } else {
      this.add(name2, start, nameStop, valueStart, valueStop);
    }
    return valueStop + 1;
  }
  /** Refuses a second attribute of the same name, and more attributes than allowed. */
  count(name2, at) {
    if (nameTable.metIn[name2] === this.tag) {
      throw new Refusal("duplicate-attribute", at, `Found the attribute ${this.draft.bytes.utf8Slice(at, this.nameStop)} a second time; expected it once.`);
    }
    nameTable.metIn[name2] = this.tag;
    const limit = this.draft.limits.attributes;
    if (++this.met > limit) throw new Refusal("too-many-attributes", at, `An element has more than ${limit} attributes, the most that is read.`, limit);
  }
  add(name2, start, nameStop, valueStart, valueStop) {
    const { attributes } = this.draft;
    const row2 = attributes.add();
    const rows = attributes.rows;
    rows[row2 + ATTRIBUTE_START] = start;
    rows[row2 + ATTRIBUTE_NAME_STOP] = nameStop;
    rows[row2 + ATTRIBUTE_VALUE_START] = valueStart;
    rows[row2 + ATTRIBUTE_VALUE_STOP] = valueStop;
    rows[row2 + ATTRIBUTE_PREFIX] = nameTable.prefixOf[name2];
    rows[row2 + ATTRIBUTE_LOCAL] = nameTable.localOf[name2];
    rows[row2 + ATTRIBUTE_PLAIN] = this.isPlain ? 1 : 0;
  }
  /** Offset of the closing quote of the value that begins at `start` (production 10). */
  value(start, quote2) {
    const { bytes } = this.draft;
    this.isPlain = true;
    let at = start;
    for (; ; ) {
      at = scan2(bytes, at, stopsValue);
      const byte = bytes[at];
      if (byte === quote2) return at;
      at = this.valueException(byte, at);
    }
  }
  /** A character of a value that is not simply copied; returns the offset after it. */
  valueException(byte, at) {
    const { bytes, end } = this.draft;
    if (byte === APOSTROPHE) return at + 1;
    if (byte === AMPERSAND) {
      const stop = readReference2(bytes, at, end);
      if (!isCanonicalReference(bytes, at, stop, true)) this.differs = true;
      this.isPlain = false;
      return stop;
    }
    if (byte === QUOTE || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      this.differs = true;
      this.isPlain = false;
      return at + 1;
    }
    if (byte === LESS) throw new Refusal("not-well-formed", at, 'Found "<" in an attribute value; expected "&lt;" or the closing quotation mark.');
    if (at === end) throw new Refusal("not-well-formed", at, "The document ends inside an attribute value; expected the closing quotation mark.");
    return readSpecialCharacter(bytes, at, "an attribute value");
  }
};

// shared/saml/xml-reader.ts
var Reader = class {
  draft = new Draft();
  scope = new Scope(this.draft);
  startTags = new StartTags(this.draft, this.scope);
  /** Where the text since the last tag begins to differ from its canonical form, or -1. */
  differsFrom = -1;
  /**
   * Reads the document in `bytes` from `start` (after the XML declaration) to `end`; the byte at `end` is 0. Fills the
   * tables of `draft`, or throws a Refusal.
   */
  read(bytes, start, end, limits) {
    const { draft } = this;
    draft.begin(bytes, end, limits);
    this.differsFrom = -1;
    const root = this.outside(start);
    if (root === end) this.refuseMissingRoot();
    const rest2 = this.outside(this.content(this.startTags.read(root)));
    if (rest2 !== end) throw new Refusal("not-well-formed", rest2, "Found a second element after the root element; a document has exactly one.");
    draft.finish();
  }
  /** Lets go of the document. */
  release() {
    this.scope.closeAll();
    this.draft.release();
  }
  /** White space and comments before or after the root (production 27); stops at the '<' of an element or the end. */
  outside(start) {
    const { bytes, end } = this.draft;
    let at = start;
    for (; ; ) {
      while (isSpace2[bytes[at]] === 1) at++;
      if (at === end) return at;
      if (bytes[at] !== LESS) this.refuseOutside(at);
      const next = bytes[at + 1];
      if (next === BANG && bytes[at + 2] === HYPHEN) at = this.comment(at);
      else if (next === BANG || next === QUESTION || next === SLASH) refuseMarkup(bytes, at, end);
      else return at;
    }
  }
  refuseOutside(at) {
    const found2 = describeAt(this.draft.bytes, at, this.draft.end);
    if (this.draft.elements.count === 0) throw new Refusal("not-well-formed", at, `Found ${found2} at the start of the document; expected "<".`);
    throw new Refusal("not-well-formed", at, `Found ${found2} after the end of the root element; expected nothing more.`);
  }
  refuseMissingRoot() {
    const { bytes, end } = this.draft;
    const isBlank2 = bytes.utf8Slice(0, end).trim() === "";
    throw isBlank2 ? new Refusal("empty", end, "The document is empty; expected an XML element.") : new Refusal("not-well-formed", end, "The document ends without an element; expected a root element.");
  }
  /** Everything from after the root's start tag to after its end tag (production 43). */
  content(start) {
    const { draft } = this;
    const { bytes } = draft;
    let at = start;
    while (draft.depth > 0) {
      at = scan2(bytes, at, stopsText);
      if (bytes[at] !== LESS) {
        at = this.textException(at);
        continue;
      }
      const next = bytes[at + 1];
      if (next === SLASH) {
        this.closeText(at);
        at = this.endTag(at);
      } else if (next === BANG) {
        at = this.section(at);
      } else if (next === QUESTION) {
        refuseMarkup(bytes, at, draft.end);
      } else {
        this.closeText(at);
        at = this.startTags.read(at);
      }
    }
    return at;
  }
  /** A character of text that is not simply copied; returns the offset after it. */
  textException(at) {
    const { bytes, end } = this.draft;
    const byte = bytes[at];
    if (byte === AMPERSAND) {
      const stop = readReference2(bytes, at, end);
      if (!isCanonicalReference(bytes, at, stop, false)) this.textDiffers(at);
      this.markText();
      return stop;
    }
    if (byte === GREATER) {
      if (bytes[at - 1] === RIGHT_BRACKET && bytes[at - 2] === RIGHT_BRACKET) throw new Refusal("not-well-formed", at - 2, 'Found "]]>" in text; expected "]]&gt;".');
      this.textDiffers(at);
      return at + 1;
    }
    if (byte === CARRIAGE_RETURN) {
      this.textDiffers(at);
      this.markText();
      return at + 1;
    }
    if (at === end) {
      const name2 = this.draft.currentName();
      throw new Refusal("not-well-formed", at, `The document ends inside the element ${name2}; expected </${name2}>.`);
    }
    return readSpecialCharacter(bytes, at, "text");
  }
  textDiffers(at) {
    if (this.differsFrom < 0) this.differsFrom = at;
  }
  /** Notes that the text of the innermost element is not simply its bytes. */
  markText() {
    this.draft.elements.rows[this.draft.current * ELEMENT_WIDTH + ELEMENT_FLAGS] |= FLAG_TEXT_DIFFERS;
  }
  /** Ends the text before the tag at `at`. */
  closeText(at) {
    if (this.differsFrom < 0) return;
    this.draft.addRewrite(this.differsFrom, at, REWRITE_TEXT);
    this.differsFrom = -1;
  }
  /** A comment or CDATA section inside the root. */
  section(at) {
    this.textDiffers(at);
    this.markText();
    if (this.draft.bytes[at + 2] === HYPHEN) return this.comment(at);
    const stop = readCdata(this.draft.bytes, at, this.draft.end);
    this.draft.addSection(SECTION_CDATA, at, stop);
    return stop;
  }
  comment(at) {
    const stop = readComment(this.draft.bytes, at, this.draft.end);
    this.draft.addSection(SECTION_COMMENT, at, stop);
    return stop;
  }
  /** The end tag with its '<' at `start`; it has to repeat the bytes of the innermost start tag's name. */
  endTag(start) {
    const { draft } = this;
    const { bytes } = draft;
    const row2 = draft.current * ELEMENT_WIDTH;
    const rows = draft.elements.rows;
    const back = start + 1 - rows[row2 + ELEMENT_START];
    const nameStop = rows[row2 + ELEMENT_NAME_STOP] + back;
    if (repeatedUntil(draft.view, start + 2, back, nameStop) !== nameStop || isNameByte[bytes[nameStop]] === 1) this.refuseEndTag(start);
    const spaces = nameStop;
    let at = nameStop;
    while (isSpace2[bytes[at]] === 1) at++;
    if (bytes[at] !== GREATER) throw new Refusal("not-well-formed", at, `Found ${describeAt(bytes, at, draft.end)} in the end tag </${draft.currentName()}; expected ">".`);
    if (at !== spaces) draft.addRewrite(spaces, at, REWRITE_DROP);
    this.startTags.close(start, at + 1);
    return at + 1;
  }
  refuseEndTag(start) {
    const { bytes } = this.draft;
    let stop = start + 2;
    while (isNameByte[bytes[stop]] === 1) stop++;
    const found2 = bytes.utf8Slice(start, Math.min(stop, start + 80));
    throw new Refusal("not-well-formed", start, `Found the end tag ${found2}>; expected </${this.draft.currentName()}>, which is still open.`);
  }
};

// shared/saml/xml.ts
var reader = new Reader();
function parseXml(input2, limits) {
  return parse(input2, limits === void 0 ? xmlLimits : { ...xmlLimits, ...limits }, false, null);
}
function parseOwnXml(input2) {
  return parse(input2, xmlLimits, true, null);
}
var sharedMemory = new Int32Array(keptIntegers);
function readXml(input2, use) {
  const memory = sharedMemory;
  sharedMemory = null;
  try {
    const parsed = parse(input2, xmlLimits, true, memory);
    return parsed.ok ? { ok: true, value: use(parsed.tree) } : parsed;
  } finally {
    sharedMemory = memory;
  }
}
function parse(input2, bounds, lent, memory) {
  if (input2.length > bounds.bytes * 2 + 4) return refused(input2, tooLarge2(bounds.bytes));
  const source2 = openSource(input2, lent);
  try {
    if (source2.refusal !== void 0) throw source2.refusal;
    const declaration = readDeclaration(source2.bytes, source2.end);
    const transcodedFrom = settleEncoding(source2, declaration.encoding, declaration.encodingAt);
    if (source2.end > bounds.bytes) throw tooLarge2(bounds.bytes);
    reader.read(source2.bytes, declaration.stop, source2.end, bounds);
    const tree = new XmlTree(reader.draft, memory);
    return transcodedFrom === void 0 ? { ok: true, tree } : { ok: true, tree, transcodedFrom };
  } catch (error2) {
    if (error2 instanceof Refusal) return refused(source2.bytes.subarray(0, source2.end), error2);
    throw error2;
  } finally {
    reader.release();
  }
}
function tooLarge2(limit) {
  return new Refusal("too-large", 0, `The document is larger than ${limit} bytes, the most that is read.`, limit);
}
function refused(bytes, refusal2) {
  const { line, column } = positionOf(bytes, refusal2.byte);
  const fault = { code: refusal2.code, message: refusal2.message, line, column, byte: refusal2.byte };
  if (refusal2.limit !== void 0) fault.limit = refusal2.limit;
  return { ok: false, fault };
}

// shared/lens.ts
var mostCanonical = 2 * 1024 * 1024;
var mostAttributes = 40;
function lensOf(facts, trees) {
  const forms = facts.signatures.map((signature2) => canonicalForm(signature2, trees));
  const signatures = facts.signatures.flatMap((signature2, index) => signature2.detached ? [] : [{ signature: index, canonicalText: forms[index] === null ? null : utf8(forms[index]), targets: targetsOf2(signature2, trees) }]);
  const stretches = trees.flatMap((tree, source2) => stretchesOf(facts, tree, source2));
  return { signatures, stretches, readings: readingsOf(facts, trees, stretches, signedAssertion(facts, forms)), strays: (facts.xml?.straySignatures ?? []).map((each7) => each7.path) };
}
var utf8 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
function canonicalForm(signature2, trees) {
  const tree = trees[sourceOf(signature2.node)];
  if (tree === void 0 || signature2.detached || signature2.canonicalBytes === null || signature2.canonicalBytes > mostCanonical) return null;
  const omit = elementOf(signature2.node);
  const bytes = canonicalize(tree, elementOf(signature2.parent), { algorithm: signature2.transforms[1] ?? c14n.inclusive, inclusivePrefixes: prefixesOf(tree, omit), omit });
  return bytes.length === signature2.canonicalBytes ? bytes : null;
}
var mostTargets = 5;
function targetsOf2({ node, referenceURI }, trees) {
  const tree = trees[sourceOf(node)];
  if (tree === void 0 || referenceURI === null || !referenceURI.startsWith("#")) return [];
  const paths = [];
  for (let element2 = 0; element2 < tree.count && paths.length < mostTargets; element2++) if (tree.attribute(element2, "ID") === referenceURI.slice(1)) paths.push(tree.path(element2));
  return paths;
}
function prefixesOf(tree, signature2) {
  for (let element2 = signature2 + 1; element2 < tree.end(signature2); element2++) {
    if (tree.kind(element2) === excC14n.InclusiveNamespaces && tree.kind(tree.parent(element2)) === ds.Transform) return (tree.attribute(element2, "PrefixList") ?? "").split(/[ \t\r\n]+/).filter((prefix) => prefix !== "");
  }
  return [];
}
function stretchesOf(facts, tree, source2) {
  const holes = facts.signatures.flatMap((signature2, index) => {
    if (signature2.result !== "verified" || signature2.detached || sourceOf(signature2.node) !== source2) return [];
    const [parent, own] = [elementOf(signature2.parent), elementOf(signature2.node)];
    return [{ index, from: tree.start(parent), to: tree.stop(parent), without: [tree.start(own), tree.stop(own)] }];
  });
  const cuts = [.../* @__PURE__ */ new Set([0, tree.bytes.length, ...holes.flatMap(({ from, to, without }) => [from, to, ...without])])].sort((a, b) => a - b);
  return cuts.slice(1).map((to, at) => {
    const from = cuts[at];
    const coveredBy = holes.filter((hole) => hole.from <= from && to <= hole.to && !(hole.without[0] <= from && to <= hole.without[1])).map((hole) => hole.index);
    const offset = tree.locate(from).offset;
    return { source: source2, offset, length: tree.locate(to).offset - offset, coveredBy };
  });
}
function signedAssertion(facts, forms) {
  for (const [index, bytes] of forms.entries()) {
    if (bytes === null || facts.signatures[index].result !== "verified") continue;
    const parsed = parseXml(bytes);
    const element2 = parsed.ok ? firstOf(parsed.tree, 0, (at) => parsed.tree.kind(at) === saml.Assertion) : -1;
    if (parsed.ok && element2 !== -1) return readAssertion(parsed.tree, 0, element2, "plain");
  }
  return coveredAssertions(facts).find((each7) => each7.from === "decrypted") ?? null;
}
var coveredAssertions = (facts) => (facts.response?.assertions ?? (facts.assertion === null ? [] : [facts.assertion])).filter((each7) => each7.coveredBy.length > 0);
function firstOf(tree, within, is2) {
  for (let element2 = within; element2 < tree.end(within); element2++) if (is2(element2)) return element2;
  return -1;
}
function lastOf(tree, is2) {
  for (let element2 = tree.count - 1; element2 >= 0; element2--) if (is2(element2)) return element2;
  return -1;
}
function readingsOf(facts, trees, stretches, signed2) {
  const named3 = (tree2, within, local) => firstOf(tree2, within, (element2) => tree2.local(element2) === local);
  const lastNamed = (tree2, _within, local) => lastOf(tree2, (element2) => tree2.local(element2) === local);
  const source2 = Math.max(0, trees.findIndex((tree2) => named3(tree2, 0, "NameID") !== -1));
  const tree = trees[source2];
  if (tree === void 0) return [];
  const covered = coveredAssertions(facts);
  const isOpened = source2 > 0 && covered.some((each7) => sourceOf(each7.node) === source2 || sourceOf(each7.subject?.nameID?.node ?? 0) === source2);
  const readings = [];
  const add = (reader2, what, element2, signedValue2) => {
    if (element2 === -1) return;
    const { offset } = tree.locate(tree.start(element2));
    const stretch = stretches.find((each7) => each7.source === source2 && each7.offset <= offset && offset < each7.offset + each7.length);
    const taken2 = firstText(tree, element2);
    const reading = { reader: reader2, what, taken: taken2, from: tree.path(element2), signed: signedValue2, differs: signed2 !== null && taken2 !== signedValue2, covered: isOpened || (stretch?.coveredBy.length ?? 0) > 0 };
    if (reader2 === "last" && (reading.covered || taken2 === signedValue2 || readings.some((each7) => each7.what === what && each7.taken === taken2))) return;
    readings.push(reading);
  };
  const decrypted2 = signed2?.subject?.encryptedID === true ? covered[0]?.subject?.nameID?.value : void 0;
  for (const [reader2, pick] of [["first", named3], ["last", lastNamed]]) {
    add(reader2, "NameID", pick(tree, 0, "NameID"), signed2?.subject?.nameID?.value ?? decrypted2 ?? null);
    add(reader2, "Issuer", pick(tree, 0, "Issuer"), signed2?.issuer?.value ?? null);
  }
  const assertion = named3(tree, 0, "Assertion");
  if (assertion === -1) return readings;
  const seen2 = /* @__PURE__ */ new Set();
  const signedValue = (name2) => signed2?.attributes.find((each7) => each7.name === name2)?.values[0] ?? null;
  for (let element2 = assertion; element2 < tree.end(assertion) && seen2.size < mostAttributes; element2++) {
    const name2 = tree.local(element2) === "Attribute" ? tree.attribute(element2, "Name") : null;
    if (name2 === null || seen2.has(name2)) continue;
    seen2.add(name2);
    add("first", name2, named3(tree, element2, "AttributeValue"), signedValue(name2));
  }
  for (const name2 of seen2) {
    const last2 = lastOf(tree, (element2) => tree.local(element2) === "Attribute" && tree.attribute(element2, "Name") === name2);
    add("last", name2, last2 === -1 ? -1 : named3(tree, last2, "AttributeValue"), signedValue(name2));
  }
  return readings;
}
function firstText(tree, element2) {
  const start = tree.contentStart(element2);
  const child = tree.firstChild(element2);
  const inside = [
    ...tree.comments.flatMap((each7) => each7.element === element2 && each7.start > start ? each7.start : []),
    // A CDATA section is a text node of its own.
    ...tree.cdata.flatMap((each7) => each7.element === element2 ? each7.start > start ? each7.start : each7.stop : [])
  ];
  const stop = Math.min(tree.contentStop(element2), child === -1 ? Infinity : tree.start(child), ...inside);
  const piece = parseXml(Buffer.concat([Buffer.from("<a>"), tree.bytes.subarray(start, Math.max(start, stop)), Buffer.from("</a>")]));
  return piece.ok ? piece.tree.text(0) : "";
}

// shared/saml/encryption-shape.ts
var keysKept = 8;
var wrappers = /* @__PURE__ */ new Map([
  [saml.EncryptedAssertion, "EncryptedAssertion"],
  [saml.EncryptedID, "EncryptedID"],
  [saml.EncryptedAttribute, "EncryptedAttribute"]
]);
function findEncrypted(tree) {
  const found2 = [];
  for (let element2 = 0; element2 < tree.count; element2++) {
    const kind = tree.kind(element2);
    const what = wrappers.get(kind);
    if (what !== void 0) found2.push({ element: element2, what });
    else if (kind === xenc.EncryptedData && !(tree.parent(element2) !== -1 && wrappers.has(tree.kind(tree.parent(element2))))) found2.push({ element: element2, what: "EncryptedData" });
  }
  return found2;
}
var homes = {
  EncryptedAssertion: [[samlp.Response]],
  EncryptedID: [[saml.Subject, saml.Assertion], [samlp.LogoutRequest]],
  EncryptedAttribute: [[saml.AttributeStatement, saml.Assertion]],
  EncryptedData: []
};
var messages2 = [samlp.Response, samlp.ArtifactResponse, kindOf2(ns.soap, "Body"), kindOf2(ns.soap, "Envelope")];
function wrongHome(tree, element2, what) {
  const parent = tree.parent(element2);
  if (parent === -1) return -1;
  const home = homes[what].find(([kind]) => kind === tree.kind(parent));
  if (home === void 0) return parent;
  let outer = parent;
  for (const kind of home) {
    if (outer === -1 || tree.kind(outer) !== kind) return outer === -1 ? parent : outer;
    outer = tree.parent(outer);
  }
  for (; outer !== -1; outer = tree.parent(outer)) if (!messages2.includes(tree.kind(outer))) return outer;
  return -1;
}
var empty2 = new Uint8Array(0);
function readEncrypted(tree, element2, what) {
  const shape2 = { what, element: element2, data: -1, blockCipherURI: null, blockCipher: null, cipher: empty2, keys: [], keyCount: 0, trouble: null };
  const fail = (failure, message2) => {
    shape2.trouble ??= { failure, message: message2 };
  };
  const data = what === "EncryptedData" ? [element2] : tree.childrenOf(element2, xenc.EncryptedData);
  shape2.data = data[0] ?? -1;
  if (data.length !== 1) fail("malformed", `${what} holds ${data.length === 0 ? "no EncryptedData" : `${data.length} EncryptedData elements`}; it must hold exactly one.`);
  if (shape2.data === -1) return shape2;
  if (what === "EncryptedData") fail("malformed", "EncryptedData stands here by itself. SAML has it only in EncryptedAssertion, EncryptedID and EncryptedAttribute.");
  const wrong = what === "EncryptedData" ? -1 : wrongHome(tree, element2, what);
  if (wrong !== -1) fail("malformed", `${what} stands in ${tree.local(wrong)}, where we do not open it.`);
  const type = tree.attribute(shape2.data, "Type");
  if (type !== null && type !== ns.xenc + "Element") fail("malformed", `EncryptedData says that it holds ${shortName(type)}; SAML encrypts whole elements (${ns.xenc}Element).`);
  const method2 = tree.child(shape2.data, xenc.EncryptionMethod);
  shape2.blockCipherURI = method2 === -1 ? null : tree.attribute(method2, "Algorithm");
  const row2 = rowOf(blockCiphers, shape2.blockCipherURI);
  if (row2 !== void 0) shape2.blockCipher = row2;
  else if (shape2.blockCipherURI === null) fail("malformed", "EncryptedData does not say which cipher it was made with (EncryptionMethod).");
  else if (shape2.blockCipherURI === tripleDes) fail("unsupported-algorithm", "It is encrypted with Triple DES (3DES-CBC), which is obsolete and which we do not open. Set the identity provider to AES-256-GCM or AES-256-CBC.");
  else fail("unsupported-algorithm", `It is encrypted with ${shape2.blockCipherURI}, a cipher that we do not know.`);
  const cipher = readCipher(tree, shape2.data, "EncryptedData");
  if ("message" in cipher) fail("malformed", cipher.message);
  else shape2.cipher = cipher.bytes;
  const keys = encryptedKeys(tree, shape2);
  shape2.keyCount = keys.length;
  shape2.keys = keys.slice(0, keysKept).map((key2) => readKey(tree, key2));
  if (keys.length === 0) fail("malformed", "There is no EncryptedKey, so nothing says with which key it can be opened.");
  return shape2;
}
function encryptedKeys(tree, shape2) {
  const found2 = /* @__PURE__ */ new Set();
  for (const keyInfo of tree.childrenOf(shape2.data, ds.KeyInfo)) {
    for (const key2 of tree.childrenOf(keyInfo, xenc.EncryptedKey)) found2.add(key2);
    for (const method2 of tree.childrenOf(keyInfo, ds.RetrievalMethod).slice(0, keysKept)) {
      const key2 = keyByID(tree, tree.attribute(method2, "URI"));
      if (key2 !== -1) found2.add(key2);
    }
  }
  if (shape2.what !== "EncryptedData") for (const key2 of tree.childrenOf(shape2.element, xenc.EncryptedKey)) found2.add(key2);
  return [...found2];
}
function keyByID(tree, uri) {
  if (uri === null || !uri.startsWith("#") || uri.length < 2) return -1;
  let found2 = -1;
  for (let element2 = 0; element2 < tree.count; element2++) {
    if (tree.kind(element2) !== xenc.EncryptedKey || tree.attribute(element2, "Id") !== uri.slice(1)) continue;
    if (found2 !== -1) return -1;
    found2 = element2;
  }
  return found2;
}
function readKey(tree, element2) {
  const key2 = { transport: null, oaep: null, oaepDigest: null, mgf: null, recipient: tree.attribute(element2, "Recipient"), certificateText: namedCertificate(tree, element2), cipher: empty2, trouble: null };
  const fail = (failure, message2) => {
    key2.trouble ??= { failure, message: message2 };
  };
  const method2 = tree.child(element2, xenc.EncryptionMethod);
  key2.transport = method2 === -1 ? null : tree.attribute(method2, "Algorithm");
  const transport = rowOf(keyTransports, key2.transport);
  if (key2.transport === null) fail("malformed", "EncryptedKey does not say how the key was encrypted (EncryptionMethod).");
  else if (transport === void 0) fail("unsupported-algorithm", `The key is encrypted with ${key2.transport}, which we do not know. RSA-OAEP is usual.`);
  else if (transport.scheme !== "pkcs1") readOaep(tree, method2, transport.scheme, key2, fail);
  const cipher = readCipher(tree, element2, "EncryptedKey");
  if ("message" in cipher) fail("malformed", cipher.message);
  else key2.cipher = cipher.bytes;
  return key2;
}
function namedCertificate(tree, encryptedKey2) {
  const keyInfo = tree.child(encryptedKey2, ds.KeyInfo);
  const data = keyInfo === -1 ? -1 : tree.child(keyInfo, ds.X509Data);
  const certificate = data === -1 ? -1 : tree.child(data, ds.X509Certificate);
  return certificate === -1 ? null : tree.text(certificate);
}
function readOaep(tree, method2, scheme, key2, fail) {
  const digest2 = tree.child(method2, ds.DigestMethod);
  const mgf = tree.child(method2, xenc11.MGF);
  const params = tree.child(method2, xenc.OAEPparams);
  key2.oaepDigest = digest2 === -1 ? null : tree.attribute(digest2, "Algorithm");
  key2.mgf = mgf === -1 ? null : tree.attribute(mgf, "Algorithm");
  const hash = digest2 === -1 ? "sha1" : rowOf(digestAlgorithms, key2.oaepDigest)?.hash;
  const mgfHash = mgf === -1 || scheme === "oaep" ? "sha1" : rowOf(maskGenerations, key2.mgf);
  if (hash === void 0 || hash === "md5") return fail("unsupported-algorithm", `RSA-OAEP is used with the digest ${key2.oaepDigest ?? "none"}, which we do not know.`);
  if (mgfHash === void 0) return fail("unsupported-algorithm", `RSA-OAEP is used with the mask generation function ${key2.mgf ?? "none"}, which we do not know.`);
  key2.oaep = { hash, mgfHash };
  if (params === -1) return;
  const text = tree.text(params);
  const label = text.trim() === "" ? empty2 : strictBase64(text);
  if (label === null) fail("malformed", "OAEPparams is not base64.");
  else key2.oaep.label = label;
}
function readCipher(tree, element2, name2) {
  const data = tree.child(element2, xenc.CipherData);
  const value = data === -1 ? -1 : tree.child(data, xenc.CipherValue);
  if (data !== -1 && tree.child(data, xenc.CipherReference) !== -1) return { message: `${name2} keeps its ciphertext elsewhere (CipherReference). We do not fetch it.` };
  if (value === -1) return { message: `${name2} has no CipherValue.` };
  const bytes = strictBase64(tree.text(value));
  return bytes === null || tree.firstChild(value) !== -1 ? { message: `The CipherValue of ${name2} is not base64, or part of it is missing.` } : { bytes };
}

// shared/saml/encryption-diagnosis.ts
var pairsTried = 4;
var hashes2 = ["sha1", "sha256", "sha384", "sha512"];
var names2 = { sha1: "SHA-1", sha224: "SHA-224", sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
function otherVariant(shape2, keys, privateKeys2) {
  let pairs = 0;
  for (const key2 of keys) {
    for (const privateKey of privateKeys2) {
      if (pairs++ === pairsTried) return null;
      const actual = workingVariant(shape2, key2, privateKey);
      if (actual !== null) return `The key fits, but the document says ${describeVariant(key2.oaep)} where ${describeVariant(actual.oaep)} was used. The sender names the wrong variant in EncryptionMethod.`;
    }
  }
  return null;
}
function workingVariant(shape2, key2, privateKey) {
  const { keyBytes } = shape2.blockCipher;
  const variants = hashes2.flatMap((hash) => hashes2.map((mgfHash) => ({ hash, mgfHash }))).sort((one, other) => Number(one.hash !== one.mgfHash) - Number(other.hash !== other.mgfHash));
  for (const variant of variants) {
    for (const label of key2.oaep?.label === void 0 ? [void 0] : [key2.oaep.label, void 0]) {
      const oaep = label === void 0 ? variant : { ...variant, label };
      if (rsaDecryptOaep(privateKey, key2.cipher, oaep)?.length === keyBytes) return { oaep };
    }
  }
  if (key2.oaep === null) return null;
  const found2 = rsaDecryptPkcs1(privateKey, key2.cipher);
  return found2 !== null && found2.length === keyBytes && decryptBlocks(shape2.blockCipher, found2, shape2.cipher).ok ? { oaep: null } : null;
}
function describeVariant(oaep) {
  if (oaep === null) return "RSA PKCS#1 v1.5";
  const label = oaep.label === void 0 || oaep.label.length === 0 ? "" : " and OAEPparams";
  return `RSA-OAEP with ${names2[oaep.hash] ?? oaep.hash} and MGF1 with ${names2[oaep.mgfHash] ?? oaep.mgfHash}${label}`;
}
function describeWrongKey(keys, privateKeys2) {
  const base = privateKeys2.length === 1 ? "The decryption key does not fit: it was encrypted for another one." : `None of the ${privateKeys2.length} decryption keys fits: it was encrypted for another one.`;
  const ours = new Set(privateKeys2.map((key2) => digestHex("sha256", spkiOf(key2))));
  for (const { certificateText } of keys) {
    if (certificateText === null) continue;
    const facts = readCertificateText(certificateText);
    if (facts.der === "") continue;
    const isOurs = ours.has(facts.keySha256.replaceAll(":", "").toLowerCase());
    return isOurs ? `The document names a certificate whose key you gave (${facts.subject}), and yet the key does not fit: EncryptedKey is damaged.` : `${base} The document names its certificate: ${facts.subject}, SHA-256 ${facts.sha256.slice(0, 23)}\u2026`;
  }
  return base;
}

// shared/saml/plaintext.ts
var wanted2 = {
  EncryptedAssertion: [saml.Assertion],
  // BaseID and Assertion are legal too (saml-core 2.2.4), but no service provider we know reads them.
  EncryptedID: [saml.NameID],
  EncryptedAttribute: [saml.Attribute],
  EncryptedData: []
};
function readPlaintext(tree, shape2, bytes) {
  const alone = parseXml(bytes);
  if (alone.ok && wanted2[shape2.what].includes(alone.tree.kind(0))) return { ok: true, tree: alone.tree, bytes, note: null };
  const lacksNamespace = alone.ok ? alone.tree.namespace(0) === "" : alone.fault.code === "namespace";
  const completed = lacksNamespace ? withDeclarations(tree, shape2.data, bytes) : null;
  if (completed !== null) {
    const again4 = parseXml(completed.bytes);
    if (again4.ok && wanted2[shape2.what].includes(again4.tree.kind(0))) {
      const note2 = `The encrypted element relies on namespace declarations outside it (${completed.prefixes.join(", ")}). We added them; other readers may refuse it.`;
      return { ok: true, tree: again4.tree, bytes: completed.bytes, note: note2 };
    }
  }
  if (!alone.ok) return { ok: false, failure: "damaged", message: notXml(alone.fault) };
  const name2 = shape2.what.slice("Encrypted".length);
  return { ok: false, failure: "malformed", message: `What was decrypted is ${alone.tree.local(0)} in namespace "${alone.tree.namespace(0)}". ${shape2.what} must hold ${name2 === "ID" ? "NameID" : name2} of SAML 2.0.` };
}
function notXml(fault) {
  return fault.code === "namespace" ? `It was decrypted, but uses a namespace prefix that is declared nowhere: ${fault.message}` : `It was decrypted, but what came out is not XML that we read: ${fault.message}`;
}
var prefixesTried = 64;
function withDeclarations(tree, element2, bytes) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const tag2 = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?<[^\s/>!?]+/.exec(text);
  if (tag2 === null) return null;
  const rest2 = text.slice(tag2[0].length);
  const attributes = rest2.slice(0, rest2.indexOf(">") + 1);
  const prefixes = /* @__PURE__ */ new Set([""]);
  for (const match of text.matchAll(/[<\s"']([\p{L}_][\p{L}\p{N}._-]*):/gu)) {
    if (prefixes.size < prefixesTried) prefixes.add(match[1]);
  }
  const added = [];
  let declarations = "";
  for (const prefix of prefixes) {
    const name2 = prefix === "" ? "xmlns" : "xmlns:" + prefix;
    const uri = prefix === "xml" || prefix === "xmlns" ? null : tree.resolvePrefix(element2, prefix);
    if (uri === null || uri === "" || new RegExp(`\\s${name2.replaceAll(".", "\\.")}\\s*=`).test(attributes)) continue;
    declarations += ` ${name2}="${uri.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")}"`;
    added.push(prefix === "" ? "the default namespace" : prefix);
  }
  if (declarations === "") return null;
  return { bytes: new TextEncoder().encode(tag2[0] + declarations + rest2), prefixes: added };
}

// shared/saml/encryption.ts
var rsaBudget = 512;
var variantSearches = 2;
var undecryptable = "It could not be decrypted.";
function decryptAll(tree, source2, keys, options) {
  const decryption3 = { encrypted: [], plaintexts: [] };
  const elements = findEncrypted(tree);
  if (elements.length === 0) return decryption3;
  const { openers, unreadable } = readKeys(keys);
  const budget = { left: rsaBudget, searches: variantSearches };
  for (const { element: element2, what } of elements) {
    const shape2 = readEncrypted(tree, element2, what);
    const facts = describe(shape2, source2);
    const outcome2 = openers.length === 0 ? noKey(shape2, keys.length, unreadable) : open(tree, shape2, openers, options.origin, budget);
    facts.result = outcome2.result;
    facts.message = outcome2.message;
    facts.failure = outcome2.result === "failed" ? outcome2.failure : null;
    if (outcome2.result === "decrypted") {
      facts.openedBy = outcome2.openedBy;
      decryption3.plaintexts.push({ index: decryption3.encrypted.length, what, element: element2, tree: outcome2.tree, bytes: outcome2.bytes });
    }
    decryption3.encrypted.push(facts);
  }
  return decryption3;
}
function readKeys(keys) {
  const openers = [];
  const unreadable = [];
  for (const { pem, label } of keys) {
    const answer = privateKeyFrom(pem);
    if (!answer.ok) unreadable.push(`${label} cannot be read (${answer.reason.replaceAll("-", " ")})`);
    else if (answer.key.asymmetricKeyType !== "rsa") unreadable.push(`${label} is not an RSA key`);
    else openers.push({ label, key: answer.key });
  }
  return { openers, unreadable };
}
function noKey(shape2, given, unreadable) {
  if (shape2.trouble !== null) return { result: "failed", ...shape2.trouble };
  return { result: "no-key", message: given === 0 ? "No private key was given to open it with." : `None of the private keys can be used: ${unreadable.join("; ")}.` };
}
function open(tree, shape2, openers, origin, budget) {
  if (shape2.trouble !== null) return { result: "failed", ...shape2.trouble };
  const usable2 = shape2.keys.filter((key2) => key2.trouble === null);
  if (usable2.length === 0) return { result: "failed", ...shape2.keys[0].trouble };
  let failed4 = null;
  for (const key2 of usable2) {
    for (const opener of openers) {
      if (budget.left-- <= 0) return { result: "failed", failure: "malformed", message: "The document asks for too many decryptions." };
      const outcome2 = origin === "network" ? openSilently(tree, shape2, key2, opener) : openWith(tree, shape2, key2, opener);
      if (outcome2 === null) continue;
      if (outcome2.result === "decrypted") return outcome2;
      failed4 ??= outcome2;
    }
  }
  if (origin === "network") return { result: "failed", failure: "undecryptable", message: undecryptable };
  if (failed4 !== null) return failed4;
  const privateKeys2 = openers.map((opener) => opener.key);
  const variant = budget.searches-- > 0 ? otherVariant(shape2, usable2, privateKeys2) : null;
  if (variant !== null) return { result: "failed", failure: "wrong-variant", message: variant };
  return { result: "failed", failure: "wrong-key", message: describeWrongKey(usable2, privateKeys2) };
}
function openWith(tree, shape2, key2, opener) {
  const contentKey = unwrap2(key2, opener.key);
  if (contentKey === null) return null;
  const cipher = shape2.blockCipher;
  const content = decryptBlocks(cipher, contentKey, shape2.cipher);
  if (!content.ok) {
    if (content.reason === "key-length") return { result: "failed", failure: "malformed", message: `The key inside EncryptedKey has ${contentKey.length * 8} bits; ${cipher.name} needs ${cipher.keyBytes * 8}.` };
    if (content.reason === "malformed") return { result: "failed", failure: "malformed", message: `The ciphertext has ${shape2.cipher.length} bytes, which ${cipher.name} cannot have produced. It may be cut off.` };
    return { result: "failed", failure: "damaged", message: cipher.mode === "gcm" ? "The key fits, but the ciphertext was changed after encryption: its authentication tag does not." : "The key fits, but the ciphertext is damaged: its padding cannot be." };
  }
  const answer = readPlaintext(tree, shape2, content.bytes);
  if (!answer.ok) return { result: "failed", failure: answer.failure, message: answer.message };
  return decrypted(answer, opener);
}
function openSilently(tree, shape2, key2, opener) {
  const cipher = shape2.blockCipher;
  const substitute = secureRandom(cipher.keyBytes);
  const found2 = unwrap2(key2, opener.key);
  const content = decryptBlocks(cipher, found2 === null || found2.length !== cipher.keyBytes ? substitute : found2, shape2.cipher);
  const answer = content.ok ? readPlaintext(tree, shape2, content.bytes) : null;
  return answer !== null && answer.ok ? decrypted(answer, opener) : null;
}
function decrypted(answer, opener) {
  return { result: "decrypted", openedBy: opener.label, tree: answer.tree, bytes: answer.bytes, message: answer.note };
}
function unwrap2(key2, privateKey) {
  return key2.oaep === null ? rsaDecryptPkcs1(privateKey, key2.cipher) : rsaDecryptOaep(privateKey, key2.cipher, key2.oaep);
}
function describe(shape2, source2) {
  const first = shape2.keys[0];
  return {
    what: shape2.what,
    node: nodeRef(source2, shape2.element),
    blockCipher: shape2.blockCipherURI,
    keyTransport: first?.transport ?? null,
    oaepDigest: first?.oaepDigest ?? null,
    mgf: first?.mgf ?? null,
    keys: shape2.keyCount,
    recipients: shape2.keys.flatMap((key2) => key2.recipient === null ? [] : [key2.recipient]),
    result: "failed",
    failure: null,
    message: null,
    openedBy: null,
    source: null
  };
}

// shared/saml/identity.ts
var nothing = (problem) => ({ identity: null, assertion: null, problem });
function identityOf(assertion, coveredBy, verifiedBy) {
  const attributes = {};
  for (const { name: name2, values: values2 } of assertion.attributes) {
    if (Object.hasOwn(attributes, name2)) for (const value of values2) attributes[name2].push(value);
    else if (name2 === "__proto__") Object.defineProperty(attributes, name2, { value: values2.slice(), enumerable: true, configurable: true, writable: true });
    else attributes[name2] = values2.slice();
  }
  const nameID2 = assertion.subject?.nameID ?? null;
  return {
    nameID: nameID2?.value ?? null,
    nameIDFormat: nameID2?.format ?? null,
    nameQualifier: nameID2?.nameQualifier ?? null,
    spNameQualifier: nameID2?.spNameQualifier ?? null,
    sessionIndex: assertion.authnStatements.find((statement) => statement.sessionIndex !== null)?.sessionIndex ?? null,
    issuer: assertion.issuer?.value ?? null,
    attributes,
    verifiedBy,
    coveredBy
  };
}
function readIdentity(bytes, coveredBy, verifiedBy = null, source2 = 0) {
  const reading = readXml(bytes, (tree) => readCovered(tree, coveredBy, verifiedBy, source2));
  return reading.ok ? reading.value : nothing(`The signed content could not be read again: ${reading.fault.message}`);
}
function readCovered(tree, coveredBy, verifiedBy, source2) {
  const wanted3 = coveredBy === "Response" ? samlp.Response : saml.Assertion;
  if (tree.kind(0) !== wanted3) return nothing(`The signed content is the element "${tree.local(0)}", not the ${coveredBy} the signature was said to cover.`);
  let element2 = 0;
  if (coveredBy === "Response") {
    const assertions = tree.childrenOf(0, saml.Assertion);
    const encrypted3 = tree.childrenOf(0, saml.EncryptedAssertion).length;
    if (assertions.length + encrypted3 !== 1) return nothing(`The signed Response holds ${assertions.length + encrypted3} assertions; exactly one is needed to tell who logged in.`);
    if (encrypted3 === 1) return nothing("The assertion in the signed Response is encrypted.");
    element2 = assertions[0];
  }
  const assertion = readAssertion(tree, source2, element2, "plain");
  return { identity: identityOf(assertion, coveredBy, verifiedBy), assertion, problem: null };
}
function shown(value) {
  if (value === null || value === void 0) return "nothing";
  const text = String(value);
  return `"${text.length > 120 ? text.slice(0, 120) + "\u2026" : text}"`;
}
var differs = (what, first, second) => first === second ? null : `${what} reads ${shown(first)} in the document and ${shown(second)} in the signed content.`;
var differsAt = (what, first, second) => differs(what, first?.text ?? null, second?.text ?? null);
function differsIn(what, first, second, compare) {
  if (first.length !== second.length) return differs(`The number of ${what}`, first.length, second.length);
  for (let index = 0; index < first.length; index++) {
    const difference = compare(first[index], second[index]);
    if (difference !== null) return difference;
  }
  return null;
}
var differsText = (what) => (first, second) => differs(what, first, second);
function subjectDiffers(first, second) {
  if (first === null || second === null) return differs("The number of Subject elements", first === null ? 0 : 1, second === null ? 0 : 1);
  const a = first.nameID;
  const b = second.nameID;
  const isDecrypted = first.encryptedID && second.encryptedID;
  const nameID2 = isDecrypted ? null : differs("NameID", a?.value, b?.value) ?? differs("NameID Format", a?.format, b?.format) ?? differs("NameQualifier", a?.nameQualifier, b?.nameQualifier) ?? differs("SPNameQualifier", a?.spNameQualifier, b?.spNameQualifier) ?? differs("SPProvidedID", a?.spProvidedID, b?.spProvidedID);
  return nameID2 ?? differs("EncryptedID", first.encryptedID, second.encryptedID) ?? differsIn("SubjectConfirmation elements", first.confirmations, second.confirmations, (x, y) => differs("SubjectConfirmation Method", x.method, y.method) ?? differs("Recipient", x.recipient, y.recipient) ?? differs("SubjectConfirmationData InResponseTo", x.inResponseTo, y.inResponseTo) ?? differs("Address", x.address, y.address) ?? differsAt("SubjectConfirmationData NotBefore", x.notBefore, y.notBefore) ?? differsAt("SubjectConfirmationData NotOnOrAfter", x.notOnOrAfter, y.notOnOrAfter) ?? differs("SubjectConfirmationData", x.hasData, y.hasData));
}
function conditionsDiffer(first, second) {
  if (first === null || second === null) return differs("The number of Conditions elements", first === null ? 0 : 1, second === null ? 0 : 1);
  return differsAt("Conditions NotBefore", first.notBefore, second.notBefore) ?? differsAt("Conditions NotOnOrAfter", first.notOnOrAfter, second.notOnOrAfter) ?? differsIn("AudienceRestriction elements", first.audienceRestrictions, second.audienceRestrictions, (x, y) => differsIn("Audience elements", x, y, differsText("Audience"))) ?? differs("The number of OneTimeUse elements", first.oneTimeUse, second.oneTimeUse) ?? differs("The number of ProxyRestriction elements", first.proxyRestrictions, second.proxyRestrictions) ?? differsIn("other conditions", first.unknown, second.unknown, differsText("A condition"));
}
var sameTexts = (first, second) => first.length === second.length && first.every((text, index) => text === second[index]);
function attributeDiffers(first, second) {
  const { name: name2 } = first;
  if (name2 !== second.name) return differs("Attribute Name", name2, second.name);
  if (first.nameFormat !== second.nameFormat) return differs(`NameFormat of "${name2}"`, first.nameFormat, second.nameFormat);
  if (first.friendlyName !== second.friendlyName) return differs(`FriendlyName of "${name2}"`, first.friendlyName, second.friendlyName);
  if (first.structured !== second.structured) return differs(`The number of structured values of "${name2}"`, first.structured, second.structured);
  if (sameTexts(first.values, second.values)) return null;
  return differsIn(`values of "${name2}"`, first.values, second.values, differsText(`A value of "${name2}"`));
}
var withoutSignature = (children) => children.filter((name2) => name2 !== "Signature");
function sameReading(first, second) {
  return differs("Assertion ID", first.id, second.id) ?? differs("Assertion Version", first.version, second.version) ?? differsAt("Assertion IssueInstant", first.issueInstant, second.issueInstant) ?? differs("Issuer", first.issuer?.value, second.issuer?.value) ?? differs("Issuer Format", first.issuer?.format, second.issuer?.format) ?? subjectDiffers(first.subject, second.subject) ?? conditionsDiffer(first.conditions, second.conditions) ?? differsIn("AuthnStatement elements", first.authnStatements, second.authnStatements, (x, y) => differsAt("AuthnInstant", x.authnInstant, y.authnInstant) ?? differs("SessionIndex", x.sessionIndex, y.sessionIndex) ?? differsAt("SessionNotOnOrAfter", x.sessionNotOnOrAfter, y.sessionNotOnOrAfter) ?? differs("AuthnContextClassRef", x.authnContextClassRef, y.authnContextClassRef)) ?? differs("The number of AttributeStatement elements", first.attributeStatements, second.attributeStatements) ?? differs("The number of EncryptedAttribute elements", first.encryptedAttributes, second.encryptedAttributes) ?? differsIn("attributes", first.attributes.filter((attribute2) => !attribute2.encrypted), second.attributes, attributeDiffers) ?? differsIn("child elements", withoutSignature(first.children), withoutSignature(second.children), differsText("A child element of the Assertion"));
}

// shared/saml/xml-write.ts
var unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
var references = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "	": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;"
};
var reference = (character) => references[character];
function escapeText(value) {
  return value.replace(unwritable, "\uFFFD").replace(/[&<>\r]/g, reference);
}
function escapeAttribute(value) {
  return value.replace(unwritable, "\uFFFD").replace(/[&<>"\t\n\r]/g, reference);
}
var namespaces2 = {
  samlp: ns.samlp,
  saml: ns.saml,
  md: ns.md,
  mdui: "urn:oasis:names:tc:SAML:metadata:ui",
  ds: ns.ds,
  xenc: ns.xenc,
  xsi: ns.xsi,
  xs: ns.xs
};
function element(name2, attributes = {}, ...children) {
  return { name: name2, attributes, children: children.flat().filter((child) => typeof child === "string" || typeof child === "object" && child !== null) };
}
var split = (name2) => {
  const colon = name2.indexOf(":");
  return colon < 0 ? ["", name2] : [name2.slice(0, colon), name2.slice(colon + 1)];
};
var isAlias = (text) => Object.hasOwn(namespaces2, text);
function write(root, options = {}) {
  const indent = options.indent ?? 0;
  const prefixOf = (alias) => options.prefixes?.[alias] ?? alias;
  function writeElement(markup2, outer, level) {
    const declarations = /* @__PURE__ */ new Map();
    const require2 = (alias) => {
      const prefix = prefixOf(alias);
      if ((declarations.get(prefix) ?? outer.get(prefix)) !== namespaces2[alias]) declarations.set(prefix, namespaces2[alias]);
      return prefix === "" ? "" : prefix + ":";
    };
    const qualified = (name3) => {
      const [alias, local] = split(name3);
      return isAlias(alias) ? require2(alias) + local : name3;
    };
    const name2 = qualified(markup2.name);
    if (level === 0) options.declareAtRoot?.forEach(require2);
    let attributes = "";
    for (const [key2, value] of Object.entries(markup2.attributes)) {
      if (value === void 0 || value === null) continue;
      const written = key2 === "xsi:type" ? qualified(String(value)) : String(value);
      attributes += ` ${qualified(key2)}="${escapeAttribute(written)}"`;
    }
    let declared = "";
    for (const [prefix, uri] of declarations) declared += prefix === "" ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`;
    const start = `<${name2}${declared}${attributes}`;
    if (markup2.children.length === 0) return `${start}/>`;
    const scope = declarations.size === 0 ? outer : new Map([...outer, ...declarations]);
    const spread = indent > 0 && markup2.children.every((child) => typeof child !== "string");
    const inner = markup2.children.map((child) => {
      const text = typeof child === "string" ? escapeText(child) : writeElement(child, scope, level + 1);
      return spread ? "\n" + " ".repeat(indent * (level + 1)) + text : text;
    }).join("");
    return `${start}>${inner}${spread ? "\n" + " ".repeat(indent * level) : ""}</${name2}>`;
  }
  return writeElement(root, /* @__PURE__ */ new Map(), 0);
}

// shared/saml/build-response.ts
var prefixStyles = {
  saml: {},
  saml2: { samlp: "saml2p", saml: "saml2" },
  ns0: { samlp: "ns0", saml: "ns1" },
  default: { saml: "" }
};
function statusCodeMarkup(codes) {
  const [code, ...inner] = codes;
  return element("samlp:StatusCode", { Value: code }, inner.length > 0 && statusCodeMarkup(inner));
}
function statusMarkup(shape2) {
  const { statusMessage: message2 } = shape2;
  const asAttribute = shape2.statusMessageIn === "attribute";
  return element(
    "samlp:Status",
    {},
    statusCodeMarkup(shape2.statusCodes?.length ? shape2.statusCodes : [status.success]),
    message2 !== void 0 && (asAttribute ? element("samlp:StatusMessage", { Value: message2 }) : element("samlp:StatusMessage", {}, message2)),
    shape2.statusDetail !== void 0 && element("samlp:StatusDetail", {}, shape2.statusDetail)
  );
}
var issuerMarkup = (value, format2) => value !== void 0 && element("saml:Issuer", { Format: format2 }, value);
function subjectMarkup(shape2) {
  if (shape2.nameID === void 0 && shape2.confirmations === void 0) return false;
  return element(
    "saml:Subject",
    {},
    shape2.nameID !== void 0 && element("saml:NameID", {
      NameQualifier: shape2.nameQualifier,
      SPNameQualifier: shape2.spNameQualifier,
      Format: shape2.nameIDFormat,
      SPProvidedID: shape2.spProvidedID
    }, shape2.nameID),
    (shape2.confirmations ?? []).map((entry) => element(
      "saml:SubjectConfirmation",
      { Method: entry.method ?? confirmation.bearer },
      entry.noData !== true && element("saml:SubjectConfirmationData", {
        InResponseTo: entry.inResponseTo,
        NotBefore: entry.notBefore,
        NotOnOrAfter: entry.notOnOrAfter,
        Recipient: entry.recipient,
        Address: entry.address
      })
    ))
  );
}
function conditionsMarkup(conditions) {
  return element(
    "saml:Conditions",
    { NotBefore: conditions.notBefore, NotOnOrAfter: conditions.notOnOrAfter },
    (conditions.audienceRestrictions ?? []).map((audiences) => element("saml:AudienceRestriction", {}, audiences.map((audience2) => element("saml:Audience", {}, audience2)))),
    conditions.oneTimeUse === true && element("saml:OneTimeUse"),
    conditions.proxyCount !== void 0 && element("saml:ProxyRestriction", { Count: conditions.proxyCount })
  );
}
var authnStatementMarkup = (shape2) => element(
  "saml:AuthnStatement",
  { AuthnInstant: shape2.authnInstant, SessionIndex: shape2.sessionIndex, SessionNotOnOrAfter: shape2.sessionNotOnOrAfter },
  shape2.address !== void 0 && element("saml:SubjectLocality", { Address: shape2.address }),
  element(
    "saml:AuthnContext",
    {},
    shape2.authnContextClassRef !== void 0 && element("saml:AuthnContextClassRef", {}, shape2.authnContextClassRef),
    (shape2.authenticatingAuthorities ?? []).map((authority) => element("saml:AuthenticatingAuthority", {}, authority))
  )
);
var attributeMarkup = (shape2) => element(
  "saml:Attribute",
  { Name: shape2.name, NameFormat: shape2.nameFormat, FriendlyName: shape2.friendlyName },
  shape2.values.map((value) => value === null ? element("saml:AttributeValue", { "xsi:nil": true, "xsi:type": shape2.type }) : element("saml:AttributeValue", { "xsi:type": shape2.type }, value))
);
function assertionMarkup(shape2) {
  const authn = (shape2.authnStatements ?? []).map(authnStatementMarkup);
  const attributes = shape2.attributes === void 0 ? [] : [element("saml:AttributeStatement", {}, shape2.attributes.map(attributeMarkup))];
  return element(
    "saml:Assertion",
    { ID: shape2.id, Version: shape2.version === void 0 ? "2.0" : shape2.version, IssueInstant: shape2.issueInstant },
    issuerMarkup(shape2.issuer, shape2.issuerFormat),
    subjectMarkup(shape2),
    shape2.conditions !== void 0 && conditionsMarkup(shape2.conditions),
    shape2.attributesFirst === true ? [...attributes, ...authn] : [...authn, ...attributes]
  );
}
var writeOptions = (layout) => ({
  prefixes: prefixStyles[layout.prefixes ?? "saml"],
  declareAtRoot: layout.declareAtRoot === true ? ["saml"] : [],
  indent: layout.indent ?? 0
});
function buildResponse(shape2) {
  return write(
    element(
      "samlp:Response",
      {
        ID: shape2.id,
        Version: shape2.version === void 0 ? "2.0" : shape2.version,
        IssueInstant: shape2.issueInstant,
        Destination: shape2.destination,
        Consent: shape2.consent,
        InResponseTo: shape2.inResponseTo
      },
      issuerMarkup(shape2.issuer, shape2.issuerFormat),
      statusMarkup(shape2),
      shape2.assertions.map(assertionMarkup)
    ),
    writeOptions(shape2)
  );
}

// shared/saml/logout.ts
function readLogout(tree, source2, root) {
  const logout = {
    kind: tree.kind(root) === samlp.LogoutResponse ? "response" : "request",
    id: tree.attribute(root, "ID"),
    version: tree.attribute(root, "Version"),
    issueInstant: instantAttribute(tree, root, "IssueInstant"),
    destination: tree.attribute(root, "Destination"),
    inResponseTo: tree.attribute(root, "InResponseTo"),
    issuer: null,
    notOnOrAfter: instantAttribute(tree, root, "NotOnOrAfter"),
    nameID: null,
    sessionIndexes: [],
    status: null,
    node: nodeRef(source2, root)
  };
  for (let child = tree.firstChild(root); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case saml.Issuer:
        logout.issuer ??= readIssuer(tree, source2, child);
        break;
      case saml.NameID:
        logout.nameID ??= readNameID(tree, source2, child);
        break;
      case samlp.SessionIndex:
        logout.sessionIndexes.push(tree.text(child));
        break;
      case samlp.Status:
        logout.status ??= readStatus(tree, source2, child);
        break;
    }
  }
  return logout;
}

// shared/saml/certificate-cache.ts
var certificatesKept = 256;
var cache = /* @__PURE__ */ new Map();
var last = null;
function certificateOfText(text) {
  if (last?.text === text) return last.facts;
  let facts = cache.get(text);
  if (facts === void 0) {
    facts = Object.freeze(readCertificateText(text));
    if (cache.size >= certificatesKept) cache.delete(cache.keys().next().value);
    cache.set(text, facts);
  }
  last = { text, facts };
  return facts;
}

// shared/saml/metadata-role.ts
var {
  KeyDescriptor: KeyDescriptorKind,
  EncryptionMethod,
  SingleSignOnService,
  SingleLogoutService,
  ArtifactResolutionService,
  AssertionConsumerService,
  ManageNameIDService,
  NameIDMappingService,
  AssertionIDRequestService,
  NameIDFormat,
  AttributeConsumingService,
  RequestedAttribute
} = md;
var { KeyInfo, X509Data, X509Certificate, KeyValue } = ds;
var { ECKeyValue } = dsig11;
function readKeyInfo(tree, element2, key2) {
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case X509Data:
        for (const certificate of tree.childrenOf(child, X509Certificate)) key2.certificates.push(certificateOfText(tree.text(certificate)));
        break;
      case KeyValue:
      case ECKeyValue:
        key2.keyValue = true;
        break;
    }
  }
}
function readKeyDescriptor(tree, source2, element2) {
  const use = tree.attribute(element2, "use");
  const isKnown = use === "signing" || use === "encryption";
  const key2 = {
    use: isKnown ? use : null,
    useText: isKnown ? null : use,
    certificates: [],
    keyValue: false,
    encryptionMethods: [],
    node: nodeRef(source2, element2)
  };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    const kind = tree.kind(child);
    if (kind === KeyInfo) readKeyInfo(tree, child, key2);
    else if (kind === EncryptionMethod) key2.encryptionMethods.push(tree.attribute(child, "Algorithm") ?? "");
  }
  return key2;
}
function readEndpoint(tree, source2, element2) {
  return {
    service: tree.local(element2),
    binding: tree.attribute(element2, "Binding"),
    location: tree.attribute(element2, "Location"),
    responseLocation: tree.attribute(element2, "ResponseLocation"),
    index: tree.attribute(element2, "index"),
    isDefault: booleanAttribute(tree, element2, "isDefault") === true,
    node: nodeRef(source2, element2)
  };
}
function roleOutline(tree, source2, element2, role) {
  return {
    role,
    protocols: (tree.attribute(element2, "protocolSupportEnumeration") ?? "").split(/\s+/).filter((uri) => uri !== ""),
    keyDescriptors: [],
    endpoints: [],
    nameIDFormats: [],
    wantAuthnRequestsSigned: booleanAttribute(tree, element2, "WantAuthnRequestsSigned"),
    authnRequestsSigned: booleanAttribute(tree, element2, "AuthnRequestsSigned"),
    wantAssertionsSigned: booleanAttribute(tree, element2, "WantAssertionsSigned"),
    validUntil: instantAttribute(tree, element2, "validUntil"),
    requestedAttributes: [],
    attributes: [],
    children: [],
    node: nodeRef(source2, element2)
  };
}
function readRole(tree, source2, element2, role) {
  const facts = roleOutline(tree, source2, element2, role);
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    facts.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case KeyDescriptorKind:
        facts.keyDescriptors.push(readKeyDescriptor(tree, source2, child));
        break;
      case NameIDFormat:
        facts.nameIDFormats.push(uriText(tree, child));
        break;
      case SingleSignOnService:
      case SingleLogoutService:
      case ArtifactResolutionService:
      case AssertionConsumerService:
      case ManageNameIDService:
      case NameIDMappingService:
      case AssertionIDRequestService:
        facts.endpoints.push(readEndpoint(tree, source2, child));
        break;
      case saml.Attribute:
        facts.attributes.push(tree.attribute(child, "Name") ?? "");
        break;
      case AttributeConsumingService:
        for (const requested of tree.childrenOf(child, RequestedAttribute)) {
          facts.requestedAttributes.push({
            name: tree.attribute(requested, "Name") ?? "",
            required: booleanAttribute(tree, requested, "isRequired") === true
          });
        }
        break;
    }
  }
  return facts;
}

// shared/saml/metadata.ts
var {
  EntityDescriptor: EntityKind,
  EntitiesDescriptor,
  IDPSSODescriptor,
  SPSSODescriptor,
  RoleDescriptor,
  AuthnAuthorityDescriptor,
  AttributeAuthorityDescriptor,
  PDPDescriptor,
  AffiliationDescriptor,
  Organization,
  OrganizationDisplayName,
  OrganizationName
} = md;
var entitiesListed = 1e4;
function organizationName(tree, element2) {
  const display = tree.child(element2, OrganizationDisplayName);
  const name2 = display === -1 ? tree.child(element2, OrganizationName) : display;
  return name2 === -1 ? null : tree.text(name2).trim();
}
function readEntity(tree, source2, element2, outline) {
  const role = outline ? roleOutline : readRole;
  const entity2 = {
    entityID: tree.attribute(element2, "entityID"),
    id: tree.attribute(element2, "ID"),
    validUntil: instantAttribute(tree, element2, "validUntil"),
    cacheDuration: tree.attribute(element2, "cacheDuration"),
    roles: [],
    otherRoles: [],
    organization: null,
    node: nodeRef(source2, element2)
  };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case IDPSSODescriptor:
        entity2.roles.push(role(tree, source2, child, "idp"));
        break;
      case SPSSODescriptor:
        entity2.roles.push(role(tree, source2, child, "sp"));
        break;
      case RoleDescriptor:
        entity2.otherRoles.push(tree.attribute(child, "type", ns.xsi) ?? "RoleDescriptor");
        break;
      case AuthnAuthorityDescriptor:
      case AttributeAuthorityDescriptor:
      case PDPDescriptor:
      case AffiliationDescriptor:
        entity2.otherRoles.push(tree.local(child));
        break;
      case Organization:
        entity2.organization ??= organizationName(tree, child);
        break;
    }
  }
  return entity2;
}
var hasRole = (tree, element2, role) => tree.child(element2, role === "idp" ? IDPSSODescriptor : SPSSODescriptor) !== -1;
function* entitiesOf(tree, root) {
  const stop = tree.end(root);
  for (let element2 = root + 1; element2 < stop; ) {
    const kind = tree.kind(element2);
    if (kind === EntityKind) yield element2;
    element2 = kind === EntitiesDescriptor ? element2 + 1 : tree.end(element2);
  }
}
function readMetadata(tree, source2, root, chooseEntityID, role = "idp") {
  const metadata2 = {
    aggregate: tree.kind(root) === EntitiesDescriptor,
    name: tree.attribute(root, "Name"),
    validUntil: instantAttribute(tree, root, "validUntil"),
    entities: [],
    chosen: -1,
    node: nodeRef(source2, root)
  };
  if (!metadata2.aggregate) {
    metadata2.entities.push(readEntity(tree, source2, root, false));
    metadata2.chosen = 0;
    return metadata2;
  }
  let count2 = 0;
  let first = -1;
  let withRole = 0;
  let firstWithRole = -1;
  let named3 = -1;
  for (const element2 of entitiesOf(tree, root)) {
    if (count2++ === 0) first = element2;
    if (hasRole(tree, element2, role) && withRole++ === 0) firstWithRole = element2;
    if (named3 === -1 && chooseEntityID !== void 0 && tree.attribute(element2, "entityID") === chooseEntityID) named3 = element2;
    if (metadata2.entities.length < entitiesListed) metadata2.entities.push(readEntity(tree, source2, element2, true));
  }
  const chosen = chooseEntityID !== void 0 ? named3 : withRole === 1 ? firstWithRole : count2 === 1 ? first : -1;
  if (chosen === -1) return metadata2;
  const full = readEntity(tree, source2, chosen, false);
  const listed = metadata2.entities.findIndex((entity2) => entity2.node === full.node);
  metadata2.chosen = listed === -1 ? metadata2.entities.push(full) - 1 : listed;
  metadata2.entities[metadata2.chosen] = full;
  return metadata2;
}

// shared/saml/repeated.ts
var onceIn = /* @__PURE__ */ new Map([
  [saml.Assertion, [[saml.Issuer], [saml.Subject], [saml.Conditions], [saml.Advice]]],
  [saml.Subject, [[saml.NameID, saml.EncryptedID, saml.BaseID]]],
  [saml.SubjectConfirmation, [[saml.SubjectConfirmationData], [saml.NameID, saml.EncryptedID, saml.BaseID]]],
  [saml.AuthnStatement, [[saml.SubjectLocality], [saml.AuthnContext]]],
  [saml.AuthnContext, [[saml.AuthnContextClassRef], [saml.AuthnContextDecl, saml.AuthnContextDeclRef]]]
]);
function repeatedElement(tree, assertion) {
  const pending = [assertion];
  for (let element2 = pending.pop(); element2 !== void 0; element2 = pending.pop()) {
    const groups = onceIn.get(tree.kind(element2));
    const seen2 = /* @__PURE__ */ new Map();
    for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
      const kind = tree.kind(child);
      if (onceIn.has(kind) && kind !== saml.Assertion) pending.push(child);
      const group = groups.find((each7) => each7.includes(kind));
      if (group === void 0) continue;
      const first = seen2.get(group);
      if (first !== void 0) return `${tree.local(element2)} holds ${tree.local(first)} and ${tree.local(child)}, where one of them may stand, and readers differ in which one they take`;
      seen2.set(group, child);
    }
  }
  return null;
}

// shared/saml/request.ts
var { NameIDPolicy, RequestedAuthnContext, Scoping } = samlp;
var { Issuer: Issuer2, Subject, AuthnContextClassRef: AuthnContextClassRef2 } = saml;
function readAuthnRequest(tree, source2, element2) {
  const request = {
    id: tree.attribute(element2, "ID"),
    version: tree.attribute(element2, "Version"),
    issueInstant: instantAttribute(tree, element2, "IssueInstant"),
    destination: tree.attribute(element2, "Destination"),
    issuer: null,
    assertionConsumerServiceURL: tree.attribute(element2, "AssertionConsumerServiceURL"),
    assertionConsumerServiceIndex: tree.attribute(element2, "AssertionConsumerServiceIndex"),
    protocolBinding: tree.attribute(element2, "ProtocolBinding"),
    forceAuthn: booleanAttribute(tree, element2, "ForceAuthn"),
    isPassive: booleanAttribute(tree, element2, "IsPassive"),
    nameIDPolicyFormat: null,
    allowCreate: null,
    authnContextClassRefs: [],
    comparison: null,
    hasSubject: false,
    hasScoping: false,
    providerName: tree.attribute(element2, "ProviderName"),
    node: nodeRef(source2, element2)
  };
  for (let child = tree.firstChild(element2); child !== -1; child = tree.nextSibling(child)) {
    switch (tree.kind(child)) {
      case Issuer2:
        request.issuer ??= readIssuer(tree, source2, child);
        break;
      case NameIDPolicy:
        request.nameIDPolicyFormat ??= tree.attribute(child, "Format");
        request.allowCreate ??= booleanAttribute(tree, child, "AllowCreate");
        break;
      case RequestedAuthnContext:
        request.comparison ??= tree.attribute(child, "Comparison");
        for (const classRef of tree.childrenOf(child, AuthnContextClassRef2)) request.authnContextClassRefs.push(uriText(tree, classRef));
        break;
      case Subject:
        request.hasSubject = true;
        break;
      case Scoping:
        request.hasScoping = true;
        break;
    }
  }
  return request;
}

// shared/saml/response.ts
var { Assertion, EncryptedAssertion, Issuer: Issuer3 } = saml;
var { Status } = samlp;
var saml1Assertion = kindOf2(ns.saml1, "Assertion");
var strayAssertionsKept = 100;
function looksLikeAssertion(tree, element2) {
  const kind = tree.kind(element2);
  if (kind !== 0) return kind === Assertion || kind === EncryptedAssertion || kind === saml1Assertion;
  const local = tree.local(element2);
  return local === "Assertion" || local === "EncryptedAssertion";
}
function strayAssertions(tree, source2, root) {
  const found2 = [];
  for (let element2 = 0; element2 < tree.count && found2.length < strayAssertionsKept; element2++) {
    if (!looksLikeAssertion(tree, element2)) continue;
    const kind = tree.kind(element2);
    if (tree.parent(element2) === root && (kind === Assertion || kind === EncryptedAssertion)) continue;
    found2.push({ node: nodeRef(source2, element2), path: tree.path(element2) });
  }
  return found2;
}
function readResponse(tree, source2, root) {
  const response2 = {
    id: tree.attribute(root, "ID"),
    version: tree.attribute(root, "Version"),
    issueInstant: instantAttribute(tree, root, "IssueInstant"),
    destination: tree.attribute(root, "Destination"),
    inResponseTo: tree.attribute(root, "InResponseTo"),
    issuer: null,
    status: null,
    assertions: [],
    encryptedAssertions: 0,
    strayAssertions: strayAssertions(tree, source2, root),
    children: [],
    coveredBy: [],
    node: nodeRef(source2, root)
  };
  for (let child = tree.firstChild(root); child !== -1; child = tree.nextSibling(child)) {
    response2.children.push(childName(tree, child));
    switch (tree.kind(child)) {
      case Issuer3:
        response2.issuer ??= readIssuer(tree, source2, child);
        break;
      case Status:
        response2.status ??= readStatus(tree, source2, child);
        break;
      case Assertion:
        response2.assertions.push(readAssertion(tree, source2, child, "plain"));
        break;
      case EncryptedAssertion:
        response2.encryptedAssertions++;
        break;
    }
  }
  return response2;
}

// shared/saml/redirect-signature.ts
function verifyQuery(query, keys, options = {}) {
  const node = nodeRef(options.source ?? 0, 0);
  const signature2 = {
    node,
    parent: node,
    parentName: options.parentName ?? "",
    parentID: options.parentID ?? null,
    referenceURI: null,
    canonicalization: null,
    signatureMethod: query.sigAlg,
    digestMethod: null,
    transforms: [],
    embeddedCertificates: [],
    faults: [],
    result: "refused",
    failure: null,
    digestClaimed: null,
    digestComputed: null,
    verifiedBy: null,
    embeddedKeyFits: null,
    otherKeyFits: null,
    secondOpinion: null,
    canonicalBytes: null,
    detached: true
  };
  const fault = (code, message2, expected, actual) => {
    signature2.faults.push({ code, message: message2, expected, actual, node });
  };
  const scheme = rowOf(signatureAlgorithms, query.sigAlg);
  if (query.sigAlg === null) fault("missing-part", "The query string has a Signature but no SigAlg, so nobody can tell how it was made.", "SigAlg", "none");
  else if (scheme === void 0) fault("signature-algorithm", "We do not know this signature algorithm.", "RSA-SHA256", query.sigAlg);
  else if (scheme.strength === "refused") fault("signature-algorithm", `${scheme.name} is never accepted.`, "RSA-SHA256", shortName(query.sigAlg));
  const value = query.signature === null ? null : strictBase64(query.signature);
  if (query.signature === null) fault("missing-part", "The query string has SigAlg but no Signature.", "Signature", "none");
  else if (value === null || /\s/.test(query.signature)) fault("base64", 'The Signature parameter is not base64 without white space. A "+" that was not escaped as %2B arrives as a blank.', "base64 text", query.signature.slice(0, 60));
  if (signature2.faults.length > 0) return signature2;
  const data = typeof query.signedOctets === "string" ? Buffer.from(query.signedOctets, "latin1") : query.signedOctets;
  signature2.canonicalBytes = data.length;
  const trusted = signingKeys2(keys);
  const key2 = trusted[fittingKey(trusted, scheme, data, value, null)];
  if (key2 === void 0) {
    signature2.result = trusted.length === 0 ? "not-checked" : "failed";
    signature2.failure = trusted.length === 0 ? null : "key";
    Object.assign(signature2, diagnoseKeys([], options.otherKeys ?? [], scheme, data, value));
  } else if (isShortRsa(key2)) {
    fault("signature-algorithm", `The key that made this signature has ${key2.keyBits} bits. Anyone can work out the private key of one this short.`, `RSA with 2048 bits, at least ${fewestRsaBits}`, `${key2.keyBits} bits`);
  } else {
    signature2.result = "verified";
    signature2.verifiedBy = { source: key2.source, sha256: key2.certificate?.sha256 ?? null, certificate: key2.certificate, bits: key2.keyBits };
  }
  return signature2;
}

// shared/saml/damage/kind.ts
var placesTried = 60;
function* togetherThenEach(edits) {
  if (edits.length === 0) return;
  yield [...edits];
  if (edits.length > 1) for (const edit of edits.slice(0, placesTried)) yield [edit];
}
var each6 = (edits) => edits.slice(0, placesTried).map((edit) => [edit]);

// shared/saml/damage/markup.ts
var tagName = /\/?([A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*)(?=[\s/>])/y;
function markup(text) {
  const tokens = [];
  let depth = 0;
  let textStart = 0;
  const endless = /* @__PURE__ */ new Set();
  const push = (kind, start, stop, name2 = "") => {
    if (start > textStart) tokens.push({ kind: "text", start: textStart, stop: start, name: "", depth });
    if (kind === "close") depth = Math.max(0, depth - 1);
    tokens.push({ kind, start, stop, name: name2, depth });
    if (kind === "open") depth++;
    textStart = stop;
  };
  let at = text.indexOf("<");
  while (at !== -1) {
    const mark = marks.find(([open2, close]) => text.startsWith(open2, at) && !endless.has(close));
    const end = mark === void 0 ? -1 : text.indexOf(mark[1], at + mark[0].length);
    if (mark !== void 0 && end !== -1) {
      push("other", at, end + mark[1].length);
    } else {
      if (mark !== void 0) endless.add(mark[1]);
      tagName.lastIndex = at + 1;
      const name2 = tagName.exec(text)?.[1];
      const stop = name2 === void 0 ? -1 : tagEnd2(text, at + 1 + name2.length);
      if (name2 === void 0 || stop === -1) push("other", at, at + 1);
      else push(text[at + 1] === "/" ? "close" : text[stop - 2] === "/" ? "empty" : "open", at, stop, name2);
    }
    at = text.indexOf("<", Math.max(at + 1, textStart));
  }
  if (textStart < text.length) tokens.push({ kind: "text", start: textStart, stop: text.length, name: "", depth });
  return { text, tokens };
}
var marks = [["<!--", "-->"], ["<![CDATA[", "]]>"], ["<?", "?>"], ["<!", ">"]];
function tagEnd2(text, from) {
  let quote2 = "";
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === "<") return -1;
    if (quote2 !== "") {
      if (character === quote2) quote2 = "";
    } else if (character === '"' || character === "'") quote2 = character;
    else if (character === ">") return at + 1;
  }
  return -1;
}
var localName = (name2) => name2.slice(name2.indexOf(":") + 1);
function leaves({ text, tokens }) {
  const found2 = [];
  for (let at = 0; at + 1 < tokens.length; at++) {
    const open2 = tokens[at];
    if (open2.kind !== "open") continue;
    const inner = tokens[at + 1];
    const close = inner.kind === "text" ? tokens[at + 2] : inner;
    if (close?.kind !== "close" || close.name !== open2.name) continue;
    found2.push({ name: localName(open2.name), start: open2.stop, stop: close.start, value: text.slice(open2.stop, close.start) });
  }
  return found2;
}
var attribute = /\s(?<name>[\w:.-]+)\s*=\s*(?:"(?<double>[^"<]*)"|'(?<single>[^'<]*)')/g;
function attributesOf({ text }, token) {
  const tag2 = text.slice(token.start, token.stop);
  return [...tag2.matchAll(attribute)].map((match) => {
    const value = match.groups["double"] ?? match.groups["single"] ?? "";
    const stop = token.start + match.index + match[0].length;
    return { name: match.groups["name"], start: token.start + match.index, stop, valueStart: stop - 1 - value.length, valueStop: stop - 1, value };
  });
}
function applyEdits(text, edits) {
  const parts = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.stop;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
function replaceIn(text, start, stop, pattern, by) {
  const found2 = [];
  for (const match of text.slice(start, stop).matchAll(pattern)) {
    const replaced = by(match[0], match[1] ?? "");
    if (replaced !== match[0]) found2.push({ start: start + match.index, stop: start + match.index + match[0].length, text: replaced });
  }
  return found2;
}
var replaceAll = (text, pattern, by) => replaceIn(text, 0, text.length, pattern, by);
var replaceInText = ({ text, tokens }, pattern, by) => tokens.flatMap((token) => token.kind === "text" && token.depth > 0 ? replaceIn(text, token.start, token.stop, pattern, by) : []);
function values(source2) {
  return source2.tokens.flatMap((token) => {
    if (token.kind === "text") return token.depth === 0 ? [] : [{ start: token.start, stop: token.stop, value: source2.text.slice(token.start, token.stop) }];
    if (token.kind !== "open" && token.kind !== "empty") return [];
    return attributesOf(source2, token).map(({ valueStart, valueStop, value }) => ({ start: valueStart, stop: valueStop, value }));
  });
}
var replaceInValues = (source2, pattern, by) => values(source2).flatMap(({ start, stop }) => replaceIn(source2.text, start, stop, pattern, by));

// shared/saml/damage/base64-values.ts
var names3 = /* @__PURE__ */ new Set(["SignatureValue", "DigestValue", "X509Certificate", "X509SKI", "CipherValue", "Modulus", "Exponent", "OAEPparams"]);
var base64Leaves = (source2) => leaves(source2).filter(({ name: name2 }) => names3.has(name2));
var rewritten = (source2, change) => base64Leaves(source2).flatMap(({ start, stop, value }) => {
  const text = change(value);
  return text === value ? [] : [{ start, stop, text }];
});
var bare3 = (value) => value.replace(/[ \t\r\n]+|&#(?:13|10|xD|xA);/gi, "");
var lines2 = (value, width) => bare3(value).match(new RegExp(`.{1,${width}}`, "g")) ?? [];
var wrappings = [
  bare3,
  (value) => lines2(value, 76).join("\n"),
  (value) => lines2(value, 64).join("\n"),
  (value) => `
${lines2(value, 76).join("\n")}
`,
  (value) => `
${lines2(value, 64).join("\n")}
`,
  (value) => lines2(value, 76).join("&#13;\n"),
  (value) => `&#13;
${lines2(value, 76).join("&#13;\n")}&#13;
`,
  (value) => lines2(value, 64).join("&#13;\n"),
  // Java's MIME encoder: only what does not fit into one line is broken.
  (value) => bare3(value).length > 76 ? `
${lines2(value, 76).join("\n")}
` : bare3(value)
];
var base64Damages = [
  {
    id: "plus-to-blank",
    happened: 'lost the "+" in its base64 values, each of which became a blank',
    undone: 'with the "+" put back',
    *undo(source2) {
      yield base64Leaves(source2).flatMap(({ start, stop }) => replaceIn(source2.text, start, stop, /(?<=[A-Za-z0-9+/ ]) (?=[A-Za-z0-9+/ =])|(?<=>) (?=[A-Za-z0-9+/])/g, () => "+"));
      yield base64Leaves(source2).flatMap(({ start, stop }) => replaceIn(source2.text, start, stop, / /g, () => "+"));
    }
  },
  {
    id: "base64-alphabet",
    happened: 'had "+" and "/" in its base64 values replaced by "-" and "_"',
    undone: "with the usual alphabet",
    *undo(source2) {
      yield rewritten(source2, (value) => value.replaceAll("-", "+").replaceAll("_", "/"));
    }
  },
  {
    id: "base64-padding",
    happened: 'lost the "=" at the end of its base64 values',
    undone: "with the padding put back",
    *undo(source2) {
      yield rewritten(source2, (value) => value + "=".repeat((4 - bare3(value).length % 4) % 4));
    }
  },
  {
    id: "base64-rewrapped",
    happened: "had its base64 values broken into other lines",
    undone: "with the lines they had before",
    *undo(source2) {
      for (const wrap of wrappings) yield rewritten(source2, wrap);
    }
  },
  {
    id: "plus-to-blank-in-values",
    happened: 'lost a "+" in a value, which became a blank',
    undone: 'with the "+" put back',
    guesses: true,
    *undo(source2) {
      yield values(source2).flatMap(({ start, stop, value }) => /^\S+ \S+@\S+$/.test(value) ? replaceIn(source2.text, start, stop, / /g, () => "+") : []);
      yield* togetherThenEach(replaceInValues(source2, /(?<=\S) (?=\S)|^ (?=\S)/g, () => "+"));
    }
  }
];

// shared/saml/damage/characters.ts
var windows12522 = "\u20AC \u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152 \u017D  \u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153 \u017E\u0178";
var highBytes = new Map([...windows12522].flatMap((character, index) => character === " " ? [] : [[character, 128 + index]]));
var fatalUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function misread(run) {
  const bytes = [...run].map((character) => highBytes.get(character) ?? character.codePointAt(0));
  if (bytes.some((byte) => byte > 255)) return null;
  try {
    return fatalUtf8.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
var asWindows1252 = (run) => [...Buffer.from(run, "utf8")].map((byte) => {
  const character = byte >= 128 && byte < 160 ? windows12522[byte - 128] : " ";
  return character === " " ? String.fromCharCode(byte) : character;
}).join("");
var foreign2 = /[\u0080-\uffff]+/g;
var typographic = { "\u201C": '"', "\u201D": '"', "\u201E": '"', "\u2033": '"', "\u2018": "'", "\u2019": "'", "\u201A": "'", "\u2032": "'", "\u2013": "-", "\u2014": "--", "\u2212": "-", "\u2026": "..." };
var curly = /[“”„″‘’‚′–—−…]/g;
var straight = (character) => typographic[character] ?? character;
var inTags = ({ text, tokens }) => tokens.flatMap((token) => token.kind === "text" ? [] : replaceAll(text.slice(token.start, token.stop), curly, straight).map((edit) => ({ ...edit, start: edit.start + token.start, stop: edit.stop + token.start })));
var lostCharacters = [..."\xE4\xF6\xFC\xC4\xD6\xDC\xDF\xE9\xE8\xEA\xEB\xE1\xE0\xE2\xE3\xE5\xED\xEC\xEE\xEF\xF3\xF2\xF4\xF5\xF8\xFA\xF9\xFB\xF1\xE7\xC1\xC0\xC2\xC3\xC5\xC9\xC8\xCA\xCB\xCD\xCC\xCE\xCF\xD3\xD2\xD4\xD5\xD8\xDA\xD9\xDB\xD1\xC7\xFD\xFF\xE6\u0153\u0142\u0141\u0105\u0119\u015B\u017A\u017C\u0107\u0144\u010D\u0161\u017E\u0159\u011B\u016F\u0165\u010F\u0148\u0151\u0171\u011F\u0131\u015F\u0219\u021B\u0111\u2019\u2013\u20AC\xA0"];
var noBreak = /[\u00a0\u2007\u202f]|&#(?:160|xA0);/gi;
var characterDamages = [
  {
    id: "invisible-characters",
    happened: "got invisible characters put in (a byte order mark, zero-width blanks or soft hyphens)",
    undone: "with them taken out",
    *undo({ text }) {
      yield replaceAll(text, /[\u200b-\u200f\u2060\ufeff\u00ad]|&#(?:8203|65279|x200B|xFEFF);/gi, () => "");
    }
  },
  {
    id: "no-break-spaces",
    happened: "had its blanks turned into no-break spaces",
    undone: "with plain blanks",
    *undo({ text }) {
      yield replaceAll(text, noBreak, () => " ");
    }
  },
  {
    id: "typographic-quotes",
    happened: "had its quotes or dashes made typographic, as word processors and chats do",
    undone: "with the plain ones",
    *undo(source2) {
      yield replaceAll(source2.text, curly, straight);
      yield inTags(source2);
      yield replaceInText(source2, curly, straight);
    }
  },
  {
    id: "encoding-mixed-up",
    happened: "was read in another encoding (windows-1252 instead of UTF-8) and saved again",
    undone: "with its letters put right",
    *undo({ text }) {
      const once = replaceAll(text, foreign2, (run) => misread(run) ?? run);
      yield once;
      if (once.length > 0) yield replaceAll(text, foreign2, (run) => misread(misread(run) ?? run) ?? misread(run) ?? run);
    }
  },
  {
    id: "encoding-repaired",
    happened: "had letters repaired that were signed in their garbled form",
    undone: "with the garbled form put back",
    guesses: true,
    *undo({ text }) {
      yield replaceAll(text, foreign2, asWindows1252);
    }
  },
  {
    id: "letters-composed",
    happened: "had its accented letters written in another Unicode form, as macOS does",
    undone: "in the form that was signed",
    guesses: true,
    *undo(source2) {
      for (const form2 of ["NFC", "NFD"]) {
        yield values(source2).flatMap(({ start, stop, value }) => value.normalize(form2) === value ? [] : [{ start, stop, text: value.normalize(form2) }]);
      }
    }
  },
  {
    id: "no-break-space-lost",
    happened: "had a no-break space turned into a plain blank, as browsers do when text is copied",
    undone: "with it put back",
    guesses: true,
    *undo(source2) {
      yield* togetherThenEach(replaceInValues(source2, /(?<=\S) (?=\S)/g, () => "\xA0"));
    }
  },
  {
    id: "character-lost",
    happened: "lost a letter that an encoding could not hold",
    undone: "with the right letter guessed",
    guesses: true,
    *undo(source2) {
      const marked = replaceInValues(source2, /\ufffd+/g, () => "");
      const places = marked.length > 0 ? marked : values(source2).flatMap(({ start, stop, value }) => value.includes("://") ? [] : replaceIn(source2.text, start, stop, new RegExp("(?<=\\p{L})\\?(?=\\p{L})", "gu"), () => ""));
      if (places.length > 0 && places.length <= 4) for (const letter of lostCharacters) yield places.map((edit) => ({ ...edit, text: letter }));
    }
  }
];

// shared/saml/damage/layout.ts
var deepest = 100;
function slotsOf({ text, tokens }) {
  const slots = [];
  const open2 = [];
  const within = { Signature: 0, KeyInfo: 0 };
  const step = (name2, by) => {
    if (name2 === "Signature" || name2 === "KeyInfo") within[name2] += by;
  };
  let before2 = null;
  for (const token of tokens) {
    if (token.kind === "text") {
      if (text.slice(token.start, token.stop).trim() !== "") before2 = null;
      continue;
    }
    const isLeaf = before2?.kind === "open" && token.kind === "close";
    if (before2 !== null && open2.length > 0 && !isLeaf && token.kind !== "other") {
      slots.push({ start: before2.stop, stop: token.start, level: Math.min(token.depth, deepest), inside: open2.at(-1), inSignature: within.Signature > 0, inKeyInfo: within.KeyInfo > 0, isBeforeSignature: token.kind === "open" && localName(token.name) === "Signature" });
    }
    if (token.kind === "open") {
      open2.push(localName(token.name));
      step(open2.at(-1), 1);
    } else if (token.kind === "close") step(open2.pop(), -1);
    before2 = token.kind === "other" ? null : token;
  }
  return slots;
}
function layOut(source2, wanted3) {
  return slotsOf(source2).flatMap((slot) => {
    const text = wanted3(slot);
    return source2.text.slice(slot.start, slot.stop) === text ? [] : [{ start: slot.start, stop: slot.stop, text }];
  });
}
var asSantuario = (slot) => slot.inSignature && !slot.inKeyInfo && slot.inside !== "Transform" ? "\n" : "";
var padding2 = (source2) => leaves(source2).flatMap(({ start, stop, value }) => {
  const trimmed2 = value.trim();
  return trimmed2 === value || trimmed2 === "" ? [] : [{ start, stop, text: trimmed2 }];
});
var inOrder2 = (edits) => edits.sort((a, b) => a.start - b.start);
var units = ["  ", "    ", "	", "", "   ", " "];
function* indentations(source2) {
  for (const unit of units) {
    yield layOut(source2, (slot) => `
${unit.repeat(slot.level)}`);
    yield layOut(source2, (slot) => slot.inSignature || slot.isBeforeSignature ? "" : `
${unit.repeat(slot.level)}`);
    yield layOut(source2, (slot) => slot.inSignature ? "" : `
${unit.repeat(slot.level)}`);
  }
}
var isIndented = (source2) => slotsOf(source2).some((slot) => slot.stop > slot.start);
var layoutDamages = [
  {
    id: "pretty-printed",
    happened: "was pretty-printed after it left the identity provider",
    undone: "with the indentation taken out",
    *undo(source2) {
      if (!isIndented(source2)) return;
      yield layOut(source2, () => "");
      const padded2 = padding2(source2);
      if (padded2.length > 0) yield inOrder2([...layOut(source2, () => ""), ...padded2]);
      yield layOut(source2, asSantuario);
      yield layOut(source2, (slot) => slot.inSignature ? "" : source2.text.slice(slot.start, slot.stop));
    }
  },
  {
    id: "values-padded",
    happened: "got blanks or line breaks around its values",
    undone: "with the white space around values taken away",
    *undo(source2) {
      const padded2 = padding2(source2);
      if (padded2.length > 0) yield padded2;
    }
  },
  {
    id: "indented-anew",
    happened: "was indented anew after it left the identity provider",
    undone: "with the indentation it had before",
    *undo(source2) {
      if (isIndented(source2)) yield* indentations(source2);
    }
  },
  {
    id: "made-compact",
    happened: "was made compact after it left the identity provider: the line breaks that were signed with it are gone",
    undone: "with the line breaks put back",
    *undo(source2) {
      if (isIndented(source2)) return;
      yield layOut(source2, asSantuario);
      yield* indentations(source2);
    }
  },
  {
    id: "tabs-to-blanks",
    happened: "had its tabs turned into blanks",
    undone: "with the tabs put back",
    *undo(source2) {
      for (const width of [4, 8, 2]) yield replaceInText(source2, new RegExp(` {${width}}`, "g"), () => "	");
    }
  },
  {
    id: "blanks-to-tabs",
    happened: "had its blanks turned into tabs",
    undone: "with the blanks put back",
    *undo(source2) {
      if (source2.text.includes("	")) for (const blanks of [" ", "    ", "  ", "        "]) yield replaceInText(source2, /\t/g, () => blanks);
    }
  },
  {
    id: "lines-broken",
    happened: "was broken into lines of a fixed length",
    undone: "with the lines joined",
    *undo({ text, tokens }) {
      if (!text.includes("\n")) return;
      yield replaceAll(text, /\r?\n/g, () => "");
      yield replaceAll(text, /\r?\n/g, () => " ");
      const inTags2 = new Set(tokens.flatMap((token) => token.kind === "text" ? [] : replaceAll(text.slice(token.start, token.stop), /\r?\n/g, () => " ").map((edit) => edit.start + token.start)));
      yield replaceAll(text, /\r?\n/g, () => "").map((edit) => inTags2.has(edit.start) ? { ...edit, text: " " } : edit);
    }
  },
  {
    id: "values-trimmed",
    happened: "lost white space at the edge of a value",
    undone: "with it put back",
    guesses: true,
    *undo(source2) {
      const found2 = leaves(source2);
      for (const blank of [" ", "\n"]) {
        yield* each6(found2.map(({ stop }) => ({ start: stop, stop, text: blank })));
        yield* each6(found2.map(({ start }) => ({ start, stop: start, text: blank })));
      }
    }
  }
];

// shared/saml/damage/namespaces.ts
var tagsOf = ({ tokens }) => tokens.filter((token) => token.kind === "open" || token.kind === "empty");
function declarationsOf(source2) {
  return tagsOf(source2).flatMap((token) => attributesOf(source2, token).flatMap(({ name: name2, value, start, stop }) => name2 === "xmlns" || name2.startsWith("xmlns:") ? [{ prefix: name2.slice(6), uri: value, token, start, stop }] : []));
}
var wellKnown = [
  ["xs", ns.xs],
  ["xsi", ns.xsi],
  ["xsd", ns.xs],
  ["samlp", ns.samlp],
  ["saml", ns.saml],
  ["saml2p", ns.samlp],
  ["saml2", ns.saml],
  ["ds", ns.ds],
  ["dsig", ns.ds],
  ["xenc", ns.xenc],
  ["ec", ns.excC14n],
  ["soap", ns.soap],
  ["ns0", ns.samlp],
  ["ns1", ns.saml],
  ["ns2", ns.ds],
  ["md", ns.md],
  ["", ns.samlp]
];
var attributeText2 = (prefix, uri) => ` xmlns${prefix === "" ? "" : `:${prefix}`}="${uri}"`;
var insertAt = (token) => token.start + 1 + token.name.length;
var inOrder3 = (edits) => edits.sort((a, b) => a.start - b.start || a.stop - b.stop);
var removal = ({ start, stop }) => ({ start, stop, text: "" });
var insertion = (token, prefix, uri) => ({ start: insertAt(token), stop: insertAt(token), text: attributeText2(prefix, uri) });
function usage(source2) {
  const prefixOf = (name2) => name2.slice(0, Math.max(0, name2.indexOf(":")));
  return new Map(tagsOf(source2).map((token) => {
    const prefixes = /* @__PURE__ */ new Set([prefixOf(token.name)]);
    for (const { name: name2, value } of attributesOf(source2, token)) if (!name2.startsWith("xmlns")) prefixes.add(prefixOf(name2)).add(prefixOf(value.slice(0, 32)));
    return [token, prefixes];
  }));
}
var signedNames = /* @__PURE__ */ new Set(["Response", "Assertion", "LogoutRequest", "LogoutResponse", "AuthnRequest", "EntityDescriptor"]);
var namespaceDamages = [
  {
    id: "cut-out-of-its-parent",
    happened: "was cut out of the message around it, whose namespace declarations it needs",
    undone: "with these put back",
    *undo(source2) {
      const tags = tagsOf(source2);
      const root = tags[0];
      if (root === void 0) return;
      const declared = new Set(declarationsOf(source2).map(({ prefix }) => prefix));
      const used = new Set([...usage(source2).values()].flatMap((prefixes) => [...prefixes]));
      const missing2 = wellKnown.filter(([prefix]) => prefix !== "" && !declared.has(prefix) && used.has(prefix));
      if (missing2.length === 0) return;
      yield missing2.map(([prefix, uri]) => insertion(root, prefix, uri));
      for (const [prefix, uri] of wellKnown) if (!declared.has(prefix) && !missing2.some((each7) => each7[0] === prefix)) yield [...missing2, [prefix, uri]].map((each7) => insertion(root, each7[0], each7[1]));
    }
  },
  {
    id: "namespace-moved",
    happened: "had namespace declarations moved to other elements",
    undone: "with them where they were",
    guesses: true,
    onlyReadable: true,
    *undo(source2) {
      const tags = tagsOf(source2);
      const all = declarationsOf(source2).filter(({ prefix }) => prefix !== "");
      const used = usage(source2);
      const uses = (token, prefix) => used.get(token).has(prefix);
      const signed2 = tags.filter((token) => signedNames.has(localName(token.name)));
      const move = (prefixes2, targets2) => inOrder3(prefixes2.flatMap((prefix) => {
        const own = all.filter((declaration) => declaration.prefix === prefix);
        const uri = own[0].uri;
        if (own.some((declaration) => declaration.uri !== uri)) return [];
        const wanted3 = new Set(targets2(prefix));
        const holders = new Set(own.map(({ token }) => token));
        return [...own.filter(({ token }) => !wanted3.has(token)).map(removal), ...[...wanted3].filter((token) => !holders.has(token)).map((token) => insertion(token, prefix, uri))];
      }));
      const prefixes = [...new Set(all.map(({ prefix }) => prefix))].slice(0, 12);
      const targets = [
        ...signed2.slice(0, 3).map((token) => () => [token]),
        () => signed2,
        (prefix) => tags.filter((token) => uses(token, prefix)),
        (prefix) => tags.filter((token) => uses(token, prefix) && !token.name.startsWith(`${prefix}:`)),
        // Where it is first needed on each way down, as libraries write it.
        (prefix) => outermost(tags, (token) => uses(token, prefix))
      ];
      for (const target of targets) for (const prefix of prefixes) yield move([prefix], target);
      for (const target of targets) yield move(prefixes, target);
    }
  },
  {
    id: "namespace-added",
    happened: "got namespace declarations put in that were not signed",
    undone: "with them taken out",
    guesses: true,
    onlyReadable: true,
    *undo(source2) {
      const used = new Set([...usage(source2).values()].flatMap((prefixes) => [...prefixes]));
      const unused = declarationsOf(source2).filter(({ prefix }) => prefix !== "" && !used.has(prefix));
      yield unused.map(removal);
      if (unused.length > 1) for (const declaration of unused.slice(0, 12)) yield [removal(declaration)];
      const values2 = declarationsOf(source2).filter(({ prefix, token }) => prefix !== "" && !token.name.startsWith(`${prefix}:`));
      for (const declaration of values2.slice(0, 12)) yield [removal(declaration)];
    }
  },
  {
    id: "namespace-removed",
    happened: "lost namespace declarations that were signed with it",
    undone: "with these put back",
    guesses: true,
    onlyReadable: true,
    *undo(source2) {
      const declared = new Set(declarationsOf(source2).map(({ prefix }) => prefix));
      const missing2 = wellKnown.filter(([prefix]) => !declared.has(prefix) && prefix !== "");
      const targets = tagsOf(source2).filter((token) => signedNames.has(localName(token.name))).slice(0, 2);
      for (const root of targets) {
        for (const [prefix, uri] of missing2) yield [insertion(root, prefix, uri)];
        for (const pair2 of [["xs", "xsi"], ["xsd", "xsi"], ["samlp", "saml"], ["saml2p", "saml2"], ["samlp", "xs"], ["saml2p", "xs"], ["samlp", "ds"]]) {
          const both = missing2.filter(([prefix]) => pair2.includes(prefix));
          if (both.length === 2) yield both.map(([prefix, uri]) => insertion(root, prefix, uri));
        }
      }
    }
  }
];
function outermost(tags, uses) {
  const found2 = [];
  let depth = Infinity;
  for (const token of tags) {
    if (token.depth > depth) continue;
    depth = Infinity;
    if (!uses(token)) continue;
    found2.push(token);
    depth = token.depth;
  }
  return found2;
}

// shared/saml/damage/references.ts
var latinNames = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(" ");
var htmlNames = new Map(latinNames.map((name2, index) => [name2, String.fromCharCode(160 + index)]));
for (const [name2, character] of [["ndash", "\u2013"], ["mdash", "\u2014"], ["lsquo", "\u2018"], ["rsquo", "\u2019"], ["ldquo", "\u201C"], ["rdquo", "\u201D"], ["hellip", "\u2026"], ["euro", "\u20AC"]]) htmlNames.set(name2, character);
var bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g;
function strayMarkup({ text, tokens }) {
  const stray = /* @__PURE__ */ new Set();
  const open2 = [];
  for (const { kind, name: name2, start } of tokens) {
    if (kind === "open") open2.push({ name: name2, start });
    else if (kind === "close") {
      const at = open2.slice(-32).findLastIndex((each7) => each7.name === name2);
      if (at === -1) continue;
      for (const each7 of open2.splice(Math.max(0, open2.length - 32) + at).slice(1)) stray.add(each7.start);
    }
  }
  return tokens.flatMap((token) => {
    const isStray = token.kind === "other" ? token.stop === token.start + 1 : stray.has(token.start) && !text.slice(token.start, token.stop).includes("=");
    return isStray ? [{ start: token.start, stop: token.start + 1, text: "&lt;" }] : [];
  });
}
function strayQuotes(text) {
  return [...text.matchAll(/<[A-Za-z_][^<>]{0,2000}>/g)].flatMap((tag2) => {
    const starts = [...tag2[0].matchAll(/\s[\w:.-]+="/g)].map((match) => ({ outer: match.index, inner: match.index + match[0].length }));
    return starts.flatMap(({ inner }, index) => {
      const last2 = tag2[0].lastIndexOf('"', (starts[index + 1]?.outer ?? tag2[0].length) - 1);
      return replaceIn(text, tag2.index + inner, tag2.index + Math.max(inner, last2), /"/g, () => "&quot;");
    });
  });
}
var inOrder4 = (edits) => edits.sort((a, b) => a.start - b.start);
var attributeLineEnds = (source2) => source2.tokens.flatMap((token) => token.kind === "open" || token.kind === "empty" ? attributesOf(source2, token).flatMap(({ valueStart, valueStop }) => replaceIn(source2.text, valueStart, valueStop, /\r\n|[\n\t]/g, (match) => match === "\r\n" ? "&#13;&#10;" : match === "\n" ? "&#10;" : "&#9;")) : []);
var crReference = /&#(?:13|x0*[dD]);/g;
var referenceDamages = [
  {
    id: "references-decoded",
    happened: "had its entities decoded (&amp; into &, &lt; into <)",
    undone: "with the entities put back",
    *undo(source2) {
      const ampersands = replaceAll(source2.text, bareAmpersand, () => "&amp;");
      yield inOrder4([...ampersands, ...strayMarkup(source2)]);
      yield ampersands;
      const quotes = strayQuotes(source2.text);
      if (quotes.length > 0) yield inOrder4([...replaceAll(source2.text, bareAmpersand, () => "&amp;"), ...quotes]);
      yield attributeLineEnds(source2);
      yield replaceInValues(source2, /&(?=(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, () => "&amp;");
    }
  },
  {
    id: "references-encoded-twice",
    happened: "had its entities encoded a second time (&amp; into &amp;amp;)",
    undone: "with one layer taken off",
    *undo({ text }) {
      yield replaceAll(text, /&amp;(?=(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, () => "&");
    }
  },
  {
    id: "html-entities",
    happened: "had letters turned into HTML entities (&uuml; for \xFC)",
    undone: "with the letters put back",
    *undo({ text }) {
      yield replaceAll(text, /&([A-Za-z]{2,6}[1-4]{0,2});/g, (match, name2) => htmlNames.get(name2) ?? match);
    }
  },
  {
    id: "carriage-returns-lost",
    happened: "lost the carriage returns that were signed with it (&#13; became a plain line break)",
    undone: "with them put back",
    *undo(source2) {
      yield leaves(source2).flatMap(({ start, stop }) => replaceIn(source2.text, start, stop, /\r?\n/g, () => "&#13;\n"));
      yield leaves(source2).flatMap(({ name: name2, start, stop }) => /Value$|^X509/.test(name2) ? replaceIn(source2.text, start, stop, /\r?\n/g, () => "&#13;\n") : []);
      yield replaceInText(source2, /\r?\n/g, () => "&#13;\n");
      yield replaceInText(source2, /\r\n/g, () => "&#13;\n");
    }
  },
  {
    id: "carriage-returns-added",
    happened: "had its line ends changed: carriage returns (&#13;) came in that were not signed",
    undone: "with them taken out",
    *undo({ text }) {
      const found2 = replaceAll(text, crReference, () => "");
      yield found2;
      if (found2.length > 0) yield replaceAll(text, /&#(?:13|x0*[dD]);\n?/g, () => "\n");
    }
  },
  {
    id: "references-decoded-in-place",
    happened: "had an entity of a value decoded once too often",
    undone: "with it put back",
    guesses: true,
    *undo(source2) {
      yield* togetherThenEach(replaceInValues(source2, /&(?=(?:amp|lt|gt|quot|apos);)/g, () => "&amp;"));
    }
  }
];

// shared/saml/damage/structure.ts
function cutOff({ text, tokens }) {
  const open2 = [];
  let at = text.length;
  for (const token of tokens) {
    if (token.kind === "open") open2.push(token.name);
    else if (token.kind === "close" && open2.at(-1) === token.name) open2.pop();
    else if (token.kind === "other" && token.stop === token.start + 1 && !text.includes("<", token.stop)) at = token.start;
  }
  return open2.length === 0 ? null : { at, open: open2 };
}
var emptied = [
  ["NameID", "NameQualifier"],
  ["NameID", "SPNameQualifier"],
  ["NameID", "Format"],
  ["Attribute", "FriendlyName"],
  ["Issuer", "Format"],
  ["Response", "InResponseTo"],
  ["SubjectConfirmationData", "InResponseTo"],
  ["AuthnStatement", "SessionIndex"]
];
var isOpen = (token) => token.kind === "open" || token.kind === "empty";
function* withEmptyAttributes(source2) {
  for (const [element2, name2] of emptied) {
    const places = source2.tokens.filter((token) => isOpen(token) && localName(token.name) === element2 && !attributesOf(source2, token).some((attribute2) => attribute2.name === name2));
    const edits = places.map((token) => ({ start: token.start + 1 + token.name.length, stop: token.start + 1 + token.name.length, text: ` ${name2}=""` }));
    if (edits.length > 0) yield edits;
    if (edits.length > 1) yield* each6(edits.slice(0, 12));
  }
}
function* withEmptyValues(source2) {
  const { text, tokens } = source2;
  const places = [];
  tokens.forEach((token, at) => {
    if (!isOpen(token) || localName(token.name) !== "Attribute") return;
    const prefix = token.name.slice(0, token.name.length - "Attribute".length);
    const next = tokens[at + 1];
    if (token.kind === "empty") places.push({ token, close: -1, prefix });
    else if (next?.kind === "close") places.push({ token, close: next.start, prefix });
  });
  const sample = tokens.find((token) => isOpen(token) && localName(token.name) === "AttributeValue");
  const written = sample === void 0 ? "" : attributesOf(source2, sample).map(({ start, stop }) => text.slice(start, stop)).join("");
  for (const attributes of /* @__PURE__ */ new Set([written, "", ' xsi:type="xs:string"', ' xsi:nil="true"'])) {
    const edits = places.map(({ token, close, prefix }) => {
      const value = `<${prefix}AttributeValue${attributes}/>`;
      return close === -1 ? { start: token.stop - 2, stop: token.stop, text: `>${value}</${token.name}>` } : { start: close, stop: close, text: value };
    });
    if (edits.length > 0) yield edits;
    if (edits.length > 1) yield* each6(edits.slice(0, 12));
  }
}
var structureDamages = [
  {
    id: "cut-off",
    happened: "was cut off at its end",
    undone: "with the open elements closed",
    *undo(source2) {
      const cut = cutOff(source2);
      if (cut !== null && cut.open.length <= 100) yield [{ start: cut.at, stop: source2.text.length, text: cut.open.toReversed().map((name2) => `</${name2}>`).join("") }];
    }
  },
  {
    id: "empty-values-dropped",
    happened: "lost values or attributes that were empty",
    undone: "with the empty ones put back",
    guesses: true,
    *undo(source2) {
      yield* withEmptyValues(source2);
      yield* withEmptyAttributes(source2);
    }
  }
];

// shared/saml/damage/viewer.ts
var folding = /^[ \t\u00a0]*[-−–+▼▶▾▸▿▹►⊟⊞⌄›](?:[ \t\u00a0]*)(?=<)/gm;
var beforeRoot = (text) => {
  const root = /<[A-Za-z_?]/.exec(text)?.index ?? 0;
  const before2 = text.slice(0, root);
  return before2.trim() !== "" && !before2.includes("<!") ? [{ start: 0, stop: root, text: "" }] : [];
};
var numbered = /^[ \t]*(\d{1,6})(?:[ \t]*[:.|)│]|(?=[ \t<]))[ \t]?/gm;
function lineNumbers(text) {
  const found2 = [...text.matchAll(numbered)];
  const counting = found2.filter((match, index) => Number(match[1]) === Number(found2[index - 1]?.[1]) + 1).length;
  if (found2.length < 2 || counting < (found2.length - 1) * 0.8) return [];
  return found2.map((match) => ({ start: match.index, stop: match.index + match[0].length, text: "" }));
}
function commentsBetweenTags({ text, tokens }) {
  const isComment = ({ start }) => text.startsWith("<!--", start);
  const marks2 = tokens.filter((token) => isComment(token) || token.kind !== "text" || text.slice(token.start, token.stop).trim() !== "");
  return marks2.flatMap((token, at) => {
    const [before2, after2] = [marks2[at - 1], marks2[at + 1]];
    if (!isComment(token) || before2 === void 0 || after2 === void 0) return [];
    const isInValue = before2.kind === "text" || after2.kind === "text" || before2.kind === "other" || after2.kind === "other" || before2.kind === "open" && after2.kind === "close";
    return isInValue ? [] : [{ start: token.start, stop: token.stop, text: "" }];
  });
}
var viewerDamages = [
  {
    id: "browser-view",
    happened: "was copied out of a browser\u2019s view of the XML, with its folding markers",
    undone: "with the markers taken out",
    *undo({ text }) {
      const markers = replaceAll(text, folding, () => "");
      const words2 = beforeRoot(text);
      if (words2.length > 0) yield [...words2, ...markers.filter((edit) => edit.start >= words2[0].stop)];
      yield markers;
      yield replaceAll(text, /^[ \t\u00a0]*[-−–+▼▶▾▸▿▹►⊟⊞⌄›][ \t\u00a0]*$/gm, () => "");
    }
  },
  {
    id: "line-numbers",
    happened: "was copied with line numbers",
    undone: "with the numbers taken out",
    *undo({ text }) {
      yield lineNumbers(text);
    }
  },
  {
    id: "quoted-lines",
    happened: 'was quoted in a mail, with ">" before its lines',
    undone: "with these taken out",
    *undo({ text }) {
      const found2 = replaceAll(text, /^(?:> ?)+/gm, () => "");
      if (found2.length > 1 && found2.length * 2 > text.split("\n").length) yield found2;
    }
  },
  {
    id: "instruction-added",
    happened: "got an XML declaration or an instruction where none may stand",
    undone: "with it taken out",
    *undo({ text }) {
      const root = /<[A-Za-z_]/.exec(text)?.index ?? 0;
      yield replaceAll(text.slice(0, root), /<\?[^<>]*\?>\s*/g, () => "").filter(({ start }) => start > 0 || !text.startsWith("<?xml "));
    }
  },
  {
    id: "comments-added",
    happened: "got comments put in",
    undone: "with the comments taken out",
    *undo(source2) {
      yield commentsBetweenTags(source2);
    }
  }
];

// shared/saml/damage/index.ts
var damageList = [...viewerDamages, ...characterDamages, ...referenceDamages, ...structureDamages, ...base64Damages, ...namespaceDamages, ...layoutDamages];

// shared/saml/damage/query.ts
var split2 = (octets) => octets.split("&").map((pair2) => {
  const at = pair2.indexOf("=");
  return at === -1 ? { name: pair2, value: "" } : { name: pair2.slice(0, at), value: pair2.slice(at + 1) };
});
var join = (parts) => parts.map(({ name: name2, value }) => `${name2}=${value}`).join("&");
function decoded2(value, plusIsBlank) {
  try {
    return decodeURIComponent(plusIsBlank ? value.replaceAll("+", "%20") : value);
  } catch {
    return null;
  }
}
var lowerEscapes = (text) => text.replace(/%[0-9A-F]{2}/gi, (escape) => escape.toLowerCase());
var upperEscapes = (text) => text.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
var strict = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
var encoders = [
  encodeURIComponent,
  strict,
  (text) => strict(text).replaceAll("%20", "+").replaceAll("%2A", "*").replaceAll("~", "%7E"),
  (text) => strict(text).replaceAll("%20", "+"),
  (text) => lowerEscapes(encodeURIComponent(text).replaceAll("%20", "+")),
  (text) => lowerEscapes(strict(text)),
  (text) => encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/"),
  (text) => encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%3D", "=").replaceAll("%2B", "+"),
  (text) => text
];
function* encodings(parts) {
  const about = { happened: "was percent-encoded anew on its way", undone: "with the escapes it was signed with" };
  for (const change of [lowerEscapes, upperEscapes]) yield { id: "query-escapes-case", happened: "had the letters of its percent-escapes changed between upper and lower case", undone: "with the case they had", parts: parts.map(({ name: name2, value }) => ({ name: name2, value: change(value) })) };
  for (const plusIsBlank of [true, false]) {
    for (const encode of encoders) {
      const anew = parts.map(({ name: name2, value }) => {
        const text = decoded2(value, plusIsBlank && name2 === "RelayState");
        return { name: name2, value: text === null ? value : encode(name2 === "RelayState" ? text : text.replaceAll(" ", "+")) };
      });
      yield { id: "query-encoded-anew", ...about, parts: anew };
      yield { id: "query-encoded-anew", ...about, parts: anew.map((part, index) => part.name === "RelayState" ? part : parts[index]) };
    }
  }
}
var htmlDecoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
var htmlEncoded = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
function* relayStates(parts, own) {
  const relay = parts.find(({ name: name2 }) => name2 === "RelayState");
  const rest2 = parts.filter(({ name: name2 }) => name2 !== "RelayState");
  const put = (value) => [rest2[0], { name: "RelayState", value }, ...rest2.slice(1)];
  if (relay === void 0) {
    yield { id: "query-relay-state-lost", happened: "lost its empty RelayState", undone: "with it put back", parts: put("") };
    if (own !== null && own !== "") for (const encode of encoders) yield { id: "query-relay-state-lost", happened: "lost its RelayState", undone: "with the one that came beside it", parts: put(encode(own)) };
    return;
  }
  yield { id: "query-relay-state-added", happened: "got a RelayState that was not signed with it", undone: "without the RelayState", parts: rest2 };
  const text = decoded2(relay.value, true);
  if (text === null) return;
  for (const encode of encoders) {
    for (const change of [htmlDecoded, htmlEncoded]) if (change(text) !== text) yield { id: "query-relay-state-html", happened: "had HTML escapes in its RelayState changed (&amp; for &)", undone: "with those it was signed with", parts: put(encode(change(text))) };
    const twice2 = decoded2(text, true);
    if (twice2 !== null && twice2 !== text) yield { id: "query-relay-state-encoded-twice", happened: "had its RelayState percent-encoded a second time", undone: "with one layer taken off", parts: put(encode(twice2)) };
  }
}
function* orders(parts) {
  const about = { id: "query-order", happened: "had its parameters put in another order", undone: "in the order that was signed" };
  const named3 = (name2) => parts.filter((part) => part.name === name2);
  const [message2, relay, algorithm] = [parts.filter(({ name: name2 }) => /^SAML(?:Request|Response)$/.test(name2)), named3("RelayState"), named3("SigAlg")];
  if (relay.length > 0) yield { ...about, parts: [...relay, ...message2, ...algorithm] };
  yield { ...about, parts: [...message2, ...algorithm, ...relay] };
  yield { ...about, parts: [...algorithm, ...message2, ...relay] };
  yield { ...about, parts: parts.toSorted((a, b) => a.name < b.name ? -1 : 1) };
}
function* queryCandidates(query, relayState) {
  const octets = typeof query.signedOctets === "string" ? query.signedOctets : Buffer.from(query.signedOctets).toString("latin1");
  const parts = split2(octets);
  const seen2 = /* @__PURE__ */ new Set([octets]);
  const signature2 = query.signature?.replaceAll(" ", "+").replace(/[\r\n\t]+/g, "") ?? null;
  if (signature2 !== query.signature) yield { id: "query-plus-to-blank", happened: 'lost the "+" in its Signature, each of which became a blank', undone: 'with the "+" put back', query: { ...query, signature: signature2 } };
  if (query.sigAlg === null || !Object.hasOwn(signatureAlgorithms, query.sigAlg)) {
    for (const [uri, { strength }] of Object.entries(signatureAlgorithms)) {
      if (strength === "refused" || query.sigAlg === null || !uri.startsWith(query.sigAlg)) continue;
      for (const encode of encoders) yield { id: "query-algorithm-cut", happened: 'lost what follows the "#" of its SigAlg', undone: "with the algorithm put back", query: { signature: signature2, sigAlg: uri, signedOctets: join(parts.map((part) => part.name === "SigAlg" ? { ...part, value: encode(uri) } : part)) } };
    }
    return;
  }
  for (const change of changes(parts, relayState)) {
    const text = join(change.parts);
    if (seen2.has(text)) continue;
    seen2.add(text);
    yield { id: change.id, happened: change.happened, undone: change.undone, query: { ...query, signature: signature2, signedOctets: text } };
  }
}
function* changes(parts, relayState) {
  const first = [...orders(parts), ...relayStates(parts, relayState)];
  yield* first;
  yield* encodings(parts);
  for (const one of first) for (const then of encodings(one.parts)) yield { id: one.id, happened: `${one.happened} and ${then.happened}`, undone: `${one.undone} and ${then.undone}`, parts: then.parts };
}

// shared/saml/signature.ts
var canonicalBudget = 128 * 1024 * 1024;
var strayKept = 100;
var embeddedKept = 16;
function verifySignatures(tree, source2, keys, options = {}) {
  const verification = { signatures: [], covered: [], stray: [] };
  const elements = [];
  for (let element2 = 0; element2 < tree.count; element2++) {
    if (tree.kind(element2) !== ds.Signature) continue;
    if (mayHoldSignature(tree, tree.parent(element2))) elements.push(element2);
    else if (verification.stray.length < strayKept) verification.stray.push({ node: nodeRef(source2, element2), path: tree.path(element2) });
  }
  if (elements.length === 0) return verification;
  const facts = documentFacts(tree, source2, elements);
  const trusted = signingKeys2(keys);
  let spent = 0;
  for (const element2 of elements) {
    const { signature: signature2, bytes } = verifyOne(facts, element2, trusted, options, spent < canonicalBudget);
    spent += signature2.canonicalBytes ?? 0;
    if (bytes !== null) verification.covered.push({ signature: verification.signatures.length, element: tree.parent(element2), bytes });
    verification.signatures.push(signature2);
  }
  return verification;
}
function documentFacts(tree, source2, signatures) {
  const counts = /* @__PURE__ */ new Map();
  for (const signature2 of signatures) counts.set(tree.parent(signature2), (counts.get(tree.parent(signature2)) ?? 0) + 1);
  let byID = null;
  return {
    tree,
    source: source2,
    signaturesIn: (parent) => counts.get(parent) ?? 0,
    elementsByID: () => byID ??= indexIDs(tree)
  };
}
function indexIDs(tree) {
  const index = /* @__PURE__ */ new Map();
  for (let element2 = 0; element2 < tree.count; element2++) {
    const id = tree.attribute(element2, "ID");
    if (id === null) continue;
    const others = index.get(id);
    if (others === void 0) index.set(id, [element2]);
    else others.push(element2);
  }
  return index;
}
function verifyOne(facts, element2, trusted, { otherKeys = [], onlyIntact = false }, withinBudget) {
  const shape2 = readSignatureShape(facts, element2);
  const signature2 = describe2(facts, shape2);
  if (shape2.faults.length > 0) return { signature: signature2, bytes: null };
  const prepared = withinBudget ? boundedForms(facts, shape2) : tooLarge3(facts, shape2);
  if ("fault" in prepared) {
    signature2.faults.push(prepared.fault);
    return { signature: signature2, bytes: null };
  }
  const { signedInfo, signedBytes, reference: reference2, bytes } = prepared;
  const digestRow = rowOf(digestAlgorithms, reference2.digestMethod);
  const scheme = rowOf(signatureAlgorithms, signedInfo.signatureMethod);
  signature2.digestComputed = digestBase64(digestRow.hash, bytes);
  const isIntact = withoutSpaces(reference2.digestText ?? "") === signature2.digestComputed;
  signature2.canonicalBytes = bytes.length;
  const value = shape2.signatureValue;
  const hint = signature2.embeddedCertificates[0]?.keySha256 ?? null;
  const index = isIntact ? fittingKey(trusted, scheme, signedBytes, value, hint) : -1;
  if (index === -1) {
    signature2.result = isIntact && trusted.length === 0 ? "not-checked" : "failed";
    signature2.failure = isIntact ? trusted.length === 0 ? null : "key" : "digest";
    if (isIntact || !onlyIntact) Object.assign(signature2, diagnoseKeys(signature2.embeddedCertificates, otherKeys, scheme, signedBytes, value));
    return { signature: signature2, bytes: null };
  }
  const key2 = trusted[index];
  if (isShortRsa(key2)) {
    signature2.faults.push({
      code: "signature-algorithm",
      message: `The key that made this signature has ${key2.keyBits} bits. Anyone can work out the private key of one this short.`,
      expected: `RSA with 2048 bits, at least ${fewestRsaBits}`,
      actual: `${key2.keyBits} bits`,
      node: signature2.node
    });
    return { signature: signature2, bytes: null };
  }
  signature2.result = "verified";
  signature2.verifiedBy = { source: key2.source, sha256: key2.certificate?.sha256 ?? null, certificate: key2.certificate, bits: key2.keyBits };
  if (hint !== null && hint !== "") signature2.embeddedKeyFits = signature2.embeddedCertificates.some((each7) => each7.keySha256 === key2.keySha256);
  return { signature: signature2, bytes };
}
function boundedForms(facts, shape2) {
  try {
    return canonicalForms(facts, shape2);
  } catch (error2) {
    if (error2 instanceof CanonicalFormTooLarge) return tooLarge3(facts, shape2);
    throw error2;
  }
}
function tooLarge3(facts, shape2) {
  return { fault: { code: "c14n", message: "The canonical form of what is signed is too large to be computed.", node: nodeRef(facts.source, shape2.parent) } };
}
function canonicalForms(facts, shape2) {
  const { tree, source: source2 } = facts;
  const written = shape2.signedInfo;
  const signedBytes = canonicalBytes(tree, written.element, written.canonicalization);
  const parsed = readXml(signedBytes, (again4) => again4.kind(0) === ds.SignedInfo ? readSignedInfo(again4, 0) : null);
  const signedInfo = parsed.ok ? parsed.value : null;
  const fault = (code, message2, node) => ({ fault: { code, message: message2, node: nodeRef(source2, node) } });
  if (signedInfo === null || !sameSignedInfo(signedInfo, written)) {
    return fault("unexpected-content", "SignedInfo says something else in its canonical form, which is what was signed, than as it is written.", written.element);
  }
  const reference2 = signedInfo.references[0];
  const method2 = reference2.transforms[1] ?? { uri: c14n.inclusive, prefixes: [], element: -1 };
  const bytes = canonicalBytes(tree, shape2.parent, method2, shape2.element);
  if (bytes.length === 0) return fault("empty-canonical", "The signed element comes out empty when it is canonicalised, so the signature covers nothing.", shape2.parent);
  return { signedInfo, reference: reference2, signedBytes, bytes };
}
function canonicalBytes(tree, element2, method2, omit) {
  return canonicalize(tree, element2, { algorithm: method2.uri, inclusivePrefixes: method2.prefixes, ...omit === void 0 ? {} : { omit } });
}
function describe2(facts, shape2) {
  const { tree, source: source2 } = facts;
  const info = shape2.signedInfo;
  const reference2 = info?.references[0];
  return {
    node: nodeRef(source2, shape2.element),
    parent: nodeRef(source2, shape2.parent),
    parentName: tree.local(shape2.parent),
    parentID: shape2.parentID,
    referenceURI: reference2?.uri ?? null,
    canonicalization: info?.canonicalization?.uri ?? null,
    signatureMethod: info?.signatureMethod ?? null,
    digestMethod: reference2?.digestMethod ?? null,
    transforms: reference2?.transforms.map((transform) => transform.uri ?? "") ?? [],
    embeddedCertificates: shape2.keyInfo === -1 ? [] : embeddedCertificates(tree, shape2.keyInfo),
    faults: shape2.faults,
    result: "refused",
    failure: null,
    digestClaimed: reference2?.digestText == null ? null : withoutSpaces(reference2.digestText),
    digestComputed: null,
    verifiedBy: null,
    embeddedKeyFits: null,
    otherKeyFits: null,
    secondOpinion: null,
    canonicalBytes: null,
    detached: false
  };
}
function embeddedCertificates(tree, keyInfo) {
  const found2 = [];
  for (const data of tree.childrenOf(keyInfo, ds.X509Data)) {
    for (const element2 of tree.childrenOf(data, ds.X509Certificate)) {
      if (found2.length === embeddedKept) return found2;
      found2.push(certificateOfText(tree.text(element2)));
    }
  }
  return found2;
}
var withoutSpaces = (base643) => base643.replace(/[ \t\r\n]+/g, "");

// shared/saml/forensics.ts
var largestDocument = 256 * 1024;
var workBudget = 6 * 1024 * 1024;
var guessBudget = workBudget / 2;
var mostSignatures2 = 8;
var pairedVariants = 3;
var placesTried2 = 24;
var isSuspect = (signature2) => signature2.result === "failed" && signature2.embeddedKeyFits !== true || signature2.result === "failed" && signature2.failure === "digest" || signature2.result === "refused" && signature2.faults.some(({ code }) => mendable.has(code));
var mendable = /* @__PURE__ */ new Set(["base64", "unexpected-content", "missing-part", "position", "signature-algorithm"]);
function findDamage(suspect) {
  if (suspect.bytes.length > largestDocument) return null;
  const failing = suspect.signatures.flatMap((signature2, index) => isSuspect(signature2) ? [index] : []);
  const detached = failing.find((index) => suspect.signatures[index].detached);
  if (detached !== void 0 && suspect.query !== null) return queryDamage(suspect, suspect.query, detached);
  const text = textOf(suspect.bytes);
  if (countOf(text, "SignatureValue>") > mostSignatures2 * 2) return null;
  if (!suspect.broken && (failing.length === 0 || suspect.signatures.length > mostSignatures2)) return null;
  return new Search(text, suspect, failing).run();
}
function textOf(bytes) {
  const text = new TextDecoder(isUtf83(bytes) ? "utf-8" : "windows-1252").decode(bytes);
  return text.replace(/^(<\?xml[^<>?]{0,40}?)(\sencoding=(?:"[^"<>]{0,40}"|'[^'<>]{0,40}'))/, (_all, before2, encoding2) => before2 + " ".repeat(encoding2.length));
}
function isUtf83(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
function countOf(text, word) {
  let count2 = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) count2++;
  return count2;
}
var Search = class {
  text;
  suspect;
  failing;
  source;
  tried = /* @__PURE__ */ new Set();
  spent = 0;
  best = null;
  constructor(text, suspect, failing) {
    this.text = text;
    this.suspect = suspect;
    this.failing = failing;
    this.source = markup(text);
    this.tried.add(text);
  }
  run() {
    const asRead = this.suspect.broken ? this.attempt({ kinds: [isUtf83(this.suspect.bytes) ? misnamed : reEncoded], edits: [], text: this.text }, true) : false;
    if (!asRead) this.search();
    if (this.best !== null) return this.describe(this.narrow(this.best));
    return this.suspect.broken ? this.cut() : null;
  }
  search() {
    const single = [];
    for (const guesses of [void 0, true]) {
      for (const kind of damageList) {
        if (kind.guesses !== guesses || kind.onlyReadable === true && this.suspect.broken) continue;
        const variants = this.undo(kind, this.source, [], guesses === true ? guessBudget : workBudget);
        if (variants === null) return;
        if (guesses === void 0) single.push(...variants.slice(0, pairedVariants));
      }
    }
    for (const first of single) {
      const source2 = markup(first.text);
      for (const kind of damageList.slice(damageList.indexOf(first.kinds[0]) + 1)) {
        if (kind.guesses === true) continue;
        if (this.undo(kind, source2, [first]) === null) return;
      }
    }
  }
  /** Tries the candidates of one damage; null as soon as the search is over. */
  undo(kind, source2, after2, budget = workBudget) {
    const variants = [];
    this.spent += source2.text.length;
    for (const edits of kind.undo(source2)) {
      if (this.spent > workBudget) return null;
      if (this.spent > budget) break;
      if (edits.length === 0) continue;
      const first = after2[0];
      const attempt = { kinds: [...first?.kinds ?? [], kind], edits: first?.edits ?? edits, text: applyEdits(source2.text, edits) };
      if (this.tried.has(attempt.text)) continue;
      this.tried.add(attempt.text);
      if (this.attempt(attempt)) return null;
      variants.push(attempt);
    }
    return variants;
  }
  /** Whether every signature that failed holds in this text. The best so far is kept. */
  attempt(attempt, isReading = false) {
    const found2 = this.verify(attempt);
    if (found2 === null) return false;
    if (isReading && Buffer.from(attempt.text).equals(Buffer.from(this.suspect.bytes))) return false;
    if (this.best === null || found2.score > this.best.score) this.best = found2;
    return found2.score === 2 * (this.suspect.broken ? found2.signatures.length : this.failing.length);
  }
  verify(attempt) {
    const bytes = Buffer.from(attempt.text);
    this.spent += bytes.length;
    const parsed = parseXml(bytes);
    if (!parsed.ok) return null;
    const { signatures } = verifySignatures(parsed.tree, 0, this.suspect.keys, { onlyIntact: true });
    for (const { canonicalBytes: canonicalBytes2 } of signatures) this.spent += canonicalBytes2 ?? 0;
    if (signatures.length > mostSignatures2) return null;
    const wanted3 = this.suspect.broken ? signatures : this.failing.flatMap((index) => {
      const { parentName, parentID } = this.suspect.signatures[index];
      return signatures.filter((each7) => each7.parentName === parentName && each7.parentID === parentID).slice(0, 1);
    });
    let score2 = 0;
    wanted3.forEach((signature2, at) => {
      const before2 = this.suspect.broken ? null : this.suspect.signatures[this.failing[at]];
      score2 += scoreOf(signature2, before2);
    });
    return score2 === 0 ? null : { ...attempt, signatures: wanted3, score: score2 };
  }
  /** One edit of several may be all that is needed: then its place is where the text was changed. */
  narrow(found2) {
    if (found2.kinds.length > 1 || found2.edits.length < 2 || found2.edits.length > placesTried2) return found2;
    for (const edit of found2.edits) {
      if (this.spent > workBudget * 2) break;
      const alone = this.verify({ kinds: found2.kinds, edits: [edit], text: applyEdits(this.text, [edit]) });
      if (alone !== null && alone.score === found2.score) return alone;
    }
    return found2;
  }
  describe(found2) {
    const held = found2.signatures.filter((signature2) => scoreOf(signature2, null) > 0);
    const verified5 = held.find((signature2) => signature2.verifiedBy !== null);
    const shown2 = verified5 ?? held[0];
    const before2 = this.suspect.signatures[this.failing.find((index) => this.suspect.signatures[index].parentID === shown2.parentID) ?? -1];
    return {
      kinds: found2.kinds.map(({ id }) => id),
      happened: found2.kinds.map(({ happened }) => happened).join(" and "),
      undone: found2.kinds.map(({ undone }) => undone).join(" and "),
      signed: [...new Set(held.map(({ parentName }) => parentName))],
      signatures: this.failing.filter((index) => held.some(({ parentID, parentName }) => parentID === this.suspect.signatures[index].parentID && parentName === this.suspect.signatures[index].parentName)),
      verifiesWith: verified5?.verifiedBy == null ? null : { source: verified5.verifiedBy.source, sha256: verified5.verifiedBy.sha256 },
      fitsEmbedded: shown2.embeddedKeyFits === true,
      digestClaimed: shown2.digestClaimed,
      digestUndone: shown2.digestComputed,
      digestBefore: before2?.digestComputed ?? null,
      place: this.placeOf(found2.edits, shown2.parentID),
      places: found2.edits.length
    };
  }
  /** The first edit within what the signature covers. */
  placeOf(edits, id) {
    const signed2 = id === null ? -1 : this.text.indexOf(`"${id}"`);
    const edit = edits.find(({ start }) => start >= signed2) ?? edits[0];
    return edit === void 0 ? null : this.place(edit.start);
  }
  place(offset) {
    const before2 = this.text.slice(0, offset);
    const lineStart = before2.lastIndexOf("\n") + 1;
    return { line: countOf(before2, "\n") + 1, column: offset - lineStart + 1, path: this.pathTo(offset) };
  }
  pathTo(offset) {
    const open2 = [];
    for (const { kind, name: name2, start } of this.source.tokens) {
      if (start >= offset) break;
      if (kind === "open") open2.push(localName(name2));
      else if (kind === "close") open2.pop();
    }
    return open2.slice(-12).join("/");
  }
  /** Nothing can verify what is not there any more, but where it stops can be said. */
  cut() {
    const cut = cutOff(this.source);
    if (cut === null || leaves(this.source).length === 0) return null;
    const tail = this.text.slice(cut.at);
    const closed = parseXml(Buffer.from(this.text.slice(0, cut.at) + cut.open.toReversed().map((name2) => `</${name2}>`).join("")));
    if (!closed.ok || tail.includes(">")) return null;
    return { ...noProof, kinds: ["cut-off"], happened: "was cut off at its end", undone: "", place: this.place(this.text.length), places: 1 };
  }
};
var noProof = { signed: [], signatures: [], verifiesWith: null, fitsEmbedded: false, digestClaimed: null, digestUndone: null, digestBefore: null };
var misnamed = { id: "encoding-misnamed", happened: "names another encoding than the one it is written in", undone: "read as UTF-8", *undo() {
} };
var reEncoded = { id: "saved-in-another-encoding", happened: "was saved in another encoding (windows-1252 instead of UTF-8)", undone: "read as that", *undo() {
} };
function scoreOf(signature2, before2) {
  if (signature2.result === "verified") return 2;
  const digestFits = signature2.faults.length === 0 && signature2.digestComputed !== null && signature2.digestComputed === signature2.digestClaimed;
  if (!digestFits || signature2.embeddedKeyFits === false) return 0;
  return before2 === null || before2.failure === "digest" || signature2.embeddedKeyFits === true ? 1 : 0;
}
function queryDamage(suspect, query, index) {
  for (const candidate of queryCandidates(query, suspect.relayState)) {
    const { result, verifiedBy } = verifyQuery(candidate.query, suspect.keys);
    if (result !== "verified" || verifiedBy === null) continue;
    return {
      ...noProof,
      kinds: [candidate.id],
      happened: candidate.happened,
      undone: candidate.undone,
      signed: ["query string"],
      signatures: [index],
      verifiesWith: { source: verifiedBy.source, sha256: verifiedBy.sha256 },
      place: null,
      places: 1
    };
  }
  return null;
}

// shared/saml/xml-facts.ts
var placesKept = 100;
var kindsOf = (...kinds2) => {
  const table3 = new Uint8Array(knownNames.length);
  for (const kind of kinds2) table3[kind] = 1;
  return table3;
};
var isSaml = kindsOf(...knownNames.flatMap(({ uri }, kind) => uri === ns.samlp || uri === ns.saml || uri === ns.md || uri === ns.saml1 || uri === ns.saml1p ? [kind] : []));
var isSecurity = kindsOf(...knownNames.flatMap(({ uri }, kind) => uri === ns.ds || uri === ns.dsig11 || uri === ns.xenc || uri === ns.xenc11 ? [kind] : []));
var isSigned3 = kindsOf(
  samlp.AuthnRequest,
  samlp.LogoutRequest,
  samlp.LogoutResponse,
  samlp.ArtifactResponse,
  samlp.ArtifactResolve,
  samlp.AttributeQuery,
  md.EntityDescriptor,
  md.EntitiesDescriptor,
  md.RoleDescriptor,
  md.IDPSSODescriptor,
  md.SPSSODescriptor,
  md.AuthnAuthorityDescriptor,
  md.AttributeAuthorityDescriptor,
  md.PDPDescriptor,
  md.AffiliationDescriptor
);
var soapBody2 = kindOf2(ns.soap, "Body");
var securityToken2 = kindOf2(ns.wstrust, "RequestedSecurityToken");
var isValue = kindsOf(
  saml.NameID,
  saml.AttributeValue,
  saml.Audience,
  saml.Issuer,
  saml.AuthnContextClassRef,
  saml.AuthenticatingAuthority,
  samlp.StatusCode,
  samlp.StatusMessage,
  samlp.SessionIndex,
  md.NameIDFormat,
  xenc.CipherValue,
  // No comment has any business inside SignedInfo: that is how digests were swapped (CVE-2025-29775).
  ds.SignedInfo,
  ds.CanonicalizationMethod,
  ds.SignatureMethod,
  ds.Reference,
  ds.Transforms,
  ds.Transform,
  ds.DigestMethod,
  ds.DigestValue,
  ds.SignatureValue,
  ds.X509Certificate,
  ds.Modulus,
  ds.Exponent,
  ds.HMACOutputLength
);
function mayHoldSignature2(tree, parent) {
  if (parent === -1) return false;
  const kind = tree.kind(parent);
  if (isSigned3[kind] === 1) return true;
  const above = tree.parent(parent);
  const aboveKind = above === -1 ? 0 : tree.kind(above);
  if (kind === samlp.Response) return above === -1 || aboveKind === samlp.ArtifactResponse || aboveKind === soapBody2;
  return kind === saml.Assertion && (above === -1 || aboveKind === samlp.Response || aboveKind === saml.Advice || aboveKind === securityToken2);
}
function duplicateIDs(tree, source2) {
  const first = /* @__PURE__ */ new Map();
  const repeated2 = /* @__PURE__ */ new Map();
  for (let element2 = 0; element2 < tree.count; element2++) {
    if (isSecurity[tree.kind(element2)] === 1) continue;
    const id = tree.attribute(element2, "ID");
    if (id === null) continue;
    const earlier = first.get(id);
    if (earlier === void 0) {
      first.set(id, element2);
      continue;
    }
    const places = repeated2.get(id);
    if (places === void 0) repeated2.set(id, [earlier, element2]);
    else places.push(element2);
  }
  const found2 = [];
  for (const [id, places] of repeated2) {
    if (found2.length === placesKept) break;
    const ofSaml = places.some((element2) => isSaml[tree.kind(element2)] === 1);
    if (ofSaml) found2.push({ id, nodes: places.slice(0, placesKept).map((element2) => nodeRef(source2, element2)) });
  }
  return found2;
}
function valuesHolding(tree, source2, marks2) {
  const found2 = [];
  let last2 = -1;
  for (const { element: element2 } of marks2) {
    if (found2.length === placesKept) break;
    if (element2 === -1 || element2 === last2) continue;
    let value = element2;
    while (value !== -1 && isValue[tree.kind(value)] !== 1) value = tree.parent(value);
    last2 = element2;
    if (value !== -1 && found2[found2.length - 1] !== nodeRef(source2, value)) found2.push(nodeRef(source2, value));
  }
  return found2;
}
function straySignatures(tree, source2) {
  const found2 = [];
  for (let element2 = 0; element2 < tree.count && found2.length < placesKept; element2++) {
    if (tree.kind(element2) === ds.Signature && !mayHoldSignature2(tree, tree.parent(element2))) {
      found2.push({ node: nodeRef(source2, element2), path: tree.path(element2) });
    }
  }
  return found2;
}
function readXmlFacts(tree, source2, transcodedFrom = null) {
  return {
    rootName: tree.local(0),
    rootNamespace: tree.namespace(0),
    duplicateIDs: duplicateIDs(tree, source2),
    straySignatures: straySignatures(tree, source2),
    comments: tree.comments.length,
    commentsInValues: valuesHolding(tree, source2, tree.comments),
    cdataInValues: valuesHolding(tree, source2, tree.cdata),
    transcodedFrom
  };
}

// shared/reading.ts
var interactiveLimit = 64 * 1024;
var kinds = /* @__PURE__ */ new Map([
  [samlp.Response, "response"],
  [saml.Assertion, "assertion"],
  [saml.EncryptedAssertion, "assertion"],
  [samlp.AuthnRequest, "request"],
  [samlp.LogoutRequest, "logout-request"],
  [samlp.LogoutResponse, "logout-response"],
  [md.EntityDescriptor, "metadata"],
  [md.EntitiesDescriptor, "metadata"],
  [kindOf2(ns.saml1p, "Response"), "saml1"],
  [kindOf2(ns.saml1, "Assertion"), "saml1"],
  [kindOf2(ns.wstrust, "RequestSecurityTokenResponse"), "ws-federation"],
  [kindOf2(ns.wstrust, "RequestSecurityTokenResponseCollection"), "ws-federation"],
  [kindOf2(ns.soap, "Envelope"), "soap"]
]);
function readDocument(message2, expected, tools) {
  tools.progress?.("parse");
  const parsed = message2.isOwn ? parseOwnXml(message2.bytes) : parseXml(message2.bytes);
  const trusted = prepareKeys(expected.idp?.keys ?? []);
  const facts = {
    fault: null,
    xml: null,
    response: null,
    assertion: null,
    request: null,
    logout: null,
    metadata: null,
    certificateFile: null,
    signatures: [],
    encrypted: [],
    trusted: trusted.map((key2) => ({ source: key2.source, use: key2.use, certificate: key2.certificate, keySha256: key2.keySha256, keyType: key2.keyType, keyBits: key2.keyBits })),
    readingDiffers: null
  };
  if (!parsed.ok) {
    const { code, message: words2, line, column, limit } = parsed.fault;
    facts.fault = { code, message: words2, line, column, limit: limit ?? null };
    lookForDamage(message2, message2.bytes, facts, trusted, expected);
    return { kind: "xml", facts, trees: [], sourceNames: [], identity: null };
  }
  const { tree } = parsed;
  const trees = [tree];
  const sourceNames = ["document"];
  const kind = kinds.get(tree.kind(0)) ?? "xml";
  tools.progress?.("verify");
  facts.xml = readXmlFacts(tree, 0, parsed.transcodedFrom ?? null);
  const covered = [];
  const keys = trusted.filter((key2) => key2.use !== "encryption");
  const otherKeys = [...prepareKeys(expected.otherKeys ?? []), ...trusted.filter((key2) => key2.use === "encryption")];
  const verifyIn = (each7, source2) => {
    const result = verifySignatures(each7, source2, keys, { otherKeys });
    for (const { signature: signature2, element: element2, bytes } of result.covered) covered.push({ signature: signature2 + facts.signatures.length, element: element2, bytes, source: source2 });
    facts.signatures.push(...result.signatures);
  };
  if (kind === "metadata") facts.signatures.push(...verifySignatures(tree, 0, [], { otherKeys: [] }).signatures);
  else verifyIn(tree, 0);
  if (message2.query !== null && message2.query.signature !== null) facts.signatures.push(verifyQuery(message2.query, keys, { otherKeys, parentName: tree.local(0), parentID: tree.attribute(0, "ID") }));
  const plaintexts = decryptInto(tree, 0, trees, sourceNames, facts, expected, verifyIn);
  switch (kind) {
    case "response":
      facts.response = readResponse(tree, 0, 0);
      break;
    // One that is encrypted is read when its plaintext is there.
    case "assertion":
      facts.assertion = tree.kind(0) === saml.Assertion ? readAssertion(tree, 0, 0, "plain") : null;
      break;
    case "request":
      facts.request = readAuthnRequest(tree, 0, 0);
      break;
    case "logout-request":
    case "logout-response":
      facts.logout = readLogout(tree, 0, 0);
      break;
    case "metadata":
      facts.metadata = readMetadata(tree, 0, 0, expected.entityID, expected.role ?? "idp");
      break;
    default:
      break;
  }
  attachPlaintexts(facts, trees, plaintexts);
  const encryptedIn = new Map(plaintexts.map((each7) => [each7.source, each7.node]));
  markCoverage(facts, trees, encryptedIn);
  if (tools.secondOpinion !== void 0 && tree.bytes.length <= interactiveLimit) askSecondOpinion(facts, trees, covered, expected, tools.secondOpinion);
  const identity = readVerifiedIdentity(facts, trees, covered);
  lookForDamage(message2, tree.bytes, facts, kind === "metadata" ? [] : keys, expected);
  return { kind, facts, trees, sourceNames, identity };
}
function lookForDamage(message2, bytes, facts, keys, expected) {
  const signatures = facts.signatures.filter((signature2) => sourceOf(signature2.node) === 0);
  if (facts.fault === null && !signatures.some(isSuspect) || expected.origin === "network") return;
  const damage = findDamage({ bytes, signatures, broken: facts.fault !== null, keys, query: message2.query, relayState: expected.relayState ?? message2.relayState });
  if (damage !== null) facts.damage = { ...damage, signatures: damage.signatures.map((index) => facts.signatures.indexOf(signatures[index])) };
}
function decryptInto(tree, source2, trees, names4, facts, expected, verifyIn) {
  const result = decryptAll(tree, source2, expected.decryptionKeys ?? [], { origin: expected.origin ?? "interactive" });
  const found2 = [];
  const first = facts.encrypted.length;
  facts.encrypted.push(...result.encrypted);
  for (const plaintext of result.plaintexts) {
    const at = trees.push(plaintext.tree) - 1;
    names4.push(plaintext.what === "EncryptedID" ? "decrypted NameID" : plaintext.what === "EncryptedAttribute" ? "decrypted attribute" : "decrypted assertion");
    const fact = facts.encrypted[first + plaintext.index];
    fact.source = at;
    found2.push({ source: at, node: fact.node, what: fact.what });
    mergeXmlFacts(facts.xml, readXmlFacts(plaintext.tree, at));
    verifyIn(plaintext.tree, at);
    if (source2 === 0) found2.push(...decryptInto(plaintext.tree, at, trees, names4, facts, expected, verifyIn));
  }
  return found2;
}
function mergeXmlFacts(into, more2) {
  if (into === null) return;
  into.duplicateIDs.push(...more2.duplicateIDs);
  into.straySignatures.push(...more2.straySignatures);
  into.comments += more2.comments;
  into.commentsInValues.push(...more2.commentsInValues);
  into.cdataInValues.push(...more2.cdataInValues);
}
function attachPlaintexts(facts, trees, plaintexts) {
  const assertions = () => facts.response === null ? facts.assertion === null ? [] : [facts.assertion] : facts.response.assertions;
  for (const { source: source2, node, what } of plaintexts) {
    if (what !== "EncryptedAssertion") continue;
    if (node === nodeRef(0, 0)) facts.assertion = readAssertion(trees[source2], source2, 0, "decrypted");
    if (facts.response === null || around(trees, node) !== facts.response.node) continue;
    facts.response.assertions.push(readAssertion(trees[source2], source2, 0, "decrypted"));
    facts.response.strayAssertions.push(...strayAssertions(trees[source2], source2, -1));
  }
  for (const { source: source2, node, what } of plaintexts) {
    const parent = around(trees, node);
    if (parent === null) continue;
    if (what === "EncryptedID") {
      const subject = assertions().find((assertion) => assertion.subject?.node === parent)?.subject;
      if (subject != null) subject.nameID ??= readNameID(trees[source2], source2, 0);
      else if (facts.logout?.node === parent) facts.logout.nameID ??= readNameID(trees[source2], source2, 0);
    } else if (what === "EncryptedAttribute") {
      const grandparent = around(trees, parent);
      assertions().find((assertion) => assertion.node === grandparent)?.attributes.push(readAttribute2(trees[source2], source2, 0, true));
    }
  }
}
function around(trees, node) {
  const source2 = sourceOf(node);
  const parent = trees[source2].parent(elementOf(node));
  return parent === -1 ? null : nodeRef(source2, parent);
}
function contains(trees, outer, inner) {
  if (sourceOf(outer) !== sourceOf(inner)) return false;
  const tree = trees[sourceOf(outer)];
  const element2 = elementOf(outer);
  return elementOf(inner) >= element2 && elementOf(inner) < tree.end(element2);
}
function markCoverage(facts, trees, encryptedIn) {
  const covers = (signature2, node) => {
    for (let at = node; at !== void 0; at = encryptedIn.get(sourceOf(at))) {
      if (contains(trees, signature2.parent, at) && (signature2.detached || !contains(trees, signature2.node, at))) return true;
    }
    return false;
  };
  facts.signatures.forEach((signature2, index) => {
    if (signature2.result !== "verified") return;
    if (facts.response !== null) {
      if (signature2.detached || covers(signature2, facts.response.node)) facts.response.coveredBy.push(index);
      for (const assertion of facts.response.assertions) if (signature2.detached || covers(signature2, assertion.node)) assertion.coveredBy.push(index);
    }
    if (facts.assertion !== null && covers(signature2, facts.assertion.node)) facts.assertion.coveredBy.push(index);
  });
}
function askSecondOpinion(facts, trees, covered, expected, ask) {
  const given = (expected.idp?.keys ?? []).filter((key2) => key2.use !== "encryption");
  const prepared = prepareKeys(given);
  facts.signatures.forEach((signature2, index) => {
    if (signature2.detached || signature2.result !== "verified" && signature2.result !== "failed") return;
    const source2 = sourceOf(signature2.node);
    const tree = trees[source2];
    const { bytes } = tree;
    const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    const fits2 = prepared.findIndex((key2) => key2.source === signature2.verifiedBy?.source && (key2.certificate?.sha256 ?? null) === signature2.verifiedBy.sha256);
    const asked3 = signature2.result === "verified" ? given.slice(fits2, fits2 + 1) : given;
    let opinion = null;
    for (const key2 of asked3) {
      const answer = ask(xml, { parentID: signature2.parentID, index: positionIn(facts.signatures, index), key: key2.material });
      const ours = covered.find((each7) => each7.signature === index)?.bytes;
      const differs2 = answer.verdict === "verified" && ours !== void 0 && answer.bytes !== null && !Buffer.from(ours).equals(answer.bytes);
      if (answer.verdict === "error") continue;
      opinion = differs2 ? { verdict: "failed", message: "It verified other bytes than ours." } : { verdict: answer.verdict, message: answer.message };
      if (opinion.verdict === "verified") break;
    }
    signature2.secondOpinion = opinion;
  });
}
function positionIn(signatures, index) {
  const source2 = sourceOf(signatures[index].node);
  let position = 0;
  for (let at = 0; at < index; at++) if (sourceOf(signatures[at].node) === source2 && !signatures[at].detached) position++;
  return position;
}
function readVerifiedIdentity(facts, trees, covered) {
  const assertion = facts.response === null ? facts.assertion : facts.response.assertions.length === 1 ? facts.response.assertions[0] : null;
  if (assertion === null || assertion.coveredBy.length === 0) return null;
  facts.readingDiffers = repeatedElement(trees[sourceOf(assertion.node)], elementOf(assertion.node));
  if (facts.readingDiffers !== null) return null;
  let identity = null;
  for (const index of assertion.coveredBy) {
    const signature2 = facts.signatures[index];
    const verifiedBy = signature2.verifiedBy?.sha256 ?? null;
    const bytes = covered.find((each7) => each7.signature === index)?.bytes;
    const coveredBy = signature2.parent === assertion.node ? "Assertion" : "Response";
    if (bytes === void 0 || coveredBy === "Response" && assertion.from === "decrypted") {
      identity ??= identityOf(assertion, coveredBy, verifiedBy);
      continue;
    }
    const again4 = readIdentity(bytes, coveredBy, verifiedBy, sourceOf(assertion.node));
    if (again4.identity === null || again4.assertion === null) {
      facts.readingDiffers = again4.problem ?? "The signed content could not be read again.";
      return null;
    }
    const difference = sameReading(assertion, again4.assertion);
    if (difference !== null) {
      facts.readingDiffers = difference;
      return null;
    }
    identity ??= withOpened(again4.assertion, again4.identity, assertion);
  }
  return identity;
}
function withOpened(again4, identity, assertion) {
  const opened2 = assertion.attributes.filter((attribute2) => attribute2.encrypted);
  const whole = opened2.length === 0 ? identity : identityOf({ ...again4, attributes: [...again4.attributes, ...opened2] }, identity.coveredBy, identity.verifiedBy);
  return whole.nameID === null && assertion.subject?.encryptedID === true ? { ...whole, ...nameOf(assertion) } : whole;
}
function nameOf(assertion) {
  const nameID2 = assertion.subject?.nameID ?? null;
  return { nameID: nameID2?.value ?? null, nameIDFormat: nameID2?.format ?? null, nameQualifier: nameID2?.nameQualifier ?? null, spNameQualifier: nameID2?.spNameQualifier ?? null };
}

// shared/rollover.ts
var unknown4 = { material: "", use: "signing", source: afterRollover };
function keysInForce(expected) {
  const { idp: idp2 } = expected;
  if (idp2?.rollover === void 0) return expected;
  const encryption = idp2.keys.filter((key2) => key2.use === "encryption");
  const before2 = idp2.keys.filter((key2) => key2.use !== "encryption");
  const after2 = idp2.rollover.keys.length === 0 ? [unknown4] : idp2.rollover.keys;
  const isOver2 = expected.now >= idp2.rollover.at;
  const [keys, others, source2] = isOver2 ? [after2, before2, beforeRollover] : [before2, idp2.rollover.keys, afterRollover];
  const outOfForce = others.map((key2) => ({ ...key2, source: source2 }));
  return { ...expected, idp: { ...idp2, keys: [...keys, ...encryption] }, otherKeys: [...outOfForce, ...expected.otherKeys ?? []] };
}

// shared/validity.ts
function validityOf(facts, expected) {
  const assertion = assertionOf(facts);
  if (assertion === null) return null;
  const boundaries = boundariesOf(facts, expected).sort((a, b) => a.at - b.at);
  const starts = boundaries.filter((each7) => each7.edge === "start" && each7.decides).map((each7) => each7.at);
  const stops = boundaries.filter((each7) => each7.edge === "stop" && each7.decides).map((each7) => each7.at);
  const startsAt = starts.length === 0 ? null : Math.max(...starts);
  const stopsAt = stops.length === 0 ? null : Math.min(...stops);
  const first = assertion.conditions?.notBefore?.at;
  const last2 = assertion.conditions?.notOnOrAfter?.at;
  const inverted = first != null && last2 != null && first >= last2;
  return {
    issuedAt: (facts.response?.issueInstant ?? assertion.issueInstant)?.at ?? null,
    startsAt,
    stopsAt,
    never: inverted || startsAt !== null && stopsAt !== null && startsAt >= stopsAt,
    boundaries,
    clockSkew: expected.clockSkew
  };
}
function boundariesOf(facts, expected) {
  const skew5 = skewOf(expected);
  const { conditions } = assertionOf(facts);
  const list3 = [];
  const add = (edge, limit, at, of, decides2 = true) => {
    list3.push({ edge, limit, at, decides: decides2, ...of });
  };
  const start = (limit, of) => {
    if (limit != null) add("start", limit, limit - skew5, of);
  };
  const stop = (limit, of) => {
    if (limit != null) add("stop", limit, limit + skew5, of);
  };
  start(conditions?.notBefore?.at, { attribute: "NotBefore", element: "Conditions", check: "conditions/not-yet-valid" });
  stop(conditions?.notOnOrAfter?.at, { attribute: "NotOnOrAfter", element: "Conditions", check: "conditions/expired" });
  stop(confirmationEnd(facts, expected), { attribute: "NotOnOrAfter", element: "SubjectConfirmationData", check: "subject/confirmation-expired" });
  stop(authnStatementOf(facts)?.sessionNotOnOrAfter?.at, { attribute: "SessionNotOnOrAfter", element: "AuthnStatement", check: "authn/session-expired" });
  const { rollover } = expected.idp ?? {};
  const side = rollover === void 0 ? null : sideOfRollover(facts, expected);
  if (rollover !== void 0 && side !== null) add(side === "before" ? "stop" : "start", rollover.at, rollover.at, { attribute: "rollover", element: "the key that signed", check: "signature/no-trusted-key" });
  const decides = expected.policy === "strict";
  for (const { certificate } of judgedCertificates(facts, expected)) {
    const { from, until } = datesOf(certificate);
    const element2 = certificate.subject;
    if (Number.isFinite(from)) add("start", from, from - skew5, { attribute: "notBefore", element: element2, check: "certificate/not-yet-valid" }, decides);
    if (Number.isFinite(until)) add("stop", until, until + 1, { attribute: "notAfter", element: element2, check: "certificate/expired" }, decides);
  }
  return list3;
}
function sideOfRollover({ signatures }, { now: now2, idp: idp2, otherKeys = [] }) {
  const outOfForce = otherKeys.filter((key2) => key2.source === beforeRollover || key2.source === afterRollover);
  for (const { result, verifiedBy, otherKeyFits } of signatures) {
    if (result === "verified") return outOfForce.some((key2) => bare4(key2.material) === verifiedBy?.certificate?.der) ? null : now2 >= idp2.rollover.at ? "after" : "before";
    const other = otherKeyFits === null ? void 0 : outOfForce.find((key2) => key2 === otherKeys[otherKeyFits]);
    if (other !== void 0) return other.source === beforeRollover ? "before" : "after";
  }
  return null;
}
var bare4 = (material) => material.replace(/-----[^-]*-----|\s/g, "");
function confirmationEnd(facts, expected) {
  const skew5 = skewOf(expected);
  const ends = (assertionOf(facts).subject?.confirmations ?? []).flatMap(({ notOnOrAfter }) => notOnOrAfter?.at == null ? [] : [notOnOrAfter.at]);
  for (const end of ends.sort((a, b) => a - b)) {
    const judged = bearerOf(facts, { ...expected, now: end + skew5 })?.notOnOrAfter?.at;
    if (judged != null && judged <= end) return end;
  }
  return null;
}

// shared/inspect.ts
var noFacts = {
  fault: null,
  xml: null,
  response: null,
  assertion: null,
  request: null,
  logout: null,
  metadata: null,
  certificateFile: null,
  signatures: [],
  encrypted: [],
  trusted: [],
  readingDiffers: null
};
function inspect(document, against, options = {}) {
  const expected = keysInForce(against);
  const most = largestInput(document);
  if (document.length > most) return tooLargeReport(document.length, most, expected);
  options.progress?.("decode");
  const decoded3 = decodeAll(document);
  const index = Math.min(options.index ?? 0, Math.max(0, decoded3.messages.length - 1));
  const message2 = decoded3.messages[index];
  if (message2 === void 0) {
    const fault = decoded3.fault ?? { code: "empty", message: "There is nothing here." };
    const kind = fault.code === "empty" ? "empty" : "text";
    return report2(emptySummary(kind, lengthOf(document)), { facts: faulty(fault.code, fault.message, fault.limit), trees: [] }, expected);
  }
  const summary = summaryOf(message2, decoded3.messages.length, index);
  if (message2.kind === "certificate" || mayBeCertificate(message2, decoded3) && looksLikeCertificate(document)) return certificateReport(decoded3.messages.length === 1 ? document : message2.bytes, summary, expected, options);
  if (message2.fault !== null) return report2(summary, { facts: faulty(message2.fault.code, message2.fault.message, message2.fault.limit), trees: [] }, expected);
  if (message2.kind !== "xml") return report2(summary, { facts: faulty(`document-is-${message2.kind}`, otherContent[message2.kind] ?? "This is not SAML."), trees: [], text: textOf2(message2.bytes) }, expected);
  const reading = readDocument(message2, expected, options);
  summary.kind = reading.kind;
  return report2(summary, reading, asReceived(message2, expected), options);
}
function decodeAll(document) {
  const decoded3 = decode(document);
  const [first] = decoded3.messages;
  if (first?.kind !== "har") return decoded3;
  const captured = decodeHar(first.bytes);
  return captured.messages.length === 0 ? decoded3 : captured;
}
function asReceived(message2, expected) {
  if (message2.parameter === null) return expected;
  const received = { ...expected };
  if (received.binding === void 0 && message2.binding !== null) received.binding = message2.binding;
  if (received.relayState === void 0) received.relayState = message2.relayState;
  return received;
}
var mebibyte = 1024 * 1024;
var messageLimit = 12 * mebibyte;
var captureLimit = 32 * mebibyte;
function largestInput(document) {
  const start = typeof document === "string" ? document.slice(0, 100) : Buffer.from(document.subarray(0, 100)).toString("latin1");
  return /^[\s\0\u00ef\u00bb\u00bf\ufeff\u00fe\u00ff]*[{[][\s\0]*["{[]/.test(start) ? captureLimit : messageLimit;
}
function tooLargeReport(size, limit, expected) {
  const megabytes = (bytes) => `${(bytes / mebibyte).toFixed(1)} MB`;
  return report2(emptySummary("text", size), { facts: faulty("too-large", `The input is ${megabytes(size)}; the most that is read is ${megabytes(limit)}.`, limit), trees: [] }, expected);
}
var otherContent = {
  html: "This is a web page without a SAML message in it: a sign-in page or an error page, probably.",
  json: "This is JSON, not SAML.",
  har: "This is a browser\u2019s network capture (HAR), and no SAML message is in it. Start the capture before the login, and keep the log over page changes.",
  text: "This is text without a SAML message in it.",
  binary: "These bytes are neither XML nor a certificate.",
  empty: "There is nothing here."
};
var lengthOf = (document) => document.length;
var LESS2 = 60;
var latin1 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
var textOf2 = (bytes) => new TextDecoder("utf-8").decode(bytes.subarray(0, 2e6));
function mayBeCertificate(message2, decoded3) {
  if (message2.kind === "har" || message2.parameter !== null || decoded3.messages.length !== 1) return false;
  if (message2.kind !== "xml") return true;
  const head = message2.bytes.subarray(0, 200);
  return /^\s*<(?:[\w-]+:)?X509/.test(head[0] === LESS2 ? latin1(head) : textOf2(head));
}
function summaryOf(message2, messages3, index) {
  let { original } = message2;
  let sha2562 = typeof original === "string" ? null : digestHex("sha256", original);
  return {
    kind: message2.kind,
    binding: message2.binding,
    parameter: message2.parameter,
    relayState: message2.relayState,
    destination: message2.destination ?? message2.query?.url ?? null,
    bytes: message2.bytes.length,
    get sha256() {
      sha2562 ??= digestHex("sha256", original);
      original = "";
      return sha2562;
    },
    notes: message2.notes,
    messages: messages3,
    index
  };
}
function emptySummary(kind, bytes) {
  return { kind, binding: null, parameter: null, relayState: null, destination: null, bytes, sha256: "", notes: [], messages: 0, index: 0 };
}
function faulty(code, message2, limit) {
  return { ...noFacts, fault: { code, message: message2, line: null, column: null, limit: limit ?? null } };
}
var certificateKinds = {
  "private-key": "private-key",
  "encrypted-private-key": "private-key",
  "public-key": "public-key",
  csr: "csr"
};
function certificateReport(document, summary, expected, options) {
  const file2 = readCertificateFile(document, {
    ...expected.passphrase === void 0 ? {} : { passphrase: expected.passphrase },
    ...options.readPkcs12 === void 0 ? {} : { pkcs12: options.readPkcs12 }
  });
  const isSecret = file2.hasPrivateKey || file2.form === "private-key" || file2.form === "encrypted-private-key";
  const isText = file2.form !== "DER" && file2.form !== "PKCS#12";
  const text = isSecret || !isText ? "" : typeof document === "string" ? document : textOf2(document);
  const kind = certificateKinds[file2.form] ?? "certificate";
  return report2({ ...summary, kind, notes: [...summary.notes, ...file2.notes] }, { facts: { ...noFacts, certificateFile: file2 }, trees: [], text }, expected);
}
function report2(document, reading, expected, options = {}) {
  options.progress?.("check");
  const { facts, trees } = reading;
  const { results, outcomes, counts, silent } = runChecks(facts, expected, document.kind);
  const problems = results.map((result) => findingOf(result, trees));
  problems.sort(compareFindings);
  const findings = problems.concat(silent);
  const diagnoses = diagnose(facts, expected, results);
  const verdict = verdictOf(document, facts, reading.identity ?? null, counts);
  const identity = verdict === "accept" ? reading.identity ?? null : null;
  const validity = expected.origin === void 0 ? null : validityOf(facts, expected);
  const headline = headlineOf(verdict, document, facts, diagnoses, findings, counts.warn);
  return {
    verdict,
    headline,
    document,
    identity,
    facts,
    findings,
    outcomes,
    diagnoses,
    coverage: coverageOf(facts, trees),
    sources: sourcesOf(reading),
    counts,
    policy: expected.policy,
    judgedAt: new Date(expected.now).toISOString(),
    ...validity === null ? {} : { validity },
    ...options.lens === true && trees.length > 0 ? { lens: lensOf(facts, trees) } : {},
    ...options.judges === true ? { judges: judgeByAll({ facts, expected, bare: bareLook(facts, trees, expected), findings, verdict, headline }) } : {}
  };
}
function findingOf(result, trees) {
  const { problem } = result;
  const finding = { check: result.check, outcome: result.outcome, severity: result.severity, message: problem.message };
  if (problem.expected !== void 0) finding.expected = problem.expected;
  if (problem.actual !== void 0) finding.actual = problem.actual;
  if (problem.fix !== void 0) finding.fix = problem.fix;
  const reference2 = checkById(result.check)?.spec;
  if (reference2 !== void 0) finding.spec = reference2.text;
  if (problem.place !== void 0) {
    const at = locate(problem.place, trees);
    if (at !== void 0) finding.at = at;
  }
  return finding;
}
function locate(place2, trees) {
  const node = typeof place2 === "number" ? place2 : place2.node;
  const source2 = sourceOf(node);
  const element2 = elementOf(node);
  const tree = trees[source2];
  if (tree === void 0 || element2 >= tree.count) return void 0;
  const attribute2 = typeof place2 === "number" ? null : tree.attributeSpan(element2, place2.attribute);
  const leaf = tree.firstChild(element2) === -1;
  const start = attribute2?.start ?? tree.start(element2);
  const stop = attribute2?.stop ?? (leaf ? tree.stop(element2) : Math.max(start, tree.contentStart(element2)));
  const from = tree.locate(start);
  const to = tree.locate(stop);
  const path = typeof place2 === "number" ? tree.path(element2) : `${tree.path(element2)}/@${place2.attribute}`;
  return { path: source2 === 0 ? path : `decrypted ${path}`, source: source2, line: from.line, column: from.column, offset: from.offset, length: to.offset - from.offset };
}
function coverageOf(facts, trees) {
  const coverage = [];
  for (const [index, signature2] of facts.signatures.entries()) {
    const source2 = sourceOf(signature2.parent);
    const tree = trees[source2];
    if (tree === void 0 || signature2.detached) continue;
    const element2 = elementOf(signature2.parent);
    const from = tree.locate(tree.start(element2));
    const to = tree.locate(tree.stop(element2));
    coverage.push({ signature: index, source: source2, offset: from.offset, length: to.offset - from.offset, line: from.line, endLine: to.line, verified: signature2.result === "verified" });
  }
  return coverage;
}
function sourcesOf(reading) {
  if (reading.trees.length === 0) return "text" in reading && reading.text !== void 0 && reading.text !== "" ? [{ name: "document", text: reading.text }] : [];
  return reading.trees.map((tree, index) => ({ name: reading.sourceNames?.[index] ?? "document", text: tree.documentText }));
}
var plainKinds = ["metadata", "certificate", "private-key", "public-key", "csr"];
var carriedBy = { SAMLRequest: ["request", "logout-request"], SAMLResponse: ["response", "logout-response"] };
var isMisplaced = ({ parameter, kind }) => parameter !== null && carriedBy[parameter]?.includes(kind) === false;
function verdictOf(document, facts, identity, counts) {
  if (counts.fail > 0) return "reject";
  if (isMisplaced(document)) return "unverified";
  if (plainKinds.includes(document.kind)) return "accept";
  return isCovered2(document.kind, facts, identity) ? "accept" : "unverified";
}
function isCovered2(kind, facts, identity) {
  const covered = (assertion) => assertion != null && assertion.coveredBy.length > 0 && identity !== null;
  if (kind === "response") return covered(facts.response?.assertions[0]);
  if (kind === "assertion") return covered(facts.assertion);
  return facts.signatures.some((signature2) => signature2.result === "verified" && (signature2.detached || signature2.parent === nodeRef(0, 0)));
}
var nouns = {
  response: "response",
  assertion: "assertion",
  request: "request",
  "logout-request": "logout request",
  "logout-response": "logout response",
  metadata: "metadata",
  certificate: "certificate",
  "public-key": "public key"
};
function headlineOf(verdict, document, facts, diagnoses, findings, warnings) {
  const noun = nouns[document.kind] ?? "document";
  if (verdict === "reject") return diagnoses[0]?.message ?? findings.find((each7) => each7.outcome === "fail")?.message ?? `The ${noun} is rejected.`;
  const but = warnings === 0 ? "" : `, with ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  if (verdict === "accept") {
    if (document.kind === "metadata") return `The metadata can be used${but}.`;
    if (plainKinds.includes(document.kind)) return `The ${noun} was read${but}.`;
    return `The ${noun} is accepted${but}: a key you gave signed it, and every check that could be made passed.`;
  }
  if (isMisplaced(document)) return `${document.parameter} holds no ${document.parameter === "SAMLRequest" ? "request" : "response"}: this is ${noun === "metadata" ? noun : `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`}.`;
  if (facts.signatures.length === 0) return `Nothing in this ${noun} is verified: it carries no signature.`;
  return `Nothing in this ${noun} is verified: no signing key of the sender was given to judge it by.`;
}

// test/bench/inputs.ts
import { readFileSync } from "node:fs";

// shared/saml/sign-settings.ts
function signTarget(xml, options) {
  const parsed = parseXml(typeof xml === "string" ? new TextEncoder().encode(xml) : xml);
  if (!parsed.ok) throw new Error(`What should be signed is not XML: ${parsed.fault.message}`);
  const { tree } = parsed;
  const element2 = options.referenceID === void 0 ? 0 : elementByID(tree, options.referenceID);
  const first = tree.firstChild(element2);
  const isMetadata = tree.kind(element2) === md.EntityDescriptor || tree.kind(element2) === md.EntitiesDescriptor;
  const follows = first !== -1 && tree.kind(first) === saml.Issuer && (options.location ?? (isMetadata ? "first-child" : "after-issuer")) === "after-issuer";
  return { tree, element: element2, issuer: follows ? first : -1 };
}
function elementByID(tree, id) {
  for (let element2 = 0; element2 < tree.count; element2++) if (tree.attribute(element2, "ID") === id) return element2;
  throw new Error(`There is no element with the ID ${id} to sign.`);
}
function schemeOf(uri) {
  const algorithm = Object.hasOwn(signatureAlgorithms, uri) ? signatureAlgorithms[uri] : void 0;
  if (algorithm === void 0 || algorithm.family === "hmac" || algorithm.family === "dsa") throw new Error(`We do not sign with ${uri}.`);
  return algorithm;
}
function hashOfDigest(uri) {
  const algorithm = Object.hasOwn(digestAlgorithms, uri) ? digestAlgorithms[uri] : void 0;
  if (algorithm === void 0) throw new Error(`We do not know the digest ${uri}.`);
  return algorithm.hash;
}
function publishedCertificates(pem) {
  if (pem === void 0 || pem.trim() === "") return [];
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)].map((match) => match[1]);
  return (blocks.length > 0 || pem.includes("-----") ? blocks : [pem]).map((text) => text.replace(/\s+/g, ""));
}

// shared/saml/encrypt.ts
var aes256gcm = ns.xenc11 + "aes256-gcm";
var oaepMgf1p = ns.xenc + "rsa-oaep-mgf1p";
function encryptElement(plaintext, recipientKeys, options = {}) {
  const random = options.random ?? secureRandom;
  const cipherURI = options.blockCipher ?? aes256gcm;
  const cipher = row(blockCiphers, cipherURI);
  const contentKey = random(cipher.keyBytes);
  const bytes = typeof plaintext === "string" ? new TextEncoder().encode(plaintext) : plaintext;
  const data = encryptBlocks(cipher, contentKey, bytes, random);
  const placement = options.keyPlacement ?? "inside";
  const dataID = `_data${hex(random(8))}`;
  const keyIDs = [];
  const keys = (typeof recipientKeys === "string" ? [recipientKeys] : recipientKeys).map((material, index) => {
    const keyID = `_key${hex(random(8))}`;
    keyIDs.push(keyID);
    return encryptedKey(material, contentKey, { keyID, dataID, placement, recipient: options.recipients?.[index] }, options, random);
  });
  const keyInfo = placement === "inside" ? `<ds:KeyInfo xmlns:ds="${ns.ds}">${keys.join("")}</ds:KeyInfo>` : placement === "retrieval" ? `<ds:KeyInfo xmlns:ds="${ns.ds}">${keyIDs.map((id) => `<ds:RetrievalMethod Type="${ns.xenc}EncryptedKey" URI="#${id}"/>`).join("")}</ds:KeyInfo>` : "";
  const encryptedData = `<xenc:EncryptedData xmlns:xenc="${ns.xenc}" Id="${dataID}" Type="${ns.xenc}Element"><xenc:EncryptionMethod Algorithm="${cipherURI}"/>${keyInfo}${cipherData(data)}</xenc:EncryptedData>`;
  const wrapper = options.wrapper ?? "EncryptedAssertion";
  return `<saml:${wrapper} xmlns:saml="${ns.saml}">${encryptedData}${placement === "inside" ? "" : keys.join("")}</saml:${wrapper}>`;
}
function encryptedKey(material, contentKey, place2, options, random) {
  const transportURI = options.keyTransport ?? oaepMgf1p;
  const transport = row(keyTransports, transportURI);
  const key2 = publicKeyOf(material);
  if (key2 === null) throw new Error("The key to encrypt to cannot be read.");
  let method2 = "";
  let oaep = null;
  if (transport.scheme !== "pkcs1") {
    const digestURI = options.digest ?? sha1;
    const mgfURI = options.mgf ?? ns.xenc11 + "mgf1sha1";
    oaep = { hash: row(digestAlgorithms, digestURI).hash, mgfHash: transport.scheme === "oaep11" ? row(maskGenerations, mgfURI) : "sha1" };
    if (options.label !== void 0) oaep.label = options.label;
    method2 = (options.label === void 0 ? "" : `<xenc:OAEPparams>${base64(options.label)}</xenc:OAEPparams>`) + `<ds:DigestMethod xmlns:ds="${ns.ds}" Algorithm="${digestURI}"/>` + (transport.scheme === "oaep11" ? `<xenc11:MGF xmlns:xenc11="${ns.xenc11}" Algorithm="${mgfURI}"/>` : "");
  }
  if (options.actualVariant !== void 0) oaep = options.actualVariant === "pkcs1" ? null : options.actualVariant;
  const cipher = oaep === null ? rsaEncryptPkcs1(key2, contentKey, random) : rsaEncryptOaep(key2, contentKey, oaep, random);
  if (cipher === null) throw new Error("The key to encrypt to is not RSA or too short for this padding.");
  const certificate = options.includeCertificate === true ? publishedCertificates(material)[0] : void 0;
  const keyInfo = certificate === void 0 ? "" : `<ds:KeyInfo xmlns:ds="${ns.ds}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const recipient = place2.recipient === void 0 ? "" : ` Recipient="${escapeAttribute2(place2.recipient)}"`;
  const list3 = place2.placement === "inside" ? "" : `<xenc:ReferenceList><xenc:DataReference URI="#${place2.dataID}"/></xenc:ReferenceList>`;
  return `<xenc:EncryptedKey xmlns:xenc="${ns.xenc}" Id="${place2.keyID}"${recipient}><xenc:EncryptionMethod Algorithm="${transportURI}">${method2}</xenc:EncryptionMethod>${keyInfo}${cipherData(cipher)}${list3}</xenc:EncryptedKey>`;
}
function row(table3, uri) {
  if (!Object.hasOwn(table3, uri)) throw new Error(`We do not encrypt with ${uri}.`);
  return table3[uri];
}
var cipherData = (bytes) => `<xenc:CipherData><xenc:CipherValue>${base64(bytes)}</xenc:CipherValue></xenc:CipherData>`;
var base64 = (bytes) => Buffer.from(bytes).toString("base64");
var hex = (bytes) => Buffer.from(bytes).toString("hex");
var escapeAttribute2 = (text) => text.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

// shared/saml/response-shapes.ts
var claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
var microsoft2 = "http://schemas.microsoft.com/identity/claims/";
var entity = nameIDFormat.entity;
var passwordProtected = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
var oid = (suffix, friendlyName, from) => ({ name: "urn:oid:" + suffix, from, nameFormat: attributeNameFormat.uri, friendlyName, type: "xs:string" });
var vendors = {
  entra: {
    name: "Microsoft Entra ID",
    signs: "assertion",
    prefixes: "default",
    nameIDFormat: nameIDFormat.emailAddress,
    authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 0, after: 4200 },
    confirmationAfter: 300,
    attributes: [
      { name: microsoft2 + "tenantid", from: "tenantID" },
      { name: microsoft2 + "objectidentifier", from: "objectID" },
      { name: microsoft2 + "displayname", from: "displayName" },
      { name: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", from: "groups" },
      { name: microsoft2 + "identityprovider", from: "issuer" },
      { name: claims + "givenname", from: "firstName" },
      { name: claims + "surname", from: "lastName" },
      { name: claims + "emailaddress", from: "email" },
      { name: claims + "name", from: "userPrincipalName" }
    ]
  },
  okta: {
    name: "Okta",
    signs: "both",
    prefixes: "saml2",
    issuerFormat: entity,
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: true,
    conditions: { before: 300, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: "email", from: "email", nameFormat: attributeNameFormat.unspecified, type: "xs:string" },
      { name: "firstName", from: "firstName", nameFormat: attributeNameFormat.unspecified, type: "xs:string" },
      { name: "lastName", from: "lastName", nameFormat: attributeNameFormat.unspecified, type: "xs:string" },
      { name: "groups", from: "groups", nameFormat: attributeNameFormat.unspecified, type: "xs:string" }
    ]
  },
  auth0: {
    name: "Auth0",
    signs: "assertion",
    prefixes: "saml",
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: true,
    conditions: { before: 0, after: 3600 },
    confirmationAfter: 3600,
    attributes: [
      { name: claims + "nameidentifier", from: "objectID", nameFormat: attributeNameFormat.uri, type: "xs:string" },
      { name: claims + "emailaddress", from: "email", nameFormat: attributeNameFormat.uri, type: "xs:string" },
      { name: claims + "name", from: "displayName", nameFormat: attributeNameFormat.uri, type: "xs:string" },
      { name: claims + "givenname", from: "firstName", nameFormat: attributeNameFormat.uri, type: "xs:string" },
      { name: claims + "surname", from: "lastName", nameFormat: attributeNameFormat.uri, type: "xs:string" },
      { name: claims + "upn", from: "userPrincipalName", nameFormat: attributeNameFormat.uri, type: "xs:string" }
    ]
  },
  google: {
    name: "Google Workspace",
    signs: "assertion",
    prefixes: "saml2",
    nameIDFormat: nameIDFormat.unspecified,
    authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified",
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 300, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: "email", from: "email", type: "xs:anyType" },
      { name: "firstName", from: "firstName", type: "xs:anyType" },
      { name: "lastName", from: "lastName", type: "xs:anyType" },
      { name: "groups", from: "groups", type: "xs:anyType" }
    ]
  },
  adfs: {
    name: "AD FS",
    signs: "assertion",
    prefixes: "default",
    consent: "urn:oasis:names:tc:SAML:2.0:consent:unspecified",
    nameIDFormat: nameIDFormat.emailAddress,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: true,
    milliseconds: true,
    conditions: { before: 0, after: 3600 },
    confirmationAfter: 300,
    attributes: [
      { name: claims + "emailaddress", from: "email" },
      { name: claims + "upn", from: "userPrincipalName" },
      { name: claims + "givenname", from: "firstName" },
      { name: claims + "surname", from: "lastName" },
      { name: "http://schemas.xmlsoap.org/claims/Group", from: "groups" }
    ]
  },
  simplesamlphp: {
    name: "SimpleSAMLphp",
    signs: "assertion",
    prefixes: "saml",
    declareAtRoot: true,
    nameIDFormat: nameIDFormat.transient,
    authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: false,
    conditions: { before: 30, after: 300 },
    confirmationAfter: 300,
    attributes: [
      { name: "mail", from: "email", nameFormat: attributeNameFormat.basic, type: "xs:string" },
      { name: "givenName", from: "firstName", nameFormat: attributeNameFormat.basic, type: "xs:string" },
      { name: "sn", from: "lastName", nameFormat: attributeNameFormat.basic, type: "xs:string" },
      { name: "groups", from: "groups", nameFormat: attributeNameFormat.basic, type: "xs:string" }
    ]
  },
  pysaml2: {
    name: "pysaml2",
    signs: "both",
    prefixes: "ns0",
    declareAtRoot: true,
    issuerFormat: entity,
    nameIDFormat: nameIDFormat.transient,
    authnContextClassRef: passwordProtected,
    hasSessionIndex: true,
    attributesFirst: false,
    milliseconds: false,
    conditions: { before: 0, after: 900 },
    confirmationAfter: 900,
    attributes: [
      oid("0.9.2342.19200300.100.1.3", "mail", "email"),
      oid("2.5.4.42", "givenName", "firstName"),
      oid("2.5.4.4", "sn", "lastName")
    ]
  }
};
function responseShape(vendor, login) {
  const instant = (seconds2) => {
    const text = new Date(login.now + seconds2 * 1e3).toISOString();
    return vendor.milliseconds ? text : text.slice(0, 19) + "Z";
  };
  const valuesOf = (from) => {
    const value = login[from];
    return value === void 0 ? [] : typeof value === "string" ? [value] : value;
  };
  const bearer = {
    inResponseTo: login.inResponseTo,
    notOnOrAfter: instant(vendor.confirmationAfter),
    recipient: login.assertionConsumerService
  };
  return {
    prefixes: vendor.prefixes,
    declareAtRoot: vendor.declareAtRoot,
    indent: vendor.indent,
    id: login.responseID,
    issueInstant: instant(0),
    destination: login.assertionConsumerService,
    consent: vendor.consent,
    inResponseTo: login.inResponseTo,
    issuer: login.issuer,
    issuerFormat: vendor.issuerFormat,
    assertions: [{
      id: login.assertionID,
      issueInstant: instant(0),
      issuer: login.issuer,
      issuerFormat: vendor.issuerFormat,
      nameID: login.nameID,
      nameIDFormat: login.nameIDFormat ?? vendor.nameIDFormat,
      confirmations: [bearer],
      conditions: {
        notBefore: instant(-vendor.conditions.before),
        notOnOrAfter: instant(vendor.conditions.after),
        audienceRestrictions: [[login.audience]]
      },
      authnStatements: [{
        authnInstant: instant(0),
        sessionIndex: vendor.hasSessionIndex ? login.sessionIndex ?? login.assertionID : void 0,
        authnContextClassRef: login.authnContextClassRef ?? vendor.authnContextClassRef
      }],
      attributes: vendor.attributes.map(({ from, ...attribute2 }) => ({ ...attribute2, values: valuesOf(from) })).filter((attribute2) => attribute2.values.length > 0),
      attributesFirst: vendor.attributesFirst
    }]
  };
}

// shared/saml/sign-direct.ts
function signDirect(xml, options) {
  const { tree, element: element2, issuer } = signTarget(xml, options);
  const id = tree.attribute(element2, "ID");
  if (id === null) throw new Error("The element to sign has no ID.");
  const reference2 = options.c14n ?? c14n.exclusive;
  const prefixes = options.inclusivePrefixes ?? [];
  const bytes = canonicalize(tree, element2, { algorithm: reference2, inclusivePrefixes: prefixes });
  const place2 = issuer === -1 ? tree.contentStart(element2) : tree.stop(issuer);
  const markup2 = signatureMarkup(options, { id, digest: base642(digest(hashOfDigest(options.digestAlgorithm ?? sha256), bytes)), reference: reference2, prefixes });
  const signed2 = splice(tree.bytes, place2, place2, markup2);
  return completeSignature(signed2, place2, { algorithm: options.signedInfoC14n ?? reference2, scheme: schemeOf(options.signatureAlgorithm ?? rsaSha256), key: keyOf(options.privateKeyPem) });
}
function completeSignature(xml, start, how) {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(`The signature could not be put in: ${parsed.fault.message}`);
  const { tree } = parsed;
  const signature2 = signatureAt(tree, start);
  const signedInfo = tree.child(signature2, ds.SignedInfo);
  const signedBytes = canonicalize(tree, signedInfo, { algorithm: how.algorithm, inclusivePrefixes: how.prefixes ?? [] });
  const value = tree.child(signature2, ds.SignatureValue);
  const text = base642(signBytes(how.scheme, how.key, signedBytes));
  return Buffer.from(splice(tree.bytes, tree.contentStart(value), tree.contentStop(value), text)).toString("utf8");
}
function signatureAt(tree, start) {
  for (let element2 = 0; element2 < tree.count; element2++) if (tree.start(element2) === start && tree.kind(element2) === ds.Signature) return element2;
  throw new Error("The signature could not be put in.");
}
function signatureMarkup(options, target) {
  const prefix = options.prefix ?? "ds";
  const colon = prefix === "" ? "" : prefix + ":";
  const declaration = prefix === "" ? `xmlns="${ns.ds}"` : `xmlns:${prefix}="${ns.ds}"`;
  const list3 = target.prefixes.length === 0 ? "" : `<ec:InclusiveNamespaces xmlns:ec="${ns.excC14n}" PrefixList="${target.prefixes.join(" ")}"/>`;
  const certificates2 = publishedCertificates(options.certificatePem).map((der) => `<${colon}X509Certificate>${der}</${colon}X509Certificate>`).join("");
  return `<${colon}Signature ${declaration}><${colon}SignedInfo><${colon}CanonicalizationMethod Algorithm="${options.signedInfoC14n ?? target.reference}"/><${colon}SignatureMethod Algorithm="${options.signatureAlgorithm ?? rsaSha256}"/><${colon}Reference URI="#${target.id}"><${colon}Transforms><${colon}Transform Algorithm="${enveloped}"/><${colon}Transform Algorithm="${target.reference}">${list3}</${colon}Transform></${colon}Transforms><${colon}DigestMethod Algorithm="${options.digestAlgorithm ?? sha256}"/><${colon}DigestValue>${target.digest}</${colon}DigestValue></${colon}Reference></${colon}SignedInfo><${colon}SignatureValue></${colon}SignatureValue>` + (certificates2 === "" ? "" : `<${colon}KeyInfo><${colon}X509Data>${certificates2}</${colon}X509Data></${colon}KeyInfo>`) + `</${colon}Signature>`;
}
function keyOf(pem) {
  const answer = privateKeyFrom(pem);
  if (!answer.ok) throw new Error(`The signing key cannot be used: ${answer.reason}.`);
  return answer.key;
}
function splice(bytes, start, stop, text) {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text, "utf8"), bytes.subarray(stop)]);
}
var base642 = (bytes) => Buffer.from(bytes).toString("base64");

// test/bench/inputs.ts
var key = (name2) => readFileSync(new URL(`../keys/${name2}.pem`, "file:///work/main/test/bench/bench.ts"), "utf8");
var idp = { privateKeyPem: key("idp-rsa.key"), certificatePem: key("idp-rsa.crt") };
var sp = { privateKeyPem: key("sp-rsa.key"), certificatePem: key("sp-rsa.crt") };
var entityID2 = "https://idp.example.com/metadata";
var audience = "https://sso.heroku.com/saml/acme";
var acs = "https://sso.heroku.com/saml/acme/finalize";
var requestID = "_4fee3b046395c4e751011e97f8900b5273d56685";
function encrypted2(xml) {
  const start = xml.indexOf("<saml2:Assertion ");
  const stop = xml.indexOf("</saml2:Assertion>") + "</saml2:Assertion>".length;
  return xml.slice(0, start) + encryptElement(xml.slice(start, stop), sp.certificatePem) + xml.slice(stop);
}
var filler = (index, length) => `value-${index}-`.padEnd(length, "abcdefghij");
var signing2 = { ...idp, inclusivePrefixes: ["xs"] };
var signedAssertion2 = (xml) => signDirect(xml, { ...signing2, referenceID: "_d71a3a8e9fcc45c9e9d248ef7049393fc8f04e5f75" });
function response(attributes, sign2, now2) {
  const shape2 = responseShape(vendors.okta, {
    responseID: "_8e8dc5f69a98cc4c1ff3427e5ce34606fd672f91e6",
    assertionID: "_d71a3a8e9fcc45c9e9d248ef7049393fc8f04e5f75",
    issuer: entityID2,
    audience,
    assertionConsumerService: acs,
    inResponseTo: requestID,
    now: now2,
    nameID: "jo.doe@example.com",
    nameIDFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    email: "jo.doe@example.com"
  });
  const xml = buildResponse({ ...shape2, issuerFormat: void 0, assertions: shape2.assertions.map((each7) => ({ ...each7, issuerFormat: void 0, attributes })) });
  if (sign2 === null) return xml;
  const signed2 = signedAssertion2(xml);
  return sign2 === "both" ? signDirect(signed2, { ...signing2, referenceID: "_8e8dc5f69a98cc4c1ff3427e5ce34606fd672f91e6" }) : signed2;
}
function responseOfSize(size, now2) {
  const values2 = Array.from({ length: size.values ?? 1 }, (_, index) => filler(index, 16));
  const xml = response([{ name: "groups", values: values2 }], null, now2);
  const attributes = Array.from({ length: size.attributes ?? 0 }, (_, index) => ` a${index}="${filler(index, 40)}"`).join("");
  return input("s", "a response of some size", signedAssertion2(xml.replace("<saml2:AttributeValue", `<saml2:AttributeValue${attributes}`)));
}
function makeInputs(now2) {
  const ten = Array.from({ length: 10 }, (_, index) => ({ name: `urn:example:attribute:${index}`, nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri", values: [filler(index, 200)], type: "xs:string" }));
  const groups = [{ name: "groups", values: Array.from({ length: 5e3 }, (_, index) => filler(index, 60)), type: "xs:string" }];
  const signed2 = response(ten, "assertion", now2);
  return [
    input("a", "signed assertion", signed2),
    input("b", "response and assertion signed", response(ten, "both", now2)),
    input("c", "signed assertion, encrypted", encrypted2(signed2)),
    input("d", "5,000 group values", response(groups, "assertion", now2))
  ];
}
function input(id, what, xml) {
  return {
    id,
    what: `${what}, ${(Buffer.byteLength(xml) / 1e3).toFixed(1)} kB`,
    xml,
    base64: Buffer.from(xml).toString("base64"),
    signatures: Math.max(1, xml.split("<ds:SignatureValue>").length - 1),
    encrypted: xml.includes("<saml:EncryptedAssertion ")
  };
}
export {
  acs,
  audience,
  decode,
  entityID2 as entityID,
  idp,
  inspect,
  makeInputs,
  parseXml,
  readDocument,
  requestID,
  responseOfSize,
  runChecks,
  sp
};
