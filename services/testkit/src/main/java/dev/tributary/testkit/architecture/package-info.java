/**
 * The rules about dependencies between packages and about records, with which each module checks
 * itself.
 *
 * <p>It depends on ArchUnit and on the frozen lists.
 */
@NullMarked
package dev.tributary.testkit.architecture;

import org.jspecify.annotations.NullMarked;
