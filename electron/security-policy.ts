/**
 * SECURITY: what the screens may load and do, the same under app:// and http: our own files only, nothing inline, no frames,
 * no forms, no plugins, and no text that becomes markup or script.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
