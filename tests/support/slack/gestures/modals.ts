import { elementsOf } from '#tests/support/slack/block-kit.ts'
import type { Answer } from '#tests/support/slack/deliver.ts'
import { makeFile, type NewFile } from '#tests/support/slack/files.ts'
import { SlackError } from '#tests/support/slack/method.ts'
import { complaints, type Input, stateOf } from '#tests/support/slack/view-state.ts'
import {
  changeView,
  closeModals,
  makeTrigger,
  pushModal,
  topModal,
  viewGiven,
  viewObject,
} from '#tests/support/slack/views.ts'
import {
  isObject,
  type Json,
  type Person,
  type View,
  type World,
} from '#tests/support/slack/world.ts'
import { commonPayload } from './payloads.ts'

/** How a submission went. `errors` stand under the fields, by block id; `trouble` is what Slack says above the form. */
export interface Submitted {
  sent: boolean
  errors: Record<string, string>
  trouble?: string
}

const trouble = 'We had some trouble connecting. Try again?'

/** What somebody does with a modal that is open. */
export function modals(world: World, person: Person, settled: () => Promise<void>) {
  function top(): View {
    const view = topModal(world, person.id)
    if (!view) throw new Error(`${person.name} has no modal open.`)
    return view
  }

  return {
    /** The modal on top as methods show it; undefined when there is none. */
    modal: () => {
      const view = topModal(world, person.id)
      return view && viewObject(world, view)
    },
    /** Puts a file at hand, which a field for files can then be given by its name or id. Returns the id. */
    prepare: (file: NewFile): string => {
      const made = Object.assign(makeFile(world, person, file), { given: true })
      return made.id
    },
    /** Fills in fields by action id and submits. Slack keeps back what its own rules refuse. */
    submit: async (typed: Record<string, Input> = {}, forged: Json = {}): Promise<Submitted> => {
      const view = top()
      fill(world, view, typed)
      const refused = complaints(view.payload.blocks, view.values)
      if (Object.keys(refused).length > 0) return { sent: false, errors: refused }
      const answer = await world.post.ask('interactive', {
        type: 'view_submission',
        ...commonPayload(world, person),
        trigger_id: makeTrigger(world, person.id, { view: view.id }),
        view: { ...viewObject(world, view), ...forged },
        response_urls: [],
      })
      const outcome = follow(world, person, view, answer)
      await settled()
      return { sent: true, errors: {}, ...outcome }
    },
    /** Closes the modal on top; the app hears of it only if it asked to. */
    close: async () => {
      const view = top()
      const all = view.payload.clear_on_close === true
      for (const gone of closeModals(world, person.id, all)) {
        if (gone.payload.notify_on_close !== true) continue
        await world.post.ask('interactive', {
          type: 'view_closed',
          ...commonPayload(world, person),
          view: viewObject(world, gone),
          is_cleared: all,
        })
      }
      await settled()
    },
  }
}

function fill(world: World, view: View, typed: Record<string, Input>): void {
  for (const [actionId, input] of Object.entries(typed)) {
    const place = view.payload.blocks
      .flatMap((block) =>
        elementsOf(block).map((element) => ({ block: String(block.block_id), element })),
      )
      .find(({ element }) => element.action_id === actionId)
    if (!place) throw new Error(`The modal has no field ${actionId}.`)
    const state = stateOf(world, place.element, input)
    view.values[place.block] = { ...view.values[place.block], [actionId]: state }
  }
}

/** Does with the modal what the app answered (docs.slack.dev/surfaces/modals#response_actions). */
function follow(world: World, person: Person, view: View, answer: Answer): Partial<Submitted> {
  if (answer.failure) return { trouble }
  if (!answer.body) {
    closeModals(world, person.id, false)
    return {}
  }
  const said = parsed(answer.body)
  try {
    switch (said?.response_action) {
      case 'errors':
        return wrongFields(view, said.errors)
      case 'clear':
        closeModals(world, person.id, true)
        return {}
      case 'update':
        changeView(world, view, viewGiven(world, said.view, 'modal', view.id))
        return {}
      case 'push':
        pushModal(world, person.id, viewGiven(world, said.view, 'modal'))
        return {}
      default:
        return { trouble }
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { trouble: `${trouble} ${JSON.stringify({ error: error.message, ...error.more })}` }
  }
}

/** Errors must name blocks that ask for something. */
function wrongFields(view: View, errors: unknown): Partial<Submitted> {
  const inputs = view.payload.blocks.filter(({ type }) => type === 'input')
  const known = inputs.map(({ block_id }) => block_id)
  const given = isObject(errors) ? Object.entries(errors) : []
  if (given.length === 0 || !given.every(([id]) => known.includes(id))) return { trouble }
  return { errors: Object.fromEntries(given.map(([id, words]) => [id, String(words)])) }
}

function parsed(body: string): Json | undefined {
  try {
    const given: unknown = JSON.parse(body)
    return isObject(given) ? given : undefined
  } catch {
    return undefined
  }
}
