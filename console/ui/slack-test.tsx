import { Text } from '@mantine/core'
import type { SlackPage } from '#console/slack-page.ts'
import { useNow } from './now.ts'
import { When } from './when.tsx'

const patienceMs = 30_000

/** How the last test of a team's channel went. */
export function SlackTest({
  test,
  problem,
}: {
  test: SlackPage['teams'][number]['test']
  problem: string | null // What is said above already.
}) {
  const now = useNow(15)
  if (!test) return null
  const isLate = test.state === 'asked' && now - test.at.getTime() > patienceMs
  return (
    <Text size="sm" c={test.state === 'refused' ? red : 'dimmed'} role="status">
      {test.state === 'refused' &&
        (test.words === problem ? 'Not posted ' : `Not posted. ${test.words} `)}
      {test.state === 'posted' && 'Posted '}
      {test.state === 'asked' &&
        (isLate ? 'Nobody has posted it. Is a worker running? Asked ' : 'It is being posted… ')}
      {(test.state !== 'asked' || isLate) && <When at={test.at} />}
    </Text>
  )
}

const red = 'var(--mantine-color-red-light-color)'
