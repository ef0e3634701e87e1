/** What a page of ours sends. Whoever sends anything else is told so (400), and the desk logs no fault of its own. */
export function sentJson(request: Request): Promise<unknown> {
  return request.json().catch(refuseUnreadable)
}

export function sentForm(request: Request): Promise<FormData> {
  return request.formData().catch(refuseUnreadable)
}

function refuseUnreadable(): never {
  const words = 'What was sent cannot be read. Load the page again and try once more.'
  throw new Response(words, { status: 400 })
}
