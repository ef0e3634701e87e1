import type { TemplateKind } from '#db/schema/enums.ts'

export interface Template {
  subject: string | null // Null: the mail takes its subject from what it answers.
  text: string
}

/** Everything that a mail of ours says in one language, besides what people wrote. */
export interface Language {
  templates: Record<TemplateKind, Template>
  quoting: string // Above what is answered.
  locale: string // For dates.
}

const reply_frame = { subject: null, text: '{{message}}\n\n{{signature}}' }
const signature = { subject: null, text: '{{agent.name}}\n{{team.name}}' }

/** What teams start from. A language that is not here can be added by a team, all but its quoting. */
export const languages = {
  en: {
    locale: 'en-GB',
    quoting: 'On {{date}}, {{author}} wrote:',
    templates: {
      reply_frame,
      signature,
      acknowledgement: {
        subject: '[#{{ticket.number}}] We have received your message',
        text: `Hello,

thank you for your message. It has reached us as ticket #{{ticket.number}}, and somebody will answer you.

If there is something to add, just answer this mail.

{{team.name}}`,
      },
    },
  },
  de: {
    locale: 'de-DE',
    quoting: 'Am {{date}} schrieb {{author}}:',
    templates: {
      reply_frame,
      signature,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Ihre Nachricht ist angekommen',
        text: `Guten Tag,

vielen Dank für Ihre Nachricht. Sie hat bei uns die Nummer #{{ticket.number}}, und jemand wird Ihnen antworten.

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail.

{{team.name}}`,
      },
    },
  },
  es: {
    locale: 'es-ES',
    quoting: 'El {{date}}, {{author}} escribió:',
    templates: {
      reply_frame,
      signature,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Hemos recibido su mensaje',
        text: `Buenos días:

Gracias por su mensaje. Lo hemos registrado con el número #{{ticket.number}} y le responderemos.

Si desea añadir algo, basta con responder a este correo.

{{team.name}}`,
      },
    },
  },
  fr: {
    locale: 'fr-FR',
    quoting: 'Le {{date}}, {{author}} a écrit :',
    templates: {
      reply_frame,
      signature,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Nous avons bien reçu votre message',
        text: `Bonjour,

Merci pour votre message. Il porte chez nous le numéro #{{ticket.number}}, et quelqu’un va vous répondre.

Si vous souhaitez ajouter quelque chose, répondez simplement à cet e-mail.

{{team.name}}`,
      },
    },
  },
} as const satisfies Record<string, Language>

/** The desk's own words in a language, or undefined. */
export function ownWords(language: string): Language | undefined {
  const own: Record<string, Language> = languages
  return Object.hasOwn(own, language) ? own[language] : undefined
}
