/** What somebody wrote in an agents' thread, and whether it is for the requester. */
export interface Gesture {
  sends: boolean
  text: string
  html?: string | undefined
}

const forRequester = /^\s*!\s*/
const forUs = /^\s*(?:\/\/|🔒|:lock:)\s*/u

/**
 * A `!` before it sends it; `//` or 🔒 keeps it. Without either it is a note, or, where replies are the default, an
 * answer. The mark itself is nobody's to read.
 */
export function gestureIn(
  { text, html }: Pick<Gesture, 'text' | 'html'>,
  { repliesByDefault }: { repliesByDefault: boolean },
): Gesture {
  if (forUs.test(text)) return { sends: false, text: withoutMark(text) }
  const sends = repliesByDefault || forRequester.test(text)
  const bare = forRequester.test(text) ? html?.replace(/!\s*/, '') : html
  return { sends, text: sends ? text.replace(forRequester, '') : text, html: bare }
}

/** What is left of a note's words without the mark that made it one. */
export function withoutMark(text: string): string {
  return text.replace(forUs, '')
}
