/**
 * Follows the outcomes of events at the moment at which they are decided, for any number of
 * subscribers.
 *
 * <p>Each instance shows the decisions of all instances. A message of the topic {@code changes}
 * makes the feed of a workspace read the store once. A broadcast stream passes what it has found on
 * to the subscribers: each has its own filter and a bounded buffer. A decision has no personal
 * data, so all roles get the same rows. The package depends on the contracts, on Mutiny and on the
 * domain packages of the runtime only.
 */
@NullMarked
package dev.tributary.identity.stream;

import org.jspecify.annotations.NullMarked;
