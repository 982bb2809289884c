/** What goes out after links were ended. */
export function sentWords(sent: number): string {
  if (sent === 0) return 'Nothing had to be sent again.'
  return sent === 1
    ? 'One email with a new link goes out in a few seconds.'
    : `${sent} emails with new links go out in a few seconds.`
}
