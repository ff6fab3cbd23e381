/** The secret address of a file, for those who may hand it on: its agent and the office. Another one makes the first one dead. */
import { Link, useLoaderData } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { staffRoles } from '@lodge/shared-types'
import { z } from 'zod'
import { Button } from '../../components/button.tsx'
import { SecretAddress } from '../../components/follow/secret-address.tsx'
import styles from '../../components/follow/follow.module.css'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { SecureForm } from '../../components/secure-form.tsx'
import { form, page, parameter, sessionOf } from '../../edge/answers.server.ts'
import { formFields } from '../../edge/inputs.server.ts'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, officeId, roles } = sessionOf(args)
    const { services, language } = args.context
    const fileId = parameter(args, 'fileId')
    const { code, followers } = await services.followLink(actor, fileId)
    const isStaff = roles.some((role) => staffRoles.some((one) => one === role))
    const base = `/o/${officeId}`
    return {
      title: followWords[language].share.title,
      back: isStaff ? `${base}/desk/files/${fileId}` : `${base}/files/${fileId}`,
      address: code === null ? null : `${new URL(args.request.url).origin}${base}/follow/${code}`,
      followers,
    }
  })

export const action = (args: ActionFunctionArgs) =>
  form(args, async () => {
    const { actor, officeId } = sessionOf(args)
    const { services } = args.context
    const fileId = parameter(args, 'fileId')
    const { act } = await formFields(args.request, z.strictObject({ act: z.enum(['renew', 'revoke']) }))
    if (act === 'renew') await services.renewFollowLink(actor, fileId)
    else await services.revokeFollowLink(actor, fileId)
    return redirect(`/o/${officeId}/files/${fileId}/link`, { status: 303 })
  })

export default function FollowLink() {
  const words = useWordsOf(followWords).share
  const { title, back, address, followers } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader over={<Link to={back}>{words.back}</Link>} title={title} lead={words.lead} />
      {address === null ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <>
          <SecretAddress label={words.address} address={address} />
          <p>
            <a href={address}>{words.open}</a>
          </p>
          <p className={styles.small}>
            {words.onReceipt} {words.followers(followers)}
          </p>
        </>
      )}
      <Section title={words.renewTitle}>
        <p>{words.renewLead}</p>
        <SecureForm fields={{ act: 'renew' }} isInline>
          <Button look={address === null ? 'main' : 'quiet'}>{words.renew}</Button>
        </SecureForm>
      </Section>
      {address !== null && (
        <Section title={words.revokeTitle}>
          <p>{words.revokeLead}</p>
          <SecureForm fields={{ act: 'revoke' }} isInline>
            <Button look="quiet">{words.revoke}</Button>
          </SecureForm>
        </Section>
      )}
    </>
  )
}
