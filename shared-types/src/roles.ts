/** Who works at an office, and who files with it. Without schemas: a device needs these as well. */

/** The office's own people. */
export const staffRoles = [
  'receptionist',
  'formality-examiner',
  'finance',
  'registrar',
  'administrator',
] as const
export const roles = ['agent', 'applicant', ...staffRoles] as const
export type Role = (typeof roles)[number]
