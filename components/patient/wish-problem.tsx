import { Banner } from '@/components/ui/banner'
import type { PatientTexts } from './texts'
import { fieldOf, type TypedAgain } from './typed-wishes'

type Props = {
  texts: PatientTexts
  again: TypedAgain
  /** What became of the rest of the answer. */
  title: string
  /** The page with the field, where that is another. */
  href?: string
}

/** Above a page: what could not be saved and why, and the way to its field. */
export function WishProblemBanner({ texts, again, title, href = '' }: Props) {
  return (
    <Banner tone="danger" role="alert" title={title} className="mb-4 text-16!">
      {again.error}{' '}
      <a href={`${href}#${fieldOf[again.problem]}`} className="link inline-block py-1">
        {texts.wishes.mend}
      </a>
    </Banner>
  )
}
