import type { ActionsBlock, Button, StaticSelect } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { priorityWords } from '#bot/card/words.ts'
import { oneLine } from '#bot/text/plain.ts'
import type { SlackHome } from '#core/slack/home.ts'
import type { SlackHomeTab } from '#db/schema/slack.ts'

export const tabWords = {
  mine: 'My tickets',
  queues: "My teams' queues",
  unassigned: 'Unassigned',
  due: 'Due soon',
} as const satisfies Record<SlackHomeTab, string>

const any = 'any' // The value of a menu's entry that filters nothing.
const mostOptions = 100

export function tabs(current: SlackHomeTab): ActionsBlock {
  return {
    type: 'actions',
    elements: Object.entries(tabWords).map(([tab, label]) => ({
      ...button(`home.tab.${tab}`, label, tab),
      ...(tab === current && { style: 'primary' as const }),
    })),
  }
}

export function filters(
  { teamId, priority }: Pick<SlackHome, 'teamId' | 'priority'>,
  teams: { id: number; name: string }[],
): ActionsBlock {
  const ofTeams = teams.map(({ id, name }): [string, string] => [String(id), oneLine(name, 75)])
  return {
    type: 'actions',
    elements: [
      menu('home.team', [[any, 'All my teams'], ...ofTeams], teamId && String(teamId)),
      menu('home.priority', [[any, 'Any priority'], ...Object.entries(priorityWords)], priority),
    ],
  }
}

function menu(action: string, entries: [string, string][], chosen: string | null): StaticSelect {
  const options = entries
    .slice(0, mostOptions)
    .map(([value, label]) => ({ text: plainText(label), value }))
  const [first] = options
  const initial = options.find(({ value }) => value === chosen) ?? first
  return {
    type: 'static_select',
    action_id: action,
    options,
    ...(initial && { initial_option: initial }),
  }
}

export function pager(cursor: string | null, next: string | null): ActionsBlock[] {
  const elements = [
    ...(cursor ? [button('home.first', 'First page')] : []),
    ...(next ? [button('home.next', 'Next page', next)] : []),
  ]
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}

export function button(action: string, label: string, value?: string): Button {
  return {
    type: 'button',
    action_id: action,
    text: plainText(label),
    ...(value !== undefined && { value }),
  }
}
