import { Button, Code, Group, Stack, Text, Title } from '@mantine/core'
import { isRouteErrorResponse, Link, useRouteError, useRouteLoaderData } from '@remix-run/react'

const titles: Record<number, string> = {
  403: 'Not for you',
  404: 'Not here',
  410: 'No longer valid',
}

/** A page that could not be shown, in words; a fault of ours comes with the number to quote. */
export function Problem() {
  const error = useRouteError()
  const requestId = useRouteLoaderData<{ requestId: string }>('root')?.requestId
  const known = isRouteErrorResponse(error) && error.status < 500
  const why = known && typeof error.data === 'string' && error.data
  return (
    <Stack align="center" gap="sm" py={96} px="md" ta="center">
      <Text fw={600} c="dimmed">
        {isRouteErrorResponse(error) ? error.status : 500}
      </Text>
      <Title order={1}>
        {known ? (titles[error.status] ?? 'That did not work') : 'Something broke on our side'}
      </Title>
      <Text c="dimmed" maw={460}>
        {known
          ? why || 'There is no such page, or you may not see it.'
          : 'Nothing you typed is lost. Try again; if it stays, tell your operator this number, which is in the log.'}
      </Text>
      {!known && requestId && <Code>{requestId}</Code>}
      <Group>
        <Button component={Link} to="/tickets" variant="light">
          To the tickets
        </Button>
        {!known && (
          <Button variant="default" onClick={() => window.location.reload()}>
            Try again
          </Button>
        )}
      </Group>
    </Stack>
  )
}
