import { createElement, Fragment, type ReactNode } from 'react'

/** Draws things that have no name to be known by, and never move. */
export function inOrder<T>(things: readonly T[], draw: (thing: T) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...things.map(draw))
}
