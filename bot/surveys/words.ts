interface SurveyWords {
  kept: string
  before: string
}

const english = {
  kept: 'Thank you, your answer has reached us.',
  before: 'You have answered before. Your first answer stands.',
}

const words: Partial<Record<string, SurveyWords>> = {
  de: {
    kept: 'Vielen Dank, Ihre Antwort ist angekommen.',
    before: 'Sie haben schon geantwortet. Ihre erste Antwort gilt.',
  },
  es: {
    kept: 'Gracias, hemos recibido su respuesta.',
    before: 'Ya había respondido. Vale su primera respuesta.',
  },
  fr: {
    kept: 'Merci, votre réponse nous est parvenue.',
    before: 'Vous avez déjà répondu. Votre première réponse compte.',
  },
}

/** What is said to whoever answers a survey. @param locale BCP 47; English where its language is not among these */
export function surveyWords(locale: string): SurveyWords {
  return words[locale.split('-', 1)[0] ?? ''] ?? english
}
