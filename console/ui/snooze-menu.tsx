import { useAct } from './act.ts'
import { AlarmSnoozeIcon } from './icons.ts'
import { MomentMenu } from './moment-menu.tsx'

/** Puts a ticket aside. */
export function SnoozeMenu({ ticket }: { ticket: number }) {
  const { act, busy } = useAct(ticket)
  return (
    <MomentMenu
      position="bottom-end"
      size="xs"
      loading={busy}
      leftSection={<AlarmSnoozeIcon size={15} />}
      onChosen={(until) => act({ intent: 'snooze', until: until.toISOString() })}
    >
      Snooze
    </MomentMenu>
  )
}
