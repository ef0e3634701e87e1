/**
 * Makes one call of those that come in the same moment: `all` gets their keys and gives what it found by key.
 * @param all is called for one context at a time; when it throws, each of the calls does
 */
export function together<Context extends object, Key, Value>(
  all: (context: Context, keys: Key[]) => Promise<Map<Key, Value>>,
): (context: Context, key: Key) => Promise<Value | undefined> {
  const open = new WeakMap<Context, { keys: Set<Key>; found: Promise<Map<Key, Value>> }>()
  return async (context, key) => {
    let call = open.get(context)
    if (!call) {
      const keys = new Set<Key>()
      const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
        open.delete(context)
        return all(context, [...keys])
      })
      call = { keys, found }
      open.set(context, call)
    }
    call.keys.add(key)
    return (await call.found).get(key)
  }
}
