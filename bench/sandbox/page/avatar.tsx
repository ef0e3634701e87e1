/** A face made of a name: its letters, in a colour of its own. */
export function Avatar({
  name,
  isApp = false,
  isSmall = false,
}: {
  name: string
  isApp?: boolean
  isSmall?: boolean
}) {
  const letters = name
    .split(' ')
    .map(([first = '']) => first)
    .slice(0, 2)
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6
  return (
    <span
      className={isSmall ? 'avatar small' : 'avatar'}
      data-hue={isApp ? 'app' : hue}
      aria-hidden="true"
    >
      {isApp ? '🎫' : letters.join('').toUpperCase()}
    </span>
  )
}
