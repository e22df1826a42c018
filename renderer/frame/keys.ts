/** Shortcuts of the whole window, and the list that the shortcuts dialog shows. */
import { useEffect } from 'react';
import { openLayer, useFrame } from './store.ts';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
export const modifier = mac ? '⌘' : 'Ctrl ';

export const shortcuts: readonly { keys: readonly string[]; does: string }[] = [
  { keys: [`${modifier}K`], does: 'Command palette: any screen, connection or action' },
  { keys: ['/'], does: 'Go to the box that takes everything' },
  { keys: [`${modifier}V`], does: 'Paste anywhere outside a text field: it goes where it belongs' },
  { keys: ['j', 'k'], does: 'Next and previous finding in a report' },
  { keys: ['↑', '↓'], does: 'Move in a list' },
  { keys: ['Enter'], does: 'Open or fold what has the focus' },
  { keys: [`${modifier}Enter`], does: 'Inspect what is in the box' },
  { keys: [`${modifier}F`], does: 'Search, with the focus in the XML' },
  { keys: ['n'], does: 'New connection' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'This list' },
];

/** The element a key or paste went to, inside the XML view's shadow root too. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

export function useWindowKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openLayer('palette');
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event) || useFrame.getState().layer !== null) return;
      if (event.composedPath().some((element) => element instanceof Element && element.getAttribute('role') === 'dialog')) return;
      if (event.key === '?') openLayer('shortcuts');
      else if (event.key === 'n') openLayer('new-connection');
      else if (event.key === '/') document.getElementById('top-box')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
