/** Does things one after the other, in the order they were asked for, whatever becomes of each. */
export function lane() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(todo: () => Promise<T>): Promise<T> => {
    const done = last.then(todo)
    last = done.catch(() => {})
    return done
  }
}
