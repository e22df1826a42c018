/** Which layer is open above the page. */
import { create } from 'zustand';

export type Layer = 'palette' | 'shortcuts' | 'new-connection' | 'menu' | 'sent';

export const useFrame = create<{ layer: Layer | null }>(() => ({ layer: null }));
export const openLayer = (layer: Layer): void => useFrame.setState({ layer });
export const closeLayer = (): void => useFrame.setState({ layer: null });
