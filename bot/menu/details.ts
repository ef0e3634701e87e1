import type { InputBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { priorityWords } from '#bot/card/words.ts'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { allTeams } from '#core/teams/teams.ts'
import { prioritiseTicket } from '#core/tickets/change.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import { Tag, tagTicket } from '#core/tickets/tag.ts'
import { tagsInUse } from '#core/tickets/tags-in-use.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { type Form, fieldIn, hearForm, type Submitted } from './modal.ts'
import { offering, option } from './options.ts'

const callback = 'menu.details'
const mostOptions = 100 // docs.slack.dev/reference/block-kit/block-elements/select-menu-element

/** What the form began with: only what differs from it is changed. */
const Start = z.object({
  priority: z.enum(ticketPriority.enumValues),
  team: z.number(),
  tags: z.array(z.string()),
})

/** Priority, team and tags of a ticket. */
export const detailsForm: Form = async (db, ticket) => viewOf(ticket, await allTeams(db))

export function viewOf(
  { id, priority, team, tags }: Pick<TicketRow, 'id' | 'priority' | 'team' | 'tags'>,
  teams: readonly { id: TeamId; name: string }[],
): ModalView {
  const start: z.input<typeof Start> = { priority, team: team.id, tags }
  const priorities = Object.entries(priorityWords).map(([name, words]) => option(name, words))
  const others = teams.slice(0, mostOptions).map(({ id, name }) => option(id, name))
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: `${id}:${JSON.stringify(start)}`,
    title: plainText(`Ticket #${id}`),
    submit: plainText('Save'),
    close: plainText('Cancel'),
    blocks: [
      choice('Priority', 'priority', priorities, priority),
      choice('Team', 'team', others, String(team.id)),
      {
        type: 'input',
        block_id: 'tags',
        optional: true,
        label: plainText('Tags'),
        hint: plainText('Type to find one, or to make a new one.'),
        element: {
          type: 'multi_external_select',
          action_id: 'menu.tags',
          min_query_length: 1,
          placeholder: plainText('Type a tag'),
          ...(tags.length > 0 && { initial_options: tags.map((tag) => option(tag, tag)) }),
        },
      },
    ],
  }
}

function choice(
  label: string,
  name: string,
  options: ReturnType<typeof option>[],
  chosen: string,
): InputBlock {
  const initial = options.find(({ value }) => value === chosen)
  return {
    type: 'input',
    block_id: name,
    optional: true, // Nothing chosen: it stays.
    label: plainText(label),
    element: {
      type: 'static_select',
      action_id: `menu.${name}`,
      options,
      ...(initial && { initial_option: initial }),
    },
  }
}

export function details(bot: Bot): void {
  hearForm(bot, callback, 'tags', async ({ ticket, view, once }) => {
    const start = Start.safeParse(json(view.private_metadata.replace(/^\d+:/, ''))).data
    if (!start) return refuse('wrong-input', { why: 'This form is broken. Open it again.' })
    await once((work) => save(work, ticket, view, start))
    return undefined
  })
  offering(bot, 'menu.tags', async (db, typed) => {
    const known = (await tagsInUse(db, typed, 19)).map((tag) => option(tag, tag))
    const { data: tag } = Tag.safeParse(typed)
    const isNew = tag && !known.some(({ value }) => value === tag)
    return isNew ? [...known, option(tag, `New: ${tag}`)] : known
  })
}

/** The team comes last: whoever hands a ticket over may not see it afterwards. */
async function save(
  work: Work,
  id: TicketId,
  view: Submitted['view'],
  start: z.output<typeof Start>,
): Promise<void> {
  const chosen = (block: string) => fieldIn(view, block)?.selected_option?.value
  const priority = ticketPriority.enumValues.find((one) => one === chosen('priority'))
  if (priority && priority !== start.priority) await prioritiseTicket(work, id, priority)
  const tags = (fieldIn(view, 'tags')?.selected_options ?? []).map(({ value }) => value)
  const add = tags.filter((tag) => !start.tags.includes(tag))
  const remove = start.tags.filter((tag) => !tags.includes(tag))
  if (add.length + remove.length > 0) await tagTicket(work, id, { add, remove })
  const team = Number(chosen('team') ?? start.team)
  if (team !== start.team && Number.isInteger(team)) await transferTicket(work, id, team as TeamId)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
