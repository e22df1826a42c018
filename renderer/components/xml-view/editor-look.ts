/** Colours and measures of the XML view, all from the page's tokens: custom properties reach into the shadow root. */
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const highlighting = HighlightStyle.define([
  { tag: [tags.tagName, tags.angleBracket], color: 'var(--xml-tag)' },
  { tag: tags.attributeName, color: 'var(--xml-name)' },
  { tag: tags.attributeValue, color: 'var(--xml-value)' },
  { tag: [tags.comment, tags.processingInstruction, tags.documentMeta], color: 'var(--xml-quiet)', fontStyle: 'italic' },
]);

const hatch = (colour: string): string => `repeating-linear-gradient(135deg, ${colour} 0 1.5px, transparent 1.5px 6px)`;

export const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 8px 0 4px', overflowWrap: 'anywhere' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent) !important' },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 14%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', borderRight: '1px solid var(--line)' },
  '.cm-gutterElement': { cursor: 'default' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 4px', minWidth: '26px' },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', padding: '0 3px' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--hover)', border: '1px solid var(--line-strong)', color: 'var(--ink-2)', padding: '0 6px' },
  '.gutter-findings .cm-gutterElement': { padding: '0 2px' },
  '.finding-marker': { display: 'inline-block', minWidth: '15px', padding: '0 3px', textAlign: 'center', borderRadius: '3px', fontWeight: '700', cursor: 'pointer', lineHeight: '1.35' },
  '.finding-marker.fail': { color: 'var(--red)', backgroundColor: 'var(--red-soft)' },
  '.finding-marker.warn': { color: 'var(--amber)', backgroundColor: 'var(--amber-soft)' },
  '.finding-marker.info': { color: 'var(--ink-2)', backgroundColor: 'var(--hover)' },
  '.finding-marker.selected': { outline: '2px solid currentcolor' },
  '.gutter-coverage .cm-gutterElement': { display: 'flex' },
  '.bars': { display: 'flex', gap: '2px', padding: '0 3px', alignSelf: 'stretch', height: '100%' },
  '.bar': { forcedColorAdjust: 'none', width: '9px', fontSize: '8px', lineHeight: '12px', textAlign: 'center', fontWeight: '700', color: 'var(--surface)' },
  '.bar.verified': { backgroundColor: 'var(--green)' },
  '.bar.unverified': { color: 'var(--amber)', backgroundImage: hatch('var(--amber)'), borderLeft: '1px solid var(--amber)', borderRight: '1px solid var(--amber)', backgroundSize: '9px 100%' },
  '.bar.unverified.s': { backgroundColor: 'var(--surface)', backgroundImage: 'none', borderTop: '1px solid var(--amber)' },
  '.bar.s': { borderTopLeftRadius: '3px', borderTopRightRadius: '3px', marginTop: '2px' },
  '.bar.e': { borderBottomLeftRadius: '3px', borderBottomRightRadius: '3px', marginBottom: '2px' },
  '.finding': { cursor: 'pointer', textDecorationLine: 'underline', textDecorationThickness: '2px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
  '.finding.fail': { textDecorationColor: 'var(--red)', backgroundColor: 'var(--red-soft)' },
  '.finding.warn': { textDecorationColor: 'var(--amber)', backgroundColor: 'var(--amber-soft)' },
  '.finding.info': { textDecorationColor: 'var(--control)', textDecorationStyle: 'dotted' },
  '.finding.fail.selected': { backgroundColor: 'var(--red-mark)' },
  '.finding.warn.selected': { backgroundColor: 'var(--amber-mark)' },
  '.finding.info.selected': { backgroundColor: 'var(--accent-soft)' },
  '.shade-covered': { backgroundColor: 'var(--green-soft)' },
  '.shade-bare': { backgroundImage: 'repeating-linear-gradient(135deg, var(--line) 0 1.5px, transparent 1.5px 6px)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--font)', fontSize: '12px', padding: '6px 8px', display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center' },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search label': { fontSize: '12px', display: 'inline-flex', gap: '4px', alignItems: 'center', margin: '0' },
  '.cm-panel.cm-search [name=close]': { position: 'static', marginLeft: 'auto', fontSize: '16px', padding: '0 6px', color: 'var(--ink)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--control)', borderRadius: '4px', color: 'var(--ink)', margin: '0', padding: '2px 6px', fontSize: '12px' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--surface)', border: '1px solid var(--line-strong)', borderRadius: '4px', color: 'var(--ink)', margin: '0', padding: '2px 8px', fontSize: '12px' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--accent) 45%, transparent)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line)' },
});
