/** Blanks that hide, controls, and marks that turn the reading direction: `exe.‮gpj` would show as `jpg.exe`. */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}/\\]+/gu

/** A name that is safe to show and to save under: one line, no folders, not hidden, 120 characters at most. */
export function safeFileName(name: string): string {
  const clean = name
    .replace(unsafe, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .replace(/^[. ]+/, '')
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,12})?$/s.exec(clean) ?? []
  const short = Array.from(stem).slice(0, 60).join('').trim()
  return short + ending || 'attachment'
}
