/**
 * An `https:` address that the URL standard would write just so: lower-case host names, no port, query, fragment or
 * escape, no dot segments. Most addresses are, and parsing thousands of them has its price. Captures host and path.
 * Every repetition ends at a character of its own, so that no input makes it slow.
 */
export const PLAIN_ADDRESS =
  /^https:\/\/((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24})(\/(?:[\w~-][\w~.-]*\/)*(?:[\w~-][\w~.-]*)?)$/;
