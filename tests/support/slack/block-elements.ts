import {
  type Check,
  exactlyOne,
  flag,
  like,
  list,
  may,
  need,
  object,
  oneOf,
  problem,
  text,
  typed,
  whole,
} from './block-schema.ts'
import { richTextParts } from './rich-text.ts'
import { isObject } from './world.ts'

/** Longest texts and longest lists, from docs.slack.dev/reference/block-kit. */
const max = {
  button: 75,
  value: 2000,
  url: 3000,
  option: 75,
  optionValue: 150,
  options: 100,
  id: 255,
}

export const plain = (longest: number, shortest = 1): Check =>
  object({ type: need(oneOf('plain_text')), text: need(text(longest, shortest)), emoji: may(flag) })
const mrkdwn = (longest: number): Check =>
  object({ type: need(oneOf('mrkdwn')), text: need(text(longest)), verbatim: may(flag) })
export const words = (longest: number): Check =>
  typed({ plain_text: plain(longest), mrkdwn: mrkdwn(longest) })

const confirm = may(
  object({
    title: need(plain(100)),
    text: need(words(300)),
    confirm: need(plain(30)),
    deny: need(plain(30)),
    style: may(oneOf('primary', 'danger')),
  }),
)
const placeholder = may(plain(150))
const option = (label: Check): Check =>
  object({
    text: need(label),
    value: need(text(max.optionValue)),
    description: may(label),
  })
const choice = option(plain(max.option))
const rich = option(words(max.option)) // Radio buttons and checkboxes may use mrkdwn.
const group = object({ label: need(plain(75)), options: need(list(choice, max.options)) })

type Fields = Parameters<typeof object>[0]
const element = (fields: Fields, also?: Check): Check =>
  object({ type: need(text(64)), action_id: may(text(max.id)), ...fields }, also)
const input = (fields: Fields, also?: Check): Check =>
  element({ focus_on_load: may(flag), ...fields }, also)
const select = (fields: Fields, also?: Check): Check =>
  input({ placeholder, confirm, ...fields }, also)
const many = { max_selected_items: may(whole(1, 100)) }
const dispatched = {
  placeholder,
  dispatch_action_config: may(
    object({
      trigger_actions_on: need(list(oneOf('on_enter_pressed', 'on_character_entered'), 2)),
    }),
  ),
}
const ids = list(text(20), 1000, 0)
const filter = may(
  object({
    include: may(list(oneOf('im', 'mpim', 'private', 'public'), 4)),
    exclude_external_shared_channels: may(flag),
    exclude_bot_users: may(flag),
  }),
)
const listed = { options: may(list(choice, max.options)), option_groups: may(list(group, 100)) }
const inAnswer = may(flag) // response_url_enabled

/** What is chosen at first must be one of the options, to the letter. */
function amongOptions(field: 'initial_option' | 'initial_options'): Check {
  return (value, at) => {
    if (!isObject(value) || value[field] === undefined) return []
    const groups = Array.isArray(value.option_groups) ? value.option_groups : []
    const options = [value.options, ...groups.map((one) => isObject(one) && one.options)]
    const known = new Set(options.flat().map((one) => JSON.stringify(one)))
    const given = [value[field]].flat()
    return given.every((one) => known.has(JSON.stringify(one)))
      ? []
      : problem(`${field} must match one of the provided options`, `${at}/${field}`)
  }
}
const both =
  (one: Check, other: Check): Check =>
  (value, at) => [...one(value, at), ...other(value, at)]

const image = object(
  {
    type: need(text(64)),
    alt_text: need(text(2000)),
    image_url: may(text(3000)),
    slack_file: may(object({ id: may(text(50)), url: may(text(3000)) })),
  },
  exactlyOne('image_url', 'slack_file'),
)
const button = element({
  text: need(plain(max.button)),
  value: may(text(max.value)),
  url: may(text(max.url)),
  style: may(oneOf('primary', 'danger')),
  confirm,
  accessibility_label: may(text(75)),
})
const feedback = object({
  text: need(plain(75)),
  value: need(text(max.value)),
  accessibility_label: may(text(75)),
})

