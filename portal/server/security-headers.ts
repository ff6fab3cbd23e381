/** The headers that every answer carries; a route may only make them stricter (documents are sandboxed). */

const off = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
]

/** Returns the content security policy of a document. `scripts` are the sources of its inline scripts: a nonce, or hashes. */
export function contentSecurityPolicy(scripts: readonly string[], publicOrigin: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts].join(' ')}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return [...policy, ...(publicOrigin.startsWith('https:') ? ['upgrade-insecure-requests'] : [])].join('; ')
}

/** Returns the security headers of an answer; `nonce` lets exactly the scripts of this page run. */
export function securityHeaders(nonce: string, publicOrigin: string): Record<string, string> {
  const isHttps = publicOrigin.startsWith('https:')
  return {
    'content-security-policy': contentSecurityPolicy([`'nonce-${nonce}'`], publicOrigin),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': off.map((feature) => `${feature}=()`).join(', '),
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(isHttps ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}
