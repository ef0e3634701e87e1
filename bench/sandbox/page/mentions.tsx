import type { ReactNode } from 'react'
import { personOf, useSight } from './sight.ts'

export function PersonName({ id }: { id: string }) {
  const { seen } = useSight()
  return <span className="mention">@{personOf(seen, id).name}</span>
}

export function ChannelName({ id, name }: { id: string; name?: string }) {
  const { seen } = useSight()
  return (
    <span className="mention">
      #{seen.channels.find((one) => one.id === id)?.name ?? name ?? 'private'}
    </span>
  )
}

/** Opens elsewhere. What is no address of the web, or of mail, is words. */
export function Link({ url, children }: { url: string; children: ReactNode }) {
  if (!/^(https?|mailto):/i.test(url)) return <>{children}</>
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
