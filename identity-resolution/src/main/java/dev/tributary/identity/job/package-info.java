/**
 * Long work of a workspace, which survives the process that does it: it waits in a queue, is
 * leased, tells how far it is, can be cancelled, and is begun again by somebody else after a crash.
 *
 * <p>A {@code JobKind} is the work, a {@code JobQueue} is where it waits. It depends on Jackson.
 */
@NullMarked
package dev.tributary.identity.job;

import org.jspecify.annotations.NullMarked;
