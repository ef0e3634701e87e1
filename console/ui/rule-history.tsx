import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { RuleHistory as History } from '#console/rule-page.ts'
import { Card } from './page.tsx'
import { useToast } from './toast.ts'
import { When } from './when.tsx'

/** What each version of a rule has changed, the latest first; any but that can be brought back. */
export function RuleHistory({ history }: { history: History }) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const restore = (version: number) =>
    fetcher.submit(JSON.stringify({ intent: 'restore', version }), {
      method: 'post',
      encType: 'application/json',
    })
  return (
    <Card padded>
      <Title order={2} mb="xs">
        History
      </Title>
      <Stack gap="sm" component="ol" className="desk-plain">
        {history.map(({ version, by, at, gone, come }, place) => (
          <li key={version}>
            <Group gap="xs" justify="space-between">
              <Text size="sm">
                Version {version}, by {by}, <When at={at} />
              </Text>
              {place > 0 && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Restore version ${version}`}
                  disabled={fetcher.state !== 'idle'}
                  onClick={() => restore(version)}
                >
                  Restore
                </Button>
              )}
            </Group>
            {gone.map((line) => (
              <Text key={`- ${line}`} size="xs" c="dimmed" td="line-through" className="desk-words">
                {line}
              </Text>
            ))}
            {come.map((line) => (
              <Text key={`+ ${line}`} size="xs" className="desk-words">
                {place === history.length - 1 ? line : `+ ${line}`}
              </Text>
            ))}
          </li>
        ))}
      </Stack>
    </Card>
  )
}
