/** Where an error came from: its stack without its message, which may quote what it was about. */
export function stackFrames(error: Error): string {
  const stack = error.stack ?? ''
  const after = stack.lastIndexOf(error.message) + error.message.length
  return stack
    .slice(Math.max(after, 0))
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
}
