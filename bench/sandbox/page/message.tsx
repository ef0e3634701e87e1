import { useState } from 'react'
import type { SeenChannel, SeenMessage } from '#bench/sandbox/seen.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks.tsx'
import { timeOf } from './dates.ts'
import { Menu } from './menu.tsx'
import { Mrkdwn } from './mrkdwn.tsx'
import { EmojiMenu, Reactions } from './reactions.tsx'
import { personOf, useSight } from './sight.ts'
import { typedAs } from './typed.ts'
import { WorkObject } from './work-object.tsx'

interface Props {
  channel: SeenChannel
  message: SeenMessage
  openThread?: ((ts: string) => void) | undefined
}

export function Message({ channel, message, openThread }: Props) {
  const { seen } = useSight()
  const [isEditing, edit] = useState(false)
  const { name, kind } = personOf(seen, message.by)
  const at = { channel: channel.id, ts: message.ts }
  const isApp = kind === 'bot'
  return (
    <li className="message" data-ephemeral={message.isEphemeral} data-notice={message.isNotice}>
      <Avatar name={name} isApp={isApp} />
      <article>
        {message.isEphemeral && <small className="only">👁 Only visible to you</small>}
        <p className="by">
          <b>{name}</b> {isApp && <span className="app">APP</span>}{' '}
          <time>{timeOf(message.ts)}</time>
        </p>
        {isEditing ? (
          <Edit message={message} at={at} done={() => edit(false)} />
        ) : message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} where={at} />
        ) : (
          <p className="words">
            <Mrkdwn text={message.text} />
          </p>
        )}
        {message.isEdited && <small> (edited)</small>}
        {message.objects.map((entity) => (
          <WorkObject key={entity.url} entity={entity} />
        ))}
        {message.files.map(({ id, name }) => (
          <a key={id} className="file" href={`/files/${id}`}>
            📎 {name}
          </a>
        ))}
        <Reactions at={at} reactions={message.reactions} />
        {openThread && message.replies.length > 0 && (
          <button type="button" className="replies" onClick={() => openThread(message.ts)}>
            {[...new Set(message.replies)].map((id) => (
              <Avatar
                key={id}
                name={personOf(seen, id).name}
                isApp={personOf(seen, id).kind === 'bot'}
                isSmall
              />
            ))}
            {message.replies.length} {message.replies.length === 1 ? 'reply' : 'replies'}
          </button>
        )}
      </article>
      {!message.isEphemeral && !message.isGone && channel.isMember && (
        <Tools {...{ message, at, openThread, edit }} />
      )}
    </li>
  )
}

interface ToolsProps {
  message: SeenMessage
  at: { channel: string; ts: string }
  openThread: Props['openThread']
  edit: (on: boolean) => void
}

function Tools({ message, at, openThread, edit }: ToolsProps) {
  const { seen, act } = useSight()
  const isMine = message.by === seen.me
  const shortcuts = seen.shortcuts.filter((one) => one.of === 'message')
  return (
    <div className="tools">
      <EmojiMenu at={at} />
      {openThread && (
        <button
          type="button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => openThread(message.ts)}
        >
          💬
        </button>
      )}
      {(isMine || shortcuts.length > 0) && (
        <Menu label="More actions" shown="⋯">
          {shortcuts.map(({ id, name }) => (
            <button key={id} type="button" onClick={() => act({ do: 'messageShortcut', at, id })}>
              {name} <small>Deskwire</small>
            </button>
          ))}
          {isMine && (
            <>
              <button type="button" onClick={() => edit(true)}>
                Edit message
              </button>
              <button type="button" className="danger" onClick={() => act({ do: 'delete', at })}>
                Delete message
              </button>
            </>
          )}
        </Menu>
      )}
    </div>
  )
}

function Edit({ message, at, done }: Pick<ToolsProps, 'message' | 'at'> & { done: () => void }) {
  const { seen, act } = useSight()
  const written = message.blocks.find((block) => block.type === 'rich_text')
  const [words, setWords] = useState(written ? typedAs(written, seen) : '')
  return (
    <form
      className="edit"
      onSubmit={async (event) => {
        event.preventDefault()
        await act({ do: 'edit', at, words })
        done()
      }}
    >
      <textarea
        aria-label="Edit message"
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <div className="actions">
        <button type="button" onClick={done}>
          Cancel
        </button>
        <button type="submit" className="primary">
          Save
        </button>
      </div>
    </form>
  )
}
