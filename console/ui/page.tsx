import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './page.module.css'

/** One page of the desk: its name, what belongs beside it, and what it shows. */
export function Page({
  title,
  aside,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={styles.page}>
      <Group justify="space-between" align="baseline" mb="sm" gap="xs">
        <Title order={1}>{title}</Title>
        <Text c="dimmed" component="div">
          {aside}
        </Text>
      </Group>
      {children}
    </div>
  )
}

/** A quiet card around a list or a form. */
export function Card({ children, padded = false }: { children: ReactNode; padded?: boolean }) {
  return <div className={padded ? `${styles.card} ${styles.padded}` : styles.card}>{children}</div>
}
