import { setTimeout as rest } from 'node:timers/promises'

/** A call that hangs for longer holds up those behind it no more. */
const patienceMs = 10_000

interface Line<Key, Value> {
  waiting: {
    key: Key
    done: (value: Value | PromiseLike<Value>) => void
    failed: (error: unknown) => void
  }[]
  isMoving: boolean
}

/**
 * Makes one call of many. Whoever comes while a call is under way waits for the next one, which takes all who wait: an
 * idle desk is answered at once, and a busy one asks the database once for many.
 * @param all gives a value for each key, in their order; when it throws, each of several is asked for by itself
 * @param restMs how long the next call waits after one has ended, where nobody minds waiting
 */
export function together<Context extends object, Key, Value>(
  all: (context: Context, keys: readonly Key[]) => Promise<readonly Value[]>,
  { most = 32, restMs = 0 } = {},
): (context: Context, key: Key) => Promise<Value> {
  const lines = new WeakMap<Context, Line<Key, Value>>()

  async function alone(context: Context, key: Key): Promise<Value> {
    const [value] = await all(context, [key])
    return value as Value
  }

  async function move(context: Context, line: Line<Key, Value>): Promise<void> {
    line.isMoving = true
    while (line.waiting.length > 0) {
      const some = line.waiting.splice(0, most)
      const call = all(
        context,
        some.map(({ key }) => key),
      ).then(
        (values) => {
          for (const [place, { done }] of some.entries()) done(values[place] as Value)
        },
        (error) => {
          for (const { key, done, failed } of some)
            some.length > 1 ? done(alone(context, key)) : failed(error)
        },
      )
      await inTime(call)
      if (restMs) await rest(restMs)
    }
    line.isMoving = false
  }

  return (context, key) =>
    new Promise((done, failed) => {
      const line = lines.get(context) ?? { waiting: [], isMoving: false }
      lines.set(context, line)
      line.waiting.push({ key, done, failed })
      if (!line.isMoving) void move(context, line)
    })
}

function inTime(call: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    void call.finally(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
