import type { ExpectedText } from '#bench/mail-score/corpora.ts'
import { clients, type Reply } from './clients.ts'
import { type Form, rawMail, wrappedText } from './encode.ts'
import { fields, intros, titles } from './intros.ts'
import { datesIn, timesIn } from './moments.ts'
import { type Dice, dice } from './pick.ts'
import { type Position, place } from './place.ts'
import { answers, banners, disclaimers, footers, histories, signatures } from './said.ts'
import { addresses, names, noises, recipients } from './senders.ts'

/** A mail whose truth is known, and the classes it belongs to: "client: Gmail", "language: de". */
export interface Variant {
  classes: string[]
  raw: Buffer
  expected: ExpectedText
}

const positions: Position[] = ['top', 'top', 'top', 'below', 'between']
const charsets = `utf-8 utf-8 windows-1252 utf-16le windows-1251 gbk shift_jis iso-8859-2`.split(
  ' ',
)
const encodings: Form['encoding'][] = ['quoted-printable', 'base64', '8bit']

/** So many mails, the same in each run. */
export function compose(count: number, seed: number): Variant[] {
  const roll = dice(seed)
  return Array.from({ length: count }, () => variant(roll))
}

function variant(roll: Dice): Variant {
  const language = roll.key(intros)
  const said = roll.one((roll.chance(0.5) && answers[language]) || (answers.en ?? []))
  const how = {
    client: roll.key(clients),
    position: roll.one(positions),
    mark: roll.one(['> ', '> ', '>', '>> ', '| ', '» ']),
  }
  const around = {
    banner: often(roll, banners),
    signature: often(roll, signatures),
    disclaimer: often(roll, disclaimers),
    footer: often(roll, footers),
  }
  const parts = roll.one(['text', 'HTML', 'text and HTML'])
  const width = roll.one([60, 72, 76, 1000])
  const history = roll.key(histories)
  const intro = roll.one(intros[language] ?? [])
  const words = wordsOf(roll, language, intro)
  const whole = { said, ...words.reply, history: histories[history] }
  const end = [
    signatures[around.signature],
    disclaimers[around.disclaimer],
    footers[around.footer],
  ].filter(Boolean)
  const written = place(whole, { top: banners[around.banner], closing: end.join('\n\n') }, how)
  // Programs wrap their texts, not their HTML.
  const text = place(
    {
      ...whole,
      said: wrappedText(said, width),
      intro: wrappedText(whole.intro, width),
      history: wrappedText(whole.history, width),
    },
    {
      top: wrappedText(banners[around.banner], width),
      closing: wrappedText(end.join('\n\n'), width),
    },
    how,
  ).text
  const form: Form = {
    charset: roll.one(charsets),
    encoding: roll.one(encodings),
    flowed: roll.chance(0.3),
  }
  return {
    classes: Object.entries({
      ...{ language, client: how.client, position: written.position, mark: how.mark, parts, width },
      ...{ history, ...around, ...words.classes, intro, said: said.slice(0, 30) },
      form: `${form.charset} ${form.encoding}${form.flowed ? ' flowed' : ''}`,
    }).map(([kind, value]) => `${kind}: ${value}`),
    raw: rawMail(
      {
        text: parts === 'HTML' ? null : text,
        html: parts === 'text' ? null : written.html,
      },
      form,
    ),
    expected: { anyOf: [said, ...withDisclaimer(said, disclaimers[around.disclaimer])] },
  }
}

/** A disclaimer is no history: whether it is shown is left to the reader. */
function withDisclaimer(said: string, disclaimer: string): string[] {
  return disclaimer ? [`${said}\n\n${disclaimer}`] : []
}

/** What the program of that language writes itself. */
function wordsOf(roll: Dice, language: string, intro: string) {
  const [name, address, noise] = [roll.one(names), roll.key(addresses), roll.key(noises)]
  const often = roll.chance(0.5) ? 'none' : noise
  const date = roll.one(datesIn(language))
  const time = roll.one(timesIn(language))
  const values = [`${name} <ann@example.org>`, `${date} ${time}`, roll.one(recipients), 'RE: 8812']
  const labels = roll.one(fields[language] ?? [])
  const reply: Omit<Reply, 'said' | 'history'> = {
    intro: noises[often](
      intro
        .replace('{d}', date)
        .replace('{t}', time)
        .replace('{n}', name)
        .replace('{a}', addresses[address])
        .replace(/ +/g, ' '),
    ),
    title: roll.one(titles[language] ?? titles.en ?? []),
    fields: labels.map((label, n) => [noises[often](label), values[n] ?? ''] as const),
  }
  return { reply, classes: { name, address, noise: often } }
}

/** Mostly the first, which is nothing. */
function often<T extends string>(roll: Dice, of: Readonly<Record<T, unknown>>): T {
  return roll.chance(0.6) ? roll.first(of) : roll.key(of)
}
