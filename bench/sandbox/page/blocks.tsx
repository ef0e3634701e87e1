import type { KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types'
import type { Deed } from '#bench/sandbox/deeds.ts'
import { type Actionable, Element } from './elements.tsx'
import { inOrder } from './in-order.ts'
import { Mrkdwn } from './mrkdwn.tsx'
import { RichText } from './rich-text.tsx'

export type Where = Extract<Deed, { do: 'press' }>['where']

/** Blocks as Slack draws them; where they ask for something, the surface that holds them says how. */
export function Blocks({
  blocks,
  where,
  ask,
}: {
  blocks: KnownBlock[]
  where: Where
  ask?: (block: KnownBlock & { type: 'input' }) => React.ReactNode
}) {
  return (
    <div className="blocks">
      {blocks.map((block, place) => (
        <div key={block.block_id ?? place} className="block">
          {block.type === 'input' ? ask?.(block) : <Block block={block} where={where} />}
        </div>
      ))}
    </div>
  )
}

function Block({ block, where }: { block: KnownBlock; where: Where }) {
  const id = String(block.block_id)
  const pressed = (element: unknown) => (
    <Element element={element as Actionable} where={where} block={id} />
  )
  switch (block.type) {
    case 'rich_text':
      return <RichText block={block} />
    case 'header':
      return (
        <h3>
          <Text text={block.text} />
        </h3>
      )
    case 'divider':
      return <hr />
    case 'section':
      return (
        <div className="section">
          <div className="words">
            {block.text && (
              <p>
                <Text text={block.text} />
              </p>
            )}
            {block.fields && (
              <div className="fields">
                {inOrder(block.fields, (field) => (
                  <p>
                    <Text text={field} />
                  </p>
                ))}
              </div>
            )}
          </div>
          {block.accessory && pressed(block.accessory)}
        </div>
      )
    case 'context':
      return (
        <p className="context">
          {inOrder(block.elements, (one) => (
            <span>{one.type === 'image' ? <Picture of={one} /> : <Text text={one} />}</span>
          ))}
        </p>
      )
    case 'actions':
      return (
        <div className="actions">
          {block.elements.map((one) => (
            <span key={'action_id' in one ? one.action_id : ''}>{pressed(one)}</span>
          ))}
        </div>
      )
    case 'image':
      return <Picture of={block} />
    case 'markdown':
      return <p className="words">{block.text}</p>
    default:
      return <p className="unknown">A {block.type} block, which this sandbox does not draw.</p>
  }
}

function Text({ text }: { text: PlainTextElement | MrkdwnElement }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : text.text
}

function Picture({ of }: { of: { alt_text?: string | undefined } & object }) {
  const url = 'image_url' in of ? String(of.image_url) : ''
  return <img src={url} alt={of.alt_text ?? ''} />
}
