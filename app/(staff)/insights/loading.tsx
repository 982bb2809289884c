import { PageBody, PageHead } from '@/components/frame/page-head'
import { SkeletonBlock } from '@/components/ui/skeleton'

/** The page's shape while its figures are counted. */
export default function Loading() {
  return (
    <>
      <PageHead title="Insights" />
      <PageBody className="max-desk:px-3">
        <div role="status" className="grid min-w-0 flex-1 content-start gap-3 wide:grid-cols-11">
          <span className="sr-only">Loading</span>
          <SkeletonBlock className="h-24 wide:col-span-11" />
          <SkeletonBlock className="h-80 wide:col-span-6" />
          <SkeletonBlock className="h-80 wide:col-span-5" />
          <SkeletonBlock className="h-60 wide:col-span-6" />
          <SkeletonBlock className="h-60 wide:col-span-5" />
        </div>
      </PageBody>
    </>
  )
}
