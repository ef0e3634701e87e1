import { setTimeout as sleep } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import type { Shown } from '#bot/card/card.ts'
import { findChannel } from '#bot/channel.ts'
import { isMarked, search } from '#bot/outbox/find-posted.ts'
import { outcomeOf } from '#bot/outbox/outcome.ts'
import { mark, postIn } from '#bot/outbox/send.ts'
import { perform, read } from '#core/app.ts'
import {
  type DigestOf,
  type DigestTurn,
  endTurn,
  keyOf,
  takeTurn,
  teamOfDigest,
} from '#core/slack/digest.ts'
import { anyAgentOf, readDigest } from '#core/slack/digest-numbers.ts'
import { dayOf } from '#core/tickets/filter.ts'
import { digestWords } from './words.ts'

const pauseMs = 1000
const troubleMs = 10_000
const dayMs = 86_400_000

/** Where and in whose turn a digest is told. */
export interface Telling {
  client: WebClient
  channel: { workspaceId: string; id: string; name: string }
  said: Shown
  turn: DigestTurn
}

/** Tells a team in its channel how it stands, once a day. A team with nothing to tell is left in peace. */
export async function tellDigest(bot: Bot, digest: DigestOf): Promise<void> {
  const { app } = bot
  const team = await read(app, null, (db) => teamOfDigest(db, digest.team))
  const named = team?.channel?.replace(/^#/, '').trim()
  const channel = named ? await findChannel(bot, named) : undefined
  const client = channel && (await bot.clientOf(channel.workspaceId))
  if (!team || !channel || !client) return
  const day = dayOf(app.clock())
  const numbers = await read(app, anyAgentOf(team.id), (db) => readDigest(db, team.id, day))
  if (numbers.open + numbers.resolved + numbers.answered === 0) return
  const place = { workspaceId: channel.workspaceId, channelId: channel.id }
  const turn = await perform(app, null, (work) => takeTurn(work, place, digest))
  if (!turn) return
  const said = digestWords(app.env, { team, day, now: app.clock() }, numbers)
  let pause = troubleMs
  try {
    await post(bot, digest, { client, channel, said, turn })
    pause = pauseMs
  } catch (error) {
    const ended = outcomeOf(error, `#${channel.name}`)
    if (ended.end === 'later') {
      pause = ended.pauseMs ?? troubleMs
      throw error // The job is tried again.
    }
    app.log.warn({ err: error, team: team.id }, 'Slack did not take a digest')
  } finally {
    await perform(app, null, (work) => endTurn(work, place, turn, pause))
  }
}

/** Posts it, unless it stands there already, or this worker was away until the turn was another's. */
export async function post({ app }: Bot, digest: DigestOf, telling: Telling): Promise<void> {
  const { client, channel, said, turn } = telling
  const key = keyOf(digest)
  await sleep(turn.waitMs)
  const since = new Date(app.clock().getTime() - dayMs)
  const isIt = isMarked(key)
  if (!turn.isFirst && (await search(client, { channel: channel.id, since }, isIt))) return
  if (app.clock() >= turn.until) return
  await postIn(client, { channel: channel.id, ...said, ...mark(key) })
}
