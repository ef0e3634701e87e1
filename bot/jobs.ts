import { type App, perform, read } from '#core/app.ts'
import { slackIsOn } from '#core/env.ts'
import type { Handlers, JobName } from '#core/jobs.ts'
import { sweepChannels } from '#core/slack/channels.ts'
import { askForDigests } from '#core/slack/digest.ts'
import { refreshHomes } from '#core/slack/home-refresh.ts'
import { sweepEvents } from '#core/slack/inbox.ts'
import { answerInSlack } from '#core/slack/requests-answers.ts'
import { askInSlack } from '#core/slack/survey.ts'
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
    'slack.look': async ({ team }) => {
      const { lookAtChannel } = await import('./setup/look-at-channel.ts')
      await lookAtChannel(await bot(app), team)
    },
    'slack.test': async ({ team }) => {
      const { postTestCard } = await import('./setup/post-test-card.ts')
      await postTestCard(await bot(app), team)
    },
    'slack.digests': () => perform(app, null, askForDigests),
    'slack.digest': async (digest) => {
      const { tellDigest } = await import('./digest/tell.ts')
      await tellDigest(await bot(app), digest)
    },
    'slack.send': async ({ workspace, channel }) => {
      const { sendNext } = await import('./outbox/send.ts')
      await sendNext(await bot(app), { workspaceId: workspace, channelId: channel })
    },
    'slack.survey': ({ ticket }) => perform(app, null, (work) => askInSlack(work, ticket)),
    'slack.answer': ({ message }) => perform(app, null, (work) => answerInSlack(work, message)),
    'slack.notify': async ({ notification }) => {
      const { notifyInSlack } = await import('./notifying/send.ts')
      await notifyInSlack(await bot(app), notification)
    },
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
  if (app.env.SLACK_BOT_TOKEN && connected.every(({ token }) => token !== null))
    await (await import('./connect.ts')).connectByToken(app)
  await perform(app, null, async (work) => {
    await sweepEvents(work)
    await sweepChannels(work)
  })
}
