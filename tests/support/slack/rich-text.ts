import {
  type Check,
  flag,
  like,
  list,
  may,
  need,
  object,
  oneOf,
  text,
  typed,
  whole,
} from './block-schema.ts'

const style = may(
  object({
    bold: may(flag),
    italic: may(flag),
    strike: may(flag),
    code: may(flag),
    underline: may(flag),
  }),
)
const word = (fields: Parameters<typeof object>[0]): Check =>
  object({ type: need(text(64)), style, ...fields })

const words = {
  text: word({ text: need(text(40_000)) }),
  link: word({ url: need(text(3000)), text: may(text(3000, 0)), unsafe: may(flag) }),
  user: word({ user_id: need(like(/^[UW]\w+$/, 'a user id')) }),
  usergroup: word({ usergroup_id: need(like(/^S\w+$/, 'a user group id')) }),
  channel: word({ channel_id: need(like(/^[CDG]\w+$/, 'a channel id')) }),
  team: word({ team_id: need(like(/^T\w+$/, 'a team id')) }),
  emoji: word({
    name: need(text(100)),
    skin_tone: may(whole(1, 6)),
    unicode: may(text(100)),
    url: may(text(3000)),
  }),
  date: word({
    timestamp: need(whole(0, 1e12)),
    format: need(text(255)),
    url: may(text(3000)),
    fallback: may(text(255)),
  }),
  broadcast: word({ range: need(oneOf('here', 'channel', 'everyone')) }),
  color: word({ value: need(like(/^#[0-9a-f]{6}$/i, 'a hex colour')) }),
}

const section = object({
  type: need(oneOf('rich_text_section')),
  elements: need(list(typed(words), 5000, 0)),
})

/** The parts of a `rich_text` block (docs.slack.dev/reference/block-kit/blocks/rich-text-block). */
export const richTextParts = typed({
  rich_text_section: section,
  rich_text_list: object({
    type: need(text(64)),
    style: need(oneOf('bullet', 'ordered')),
    elements: need(list(section, 5000)),
    indent: may(whole(0, 8)),
    offset: may(whole(0, 1e6)),
    border: may(whole(0, 1)),
  }),
  rich_text_quote: object({
    type: need(text(64)),
    elements: need(list(typed(words), 5000, 0)),
    border: may(whole(0, 1)),
  }),
  rich_text_preformatted: object({
    type: need(text(64)),
    elements: need(list(typed({ text: words.text, link: words.link }), 5000, 0)),
    border: may(whole(0, 1)),
    language: may(text(64)),
  }),
})
