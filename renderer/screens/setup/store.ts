/** Which steps the admin opened or closed by hand and which recipe was chosen, by connection; and inputs typed but not yet saved. */
import { create } from 'zustand';

interface SetupState {
  /** `connection/step` to open or closed; absent: as the walk has it. */
  open: Record<string, boolean>;
  inputs: Record<string, string>;
  /** `connection` to the id of a recipe; absent: the first. */
  recipe: Record<string, string>;
}

export const useSetup = create<SetupState>(() => ({ open: {}, inputs: {}, recipe: {} }));

export const setOpen = (connection: string, step: string, open: boolean): void => useSetup.setState((state) => ({ open: { ...state.open, [`${connection}/${step}`]: open } }));
export const chooseRecipe = (connection: string, id: string): void => useSetup.setState((state) => ({ recipe: { ...state.recipe, [connection]: id } }));
export const typeInput = (key: string, value: string): void => useSetup.setState((state) => ({ inputs: { ...state.inputs, [key]: value } }));
export function forgetInput(key: string): void {
  useSetup.setState((state) => ({ inputs: Object.fromEntries(Object.entries(state.inputs).filter(([one]) => one !== key)) }));
}
