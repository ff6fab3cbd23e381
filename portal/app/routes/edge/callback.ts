/** Where banks call back: raw bytes in, and exactly the answer that the payment service gives. */
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'

export const action = resource({
  async POST(args) {
    const answer = await args.context.services.receiveCallback({
      officeId: officeOf(args).id,
      driverId: parameter(args, 'driverId'),
      headers: args.request.headers,
      rawBody: new Uint8Array(await args.request.arrayBuffer()),
    })
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  },
}).action
