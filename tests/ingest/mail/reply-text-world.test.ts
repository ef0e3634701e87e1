import { describe, expect, test } from 'vitest'
import { visibleText } from '#ingest/mail/reply-text.ts'
import { attributions, footers, headers } from './reply-text-world.ts'

const said = 'Hello,\n\nthe second parcel never came: order 8812.\n\nBest regards,\nBen'
const quoted = 'Dear Ben,\n\nboth parcels left our house on Monday.\n\nYours, Ann'
const words = said.match(/\p{L}+/gu)

function ofText(text: string) {
  return visibleText({ text, html: null }).match(/\p{L}+/gu)
}

function ofHtml(html: string) {
  return visibleText({ text: '', html }).match(/\p{L}+/gu)
}

function marked(text: string) {
  return text.replace(/^/gm, '> ')
}

/** Breaks lines at spaces, as mail programs do. */
function wrap(text: string, width: number) {
  return text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'gu'), '$1\n').trimEnd()
}

function escaped(text: string) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

describe.each(Object.entries(attributions))('%s', (_, attribution) => {
  test.each([200, 78, 72, 60])('is folded with the quote below it, wrapped at %i', (width) => {
    expect(ofText(`${said}\n\n${wrap(attribution, width)}\n${marked(quoted)}\n`)).toEqual(words)
    expect(ofText(`${said}\n\n${wrap(attribution, width)}\n\n${marked(quoted)}\n`)).toEqual(words)
  })

  test('is folded where nothing marks the quote', () => {
    expect(ofText(`${said}\n\n${attribution}\n\n${quoted}\n`)).toEqual(words)
  })

  test('leaves an answer below the quote and one between quotes', () => {
    expect(ofText(`${attribution}\n${marked(quoted)}\n\n${said}\n`)).toEqual(words)
    const between = `${attribution}\n${marked(quoted)}\n\n${said}\n\n${marked(quoted)}\n`
    expect(ofText(between)).toEqual(words)
  })

  test('is folded in HTML, before a blockquote, beside a bar and before nothing special', () => {
    const top = `<div>${said.replaceAll('\n', '<br>')}</div><div>${escaped(attribution)}</div>`
    const below = quoted.replaceAll('\n', '<br>')
    expect(ofHtml(`${top}<blockquote>${below}</blockquote>`)).toEqual(words)
    const bar = 'border-left:2px solid #ccc;padding-left:1ex'
    expect(ofHtml(`${top}<div style="${bar}">${below}</div>`)).toEqual(words)
    expect(ofHtml(`${top}<div>${below}</div>`)).toEqual(words)
  })
})

describe.each(Object.entries(headers))('headers in %s', (_, [from, sent, to, subject]) => {
  const values = [
    'Ann Example <ann@example.org>',
    '5.1.2024 15:45',
    'Ben <ben@example.net>',
    'RE: 8812',
  ]
  const lines = [from, sent, to, subject].map((label, n) => [label, values[n]] as const)

  test.each([
    ['plain', lines.map(([label, value]) => `${label}: ${value}`)],
    ['starred', lines.map(([label, value]) => `*${label}:* ${value}`)],
    ['wide', lines.map(([label, value]) => `${label}：${value}`)],
    [
      'below a ruler',
      ['________________________________', ...lines.map(([label, value]) => `${label}: ${value}`)],
    ],
  ])('%s are folded with all below them', (_, block) => {
    expect(ofText(`${said}\n\n${block.join('\n')}\n\n${quoted}\n`)).toEqual(words)
  })

  test('are folded in HTML', () => {
    const block = lines
      .map(([label, value]) => `<b>${label}:</b> ${escaped(value ?? '')}<br>`)
      .join('')
    const top = `<p class=MsoNormal>${said.replaceAll('\n', '<br>')}</p>`
    expect(
      ofHtml(
        `${top}<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>${block}</p></div><p>${quoted}</p>`,
      ),
    ).toEqual(words)
    expect(ofHtml(`${top}<hr><p>${block}</p><p>${quoted}</p>`)).toEqual(words)
  })
})

test.each(footers)('"%s" is a footer', (footer) => {
  expect(ofText(`${said}\n\n${footer}\n`)).toEqual(words)
  expect(
    ofText(`${said}\n\n${footer}\n\n${attributions['en Gmail']}\n${marked(quoted)}\n`),
  ).toEqual(words)
})
