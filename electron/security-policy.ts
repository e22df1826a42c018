/**
 * SECURITY: what the screens may load and do, the same under app:// and http. Scripts only our own files; styles also
 * inline because CodeMirror and Radix set them; nothing from anywhere else, no frames, no forms, no plugins.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
