/**
 * Deletes all data that a service keeps of a deleted workspace, and ignores later messages of it.
 *
 * <p>It depends on the packages kafka, loop and tenancy.
 */
@NullMarked
package dev.tributary.runtime.purge;

import org.jspecify.annotations.NullMarked;
