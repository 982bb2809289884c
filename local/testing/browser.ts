/** A browser without a screen: keeps cookies per path, follows redirects, and posts forms. */
export interface Browser {
  open(url: string, init?: RequestInit): Promise<Page>
  /** Posts the fields to a form's action on the page last opened. */
  post(action: string, fields: Record<string, string>): Promise<Page>
  /** What it would send to this address as its cookies. */
  cookiesFor(url: URL): string
}

export interface Page {
  /** Where the redirects ended; the first address that does not answer to `serves` is not fetched. */
  url: URL
  status: number
  text: string
}

interface Cookie {
  name: string
  value: string
  path: string
}

/** `serves` says which addresses may be fetched: a redirect to any other one is the end. */
export function createBrowser(serves: (url: URL) => boolean): Browser {
  let cookies: Cookie[] = []
  let here = ''

  function keep(header: string, url: URL) {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const of = (key: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
    const path = of('path') ?? url.pathname
    cookies = cookies.filter((cookie) => cookie.name !== name || cookie.path !== path)
    const expires = of('expires')
    if (value && (!expires || Date.parse(expires) > Date.now())) cookies.push({ name, value, path })
  }

  function cookiesFor({ pathname }: URL): string {
    const sent = cookies.filter(({ path }) => pathname.startsWith(path))
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  async function open(address: string, init: RequestInit = {}): Promise<Page> {
    let url = new URL(address, here || undefined)
    let request = init
    for (let hops = 0; hops < 12; hops++) {
      if (!serves(url)) return { url, status: 0, text: '' }
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          connection: 'close', // a server under test may restart between two pages
          ...request.headers,
          cookie: cookiesFor(url),
        },
      })
      for (const header of response.headers.getSetCookie()) keep(header, url)
      here = url.href
      const next = response.headers.get('location')
      if (!next) return { url, status: response.status, text: await response.text() }
      url = new URL(next, url)
      request = {}
    }
    throw new Error(`Too many redirects, the last to ${url}`)
  }
  return {
    open,
    post: (action, fields) => open(action, { method: 'POST', body: new URLSearchParams(fields) }),
    cookiesFor,
  }
}
