/** A file of the publication as it came. */
export interface SiteFile {
  /** Decoded of any transfer coding, of no character encoding. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Where it was found after redirects: what relative addresses in it stand in. */
  readonly url: string;
  /** The field of the response, where there was one. */
  readonly contentType?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}
