/** The cart: drafts that are ready become one dossier, priced here and now, and submitted with or without a network. */
import { Link, useParams } from '@remix-run/react'
import { lazy, Suspense } from 'react'
import { Opening } from '../../components/filing/screen-states.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useArrival } from '../../components/use-arrival.ts'
import { useReference } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { usePageTitle } from '../../page-title.ts'

/** The checker and the prices weigh more than the page. */
const CartOfDrafts = lazy(() => import('../../components/sending/cart-of-drafts.tsx'))

export default function CartPage() {
  const words = useWords()
  const { officeId = '' } = useParams()
  const profile = useReference(officeId)
  const heading = useArrival()
  usePageTitle(words.cart.title)
  return (
    <>
      <PageHeader
        over={<Link to={`/o/${officeId}/drafts`}>{words.cart.back}</Link>}
        title={words.cart.title}
        heading={heading}
        lead={words.cart.lead}
      />
      {profile && (
        <Suspense fallback={<Opening />}>
          <CartOfDrafts profile={profile} />
        </Suspense>
      )}
    </>
  )
}
