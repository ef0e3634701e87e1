import type { RichTextElement } from '@slack/types'
import type { Shown } from '#bot/card/card.ts'
import { consoleLink, ticketLink } from '#bot/console-link.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import type { Env } from '#core/env.ts'
import { type Digest, dayBefore } from '#core/slack/digest-numbers.ts'
import type { Day } from '#core/tickets/filter.ts'
import type { TeamId } from '#db/schema/columns.ts'

interface OfTeam {
  team: { id: TeamId; name: string }
  day: Day
  now: Date
}

/** What a digest says. Each number leads to exactly what it counts. */
export function digestWords(
  env: Pick<Env, 'PUBLIC_URL' | 'HTTP_PORT'>,
  { team, day, now }: OfTeam,
  digest: Digest,
): Shown {
  const yesterday = dayBefore(day)
  const list = (words: string, query: Record<string, string>) =>
    link(
      words,
      consoleLink(env, `/tickets?${new URLSearchParams({ ...query, team: `${team.id}` })}`),
    )
  const { open, unassigned, oldest, resolved, answered, medianMs, breaches, ratings } = digest
  const lines = [
    list(`${open} open`, { view: 'open' }),
    list(`${unassigned} unassigned`, { view: 'unassigned' }),
    oldest
      ? link(
          `#${oldest.id} waits longest for an answer, for ${inWords(now.getTime() - oldest.since.getTime())}`,
          ticketLink(env, oldest.id),
        )
      : plain('Nobody waits for an answer'),
    list(`${resolved} resolved yesterday`, { q: `resolved:${yesterday}` }),
    medianMs === null
      ? plain('No first answers yesterday')
      : list(`${inWords(medianMs)} to a first answer (median of ${answered} yesterday)`, {
          q: `answered:${yesterday}`,
        }),
    ...(breaches > 0 ? [plain(`Promises missed yesterday: ${breaches}`)] : []),
    ...(ratings.average !== null
      ? [
          plain(
            `Requesters say ${ratings.average.toFixed(1)} of 5 (answers in 30 days: ${ratings.answers})`,
          ),
        ]
      : []),
  ]
  const title = `${oneLine(team.name, 80)} today`
  return {
    text: fallback(
      `${title}: ${open} open, ${unassigned} unassigned, ${resolved} resolved yesterday`,
    ),
    blocks: [
      richText([
        section(plain(title, { bold: true })),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: lines.map((elements) => ({ type: 'rich_text_section' as const, elements })),
        },
      ]),
    ],
  }
}

function link(text: string, url: string): RichTextElement[] {
  return [{ type: 'link', url, text }]
}

/** The two largest units: `3 d 4 h`. */
export function inWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const units = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const
  const first = units.findIndex(([count]) => count > 0)
  const shown = first < 0 ? units.slice(2) : units.slice(first, first + 2)
  return shown
    .filter(([count], index) => count > 0 || index === 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
