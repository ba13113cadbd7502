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

/** Validators of a file for conditional requests (RFC 9110, 13.1). */
export type Validators = Pick<SiteFile, 'etag' | 'lastModified'>;

/** The validators of a file that was fetched before. */
export interface KnownFile extends Validators {
  /** Of a sitemap index: the sitemaps that it names, the newest first. */
  readonly sitemaps?: readonly string[];
}

/**
 * Gets a file of the publication, with what is remembered of it; where it cannot be had, throws what has the HTTP
 * `status`, if there was one.
 */
export type GetFile = (address: string, known?: Validators) => Promise<SiteFile | 'unchanged'>;
