/**
 * The rules about dependencies between packages, about records and about ids, with which each
 * module checks itself.
 *
 * <p>It depends on ArchUnit and on the frozen lists.
 */
@NullMarked
package dev.tributary.testkit.architecture;

import org.jspecify.annotations.NullMarked;
