import { elementsOf } from './block-kit.ts'
import { fileObject } from './files.ts'
import { typedText } from './typed-text.ts'
import { channelNamed, isObject, type Json, personNamed, type World } from './world.ts'

/** What people may put into a field: words, or the value, name or id of what they choose; a list where many go. */
export type Input = string | number | string[] | null

type Values = Record<string, Record<string, Json>>
type Kind = 'words' | 'number' | 'rich' | 'option' | 'user' | 'channel' | 'file'

/** Where the state of each element keeps its value, how it starts, and what goes in. */
const fields: Record<string, [key: string, initial: string, kind: Kind]> = {
  plain_text_input: ['value', 'initial_value', 'words'],
  email_text_input: ['value', 'initial_value', 'words'],
  url_text_input: ['value', 'initial_value', 'words'],
  number_input: ['value', 'initial_value', 'words'],
  rich_text_input: ['rich_text_value', 'initial_value', 'rich'],
  file_input: ['files', '', 'file'],
  datepicker: ['selected_date', 'initial_date', 'words'],
  timepicker: ['selected_time', 'initial_time', 'words'],
  datetimepicker: ['selected_date_time', 'initial_date_time', 'number'],
  static_select: ['selected_option', 'initial_option', 'option'],
  external_select: ['selected_option', 'initial_option', 'option'],
  radio_buttons: ['selected_option', 'initial_option', 'option'],
  overflow: ['selected_option', '', 'option'],
  checkboxes: ['selected_options', 'initial_options', 'option'],
  multi_static_select: ['selected_options', 'initial_options', 'option'],
  multi_external_select: ['selected_options', 'initial_options', 'option'],
  users_select: ['selected_user', 'initial_user', 'user'],
  multi_users_select: ['selected_users', 'initial_users', 'user'],
  channels_select: ['selected_channel', 'initial_channel', 'channel'],
  multi_channels_select: ['selected_channels', 'initial_channels', 'channel'],
  conversations_select: ['selected_conversation', 'initial_conversation', 'channel'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', 'channel'],
}

/** How a view begins; what was already typed into the same field stays. */
export function startingValues(blocks: Json[], before: Values = {}): Values {
  const values: Values = {}
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const field = fields[String(element.type)]
      if (!field || element.type === 'overflow') continue
      const [key, initial] = field
      const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
      const old: Json | undefined = before[blockId]?.[actionId]
      const start = element[initial] ?? (key.endsWith('s') ? [] : null)
      const fresh: Json = { type: element.type, [key]: start }
      const state = old && old.type === element.type ? old : fresh
      values[blockId] = { ...values[blockId], [actionId]: state }
    }
  }
  return values
}

/** The state of an element once a person has put this in; fails in words where they could not. */
export function stateOf(world: World, element: Json, input: Input): Json {
  const [key, , kind] = fields[String(element.type)] ?? []
  if (!key || !kind) throw new Error(`Nothing can be put into a ${element.type}; press it instead.`)
  const one = (given: string | number) => settle[kind](world, element, String(given))
  if (key.endsWith('s')) return { type: element.type, [key]: [input ?? []].flat().map(one) }
  if (Array.isArray(input)) throw new Error(`Only one can be chosen in ${element.action_id}.`)
  return { type: element.type, [key]: input === null || input === '' ? null : one(input) }
}

const settle: Record<Kind, (world: World, element: Json, given: string) => unknown> = {
  words: (_, __, given) => given,
  number: (_, __, given) => Number(given),
  rich: (world, _, given) => typedText(world, given).blocks[0],
  option: (world, element, given) => optionOf(world, element, given),
  user: (world, _, given) => personNamed(world, given).id,
  channel: (world, _, given) => channelNamed(world, given).id,
  file: (world, _, given) => fileNamed(world, given),
}

function fileNamed(world: World, given: string): Json {
  const file = [...world.files.values()].findLast(({ id, name }) => id === given || name === given)
  if (!file) throw new Error(`There is no file ${given}; prepare it first.`)
  return fileObject(world, file)
}

function optionOf(world: World, element: Json, given: string): Json {
  const groups = [element.option_groups ?? []].flat().filter(isObject)
  const own = [element, ...groups].flatMap((one) => [one.options ?? []].flat()).filter(isObject)
  const options = own.length > 0 ? own : (world.offered.get(String(element.action_id)) ?? [])
  const found = options.find(
    (one) => one.value === given || (isObject(one.text) && one.text.text === given),
  )
  if (found) return found
  const names = options.map(({ value }) => value).join(', ')
  throw new Error(`${element.action_id} has no option ${given}; there are: ${names || 'none'}.`)
}

/** What Slack itself says under a field before it lets a view go: by block id. */
export function complaints(blocks: Json[], values: Values): Record<string, string> {
  const said = blocks
    .filter(({ type }) => type === 'input')
    .map((block): [string, string | undefined] => {
      const element = isObject(block.element) ? block.element : {}
      const state = values[String(block.block_id)]?.[String(element.action_id)] ?? {}
      return [String(block.block_id), complaint(block, element, state)]
    })
  return Object.fromEntries(said.filter((one): one is [string, string] => one[1] !== undefined))
}

function complaint(block: Json, element: Json, state: Json): string | undefined {
  const value = state[fields[String(element.type)]?.[0] ?? '']
  const empty =
    value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (empty) return block.optional === true ? undefined : 'This is a required field'
  if (typeof value !== 'string') return undefined
  const { min_length: min = 0, max_length: max = 3000 } = element
  if (value.length < Number(min)) return `Must be at least ${min} characters`
  if (value.length > Number(max)) return `Must be at most ${max} characters`
  return shapes[String(element.type)]?.(value, element)
}

const shapes: Record<string, (value: string, element: Json) => string | undefined> = {
  email_text_input: (value) =>
    /^\S+@\S+\.\S+$/.test(value) ? undefined : 'Must be a valid email address',
  url_text_input: (value) => (URL.canParse(value) ? undefined : 'Must be a valid URL'),
  number_input: (value, { is_decimal_allowed: decimal, min_value: min, max_value: max }) => {
    const number = Number(value)
    if (value.trim() === '' || Number.isNaN(number)) return 'Must be a number'
    if (decimal !== true && !Number.isInteger(number)) return 'Must be a whole number'
    if (min !== undefined && number < Number(min)) return `Must be ${min} or more`
    return max !== undefined && number > Number(max) ? `Must be ${max} or less` : undefined
  },
}
