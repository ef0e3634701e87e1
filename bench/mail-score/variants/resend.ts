import { escaped } from './clients.ts'
import { type Form, rawMail, wrapped } from './encode.ts'
import { fields, intros } from './intros.ts'
import { datesIn, timesIn } from './moments.ts'
import { type Dice, dice } from './pick.ts'

interface Body {
  text: string
  html: string | null
}

const plain: Form = { charset: 'utf-8', encoding: 'quoted-printable', flowed: false }
const forms: Form[] = [
  { ...plain, encoding: 'base64' },
  { ...plain, charset: 'utf-16le', encoding: 'base64' },
  { ...plain, charset: 'windows-1252', encoding: '8bit' },
  { ...plain, flowed: true },
]

/** The same mail as other programs would have sent it, by what is different; what should be shown stays the same. */
export function resent({ text, html }: Body, seed: number): Record<string, Buffer> {
  const ofText = (text: string) => rawMail({ text, html: null }, plain)
  const entries = [
    ...forms.map((form): [string, Buffer] => [
      `in ${form.charset}, ${form.encoding}${form.flowed ? ', flowed' : ''}`,
      rawMail({ text, html }, form),
    ]),
    ['text alone', ofText(text)],
    ['HTML made of the text', rawMail({ text: null, html: divs(text) }, plain)],
    ...[60, 72, 200].map((width) => [`wrapped at ${width}`, ofText(wrap(text, width))]),
    ...['>', '> > ', '| ', '» '].map((mark) => [
      `quoted by "${mark}"`,
      ofText(text.replace(/^>+ ?/gm, mark)),
    ]),
    ['introduced in another language', ofText(translated(text, dice(seed)))],
  ]
  return Object.fromEntries(entries)
}

function divs(text: string): string {
  return text
    .split('\n')
    .map((line) => `<div>${escaped(line) || '<br>'}</div>`)
    .join('')
}

/** Each line within its own quote marks, as good programs wrap. */
function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const marks = /^[> ]*/.exec(line)?.[0] ?? ''
      return wrapped(line.slice(marks.length), width).map((piece) => marks + piece)
    })
    .join('\n')
}

const places = new Map(
  [...['From', 'Sent', 'To', 'Subject'].entries()].map(([n, name]) => [name, n]),
)

function translated(text: string, roll: Dice): string {
  const language = roll.key(intros)
  const intro = roll
    .one(intros[language] ?? [])
    .replace('{d}', roll.one(datesIn(language)))
    .replace('{t}', roll.one(timesIn(language)))
    .replace('{n}', 'Jo Sample')
    .replace('{a}', '<jo@sample.example>')
  const labels = roll.one(fields[language] ?? [])
  return text
    .replace(/^([> ]*)On [^\n]{5,150}wrote:[ \t]*$/gm, (_, marks: string) => marks + intro)
    .replace(/^([> *]*)(From|Sent|To|Subject)(?=:)/gm, (whole, marks: string, name: string) => {
      const label = labels[places.get(name) ?? -1]
      return label ? marks + label : whole
    })
}
