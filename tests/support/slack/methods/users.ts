import { flagOf, pageOf, textOf } from '#tests/support/slack/args.ts'
import { type Asked, type Method, SlackError } from '#tests/support/slack/method.ts'
import { userObject } from '#tests/support/slack/people.ts'

export const userMethods = {
  'users.info': {
    do: (asked) => {
      const person = personOf(asked, 'user')
      const locale = flagOf(asked.args, 'include_locale') && { locale: person.locale }
      return { user: { ...userObject(asked.world, person), ...locale } }
    },
  },
  'users.list': {
    do: ({ world, args }) => {
      const ours = [...world.people.values()].filter(({ kind }) => kind !== 'stranger')
      const { items, response_metadata } = pageOf(args, ours)
      return { members: items.map((person) => userObject(world, person)), response_metadata }
    },
  },
  'users.lookupByEmail': {
    do: ({ world, args }) => {
      const email = textOf(args, 'email').toLowerCase()
      const person = [...world.people.values()].find(
        (one) =>
          one.email.toLowerCase() === email &&
          !one.deactivated &&
          ['member', 'guest'].includes(one.kind),
      )
      if (!person) throw new SlackError('users_not_found')
      return { user: userObject(world, person) }
    },
  },
  'users.profile.get': {
    do: (asked) => ({ profile: userObject(asked.world, personOf(asked, 'user')).profile }),
  },
  'team.info': {
    do: ({ world: { team } }) => ({
      team: {
        ...team,
        email_domain: '',
        url: `https://${team.domain}.slack.com/`,
        icon: { image_default: true },
      },
    }),
  },
  'bots.info': {
    do: ({ world, args }) => {
      const id = textOf(args, 'bot')
      const bot = [...world.people.values()].find(({ botId }) => botId === id)
      if (!bot) throw new SlackError('bot_not_found')
      return {
        bot: { id, deleted: false, name: bot.name, app_id: bot.appId, user_id: bot.id, icons: {} },
      }
    },
  },
  'usergroups.list': {
    do: ({ world, args }) => ({
      usergroups: [...world.usergroups.values()].map(({ users, ...group }) => ({
        ...group,
        team_id: world.team.id,
        is_usergroup: true,
        date_delete: 0,
        user_count: users.length,
        ...(flagOf(args, 'include_users') && { users }),
      })),
    }),
  },
  'usergroups.users.list': {
    do: ({ world, args }) => {
      const group = world.usergroups.get(textOf(args, 'usergroup'))
      if (!group) throw new SlackError('no_such_subteam')
      return { users: group.users }
    },
  },
} satisfies Record<string, Method>

function personOf({ world, args }: Asked, name: string) {
  const person = world.people.get(textOf(args, name) || world.app.bot.id)
  if (!person) throw new SlackError('user_not_found')
  return person
}
