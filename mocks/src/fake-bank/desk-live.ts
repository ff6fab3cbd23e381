/** The desk's only script: it follows the bank's changes, takes in what has changed, and leaves what somebody is doing there alone. */

/** Runs in the browser. It must stand for itself: its text is what is sent. */
function follow(): void {
  const live = document.getElementById('live')
  const say = (words: string): void => {
    if (live && live.textContent !== words) live.textContent = words
  }

  /** What each part was last made of: what stands there now may have been opened or typed into since. */
  const taken = new Map(
    [...document.querySelectorAll('[data-live]')].map((part) => [part.id, part.innerHTML]),
  )

  /** Puts in the new content of one part; what is open, typed or focused there stays so. */
  function take(part: Element, fresh: Element): void {
    if (taken.get(part.id) === fresh.innerHTML) return
    taken.set(part.id, fresh.innerHTML)
    const touched = [...part.querySelectorAll<HTMLDetailsElement>('details[data-touched]')]
    const openness = new Map(touched.map((one) => [one.id, one.open]))
    const typed = new Map(
      [...part.querySelectorAll('input')]
        .filter((input) => input.type === 'text' && input.value !== input.defaultValue)
        .map((input) => [input.id, input.value]),
    )
    const focused = part.contains(document.activeElement) ? document.activeElement?.id : undefined
    part.replaceChildren(...fresh.cloneNode(true).childNodes)
    for (const one of part.querySelectorAll('details')) {
      const wasOpen = openness.get(one.id)
      if (wasOpen === undefined) continue
      one.open = wasOpen
      one.dataset['touched'] = ''
    }
    for (const input of part.querySelectorAll('input')) input.value = typed.get(input.id) ?? input.value
    if (focused) document.getElementById(focused)?.focus()
  }

  function show(page: string, withNotice: boolean): void {
    const next = new DOMParser().parseFromString(page, 'text/html')
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = next.getElementById(part.id)
      if (fresh && (withNotice || part.id !== 'notice')) take(part, fresh)
    }
  }

  let isLooking = false
  let isStale = false
  async function look(): Promise<void> {
    isStale = isLooking
    if (isLooking) return
    isLooking = true
    try {
      const reply = await fetch(location.href)
      if (reply.ok) show(await reply.text(), false)
      say('Live: changes show by themselves.')
    } catch {
      say('The bank does not answer. Trying again …')
    }
    isLooking = false
    if (isStale) void look()
  }

  async function send(form: HTMLFormElement, data: FormData): Promise<void> {
    const body = new URLSearchParams()
    for (const [name, value] of data) if (typeof value === 'string') body.append(name, value)
    form.dataset['busy'] = ''
    try {
      const reply = await fetch(form.action, { method: 'POST', body })
      show(await reply.text(), true)
      document.querySelector<HTMLElement>('#notice [role=alert] a')?.focus()
    } catch {
      say('The bank does not answer. Try again.')
    }
    delete form.dataset['busy']
  }

  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
    event.preventDefault()
    if (form.dataset['busy'] === undefined) void send(form, new FormData(form, event.submitter))
  })

  document.addEventListener('click', (event) => {
    const summary = event.target instanceof Element ? event.target.closest('summary') : null
    if (summary?.parentElement) summary.parentElement.dataset['touched'] = ''
  })

  const changes = new EventSource('/desk/changes')
  changes.onopen = () => void look()
  changes.onmessage = () => void look()
  changes.onerror = () => say('The bank does not answer. Trying again …')
}

/** The script as a browser takes it. */
export const liveScript = `(${follow.toString()})()\n`
