/** Address of the publication, ending in "/". `WXT_PUBLICATION_URL` at build names another one. */
export const PUBLICATION: string = import.meta.env?.WXT_PUBLICATION_URL || 'https://noligarchy.us/';

/** The only origin that the extension ever contacts. */
export const PUBLICATION_ORIGIN: string = new URL(PUBLICATION).origin;
