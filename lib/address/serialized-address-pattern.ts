/**
 * Matches `https:` addresses that the URL standard (https://url.spec.whatwg.org/) would serialize unchanged: lower-case
 * host; no port, query, fragment, escape or dot segment. Captures host and path. Most addresses match, and for
 * thousands of them a regular expression is much faster than `new URL`. Each repetition ends at a character that it
 * cannot contain, so that the test takes linear time for every input.
 */
export const SERIALIZED_ADDRESS =
  /^https:\/\/((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24})(\/(?:[\w~-][\w~.-]*\/)*(?:[\w~-][\w~.-]*)?)$/;
