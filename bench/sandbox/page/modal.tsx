import type { InputBlock } from '@slack/types'
import { useEffect, useRef, useState } from 'react'
import type { Seen } from '#bench/sandbox/seen.ts'
import { Blocks } from './blocks.tsx'
import { Field, type Input, inputOf } from './fields.tsx'
import { useSight } from './sight.ts'

type Typed = Record<string, Input>
interface Submitted {
  errors: Record<string, string>
  trouble?: string
}

/** The modal on top of what one person sees; what is typed stays here until it is sent. */
export function Modal({ modal }: { modal: NonNullable<Seen['modal']> }) {
  const { act } = useSight()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState<Typed>({})
  const [errors, setErrors] = useState<Submitted['errors']>({})
  const [trouble, setTrouble] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a view that has changed holds what was typed.
  useEffect(() => setTyped({}), [modal.hash])
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    const field = ':is(input:not([hidden]), textarea, select)'
    const first = dialog.current?.querySelector<HTMLElement>(`[data-first="true"] ${field}`)
    const focused = first ?? dialog.current?.querySelector<HTMLElement>(field)
    focused?.focus()
  }, [])

  async function submit(event: React.FormEvent) {
    event.preventDefault()
    const said = (await act({ do: 'submit', typed })) as Submitted | undefined
    setErrors(said?.errors ?? {})
    setTrouble(said?.trouble ?? '')
  }

  function close(event: React.SyntheticEvent) {
    event.preventDefault() // It goes once Slack has closed it.
    act({ do: 'close' })
  }

  const type = (action: string, input: Input) => setTyped((all) => ({ ...all, [action]: input }))

  /** The app is told at once; Slack brings all that was typed along. */
  async function tell(at: { block: string; action: string }, input: Input) {
    const { [at.action]: _, ...others } = typed
    await act({ do: 'fill', typed: others })
    await act({ do: 'choose', where: 'modal', ...at, input })
  }

  return (
    <dialog ref={dialog} aria-labelledby="modal-title" onCancel={close}>
      <form onSubmit={submit} noValidate>
        <header>
          <h2 id="modal-title">🎫 {modal.title.text}</h2>
          <button type="button" aria-label="Close" onClick={close}>
            ✕
          </button>
        </header>
        {trouble && <p className="error">{trouble}</p>}
        <Blocks
          blocks={modal.blocks as Parameters<typeof Blocks>[0]['blocks']}
          where="modal"
          ask={(block) => (
            <Question
              key={modal.hash}
              {...{ block, type, tell }}
              error={errors[String(block.block_id)]}
            />
          )}
        />
        <footer>
          <button type="button" onClick={close}>
            {modal.close?.text ?? 'Cancel'}
          </button>
          {modal.submit && (
            <button type="submit" className="primary">
              {modal.submit.text}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}

interface QuestionProps {
  block: InputBlock
  type: (action: string, input: Input) => void
  tell: (at: { block: string; action: string }, input: Input) => void
  error: string | undefined
}

function Question({ block, type, tell, error }: QuestionProps) {
  const { seen } = useSight()
  const id = String(block.block_id)
  const action = String(block.element.action_id)
  const isFirst = 'focus_on_load' in block.element && block.element.focus_on_load === true
  const [kept] = Object.entries(seen.values[id]?.[action] ?? {}).filter(([name]) => name !== 'type')
  return (
    <div className="question" data-first={isFirst}>
      <p className="label">
        {block.label.text} {block.optional && <small>(optional)</small>}
      </p>
      <Field
        element={block.element}
        at={{ where: 'modal', block: id, action }}
        value={inputOf(kept?.[1], seen)}
        label={block.label.text}
        onChange={(input) => {
          if (block.dispatch_action) tell({ block: id, action }, input)
          else type(action, input)
        }}
      />
      {block.hint && <small>{block.hint.text}</small>}
      {error && (
        <p role="alert" className="error">
          {error}
        </p>
      )}
    </div>
  )
}
