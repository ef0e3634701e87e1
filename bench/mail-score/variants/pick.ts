export interface Dice {
  one<T>(of: readonly T[]): T
  key<T extends string>(of: Readonly<Record<T, unknown>>): T
  first<T extends string>(of: Readonly<Record<T, unknown>>): T
  chance(share: number): boolean
}

/** Choices that look random and are the same in each run (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const one = <T>(of: readonly T[]): T => {
    const found = of[Math.floor(next() * of.length)]
    if (found === undefined) throw new Error('There is nothing to choose from.')
    return found
  }
  return {
    one,
    key: (of) => one(keysOf(of)),
    first: (of) => one(keysOf(of).slice(0, 1)),
    chance: (share) => next() < share,
  }
}

function keysOf<T extends string>(of: Readonly<Record<T, unknown>>): T[] {
  return Object.keys(of) as T[]
}
