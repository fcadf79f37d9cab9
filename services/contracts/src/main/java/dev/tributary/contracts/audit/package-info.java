/**
 * The topics {@code reads} and {@code audit}: who read which personal data, and who changed the
 * settings of a workspace.
 *
 * <p>A read is written before the data are shown. An administrative entry is published from the
 * outbox of the change's transaction. Both arrive at least once. Identity resolution keeps the
 * trails. The package depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.audit;

import org.jspecify.annotations.NullMarked;
