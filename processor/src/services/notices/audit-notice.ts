/** The audit log of notices: the steps of officers; what is issued is an event of the file's history. */
import { nameOfActor, type Actor } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { writeAudit, type AuditDeed } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'

/** Notes in the audit log what an officer did to a notice. */
export const auditNotice = (
  office: Pick<Office, 'store' | 'clock'>,
  session: ClientSession,
  actor: Actor,
  what: AuditDeed,
  notice: Pick<Row<'notices'>, '_id' | 'officeId' | 'action'>,
) =>
  writeAudit(
    office,
    {
      officeId: notice.officeId,
      who: nameOfActor(actor),
      what,
      subject: `notice:${notice._id}`,
      detail: notice.action,
    },
    session,
  )
