/**
 * Follows the outcomes of events at the moment at which they are decided, for any number of
 * readers.
 *
 * <p>Each instance shows the decisions of all instances: it reads the store when a profile of the
 * workspace changes, and each reader has a bounded buffer. It depends on the contracts only.
 */
@NullMarked
package dev.tributary.identity.stream;

import org.jspecify.annotations.NullMarked;
