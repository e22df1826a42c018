// Parsed by any Node that knows modules: keep to old syntax here.
export function requireNode() {
  var parts = process.versions.node.split('.').map(Number);
  var ok = parts[0] > 22 || (parts[0] === 22 && parts[1] >= 12) || (parts[0] === 20 && parts[1] >= 19);
  if (ok) return;
  console.error('SSO Workbench needs Node 20.19 or newer (or 22.12 or newer); this is Node ' + process.versions.node + '. Install a newer one from https://nodejs.org and run the command again.');
  process.exit(1);
}
