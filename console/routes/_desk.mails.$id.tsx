import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain, orNotFound, parseOr404 } from '#console/answer.ts'
import { mailNumber } from '#console/ids.ts'
import { shownMail, whoSentInWords } from '#console/mail-pages.ts'
import { requireAgent } from '#console/require-agent.ts'
import { Decide, useDecide } from '#console/ui/decide.tsx'
import { DownloadIcon } from '#console/ui/icons.ts'
import { LedgerState } from '#console/ui/ledger-state.tsx'
import { useLive } from '#console/ui/live.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { Replay } from '#console/ui/replay.tsx'
import styles from '#console/ui/ticket-page.module.css'
import { ExactTime } from '#console/ui/when.tsx'
import { sizeInWords } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { readMail, readRawMail } from '#core/mails/find.ts'
import { replayMail } from '#core/mails/replay.ts'

const Params = z.object({ id: mailNumber })
const shownBytes = 60_000

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Mail ${data?.mail.id ?? ''} · Deskwire` },
]

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  return orNotFound(() =>
    read(context.app, agent, async (db) => {
      const mail = await readMail(db, id)
      const raw = await readRawMail(db, id)
      return {
        mail: shownMail(mail),
        whoSent: whoSentInWords(mail.authentication),
        envelopeFrom: mail.envelopeFrom,
        door: mail.door,
        attempts: mail.attempts,
        headerMessageId: mail.headerMessageId,
        raw: new TextDecoder().decode(raw.subarray(0, shownBytes)),
        clipped: raw.length > shownBytes,
        mayReplay: agent.role !== 'auditor',
      }
    }),
  )
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  return orExplain(async () => {
    await perform(context.app, agent, (work) => replayMail(work, id))
    return { ok: true, said: 'It is being read again.' }
  })
}

export default function Mail() {
  const { mail, whoSent, envelopeFrom, door, attempts, headerMessageId, raw, clipped, mayReplay } =
    useLoaderData<typeof loader>()
  useLive(() => true)
  const deciding = useDecide()
  return (
    <Page
      title={mail.subject || `Mail ${mail.id}`}
      aside={
        <Group gap="xs">
          {mayReplay && <Decide mail={mail} {...deciding} />}
          {mail.replayable && mayReplay && <Replay mail={mail.id} />}
          <Button
            component="a"
            href={`/mails/${mail.id}/raw`}
            download
            size="xs"
            variant="default"
            leftSection={<DownloadIcon size={14} />}
          >
            Download
          </Button>
        </Group>
      }
    >
      <Card padded>
        <dl className={styles.facts}>
          <dt>State</dt>
          <dd>
            <LedgerState state={mail.state} />
          </dd>
          <dt>Why</dt>
          <dd>{mail.reason ?? 'It has not been read yet.'}</dd>
          {mail.ticketId && (
            <>
              <dt>Ticket</dt>
              <dd>
                <Anchor component={Link} to={`/tickets/${mail.ticketId}`}>
                  #{mail.ticketId}
                </Anchor>
              </dd>
            </>
          )}
          <dt>Received</dt>
          <dd>
            <ExactTime at={mail.receivedAt} /> by {door}, {sizeInWords(mail.size)}
          </dd>
          <dt>Sender</dt>
          <dd>
            {mail.from}
            <Text size="sm" c="dimmed">
              {whoSent}
            </Text>
          </dd>
          <dt>Envelope from</dt>
          <dd>{envelopeFrom || '<> (a bounce or another automatic mail)'}</dd>
          <dt>Envelope to</dt>
          <dd>{mail.to}</dd>
          <dt>Message-ID</dt>
          <dd>{headerMessageId ?? 'not read yet'}</dd>
          <dt>Readings</dt>
          <dd>{attempts}</dd>
        </dl>
      </Card>
      <Title order={2} mt="lg" mb="xs">
        As it came
      </Title>
      <Card>
        <pre className="desk-raw">{raw}</pre>
      </Card>
      {clipped && (
        <Text size="sm" c="dimmed" mt="xs">
          The first {sizeInWords(shownBytes)}. Download it to see all of it.
        </Text>
      )}
    </Page>
  )
}
