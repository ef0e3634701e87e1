import { isObject } from './world.ts'

/** Says what is wrong with a value, in Slack's words, with the place; nothing when all is well. */
export type Check = (value: unknown, at: string) => string[]
type Field = { check: Check; required: boolean }

export function problem(what: string, at: string): string[] {
  return [`[ERROR] ${what} [json-pointer:${at}]`]
}

export const need = (check: Check): Field => ({ check, required: true })
export const may = (check: Check): Field => ({ check, required: false })

export function text(max: number, min = 1): Check {
  return (value, at) => {
    if (typeof value !== 'string') return problem('must be a string', at)
    if (value.length < min) return problem(`must be more than ${min - 1} characters`, at)
    return value.length > max ? problem(`must be less than ${max + 1} characters`, at) : []
  }
}

export const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : problem('must be a boolean', at)

export function whole(min: number, max: number): Check {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? []
      : problem(`must be an integer between ${min} and ${max}`, at)
}

export function oneOf(...words: string[]): Check {
  return (value, at) =>
    typeof value === 'string' && words.includes(value)
      ? []
      : problem('must be a valid enum value', at)
}

export function like(pattern: RegExp, what: string): Check {
  return (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : problem(`must be ${what}`, at)
}

export function list(of: Check, max: number, min = 1): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return problem('must provide an array', at)
    if (value.length < min) return problem(`no less than ${min} items allowed`, at)
    if (value.length > max) return problem(`no more than ${max} items allowed`, at)
    return value.flatMap((item, index) => of(item, `${at}/${index}`))
  }
}

export function object(fields: Record<string, Field>, also: Check = () => []): Check {
  return (value, at) => {
    if (!isObject(value)) return problem('must provide an object', at)
    const missing = Object.keys(fields).filter(
      (name) => fields[name]?.required && value[name] === undefined,
    )
    const surplus = Object.keys(value).filter((name) => !fields[name])
    return [
      ...missing.flatMap((name) => problem(`missing required field: ${name}`, at)),
      ...surplus.flatMap((name) => problem(`invalid additional property: ${name}`, at)),
      ...Object.entries(fields).flatMap(([name, { check }]) =>
        value[name] === undefined ? [] : check(value[name], `${at}/${name}`),
      ),
      ...also(value, at),
    ]
  }
}

/** A thing that says by its `type` which of these it is. */
export function typed(kinds: Record<string, Check>): Check {
  return (value, at) => {
    if (!isObject(value)) return problem('must provide an object', at)
    if (typeof value.type !== 'string') return problem('missing required field: type', at)
    const check = Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined
    return check ? check(value, at) : problem(`unsupported type: ${value.type}`, `${at}/type`)
  }
}

/** Exactly one of these fields must be there. */
export function exactlyOne(...names: string[]): Check {
  return (value, at) => {
    const given = names.filter((name) => isObject(value) && value[name] !== undefined)
    return given.length === 1 ? [] : problem(`must define exactly one of ${names.join(', ')}`, at)
  }
}
