import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { Visit } from '#console/visit.ts'
import { type App, perform, read } from '#core/app.ts'
import { countAttempt } from '#core/people/attempts.ts'
import { Refusal } from '#core/refusal.ts'
import { storable } from '#core/storable.ts'
import { rateTicket } from '#core/surveys/answer.ts'
import {
  hearStillBroken,
  readForRequester,
  settleForRequester,
} from '#core/tickets/by-requester.ts'
import { acceptRequesterLink, type RequesterPage, validDays } from '#core/tickets/requester-link.ts'
import { unsubscribe } from '#core/tickets/unsubscribe.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { addressField, facts, form, paragraph, requesterPage, scale, textField } from './page.ts'
import { publicStatus, type RequesterWords, requesterWords } from './words.ts'

type Seen = Awaited<ReturnType<typeof readForRequester>>

/** A request whose link is one of ours. */
interface Asked extends Visit {
  Variables: Visit['Variables'] & {
    page: RequesterPage
    ticket: TicketId
    seen: Seen
    words: RequesterWords
  }
}

/**
 * What requesters reach by the links in their mails, to be mounted at `/requests`. Looking changes nothing, for
 * scanners of links look too; what a link stands for is done when its button is pressed.
 */
export function requesterRoutes(app: App): Hono<Asked> {
  const routes = new Hono<Asked>()
  routes.use(bodyLimit({ maxSize: 65_536 }))
  routes.use('/:page/:token', ofOurs(app))
  routes.get('/:page/:token', (c) => show(c, ...asking(c)))
  routes.post('/:page/:token', async (c) => {
    const given = await c.req.parseBody()
    const comment = storable(String(given.comment ?? ''), 4000)
    const address = storable(String(given.address ?? ''), 254).trim()
    return show(c, ...(await act(app, c, { rating: Number(given.rating), comment, address })))
  })
  return routes
}

/** Lets in whoever has a link that we have signed. Who tries many that we have not is let wait. */
function ofOurs(app: App) {
  return createMiddleware<Asked>(async (c, next) => {
    const page = c.req.param('page') ?? ''
    const token = c.req.param('token') ?? ''
    if (!isPage(page)) return refused(app, c)
    try {
      const ticket = acceptRequesterLink(app.keys, page, token, app.clock())
      const seen = await read(app, null, (db) => readForRequester(db, ticket))
      c.set('page', page)
      c.set('ticket', ticket)
      c.set('seen', seen)
      c.set('words', requesterWords(seen.language).words)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refused(app, c)
    }
    return next()
  })
}

function isPage(name: string): name is RequesterPage {
  return Object.hasOwn(validDays, name)
}

async function refused(app: App, c: Context<Asked>) {
  const address = `requester link from ${c.get('door').ip}` // Apart from tries to sign in.
  const wait = await perform(app, null, (work) => countAttempt(work, { account: address, address }))
  const { language, words } = requesterWords(c.req.header('accept-language') ?? 'en')
  const [title, said] = words.gone
  const html = requesterPage({ language, nonce: c.get('nonce'), title, body: paragraph(said) })
  return c.html(html, wait > 0 ? 429 : 404)
}

/** What a link asks before it does anything. */
function asking(c: Context<Asked>): [title: string, body: string] {
  const { seen, words } = c.var
  switch (c.var.page) {
    case 'rate': {
      const { title, scale: labels, comment, send } = words.rate
      const chosen = Number(c.req.query('rating'))
      return [title, form(scale(title, labels, chosen) + textField(comment), send)]
    }
    case 'solved':
      return [words.solved.title, paragraph(words.solved.words) + form('', words.solved.send)]
    case 'broken': {
      const { title, words: said, what, send } = words.broken
      return [title, paragraph(said) + form(textField(what), send)]
    }
    case 'status':
      return [words.status.title, standing(seen, words)]
    case 'unsubscribe': {
      const { title, words: said, address, send } = words.unsubscribe
      return [title, paragraph(said) + form(addressField(address), send)]
    }
  }
}

async function act(
  app: App,
  c: Context<Asked>,
  { rating, comment, address }: { rating: number; comment: string; address: string },
): Promise<[title: string, body: string]> {
  const { page, ticket, seen, words } = c.var
  const [thanks, received] = words.thanks
  switch (page) {
    case 'rate':
      if (!(rating >= 1 && rating <= 5)) return asking(c)
      await perform(app, null, (work) => rateTicket(work, ticket, rating, comment))
      return [thanks, paragraph(received)]
    case 'solved':
      await perform(app, null, (work) => settleForRequester(work, ticket))
      return [thanks, paragraph(words.solved.done)]
    case 'broken': {
      const text = comment.trim() || words.broken.said
      const taken = await perform(app, null, (work) => hearStillBroken(work, ticket, text))
      if (taken) return [thanks, paragraph(words.broken.done)]
      const [title, said] = words.late
      return [title, paragraph(`${said} ${seen.mailbox}`)]
    }
    case 'status':
      return asking(c)
    case 'unsubscribe':
      return leave(app, c, address)
  }
}

/** The same answer whether or not the address is in Cc. Many tries have to wait, for one may learn the requester's. */
async function leave(
  app: App,
  c: Context<Asked>,
  address: string,
): Promise<[title: string, body: string]> {
  const { ticket, words } = c.var
  const { title, done, own, wait } = words.unsubscribe
  const from = `unsubscribing from ${c.get('door').ip}`
  const counted = { account: from, address: from }
  const waits = await perform(app, null, (work) => countAttempt(work, counted))
  if (waits > 0) {
    c.status(429)
    return [title, paragraph(wait)]
  }
  const { isRequester } = await perform(app, null, (work) => unsubscribe(work, ticket, address))
  return [title, paragraph(isRequester ? own : done)]
}

/** Nothing of what is internal, and nothing that anybody wrote: a mail that is passed on shows no more than this. */
function standing({ status, openedAt, answeredAt }: Seen, words: RequesterWords): string {
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' })
  const answered = answeredAt ? format.format(answeredAt) : words.status.never
  return (
    paragraph(words.statuses[publicStatus[status]]) +
    facts([
      [words.status.opened, format.format(openedAt)],
      [words.status.answered, answered],
    ])
  )
}

function show(c: Context<Asked>, title: string, body: string) {
  const { seen, words } = c.var
  const { language } = requesterWords(seen.language)
  const about = paragraph(`${words.ticket} #${seen.id} · ${seen.team}`)
  return c.html(requesterPage({ language, nonce: c.get('nonce'), title, body: about + body }))
}
