import { type App, perform, read } from '#core/app.ts'
import { slackIsOn } from '#core/env.ts'
import type { Handlers, JobName } from '#core/jobs.ts'
import { sweepChannels } from '#core/slack/channels.ts'
import { askForDigests } from '#core/slack/digest.ts'
import { refreshHomes } from '#core/slack/home-refresh.ts'
import { sweepEvents } from '#core/slack/inbox.ts'
import { answerInSlack } from '#core/slack/requests-answers.ts'
import { connectedWorkspaces } from '#core/slack/workspaces.ts'

type SlackJob = Extract<JobName, `slack.${string}`>

/** Everything heard from Slack and told to it. Slack's libraries are loaded by desks that have Slack alone. */
export function slackJobs(app: App): Handlers<SlackJob> {
  return {
    'slack.event': async ({ event }) => {
      const { workEvent } = await import('./intake/dispatch.ts')
      await workEvent(await bot(app), event)
    },
    'slack.show': async ({ ticket }) => {
      const { showTicket } = await import('./show.ts')
      await showTicket(await bot(app), ticket)
      await perform(app, null, (work) => refreshHomes(work, ticket))
    },
    'slack.home': async ({ workspace, user }) => {
      const { refreshShown } = await import('./home/show.ts')
      await refreshShown(await bot(app), { workspaceId: workspace, userId: user })
    },
    'slack.digests': () => perform(app, null, askForDigests),
    'slack.digest': async ({ team, day }) => {
      const { tellDigest } = await import('./digest/tell.ts')
      await tellDigest(await bot(app), team, day)
    },
    'slack.send': async ({ workspace, channel }) => {
      const { sendNext } = await import('./outbox/send.ts')
      await sendNext(await bot(app), { workspaceId: workspace, channelId: channel })
    },
    'slack.answer': ({ message }) => perform(app, null, (work) => answerInSlack(work, message)),
    'slack.sweep': async () => {
      if (slackIsOn(app.env)) await sweep(app)
    },
  }
}

async function bot(app: App) {
  return (await import('./bot.ts')).botOf(app)
}

/** Every minute, what should have been done long ago. */
async function sweep(app: App): Promise<void> {
  const connected = await read(app, null, connectedWorkspaces)
  if (connected.length === 0) await (await import('./connect.ts')).connectByToken(app)
  await perform(app, null, async (work) => {
    await sweepEvents(work)
    await sweepChannels(work)
  })
}
