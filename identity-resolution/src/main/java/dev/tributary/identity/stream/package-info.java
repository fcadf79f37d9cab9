/**
 * Follows what becomes of events while it is decided, for any number of readers.
 *
 * <p>Whatever instance decided, any instance tells: it reads the store once per interval and
 * workspace, and each reader has a bounded buffer. It depends on the contracts only.
 */
@NullMarked
package dev.tributary.identity.stream;

import org.jspecify.annotations.NullMarked;
