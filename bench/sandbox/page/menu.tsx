import { type ReactNode, useRef, useState } from 'react'

interface Props {
  label: string // What the button is called.
  shown: ReactNode // What stands on it.
  children: ReactNode
  className?: string
}

/** A button that opens things to choose from; it closes when one is chosen, on Escape, and when one turns away. */
export function Menu({ label, shown, children, className = '' }: Props) {
  const [isOpen, open] = useState(false)
  const choices = useRef<HTMLSpanElement>(null)
  return (
    <fieldset
      className={`menu ${className}`}
      onClick={({ target }) => {
        if (target instanceof Node && choices.current?.contains(target)) open(false)
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) open(false)
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') open(false)
      }}
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        {shown}
      </button>
      {isOpen && (
        <span ref={choices} className="choices">
          {children}
        </span>
      )}
    </fieldset>
  )
}
