import type { TemplateKind } from '#db/schema/enums.ts'
import { asking } from './asking-templates.ts'

export interface Template {
  subject: string | null // Null: the mail takes its subject from what it answers.
  text: string
}

/** Everything that a mail of ours says in one language, besides what people wrote. */
export interface Language {
  templates: Record<TemplateKind, Template>
  quoting: string // Above what is answered.
  promising: string // In an acknowledgement: by when somebody answers.
  correcting: string // Above what takes the place of an answer that has left.
  leaving: string // Below an answer that goes to somebody in Cc, with `{{link}}`.
  locale: string // For dates.
}

const reply_frame = { subject: null, text: '{{message}}\n\n{{signature}}' }
const signature = { subject: null, text: '{{agent.name}}\n{{team.name}}' }

/** What teams start from. A language that is not here can be added by a team, all but its quoting. */
export const languages = {
  en: {
    locale: 'en-GB',
    quoting: 'On {{date}}, {{author}} wrote:',
    promising: 'You will hear from us by {{date}}.',
    correcting: 'Correction to my last message:',
    leaving: 'If you are in copy and want no more mail of this ticket: {{link}}',
    templates: {
      reply_frame,
      signature,
      ...asking.en,
      acknowledgement: {
        subject: '[#{{ticket.number}}] We have received your message',
        text: `Hello,

thank you for your message. It has reached us as ticket #{{ticket.number}}, and somebody will answer you.

{{promise}}

If there is something to add, just answer this mail.

It’s solved: {{solved}}
Still broken: {{broken}}
Status: {{status}}

{{team.name}}`,
      },
    },
  },
  de: {
    locale: 'de-DE',
    quoting: 'Am {{date}} schrieb {{author}}:',
    promising: 'Sie hören von uns bis {{date}}.',
    correcting: 'Korrektur zu meiner letzten Nachricht:',
    leaving: 'Sie stehen in Kopie und möchten zu dieser Anfrage keine E-Mails mehr? {{link}}',
    templates: {
      reply_frame,
      signature,
      ...asking.de,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Ihre Nachricht ist angekommen',
        text: `Guten Tag,

vielen Dank für Ihre Nachricht. Sie hat bei uns die Nummer #{{ticket.number}}, und jemand wird Ihnen antworten.

{{promise}}

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail.

Es ist erledigt: {{solved}}
Geht noch nicht: {{broken}}
Stand der Dinge: {{status}}

{{team.name}}`,
      },
    },
  },
  es: {
    locale: 'es-ES',
    quoting: 'El {{date}}, {{author}} escribió:',
    promising: 'Tendrá noticias nuestras antes de: {{date}}.',
    correcting: 'Corrección de mi último mensaje:',
    leaving: 'Si está en copia y no desea recibir más correos de esta consulta: {{link}}',
    templates: {
      reply_frame,
      signature,
      ...asking.es,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Hemos recibido su mensaje',
        text: `Buenos días:

Gracias por su mensaje. Lo hemos registrado con el número #{{ticket.number}} y le responderemos.

{{promise}}

Si desea añadir algo, basta con responder a este correo.

Está resuelto: {{solved}}
Sigue sin funcionar: {{broken}}
Estado: {{status}}

{{team.name}}`,
      },
    },
  },
  fr: {
    locale: 'fr-FR',
    quoting: 'Le {{date}}, {{author}} a écrit :',
    promising: 'Vous aurez de nos nouvelles avant le {{date}}.',
    correcting: 'Correction de mon dernier message :',
    leaving:
      'Si vous êtes en copie et ne souhaitez plus recevoir d’e-mails de cette demande : {{link}}',
    templates: {
      reply_frame,
      signature,
      ...asking.fr,
      acknowledgement: {
        subject: '[#{{ticket.number}}] Nous avons bien reçu votre message',
        text: `Bonjour,

Merci pour votre message. Il porte chez nous le numéro #{{ticket.number}}, et quelqu’un va vous répondre.

{{promise}}

Si vous souhaitez ajouter quelque chose, répondez simplement à cet e-mail.

C’est réglé : {{solved}}
Toujours en panne : {{broken}}
État : {{status}}

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
