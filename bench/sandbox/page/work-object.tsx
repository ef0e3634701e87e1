import type { EntityMetadata } from '@slack/types'
import { Link } from './mentions.tsx'

/** What a link of the app's unfolds to (docs.slack.dev/messaging/work-objects). */
export function WorkObject({ entity }: { entity: EntityMetadata }) {
  const { attributes, fields = {} } = entity.entity_payload
  const { display_type: type, display_id: id, product_name: product, title } = attributes
  const values = Object.values(fields).flatMap((field) =>
    field && 'value' in field ? [String(field.value)] : [],
  )
  return (
    <div className="work-object">
      <small>{[product, type, id].filter(Boolean).join(' · ')}</small>
      <p>
        <Link url={entity.url}>{title.text}</Link>
      </p>
      {values.length > 0 && <small>{values.join(' · ')}</small>}
    </div>
  )
}
