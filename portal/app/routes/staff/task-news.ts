/** What has become of tasks that a work list shows, by the state in which it has read them. */
import { actorOf, json, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const seen = new URL(args.request.url).searchParams.getAll('seen').flatMap((text) => {
      const [taskId = '', rev = ''] = text.split(':')
      return /^\d{1,9}$/.test(rev) ? [{ taskId, rev: Number(rev) }] : []
    })
    const news = await args.context.services.taskNews(actorOf(args), seen)
    return json(news, { headers: { 'cache-control': 'no-store' } })
  },
})
export const loader = answer
