import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { priorityWords } from '#bot/card/words.ts'
import { cut, oneLine } from '#bot/text/plain.ts'
import { richText, wordsOf } from '#bot/text/rich.ts'
import type { TeamId } from '#db/schema/columns.ts'

export const formCallback = 'request.form'

/** What a form to ask with begins with. */
export interface FormFacts {
  metadata: string
  subject: string
  quoted: string | null // The message that becomes the ticket; null: it is yet to be written.
  teams: readonly { id: TeamId; name: string }[]
  team: TeamId | undefined
  requester: string | null // Slack's id; null: who fills it in cannot ask for others.
}

const maxOptions = 100 // docs.slack.dev/reference/block-kit/block-elements/select-menu-element

/** The form to ask with. All that comes back from it is looked at again. */
export function requestForm(facts: FormFacts): ModalView {
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: facts.metadata,
    title: plainText('New ticket'),
    submit: plainText('Create'),
    close: plainText('Cancel'),
    blocks: [
      subject(facts),
      facts.quoted === null ? words() : quote(facts.quoted),
      ...(facts.teams.length > 1 ? [team(facts)] : []),
      ...(facts.requester ? [priority(), requester(facts.requester)] : []),
    ],
  }
}

/** Why there is no form, and what to do. */
export function noForm(why: string, title = 'No ticket'): ModalView {
  return {
    type: 'modal',
    title: plainText(title),
    close: plainText('Close'),
    blocks: [{ type: 'section', text: plainText(cut(why, 2000)) }],
  }
}

function subject({ subject: given }: FormFacts): InputBlock {
  return {
    type: 'input',
    block_id: 'subject',
    label: plainText('Subject'),
    element: {
      type: 'plain_text_input',
      action_id: 'subject',
      max_length: 150,
      ...(given && { initial_value: oneLine(given, 150) }),
    },
  }
}

function words(): InputBlock {
  return {
    type: 'input',
    block_id: 'words',
    label: plainText('What is it about?'),
    element: { type: 'plain_text_input', action_id: 'words', multiline: true, max_length: 3000 },
  }
}

function quote(text: string): KnownBlock {
  const elements = wordsOf(cut(text.trim(), 600))
  return elements.length > 0
    ? richText([{ type: 'rich_text_quote', elements }])
    : context('The message and its files come along.')
}

function team({ teams, team: chosen }: FormFacts): InputBlock {
  const options = teams.slice(0, maxOptions).map(({ id, name }) => option(String(id), name))
  const initial = options.find(({ value }) => value === String(chosen))
  return {
    type: 'input',
    block_id: 'team',
    label: plainText('Team'),
    optional: true,
    element: {
      type: 'static_select',
      action_id: 'team',
      options,
      ...(initial && { initial_option: initial }),
    },
  }
}

function priority(): InputBlock {
  const options = Object.entries(priorityWords).map(([name, label]) => option(name, label))
  const initial = options.find(({ value }) => value === 'MEDIUM')
  return {
    type: 'input',
    block_id: 'priority',
    label: plainText('Priority'),
    element: {
      type: 'static_select',
      action_id: 'priority',
      options,
      ...(initial && { initial_option: initial }),
    },
  }
}

function requester(user: string): InputBlock {
  return {
    type: 'input',
    block_id: 'requester',
    label: plainText('Requester'),
    element: { type: 'users_select', action_id: 'requester', initial_user: user },
  }
}

function option(value: string, label: string): PlainTextOption {
  return { value, text: plainText(oneLine(label, 75)) }
}