const selects = {
  static_select: select(
    { ...listed, initial_option: may(choice) },
    both(exactlyOne('options', 'option_groups'), amongOptions('initial_option')),
  ),
  multi_static_select: select(
    { ...listed, ...many, initial_options: may(list(choice, max.options)) },
    both(exactlyOne('options', 'option_groups'), amongOptions('initial_options')),
  ),
  external_select: select({ initial_option: may(choice), min_query_length: may(whole(0, 1000)) }),
  multi_external_select: select({
    ...many,
    initial_options: may(list(choice, 100)),
    min_query_length: may(whole(0, 1000)),
  }),
  users_select: select({ initial_user: may(text(20)) }),
  multi_users_select: select({ ...many, initial_users: may(ids) }),
  conversations_select: select({
    initial_conversation: may(text(20)),
    default_to_current_conversation: may(flag),
    response_url_enabled: inAnswer,
    filter,
  }),
  multi_conversations_select: select({
    ...many,
    initial_conversations: may(ids),
    default_to_current_conversation: may(flag),
    filter,
  }),
  channels_select: select({ initial_channel: may(text(20)), response_url_enabled: inAnswer }),
  multi_channels_select: select({ ...many, initial_channels: may(ids) }),
}
const pickers = {
  datepicker: select({
    initial_date: may(like(/^\d{4}-\d\d-\d\d$/, 'a date in the format YYYY-MM-DD')),
  }),
  timepicker: select({
    initial_time: may(like(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time in the format HH:mm')),
    timezone: may(text(64)),
  }),
  datetimepicker: input({ confirm, initial_date_time: may(whole(1e9, 9_999_999_999)) }),
  radio_buttons: input(
    { confirm, options: need(list(rich, 10)), initial_option: may(rich) },
    amongOptions('initial_option'),
  ),
  checkboxes: input(
    { confirm, options: need(list(rich, 10)), initial_options: may(list(rich, 10)) },
    amongOptions('initial_options'),
  ),
}
const richInput = input({
  ...dispatched,
  initial_value: may(
    object({ type: need(oneOf('rich_text')), elements: need(list(richTextParts, 100)) }),
  ),
  min_lines: may(whole(1, 100)),
  max_lines: may(whole(1, 100)),
})
const writing = {
  plain_text_input: input({
    ...dispatched,
    initial_value: may(text(3000, 0)),
    multiline: may(flag),
    min_length: may(whole(0, 3000)),
    max_length: may(whole(1, 3000)),
  }),
  email_text_input: input({ ...dispatched, initial_value: may(text(3000, 0)) }),
  url_text_input: input({ ...dispatched, initial_value: may(text(3000, 0)) }),
  number_input: input({
    ...dispatched,
    is_decimal_allowed: need(flag),
    initial_value: may(text(100)),
    min_value: may(text(100)),
    max_value: may(text(100)),
  }),
}
const overflow = element({
  confirm,
  options: need(
    list(
      object({
        text: need(plain(max.option)),
        value: need(text(max.optionValue)),
        description: may(plain(max.option)),
        url: may(text(max.url)),
      }),
      5,
    ),
  ),
})

/** Which elements may stand where. */
export const onSection = { button, image, overflow, ...selects, ...pickers }
export const onActions = { button, overflow, ...selects, ...pickers }
export const onContext = { image, plain_text: plain(2000, 0), mrkdwn: mrkdwn(2000) }
export const onContextActions = {
  feedback_buttons: element({ positive_button: need(feedback), negative_button: need(feedback) }),
  icon_button: element({
    icon: need(oneOf('trash')),
    text: need(plain(75)),
    value: may(text(max.value)),
    confirm,
    accessibility_label: may(text(75)),
    visible_to_user_ids: may(ids),
  }),
}
export const onInput = {
  message: { ...selects, ...pickers, ...writing },
  home: { ...selects, ...pickers, ...writing },
  modal: {
    ...selects,
    ...pickers,
    ...writing,
    rich_text_input: richInput,
    file_input: element({ filetypes: may(list(text(20), 100)), max_files: may(whole(1, 10)) }),
  },
}

/** What an app may answer when somebody types into a select that it fills. */
export const suggestions = object(
  { options: may(list(choice, 100, 0)), option_groups: may(list(group, 100, 0)) },
  exactlyOne('options', 'option_groups'),
)
