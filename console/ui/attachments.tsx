import type { ShownMessage } from '#console/ticket-page.ts'
import styles from './conversation.module.css'
import { PaperclipIcon } from './icons.ts'
import { sizeInWords } from './words.ts'

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
const largestPreview = 5_000_000 // Bytes.

/** The files of a message; pictures show themselves. */
export function Attachments({ files }: { files: ShownMessage['attachments'] }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.files} aria-label="Attachments">
      {files.map(({ id, filename, contentType, size }) => (
        <li key={id}>
          <a href={`/attachments/${id}`} className={styles.file} download>
            {pictures.includes(contentType) && size <= largestPreview ? (
              <img src={`/attachments/${id}?inline=1`} alt="" loading="lazy" />
            ) : (
              <PaperclipIcon size={16} aria-hidden />
            )}
            <span className={styles.fileName}>{filename}</span>
            <span className={styles.quiet}>{sizeInWords(size)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
