import type { FieldType } from '#db/schema/enums.ts'

/** What is asked of a value. */
export interface FieldShape {
  label: string
  type: FieldType
  options: readonly string[] // Of selects.
}

type Canonical = { value: string } | { problem: string }

const yes = ['true', 'yes', 'on', '1']
const no = ['false', 'no', 'off', '0']

/**
 * The one form in which a value of a type is kept, so that it can be compared as text; or what is wrong with it, with
 * what is allowed. Numbers are digits without needless zeros, days `2026-03-02`, options in the order of their field
 * with `, ` between them, checkboxes `true` or `false`.
 */
export function canonical(field: FieldShape, given: string): Canonical {
  const value = kept[field.type](given.trim(), field.options)
  return value === null
    ? { problem: `${field.label} is ${allowed(field)}. “${given.trim().slice(0, 60)}” is not.` }
    : { value }
}

const kept: Record<FieldType, (given: string, options: readonly string[]) => string | null> = {
  text: (given) => given,
  number: (given) => decimal(given),
  date: (given) => (isDay(given) ? given : null),
  select: (given, options) => option(given, options) ?? null,
  multi_select: (given, options) => several(given, options),
  checkbox: (given) => bool(given.toLowerCase()),
  url: (given) => link(given),
}

function allowed({ type, options }: FieldShape): string {
  const words: Record<FieldType, string> = {
    text: 'a text',
    number: 'a number, like 12.5',
    date: 'a day, like 2026-03-02',
    select: `one of ${options.join(', ')}`,
    multi_select: `some of ${options.join(', ')}, with commas between them`,
    checkbox: 'true or false',
    url: 'an address that begins with http:// or https://',
  }
  return words[type]
}

function decimal(given: string): string | null {
  const [, sign, whole = '', part = ''] = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(given) ?? []
  if (sign === undefined) return null
  const digits = whole.replace(/^0+(?=\d)/, '')
  const rest = part.replace(/0+$/, '')
  const number = rest ? `${digits}.${rest}` : digits
  return sign === '-' && number !== '0' ? `-${number}` : number
}

function isDay(given: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(given)) return false
  const moment = new Date(`${given}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(given)
}

function option(given: string, options: readonly string[]): string | undefined {
  return options.find((one) => one.toLowerCase() === given.toLowerCase())
}

function several(given: string, options: readonly string[]): string | null {
  const asked = given
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const picked = new Set(asked.map((one) => option(one, options)))
  return picked.has(undefined) ? null : options.filter((one) => picked.has(one)).join(', ')
}

function bool(given: string): string | null {
  if (yes.includes(given)) return 'true'
  return no.includes(given) ? 'false' : null
}

function link(given: string): string | null {
  if (!URL.canParse(given)) return null
  const url = new URL(given)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}
