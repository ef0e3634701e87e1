import { timingSafeEqual } from 'node:crypto'
import type { Agent, Door } from '#core/actor.ts'
import { type App, read } from '#core/app.ts'
import { sign } from '#core/key-ring.ts'
import { agentById } from '#core/people/agents.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { escapeHtml, unescapeHtml } from './plain-page.ts'

const halfHour = 30 * 60_000

/**
 * A link that shows one picture to one agent for half an hour at least. The requests of a sandboxed document carry
 * no cookies, so the link itself must say for whom it was made; what that agent may see is asked again when it is used.
 */
export function pictureLink(app: App, agent: Agent, path: string, src?: string): string {
  const until = (Math.floor(app.clock().getTime() / halfHour) + 2) * halfHour // The same for a while: browsers keep it.
  const [key] = app.keys.keysFor('pictures')
  if (!key) throw new Error('the key ring is empty')
  const query = new URLSearchParams({
    inline: '1',
    ...(src !== undefined && { src }),
    for: String(agent.personId),
    until: String(until),
  })
  query.set('key', sign(key, `${path}?${query}`))
  return `${path}?${query}`
}

/** The agent whom a link was made for, or null when it was altered, has ended, or they are gone. */
export async function agentByLink(app: App, url: URL, door: Door): Promise<Agent | null> {
  const query = new URLSearchParams(url.search)
  const given = Buffer.from(query.get('key') ?? '')
  query.delete('key')
  const signed = app.keys.keysFor('pictures').some((key) => {
    const right = Buffer.from(sign(key, `${url.pathname}?${query}`))
    return given.length === right.length && timingSafeEqual(given, right)
  })
  if (!signed || Number(query.get('until')) < app.clock().getTime()) return null
  const personId = Number(query.get('for')) as PersonId
  return (await read(app, null, (db) => agentById(db, personId, door))) ?? null
}

/** Gives the pictures of a sanitised document their sources, where `linkTo` has one for them. */
export function placePictures(
  html: string,
  linkTo: (kind: 'cid' | 'src', name: string) => string | undefined,
): string {
  return html.replace(
    /<img data-(cid|src)="([^"]*)"/g,
    (whole, kind: 'cid' | 'src', name: string) => {
      const link = linkTo(kind, unescapeHtml(name))
      return link ? `<img src="${escapeHtml(link)}"` : whole
    },
  )
}
