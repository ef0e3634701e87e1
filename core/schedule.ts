import type { JobName } from './jobs.ts'

/** Something that is done by the clock. */
interface Scheduled {
  cron: string // UTC. `* * * * *` is every minute.
  does: string // A sentence for operators: docs/operators.md has the same table.
}

/**
 * Everything that runs by the clock. One worker of all gets each run. What a run finds, it finds by what is due, not by
 * what the last run has done: one that was left out, or came late, loses nothing, and one that comes twice does
 * nothing twice.
 */
export const schedule = {
  'mail.sweep': {
    cron: '* * * * *',
    does: 'Reads and sends mail that a crash has left behind.',
  },
  'mail.canary': {
    cron: '* * * * *',
    does: 'Sends a mail to the desk itself every `CANARY_MINUTES`, and says when none arrives.',
  },
  'mail.poll': { cron: '* * * * *', does: 'Asks IMAP mailboxes for new mail.' },
  'slack.sweep': {
    cron: '* * * * *',
    does: 'Works what Slack told and tells it what waits, where a crash has left it behind.',
  },
  'slack.digests': {
    cron: '* * * * *',
    does: 'Tells each team in Slack how it stands, at its own time of day.',
  },
  'desk.backlogs': {
    cron: '* * * * *',
    does: 'Hands out tickets that wait where somebody has room again.',
  },
  'desk.rules_by_time': {
    cron: '* * * * *',
    does: 'Asks rules of time about tickets that they may fit by now.',
  },
  'desk.climb_overdue': {
    cron: '* * * * *',
    does: 'Climbs escalation ladders whose next step was left behind.',
  },
  'desk.notify_overdue': {
    cron: '* * * * *',
    does: 'Tells people what they wait to be told, where a crash has left it behind.',
  },
  'desk.due': {
    cron: '*/5 * * * *',
    does: 'Wakes tickets whose time has come, reminds silent requesters, ends what stays silent, closes what is resolved, asks how it went.',
  },
  'desk.holidays': { cron: '20 3 * * *', does: 'Reads holidays from the addresses of calendars.' },
  'desk.clean': {
    cron: '40 2 * * *',
    does: 'Removes what has been kept long enough.',
  },
} as const satisfies Partial<Record<JobName, Scheduled>>
