/** A file of the publication, as the server sent it. */
export interface SiteFile {
  /** Body without content or transfer codings, but still in its character encoding. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Absolute address after redirects. Relative addresses in the file resolve against it. */
  readonly url: string;
  /** `Content-Type` field of the response, if present. */
  readonly contentType?: string;
  /** `ETag` field, if present. */
  readonly etag?: string;
  /** `Last-Modified` field, if present. */
  readonly lastModified?: string;
}

/** Validators of a file for conditional requests (RFC 9110, 13.1). */
export type Validators = Pick<SiteFile, 'etag' | 'lastModified'>;

/** The validators of a file that was fetched before. */
export interface KnownFile extends Validators {
  /** For a sitemap index: addresses of the sitemaps that it names, newest first. */
  readonly sitemaps?: readonly string[];
}

/**
 * Fetches a file of the publication, conditionally if its validators are known. If the request fails, throws an error.
 * The error has the HTTP `status` of the response, if there was a response.
 */
export type GetFile = (address: string, known?: Validators) => Promise<SiteFile | 'unchanged'>;
