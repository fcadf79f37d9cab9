/**
 * The topics {@code reads} and {@code audit}: which personal data people were shown, and who
 * changed how a workspace is set up.
 *
 * <p>A read is written before the data are shown; an administrative entry leaves by the outbox of
 * the change's transaction. Both arrive at least once; identity resolution keeps the trails. It
 * depends on {@code dev.tributary.contracts} and Jackson only.
 */
@NullMarked
package dev.tributary.contracts.audit;

import org.jspecify.annotations.NullMarked;
