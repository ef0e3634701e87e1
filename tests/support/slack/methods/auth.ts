import { textOf } from '#tests/support/slack/args.ts'
import { type Method, SlackError } from '#tests/support/slack/method.ts'
import { exchangeCode } from '#tests/support/slack/oauth.ts'

export const authMethods = {
  'auth.test': {
    token: 'either',
    do: ({ world, caller }) => {
      const { app, team } = world
      if (caller.kind === 'app') return { app_name: app.name, app_id: app.id }
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        user: app.bot.handle,
        team_id: team.id,
        user_id: app.bot.id,
        bot_id: app.bot.botId,
        is_enterprise_install: false,
      }
    },
  },
  'auth.revoke': {
    do: ({ args, caller }) => {
      if (textOf(args, 'test') !== '1') caller.revoked = true
      return { revoked: caller.revoked }
    },
  },
  'apps.connections.open': {
    token: 'app',
    do: ({ world, caller }) => {
      if (!caller.scopes.includes('connections:write'))
        throw new SlackError('missing_scope', { needed: 'connections:write', provided: '' })
      return { url: world.socketUrl() }
    },
  },
  'oauth.v2.access': { token: 'none', do: ({ world, args }) => exchangeCode(world, args) },
} satisfies Record<string, Method>
