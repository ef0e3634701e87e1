import type { TicketStatus } from '#db/schema/enums.ts'

/** What requesters read on their pages, in one language. */
export interface RequesterWords {
  locale: string // For dates.
  ticket: string
  gone: [title: string, words: string]
  rate: { title: string; scale: readonly string[]; comment: string; send: string }
  thanks: [title: string, words: string]
  solved: { title: string; words: string; send: string; done: string }
  broken: { title: string; words: string; what: string; send: string; done: string; said: string }
  late: [title: string, words: string]
  status: { title: string; opened: string; answered: string; never: string }
  unsubscribe: Record<'title' | 'words' | 'address' | 'send' | 'done' | 'own' | 'wait', string>
  statuses: Record<Public, string>
}

type Public = 'received' | 'worked_on' | 'waits_for_you' | 'settled'

/** What a status is to those outside: whom we wait for inside is not for them. */
export const publicStatus: Record<TicketStatus, Public> = {
  new: 'received',
  open: 'worked_on',
  in_progress: 'worked_on',
  awaiting_customer: 'waits_for_you',
  awaiting_internal: 'worked_on',
  awaiting_third_party: 'worked_on',
  on_hold: 'worked_on',
  resolved: 'settled',
  closed: 'settled',
}

const languages: Record<string, RequesterWords> = {
  en: {
    locale: 'en-GB',
    ticket: 'Ticket',
    gone: [
      'This link does not work any more',
      'It has expired or is not whole. Answer the mail that it stands in, and we go on from there.',
    ],
    rate: {
      title: 'How did it go?',
      scale: ['1 · Bad', '2', '3', '4', '5 · Good'],
      comment: 'What should we know? (optional)',
      send: 'Send',
    },
    thanks: ['Thank you', 'Your answer has reached us.'],
    solved: {
      title: 'Is it solved?',
      words: 'Press the button and we close the matter. You can still answer our mails later.',
      send: 'It’s solved',
      done: 'We have noted that it is solved.',
    },
    broken: {
      title: 'Is it still broken?',
      words: 'Press the button and we look at it again.',
      what: 'What is wrong? (optional)',
      send: 'Still broken',
      done: 'We have opened it again and will answer by mail.',
      said: 'It is still broken.',
    },
    late: ['This ticket has been closed for long', 'Please write a new mail to'],
    status: {
      title: 'How it stands',
      opened: 'Received',
      answered: 'Last answer from us',
      never: 'none yet',
    },
    unsubscribe: {
      title: 'No more mail of this ticket?',
      words:
        'Give the address that our mail comes to. If it is in copy, it gets no more mail of this ticket, until you write to us again.',
      address: 'Your e-mail address',
      send: 'No more mail',
      done: 'If that address was in copy, it gets no more mail of this ticket.',
      own: 'This ticket is your own, so our answers keep coming to you. If you need nothing more, just tell us in an answer.',
      wait: 'Too many tries. Please try again in a quarter of an hour.',
    },
    statuses: {
      received: 'Received. Somebody will look at it.',
      worked_on: 'We are working on it.',
      waits_for_you: 'We have answered and wait for you.',
      settled: 'Settled.',
    },
  },
  de: {
    locale: 'de-DE',
    ticket: 'Anfrage',
    gone: [
      'Dieser Link gilt nicht mehr',
      'Er ist abgelaufen oder unvollständig. Antworten Sie auf die E-Mail, in der er steht; dann geht es dort weiter.',
    ],
    rate: {
      title: 'Waren Sie zufrieden?',
      scale: ['1 · Schlecht', '2', '3', '4', '5 · Gut'],
      comment: 'Was sollten wir wissen? (freiwillig)',
      send: 'Senden',
    },
    thanks: ['Vielen Dank', 'Ihre Antwort ist angekommen.'],
    solved: {
      title: 'Ist es erledigt?',
      words:
        'Mit dem Knopf schließen wir die Sache ab. Auf unsere E-Mails können Sie auch später antworten.',
      send: 'Es ist erledigt',
      done: 'Wir haben vermerkt, dass es erledigt ist.',
    },
    broken: {
      title: 'Geht es noch immer nicht?',
      words: 'Mit dem Knopf sehen wir es uns noch einmal an.',
      what: 'Was geht nicht? (freiwillig)',
      send: 'Geht noch nicht',
      done: 'Wir haben die Anfrage wieder geöffnet und antworten per E-Mail.',
      said: 'Es geht noch immer nicht.',
    },
    late: ['Diese Anfrage ist schon lange geschlossen', 'Bitte schreiben Sie eine neue E-Mail an'],
    status: {
      title: 'Stand der Dinge',
      opened: 'Eingegangen',
      answered: 'Letzte Antwort von uns',
      never: 'noch keine',
    },
    unsubscribe: {
      title: 'Keine E-Mails mehr zu dieser Anfrage?',
      words:
        'Geben Sie die Adresse an, an die unsere E-Mail kommt. Steht sie in Kopie, bekommt sie nichts mehr zu dieser Anfrage, bis Sie uns wieder schreiben.',
      address: 'Ihre E-Mail-Adresse',
      send: 'Keine E-Mails mehr',
      done: 'Stand diese Adresse in Kopie, bekommt sie keine E-Mails mehr zu dieser Anfrage.',
      own: 'Diese Anfrage ist Ihre eigene, darum kommen unsere Antworten weiter zu Ihnen. Brauchen Sie nichts mehr, antworten Sie uns das einfach.',
      wait: 'Zu viele Versuche. Bitte versuchen Sie es in einer Viertelstunde noch einmal.',
    },
    statuses: {
      received: 'Eingegangen. Jemand sieht es sich an.',
      worked_on: 'Wir arbeiten daran.',
      waits_for_you: 'Wir haben geantwortet und warten auf Sie.',
      settled: 'Erledigt.',
    },
  },
  es: {
    locale: 'es-ES',
    ticket: 'Consulta',
    gone: [
      'Este enlace ya no funciona',
      'Ha caducado o está incompleto. Responda al correo en el que aparece y seguiremos desde ahí.',
    ],
    rate: {
      title: '¿Qué tal le hemos atendido?',
      scale: ['1 · Mal', '2', '3', '4', '5 · Bien'],
      comment: '¿Qué deberíamos saber? (opcional)',
      send: 'Enviar',
    },
    thanks: ['Gracias', 'Hemos recibido su respuesta.'],
    solved: {
      title: '¿Está resuelto?',
      words: 'Pulse el botón y daremos el asunto por terminado. Podrá responder más adelante.',
      send: 'Está resuelto',
      done: 'Hemos anotado que está resuelto.',
    },
    broken: {
      title: '¿Sigue sin funcionar?',
      words: 'Pulse el botón y lo revisaremos de nuevo.',
      what: '¿Qué ocurre? (opcional)',
      send: 'Sigue sin funcionar',
      done: 'Lo hemos reabierto y le responderemos por correo.',
      said: 'Sigue sin funcionar.',
    },
    late: ['Esta consulta se cerró hace tiempo', 'Escriba, por favor, un correo nuevo a'],
    status: {
      title: 'Estado de su consulta',
      opened: 'Recibida',
      answered: 'Nuestra última respuesta',
      never: 'ninguna todavía',
    },
    unsubscribe: {
      title: '¿No desea más correos de esta consulta?',
      words:
        'Indique la dirección a la que llega nuestro correo. Si está en copia, no recibirá más correos de esta consulta hasta que vuelva a escribirnos.',
      address: 'Su dirección de correo',
      send: 'No más correos',
      done: 'Si esa dirección estaba en copia, no recibirá más correos de esta consulta.',
      own: 'Esta consulta es suya, por eso seguirá recibiendo nuestras respuestas. Si ya no necesita nada, díganoslo en una respuesta.',
      wait: 'Demasiados intentos. Vuelva a intentarlo dentro de un cuarto de hora.',
    },
    statuses: {
      received: 'Recibida. Alguien la atenderá.',
      worked_on: 'Estamos trabajando en ello.',
      waits_for_you: 'Hemos respondido y esperamos su respuesta.',
      settled: 'Resuelta.',
    },
  },
  fr: {
    locale: 'fr-FR',
    ticket: 'Demande',
    gone: [
      'Ce lien ne fonctionne plus',
      'Il a expiré ou est incomplet. Répondez à l’e-mail où il figure et nous reprendrons de là.',
    ],
    rate: {
      title: 'Êtes-vous satisfait de notre réponse ?',
      scale: ['1 · Mauvais', '2', '3', '4', '5 · Bon'],
      comment: 'Que devrions-nous savoir ? (facultatif)',
      send: 'Envoyer',
    },
    thanks: ['Merci', 'Votre réponse nous est parvenue.'],
    solved: {
      title: 'Est-ce réglé ?',
      words: 'Appuyez sur le bouton et nous classons la demande. Vous pourrez encore répondre.',
      send: 'C’est réglé',
      done: 'Nous avons noté que c’est réglé.',
    },
    broken: {
      title: 'Cela ne marche toujours pas ?',
      words: 'Appuyez sur le bouton et nous y regardons de nouveau.',
      what: 'Qu’est-ce qui ne va pas ? (facultatif)',
      send: 'Toujours en panne',
      done: 'Nous avons rouvert la demande et répondrons par e-mail.',
      said: 'Cela ne marche toujours pas.',
    },
    late: [
      'Cette demande est close depuis longtemps',
      'Écrivez, s’il vous plaît, un nouvel e-mail à',
    ],
    status: {
      title: 'Où en est votre demande',
      opened: 'Reçue',
      answered: 'Notre dernière réponse',
      never: 'aucune pour l’instant',
    },
    unsubscribe: {
      title: 'Plus d’e-mails de cette demande ?',
      words:
        'Indiquez l’adresse à laquelle notre e-mail arrive. Si elle est en copie, elle ne recevra plus d’e-mails de cette demande, jusqu’à ce que vous nous écriviez de nouveau.',
      address: 'Votre adresse e-mail',
      send: 'Plus d’e-mails',
      done: 'Si cette adresse était en copie, elle ne recevra plus d’e-mails de cette demande.',
      own: 'Cette demande est la vôtre : nos réponses continuent donc de vous parvenir. Si vous n’avez plus besoin de rien, dites-le-nous en réponse.',
      wait: 'Trop d’essais. Réessayez dans un quart d’heure.',
    },
    statuses: {
      received: 'Reçue. Quelqu’un va s’en occuper.',
      worked_on: 'Nous y travaillons.',
      waits_for_you: 'Nous avons répondu et attendons votre retour.',
      settled: 'Réglée.',
    },
  },
}

const english = languages.en as RequesterWords

/** @param tag BCP 47; English where we do not speak it */
export function requesterWords(tag: string): { language: string; words: RequesterWords } {
  const language = tag.split('-', 1)[0]?.toLowerCase() ?? ''
  const words = Object.hasOwn(languages, language) ? languages[language] : undefined
  return words ? { language, words } : { language: 'en', words: english }
}
