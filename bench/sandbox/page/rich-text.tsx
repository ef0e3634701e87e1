import type { RichTextBlock, RichTextElement } from '@slack/types'
import type { ReactNode } from 'react'
import { formatted } from './dates.ts'
import { inOrder } from './in-order.ts'
import { ChannelName, Link, PersonName } from './mentions.tsx'
import { Emoji } from './reactions.tsx'

type Part = RichTextBlock['elements'][number]

export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div className="rich">
      {inOrder(block.elements, (part) => (
        <RichPart part={part} />
      ))}
    </div>
  )
}

function RichPart({ part }: { part: Part }) {
  switch (part.type) {
    case 'rich_text_section':
      return <p>{words(part.elements)}</p>
    case 'rich_text_quote':
      return <blockquote>{words(part.elements)}</blockquote>
    case 'rich_text_preformatted':
      return <pre>{words(part.elements)}</pre>
    case 'rich_text_list': {
      const List = part.style === 'ordered' ? 'ol' : 'ul'
      return (
        <List data-indent={part.indent}>
          {inOrder(part.elements, ({ elements }) => (
            <li>{words(elements)}</li>
          ))}
        </List>
      )
    }
  }
}

function words(elements: RichTextElement[]): ReactNode {
  return inOrder(elements, (one) => <Word one={one} />)
}

function Word({ one }: { one: RichTextElement }) {
  const { bold, italic, strike, code } = one.style ?? ({} as NonNullable<typeof one.style>)
  let shown = said(one)
  if (code) shown = <code>{shown}</code>
  if (strike) shown = <s>{shown}</s>
  if (italic) shown = <i>{shown}</i>
  return bold ? <b>{shown}</b> : shown
}

function said(one: RichTextElement): ReactNode {
  switch (one.type) {
    case 'text':
      return one.text
    case 'link':
      return <Link url={one.url}>{one.text || one.url}</Link>
    case 'user':
      return <PersonName id={one.user_id} />
    case 'channel':
      return <ChannelName id={one.channel_id} />
    case 'emoji':
      return <Emoji name={one.name} />
    case 'broadcast':
      return <span className="mention">@{one.range}</span>
    case 'date':
      return formatted(one.timestamp, one.format)
    case 'usergroup':
      return <span className="mention">@{one.usergroup_id}</span>
    case 'color':
      return one.value
    case 'team':
      return one.team_id
  }
}
