/** The application menu, in each system's own order. Standard entries are roles, so that the system words and places them. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { themes, type Theme } from './window-state.ts';

/** What the screen does at a menu's word: it hears `{ changed: 'app', id }`. */
export type ScreenCommand = 'new-connection' | 'shortcuts';

export interface MenuActions {
  platform: NodeJS.Platform;
  /** Reload and the page's tools are for people who change the app. */
  development: boolean;
  theme: Theme;
  open(): void;
  /** Goes to a screen by its fragment. */
  go(hash: string): void;
  tell(command: ScreenCommand): void;
  chooseTheme(theme: Theme): void;
  readMe(): void;
  dataFolder(): void;
}

const screens: readonly (readonly [label: string, hash: string])[] = [
  ['Connections', '#/connections'], ['Inspect', '#/inspect'], ['Metadata', '#/metadata'], ['Certificates', '#/certificates'],
  ['Practice Identity Provider', '#/practice'], ['Explain an Error', '#/explain'],
];
const themeNames: Record<Theme, string> = { system: 'As the System', light: 'Light', dark: 'Dark' };
const line: MenuItemConstructorOptions = { type: 'separator' };

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions)));
}

export function menuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = actions.platform === 'darwin';
  const settings: MenuItemConstructorOptions = { label: 'Settings', accelerator: 'CmdOrCtrl+,', click: () => actions.go('#/settings') };
  const file: MenuItemConstructorOptions[] = [
    { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: actions.open },
    { label: 'New Connection', accelerator: 'CmdOrCtrl+N', click: () => actions.tell('new-connection') },
    line,
    ...(mac ? [{ role: 'close' } as const] : [settings, line, { role: 'quit' } as const]),
  ];
  const go: MenuItemConstructorOptions[] = screens.map(([label, hash], index) => ({ label, accelerator: `CmdOrCtrl+${index + 1}`, click: () => actions.go(hash) }));
  const view: MenuItemConstructorOptions[] = [
    ...(actions.development ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const, line] : []),
    { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' },
    line,
    { label: 'Theme', submenu: themes.map((theme) => ({ label: themeNames[theme], type: 'radio', checked: theme === actions.theme, click: () => actions.chooseTheme(theme) })) },
    line,
    { role: 'togglefullscreen' },
  ];
  const help: MenuItemConstructorOptions[] = [
    { label: 'Read Me', click: actions.readMe },
    { label: 'Keyboard Shortcuts', click: () => actions.tell('shortcuts') },
    line,
    { label: 'Show Data Folder', click: actions.dataFolder },
    ...(mac ? [] : [line, { role: 'about' } as const]),
  ];
  return [
    ...(mac ? [{ role: 'appMenu', submenu: [{ role: 'about' }, line, settings, line, { role: 'services' }, line, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, line, { role: 'quit' }] } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { label: 'Go', submenu: go },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', label: 'Help', submenu: help },
  ];
}
