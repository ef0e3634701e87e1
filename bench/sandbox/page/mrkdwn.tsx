import type { ReactNode } from 'react'
import { formatted } from './dates.ts'
import { ChannelName, Link, PersonName } from './mentions.tsx'
import { Emoji } from './reactions.tsx'

const token =
  /<([^<>\n]+)>|```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<![\w_])_([^_\n]+)_(?!\w)|(?<![\w~])~([^~\n]+)~(?!\w)|:([a-z0-9_+'-]+):/g

/** Slack's own markup (docs.slack.dev/messaging/formatting-message-text), as far as apps use it. */
export function Mrkdwn({ text }: { text: string }) {
  return <>{pieces(text)}</>
}

function pieces(text: string): ReactNode[] {
  const found: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(token)) {
    if (match.index > from) found.push(unescaped(text.slice(from, match.index)))
    found.push(<Piece key={match.index} match={match} />)
    from = match.index + match[0].length
  }
  return [...found, unescaped(text.slice(from))]
}

function Piece({ match }: { match: RegExpMatchArray }) {
  const [, special, fence, code, bold, italic, strike, emoji] = match
  if (special) return <Special inside={special} />
  if (fence) return <pre>{unescaped(fence)}</pre>
  if (code) return <code>{unescaped(code)}</code>
  if (bold) return <b>{pieces(bold)}</b>
  if (italic) return <i>{pieces(italic)}</i>
  if (strike) return <s>{pieces(strike)}</s>
  return <Emoji name={emoji ?? ''} />
}

/** What stands between < and >. */
function Special({ inside }: { inside: string }) {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@')) return <PersonName id={target.slice(1)} />
  if (target.startsWith('#'))
    return <ChannelName id={target.slice(1)} {...(label && { name: label })} />
  if (target.startsWith('!date^')) {
    const [, seconds, format = ''] = target.split('^')
    return <>{formatted(Number(seconds), format)}</>
  }
  if (target.startsWith('!')) return <span className="mention">@{target.slice(1)}</span>
  return <Link url={unescaped(target)}>{unescaped(label ?? target)}</Link>
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
