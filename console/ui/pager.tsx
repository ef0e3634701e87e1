import { Button, Group } from '@mantine/core'
import { Link, useLocation, useNavigate } from '@remix-run/react'
import type { MouseEvent } from 'react'
import { ChevronLeftIcon, ChevronRightIcon } from './icons.ts'

/**
 * Next and back through pages that are found by where the last one ended. The way back is kept in the browser's
 * history entry; without it (a link that was shared) back is the first page.
 */
export function Pager({ next, first }: { next: string | null; first: boolean }) {
  const { pathname, search, state } = useLocation()
  const navigate = useNavigate()
  const trail: string[] = Array.isArray(state?.trail) ? state.trail : []
  if (first && !next) return null

  const to = (cursor: string | null) => {
    const params = new URLSearchParams(search)
    params.delete('cursor')
    if (cursor) params.set('cursor', cursor)
    return `${pathname}?${params}`
  }
  function back(event: MouseEvent) {
    const last = trail.at(-1)
    if (!last || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    navigate(last, { state: { trail: trail.slice(0, -1) } })
  }
  return (
    <Group component="nav" aria-label="Pages" justify="flex-end" mt="md" gap="xs">
      {!first && (
        <Button
          component={Link}
          to={to(null)}
          onClick={back}
          variant="default"
          size="xs"
          leftSection={<ChevronLeftIcon size={15} />}
        >
          Back
        </Button>
      )}
      {next && (
        <Button
          component={Link}
          to={to(next)}
          state={{ trail: [...trail, pathname + search] }}
          variant="default"
          size="xs"
          rightSection={<ChevronRightIcon size={15} />}
        >
          Next
        </Button>
      )}
    </Group>
  )
}
