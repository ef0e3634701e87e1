import { type BusinessHours, isOpen, nextOpening } from '#core/sla/business-time.ts'
import type { agents, DayWindow, WeekHours } from '#db/schema/people.ts'

/** How somebody wants to be told. */
export type Wishes = Pick<
  typeof agents.$inferSelect,
  'notifySlack' | 'notifyEmail' | 'notifyDigest' | 'quietHours' | 'workingHours' | 'timeZone'
>

/** By which ways they can be told at all. */
export interface Ways {
  slack: boolean // Linked with somebody in a connected workspace.
  email: boolean // There is a relay, and they have an address.
}

export type Plan = { by: 'slack' | 'email' | 'digest'; notBefore: Date } | { dropped: string }

const digestAt = '08:00'
const days = ['1', '2', '3', '4', '5', '6', '7'] as const

/**
 * By which way somebody is told of something, and when. Slack goes before mail. Nobody is told in their quiet hours or
 * outside their working hours: it waits for their end. Two things are told at once all the same: an escalation, for
 * its targets were named for that, and the breach of a promise about a CRITICAL ticket. Whoever wants one mail a day
 * gets all else in it, at eight, when they may be told then.
 */
export function planFor(wishes: Wishes, ways: Ways, isUrgent: boolean, now: Date): Plan {
  const slack = ways.slack && wishes.notifySlack
  const email = ways.email && (wishes.notifyEmail || wishes.notifyDigest)
  if (wishes.notifyDigest && email && !isUrgent) {
    const morning = nextOpening(dailyAt(wishes.timeZone), now) ?? now
    return { by: 'digest', notBefore: freeFrom(wishes, morning) }
  }
  if (!slack && !email) return { dropped: whyNot(wishes, ways) }
  return { by: slack ? 'slack' : 'email', notBefore: isUrgent ? now : freeFrom(wishes, now) }
}

function whyNot({ notifySlack, notifyEmail }: Wishes, ways: Ways): string {
  if (!notifySlack && !notifyEmail) return 'They want to be told nothing.'
  if (!ways.email && notifyEmail)
    return 'There is no way to them: no Slack, and no relay or address.'
  return 'They are not in Slack, and want no mail.'
}

/** The first moment, from this one on, that is in working hours and not in quiet ones. */
function freeFrom({ quietHours, workingHours, timeZone }: Wishes, at: Date): Date {
  const both = [workingHours, quietHours && outside(quietHours)]
    .filter((hours) => hours !== null)
    .map((hours): BusinessHours => ({ timeZone, hours, holidays: new Set() }))
  let free = at
  for (let tries = 0; tries < 50; tries += 1) {
    const closed = both.find((hours) => !isOpen(hours, free))
    if (!closed) return free
    const next = nextOpening(closed, free)
    if (!next) return at // They are never free; better told now than never.
    free = next
  }
  return at
}

/** The rest of the week. */
function outside(quiet: WeekHours): WeekHours {
  return Object.fromEntries(
    days.map((day) => {
      const rest: DayWindow[] = []
      let from = '00:00'
      for (const [begin, end] of (quiet[day] ?? []).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        if (from < begin) rest.push([from, begin])
        from = end
      }
      if (from < '24:00') rest.push([from, '24:00'])
      return [day, rest]
    }),
  )
}

/** A minute each morning, so that its next opening is the next morning. */
function dailyAt(timeZone: string): BusinessHours {
  const hours = Object.fromEntries(days.map((day) => [day, [[digestAt, '08:01']]])) as WeekHours
  return { timeZone, hours, holidays: new Set() }
}
