import { NativeSelect, Table } from '@mantine/core'
import { Form, useSubmit } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Card } from './page.tsx'
import { choices } from './words.ts'

/** A plain table of what came and went. */
export function Ledger({
  label,
  columns,
  children,
}: {
  label: string
  columns: string[]
  children: ReactNode
}) {
  return (
    <Card>
      <Table.ScrollContainer
        minWidth={680}
        scrollAreaProps={{ tabIndex: 0, 'aria-label': label }}
        type="native"
      >
        <Table
          verticalSpacing={8}
          horizontalSpacing="md"
          highlightOnHover
          className="desk-table"
          aria-label={label}
        >
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}

/** One filter in the URL. */
export function StateFilter<State extends string>({
  state,
  words,
}: {
  state: State | undefined
  words: Record<State, string>
}) {
  const submit = useSubmit()
  return (
    <Form>
      <NativeSelect
        name="state"
        aria-label="State"
        value={state ?? ''}
        onChange={(event) => submit(event.currentTarget.form)}
        data={[{ value: '', label: 'Any state' }, ...choices(words)]}
      />
    </Form>
  )
}
