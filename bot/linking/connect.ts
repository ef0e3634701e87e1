import type { BlockAction } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { consoleLink } from '#bot/console-link.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import type { App } from '#core/app.ts'
import type { SlackUser } from '#core/slack/home.ts'
import { offerLink } from '#core/slack/link-token.ts'

/** Connects somebody in Slack with the agent that they are: they open a page of the console, and confirm it there. */
export function accountLinking(bot: Bot): void {
  bot.bolt.action<BlockAction>('account.connect', async ({ ack, body, client, context }) => {
    await ack()
    const user = { workspaceId: heardIn(context).workspaceId, userId: body.user.id }
    const seat = await whoIs(bot, client, user.workspaceId, user.userId)
    const { app } = bot
    const view = seat.agent
      ? modal(section(`You are connected as ${seat.agent.name}.`))
      : seat.why === 'not-linked'
        ? modal(
            section(
              'Sign in to Deskwire and confirm that this is you. The link works once, and for a quarter of an hour. Give it to nobody.',
            ),
            link(app, user),
          )
        : modal(section(whyNot(seat.why)))
    await client.views.open({ trigger_id: body.trigger_id, view })
  })
  bot.bolt.action('account.go', ({ ack }) => ack()) // Slack has opened the address.
}

function modal(...blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plainText('Connect your account'),
    close: plainText('Close'),
    blocks,
  }
}

function link({ env, keys, clock }: App, user: SlackUser): KnownBlock {
  const url = consoleLink(env, `/connect/slack?token=${offerLink(keys, user, clock())}`)
  const text = plainText('Continue to Deskwire')
  return { type: 'actions', elements: [{ type: 'button', action_id: 'account.go', text, url }] }
}

function section(words: string): KnownBlock {
  return { type: 'section', text: plainText(words) }
}
