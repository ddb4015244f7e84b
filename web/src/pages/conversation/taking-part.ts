// Who takes part in the open conversation, and how a new sender is let in: known to every card without being handed down.
import { createContext, useContext } from "solid-js";

export interface TakingPart {
  readonly has: (address: string) => boolean;
  /** Absent for who may not change it. */
  readonly add: ((address: string) => void) | undefined;
}

export const TakingPartContext = createContext<TakingPart>({ has: () => false, add: undefined });

export function useTakingPart(): TakingPart {
  return useContext(TakingPartContext);
}
