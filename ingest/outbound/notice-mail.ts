import MailComposer from 'nodemailer/lib/mail-composer'
import type { App } from '#core/app.ts'
import { type DeskAddress, deskLink } from '#core/desk-link.ts'
import type { Signer } from '#core/mails/dkim-keys.ts'
import { oneLine } from '#core/mails/fill.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { escaped, lines, plain } from '#core/mails/text-as-html.ts'
import type { Notice } from '#core/notifications/claim.ts'
import { wordsOf } from '#core/notifications/words.ts'
import { markers, signed } from './compose.ts'

interface Places {
  to: string
  name: string
  from: string
  signer: Signer | null
}

const mostSaid = 1200
const grey = '#767676' // Can be read on white and on black alike. All other colours are the reader's own.

/**
 * The mail that tells an agent of one thing, or of several. What customers wrote is in it as text alone, never as
 * their markup. One that is about a single ticket can be answered: by the same rules as any mail of an agent.
 */
export async function composeNotice(
  app: Pick<App, 'keys' | 'clock' | 'env'>,
  { to, from, name, signer }: Places,
  notices: readonly [Notice, ...Notice[]],
): Promise<Buffer> {
  const [first] = notices
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const isOne = notices.every(({ ticket }) => ticket.id === first.ticket.id)
  const answers = isOne ? replyAddress(app.keys, from, first.ticket.id) : null
  const sender = { name: 'Deskwire', address: from }
  const footer = footerOf(app.env, answers === null ? null : first)
  const parts = notices.map((notice) => partOf(app.env, notice))
  const mail = new MailComposer({
    from: sender,
    to: { name, address: to },
    ...(answers && { replyTo: { ...sender, address: answers } }),
    subject: oneLine(subjectOf(notices, isOne)).slice(0, 200),
    messageId: `<n${first.id}.${notices.length}.notice@${domain}>`,
    ...(isOne && { references: [`ticket-${first.ticket.id}.notice@${domain}`] }), // Mail programs put them together.
    headers: markers.notice,
    date: app.clock(),
    text: `${[...parts.map(({ text }) => text), footer.text].join('\n\n')}\n`,
    html: `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;max-width:640px">
${[...parts.map(({ html }) => html), footer.html].join('\n')}</body></html>
`,
    encoding: 'quoted-printable',
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return signed(app, { signer }, await mail.compile().build())
}

function subjectOf(notices: readonly [Notice, ...Notice[]], isOne: boolean): string {
  const [first] = notices
  const { subject, id } = first.ticket
  if (notices.length === 1) return [wordsOf(first), subject].filter(Boolean).join(' · ')
  const many = `${notices.length} things`
  return isOne ? `${many} on #${id}${subject && ` · ${subject}`}` : `${many} on your tickets`
}

function partOf(env: DeskAddress, notice: Notice): { text: string; html: string } {
  const { ticket } = notice
  const words = wordsOf(notice)
  const link = deskLink(env, `/tickets/${ticket.id}`)
  const subject = ticket.sensitive
    ? 'Sensitive: what it says is in the console.'
    : oneLine(plain(ticket.subject)) || '(no subject)'
  const facts = [ticket.team, ticket.status, ticket.priority.toLowerCase()].join(' · ')
  const said = shortened(plain(notice.said ?? ''))
  const quote = said.split('\n').map((line) => `> ${line}`)
  return {
    text: [words, subject, facts, link, ...(said ? ['', ...quote] : [])].join('\n'),
    html: `<div style="margin:0 0 1.5em;padding:12px 16px;border:1px solid ${grey};border-radius:8px">
<p style="margin:0 0 .5em">${escaped(words)}</p>
<p style="margin:0"><a href="${escaped(link)}" style="font-weight:600">#${ticket.id} ${escaped(subject)}</a></p>
<p style="margin:0;font-size:13px;color:${grey}">${escaped(facts)}</p>
${said ? `<blockquote style="margin:1em 0 0;padding-left:1em;border-left:2px solid ${grey}">${lines(said)}</blockquote>\n` : ''}</div>`,
  }
}

/** @param answerable null: an answer to it would go nowhere */
function footerOf(env: DeskAddress, answerable: Notice | null): { text: string; html: string } {
  const account = deskLink(env, '/account')
  const answering = !answerable
    ? ''
    : answerable.ticket.answersByMail
      ? 'What you answer to this mail goes to the requester. '
      : 'What you answer to this mail is kept as a note on the ticket. '
  const words = `${answering}You choose what you are told, and when:`
  return {
    text: `${words} ${account}`,
    html: `<p style="font-size:12px;color:${grey}">${escaped(words)} <a href="${escaped(account)}">your account</a>.</p>`,
  }
}

function shortened(text: string): string {
  return text.length > mostSaid ? `${text.slice(0, mostSaid).toWellFormed()} […]` : text
}
