import { createContext, useContext } from 'react'

const Nonce = createContext('')
export const NonceContext = Nonce.Provider

/** What scripts and style elements must carry to be let in by the page's content security policy. */
export function useNonce(): string {
  return useContext(Nonce)
}
