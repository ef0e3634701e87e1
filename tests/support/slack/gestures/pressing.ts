import { suggestions } from '#tests/support/slack/block-elements.ts'
import { elementsOf } from '#tests/support/slack/block-kit.ts'
import type { Answer } from '#tests/support/slack/deliver.ts'
import { makeResponseUrl } from '#tests/support/slack/response-urls.ts'
import { type Input, stateOf } from '#tests/support/slack/view-state.ts'
import { makeTrigger, topModal } from '#tests/support/slack/views.ts'
import {
  channelNamed,
  isObject,
  type Json,
  type Person,
  type World,
} from '#tests/support/slack/world.ts'
import { blocksOf, commonPayload, type Surface, surfacePayload } from './payloads.ts'
import { found, type MessageRef } from './writing.ts'

/** Where something is pressed: a message, the modal on top, or the App Home. */
export type Where = MessageRef | 'modal' | 'home'

/** An element by its action id; where blocks repeat it, as lists do, by its block too. */
export type Named = string | { block: string; action: string }

/** What somebody presses and chooses. Each resolves with how the app answered. */
export function pressing(world: World, person: Person, settled: () => Promise<void>) {
  async function act(surface: Surface, action: Json): Promise<Answer> {
    const view = surface.kind === 'view' ? surface.view.id : undefined
    const answer = await world.post.ask('interactive', {
      type: 'block_actions',
      ...commonPayload(world, person),
      ...surfacePayload(world, surface),
      trigger_id: makeTrigger(world, person.id, { view }),
      ...(surface.kind === 'message' && {
        response_url: makeResponseUrl(world, {
          channel: surface.channel.id,
          by: person.id,
          source: { ts: surface.message.ts, ephemeral: 'to' in surface.message },
        }),
      }),
      actions: [{ ...action, action_ts: world.ts() }],
    })
    await settled()
    return answer
  }

  return {
    /** Presses a button. `forged`: what a tampering client would send instead. */
    press: (where: Where, named: Named, forged: Json = {}) => {
      const surface = surfaceOf(world, person, where)
      const { block, element } = elementOf(surface, named)
      const { type, text, value, url, style, action_id } = element
      const said = { type, text, value, url, style, action_id, block_id: block.block_id }
      return act(surface, JSON.parse(JSON.stringify({ ...said, ...forged })))
    },
    /** Chooses in a menu, or fills in a field, and sends it where Slack sends it at once. */
    choose: async (where: Where, named: Named, input: Input): Promise<Answer | undefined> => {
      const surface = surfaceOf(world, person, where)
      const { block, element } = elementOf(surface, named)
      const state = stateOf(world, element, input)
      const [blockId, actionId] = [String(block.block_id), String(element.action_id)]
      if (surface.kind === 'view') {
        const { values } = surface.view
        values[blockId] = { ...values[blockId], [actionId]: state }
      }
      if (block.type === 'input' && block.dispatch_action !== true) return undefined
      return act(surface, { ...state, action_id: actionId, block_id: blockId })
    },
    /** Types into a select that the app fills; resolves with the values it offers. */
    lookUp: async (where: Where, named: Named, words: string): Promise<string[]> => {
      const surface = surfaceOf(world, person, where)
      const { block, element } = elementOf(surface, named)
      const actionId = String(element.action_id)
      if (words.length < Number(element.min_query_length ?? 3)) return []
      const answer = await world.post.ask('options', {
        type: 'block_suggestion',
        ...commonPayload(world, person),
        ...surfacePayload(world, surface),
        action_id: actionId,
        block_id: block.block_id,
        value: words,
      })
      const given: unknown = answer.body ? JSON.parse(answer.body) : undefined
      const wrong = suggestions(given, '')
      if (wrong.length > 0 || !isObject(given))
        throw new Error(
          `The app did not answer with options: ${wrong.join('; ') || answer.failure}`,
        )
      const groups = [given.option_groups ?? []].flat().filter(isObject)
      const options = [given, ...groups]
        .flatMap((one) => [one.options ?? []].flat())
        .filter(isObject)
      world.offered.set(actionId, options)
      return options.map(({ value }) => String(value))
    },
  }
}

function surfaceOf(world: World, person: Person, where: Where): Surface {
  if (person.deactivated) throw new Error(`${person.name} is deactivated and cannot do anything.`)
  if (where === 'modal' || where === 'home') {
    const view =
      where === 'modal'
        ? topModal(world, person.id)
        : world.views.get(world.homes.get(person.id) ?? '')
    if (!view) throw new Error(`${person.name} sees no ${where}.`)
    return { kind: 'view', view }
  }
  const channel = channelNamed(world, where.channel)
  const ephemeral = channel.ephemerals.find(({ ts, to }) => ts === where.ts && to === person.id)
  if (ephemeral) return { kind: 'message', channel, message: ephemeral }
  if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in ${channel.name}.`)
  return { kind: 'message', ...found(world, where) }
}

function elementOf(surface: Surface, named: Named) {
  const { block: blockId, action } =
    typeof named === 'string' ? { block: undefined, action: named } : named
  const all = blocksOf(surface).flatMap((block) =>
    elementsOf(block).map((element) => ({ block, element })),
  )
  const one = all.find(
    ({ block, element }) =>
      element.action_id === action && (blockId === undefined || block.block_id === blockId),
  )
  if (one) return one
  const names = all.flatMap(({ element }) => element.action_id ?? [])
  throw new Error(`There is no ${action} to press; there are: ${names.join(', ') || 'none'}.`)
}
