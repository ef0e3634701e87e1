import { type ReactNode, useState } from 'react'

interface Props {
  label: string // What the button is called.
  shown: ReactNode // What stands on it.
  children: ReactNode
  className?: string
}

/** A button that opens things to choose from; it closes when one is chosen, on Escape, and when one turns away. */
export function Menu({ label, shown, children, className = '' }: Props) {
  const [isOpen, open] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices what its buttons do.
    <span
      className={`menu ${className}`}
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
        // biome-ignore lint/a11y/noStaticElementInteractions: its buttons are what is pressed.
        // biome-ignore lint/a11y/useKeyWithClickEvents: a key press on a button is a click here too.
        <span className="choices" onClick={() => open(false)}>
          {children}
        </span>
      )}
    </span>
  )
}
