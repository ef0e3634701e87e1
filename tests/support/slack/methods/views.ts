import { jsonOf, textOf } from '#tests/support/slack/args.ts'
import { type Asked, invalid, type Method, SlackError } from '#tests/support/slack/method.ts'
import {
  changeView,
  openModal,
  publishHome,
  pushModal,
  spendTrigger,
  viewGiven,
  viewObject,
} from '#tests/support/slack/views.ts'
import type { View } from '#tests/support/slack/world.ts'

export const viewMethods = {
  'views.open': {
    do: (asked) => {
      const payload = viewIn(asked, 'modal')
      const { by } = spendTrigger(asked.world, triggerIn(asked))
      return { view: viewObject(asked.world, openModal(asked.world, by, payload)) }
    },
  },
  'views.push': {
    do: (asked) => {
      const payload = viewIn(asked, 'modal')
      const { by, view } = spendTrigger(asked.world, triggerIn(asked))
      if (!view || !asked.world.views.has(view)) throw new SlackError('not_found')
      return { view: viewObject(asked.world, pushModal(asked.world, by, payload)) }
    },
  },
  'views.update': {
    do: (asked) => {
      const { world, args } = asked
      const [id, externalId] = [textOf(args, 'view_id'), textOf(args, 'external_id')]
      const view = [...world.views.values()].find(
        (one) => one.id === id || (externalId !== '' && one.payload.external_id === externalId),
      )
      const payload = viewIn(asked, 'either', view?.id)
      if (!view) throw new SlackError('not_found')
      refuseStale(asked, view)
      return { view: viewObject(world, changeView(world, view, payload)) }
    },
  },
  'views.publish': {
    do: (asked) => {
      const { world, args } = asked
      const owner = textOf(args, 'user_id')
      const home = world.views.get(world.homes.get(owner) ?? '')
      const payload = viewIn(asked, 'home', home?.id)
      if (!world.people.has(owner))
        throw invalid('invalid_arguments', ['[ERROR] invalid `user_id` [json-pointer:/user_id]'])
      if (home) refuseStale(asked, home)
      return { view: viewObject(world, publishHome(world, owner, payload)) }
    },
  },
} satisfies Record<string, Method>

function viewIn({ world, args }: Asked, type: 'modal' | 'home' | 'either', of?: string) {
  return viewGiven(world, jsonOf(args, 'view', 'invalid_arguments'), type, of)
}

function triggerIn({ args }: Asked): string {
  const id = textOf(args, 'trigger_id') || textOf(args, 'interactivity_pointer')
  if (!id) throw invalid('invalid_arguments', ['[ERROR] missing required field: trigger_id'])
  return id
}

/** Somebody else has changed it since. */
function refuseStale({ args }: Asked, view: View): void {
  const hash = textOf(args, 'hash')
  if (hash && hash !== view.hash) throw new SlackError('hash_conflict')
}
