import { NO_SITE_FACTS, type RememberedSiteFacts } from './remembered-site-facts.ts';
import { type Robots, readRobots } from './robots.ts';

/**
 * Returns the rules of robots.txt that the last listing found. Without a stored text, everything counts as allowed: the
 * site has no robots.txt, or its robots.txt is too long to be stored, and only the next listing applies it again.
 *
 * @param publication address of the publication, with "/" at the end
 */
export function knownRobots(
  publication: string,
  { robotsText = '' }: RememberedSiteFacts = NO_SITE_FACTS,
): Robots {
  return readRobots(robotsText, new URL('/robots.txt', publication).href);
}
