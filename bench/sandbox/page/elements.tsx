import type { ActionsBlockElement, Button, ImageElement, Overflow } from '@slack/types'
import type { Where } from './blocks.tsx'
import { Field, type Input } from './fields.tsx'
import { Menu } from './menu.tsx'
import { useSight } from './sight.ts'

export type Actionable = ActionsBlockElement | ImageElement

interface Props<T> {
  element: T
  where: Where
  block: string
}

/** Something that is pressed or chosen, and sent at once. */
export function Element({ element, where, block }: Props<Actionable>) {
  const { act } = useSight()
  if (element.type === 'image')
    return <img src={'image_url' in element ? element.image_url : ''} alt={element.alt_text} />
  if (element.type === 'button') return <Pressed {...{ element, where, block }} />
  if (element.type === 'overflow') return <More {...{ element, where, block }} />
  const action = String(element.action_id)
  return (
    <Field
      key={JSON.stringify(element)}
      element={element}
      at={{ where, block, action }}
      onChange={(input: Input) => {
        if (confirmed(element)) act({ do: 'choose', where, block, action, input })
      }}
    />
  )
}

function Pressed({ element, where, block }: Props<Button>) {
  const { act } = useSight()
  return (
    <button
      type="button"
      className={element.style ?? ''}
      aria-label={element.accessibility_label}
      onClick={() => {
        if (!confirmed(element)) return
        if (element.url) window.open(element.url, '_blank', 'noreferrer')
        act({ do: 'press', where, block, action: String(element.action_id) })
      }}
    >
      {element.text.text}
    </button>
  )
}

function More({ element, where, block }: Props<Overflow>) {
  const { act } = useSight()
  const action = String(element.action_id)
  return (
    <Menu label="More" shown="⋯">
      {element.options.map((option) => (
        <button
          key={option.value}
          type="button"
          onClick={() => {
            if (!confirmed(element)) return
            if (option.url) window.open(option.url, '_blank', 'noreferrer')
            act({ do: 'choose', where, block, action, input: option.value ?? '' })
          }}
        >
          {option.text.text}
        </button>
      ))}
    </Menu>
  )
}

/** Asks first, where the app wants that. */
function confirmed(element: object): boolean {
  const { confirm } = element as { confirm?: { title: { text: string }; text: { text: string } } }
  return !confirm || window.confirm(`${confirm.title.text}\n\n${confirm.text.text}`)
}
