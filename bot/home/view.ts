import type { HomeView, KnownBlock } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import type { SlackHome } from '#core/slack/home.ts'
import type { SlackHomeTab } from '#db/schema/slack.ts'
import { button, filters, pager, tabs } from './controls.ts'

/** Why a tab shows nothing, and what would change that. */
const emptyWords = {
  mine: 'You have no open tickets. Claim one under “Unassigned”.',
  queues: 'Your teams have no open tickets. New mail to a team appears here.',
  unassigned: 'Every open ticket of your teams has somebody. Well done.',
  due: 'Nothing is due: no promise to a requester of your teams is running.',
} as const satisfies Record<SlackHomeTab, string>

interface Shown {
  home: Pick<SlackHome, 'tab' | 'teamId' | 'priority' | 'cursor'>
  menu: KnownBlock[] // Whether its owner takes tickets.
  teams: { id: number; name: string }[]
  rows: KnownBlock[][] // The blocks of each ticket.
  next: string | null
  notice: string | undefined // What became of what they just did.
}

/** The Home of an agent: tabs, filters, a page of tickets. */
export function agentHome({ home, menu, teams, rows, next, notice }: Shown): HomeView {
  const filtered = home.teamId !== null || home.priority !== null
  const nothing =
    teams.length === 0 && home.tab !== 'mine'
      ? 'You are in no team yet. Ask a manager to add you to one.'
      : filtered
        ? 'Nothing matches. Choose other filters above.'
        : emptyWords[home.tab]
  return homeView([
    ...menu,
    tabs(home.tab),
    filters(home, teams),
    ...(notice ? [context(`ℹ️ ${notice}`)] : []),
    { type: 'divider' },
    ...(rows.length > 0 ? rows.flat() : [words(nothing)]),
    ...pager(home.cursor, next),
  ])
}

/** What those can do whom the desk serves. */
export const howToAsk = words(
  'Need something? Write to me under “Messages”, type /ticket in a channel, or put 🎫 on a message.',
)

/** For whoever has no seat at the desk. */
export function strangerHome(why: string, blocks: KnownBlock[] = []): HomeView {
  return homeView([words(why), ...blocks])
}

export function brokenHome(): HomeView {
  return homeView([
    words(
      'Your tickets could not be read. Nothing is lost; they are asked for again by themselves.',
    ),
    { type: 'actions', elements: [button('home.again', 'Try now')] },
  ])
}

function homeView(blocks: KnownBlock[]): HomeView {
  return { type: 'home', blocks }
}

function words(text: string): KnownBlock {
  return { type: 'section', text: plainText(text) }
}
