/**
 * Long work of a workspace, which survives the process that does it. A job waits in a queue, is
 * leased, publishes its progress and can be cancelled; after a crash, another process starts it
 * again.
 *
 * <p>A {@code JobKind} is the work, a {@code JobQueue} is where it waits. The engine is {@code
 * runtime.work}, which the package depends on, and on Jackson.
 */
@NullMarked
package dev.tributary.identity.job;

import org.jspecify.annotations.NullMarked;
