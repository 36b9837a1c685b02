/** What is set once for a whole installation of Ottu, and may be set anew while it runs. */
export const signatureVersions = ["v1", "v2"] as const;
/** How webhooks are signed. */
export type SignatureVersion = (typeof signatureVersions)[number];

export const operationShows = ["state", "transactions"] as const;
/** Where an operation is seen in queries: in the payment's state, or only in its transactions. */
export type OperationShow = (typeof operationShows)[number];
