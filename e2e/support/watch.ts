import type { BrowserContext, ConsoleMessage } from '@playwright/test'
import { stack } from './stack'

const ownHosts = [stack.app, stack.identity, stack.mailbox].map((url) => new URL(url).host)

/** What went wrong in the browser without a test having asked for it. */
export class Watch {
  private readonly seen: string[] = []
  private readonly allowed: RegExp[] = []

  /** From here on an error that matches is no surprise; a page that must answer 404 logs one. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern)
  }

  /** Listens to every page of a context, and to where it asks for anything. */
  over(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.note(`console: ${inFull(message)}`)
    })
    context.on('weberror', (error) => this.note(`page: ${error.error().stack ?? error.error()}`))
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (!url.protocol.startsWith('http') || ownHosts.includes(url.host)) return
      this.note(`asked another host: ${url.href}`)
    })
  }

  surprises(): string[] {
    const unasked = this.seen.filter((text) => !this.allowed.some((one) => one.test(text)))
    return [...new Set(unasked)]
  }

  private note(text: string): void {
    this.seen.push(text)
  }
}

function inFull(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location()
  return `${message.text()} (${url}:${lineNumber}, on ${message.page()?.url()})`
}
