import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { Answer } from '#console/answer.ts'

/** Tells how an action ended: a short word when it did, the reason when it was refused. */
export function useToast(answer: Answer | undefined): void {
  useEffect(() => {
    if (!answer) return
    const closeButtonProps = { 'aria-label': 'Close' }
    if (answer.ok)
      notifications.show({ message: answer.said, color: 'teal', autoClose: 3500, closeButtonProps })
    else
      notifications.show({
        title: 'Not done',
        message: answer.why,
        color: 'red',
        autoClose: 8000,
        closeButtonProps,
      })
  }, [answer])
}
