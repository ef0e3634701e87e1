import { Button, NumberInput, Group as Row, Stack, Text } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { RuleAnswer } from '#console/rule-form.ts'
import { BackTestOutcome } from './back-test-outcome.tsx'

const asJson = { method: 'post', encType: 'application/json' } as const

/** What a rule would do as it is in the form: to one ticket now, or to the last that were opened. Nothing is changed. */
export function RuleTrial({ draft }: { draft: object }) {
  const [ticket, setTicket] = useState<string | number>('')
  const trying = useFetcher<RuleAnswer>()
  const testing = useFetcher<RuleAnswer>()
  const ask = (fetcher: typeof trying, asked: object) =>
    fetcher.submit(JSON.stringify({ ...draft, ...asked }), asJson)
  const answers = [trying.data, testing.data].filter((answer) => answer !== undefined)
  return (
    <Stack gap="xs">
      <Row align="flex-end">
        <NumberInput
          label="Try it on ticket"
          size="xs"
          w={120}
          hideControls
          prefix="#"
          value={ticket}
          onChange={setTicket}
        />
        <Button
          variant="default"
          size="xs"
          disabled={ticket === ''}
          onClick={() => ask(trying, { intent: 'try', ticket: Number(ticket) })}
          loading={trying.state !== 'idle'}
        >
          Try
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => ask(testing, { intent: 'test' })}
          loading={testing.state !== 'idle'}
        >
          Test on the last 1,000 tickets
        </Button>
      </Row>
      {answers.map((answer) => (
        <Text key={answer.ok ? answer.said : answer.why} size="sm" role="status">
          {answer.ok ? answer.said : answer.why}
        </Text>
      ))}
      {testing.data?.table && <BackTestOutcome table={testing.data.table} />}
    </Stack>
  )
}
