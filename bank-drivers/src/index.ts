/** Payment drivers: the contract they keep, and the drivers themselves. */
export * from './answer.ts'
export type * from './books.ts'
export * from './contract.ts'
export * from './driver-error.ts'
export * from './drivers.ts'
export { hmacHeaders, verifyHmacCallback } from './hmac-callback.ts'
export * from './manifest.ts'
export * from './payable.ts'
export { billingGatewayConfigSchema, billingGatewayManifest } from './billing-gateway-manifest.ts'
export { createBillingGateway } from './billing-gateway.ts'
export { cardGatewayConfigSchema, cardGatewayManifest } from './card-gateway-manifest.ts'
export { createCardGateway } from './card-gateway.ts'
export { bankTransferConfigSchema, bankTransferManifest } from './bank-transfer-manifest.ts'
export { createBankTransfer } from './bank-transfer.ts'
export { counterConfigSchema, counterManifest } from './counter-manifest.ts'
export { createCounter } from './counter.ts'
export { depositAccountConfigSchema, depositAccountManifest } from './deposit-account-manifest.ts'
export { createDepositAccount } from './deposit-account.ts'
export { baseUrlSchema, createDriverHttp } from './http.ts'
export type { DriverCall, DriverDownload, DriverHttp, DriverHttpOptions, DriverTls, Refusal } from './http.ts'
export type { DriverLogger, LogFacts } from './redaction.ts'
export {
  streamStatements,
  readStatements,
  statementSizeCap,
  type ReadOptions,
} from './statements/read-statements.ts'
export { isInformationOnly } from './statements/statement-controls.ts'
export {
  createLineIdentifier,
  identityOfStatement,
  lineIdentities,
  statementIdentity,
} from './statements/statement-identity.ts'
export * from './statements/statement.ts'
