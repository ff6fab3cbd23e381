/** A list of goods and services, for anyone: its version names its content for good. */
import { ProblemError } from '@lodge/shared-types'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { ifChanged } from '../../edge/conditional.server.ts'

const forGood = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }

const { loader: answer } = resource({
  async GET(args) {
    officeOf(args)
    const list = await args.context.services.termList(parameter(args, 'version'))
    if (!list) throw new ProblemError('not-found')
    return ifChanged(args.request, { etag: list.etag, headers: forGood }, () => {
      const accepted = args.request.headers.get('accept-encoding') ?? ''
      const encoding = (['br', 'gzip'] as const).find((name) => new RegExp(`\\b${name}\\b`).test(accepted))
      return encoding === undefined
        ? { body: list.plain }
        : { body: list.encoded[encoding], headers: { 'content-encoding': encoding } }
    })
  },
})
export const loader = answer
export const action = answer
