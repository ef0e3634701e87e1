/**
 * Gives Remix the data of a page once all of it is here. It reads an answer while it comes in, and when that is stopped
 * in the middle, as moving on stops what was being asked again, it complains and leaves promises that nobody catches.
 * An answer that is never given is what it does expect.
 */
export function askForWholeAnswers(): void {
  const ask = window.fetch
  window.fetch = async (what, how) => {
    const answer = await ask(what, how)
    const isPage = what instanceof URL && what.pathname.endsWith('.data')
    return isPage && answer.body ? new Response(await answer.arrayBuffer(), answer) : answer
  }
}
