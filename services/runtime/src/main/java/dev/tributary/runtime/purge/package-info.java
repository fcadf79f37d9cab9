/**
 * Deletes everything that a service keeps of a deleted workspace, and keeps what comes late from
 * having an effect.
 *
 * <p>It depends on the packages kafka, loop and tenancy.
 */
@NullMarked
package dev.tributary.runtime.purge;

import org.jspecify.annotations.NullMarked;
