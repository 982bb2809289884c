import type { Metadata } from 'next'
import { LandingDrawing } from '@/components/frame/landing-drawing'
import { type LandingLang, landingWords } from '@/components/frame/landing-words'
import { Mark } from '@/components/frame/mark'
import { Banner } from '@/components/ui/banner'
import { buttonClass } from '@/components/ui/button-class'
import { env } from '@/lib/env'

type Props = { searchParams: Promise<Record<'lang' | 'signin', string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const words = landingWords[readLang((await searchParams).lang)]
  return { title: { absolute: `Medcal: ${words.title}` }, description: words.lead }
}

/** The page before signing in. */
export default async function LandingPage({ searchParams }: Props) {
  const params = await searchParams
  const lang = readLang(params.lang)
  const words = landingWords[lang]
  const isOpen = env().SIGN_UP === 'open'
  const other = lang === 'de' ? 'en' : 'de'
  return (
    <div lang={lang} className="flex min-h-dvh flex-col bg-ground text-ink">
      <header className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 pt-5 tablet:px-10 desk:px-[72px] desk:pt-[26px]">
        <p className="mr-auto inline-flex items-center gap-2.5 text-22 font-strong">
          <Mark size={34} />
          Medcal
        </p>
        <p className="text-14 text-ink-2 max-tablet:order-last max-tablet:w-full">
          {words.patients}
        </p>
        <a
          href={other === 'de' ? '?lang=de' : '?lang=en'}
          lang={other}
          hrefLang={other}
          className="link py-1 text-14"
        >
          {other === 'de' ? 'Deutsch' : 'English'}
        </a>
      </header>
      <main className="flex flex-1 flex-col">
        <div className="grid gap-x-14 gap-y-8 px-5 pt-12 tablet:px-10 tablet:pt-20 desk:grid-cols-[minmax(0,1fr)_minmax(0,520px)] desk:px-[72px] desk:pt-[102px] desk:pb-[148px]">
          <h1 className="text-44 font-title tracking-[-0.03em] text-balance tablet:text-70">
            {words.title}
          </h1>
          <div className="max-w-[468px] desk:pt-2">
            <p className="text-18 leading-7 text-pretty text-ink-2">{words.lead}</p>
            {params.signin === 'failed' && (
              <Banner tone="danger" role="alert" title={words.failed[0]} className="mt-6">
                {words.failed[1]}
              </Banner>
            )}
            <div className="mt-6 flex flex-wrap gap-3 max-phone:flex-col">
              <a href="/auth/login" className={buttonClass('primary', 'touch')}>
                {words.signIn}
              </a>
              {isOpen && (
                <a
                  href="/auth/login?screen_hint=signup"
                  className={buttonClass('outline', 'touch')}
                >
                  {words.create}
                </a>
              )}
            </div>
            {!isOpen && <p className="mt-4 text-14 text-ink-2">{words.closed}</p>}
          </div>
        </div>
        <LandingDrawing words={words} />
      </main>
    </div>
  )
}

function readLang(value: string | string[] | undefined): LandingLang {
  return value === 'de' ? 'de' : 'en'
}
