import {
  onActions,
  onContext,
  onContextActions,
  onInput,
  onSection,
  plain,
  words,
} from './block-elements.ts'
import {
  type Check,
  exactlyOne,
  flag,
  list,
  may,
  need,
  object,
  oneOf,
  problem,
  text,
  typed,
} from './block-schema.ts'
import { richTextParts } from './rich-text.ts'
import { isObject, type Json } from './world.ts'

export type Surface = 'message' | 'modal' | 'home'

/** How many blocks a surface holds. */
const room: Record<Surface, number> = { message: 50, modal: 100, home: 100 }
const markdownInAll = 12_000 // Characters of all `markdown` blocks of one payload together.

const block = (fields: Parameters<typeof object>[0], also?: Check): Check =>
  object({ type: need(text(64)), block_id: may(text(255)), ...fields }, also)

const richText = block({ elements: need(list(richTextParts, 1000)) })
const cell = typed({
  rich_text: richText,
  raw_text: object({ type: need(text(64)), text: need(text(3000)) }),
  raw_number: object({
    type: need(text(64)),
    text: need(text(100)),
    value: need((value, at) => (typeof value === 'number' ? [] : problem('must be a number', at))),
  }),
})

const everywhere = {
  divider: block({}),
  header: block({ text: need(plain(150)) }),
  section: block(
    {
      text: may(words(3000)),
      fields: may(list(words(2000), 10)),
      accessory: may(typed(onSection)),
      expand: may(flag),
    },
    (value, at) =>
      isObject(value) && (value.text ?? value.fields) === undefined
        ? problem('must define either text or fields', at)
        : [],
  ),
  context: block({ elements: need(list(typed(onContext), 10)) }),
  actions: block({ elements: need(list(typed(onActions), 25)) }),
  image: block(
    {
      alt_text: need(text(2000)),
      title: may(plain(2000)),
      image_url: may(text(3000)),
      slack_file: may(object({ id: may(text(50)), url: may(text(3000)) })),
    },
    exactlyOne('image_url', 'slack_file'),
  ),
  rich_text: richText,
}
const input = (surface: Surface): Check =>
  block({
    label: need(plain(2000)),
    element: need(typed(onInput[surface])),
    hint: may(plain(2000)),
    optional: may(flag),
    dispatch_action: may(flag),
  })

/** The blocks of each surface (docs.slack.dev/reference/block-kit/blocks). */
const blocks: Record<Surface, Record<string, Check>> = {
  message: {
    ...everywhere,
    input: input('message'),
    markdown: block({ text: need(text(markdownInAll)) }),
    context_actions: block({ elements: need(list(typed(onContextActions), 5)) }),
    table: block({
      rows: need(list(list(cell, 20), 100)),
      column_settings: may(
        list(object({ align: may(oneOf('left', 'center', 'right')), is_wrapped: may(flag) }), 20),
      ),
    }),
  },
  modal: { ...everywhere, input: input('modal') },
  home: { ...everywhere, input: input('home') },
}

const metadata = {
  blocks: need((): string[] => []), // Judged by `judgeBlocks`.
  private_metadata: may(text(3000, 0)),
  callback_id: may(text(255, 0)),
  external_id: may(text(255, 0)),
}
const views = typed({
  modal: object({
    type: need(text(64)),
    title: need(plain(24)),
    submit: may(plain(24)),
    close: may(plain(24)),
    clear_on_close: may(flag),
    notify_on_close: may(flag),
    submit_disabled: may(flag),
    ...metadata,
  }),
  home: object({ type: need(text(64)), ...metadata }),
})

/** What Slack would say against these blocks: `[ERROR] … [json-pointer:/blocks/0/text/text]`; empty when it takes them. */
export function judgeBlocks(given: unknown, surface: Surface, at = '/blocks'): string[] {
  const shape = list(
    typed(blocks[surface]),
    room[surface],
    surface === 'message' ? 0 : 1,
  )(given, at)
  if (shape.length > 0 || !Array.isArray(given)) return shape
  return [...judgeIds(given.filter(isObject), at), ...judgeTotals(given.filter(isObject), at)]
}

/** The same for a whole view. */
export function judgeView(view: unknown): string[] {
  const shape = views(view, '/view')
  if (!isObject(view) || (view.type !== 'modal' && view.type !== 'home')) return shape
  const inside = judgeBlocks(view.blocks, view.type, '/view/blocks')
  const asks = Array.isArray(view.blocks) && view.blocks.some((one) => one?.type === 'input')
  const unanswerable =
    view.type === 'modal' && asks && view.submit === undefined
      ? problem('missing required field: submit', '/view')
      : []
  return [...shape, ...inside, ...unanswerable]
}

function judgeIds(given: Json[], at: string): string[] {
  const twice = given.flatMap(({ block_id }, index) =>
    block_id !== undefined && given.findIndex((one) => one.block_id === block_id) < index
      ? problem(`block_id ${block_id} already exists`, `${at}/${index}/block_id`)
      : [],
  )
  const inBlock = given.flatMap((one, index) => {
    const names = elementsOf(one).map(({ action_id }) => action_id)
    const double = names.find((name, place) => name !== undefined && names.indexOf(name) < place)
    return double === undefined
      ? []
      : problem(`action_id ${double} already exists in this block`, `${at}/${index}/elements`)
  })
  return [...twice, ...inBlock]
}

function judgeTotals(given: Json[], at: string): string[] {
  const of = (type: string) => given.filter((one) => one.type === type)
  const markdown = of('markdown').reduce((sum, one) => sum + String(one.text).length, 0)
  const focused = given.flatMap(elementsOf).filter((one) => one.focus_on_load === true)
  return [
    ...(markdown > markdownInAll
      ? problem(`must be less than ${markdownInAll + 1} characters`, at)
      : []),
    ...(of('table').length > 1 ? problem('only one table allowed', at) : []),
    ...(focused.length > 1 ? problem('only one element can set focus_on_load', at) : []),
  ]
}

/** What a person can press, choose or fill in, in one block. */
export function elementsOf(block: Json): Json[] {
  return [block.accessory, block.element, block.elements]
    .flat()
    .filter(isObject)
    .filter((one) => block.type !== 'rich_text' && 'type' in one)
}
