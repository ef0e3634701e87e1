import { useHydrated, useNow } from './now.ts'

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A moment as people say it, "5 min. ago", with the exact time on hover: UTC until the browser's zone is known. */
export function When({ at }: { at: Date }) {
  const now = useNow(15)
  return (
    <time dateTime={at.toISOString()} title={useExact(at)}>
      {said(at.getTime() - now)}
    </time>
  )
}

/** A moment to the minute, for ledgers and messages. */
export function ExactTime({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{useExact(at)}</time>
}

function useExact(at: Date): string {
  if (!useHydrated()) return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return exact.format(at)
}

function said(millis: number): string {
  const seconds = Math.round(millis / 1000)
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? []
  return unit && size ? relative.format(Math.round(seconds / size), unit) : 'just now'
}
