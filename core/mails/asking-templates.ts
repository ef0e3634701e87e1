import type { Template } from './default-templates.ts'

/** What the desk writes by itself while a conversation goes on. */
export const asking = {
  en: {
    reminder: {
      subject: '[#{{ticket.number}}] Do you still need help?',
      text: `Hello,

we have answered you on ticket #{{ticket.number}} and have not heard from you since.

If something is still open, just answer this mail. If we hear nothing more, we take it as settled; you can still answer later.

{{team.name}}`,
    },
    survey: {
      subject: '[#{{ticket.number}}] How did it go?',
      text: `Hello,

your ticket #{{ticket.number}} is settled. How did we do?

Good: {{good}}

Not good: {{bad}}

Nothing is sent before you confirm it on the page that opens. If the matter is not settled, just answer this mail.

{{team.name}}`,
    },
  },
  de: {
    reminder: {
      subject: '[#{{ticket.number}}] Brauchen Sie noch Hilfe?',
      text: `Guten Tag,

wir haben Ihnen zur Anfrage #{{ticket.number}} geantwortet und seither nichts von Ihnen gehört.

Wenn noch etwas offen ist, antworten Sie einfach auf diese E-Mail. Hören wir nichts mehr, betrachten wir die Sache als erledigt; antworten können Sie auch später noch.

{{team.name}}`,
    },
    survey: {
      subject: '[#{{ticket.number}}] Waren Sie zufrieden?',
      text: `Guten Tag,

Ihre Anfrage #{{ticket.number}} ist erledigt. Waren Sie zufrieden?

Ja: {{good}}

Nein: {{bad}}

Es wird nichts gesendet, bevor Sie es auf der Seite bestätigen, die sich öffnet. Ist die Sache nicht erledigt, antworten Sie einfach auf diese E-Mail.

{{team.name}}`,
    },
  },
  es: {
    reminder: {
      subject: '[#{{ticket.number}}] ¿Todavía necesita ayuda?',
      text: `Buenos días:

Le respondimos a su consulta #{{ticket.number}} y desde entonces no hemos tenido noticias suyas.

Si queda algo pendiente, basta con responder a este correo. Si no recibimos respuesta, la daremos por resuelta; también podrá responder más adelante.

{{team.name}}`,
    },
    survey: {
      subject: '[#{{ticket.number}}] ¿Qué tal le hemos atendido?',
      text: `Buenos días:

Su consulta #{{ticket.number}} está resuelta. ¿Qué tal le hemos atendido?

Bien: {{good}}

Mal: {{bad}}

No se envía nada hasta que lo confirme en la página que se abre. Si el asunto no está resuelto, basta con responder a este correo.

{{team.name}}`,
    },
  },
  fr: {
    reminder: {
      subject: '[#{{ticket.number}}] Avez-vous encore besoin d’aide ?',
      text: `Bonjour,

Nous avons répondu à votre demande #{{ticket.number}} et n’avons pas eu de nouvelles depuis.

Si quelque chose reste en suspens, répondez simplement à cet e-mail. Sans nouvelles de votre part, nous considérerons la demande comme réglée ; vous pourrez toujours répondre plus tard.

{{team.name}}`,
    },
    survey: {
      subject: '[#{{ticket.number}}] Êtes-vous satisfait de notre réponse ?',
      text: `Bonjour,

Votre demande #{{ticket.number}} est réglée. Êtes-vous satisfait de notre réponse ?

Oui : {{good}}

Non : {{bad}}

Rien n’est envoyé avant que vous ne l’ayez confirmé sur la page qui s’ouvre. Si la demande n’est pas réglée, répondez simplement à cet e-mail.

{{team.name}}`,
    },
  },
} as const satisfies Record<string, Record<'reminder' | 'survey', Template>>
