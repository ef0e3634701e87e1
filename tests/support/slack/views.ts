import { judgeView } from './block-kit.ts'
import { withIds } from './content.ts'
import { invalid, SlackError } from './method.ts'
import { startingValues } from './view-state.ts'
import { isObject, type Json, type Trigger, type View, type World } from './world.ts'

const triggerMillis = 3000
const stackAtMost = 3
const bytesAtMost = 250_000

/** The right to open something for a person who has just done something: once, and at once. */
export function makeTrigger(world: World, by: string, more: Partial<Trigger> = {}): string {
  const id = `${world.next('trigger')}.${world.team.id.slice(1)}.${world.app.id}`
  world.triggers.set(id, { by, at: world.clock.now(), used: false, ...more })
  return id
}

export function spendTrigger(world: World, id: string): Trigger {
  const trigger = world.triggers.get(id)
  if (!trigger) throw new SlackError('invalid_trigger_id')
  if (trigger.used) throw new SlackError('exchanged_trigger_id')
  if (world.clock.now() - trigger.at > triggerMillis) throw new SlackError('expired_trigger_id')
  trigger.used = true
  return trigger
}

/** A view as an app gave it, judged as Slack judges it. */
export function viewGiven(
  world: World,
  given: unknown,
  type: 'modal' | 'home' | 'either',
  of?: string,
): View['payload'] {
  const wrong = judgeView(given)
  if (wrong.length > 0 || !isObject(given)) throw invalid('invalid_arguments', wrong)
  if (type !== 'either' && given.type !== type)
    throw invalid('invalid_arguments', [
      `[ERROR] unsupported type: ${given.type} [json-pointer:/view/type]`,
    ])
  if (JSON.stringify(given).length > bytesAtMost) throw new SlackError('view_too_large')
  const named = given.external_id
  const others = [...world.views.values()].filter(({ id }) => id !== of)
  if (named && others.some(({ payload }) => payload.external_id === named))
    throw new SlackError('duplicate_external_id')
  const blocks = withIds(world, given.blocks as Json[])
  return { ...given, type: given.type as 'modal' | 'home', blocks }
}

export function openModal(world: World, owner: string, payload: View['payload']): View {
  for (const id of stackOf(world, owner)) world.views.delete(id)
  const view = addView(world, owner, payload, null)
  world.modals.set(owner, [view.id])
  return view
}

export function pushModal(world: World, owner: string, payload: View['payload']): View {
  const stack = stackOf(world, owner)
  if (stack.length >= stackAtMost) throw new SlackError('push_limit_reached')
  const view = addView(world, owner, payload, stack.at(-1) ?? null)
  world.modals.set(owner, [...stack, view.id])
  return view
}

export function publishHome(world: World, owner: string, payload: View['payload']): View {
  const old = world.homes.get(owner)
  const before = old ? world.views.get(old) : undefined
  if (before) return changeView(world, before, payload)
  const view = addView(world, owner, payload, null)
  world.homes.set(owner, view.id)
  return view
}

/** The same view with other content: what was typed stays where the fields do. */
export function changeView(world: World, view: View, payload: View['payload']): View {
  const values = startingValues(payload.blocks, view.values)
  return Object.assign(view, { payload, values, hash: newHash(world) })
}

/** Takes the modal on top away, or the whole stack. Returns what went, the top first. */
export function closeModals(world: World, owner: string, all: boolean): View[] {
  const stack = stackOf(world, owner)
  const gone = all ? stack.splice(0) : stack.splice(-1)
  world.modals.set(owner, stack)
  return gone.toReversed().flatMap((id) => {
    const view = world.views.get(id)
    world.views.delete(id)
    return view ? [view] : []
  })
}

export function topModal(world: World, owner: string): View | undefined {
  return world.views.get(stackOf(world, owner).at(-1) ?? '')
}

/** As methods and payloads say it. */
export function viewObject(world: World, view: View): Json {
  const { app, team } = world
  const { payload } = view
  const modal = payload.type === 'modal'
  return {
    id: view.id,
    team_id: team.id,
    type: payload.type,
    blocks: payload.blocks,
    private_metadata: payload.private_metadata ?? '',
    callback_id: payload.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: modal
      ? withEmoji(payload.title)
      : { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: payload.clear_on_close ?? false,
    notify_on_close: payload.notify_on_close ?? false,
    close: withEmoji(payload.close),
    submit: withEmoji(payload.submit),
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: app.id,
    external_id: payload.external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.bot.botId,
  }
}

function withEmoji(text: unknown): Json | null {
  return isObject(text) ? { emoji: true, ...text } : null
}

function stackOf(world: World, owner: string): string[] {
  return [...(world.modals.get(owner) ?? [])]
}

function addView(
  world: World,
  owner: string,
  payload: View['payload'],
  previous: string | null,
): View {
  const id = world.next('V')
  const root = (previous && world.views.get(previous)?.root) || id
  const values = startingValues(payload.blocks)
  const view = { id, owner, hash: newHash(world), root, previous, payload, values }
  world.views.set(id, view)
  return view
}

function newHash(world: World): string {
  return `${Math.floor(world.clock.now() / 1000)}.${world.next('h')}`
}
