/** A week in words that breaks between its ranges and not inside one. */
export function HoursLine({ words }: { words: string }) {
  return words.split(' ').map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line never change places
    <span key={index}>
      {index > 0 && ' '}
      <span className="whitespace-nowrap">{word}</span>
    </span>
  ))
}
