/** The runbook as Markdown, and as one HTML page that prints well and loads nothing. */
import type { Runbook, RunbookPart } from './runbook.ts';

export function runbookMarkdown({ title, writtenAt, standing, sections }: Runbook): string {
  return [
    `# ${plain(title)}`,
    `Written ${writtenAt.slice(0, 16).replace('T', ' ')} UTC by SSO Workbench.`,
    plain(standing),
    ...sections.flatMap((section) => [`## ${plain(section.title)}`, ...section.parts.map(markdownPart)]),
  ].join('\n\n') + '\n';
}

function markdownPart(part: RunbookPart): string {
  switch (part.kind) {
    case 'text': return labelled(part.text);
    case 'list': return part.items.map((item, index) => `${part.ordered ? `${index + 1}.` : '-'} ${labelled(item)}`).join('\n');
    case 'table': return [part.head, part.head.map(() => '---'), ...part.rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');
  }
}

/** Values come from metadata and consoles: nothing in them may become markup. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`);
const labelled = (text: string): string => text.split('**').map((part, index) => (index % 2 === 1 ? `**${plain(part)}**` : plain(part))).join('');
const cell = (text: string): string => labelled(text) || ' ';

const style = `
:root { color-scheme: light; }
body { font: 10.5pt/1.45 system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; color: #14171c; max-width: 190mm; margin: 12mm auto; padding: 0 6mm; }
h1 { font-size: 17pt; margin: 0 0 2mm; } h2 { font-size: 12.5pt; margin: 8mm 0 2mm; border-bottom: 1px solid #c9cdd5; padding-bottom: 1mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; } th, td { text-align: left; vertical-align: top; padding: 1mm 3mm 1mm 0; border-bottom: 1px solid #e4e6ea; overflow-wrap: break-word; }
th { font-weight: 600; color: #474e5a; } tr { break-inside: avoid; } p, li { max-width: 165mm; } .written { color: #606875; }
section.sheet { break-before: page; }
@page { margin: 15mm; } @media print { body { margin: 0; padding: 0; max-width: none; } }`;

export function runbookHtml({ title, writtenAt, standing, sections }: Runbook): string {
  const body = sections.map((section) => `<section${section.title.startsWith('Way back') ? ' class="sheet"' : ''}>\n<h2>${escaped(section.title)}</h2>\n${section.parts.map(htmlPart).join('\n')}\n</section>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="written">Written ${escaped(writtenAt.slice(0, 16).replace('T', ' '))} UTC by SSO Workbench.</p>
<p>${escaped(standing)}</p>
${body.join('\n')}
</body>
</html>
`;
}

function htmlPart(part: RunbookPart): string {
  switch (part.kind) {
    case 'text': return `<p>${rich(part.text)}</p>`;
    case 'list': return `<${part.ordered ? 'ol' : 'ul'}>${part.items.map((item) => `<li>${rich(item)}</li>`).join('')}</${part.ordered ? 'ol' : 'ul'}>`;
    case 'table': return `<table><thead><tr>${part.head.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead><tbody>${part.rows.map((row) => `<tr>${row.map((one) => `<td>${rich(one)}</td>`).join('')}</tr>`).join('')}</tbody></table>`;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** Long values may break after their own punctuation; words stay whole. */
const breakable = (html: string): string => html.replaceAll(/[^\s<>]{24,}/g, (long) => long.replaceAll(/[/:.-](?=.)/g, '$&<wbr>'));
const rich = (text: string): string => text.split('**').map((part, index) => (index % 2 === 1 ? `<b>${breakable(escaped(part))}</b>` : breakable(escaped(part)))).join('');
