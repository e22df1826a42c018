/** Where the admin is, kept in the address's fragment so that back, forward and reload work. */
import { useSyncExternalStore } from 'react';

export const connectionTabs = ['overview', 'setup', 'metadata', 'login', 'history', 'compare', 'claims', 'certificates', 'go-live'] as const;
export type ConnectionTab = (typeof connectionTabs)[number];

export const tools = ['inspect', 'metadata', 'certificates', 'practice', 'explain', 'settings'] as const;
export type Tool = (typeof tools)[number];

export type Route =
  | { screen: 'connections' }
  | { screen: 'connection'; id: string; tab: ConnectionTab; detail: string | null }
  | { screen: Tool; detail: string | null };

export function parseRoute(hash: string): Route {
  const [first = '', ...rest] = hash.replace(/^#\/?/, '').split('/').map(decode);
  if (first === 'connections' && rest[0]) {
    const tab = connectionTabs.find((name) => name === rest[1]) ?? 'overview';
    return { screen: 'connection', id: rest[0], tab, detail: rest[2] ?? null };
  }
  const tool = tools.find((name) => name === first);
  if (tool) return { screen: tool, detail: rest.length > 0 ? rest.join('/') : null };
  return { screen: 'connections' };
}

export function hrefOf(route: Route): string {
  if (route.screen === 'connections') return '#/connections';
  if (route.screen === 'connection') {
    return `#/connections/${encodeURIComponent(route.id)}/${route.tab}${route.detail ? `/${encodeURIComponent(route.detail)}` : ''}`;
  }
  return `#/${route.screen}${route.detail ? `/${route.detail.split('/').map(encodeURIComponent).join('/')}` : ''}`;
}

export const hrefOfConnection = (id: string, tab: ConnectionTab = 'overview', detail: string | null = null): string => hrefOf({ screen: 'connection', id, tab, detail });
export const hrefOfTool = (screen: Tool, detail: string | null = null): string => hrefOf({ screen, detail });

export function go(href: string): void {
  window.location.hash = href.replace(/^#/, '');
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return parseRoute(hash);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
