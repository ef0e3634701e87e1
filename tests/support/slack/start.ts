import { type Clock, standingClock } from './clock.ts'
import { postman } from './deliver.ts'
import { envelope } from './events.ts'
import type { Failure } from './faults.ts'
import { type AppSettings, newWorld } from './new-world.ts'
import { makeChannel, makePerson, type NewChannel, type NewPerson } from './people.ts'
import { personHandle, type SlackPerson } from './person.ts'
import { startServer } from './server.ts'
import { channelSight } from './sight.ts'
import { socketMode } from './sockets.ts'
import { type Call, channelNamed, type Json, personNamed, type Team } from './world.ts'

export interface SlackOptions {
  app?: AppSettings
  team?: Team // Instead of Acme's.
  from?: Date // When a clock that stands begins.
  clock?: Clock // Instead of one that stands.
  limited?: boolean // False: no rate limits.
  port?: number
  onCall?: () => void // Hears of each call of the app's, once it has been done.
}

/**
 * A strict Slack on a free port of 127.0.0.1, with one workspace in memory: it answers the Web API, keeps files, lets
 * the app be installed, and tells it by signed HTTP (`connect`) or over a socket what people do. Time stands until
 * `pass`; the desk under test should live by the same clock.
 */
export async function startSlack(options: SlackOptions = {}) {
  const standing = standingClock(options.from ?? new Date('2026-03-02T09:00:00Z'))
  const world = newWorld(options.clock ?? standing, options.app, options.team)
  world.limited = options.limited ?? true
  if (options.onCall) world.onCall = options.onCall
  const sockets = socketMode(world.next)
  const address = {
    url: undefined as string | undefined,
    sockets,
    app: world.app,
    clock: world.clock,
  }
  const { post, again, duplicate, hold, settled } = postman(address, world.deliveries)
  const server = await startServer(world, sockets, options.port ?? 0)
  const hands = new Map<string, SlackPerson>()

  function person(name: string): SlackPerson {
    const found = personNamed(world, name)
    const handle = hands.get(found.id) ?? personHandle(world, found, settled)
    hands.set(found.id, handle)
    return handle
  }

  function calls(method?: string): Call[] {
    return world.calls.filter((call) => method === undefined || call.method === method)
  }

  makePerson(world, 'root', { admin: true })
  world.post = post
  const botToken = 'xoxb-for-tests'
  const appToken = 'xapp-for-tests'
  return {
    world,
    sockets,
    url: world.url,
    botToken,
    appToken,
    /** What a desk is told to use this Slack. */
    env: {
      SLACK_API_URL: `${world.url}/api/`,
      SLACK_FILE_HOSTS: new URL(world.url).host,
      SLACK_SIGNING_SECRET: world.app.signingSecret,
      SLACK_BOT_TOKEN: botToken,
      SLACK_CLIENT_ID: world.app.clientId,
      SLACK_CLIENT_SECRET: world.app.clientSecret,
    },
    /** Where events, clicks and commands go. Once a socket is open they go there instead. */
    connect: (url: string) => {
      address.url = url
    },
    /** Slack's test of such an address when it is set: answers whether the challenge came back. */
    verifyUrl: async () => {
      const challenge = world.next('challenge')
      const token = world.app.verificationToken
      const { body } = await post.ask('verification', {
        token,
        challenge,
        type: 'url_verification',
      })
      return body.includes(challenge)
    },
    clock: () => new Date(world.clock.now()),
    /** Lets time pass: retries, limits, triggers and addresses that expire. */
    pass: (seconds: number) => {
      if (options.clock) throw new Error('The clock of this Slack is not its own: move that one.')
      return standing.pass(seconds * 1000)
    },
    settled,
    addPerson: (handle: string, about?: NewPerson) => person(makePerson(world, handle, about).id),
    addChannel: (name: string, about?: NewChannel) => void makeChannel(world, name, about),
    addUsergroup: (handle: string, users: string[]) => {
      const id = world.next('S')
      const members = users.map((name) => personNamed(world, name).id)
      world.usergroups.set(id, { id, handle, name: handle, users: members })
      return id
    },
    addEmoji: (name: string) =>
      void world.emoji.set(name, `https://emoji.slack-edge.com/${world.team.id}/${name}.png`),
    person,
    channel: (name: string) => channelSight(world, name),
    calls,
    /** Every no the app was given, as `chat.update: message_not_found`. */
    refusals: () =>
      calls()
        .filter(({ answer }) => answer.ok === false)
        .map(({ method, answer }) => `${method}: ${answer.error}`),
    /** Makes the next calls of a method, or of any, go wrong. */
    fail: (
      method: string | undefined,
      failure: Failure,
      { times = 1, when = () => true }: { times?: number; when?: (args: Json) => boolean } = {},
    ) => void world.faults.push({ method, left: times, failure, when }),
    deliveries: (type?: string) =>
      world.deliveries.filter(
        ({ body }) =>
          type === undefined ||
          (body.event as Json | undefined)?.type === type ||
          body.type === type,
      ),
    /** Any event at all, subscribed to or not, known to Slack or not. */
    emit: async (event: Json & { type: string }, channel?: string) => {
      const where = channel ? channelNamed(world, channel) : undefined
      await post.event(envelope(world, event, where))
      await settled()
    },
    again: (delivery: { body: Json }) => again(delivery.body),
    duplicate,
    hold,
    close: server.close,
  }
}

export type Slack = Awaited<ReturnType<typeof startSlack>>
