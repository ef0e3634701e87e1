import { domainToASCII } from 'node:url'
import type { AuthenticationResult } from '#db/schema/mails.ts'

/** One thing that was checked, and the domain that it speaks for; null: none that is named. */
export interface Finding {
  result: AuthenticationResult
  domain: string | null // In ASCII and lower case.
}

/** What whoever checked a mail wrote into it. What it does not speak of is absent. */
export interface Testimony {
  by: string // Their authserv-id, in lower case.
  place?: number | undefined // In the ARC chain.
  spf?: Finding | undefined
  dkim?: Finding[] | undefined
  dmarc?: Finding | undefined
}

const results: readonly string[] = [
  'none',
  'pass',
  'fail',
  'softfail',
  'neutral',
  'policy',
  'temperror',
  'permerror',
] satisfies AuthenticationResult[]

/** Reads the value of an Authentication-Results field (RFC 8601 §2.2), or of an ARC-Authentication-Results (RFC 8617 §4.1.1). */
export function readTestimony(value: string): Testimony {
  const [first = '', ...rest] = piecesOf(value)
  const place = /^i=(\d{1,2})$/.exec(first)?.[1]
  const [by = first, ...said] = place ? rest : [first, ...rest]
  const about = (method: string, property: string) =>
    said
      .map((piece) => piece.split(' '))
      .filter(([head = '']) =>
        head
          .toLowerCase()
          .replace(/\/\d+=/, '=')
          .startsWith(`${method}=`),
      )
      .map((words) => findingOf(words, property))
  const dkim = about('dkim', 'header.d').map((finding, place) =>
    finding.domain ? finding : (about('dkim', 'header.i')[place] ?? finding),
  )
  return {
    by: by.split(' ')[0]?.toLowerCase() ?? '',
    place: place ? Number(place) : undefined,
    spf: about('spf', 'smtp.mailfrom')[0],
    dkim: dkim.length > 0 ? dkim : undefined,
    dmarc: about('dmarc', 'header.from')[0],
  }
}

function findingOf([head = '', ...properties]: string[], wanted: string): Finding {
  const said = head.slice(head.indexOf('=') + 1).toLowerCase()
  const property = properties.find((one) => one.toLowerCase().startsWith(`${wanted}=`))
  return {
    result: results.includes(said) ? (said as AuthenticationResult) : 'none',
    domain: property ? domainOf(property.slice(wanted.length + 1)) : null,
  }
}

/** The domain of an address, or of what is one itself; null where there is none. */
export function domainOf(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).replace(/\.$/, '')
  return domainToASCII(domain) || null
}

/**
 * The parts between semicolons, without comments, one blank between words. What is quoted is what somebody sent:
 * nothing in it counts as more than a letter.
 */
function piecesOf(value: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '\\') {
      at++
      if (depth === 0) piece += '_'
    } else if (depth === 0 && char === '"') isQuoted = !isQuoted
    else if (isQuoted) piece += /[\s;=]/.test(char) ? '_' : char
    else if (char === '(') depth++
    else if (char === ')' && depth > 0) depth--
    else if (depth > 0) continue
    else if (char === ';') {
      pieces.push(piece)
      piece = ''
    } else piece += char
  }
  return [...pieces, piece].map((one) =>
    one.split(/\s+/).filter(Boolean).join(' ').replaceAll(' =', '=').replaceAll('= ', '='),
  )
}
