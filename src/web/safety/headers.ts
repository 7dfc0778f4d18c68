import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers that every answer carries. No inline script or style anywhere, so the policy allows none. */
export const secureHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  // With helmet's `no-referrer` browsers send `Origin: null` with our own forms, and on plain-HTTP intranets,
  // where there is no Sec-Fetch-Site, Origin is all that tells our forms from another site's.
  referrerPolicy: { policy: 'same-origin' },
  // Other services may live under the same name without TLS.
  strictTransportSecurity: { includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
})

/** Pages hold personal data: no browser or proxy keeps them. */
export const keepNothing: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}
