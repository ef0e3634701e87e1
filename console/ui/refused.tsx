import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** Why something was not done, where it was asked for; screen readers say it at once. */
export function Refused({ size = 'sm', children }: { size?: 'xs' | 'sm'; children: ReactNode }) {
  return (
    <Text size={size} c="var(--mantine-color-error)" role="alert" className="desk-words">
      {children}
    </Text>
  )
}
